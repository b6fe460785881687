% U = study_ulp (HI, LO, KLASS)  ulp of the exact values HI + LO in a class.
%
% Muller's definition: ulp (x) = 2^(floor (log2 |x|) - p + 1), the spacing in the
% binade of the exact value, p = 53 or 24.  HI is the double nearest to HI + LO;
% where it is a power of two, the sign of LO tells on which side the value lies.
% With this ulp a result is correctly rounded if and only if it is off by at most
% half an ulp.

function u = study_ulp (hi, lo, klass)

  [f, e] = log2 (abs (hi));             % |hi| = f * 2^e, 1/2 <= f < 1
  below = f == 0.5 & hi .* lo < 0;
  e = e - 1 - below;
  if strcmp (klass, 'single')
    u = 2 .^ (max (e, -126) - 23);
  else
    u = 2 .^ (max (e, -1022) - 52);
  end

end
