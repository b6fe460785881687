% [X0, X1] = study_split (X, A, B, FORMAT)  members of the pairs as tokens-by-heads-by-h.
%
% In double: every further step is done more exactly than the format under test.

function [x0, x1] = study_split (x, a, b, format)

  x0 = study_values (x(:, :, a), format);
  x1 = study_values (x(:, :, b), format);

end
