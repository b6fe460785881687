% Y = onnx_rope_ref (X, COS_CACHE, SIN_CACHE, POSITION_IDS, ...)  ONNX operator.
%
% Models RotaryEmbedding of ONNX (since opset 23).  With the pairs (x1, x2), the
% halves of the rotated columns or, interleaved, the even and odd ones:
%
%   real = cos .* x1 - sin .* x2
%   imag = sin .* x1 + cos .* x2
%
% X             double or single: 4-D batch, heads, tokens, head_size; or 3-D batch,
%               tokens, heads*head_size with 'num_heads'
% COS_CACHE, SIN_CACHE  with POSITION_IDS L-by-R/2, row p+1 for position p; without
%               batch-by-tokens-by-R/2, one row for each token; converted to the class of X
% POSITION_IDS  batch-by-tokens, counted from 0; [] for none
% Y             class and size of X; columns from R on pass through
%
% Options (NAME, VALUE pairs or a struct), the attributes of the operator:
%   'interleaved'           0 (default): halves; 1: adjacent pairs
%   'rotary_embedding_dim'  R; 0 (default): the whole head
%   'num_heads'             for 3-D X, default 0
%
% Errors: rome:badCall, rome:badClass, rome:sizeMismatch, rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example:
%   [c, s] = rope_cache_ref (50, 8);
%   y = onnx_rope_ref (randn (2, 3, 5, 8), c, s, [0:4; 7:11]);
%
% See also: rope_apply, rope_ref, flash_rope_ref

function y = onnx_rope_ref (x, c, s, position_ids, varargin)

  need (nargin >= 4, 'badCall', ...
        'onnx_rope_ref: X, COS_CACHE, SIN_CACHE and POSITION_IDS (or []) are needed');
  opt = rome_options ('onnx_rope_ref', struct ('interleaved', 0, ...
    'rotary_embedding_dim', 0, 'num_heads', 0), varargin);
  need (is_real_full (x), 'badClass', ...
        'onnx_rope_ref: X must be a real full double or single array, got %s', kind (x));
  need (is_real_full (c) && is_real_full (s), 'badClass', ...
        'onnx_rope_ref: COS_CACHE and SIN_CACHE must be real full double or single arrays');

  % batch, tokens, heads, columns
  folded = opt.num_heads > 0;
  heads = opt.num_heads;
  if folded
    need (ndims (x) <= 3 && mod (size (x, 3), heads) == 0, 'sizeMismatch', ...
          'onnx_rope_ref: X must be batch-by-tokens-by-%d*head_size for NUM_HEADS = %d, got %s', ...
          heads, heads, shape (x));
    [B, T, n] = size (x);
    z = permute (reshape (x, B, T, n / heads, heads), [1 2 4 3]);
  else
    z = permute (x, [1 3 2 4]);
  end
  [B, T, heads, D] = size (z);
  R = opt.rotary_embedding_dim;
  if R == 0
    R = D;
  end

  if ~ isempty (position_ids)
    need (ndims (c) == 2 && isequal (size (position_ids), [B T]) ...
          && all (position_ids(:) >= 0 & position_ids(:) < size (c, 1)), 'sizeMismatch', ...
          'onnx_rope_ref: POSITION_IDS must be %dx%d rows of COS_CACHE, %s, got %s', ...
          B, T, shape (c), shape (position_ids));
    c = reshape (c(position_ids(:) + 1, :), [B T size(c, 2)]);
    s = reshape (s(position_ids(:) + 1, :), [B T size(s, 2)]);
  end
  need (isequal ([size(c, 1), size(c, 2), size(c, 3)], [B T R/2]) && isequal (size (s), size (c)), ...
        'sizeMismatch', 'onnx_rope_ref: COS_CACHE must give %dx%dx%d for X of %s, got %s', ...
        B, T, R/2, shape (x), shape (c));
  c = cast (reshape (c, [B T 1 R/2]), class (x));
  s = cast (reshape (s, [B T 1 R/2]), class (x));

  a = 1:R/2;
  b = R/2+1:R;
  if is_true ('onnx_rope_ref', opt.interleaved)
    a = 1:2:R;
    b = 2:2:R;
  end
  x1 = z(:, :, :, a);
  x2 = z(:, :, :, b);
  z(:, :, :, a) = c .* x1 - s .* x2;
  z(:, :, :, b) = s .* x1 + c .* x2;

  if folded
    y = reshape (permute (z, [1 2 4 3]), size (x));
  else
    y = permute (z, [1 3 2 4]);
  end

end

%!demo
%! [c, s] = rope_cache_ref (50, 8);
%! x = randn (2, 3, 5, 8);
%! ids = [0:4; 7:11];
%! y = onnx_rope_ref (x, c, s, ids);
%! z = rope_apply (x, c, s, 'format', 'bhsd', 'pairing', 'half', 'positions', ids);
%! printf ('ONNX''s operator and rope_apply: largest difference %g\n', max (abs (y(:) - z(:))));

%!test  # by hand: a quarter turn
%! x = reshape (1:4, 1, 1, 1, 4);
%! assert (onnx_rope_ref (x, [1 1; 0 0], [0 0; 1 1], 1)(:)', [-3 -4 1 2]);
%! assert (onnx_rope_ref (x, [1 1; 0 0], [0 0; 1 1], 1, 'interleaved', 1)(:)', [-2 1 -4 3]);
%! assert (onnx_rope_ref (x, reshape ([0 0], 1, 1, 2), reshape ([1 1], 1, 1, 2), [])(:)', [-3 -4 1 2]);
%! assert (onnx_rope_ref (reshape (1:4, 1, 1, 4), [1; 0], [0; 1], 1, 'num_heads', 2)(:)', [-2 1 -4 3]);
%!error id=rome:badCall onnx_rope_ref (1, 2, 3)
%!error <onnx_rope_ref: X must be a real full double or single array, got cell$> onnx_rope_ref ({}, 1, 1, [])
%!error <onnx_rope_ref: COS_CACHE and SIN_CACHE must be real full double or single arrays$> onnx_rope_ref (1, {}, 1, [])
%!error <onnx_rope_ref: X must be batch-by-tokens-by-3\*head_size for NUM_HEADS = 3, got 1x1x4$> onnx_rope_ref (ones (1, 1, 4), 1, 1, 0, 'num_heads', 3)
%!error <onnx_rope_ref: POSITION_IDS must be 1x1 rows of COS_CACHE, 1x2, got 1x1$> onnx_rope_ref (ones (1, 1, 1, 4), [1 1], [1 1], 3)
%!error <onnx_rope_ref: COS_CACHE must give 1x1x2 for X of 1x1x1x4, got 1x3$> onnx_rope_ref (ones (1, 1, 1, 4), [1 1 1], [1 1 1], [])
%!error id=rome:unknownOption onnx_rope_ref (1, 1, 1, [], 'foo', 1)
