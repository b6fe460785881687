% U = study_ulp (HI, LO, FORMAT)  ulp of the exact values HI + LO in a number format.
%
% Muller's definition: ulp (x) = 2^(floor (log2 |x|) - p + 1), the spacing in the
% binade of the exact value, p = 53, 24, 11 or 8; below the normal numbers (and at 0)
% the spacing of the subnormal ones.  HI is the double nearest to HI + LO; where it is
% a power of two, the sign of LO tells on which side the value lies.  With this ulp a
% result is correctly rounded if and only if it is off by at most half an ulp (and, half
% way, even).

function u = study_ulp (hi, lo, format)

  f = study_format (format);
  [m, e] = log2 (abs (hi));             % |hi| = m * 2^e, 1/2 <= m < 1
  e = e - 1 - (m == 0.5 & hi .* lo < 0);
  e(hi == 0) = f.least;
  u = 2 .^ (max (e, f.least) - f.p + 1);

end
