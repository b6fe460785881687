% N = study_differing_bits (X, Y)  number of bits in which two arrays differ.
%
% Bit patterns, not values: -0 and 0, or two NaN, differ where their bits do.

function n = study_differing_bits (x, y)

  if ~ (strcmp (class (x), class (y)) && isequal (size (x), size (y)))
    error ('rome:sizeMismatch', 'rope_study: results of different class or size');
  end
  words = struct ('double', 'uint64', 'single', 'uint32', 'uint16', 'uint16');
  word = words.(class (x));
  d = bitxor (typecast (x(:), word), typecast (y(:), word));
  d = d(d ~= 0);
  n = 0;
  while any (d)
    n = n + sum (double (bitand (d, 1)));
    d = bitshift (d, -1);
  end

end
