% [NORM, INVERSE] = study_defects (C, X, Y, TABLES, PAIRING, A, B)
%
% Statistics of what a rotation should keep, pair by pair, in units of u:
%   NORM     | |y| / |x| - 1 |
%   INVERSE  | R' y - x | / |x|, R' y being rope_apply with 'inverse'

function [norm_stats, inverse_stats] = study_defects (c, x, y, tables, pairing, a, b)

  klass = class (x);
  [x0, x1] = study_split (x, a, b);
  [y0, y1] = study_split (y, a, b);

  % |y|^2 - |x|^2 cancels: exact products, then sums in the order that keeps the
  % leading parts exact.
  [p, pe] = study_two_prod (y0, y0);
  [q, qe] = study_two_prod (y1, y1);
  [hy, ey] = study_two_sum (p, q);
  ey = ey + (pe + qe);
  [p, pe] = study_two_prod (x0, x0);
  [q, qe] = study_two_prod (x1, x1);
  [hx, ex] = study_two_sum (p, q);
  ex = ex + (pe + qe);
  d = ((hy - hx) + (ey - ex)) ./ hx;
  defect = abs (d) ./ (1 + sqrt (1 + d));       % sqrt (1 + d) - 1 without cancellation
  norm_stats = study_pair_tally (c, defect, defect / study_unit (klass));

  z = rope_apply (y, tables{:}, 'pairing', pairing, 'axes', c.axes, ...
                  'positions', c.rows, 'inverse', true);
  [z0, z1] = study_split (z, a, b);
  inverse_stats = study_pair_error (c, x, z0 - x0, z1 - x1, a, b, klass);

end
