% U = study_unit (KLASS)  unit roundoff of 'double' or 'single'.

function u = study_unit (klass)

  u = double (eps (klass)) / 2;

end
