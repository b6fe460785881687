% [X0, X1] = study_split (X, A, B)  members of the pairs as tokens-by-heads-by-h.
%
% In double: every further step is done more exactly than the class under test.

function [x0, x1] = study_split (x, a, b)

  x0 = double (x(:, :, a));
  x1 = double (x(:, :, b));

end
