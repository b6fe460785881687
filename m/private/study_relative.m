% R = study_relative (C, ENTRY, PAIRING, FORMAT)  relative-position defect.
%
% For random q, k at random positions m, n and shifts s (on all axes at once),
%
%   | <R_m q, R_n k> - <R_(m+s) q, R_(n+s) k> | / (|q| |k|)
%
% is 0 in exact arithmetic: a score depends on the distance of the tokens only (with
% an attention factor a, the scores grow by a^2 and the defect is divided by a^2).
% R has shift, max, rms (both per shift, in units of u), stats over all and worst_shift.
% The tables are those of an evaluation (ENTRY.tables), the rotation is rope_apply;
% the dot products are compensated and add no error of their own.

function r = study_relative (c, entry, pairing, format)

  N = 1024;
  q = study_native (randn (N, c.dim), format);
  k = study_native (randn (N, c.dim), format);
  m = some_positions (c, N);
  n = some_positions (c, N);
  long = @(x) sqrt (sum (study_values (x, format) .^ 2, 2));
  lengths = c.factor(1) ^ 2 * long (q) .* long (k);
  score = @(s) scores (c, entry, pairing, format, q, k, m + s, n + s);
  [base, base_lo] = score (0);

  r.shift = shifts (c);
  r.max = zeros (size (r.shift));
  r.rms = r.max;
  stats = [];
  for i = 1:numel (r.shift)
    [hi, lo] = score (r.shift(i));
    defect = abs ((hi - base) + (lo - base_lo)) ./ lengths;
    scaled = defect / study_unit (format);
    r.max(i) = max (scaled);
    r.rms(i) = sqrt (mean (scaled .^ 2));
    stats = study_tally (stats, defect, scaled, (i - 1) * N);
  end
  r.worst_shift = r.shift(floor (stats.row / N) + 1);
  r.stats = study_stats (stats);
  r.stats.shift = r.worst_shift;

end

% Positions of the first tokens, so that every shift of 1-D stays in the table.
function p = some_positions (c, N)

  if c.dims == 1
    p = floor (rand (N, 1) * max (1, min (4096, floor (c.sizes / 16))));
  else
    p = c.positions(floor (rand (N, 1) * c.count) + 1, :);
  end

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

function [hi, lo] = scores (c, entry, pairing, format, q, k, m, n)

  q = turned (c, entry, pairing, format, q, m);
  k = turned (c, entry, pairing, format, k, n);
  [p, e] = study_two_prod (q, k);
  hi = p(:, 1);
  lo = sum (e, 2);
  for j = 2:size (p, 2)
    [hi, t] = study_two_sum (hi, p(:, j));
    lo = lo + t;
  end

end

function x = turned (c, entry, pairing, format, x, p)

  narrow = {};
  if isa (x, 'uint16')
    narrow = {'dtype', format};
  end
  [cosines, sines] = entry.tables (p, c.dim, format, c.options);
  x = rope_apply (x, study_native (cosines, format), study_native (sines, format), 'pairing', pairing, ...
                  'axes', c.blocks, narrow{:});
  x = study_values (x, format);

end
