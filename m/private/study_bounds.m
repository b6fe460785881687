% B = study_bounds (A, FORMAT)  proved bounds, in units of u, for two products and one sum.
%
% A is the attention factor, 1 for most models.  With correctly rounded tables and no
% fused multiply-add, u being the unit roundoff, for A = 1, in double and single:
%   rotation  2.943, sqrt (5) from the complex product + sqrt (1/2) from the tables
%   norm      the same
%   inverse   5.886, two rotations, 2 sqrt (5) + sqrt (2)
%   relative  11.77, four rotations
% sqrt (5): Brent, Percival, Zimmermann, Math. Comp. 76 (2007) 1469-1481.
% 16-bit formats are rotated in single and rounded once: 1 for that rounding in place of
% sqrt (5), and sqrt (5) units of single.  Products of errors count there: (1 + b u)^2.
%
% Entries of the tables are at most A, so that each is off by at most
% u 2^(ceil (log2 (A)) - 1); relative to A this is the part of the tables.

function b = study_bounds (A, format)

  u = study_unit (format);
  tables = sqrt (2) * 2 ^ (ceil (log2 (A)) - 1) / A;
  b.rotation = sqrt (5) + tables;
  if any (strcmp (format, {'bf16', 'f16'}))
    single_part = sqrt (5) * 2 ^ -24 / u;
    b.rotation = (1 + tables) + (single_part + u * (1 + single_part) * tables + u * single_part);
  end
  b.norm = b.rotation;
  b.inverse = b.rotation * (2 + b.rotation * u);
  b.relative = 2 * b.inverse;

end
