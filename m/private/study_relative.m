% R = study_relative (C, IMPLEMENTATION, PAIRING, KLASS)  relative-position defect.
%
% For random q, k at random positions m, n and shifts s (on all axes at once),
%
%   | <R_m q, R_n k> - <R_(m+s) q, R_(n+s) k> | / (|q| |k|)
%
% is 0 in exact arithmetic: a score depends on the distance of the tokens only (with
% an attention factor a, the scores grow by a^2 and the defect is divided by a^2).
% R has shift, max, rms (both per shift, in units of u) and stats over all.
% The tables come from IMPLEMENTATION (see study_tables), the rotation from
% rope_apply; the dot products are compensated and add no error of their own.

function r = study_relative (c, implementation, pairing, klass)

  N = 1024;
  q = cast (randn (N, c.dim), klass);
  k = cast (randn (N, c.dim), klass);
  m = some_positions (c, N);
  n = some_positions (c, N);
  lengths = c.factor(1) ^ 2 * sqrt (sum (double (q) .^ 2, 2)) .* sqrt (sum (double (k) .^ 2, 2));
  score = @(s) scores (c, implementation, pairing, klass, q, k, m + s, n + s);
  [base, base_lo] = score (0);

  r.shift = shifts (c);
  r.max = zeros (size (r.shift));
  r.rms = r.max;
  r.stats = [];
  for i = 1:numel (r.shift)
    [hi, lo] = score (r.shift(i));
    defect = abs ((hi - base) + (lo - base_lo)) ./ lengths;
    scaled = defect / study_unit (klass);
    r.max(i) = max (scaled);
    r.rms(i) = sqrt (mean (scaled .^ 2));
    r.stats = study_tally (r.stats, defect, scaled, (i - 1) * N);
  end
  r.worst_shift = r.shift(floor (r.stats.row / N) + 1);

end

% Positions of the first tokens, so that every shift of 1-D stays in the table.
function p = some_positions (c, N)

  among = c.count;
  if c.dims == 1
    among = max (1, min (4096, floor (c.count / 16)));
  end
  p = c.positions(floor (rand (N, 1) * among) + 1, :);

end

% Up to the length of the table: powers of 10 in 1-D, of 2 on a grid.
function s = shifts (c)

  longest = max (c.sizes);
  if c.dims == 1
    s = 10 .^ (0:floor (log10 (longest * 15 / 16)));
  else
    s = 2 .^ (0:floor (log2 (longest)));
  end

end

function [hi, lo] = scores (c, implementation, pairing, klass, q, k, m, n)

  turn = {'pairing', pairing, 'axes', c.blocks};
  [cosines, sines] = study_tables (c, implementation, klass, m);
  q = rope_apply (q, cosines, sines, turn{:});
  [cosines, sines] = study_tables (c, implementation, klass, n);
  k = rope_apply (k, cosines, sines, turn{:});
  [p, e] = study_two_prod (double (q), double (k));
  hi = p(:, 1);
  lo = sum (e, 2);
  for j = 2:size (p, 2)
    [hi, t] = study_two_sum (hi, p(:, j));
    lo = lo + t;
  end

end
