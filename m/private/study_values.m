% Y = study_values (X, FORMAT)  the numbers in an array of a format, as doubles.

function y = study_values (x, format)

  if isa (x, 'uint16')
    x = rope_unpack (x, format);
  end
  y = double (x);

end
