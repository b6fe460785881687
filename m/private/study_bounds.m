% B = study_bounds ()  proved bounds, in units of u, for two products and one sum.
%
% With correctly rounded tables and no fused multiply-add (u is the unit roundoff):
%   rotation  2.943, sqrt (5) from the complex product + sqrt (1/2) from the tables
%   norm      the same
%   inverse   5.886
%   relative  11.77, four rotations
% sqrt (5): Brent, Percival, Zimmermann, Math. Comp. 76 (2007) 1469-1481.

function b = study_bounds ()

  b.rotation = sqrt (5) + sqrt (1/2);
  b.norm = b.rotation;
  b.inverse = 2 * sqrt (5) + sqrt (2);
  b.relative = 4 * b.rotation;

end
