% X = study_bin_edge (K)  upper edges of bins of study_bin.

function x = study_bin_edge (k)

  e = floor ((k - 2) / 256) - 39;
  x = 2 .^ (e - 1) .* (1 + (mod (k - 2, 256) + 1) / 256);
  x(k <= 1) = 2 ^ -40;
  x(k >= 256 * 112 + 2) = Inf;

end
