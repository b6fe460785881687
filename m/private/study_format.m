% F = study_format (NAME)  precision, least exponent and unit roundoff of a number format.
%
% NAME 'double', 'single', 'bf16' or 'f16'.  F has p (bits of precision), least (the
% exponent of the smallest normal number) and u = 2^-p.

function f = study_format (name)

  switch name
    case 'double'
      f = struct ('p', 53, 'least', -1022);
    case 'single'
      f = struct ('p', 24, 'least', -126);
    case 'bf16'
      f = struct ('p', 8, 'least', -126);
    case 'f16'
      f = struct ('p', 11, 'least', -14);
  end
  f.u = 2 ^ -f.p;

end
