% P = grid_tokens (N, ORDER)  indices, from 0, of the tokens of a grid of sizes N, one row per token.
%
% ORDER  'row-major' (default): the last axis runs fastest; 'column-major': the first

function p = grid_tokens (n, order)

  A = numel (n);
  fastest_last = 1:A;
  if nargin > 1 && strcmp (order, 'column-major')
    fastest_last = A:-1:1;
  end
  token = (0:prod (n) - 1)';
  p = zeros (numel (token), A);
  stride = 1;                           % tokens from one index to the next
  for a = fliplr (fastest_last)
    p(:, a) = mod (floor (token / stride), n(a));
    stride = stride * n(a);
  end

end
