% N = tensor_count (SHAPE)  number of elements of a row of dimensions, or Inf where the product leaves 2^53.
%
% A dimension of 0 counts as 1 in that check: sizes such as 2^40 x 2^40 x 0 are nothing that an array can have.

function n = tensor_count (shape)

  most = prod (max (shape, 1));         % products up to 2^53 are exact, larger ones stay larger
  if most > 2^53
    n = Inf;
  else
    n = prod (shape);
  end

end
