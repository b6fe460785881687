% [M, P] = rome_matrix (DIM, ...)  the matrix of RoPE in matrix form.
%
% With rows x as row vectors and tables c, s that hold each angle at both columns
% of its pair, the rotation of all pairs is
%
%   y = (x*P) .* c + (x*M) .* s
%
% M is a signed permutation, M (a, b) = +1 and M (b, a) = -1 for the pair (a, b),
% a < b, so that column a of x*M is -x_b and column b is +x_a.  x*M is exact,
% M*M = -I and M' = -M (for P = I).
%
% DIM  positive even integer, the number of rotated columns
% M    DIM-by-DIM full matrix
% P    DIM-by-DIM full permutation matrix, I except for 'interleave-half'
%
% Options (NAME, VALUE pairs or a struct); columns counted from 0:
%   'pairing'  'interleaved'      pairs (2i, 2i+1): blocks [0 1; -1 0] (default)
%              'half'             pairs (i, i + DIM/2): M = [0 I; -I 0]
%              'quarter'          half pairing inside each half of DIM
%              'interleave-half'  reads the pairs (2i, 2i+1), writes half order:
%                                 x*P = [x_0 x_2 ... x_1 x_3 ...],
%                                 M = P * [0 I; -I 0]
%   'axes'     block sizes [d_1 ... d_A], even, sum DIM: M and P are the block
%              diagonal matrices of the blocks; default one block
%   'dtype'    'double' (default) or 'single'
%
% Errors: rome:oddDimension   DIM or a block size is odd (quarter: no multiple
%                             of 4)
%         rome:sizeMismatch   the block sizes do not sum to DIM
%         rome:badValue       no positive integers, unknown pairing or dtype
%         rome:badClass       DIM or the block sizes are sparse
%         rome:outOfMemory   DIM-by-DIM matrices do not fit into memory
%         rome:unknownOption, rome:badOption
%
% Example:
%   M = rome_matrix (4)                              % 0 1 0 0; -1 0 0 0; 0 0 0 1; 0 0 -1 0
%   M = rome_matrix (128, 'axes', [44 44 40]);       % three axes, still one matrix
%   [M, P] = rome_matrix (8, 'pairing', 'interleave-half');
%
% See also: rome_apply, rome_ref, rope_grid

function [M, P] = rome_matrix (dim, varargin)

  if nargin < 1
    error ('rome:badCall', 'rome_matrix: DIM is missing');
  end
  opt = rome_options ('rome_matrix', struct ( ...
    'pairing', {{'interleaved', 'half', 'quarter', 'interleave-half'}}, ...
    'axes', [], 'dtype', {{'double', 'single'}}), varargin);
  sizes = block_sizes (dim, opt.axes, opt.pairing);
  rome_fits ('rome_matrix', 'DIM', 5 * 8 * double (dim) ^ 2);     % M, P and what kron and blkdiag make on the way

  blocks_M = cell (size (sizes));
  blocks_P = cell (size (sizes));
  for a = 1:numel (sizes)
    d = sizes(a);
    P = eye (d);
    switch opt.pairing
      case 'interleaved'
        M = kron (eye (d/2), [0 1; -1 0]);
      case 'half'
        M = half (d);
      case 'quarter'
        M = blkdiag (half (d/2), half (d/2));
      case 'interleave-half'
        P = P(:, [1:2:d, 2:2:d]);
        M = P * half (d);
    end
    blocks_M{a} = M;
    blocks_P{a} = P;
  end
  M = cast (blkdiag (blocks_M{:}) + 0, opt.dtype);      % + 0 leaves no -0 behind
  P = cast (blkdiag (blocks_P{:}), opt.dtype);

end

function M = half (d)

  M = kron ([0 1; -1 0], eye (d/2));

end

% The block sizes as a row vector, checked.
function sizes = block_sizes (dim, axes, pairing)

  if issparse (dim) || issparse (axes)
    error ('rome:badClass', 'rome_matrix: DIM and AXES must be full, got sparse');
  end
  if ~ (is_counts (dim) && isscalar (dim))
    error ('rome:badValue', 'rome_matrix: DIM must be a positive even integer');
  end
  if mod (dim, 2) ~= 0
    error ('rome:oddDimension', 'rome_matrix: DIM must be even, got %d', dim);
  end
  if isempty (axes)
    axes = dim;
  end
  if ~ (is_counts (axes) && isvector (axes))
    error ('rome:badValue', 'rome_matrix: AXES must be a vector of positive even integers');
  end
  sizes = double (axes(:)');
  if any (mod (sizes, 2) ~= 0)
    error ('rome:oddDimension', 'rome_matrix: AXES must be even, got %s', mat2str (sizes));
  end
  if sum (sizes) ~= dim
    error ('rome:sizeMismatch', 'rome_matrix: AXES must sum to DIM = %d, got %s', ...
           dim, mat2str (sizes));
  end
  if strcmp (pairing, 'quarter') && any (mod (sizes, 4) ~= 0)
    error ('rome:oddDimension', ...
           'rome_matrix: pairing quarter needs blocks of a multiple of 4, got %s', ...
           mat2str (sizes));
  end

end

function tf = is_counts (n)

  tf = isnumeric (n) && isreal (n) && all (n(:) > 0 & n(:) == fix (n(:)) & n(:) < Inf);

end

%!demo
%! rope_plot_matrix (rome_matrix (32, 'pairing', 'half', 'axes', [8 12 12]), 'axes', [8 12 12], ...
%!                   'title', 'M for three axes, half pairing');
%! % one +1 and one -1 for every pair: x*M swaps the members of each pair and negates one

%!assert (rome_matrix (2), [0 1; -1 0])
%!assert (rome_matrix (4), [0 1 0 0; -1 0 0 0; 0 0 0 1; 0 0 -1 0])
%!assert (rome_matrix (4, 'pairing', 'half'), [0 0 1 0; 0 0 0 1; -1 0 0 0; 0 -1 0 0])
%!assert ([1 2 3 4 5 6 7 8] * rome_matrix (8, 'pairing', 'quarter'), [-3 -4 1 2 -7 -8 5 6])
%!assert ([1 2 3 4 5 6] * rome_matrix (6), [-2 1 -4 3 -6 5])
%!assert ([1 2 3 4 5 6] * rome_matrix (6, 'pairing', 'half'), [-4 -5 -6 1 2 3])
%!test  % the matrix of several axes is the block diagonal one
%! for p = {'interleaved', 'half', 'quarter', 'interleave-half'}
%!   [M, P] = rome_matrix (128, 'pairing', p{1}, 'axes', [44 44 40]);
%!   [A, PA] = rome_matrix (44, 'pairing', p{1});
%!   [B, PB] = rome_matrix (40, 'pairing', p{1});
%!   assert (M, blkdiag (A, A, B));
%!   assert (P, blkdiag (PA, PA, PB));
%! end
%!test  % M*M = -I, M' = -M, one +-1 in each row and column
%! for p = {'interleaved', 'half', 'quarter'}
%!   [M, P] = rome_matrix (24, 'pairing', p{1});
%!   assert (M * M, -eye (24));
%!   assert (M', -M);
%!   assert (sum (abs (M)), ones (1, 24));
%!   assert (P, eye (24));
%! end
%!test  % interleave-half reads adjacent pairs and writes half order
%! [M, P] = rome_matrix (6, 'pairing', 'interleave-half');
%! assert ((1:6) * P, [1 3 5 2 4 6]);
%! assert ((1:6) * M, [-2 -4 -6 1 3 5]);
%! assert (M, P * rome_matrix (6, 'pairing', 'half'));
%!test  % interleaved and half are the same matrix with the columns renamed
%! [~, Q] = rome_matrix (40, 'pairing', 'interleave-half');
%! assert (rome_matrix (40), Q * rome_matrix (40, 'pairing', 'half') * Q');
%!test
%! M = rome_matrix (4, 'dtype', 'single');
%! assert (class (M), 'single');
%! assert (issparse (rome_matrix (4)), false);
%! assert (any (1 ./ rome_matrix (8, 'pairing', 'half')(:) == -Inf), false);
%! assert (rome_matrix (4, struct ('Pairing', 'HALF')), rome_matrix (4, 'pairing', 'half'));
%!error id=rome:badCall rome_matrix ()
%!error <rome_matrix: DIM must be even, got 7$> rome_matrix (7)
%!error id=rome:oddDimension rome_matrix (7)
%!error <rome_matrix: DIM must be a positive even integer$> rome_matrix (0)
%!error <rome_matrix: DIM must be a positive even integer$> rome_matrix (-4)
%!error <rome_matrix: DIM must be a positive even integer$> rome_matrix (2.5)
%!error <rome_matrix: DIM must be a positive even integer$> rome_matrix (Inf)
%!error <rome_matrix: DIM must be a positive even integer$> rome_matrix (NaN)
%!error <rome_matrix: DIM must be a positive even integer$> rome_matrix ([4 4])
%!error <rome_matrix: DIM must be a positive even integer$> rome_matrix (4i)
%!error <rome_matrix: DIM must be a positive even integer$> rome_matrix ({4})
%!error id=rome:badValue rome_matrix (0)
%!error <rome_matrix: AXES must be a vector of positive even integers$> rome_matrix (4, 'axes', [4 0])
%!error <rome_matrix: AXES must be even, got \[3 5\]$> rome_matrix (8, 'axes', [3 5])
%!error <rome_matrix: AXES must sum to DIM = 8, got \[4 2\]$> rome_matrix (8, 'axes', [4 2])
%!error id=rome:sizeMismatch rome_matrix (8, 'axes', [4 2])
%!error <rome_matrix: pairing quarter needs blocks of a multiple of 4, got 6$> rome_matrix (6, 'pairing', 'quarter')
%!error <rome_matrix: PAIRING must be one of interleaved, half, quarter, interleave-half, got 'x'$> rome_matrix (4, 'pairing', 'x')
%!error <rome_matrix: DTYPE must be one of double, single, got 'int8'$> rome_matrix (4, 'dtype', 'int8')
%!error <rome_matrix: unknown option 'foo'; valid options are pairing, axes, dtype$> rome_matrix (4, 'foo', 1)
%!error id=rome:unknownOption rome_matrix (4, 'foo', 1)
%!error id=rome:outOfMemory rome_matrix (1e6)
%!error <rome_matrix: DIM is too large: it needs 4e\+04 GB of memory, but .* GB are available$> rome_matrix (1e6)
%!error id=rome:outOfMemory rome_matrix (2^60)
%!error <rome_matrix: DIM and AXES must be full, got sparse$> rome_matrix (sparse (4))
%!error id=rome:badClass rome_matrix (8, 'axes', sparse (8))
