% R = rope_matrix_ref (POSITION, DIM, ...)  the rotation of all pairs as one dense matrix.
%
% Lesson 2 of m/ref (README.md there), derived in notebooks/01-rotation and used for
% the proof of notebooks/02-relative-position: a row vector x at position p becomes
%
%   x * R_p,   R_p = diag ([cos pw_0  sin pw_0; -sin pw_0  cos pw_0], ...)
%
% one 2-by-2 block per pair on the diagonal ('interleaved'), or the same four numbers
% spread over rows and columns i, i + DIM/2 ('half').  R_p is orthogonal,
% R_m * R_n' = R_(m-n), and R_0 = I.  It has DIM^2 entries and 2 DIM of them count:
% nobody multiplies by it, but it is the definition.
%
% POSITION  a scalar, or one number per axis with 'axes'
% DIM       positive even number of columns
% R         DIM-by-DIM, double
%
% Options (NAME, VALUE pairs or a struct):
%   'base'     default 1e4: w_i = base^(-2i/DIM)
%   'freqs'    DIM/2 frequencies instead of 'base'
%   'pairing'  'interleaved' (default), 'half' or 'quarter', see rope_ref
%   'axes'     block sizes [d_1 ... d_A], sum DIM: the matrix of each axis stands as a
%              block on the diagonal; default one axis
%
% Errors: rome:badCall, rome:badValue, rome:sizeMismatch, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example:
%   R = rope_matrix_ref (1, 4);
%   norm (R * R' - eye (4))                             % 0, or nearly so
%
% See also: rope_pair_ref, rome_matrix, rope_ref, rome_ref

function R = rope_matrix_ref (position, dim, varargin)

  fname = 'rope_matrix_ref';
  need (nargin >= 2, 'badCall', '%s: POSITION and DIM are needed', fname);
  opt = rome_options (fname, struct ('base', 1e4, 'freqs', [], ...
    'pairing', {{'interleaved', 'half', 'quarter'}}, 'axes', []), varargin);
  d = block_sizes (fname, dim, opt.axes);
  need (is_real_full (position) && numel (position) == numel (d) && all (isfinite (position(:))), 'badValue', ...
        '%s: POSITION must be %d finite real numbers', fname, numel (d));
  w = opt.freqs(:)';
  if isempty (w)
    w = rope_freqs_ref (dim, 'base', opt.base, 'axes', opt.axes);
  end
  need (is_real_full (w) && numel (w) == dim / 2, 'sizeMismatch', '%s: FREQS must have DIM/2 = %d entries', fname, dim / 2);

  angle = repelem (double (position(:)'), d / 2) .* double (w);
  pair = pair_columns (fname, opt.pairing, d);
  R = zeros (dim);
  for i = 1:dim / 2
    ab = pair(i, :);                    % the two columns of the pair
    R(ab, ab) = [cos(angle(i)), sin(angle(i)); -sin(angle(i)), cos(angle(i))];
  end

end

%!demo
%! imagesc (rope_matrix_ref (3, 16));  axis equal tight;  colormap (gray (64));  colorbar;
%! title ('R_3: the rotation at position 3 as a matrix, dim 16');  xlabel ('column');  ylabel ('row');
%! % 2-by-2 blocks on the diagonal; the slow pairs below are still near the identity

%!test  % orthogonal, and only the difference of positions counts
%! R = @(p) rope_matrix_ref (p, 12, 'base', 100);
%! assert (R(0), eye (12));
%! assert (R(7) * R(7)', eye (12), 4 * eps);
%! assert (R(19) * R(7)', R(12), 1e-14);
%!test  % the same as rotating the pairs, for every pairing and for axes
%! rand ('twister', 2);  x = rand (1, 16);
%! for pairing = {'interleaved', 'half', 'quarter'}
%!   [c, s] = rope_cache_ref ([5 0], 16);
%!   assert (x * rope_matrix_ref (5, 16, 'pairing', pairing{1}), rope_ref (x, c(1,:), s(1,:), 'pairing', pairing{1}), 4 * eps);
%! end
%! [c, s] = rope_cache_ref ([3 8; 0 0], 16, 'axes', [4 12]);
%! assert (x * rope_matrix_ref ([3 8], 16, 'axes', [4 12]), rope_ref (x, c(1,:), s(1,:), 'axes', [4 12]), 4 * eps);
%! assert (rope_matrix_ref (2, 4, 'freqs', [pi/2 0]), blkdiag (-eye (2), eye (2)), 2 * eps);
%!error <rope_matrix_ref: POSITION must be 1 finite real numbers> rope_matrix_ref ([1 2], 4)
%!error <rope_matrix_ref: FREQS must have DIM/2 = 2 entries> rope_matrix_ref (1, 4, 'freqs', 1)
%!error <rope_matrix_ref: DIM must be even, got 3> rope_matrix_ref (1, 3)
%!error id=rome:badCall rope_matrix_ref (1)
