% T = study_steps (E, P, S, FORMAT)  the exact and the computed values along an evaluation.
%
% E evaluation of rope_evaluations, P S-by-A positions, S setting (dim, options).  T is a
% cell of structs with cos, sin, cos_lo, sin_lo (exact or computed: hi + lo):
%   1 the exact formula
%   2 with the frequencies as the evaluation rounded them
%   3 and the positions as it rounded them
%   4 cos and sin of the very angle that went into its cosine
%   5 what the cosine and sine gave
%   6 what was stored in the table
% each the last step's exact value but for one more kind of rounding.  For rope_cache,
% which has no steps, 1 to 5 are the same.  Second output: the steps of the evaluation.

function [t, steps] = study_steps (e, p, s, format)

  t = cell (1, 6);
  t{1} = study_truth (p, s.dim, s.options);
  q = p;
  if numel (p) == 1
    q = [p; p];                         % a single number would be a number of positions
  end
  [c, sn, steps] = e.tables (q, s.dim, format, s.options);
  t{6} = pair (c(1:size (p, 1), :), sn(1:size (p, 1), :));
  if isempty (steps)
    t(2:5) = t(1);
    return
  end
  for name = {'position', 'angle', 'cos', 'sin'}
    steps.(name{1}) = steps.(name{1})(1:size (p, 1), :);
  end

  zero = study_truth (zeros (1, size (p, 2)), s.dim, s.options);
  a = [zero.cos(1), zero.cos_lo(1)];    % the attention factor
  given = s.options;
  given = rmfield (given, intersect (fieldnames (given), {'base', 'scaling', 'seq_len', 'offset', 'pair_indices'}));
  given.freqs = steps.freqs;
  offset = 0;
  if isfield (s.options, 'offset') && ~ isempty (s.options.offset)
    offset = s.options.offset(:)';
  end
  t{2} = times (at_finite (@(x) study_truth (x, s.dim, given), p + offset), a);
  t{3} = t{2};
  if ~ isequal (steps.position, p + offset)
    t{3} = times (at_finite (@(x) study_truth (x, s.dim, given), steps.position), a);
  end
  flat = at_finite (@(x) study_truth (x, 2, struct ('freqs', 1)), steps.angle(:));
  for name = {'cos', 'sin', 'cos_lo', 'sin_lo'}
    flat.(name{1}) = reshape (flat.(name{1}), size (steps.angle));
  end
  t{4} = times (flat, a);
  t{5} = pair (steps.cos, steps.sin);

end

function t = pair (c, s)

  t = struct ('cos', c, 'sin', s, 'cos_lo', zeros (size (c)), 'sin_lo', zeros (size (s)));

end

% NaN where a position or angle has overflowed.
function t = at_finite (truth, x)

  lost = any (~ isfinite (x), 2);
  x(lost, :) = 0;
  t = truth (x);
  for name = {'cos', 'sin', 'cos_lo', 'sin_lo'}
    t.(name{1})(lost, :) = NaN;
  end

end

% (hi + lo) (a + a_lo)
function t = times (t, a)

  if isequal (a, [1, 0])
    return
  end
  for name = {'cos', 'sin'}
    low = [name{1}, '_lo'];
    hi = t.(name{1});
    [p, e] = study_two_prod (hi, a(1));
    [t.(name{1}), t.(low)] = study_two_sum (p, e + (hi * a(2) + t.(low) * a(1)));
  end

end
