% Y = flash_rope_ref (X, COS, SIN, ...)  the rotary call of flash-attention.
%
% Models apply_rotary_emb (x, cos, sin, interleaved, inplace, seqlen_offsets,
% cu_seqlens, max_seqlen) and its backward pass, the same with conjugate = True.
% For the pairs (x1, x2), the halves of the rotated columns or, interleaved, the
% even and odd ones:
%
%   y1 = x1 .* cos - x2 .* sin
%   y2 = x1 .* sin + x2 .* cos            conjugate: with -sin
%
% X         double or single: batch, tokens, heads, columns; with 'cu_seqlens' packed
%           tokens, heads, columns
% COS, SIN  L-by-R/2, R <= D (the rotary fraction is R / D), converted to class of X
% Y         class and size of X; columns from R on pass through
%
% Options (NAME, VALUE pairs or a struct):
%   'interleaved'     false (default): halves, GPT-NeoX; true: adjacent, GPT-J
%   'seqlen_offsets'  first row of every sequence, or one per sequence; default 0
%   'cu_seqlens'      where each packed sequence begins, 0 ... tokens
%   'conjugate'       true: the backward pass; default false
%
% Errors: rome:badCall, rome:badClass, rome:sizeMismatch, rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example:
%   [c, s] = rope_cache_ref (12, 8);
%   y = flash_rope_ref (randn (2, 10, 3, 8), c, s, 'seqlen_offsets', [0 2]);
%
% See also: rope_apply, rope_ref, te_rope_ref

function y = flash_rope_ref (x, c, s, varargin)

  need (nargin >= 3, 'badCall', 'flash_rope_ref: X, COS and SIN are needed');
  opt = rome_options ('flash_rope_ref', struct ('interleaved', false, ...
    'seqlen_offsets', 0, 'cu_seqlens', [], 'conjugate', false), varargin);
  need (is_real_full (x), 'badClass', ...
        'flash_rope_ref: X must be a real full double or single array, got %s', kind (x));
  check_table ('flash_rope_ref', c, s);
  if is_true ('flash_rope_ref', opt.conjugate)
    s = -s;
  end
  packed = ~ isempty (opt.cu_seqlens);
  cu = opt.cu_seqlens;
  n = numel (cu) - 1;
  if ~ packed
    n = size (x, 1);
  else
    need (n > 0 && cu(1) == 0 && cu(end) == size (x, 1), 'badValue', ...
          'flash_rope_ref: CU_SEQLENS must go from 0 to the %d tokens', size (x, 1));
  end
  first = opt.seqlen_offsets;
  need (any (numel (first) == [1 n]), 'sizeMismatch', ...
        'flash_rope_ref: SEQLEN_OFFSETS must be a scalar or one per sequence (%d), got %s', ...
        n, shape (first));
  first = first(:)' .* ones (1, n);
  interleaved = is_true ('flash_rope_ref', opt.interleaved);

  y = x;
  for i = 1:n
    if packed
      at = cu(i)+1:cu(i+1);
      y(at, :, :) = sequence (x(at, :, :), c, s, first(i), interleaved);
    else
      one = reshape (x(i, :, :, :), [size(x, 2), size(x, 3), size(x, 4)]);
      y(i, :, :, :) = sequence (one, c, s, first(i), interleaved);
    end
  end

end

% One sequence, s-by-h-by-D.
function x = sequence (x, c, s, first, interleaved)

  n = size (x, 1);
  R = 2 * size (c, 2);
  need (first + n <= size (c, 1) && R <= size (x, 3), 'sizeMismatch', ...
        'flash_rope_ref: COS must be L-by-R/2 with R at most %d and L at least %d, got %s', ...
        size (x, 3), first + n, shape (c));
  c = cast (permute (c(first + (1:n), :), [1 3 2]), class (x));
  s = cast (permute (s(first + (1:n), :), [1 3 2]), class (x));
  a = 1:R/2;
  b = R/2+1:R;
  if interleaved
    a = 1:2:R;
    b = 2:2:R;
  end
  x1 = x(:, :, a);
  x2 = x(:, :, b);
  x(:, :, a) = x1 .* c - x2 .* s;
  x(:, :, b) = x1 .* s + x2 .* c;

end

%!demo
%! [c, s] = rope_cache_ref (12, 8);
%! x = randn (2, 10, 3, 8);
%! y = flash_rope_ref (x, c, s, 'seqlen_offsets', [0 2]);
%! z = rope_apply (x, c, s, 'pairing', 'half', 'offset', [0 2]);
%! printf ('flash-attention''s call and rope_apply: largest difference %g\n', max (abs (y(:) - z(:))));

%!test  # by hand: a quarter turn and back
%! x = reshape (1:4, 1, 1, 1, 4);
%! assert (flash_rope_ref (x, [0 0], [1 1])(:)', [-3 -4 1 2]);
%! assert (flash_rope_ref (x, [0 0], [1 1], 'interleaved', true)(:)', [-2 1 -4 3]);
%! assert (flash_rope_ref (x, [0 0], [1 1], 'conjugate', true)(:)', [3 4 -1 -2]);
%! assert (flash_rope_ref (x, 0, 1)(:)', [-2 1 3 4]);
%!error id=rome:badCall flash_rope_ref (1, 2)
%!error <flash_rope_ref: X must be a real full double or single array, got cell$> flash_rope_ref ({}, 1, 1)
%!error <flash_rope_ref: COS must be L-by-R/2 with R at most 4 and L at least 3, got 2x2$> flash_rope_ref (ones (1, 2, 1, 4), ones (2, 2), ones (2, 2), 'seqlen_offsets', 1)
%!error <flash_rope_ref: SEQLEN_OFFSETS must be a scalar or one per sequence \(1\), got 1x2$> flash_rope_ref (ones (1, 2, 1, 4), ones (2, 2), ones (2, 2), 'seqlen_offsets', [1 2])
%!error <flash_rope_ref: CU_SEQLENS must go from 0 to the 2 tokens$> flash_rope_ref (ones (2, 1, 4), ones (2, 2), ones (2, 2), 'cu_seqlens', [0 1])
%!error id=rome:unknownOption flash_rope_ref (1, 1, 1, 'foo', 1)
