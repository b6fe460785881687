% U = study_unit (FORMAT)  unit roundoff of a number format, see study_format.

function u = study_unit (format)

  f = study_format (format);
  u = f.u;

end
