% P = study_spread (COUNT, N, HOW)  N positions among 0 ... COUNT-1, the same ones every time.
%
% HOW 'uniform' or 'log-uniform': fractions k * 0.618... mod 1 (a Kronecker sequence of
% the golden section, evenly spread for every N), of COUNT or of its logarithm.  Sorted,
% without repetition (log-uniform has fewer than N: small positions repeat); the last
% position is among them.

function p = study_spread (count, n, how)

  u = mod ((1:n)' * ((sqrt (5) - 1) / 2), 1);
  if strcmp (how, 'uniform')
    p = floor (u * count);
  else
    p = floor (count .^ u);
  end
  p = unique ([min(p, count - 1); count - 1]);

end
