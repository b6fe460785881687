% [HI, LO] = study_exact_rotation (X, TRUTH, A, B)  rotation by the exact angles.
%
% X is tokens-by-heads-by-D, TRUTH the result of rope_truth for its tokens, A and B
% the columns of the pairs.  HI and LO are cells {first member, second member}:
% HI + LO is x0 c - x1 s and x1 c + x0 s with c = cos + cos_lo, s = sin + sin_lo,
% good to about 2^-100 of the length of the pair.

function [hi, lo] = study_exact_rotation (x, truth, a, b)

  [x0, x1] = study_split (x, a, b);
  t = struct ();
  for name = {'cos', 'sin', 'cos_lo', 'sin_lo'}
    table = truth.(name{1});
    t.(name{1}) = reshape (table, size (table, 1), 1, size (table, 2));    % the same row for every head
  end
  [hi, lo] = study_exact_pair (x0, x1, t);

end
