% [HI, LO] = study_exact_pair (X0, X1, T)  pairs rotated by tables T, exactly.
%
% T has cos, sin, cos_lo, sin_lo; X0, X1 double arrays that broadcast with them.  HI and LO
% are cells {first member, second member}: HI + LO is x0 c - x1 s and x1 c + x0 s with
% c = cos + cos_lo, s = sin + sin_lo, good to about 2^-100 of the length of the pair.

function [hi, lo] = study_exact_pair (x0, x1, t)

  [hi{1}, lo{1}] = sum_of_products (x0, t.cos, t.cos_lo, -x1, t.sin, t.sin_lo);
  [hi{2}, lo{2}] = sum_of_products (x1, t.cos, t.cos_lo, x0, t.sin, t.sin_lo);

end

% x (c + cl) + y (s + sl)
function [hi, lo] = sum_of_products (x, c, cl, y, s, sl)

  [p, pe] = study_two_prod (x, c);
  [q, qe] = study_two_prod (y, s);
  [hi, e] = study_two_sum (p, q);
  lo = e + ((pe + qe) + (x .* cl + y .* sl));

end
