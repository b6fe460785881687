% [OFF, WRONG] = study_off (Y, HI, LO, ULP)  errors against exact values.
%
% OFF is Y - (HI + LO), signed: Y - HI is exact wherever the two are within a factor of
% two, and LO is subtracted from it.  ULP is study_ulp of the exact values.  WRONG tells
% which Y are not the correctly rounded (nearest, ties to even) value of HI + LO.
% A Y that is NaN or infinite is off by Inf.

function [off, wrong] = study_off (y, hi, lo, ulp)

  y = double (y);
  d = y - hi;
  off = d - lo;
  off(~ isfinite (off)) = Inf;
  beyond = (abs (d) - ulp / 2) - sign (d) .* lo;  % exact where it is small
  wrong = ~ (beyond <= 0);
  tie = find (beyond == 0);
  wrong(tie) = mod (abs (y(tie)) ./ ulp(tie), 2) == 1;

end
