% Y = te_rope_ref (T, FREQS, ...)  the rotary call of NVIDIA TransformerEngine.
%
% Models apply_rotary_pos_emb (t, freqs, tensor_format, start_positions,
% interleaved, cu_seqlens, cp_size, cp_rank): the table holds ANGLES, each at both
% members of its pair; cos and sin are taken inside and converted to the class of T;
%
%   y = t .* cos (freqs) + rotate_half (t) .* sin (freqs)
%
% where rotate_half gives [-t2 t1] for the halves t1, t2 of the rotated columns, or
% (-t_odd, t_even) at the adjacent pairs when interleaved.
%
% T      double or single, dimensions as 'tensor_format' says
% FREQS  angles, L-by-R (or L-by-1-by-1-by-R), R <= D: [f f], interleaved kron (f, [1 1]);
%        rotary_percent of TransformerEngine is R / D
% Y      class and size of T; columns from R on pass through
%
% Options (NAME, VALUE pairs or a struct):
%   'tensor_format'    'sbhd' (default), 'bshd' or 'thd' (packed tokens)
%   'interleaved'      false (default): halves; true: adjacent pairs
%   'start_positions'  first row of each sequence, one per batch entry; default 0
%   'cu_seqlens'       for 'thd': where each sequence begins, 0 ... tokens; with
%                      context parallelism in tokens of all ranks
%   'cp_size', 'cp_rank'  context parallelism: the local tokens (s of them) of rank r
%                      of c stand in the rows [r*s/2, (r+1)*s/2) and
%                      [c*s - (r+1)*s/2, c*s - r*s/2); default 1 and 0
%
% Errors: rome:badCall, rome:badClass, rome:sizeMismatch, rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example:
%   f = (0:9)' * 1e4 .^ (-(0:3) / 4);
%   y = te_rope_ref (randn (10, 2, 3, 8), [f f]);       % s b h d
%
% See also: rope_apply, rope_ref, rope_context_rows, flash_rope_ref

function y = te_rope_ref (t, freqs, varargin)

  need (nargin >= 2, 'badCall', 'te_rope_ref: T and FREQS are needed');
  opt = rome_options ('te_rope_ref', struct ( ...
    'tensor_format', {{'sbhd', 'bshd', 'thd'}}, 'interleaved', false, ...
    'start_positions', [], 'cu_seqlens', [], 'cp_size', 1, 'cp_rank', 0), varargin);
  need (is_real_full (t), 'badClass', ...
        'te_rope_ref: T must be a real full double or single array, got %s', kind (t));
  need (is_real_full (freqs), 'badClass', ...
        'te_rope_ref: FREQS must be a real full double or single array, got %s', kind (freqs));
  need (opt.cp_size == 1 || isempty (opt.start_positions), 'badOption', ...
        'te_rope_ref: START_POSITIONS must not be given with CP_SIZE above 1');
  freqs = reshape (freqs, size (freqs, 1), []);
  interleaved = is_true ('te_rope_ref', opt.interleaved);

  y = t;
  switch opt.tensor_format
    case 'thd'
      cu = opt.cu_seqlens / opt.cp_size;
      need (numel (cu) > 1 && cu(1) == 0 && cu(end) == size (t, 1), 'badValue', ...
            'te_rope_ref: CU_SEQLENS must go from 0 to CP_SIZE times the %d tokens', size (t, 1));
      for n = 1:numel (cu) - 1
        i = cu(n)+1:cu(n+1);
        y(i, :, :) = sequence (t(i, :, :), freqs, n, interleaved, opt);
      end
    case 'bshd'
      for b = 1:size (t, 1)
        one = reshape (t(b, :, :, :), [size(t, 2), size(t, 3), size(t, 4)]);
        y(b, :, :, :) = sequence (one, freqs, b, interleaved, opt);
      end
    otherwise
      for b = 1:size (t, 2)
        one = reshape (t(:, b, :, :), [size(t, 1), size(t, 3), size(t, 4)]);
        y(:, b, :, :) = sequence (one, freqs, b, interleaved, opt);
      end
  end

end

% Sequence number N, s-by-h-by-D.
function t = sequence (t, freqs, n, interleaved, opt)

  s = size (t, 1);
  R = size (freqs, 2);
  row = 0:s-1;
  if opt.cp_size > 1
    r = opt.cp_rank;
    total = opt.cp_size * s;
    row = [r*s/2:(r+1)*s/2 - 1, total - (r+1)*s/2:total - r*s/2 - 1];
  elseif ~ isempty (opt.start_positions)
    row = row + opt.start_positions(n);
  end
  need (max ([row, 0]) < max (size (freqs, 1), 1) && R <= size (t, 3), 'sizeMismatch', ...
        'te_rope_ref: FREQS must be L-by-R with R at most %d and L at least %d, got %s', ...
        size (t, 3), max ([row, 0]) + 1, shape (freqs));
  angle = permute (freqs(row + 1, :), [1 3 2]);
  c = cast (cos (angle), class (t));
  sn = cast (sin (angle), class (t));
  x = t(:, :, 1:R);
  if interleaved
    turned = x;
    turned(:, :, 1:2:R) = -x(:, :, 2:2:R);
    turned(:, :, 2:2:R) = x(:, :, 1:2:R);
  else
    turned = cat (3, -x(:, :, R/2+1:R), x(:, :, 1:R/2));
  end
  t(:, :, 1:R) = x .* c + turned .* sn;

end

%!demo
%! f = (0:9)' * 1e4 .^ (-(0:3) / 4);                   % the table holds angles
%! t = randn (10, 2, 3, 8);
%! y = te_rope_ref (t, [f f]);
%! z = rope_apply (t, cos (f), sin (f), 'format', 'sbhd', 'pairing', 'half');
%! printf ('TransformerEngine''s call and rope_apply: largest difference %g\n', max (abs (y(:) - z(:))));

%!test  # by hand: a quarter turn
%! a = pi/2 * [1 1 1 1];
%! assert (te_rope_ref (reshape (1:4, 1, 1, 1, 4), a)(:)', [-3 -4 1 2], 4*eps);
%! assert (te_rope_ref (reshape (1:4, 1, 1, 1, 4), a, 'interleaved', true)(:)', [-2 1 -4 3], 4*eps);
%! assert (te_rope_ref (reshape (1:4, 1, 1, 1, 4), a(1:2))(:)', [-2 1 3 4], 4*eps);
%!error id=rome:badCall te_rope_ref (1)
%!error <te_rope_ref: T must be a real full double or single array, got logical$> te_rope_ref (true, 1)
%!error <te_rope_ref: FREQS must be a real full double or single array, got char$> te_rope_ref (1, 'a')
%!error <te_rope_ref: FREQS must be L-by-R with R at most 4 and L at least 2, got 1x4$> te_rope_ref (ones (2, 1, 1, 4), ones (1, 4))
%!error <te_rope_ref: CU_SEQLENS must go from 0 to CP_SIZE times the 2 tokens$> te_rope_ref (ones (2, 1, 4), ones (2, 4), 'tensor_format', 'thd', 'cu_seqlens', [0 3])
%!error <te_rope_ref: START_POSITIONS must not be given with CP_SIZE above 1$> te_rope_ref (ones (2, 1, 1, 4), ones (4, 4), 'cp_size', 2, 'start_positions', 0)
%!error <te_rope_ref: TENSOR_FORMAT must be one of sbhd, bshd, thd, got 'hd'$> te_rope_ref (1, 1, 'tensor_format', 'hd')
%!error id=rome:unknownOption te_rope_ref (1, 1, 'foo', 1)
