% Y = study_native (X, FORMAT)  doubles as the array that carries a format: uint16 bits for 16 bits.

function y = study_native (x, format)

  if any (strcmp (format, {'bf16', 'f16'}))
    y = rope_pack (x, format);
  else
    y = cast (x, format);
  end

end
