% Y = rope_ref (X, C, S, ...)             rotate the pairs of columns of X.
% [Q, K] = rope_ref (Q, K, C, S, ...)     the same rotation for two arrays.
%
% Lesson 3 of m/ref (README.md there), derived in notebooks/03-rome.
%
% Reference model of rope_apply: split, rotate, merge.  For a pair (x0, x1) and
% the table entries c = cos (angle), s = sin (angle),
%
%   y0 = x0 c - x1 s
%   y1 = x1 c + x0 s
%
% which turns the pair counter-clockwise: (1, 0) goes to (cos, sin).  Two
% products and one sum, each rounded once in the class of X.
%
% X     double or single, real.  Its dimensions are named by 'format': s tokens,
%       d the columns of one head, h heads, b batch.
% C, S  tables as made by rope_cache_ref, L-by-R/2: row p+1 for position p,
%       column i for pair i.  R <= D columns are rotated, the others pass
%       through.  Tables of another class are converted to the class of X.
% Y     size and class of X.  Q and K may have different numbers of heads.
%
% Options (NAME, VALUE pairs or a struct); columns counted from 0:
%   'pairing'    'interleaved'      columns 2i and 2i+1 (default)
%                'half'             columns i and i + R/2
%                'quarter'          half pairing inside each half
%                'interleave-half'  reads 2i, 2i+1 and writes i, i + R/2
%   'axes'       block sizes [d_1 ... d_A], sum R: the pairing applies inside
%                each block; default one block
%   'format'     permutation of the letters b, s, h, d (s and d must be there);
%                default 'sd', 'shd' or 'bshd' by the number of dimensions;
%                missing trailing dimensions count as 1
%   'positions'  table rows from 0 up: a vector of S, or B-by-S; default 0:S-1
%   'offset'     added to the positions: a scalar, or one per batch entry
%   'start'      first rotated column, counted from 0; default 0
%   'inverse'    true rotates back (by the negative angles; also the gradient)
%
% Errors: rome:sizeMismatch, rome:badClass, rome:badValue, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example: a quarter turn of the first pair, the second stays
%   c = [0 1];  s = [1 1] - c;
%   rope_ref ([1 2 3 4], c, s)                          % -2  1  3  4
%   rope_ref ([1 2 3 4], c, s, 'pairing', 'half')       % -3  2  1  4
%
% See also: rope_apply, rome_ref, rope_cache_ref

function [y, k] = rope_ref (x, varargin)

  arrays = sum (cumprod (~ cellfun (@(v) ischar (v) || isstruct (v), varargin)));
  if arrays == 3                                        % [Q, K] = (Q, K, C, S, ...)
    y = rope_ref (x, varargin{2:end});
    k = rope_ref (varargin{1}, varargin{2:end});
    return
  end
  need (arrays == 2 && nargout < 2, 'badCall', ...
        'rope_ref: the call is y = rope_ref (X, C, S, ...) or [q, k] = rope_ref (Q, K, C, S, ...)');
  c = varargin{1};
  s = varargin{2};
  opt = rome_options ('rope_ref', struct ( ...
    'pairing', {{'interleaved', 'half', 'quarter', 'interleave-half'}}, 'axes', [], ...
    'format', '', 'positions', [], 'offset', 0, 'start', 0, 'inverse', false), varargin(3:end));

  [x, order] = to_sdhb ('rope_ref', x, opt.format);     % S-by-D-by-H-by-B
  R = 2 * size (c, 2);
  check_table ('rope_ref', c, s);
  need (isnumeric (opt.start) && isreal (opt.start) && ~ issparse (opt.start), 'badClass', ...
        'rope_ref: START must be real numbers, got %s', kind (opt.start));
  opt.start = double (opt.start);       % an int8 would not reach beyond column 127
  need (isscalar (opt.start) && any (opt.start == 0:size (x, 2)), 'badValue', ...
        'rope_ref: START must be an integer from 0 to D = %d', size (x, 2));
  need (opt.start + R <= size (x, 2), 'sizeMismatch', ...
        'rope_ref: C must be S-by-R/2, got %s where X has %d columns from START = %d on', ...
        shape (c), size (x, 2) - opt.start, opt.start);
  y = x;
  if R > 0
    [c, s] = table_rows ('rope_ref', c, s, x, opt);
    [in, out] = pair_columns ('rope_ref', opt.pairing, block_sizes ('rope_ref', R, opt.axes));
    if is_true ('rope_ref', opt.inverse)
      s = -s;
      [in, out] = deal (out, in);
    end

    x0 = x(:, opt.start + in(:, 1), :, :);              % split
    x1 = x(:, opt.start + in(:, 2), :, :);
    y(:, opt.start + out(:, 1), :, :) = x0 .* c - x1 .* s;
    y(:, opt.start + out(:, 2), :, :) = x1 .* c + x0 .* s;
  end
  y = ipermute (y, order);

end

%!demo
%! [c, s] = rope_cache_ref (24, 8);
%! y = rope_ref (repmat ([1 0], 24, 4), c, s);
%! plot (0:23, y(:, 1:2:end), 'linewidth', 2);  grid on;  legend ('pair 0', 'pair 1', 'pair 2', 'pair 3', 'location', 'southwest');
%! title ('First members of four pairs (1, 0), rotated');  xlabel ('position (tokens)');  ylabel ('y');
%!test  # START of an integer class, and the last of its numbers
%! x = randn (2, 140);  [c, s] = rope_cache_ref (2, 12);
%! assert (rope_ref (x, c, s, 'start', int8 (127)), rope_ref (x, c, s, 'start', 127));
%!error <rope_ref: START must be real numbers, got struct$> rope_ref (ones (4), ones (4, 2), ones (4, 2), 'start', struct ())
%!error <rope_ref: START must be real numbers, got function_handle$> rope_ref (ones (4), ones (4, 2), ones (4, 2), 'start', @sin)
%!error id=rome:badClass rope_ref (ones (4), ones (4, 2), ones (4, 2), 'start', {1})
