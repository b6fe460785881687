% S = study_tally (S, ABSOLUTE, SCALED, FIRST)  add a block of errors to S.
%
% S         [] at the start; then a struct with points, max, mean, rms (of SCALED),
%           above_half (how many SCALED > 1/2), max_abs, and row (from 0) and pair
%           (from 0) of the largest
% ABSOLUTE  errors, rows-by-columns
% SCALED    the same in ulp, or in units of u
% FIRST     row number (from 0) of the first row of the block
%
% pair is the column (from 0); who tallies several groups of pairs side by side
% takes it modulo the number of pairs.  A NaN counts as infinitely wrong.

function s = study_tally (s, absolute, scaled, first)

  if isempty (s)
    s = struct ('points', 0, 'max', -1, 'mean', 0, 'rms', 0, 'above_half', 0, ...
                'max_abs', 0, 'row', 0, 'pair', 0);
  end
  if isempty (scaled)
    return
  end
  total = sum (scaled(:));
  if isnan (total)
    scaled(isnan (scaled)) = Inf;
    absolute(isnan (absolute)) = Inf;
    total = Inf;
  end
  [m, k] = max (scaled(:));
  if m > s.max
    s.max = m;
    s.row = first + mod (k - 1, size (scaled, 1));
    s.pair = floor ((k - 1) / size (scaled, 1));
  end
  n = s.points + numel (scaled);
  s.mean = (s.mean * s.points + total) / n;
  s.rms = sqrt ((s.rms ^ 2 * s.points + sum (scaled(:) .^ 2)) / n);
  s.points = n;
  s.above_half = s.above_half + sum (scaled(:) > 0.5);
  s.max_abs = max (s.max_abs, max (absolute(:)));

end
