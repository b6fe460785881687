% [K, COUNT] = study_bin (X)  bins of a histogram that resolves every size of error to 0.4 %.
%
% 256 bins to each power of two from 2^-40 to 2^72; bin 1 holds what is smaller, the last
% what is larger or infinite.  Exact: from the exponent and the leading bits.  COUNT is the
% number of bins.  study_bin_edge gives their upper edges.

function [k, count] = study_bin (x)

  count = 256 * 112 + 2;
  [f, e] = log2 (x);                    % x = f 2^e, 1/2 <= f < 1
  k = 2 + 256 * (e + 39) + floor (512 * f) - 256;
  k(x == 0) = 1;
  k(~ (x < 2 ^ 72)) = count;
  k = max (k, 1);

end
