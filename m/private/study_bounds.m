% B = study_bounds (A)  proved bounds, in units of u, for two products and one sum.
%
% A is the attention factor, 1 for most models.  With correctly rounded tables and no
% fused multiply-add, u being the unit roundoff, for A = 1:
%   rotation  2.943, sqrt (5) from the complex product + sqrt (1/2) from the tables
%   norm      the same
%   inverse   5.886, 2 sqrt (5) + sqrt (2)
%   relative  11.77, four rotations
% sqrt (5): Brent, Percival, Zimmermann, Math. Comp. 76 (2007) 1469-1481.
%
% Entries of the tables are at most A, so that each is off by at most
% u 2^(ceil (log2 (A)) - 1); relative to A this is the part of the tables.

function b = study_bounds (A)

  tables = sqrt (2) * 2 ^ (ceil (log2 (A)) - 1) / A;
  b.rotation = sqrt (5) + tables;
  b.norm = b.rotation;
  b.inverse = 2 * b.rotation;
  b.relative = 4 * b.rotation;

end
