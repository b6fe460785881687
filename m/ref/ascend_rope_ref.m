% Y = ascend_rope_ref (X, COS, SIN, MODE, ...)  the rotary operators of Ascend NPUs.
%
% Models aclnnRotaryPositionEmbedding (x, cos, sin, mode) and the matrix operator
% rope_matrix.  The tables are full, one column for each column of a head, and may
% hold different angles at the two members of a pair:
%
%   mode 0 'half'             y = x .* cos + [-x2 x1] .* sin, halves x1, x2
%   mode 1 'interleave'       the same with (-x_odd, x_even) at the adjacent pairs
%   mode 2 'quarter'          [-x2 x1 -x4 x3], quarters x1 ... x4
%   mode 3 'interleave-half'  y = [xe xo] .* cos + [-xo xe] .* sin, even and odd columns
%   with 'axes'               y = (x*P) .* cos + (x*M) .* sin, M (and P) composed of one
%                             block [0 1; -1 0] structure for each axis, such as 44, 44, 40
%
% X         double or single, the columns of a head in the LAST dimension
% COS, SIN  of the dimensions of X, 1 or all in each but the last; converted to class of X
% MODE      0 to 3, or the word
% Y         class and size of X
%
% Options (NAME, VALUE pairs or a struct):
%   'axes'  sizes of the blocks, sum D: the mode applies inside each; default one block
%
% Errors: rome:badCall, rome:badClass, rome:sizeMismatch, rome:badValue,
%         rome:oddDimension, rome:unknownOption, rome:badOption
%
% Example:
%   [c, s] = rope_cache_ref (10, 8, 'width', 'full', 'pairing', 'half');
%   y = ascend_rope_ref (randn (2, 3, 10, 8), reshape (c, 1, 1, 10, 8), reshape (s, 1, 1, 10, 8), 'half');
%
% See also: rome_apply, rome_ref, rome_matrix

function y = ascend_rope_ref (x, c, s, mode, varargin)

  need (nargin >= 4, 'badCall', 'ascend_rope_ref: X, COS, SIN and MODE are needed');
  opt = rome_options ('ascend_rope_ref', struct ('axes', []), varargin);
  need (is_real_full (x), 'badClass', ...
        'ascend_rope_ref: X must be a real full double or single array, got %s', kind (x));
  need (is_real_full (c) && is_real_full (s), 'badClass', ...
        'ascend_rope_ref: COS and SIN must be real full double or single arrays');
  words = {'half', 'interleave', 'quarter', 'interleave-half'};
  if ischar (mode)
    mode = find (strcmp (mode, words)) - 1;
  end
  need (isnumeric (mode) && isscalar (mode) && any (mode == 0:3), 'badValue', ...
        'ascend_rope_ref: MODE must be 0 to 3 or one of %s', strjoin (words, ', '));
  n = ndims (x);
  D = size (x, n);
  full = size (x);
  given = ones (1, n);
  given(1:ndims (c)) = size (c);
  need (ndims (c) <= n && all (given == full | (given == 1 & (1:n) < n)) ...
        && isequal (size (s), size (c)), 'sizeMismatch', ...
        'ascend_rope_ref: COS must have 1 or all of %s and the last dimension, got %s', ...
        shape (x), shape (c));

  x = reshape (x, [], D);
  pass = x;                             % x*P and x*M
  turned = x;
  first = 0;
  for d = block_sizes ('ascend_rope_ref', D, opt.axes)
    i = first + (1:d);
    b = x(:, i);
    switch mode
      case 0
        turned(:, i) = [-b(:, d/2+1:d), b(:, 1:d/2)];
      case 1
        turned(:, i(1:2:d)) = -b(:, 2:2:d);
        turned(:, i(2:2:d)) = b(:, 1:2:d);
      case 2
        q = d / 4;
        need (q == fix (q), 'oddDimension', ...
              'ascend_rope_ref: mode quarter must have blocks of a multiple of 4, got %d', d);
        turned(:, i) = [-b(:, q+1:2*q), b(:, 1:q), -b(:, 3*q+1:d), b(:, 2*q+1:3*q)];
      case 3
        pass(:, i) = [b(:, 1:2:d), b(:, 2:2:d)];
        turned(:, i) = [-b(:, 2:2:d), b(:, 1:2:d)];
    end
    first = first + d;
  end
  y = reshape (pass, full) .* cast (c, class (x)) + reshape (turned, full) .* cast (s, class (x));

end

%!demo
%! q = reshape (ones (1, 8), 1, 1, 1, 8);
%! x = reshape (1:8, 1, 1, 1, 8);
%! for mode = {'half', 'interleave', 'quarter', 'interleave-half'}
%!   printf ('%-16s a quarter turn of 1:8 is %s\n', mode{1}, mat2str (squeeze (ascend_rope_ref (x, 0 * q, q, mode{1}))'));
%! end

%!assert (ascend_rope_ref (1:4, [0 0 0 0], [1 1 1 1], 'half'), [-3 -4 1 2])
%!assert (ascend_rope_ref (1:4, [0 0 0 0], [1 1 1 1], 1), [-2 1 -4 3])
%!assert (ascend_rope_ref (1:8, zeros (1, 8), ones (1, 8), 2), [-3 -4 1 2 -7 -8 5 6])
%!assert (ascend_rope_ref (1:4, [1 1 1 1], [0 0 0 0], 'interleave-half'), [1 3 2 4])
%!assert (ascend_rope_ref (1:4, [0 0 0 0], [1 1 1 1], 3), [-2 -4 1 3])
%!assert (ascend_rope_ref (1:4, [0 0 0 0], [1 2 3 4], 'half', 'axes', [2 2]), [-2 2 -12 12])
%!error id=rome:badCall ascend_rope_ref (1, 2, 3)
%!error <ascend_rope_ref: X must be a real full double or single array, got cell$> ascend_rope_ref ({}, 1, 1, 0)
%!error <ascend_rope_ref: COS and SIN must be real full double or single arrays$> ascend_rope_ref (1:2, {}, 1, 0)
%!error <ascend_rope_ref: MODE must be 0 to 3 or one of half, interleave, quarter, interleave-half$> ascend_rope_ref (1:2, 1:2, 1:2, 4)
%!error <ascend_rope_ref: MODE must be 0 to 3 or one of> ascend_rope_ref (1:2, 1:2, 1:2, 'neox')
%!error <ascend_rope_ref: COS must have 1 or all of 1x4 and the last dimension, got 1x2$> ascend_rope_ref (1:4, 1:2, 1:2, 0)
%!error <ascend_rope_ref: mode quarter must have blocks of a multiple of 4, got 6$> ascend_rope_ref (1:6, 1:6, 1:6, 2)
%!error id=rome:unknownOption ascend_rope_ref (1:2, 1:2, 1:2, 0, 'foo', 1)
