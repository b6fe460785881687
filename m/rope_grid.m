% P = rope_grid (SIZES, ...)  positions of the tokens of a grid.
%
% Row r of P holds the coordinates of token r on A axes.  The LAST axis runs
% fastest (row-major, as video and image models flatten their tokens): on a
% T-by-H-by-W grid the token (t, h, w) is number (t*H + h)*W + w, counted from 0.
%
% SIZES  vector [n_1 ... n_A], integers, 0 or more
% P      prod (SIZES)-by-A, double; coordinate = start + step * (0 ... n_a-1)
%
% Options (NAME, VALUE pairs or a struct):
%   'order'  'row-major' (default), or 'column-major': the FIRST axis runs
%            fastest, the order of Octave's own arrays
%   'start'  first coordinate, a scalar or one per axis; default 0
%   'step'   distance of neighbours, a scalar or one per axis; default 1
%
% Errors: rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:badOption
%
% Example:
%   rope_grid ([2 3])                       % 0 0; 0 1; 0 2; 1 0; 1 1; 1 2
%   [c, s] = rope_cache_ref (rope_grid ([4 8 8]), 128, 'axes', [44 44 40]);
%
% See also: rope_cache, rope_cache_ref, rome_matrix

function p = rope_grid (sizes, varargin)

  if nargin < 1
    error ('rome:badCall', 'rope_grid: SIZES is missing');
  end
  opt = rome_options ('rope_grid', struct ( ...
    'order', {{'row-major', 'column-major'}}, 'start', 0, 'step', 1), varargin);
  if ~ (isnumeric (sizes) && isreal (sizes) && isvector (sizes) ...
        && all (sizes >= 0 & sizes == fix (sizes) & sizes < Inf))
    error ('rome:badValue', 'rope_grid: SIZES must be a vector of integers, 0 or more');
  end
  n = double (sizes(:)');
  A = numel (n);
  first = per_axis ('START', opt.start, A);
  step = per_axis ('STEP', opt.step, A);

  fastest_last = 1:A;
  if strcmp (opt.order, 'column-major')
    fastest_last = A:-1:1;
  end
  token = (0:prod (n) - 1)';
  p = zeros (numel (token), A);
  stride = 1;                           % tokens from one coordinate to the next
  for a = fliplr (fastest_last)
    p(:, a) = first(a) + step(a) * mod (floor (token / stride), n(a));
    stride = stride * n(a);
  end

end

function v = per_axis (name, v, A)

  if ~ (isfloat (v) && isreal (v) && all (isfinite (v(:))))
    error ('rome:badValue', 'rope_grid: %s must be finite real numbers', name);
  end
  if ~ (isscalar (v) || (isvector (v) && numel (v) == A))
    error ('rome:sizeMismatch', ...
           'rope_grid: %s must be a scalar or one per axis (%d), got %dx%d', ...
           name, A, size (v, 1), size (v, 2));
  end
  v = double (v(:)') .* ones (1, A);

end

%!assert (rope_grid ([2 3]), [0 0; 0 1; 0 2; 1 0; 1 1; 1 2])
%!assert (rope_grid ([2 3], 'order', 'column-major'), [0 0; 1 0; 0 1; 1 1; 0 2; 1 2])
%!assert (rope_grid (4), (0:3)')
%!assert (rope_grid ([2 2], 'start', [-1 5]), [-1 5; -1 6; 0 5; 0 6])
%!assert (rope_grid ([2 2], 'start', 1, 'step', [0.5 2]), [1 1; 1 3; 1.5 1; 1.5 3])
%!assert (rope_grid ([2 2], struct ('Start', 1)), [1 1; 1 2; 2 1; 2 2])
%!assert (rope_grid ([2 0 3]), zeros (0, 3))
%!test  % token (t, h, w) is number (t*H + h)*W + w
%! n = [5 6 7];
%! p = rope_grid (n);
%! assert ((p(:, 1) * n(2) + p(:, 2)) * n(3) + p(:, 3), (0:prod (n) - 1)');
%! assert (max (p), n - 1);
%!test  % column-major is the order of Octave's arrays
%! n = [5 6 7];
%! p = rope_grid (n, 'order', 'column-major') + 1;
%! assert (sub2ind (n, p(:, 1), p(:, 2), p(:, 3)), (1:prod (n))');
%!error id=rome:badCall rope_grid ()
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([2 2.5])
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([2 -1])
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([2 NaN])
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([2 Inf])
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ({2})
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([])
%!error id=rome:badValue rope_grid ([2 -1])
%!error <rope_grid: START must be a scalar or one per axis \(2\), got 1x3$> rope_grid ([2 3], 'start', [1 2 3])
%!error id=rome:sizeMismatch rope_grid ([2 3], 'start', [1 2 3])
%!error <rope_grid: STEP must be finite real numbers$> rope_grid ([2 3], 'step', NaN)
%!error <rope_grid: ORDER must be one of row-major, column-major, got 'x'$> rope_grid (2, 'order', 'x')
%!error <rope_grid: unknown option 'foo'; valid options are order, start, step$> rope_grid (2, 'foo', 1)
