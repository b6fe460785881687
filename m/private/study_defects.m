% [NORM, INVERSE] = study_defects (C, X, Y, TABLES, PAIRING, FORMAT, A, B)
%
% Statistics of what a rotation should keep, pair by pair, in units of u:
%   NORM     | |y| / |x| - 1 |
%   INVERSE  | R' y - x | / |x|, R' y being rope_apply with 'inverse'
% With an attention factor f, |y| should be f |x|, and R' y should be f^2 x.

function [norm_stats, inverse_stats] = study_defects (c, x, y, tables, pairing, format, a, b)

  narrow = {};
  if isa (x, 'uint16')
    narrow = {'dtype', format};
  end
  [x0, x1] = study_split (x, a, b, format);
  [y0, y1] = study_split (y, a, b, format);
  [f2, f2_lo] = study_two_prod (c.factor(1), c.factor(1));      % 1 + 0 for most models
  f2_lo = f2_lo + 2 * c.factor(1) * c.factor(2);

  [hx, ex] = sum_of_squares (x0, x1);
  [hy, ey] = sum_of_squares (y0, y1);
  [p, pe] = study_two_prod (f2, hx);
  d = ((hy - p) + (ey - (pe + f2 * ex + f2_lo * hx))) ./ p;     % |y|^2 / (f |x|)^2 - 1
  defect = abs (d) ./ (1 + sqrt (1 + d));       % sqrt (1 + d) - 1 without cancellation
  norm_stats = study_pair_tally (c, defect, defect / study_unit (format));

  z = rope_apply (y, tables{:}, 'pairing', pairing, 'axes', c.blocks, ...
                  'positions', c.local, 'inverse', true, narrow{:});
  [z0, z1] = study_split (z, a, b, format);
  inverse_stats = study_pair_error (c, x, f2, off_multiple (z0, x0, f2, f2_lo), ...
                                    off_multiple (z1, x1, f2, f2_lo), a, b, format);

end

% x0^2 + x1^2 as hi + lo.
function [h, e] = sum_of_squares (x0, x1)

  [p, pe] = study_two_prod (x0, x0);
  [q, qe] = study_two_prod (x1, x1);
  [h, e] = study_two_sum (p, q);
  e = e + (pe + qe);

end

% z - (f + f_lo) x
function d = off_multiple (z, x, f, f_lo)

  [p, pe] = study_two_prod (f, x);
  d = (z - p) - (pe + f_lo * x);

end
