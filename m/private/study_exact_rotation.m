% [HI, LO] = study_exact_rotation (X, TRUTH, A, B)  rotation by the exact angles.
%
% X is tokens-by-heads-by-D, TRUTH the result of rope_truth for its tokens, A and B
% the columns of the pairs.  HI and LO are cells {first member, second member}:
% HI + LO is x0 c - x1 s and x1 c + x0 s with c = cos + cos_lo, s = sin + sin_lo,
% good to about 2^-100 of the length of the pair.

function [hi, lo] = study_exact_rotation (x, truth, a, b)

  [x0, x1] = study_split (x, a, b);
  c = by_token (truth.cos);
  s = by_token (truth.sin);
  cl = by_token (truth.cos_lo);
  sl = by_token (truth.sin_lo);
  [hi{1}, lo{1}] = sum_of_products (x0, c, cl, -x1, s, sl);
  [hi{2}, lo{2}] = sum_of_products (x1, c, cl, x0, s, sl);

end

% The same table row for every head.
function t = by_token (t)

  t = reshape (t, size (t, 1), 1, size (t, 2));

end

% x (c + cl) + y (s + sl)
function [hi, lo] = sum_of_products (x, c, cl, y, s, sl)

  [p, pe] = study_two_prod (x, c);
  [q, qe] = study_two_prod (y, s);
  [hi, e] = study_two_sum (p, q);
  lo = e + ((pe + qe) + (x .* cl + y .* sl));

end
