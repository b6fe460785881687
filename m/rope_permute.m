% Y = rope_permute (X, FROM, TO, ...)       reorder head columns between pairings.
% [Y, P] = rope_permute (X, FROM, TO, ...)  the columns' new order as well.
%
% Implementations of rotary embedding differ in which two columns of a head form
% a pair.  Moving the columns of the data (or, once and for all, the rows of the
% weights that make q and k) lets one convention run on another's model:
%
%   rope_apply (rope_permute (x, 'interleaved', 'half'), c, s, 'pairing', 'half')
%
% equals rope_permute (rope_apply (x, c, s), 'interleaved', 'half') bit for bit.
% The two members of pair i stand in the columns FROM names and are put into the
% columns TO names.  With R rotated columns, counted from 0:
%
%   'interleaved'  columns 2i and 2i+1          (Meta's Llama, GPT-J)
%   'half'         columns i and i + R/2        (Hugging Face, GPT-NeoX)
%   'quarter'      half pairing inside each half of the R columns
%
% X         array of any class, uint16 carriers and complex numbers too: elements
%           only move.  Its LAST dimension holds the columns of the head.
% FROM, TO  'interleaved', 'half' or 'quarter'
% Y         size and class of X
% P         1-by-n index vector of the dimension, Y = X(..., P); n its length
%
% Options (NAME, VALUE pairs or a struct):
%   'dim'         the dimension that holds the columns; default the last one
%   'head_dim'    D, where that dimension holds several heads one after another:
%                 rows of a projection weight, heads*D; default all one head
%   'rotary_dim'  R, number of rotated columns of each head (partial rotary), the
%                 others stay; default D - 'start', or the sum of 'axes'
%   'axes'        block sizes [d_1 ... d_A], even, sum R: the pairing applies
%                 inside each block; default one block
%   'start'       first rotated column of a head, counted from 0; default 0
%
% Errors: rome:badClass      X is no array of elements
%         rome:outOfMemory   D columns do not fit into memory
%         rome:badValue      no such pairing; a number out of its range
%         rome:oddDimension  R or a block is odd (quarter: no multiple of 4)
%         rome:sizeMismatch  the columns are no multiple of D, R is too large,
%                            or the blocks do not sum to R
%         rome:badCall, rome:unknownOption, rome:badOption
%
% Example: a weight matrix of 32 heads of 128 rows from Meta's to Hugging Face's order
%   rope_permute (0:7, 'interleaved', 'half')           % 0 2 4 6 1 3 5 7
%   wq = randn (4096, 64);
%   wq = rope_permute (wq, 'interleaved', 'half', 'dim', 1, 'head_dim', 128);
%
% See also: rope_apply, rome_matrix, rope_config

function [y, p] = rope_permute (x, from, to, varargin)

  if nargin < 3
    error ('rome:badCall', 'rope_permute: X, FROM and TO are needed');
  end
  opt = rome_options ('rope_permute', struct ( ...
    'dim', [], 'head_dim', [], 'rotary_dim', [], 'axes', [], 'start', 0), varargin);
  if ~ (isnumeric (x) || islogical (x) || ischar (x) || iscell (x))
    error ('rome:badClass', ...
           'rope_permute: X must be a numeric, logical, char or cell array, got %s', class (x));
  end
  check_pairing ('FROM', from);
  check_pairing ('TO', to);

  dim = whole ('DIM', opt.dim, ndims (x), 1, Inf);
  rome_need (dim < 2^31, 'badValue', 'rope_permute: DIM must be less than 2^31, got %g', dim);
  n = size (x, dim);
  D = whole ('HEAD_DIM', opt.head_dim, n, 1, Inf);
  if mod (n, D) ~= 0
    error ('rome:sizeMismatch', ...
           'rope_permute: X must have a multiple of HEAD_DIM = %d columns in dimension %d, got %d', ...
           D, dim, n);
  end
  start = whole ('START', opt.start, 0, 0, D);
  blocks = block_sizes (opt.axes);
  R = D - start;
  if ~ isempty (blocks)
    R = sum (blocks);
  end
  R = whole ('ROTARY_DIM', opt.rotary_dim, R, 0, Inf);
  if start + R > D
    error ('rome:sizeMismatch', ...
           'rope_permute: ROTARY_DIM must be at most %d, the columns of a head from START = %d on, got %d', ...
           D - start, start, R);
  end
  if mod (R, 2) ~= 0
    error ('rome:oddDimension', 'rope_permute: ROTARY_DIM must be even, got %d', R);
  end
  if isempty (blocks)
    blocks = R;
  elseif sum (blocks) ~= R
    error ('rome:sizeMismatch', ...
           'rope_permute: AXES must sum to ROTARY_DIM = %d, got a sum of %d', R, sum (blocks));
  end

  rome_fits ('rope_permute', 'HEAD_DIM', 4 * 8 * D);
  head = 1:D;                           % one head's columns, then all heads'
  head(start + pair_columns (to, blocks)) = start + pair_columns (from, blocks);
  first = 0:D:n-1;
  p = reshape (head' * ones (1, numel (first)) + ones (D, 1) * first, 1, n);

  y = x;
  if dim <= ndims (x)                   % a dimension after the last has one element, which stays
    at = repmat ({':'}, 1, ndims (x));
    at{dim} = p;
    y = x(at{:});
  end

end

% The columns of all pairs (1-based): pair i in row i.
function q = pair_columns (pairing, blocks)

  if strcmpi (pairing, 'quarter')
    if any (mod (blocks, 4))
      error ('rome:oddDimension', ...
             'rope_permute: pairing quarter must have blocks of a multiple of 4, got %s', ...
             mat2str (blocks));
    end
    blocks = kron (blocks / 2, [1 1]);
  end
  q = zeros (0, 2);
  first = 0;
  for h = blocks / 2
    i = (1:h)';
    if strcmpi (pairing, 'interleaved')
      q = [q; first + [2*i-1, 2*i]];
    else
      q = [q; first + [i, i+h]];
    end
    first = first + 2*h;
  end

end

function check_pairing (name, pairing)

  if ~ (ischar (pairing) && any (strcmpi (pairing, {'interleaved', 'half', 'quarter'})))
    shown = class (pairing);
    if ischar (pairing)
      shown = ['''', pairing(:)', ''''];
    end
    error ('rome:badValue', ...
           'rope_permute: %s must be one of interleaved, half, quarter, got %s', name, shown);
  end

end

% The number V, or DEFAULT for [], checked to be an integer from LOW to HIGH.
function v = whole (name, v, default, low, high)

  if isempty (v) && isnumeric (v)
    v = default;
    low = min (low, default);
  end
  if ~ (isnumeric (v) && isreal (v) && isscalar (v) && v == fix (v) && v >= low ...
        && v <= high && v < Inf)
    range = sprintf ('of at least %d', low);
    if high < Inf
      range = sprintf ('from %d to %d', low, high);
    end
    shown = class (v);
    if isnumeric (v) && isscalar (v)
      shown = mat2str (double (full (v)));
    elseif isnumeric (v)
      shown = [rome_size(v), ' ', class(v)];
    end
    error ('rome:badValue', 'rope_permute: %s must be an integer %s, got %s', ...
           name, range, shown);
  end
  v = double (v);

end

function d = block_sizes (axes)

  d = [];
  if isempty (axes) && isnumeric (axes)
    return
  end
  if ~ (isnumeric (axes) && isreal (axes) && isvector (axes) ...
        && all (axes > 0 & axes == fix (axes) & axes < Inf))
    error ('rome:badValue', 'rope_permute: AXES must be a vector of positive even integers');
  end
  d = double (axes(:)');
  if any (mod (d, 2))
    error ('rome:oddDimension', 'rope_permute: AXES must be even, got %s', mat2str (d));
  end

end

%!demo
%! [~, p] = rope_permute (0:15, 'interleaved', 'half');
%! [~, q] = rope_permute (0:15, 'interleaved', 'quarter');
%! plot (0:15, p - 1, 'o-', 0:15, q - 1, 's-', 'linewidth', 2);  grid on;  legend ('half', 'quarter', 'location', 'northwest');
%! title ('Where the columns of the other pairings come from');  xlabel ('column');  ylabel ('column of the interleaved order');

%!assert (rope_permute (0:7, 'interleaved', 'half'), [0 2 4 6 1 3 5 7])
%!assert (rope_permute (0:7, 'half', 'interleaved'), [0 4 1 5 2 6 3 7])
%!assert (rope_permute (0:7, 'half', 'quarter'), [0 1 4 5 2 3 6 7])
%!assert (rope_permute (0:7, 'Interleaved', 'QUARTER'), [0 2 1 3 4 6 5 7])
%!assert (rope_permute (0:7, 'interleaved', 'half', 'rotary_dim', 4), [0 2 1 3 4 5 6 7])
%!assert (rope_permute (0:7, 'interleaved', 'half', 'rotary_dim', 4, 'start', 3), [0 1 2 3 5 4 6 7])
%!assert (rope_permute (0:7, 'interleaved', 'half', 'start', 4), [0 1 2 3 4 6 5 7])
%!assert (rope_permute (0:7, 'interleaved', 'half', 'head_dim', 4), [0 2 1 3 4 6 5 7])
%!assert (rope_permute (0:9, 'interleaved', 'half', 'axes', [4 6]), [0 2 1 3 4 6 8 5 7 9])
%!assert (rope_permute (0:9, 'interleaved', 'half', 'axes', [4 4]), [0 2 1 3 4 6 5 7 8 9])
%!assert (rope_permute (0:7, 'interleaved', 'half', struct ('Head_Dim', 4)), [0 2 1 3 4 6 5 7])
%!assert (rope_permute ((0:7)', 'interleaved', 'half', 'dim', 1), [0 2 4 6 1 3 5 7]')
%!assert (rope_permute (zeros (3, 0), 'interleaved', 'half'), zeros (3, 0))
%!assert (rope_permute (zeros (0, 8), 'interleaved', 'half'), zeros (0, 8))
%!assert (rope_permute ({1, 2, 3, 4}, 'interleaved', 'half'), {1, 3, 2, 4})
%!assert (rope_permute ('abcd', 'interleaved', 'half'), 'acbd')
%!assert (rope_permute ([true false true true], 'interleaved', 'half'), [true true false true])
%!test  # any class and dimension; the index vector
%! for convert = {@double, @single, @uint16, @int8, @(v) complex(v, -v)}
%!   x = convert{1} (reshape (mod (1:2*3*4*8, 97), 2, 3, 4, 8));
%!   [y, p] = rope_permute (x, 'interleaved', 'half');
%!   assert (y, x(:, :, :, [1:2:8, 2:2:8]));
%!   assert (p, [1:2:8, 2:2:8]);
%!   [y, p] = rope_permute (x, 'interleaved', 'half', 'dim', 3);
%!   assert (y, x(:, :, [1 3 2 4], :));
%!   assert (p, [1 3 2 4]);
%! end
%!test  # there and back
%! names = {'interleaved', 'half', 'quarter'};
%! x = reshape (1:2*9*48, 2, 9, 48);
%! for i = 1:3
%!   for k = 1:3
%!     for o = {{}, {'head_dim', 24}, {'head_dim', 16, 'start', 1, 'rotary_dim', 12}, ...
%!              {'axes', [8 16 24]}, {'dim', 2, 'start', 1}}
%!       there = rope_permute (x, names{i}, names{k}, o{1}{:});
%!       assert (rope_permute (there, names{k}, names{i}, o{1}{:}), x);
%!       assert (isequal (there, x), i == k);
%!       via = rope_permute (x, names{i}, 'half', o{1}{:});
%!       assert (rope_permute (via, 'half', names{k}, o{1}{:}), there);
%!     end
%!   end
%! end
%!test  # rotating permuted columns is permuting rotated columns, bit for bit
%! randn ('twister', 1);
%! names = {'interleaved', 'half', 'quarter'};
%! for convert = {@double, @single, @(v) rope_pack(v, 'bf16')}
%!   x = convert{1} (randn (2, 5, 3, 24));
%!   d = {};
%!   if isa (x, 'uint16')
%!     d = {'dtype', 'bf16'};
%!   end
%!   for o = {{24}, {16, 'start', 3}, {16, 'axes', [4 12], 'start', 8}}
%!     R = o{1}{1};
%!     more = o{1}(2:end);
%!     [c, s] = rope_cache (5, R);
%!     for i = 1:3
%!       for k = 1:3
%!         a = rope_apply (rope_permute (x, names{i}, names{k}, 'rotary_dim', R, more{:}), c, s, 'pairing', names{k}, more{:}, d{:});
%!         b = rope_permute (rope_apply (x, c, s, 'pairing', names{i}, more{:}, d{:}), names{i}, names{k}, 'rotary_dim', R, more{:});
%!         assert (class (a), class (x));
%!         assert (typecast (a(:), 'uint8'), typecast (b(:), 'uint8'));
%!       end
%!     end
%!   end
%! end
%!test  # Meta's Llama weights to Hugging Face: w.view (heads, D/2, 2, n).transpose (1, 2).reshape
%! heads = 3;
%! D = 8;
%! w = reshape (1:heads*D*5, heads*D, 5);
%! hf = reshape (permute (reshape (w, [2, D/2, heads, 5]), [2 1 3 4]), heads*D, 5);
%! assert (rope_permute (w, 'interleaved', 'half', 'dim', 1, 'head_dim', D), hf);
%! assert (rope_permute (hf, 'half', 'interleaved', 'dim', 1, 'head_dim', D), w);
%!test  # permuted weights of q and k leave the scores of a model as they were
%! randn ('twister', 2);
%! wq = randn (16, 6);
%! wk = randn (16, 6);
%! x = randn (4, 6);
%! [c, s] = rope_cache (4, 8);
%! heads = @(a) permute (reshape (a, 4, 8, 2), [1 3 2]);            % s h d
%! q = rope_apply (heads (x * wq'), c, s);
%! k = rope_apply (heads (x * wk'), c, s);
%! to_half = @(w) rope_permute (w, 'interleaved', 'half', 'dim', 1, 'head_dim', 8);
%! q2 = rope_apply (heads (x * to_half (wq)'), c, s, 'pairing', 'half');
%! k2 = rope_apply (heads (x * to_half (wk)'), c, s, 'pairing', 'half');
%! for h = 1:2
%!   assert (squeeze (q2(:, h, :)) * squeeze (k2(:, h, :))', squeeze (q(:, h, :)) * squeeze (k(:, h, :))', 1e-13);
%! end
%!error id=rome:badCall rope_permute (1:4, 'half')
%!error <rope_permute: X, FROM and TO are needed$> rope_permute (1:4)
%!error id=rome:badClass rope_permute (@sin, 'half', 'quarter')
%!error <rope_permute: X must be a numeric, logical, char or cell array, got function_handle$> rope_permute (@sin, 'half', 'quarter')
%!error id=rome:badValue rope_permute (1:4, 'neox', 'half')
%!error <rope_permute: FROM must be one of interleaved, half, quarter, got 'neox'$> rope_permute (1:4, 'neox', 'half')
%!error <rope_permute: TO must be one of interleaved, half, quarter, got double$> rope_permute (1:4, 'half', 3)
%!error <rope_permute: TO must be one of interleaved, half, quarter, got 'interleave-half'$> rope_permute (1:4, 'half', 'interleave-half')
%!error <rope_permute: DIM must be an integer of at least 1, got 0$> rope_permute (1:4, 'half', 'half', 'dim', 0)
%!error <rope_permute: DIM must be an integer of at least 1, got 1.5$> rope_permute (1:4, 'half', 'half', 'dim', 1.5)
%!error <rope_permute: DIM must be an integer of at least 1, got char$> rope_permute (1:4, 'half', 'half', 'dim', 'x')
%!error <rope_permute: HEAD_DIM must be an integer of at least 1, got NaN$> rope_permute (1:4, 'half', 'half', 'head_dim', NaN)
%!error id=rome:sizeMismatch rope_permute (1:4, 'half', 'half', 'head_dim', 3)
%!error <rope_permute: X must have a multiple of HEAD_DIM = 3 columns in dimension 2, got 4$> rope_permute (1:4, 'half', 'half', 'head_dim', 3)
%!error <rope_permute: START must be an integer from 0 to 4, got 5$> rope_permute (1:4, 'half', 'half', 'start', 5)
%!error <rope_permute: ROTARY_DIM must be at most 3, the columns of a head from START = 1 on, got 4$> rope_permute (1:4, 'half', 'half', 'start', 1, 'rotary_dim', 4)
%!error <rope_permute: ROTARY_DIM must be an integer of at least 0, got -2$> rope_permute (1:4, 'half', 'half', 'rotary_dim', -2)
%!error id=rome:oddDimension rope_permute (1:5, 'half', 'half')
%!error <rope_permute: ROTARY_DIM must be even, got 5$> rope_permute (1:5, 'half', 'half')
%!error <rope_permute: AXES must be even, got \[3 1\]$> rope_permute (1:4, 'half', 'half', 'axes', [3 1])
%!error <rope_permute: AXES must be a vector of positive even integers$> rope_permute (1:4, 'half', 'half', 'axes', [4 0])
%!error <rope_permute: AXES must sum to ROTARY_DIM = 4, got a sum of 6$> rope_permute (1:8, 'half', 'half', 'axes', [4 2], 'rotary_dim', 4)
%!error <rope_permute: pairing quarter must have blocks of a multiple of 4, got 6$> rope_permute (1:6, 'half', 'quarter')
%!error id=rome:unknownOption rope_permute (1:4, 'half', 'half', 'foo', 1)
%!error <rope_permute: unknown option 'foo'; valid options are dim, head_dim, rotary_dim, axes, start$> rope_permute (1:4, 'half', 'half', 'foo', 1)
%!error id=rome:badOption rope_permute (1:4, 'half', 'half', 'dim')
%!assert (rope_permute (1:4, 'half', 'interleaved', 'dim', 9, 'rotary_dim', 0), 1:4)
%!assert (rope_permute (1:4, 'half', 'interleaved', 'dim', 2^31 - 1, 'start', 1), 1:4)
%!error <rope_permute: DIM must be an integer of at least 1, got 2x2x2 double$> rope_permute (1:4, 'half', 'half', 'dim', ones (2, 2, 2))
%!error <rope_permute: HEAD_DIM must be an integer of at least 1, got 2x2x2 int8$> rope_permute (1:4, 'half', 'half', 'head_dim', ones (2, 2, 2, 'int8'))
%!error <rope_permute: ROTARY_DIM must be an integer of at least 0, got 1x2 double$> rope_permute (1:4, 'half', 'half', 'rotary_dim', [2 2])
%!error <rope_permute: START must be an integer from 0 to 4, got 2x2x2 double$> rope_permute (1:4, 'half', 'half', 'start', ones (2, 2, 2))
%!error <rope_permute: DIM must be less than 2\^31, got 1.79769e\+308$> rope_permute (1:4, 'half', 'half', 'dim', realmax)
%!error id=rome:outOfMemory rope_permute (zeros (3, 0), 'half', 'half', 'head_dim', 1e15)
