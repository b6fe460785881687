% [HI, LO] = study_exact_rotation (X, TRUTH, A, B, FORMAT)  rotation by the exact angles.
%
% X is tokens-by-heads-by-D, TRUTH the result of rope_truth for its tokens, A and B
% the columns of the pairs.  HI and LO as in study_exact_pair, tokens-by-heads-by-h.

function [hi, lo] = study_exact_rotation (x, truth, a, b, format)

  [x0, x1] = study_split (x, a, b, format);
  t = struct ();
  for name = {'cos', 'sin', 'cos_lo', 'sin_lo'}
    table = truth.(name{1});
    t.(name{1}) = reshape (table, size (table, 1), 1, size (table, 2));    % the same row for every head
  end
  [hi, lo] = study_exact_pair (x0, x1, t);

end
