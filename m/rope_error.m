% R = rope_error (Y, TRUTH)                 accuracy of computed cosines and sines
% R = rope_error (Y, HI, LO)                of any values against HI + LO
% R = rope_error (..., NAME, VALUE, ...)    options
% rope_error (...)                          prints the statistics
%
% How far the numbers Y are from the exact values: in units in the last place (ulp) and
% absolutely, where it is worst, how it is distributed and how it depends on pair and
% position.
%
% Y      what was computed: {C, S}, two S-by-h tables, or [C, S] side by side; one
%        S-by-h table if 'part' says which.  double, single, or uint16 bit patterns of
%        'dtype'.
% TRUTH  the struct of rope_truth for the same positions: its hi + lo are used
% HI,LO  instead of TRUTH: arrays of the size of Y (or cells like {C, S}) whose sum is
%        the exact value, HI the double nearest to it; LO may be left out (then 0).
%        Rows are positions, columns pairs; cells hold cosines and sines
%
% Options (NAME, VALUE pairs or a struct):
%   'dtype'      number format whose ulp counts: 'double', 'single', 'bf16' or 'f16';
%                default the class of Y.  Needed for uint16.  Values of a wider class
%                may be judged in a narrower format: a double that holds bf16 values
%   'part'       'both' (default), 'cos' or 'sin': what Y holds
%   'positions'  of the rows, S numbers or S-by-A; default 0, 1, ..., S-1
%   'base', 'dim'  are repeated in R.worst; default 1e4 and twice the number of pairs
%   'plot'       true draws the map; default false
%
% The error of y against the exact x is (y - x) / ulp (x) with Muller's ulp, that of the
% binade of the EXACT value in the format: ulp (x) = 2^(floor (log2 |x|) - p + 1), p = 53,
% 24, 8 or 11, and the spacing of the subnormal numbers below the smallest normal one.
% The difference is formed as (y - HI) - LO, whose first part is exact.
%
% R  struct:
%   dtype, points         format; number of values compared
%   max_ulp               largest |error|, at
%   worst                 struct: base, dim, pair (from 0), position (1-by-A), part
%                         ('cos', 'sin' or ''), row (from 1), value, exact_hi, exact_lo
%   mean_ulp, rms_ulp     of |error|
%   p50_ulp, p99_ulp, p999_ulp, p9999_ulp
%                         the 50, 99, 99.9 and 99.99 % quantiles of |error|: the smallest
%                         error that so many of all values do not exceed
%   not_correctly_rounded, fraction_not_correctly_rounded
%                         values other than the nearest of the format (ties to even)
%   max_abs, worst_abs    largest absolute error and its place, a struct like worst
%   bias_ulp, bias_abs    mean of the signed errors
%   not_finite            values that are NaN or infinite: their error is Inf, and they
%                         are left out of the bias only
%   map                   struct: max_ulp and max_abs, pairs-by-octaves; pair (from 0);
%                         from and to, 1-by-octaves: column k holds the largest error of
%                         each pair, cosine and sine, at from(k) <= |position| < to(k),
%                         which are 0, 1, 2, 4, ...; with several axes the largest
%                         coordinate counts.  0 where there is no position.
% For correctly rounded values of many different binades max_ulp is below 0.5, mean_ulp
% near 0.25, rms_ulp near 1/sqrt(12) = 0.2887 and p99_ulp near 0.495.
%
% Errors: rome:badCall, rome:sizeMismatch, rome:badClass, rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example:
%   t = rope_truth (4096, 128);
%   [c, s] = rope_cache (4096, 128, 'dtype', 'single');
%   r = rope_error ({c, s}, t);
%   r.max_ulp, r.not_correctly_rounded                 % 0.5 (a little less), 0
%   [c, s] = rope_cache_hf32_ref (4096, 128);
%   rope_error ({c, s}, t)                             % 4e-4 off at pair 1
%
% Source: J.-M. Muller, On the definition of ulp (x), INRIA RR-5504, 2005.
%
% See also: rope_truth, rope_cache, rope_evaluations, rope_blame, rope_study

function r = rope_error (y, truth, varargin)

  if nargin < 2
    error ('rome:badCall', 'rope_error: Y and TRUTH are needed');
  end
  lo = [];
  if ~ isstruct (truth) && ~ isempty (varargin) && ~ ischar (varargin{1}) && ~ isstruct (varargin{1})
    lo = varargin{1};
    varargin = varargin(2:end);
  end
  opt = rome_options ('rope_error', struct ('dtype', '', 'part', {{'both', 'cos', 'sin'}}, 'positions', [], ...
                                            'base', 1e4, 'dim', [], 'plot', false), varargin);
  d = arrange (y, truth, lo, opt);
  r = statistics (d);
  if isequal (opt.plot, true)
    draw (r);
  end
  if nargout == 0
    show (r);
    clear r
  end

end

% Everything as S-by-(h or 2h) tables, checked.
function d = arrange (y, truth, lo, opt)

  [y, halves] = side_by_side (y, 'Y');
  d.dtype = format_of (y, opt.dtype);
  if isstruct (truth)
    [hi, lo, halves] = of_struct (truth, opt.part, size (y, 2), halves);
  else
    [hi, both] = side_by_side (truth, 'HI');
    halves = halves || both;
    if isempty (lo)
      lo = zeros (size (hi));
    else
      lo = side_by_side (lo, 'LO');
    end
  end
  need (isa (hi, 'double') && isa (lo, 'double') && isreal (hi) && isreal (lo), 'badClass', ...
        'HI and LO must be real double arrays, got %s and %s', class (hi), class (lo));
  need (all (isfinite (hi(:))) && all (isfinite (lo(:))), 'badValue', 'HI and LO must be finite');
  need (isequal (size (hi), size (y)), 'sizeMismatch', 'Y must be of the size of the truth, %s, got %s', ...
        shape (hi), shape (y));
  need (isequal (size (lo), size (hi)), 'sizeMismatch', 'LO must be of the size of HI, %s, got %s', shape (hi), shape (lo));
  if isa (y, 'uint16')
    y = rope_unpack (y, d.dtype);
  end
  d.y = y;
  d.hi = hi;
  d.lo = lo;
  d.parts = {opt.part};
  if strcmp (opt.part, 'both')
    d.parts = {''};
  end
  if halves
    d.parts = {'cos', 'sin'};
  end
  d.pairs = size (y, 2) / numel (d.parts);
  d.base = opt.base;
  d.dim = opt.dim;
  if isempty (d.dim)
    d.dim = 2 * d.pairs;
  end
  d.positions = positions_of (opt.positions, size (y, 1));

end

% A cell {C, S} becomes [C, S]; more than two dimensions become columns.
function [y, halves] = side_by_side (y, name)

  halves = iscell (y);
  if halves
    need (numel (y) == 2 && isequal (size (y{1}), size (y{2})) && strcmp (class (y{1}), class (y{2})), ...
          'sizeMismatch', '%s must be {C, S}, two tables of one size and class', name);
    y = [y{1}(:, :), y{2}(:, :)];
  end
  need ((isfloat (y) || isa (y, 'uint16')) && isreal (y) && ~ issparse (y), 'badClass', ...
        '%s must be real and full, double, single or uint16, got %s', name, kind (y));
  y = y(:, :);

end

function [hi, lo, halves] = of_struct (t, part, columns, halves)

  fields = {'cos', 'sin', 'cos_lo', 'sin_lo'};
  need (isscalar (t) && all (isfield (t, fields)), 'badValue', ...
        'TRUTH must be a struct of rope_truth with the fields %s', strjoin (fields, ', '));
  if strcmp (part, 'both')
    need (columns == 2 * size (t.cos, 2), 'sizeMismatch', ...
          ['Y must hold cosines and sines, {C, S} or [C, S] with %d columns, got %d; ', ...
           'say ''part'' for one of them'], 2 * size (t.cos, 2), columns);
    hi = [t.cos, t.sin];
    lo = [t.cos_lo, t.sin_lo];
    halves = true;
  else
    need (~ halves, 'badValue', 'PART must be both where Y is {C, S}');
    hi = t.(part);
    lo = t.([part, '_lo']);
  end

end

function f = format_of (y, dtype)

  formats = {'double', 'single', 'bf16', 'f16'};
  if isempty (dtype)
    f = class (y);
    need (~ strcmp (f, 'uint16'), 'badValue', 'DTYPE must say what the uint16 bits of Y are, bf16 or f16');
    return
  end
  need (ischar (dtype) && any (strcmpi (dtype, formats)), 'badValue', 'DTYPE must be one of %s', strjoin (formats, ', '));
  f = lower (dtype);
  need (~ isa (y, 'uint16') || any (strcmp (f, {'bf16', 'f16'})), 'badValue', ...
        'DTYPE must be bf16 or f16 for uint16 Y, got %s', f);

end

function p = positions_of (p, rows)

  if isempty (p)
    p = (0:rows-1)';
  elseif isvector (p) && numel (p) == rows
    p = p(:);
  end
  need (isnumeric (p) && isreal (p) && all (isfinite (p(:))), 'badValue', 'POSITIONS must be finite real numbers');
  need (size (p, 1) == rows && ndims (p) == 2, 'sizeMismatch', 'POSITIONS must have %d rows, got %s', rows, shape (p));
  p = double (p);

end

% Column by column, so that the arrays stay in the processor's cache.
function r = statistics (d)

  n = numel (d.y);
  octave = study_octave (max (abs (d.positions), [], 2));
  octaves = max ([octave; 1]);
  scaled = zeros (size (d.y));
  top = struct ('ulp', -1, 'abs', -1);
  at = struct ('ulp', 0, 'abs', 0);
  sums = zeros (1, 4);                  % |ulp|, ulp^2, signed ulp, signed absolute
  wrong = 0;
  lost = 0;
  map_ulp = zeros (d.pairs, octaves);
  map_abs = map_ulp;
  for j = 1:size (d.y, 2)
    ulp = study_ulp (d.hi(:, j), d.lo(:, j), d.dtype);
    [off, bad] = study_off (d.y(:, j), d.hi(:, j), d.lo(:, j), ulp);
    signed = off ./ ulp;
    e = abs (signed);
    a = abs (off);
    scaled(:, j) = e;
    wrong = wrong + sum (bad);
    finite = isfinite (off);
    lost = lost + sum (~ finite);
    sums = sums + [sum(e), sum(e .^ 2), sum(signed(finite)), sum(off(finite))];
    [top.ulp, at.ulp] = larger (top.ulp, at.ulp, e, j);
    [top.abs, at.abs] = larger (top.abs, at.abs, a, j);
    i = mod (j - 1, d.pairs) + 1;
    map_ulp(i, :) = max (map_ulp(i, :), accumarray (octave, e, [octaves, 1], @max)');
    map_abs(i, :) = max (map_abs(i, :), accumarray (octave, a, [octaves, 1], @max)');
  end
  q = quantiles (scaled, [0.5, 0.99, 0.999, 0.9999]);
  if n == 0
    top = struct ('ulp', 0, 'abs', 0);
  end
  r = struct ('dtype', d.dtype, 'points', n, 'max_ulp', top.ulp, 'worst', place (d, at.ulp), ...
              'mean_ulp', sums(1) / n, 'rms_ulp', sqrt (sums(2) / n), ...
              'p50_ulp', q(1), 'p99_ulp', q(2), 'p999_ulp', q(3), 'p9999_ulp', q(4), ...
              'not_correctly_rounded', wrong, 'fraction_not_correctly_rounded', wrong / n, ...
              'max_abs', top.abs, 'worst_abs', place (d, at.abs), ...
              'bias_ulp', sums(3) / (n - lost), 'bias_abs', sums(4) / (n - lost), 'not_finite', lost);
  r.map = struct ('max_ulp', map_ulp, 'max_abs', map_abs, 'pair', 0:d.pairs-1, ...
                  'from', [0, 2 .^ (0:octaves-2)], 'to', 2 .^ (0:octaves-1));

end

% The largest so far, and its linear index.
function [top, at] = larger (top, at, e, j)

  [m, k] = max (e);
  if m > top
    top = m;
    at = (j - 1) * numel (e) + k;
  end

end

% The smallest value that the fraction q of all values do not exceed.
function v = quantiles (x, q)

  if isempty (x)
    v = NaN (size (q));
    return
  end
  x = sort (x(:));
  v = x(max (1, ceil (q * numel (x))))';

end

function w = place (d, k)

  w = struct ('base', d.base, 'dim', d.dim, 'pair', [], 'position', [], 'part', '', 'row', [], ...
              'value', [], 'exact_hi', [], 'exact_lo', []);
  if k == 0
    return
  end
  [row, column] = ind2sub (size (d.y), k);
  w.pair = mod (column - 1, d.pairs);
  w.position = d.positions(row, :);
  w.part = d.parts{floor ((column - 1) / d.pairs) + 1};
  w.row = row;
  w.value = double (d.y(k));
  w.exact_hi = d.hi(k);
  w.exact_lo = d.lo(k);

end

function show (r)

  w = r.worst;
  fprintf ('%d values of %s; ulp of the binade of the exact value\n', r.points, r.dtype);
  fprintf ('largest error        %.9g ulp (base %g, dim %d, pair %d, position %s, %s)\n', ...
           r.max_ulp, w.base, w.dim, w.pair, mat2str (w.position), w.part);
  fprintf ('mean, rms            %.6g, %.6g ulp; bias %.3g ulp\n', r.mean_ulp, r.rms_ulp, r.bias_ulp);
  fprintf ('50, 99, 99.9, 99.99 %% at most  %.6g, %.6g, %.6g, %.6g ulp\n', r.p50_ulp, r.p99_ulp, r.p999_ulp, r.p9999_ulp);
  fprintf ('not correctly rounded %d (%.4g %%)\n', r.not_correctly_rounded, 100 * r.fraction_not_correctly_rounded);
  fprintf ('largest absolute     %.6g (pair %d, position %s, %s); bias %.3g\n', r.max_abs, r.worst_abs.pair, ...
           mat2str (r.worst_abs.position), r.worst_abs.part, r.bias_abs);
  if r.not_finite > 0
    fprintf ('NaN or infinite      %d\n', r.not_finite);
  end

end

% From position 1 on; position 0 is exact in every evaluation.
function draw (r)

  first = min (2, size (r.map.max_abs, 2));
  rope_plot_error (r.map.max_abs(:, first:end), 'quantity', sprintf ('largest absolute error, %s', r.dtype));

end

function need (ok, id, template, varargin)

  if ~ ok
    error (['rome:', id], ['rope_error: ', template], varargin{:});
  end

end

function t = shape (x)

  t = strrep (strtrim (sprintf ('%d ', size (x))), ' ', 'x');

end

function t = kind (x)

  t = class (x);
  if issparse (x)
    t = ['sparse ', t];
  end
  if isnumeric (x) && ~ isreal (x)
    t = ['complex ', t];
  end

end

%!shared t, p
%! p = [0:40, 1000, 4095, 131071, 2^31]';
%! t = rope_truth (p, 16, 'base', 500);
%!test  # by hand, single: off by 3 ulp up, 1/4 ulp down, exact
%! hi = [1.5, 1.5, 0.75, 3];
%! y = single ([1.5 + 3 * 2^-23, 1.5, 0.75, 3]);
%! lo = [0, 2^-25, 0, 0];
%! r = rope_error (y, hi, lo);
%! assert (r.dtype, 'single');
%! assert (r.points, 4);
%! assert (r.max_ulp, 3);
%! assert (r.mean_ulp, (3 + 0.25) / 4);
%! assert (r.rms_ulp, sqrt ((9 + 1/16) / 4));
%! assert (r.bias_ulp, (3 - 0.25) / 4);
%! assert (r.bias_abs, (3 * 2^-23 - 2^-25) / 4);
%! assert (r.max_abs, 3 * 2^-23);
%! assert ([r.p50_ulp, r.p99_ulp, r.p999_ulp, r.p9999_ulp], [0, 3, 3, 3]);
%! assert (r.not_correctly_rounded, 1);
%! assert (r.fraction_not_correctly_rounded, 0.25);
%! assert ([r.worst.pair, r.worst.position, r.worst.row, r.worst.dim], [0, 0, 1, 8]);
%! assert (r.worst.value, 1.5 + 3 * 2^-23);
%!test  # the binade is that of the exact value: a hair below 1 the ulp is half as large
%! assert (rope_error (1 + eps, 1, 0).max_ulp, 1);
%! assert (rope_error (1 + eps, 1, 2^-80).max_ulp, 1, 1e-8);
%! assert (rope_error (1 + eps, 1, -2^-80).max_ulp, 2, 1e-7);
%! assert (rope_error (single (1 + 2^-23), 1, -2^-80).max_ulp, 2, 1e-7);
%! assert (rope_error (-1, -1 + eps / 2).max_ulp, 1);
%!test  # half way: the even neighbour is the correctly rounded one, the odd is not
%! r = rope_error (single ([1, 1 + 2^-23]), [1 + 2^-24, 1 + 2^-24], [0, 0]);
%! assert (r.max_ulp, 0.5);
%! assert (r.not_correctly_rounded, 1);
%! r = rope_error (single ([1, 1 + 2^-23]), [1 + 2^-24, 1 + 2^-24], 2^-90 * [1, 1]);
%! assert (r.not_correctly_rounded, 1);            # now the upper one is right
%! assert (rope_error (single (1), 1 + 2^-24, -2^-90).not_correctly_rounded, 0);
%! assert (rope_error (single (1), 1 + 2^-24, 2^-90).not_correctly_rounded, 1);
%!test  # 16-bit formats, as bits, as doubles that hold them, subnormal numbers of f16
%! r = rope_error (rope_pack ([1 + 2^-7, 0.5], 'bf16'), [1, 0.5], [0, 0], 'dtype', 'bf16');
%! assert ([r.max_ulp, r.not_correctly_rounded], [1, 1]);
%! r = rope_error ([1 + 2^-10, 0.5], [1, 0.5], 'dtype', 'f16');
%! assert ([r.max_ulp, r.max_abs], [1, 2^-10]);
%! r = rope_error (rope_pack (2^-24, 'f16'), 1.75 * 2^-24, 0, 'dtype', 'f16');
%! assert ([r.max_ulp, r.not_correctly_rounded], [0.75, 1]);
%! assert (rope_error (rope_pack (0, 'f16'), 2^-26, 0, 'dtype', 'f16').max_ulp, 0.25);
%!test  # quantiles of 10000 errors 1, 2, ..., 10000 ulp
%! k = (1:10000)';
%! r = rope_error (1 + k(randperm (10000)) * eps, ones (10000, 1));
%! assert ([r.p50_ulp, r.p99_ulp, r.p999_ulp, r.p9999_ulp, r.max_ulp], [5000, 9900, 9990, 9999, 10000]);
%!test  # the builtin's tables in every format
%! for dtype = {'double', 'single', 'bf16', 'f16'}
%!   [c, s] = rope_cache (p, 16, 'base', 500, 'dtype', dtype{1});
%!   r = rope_error ({c, s}, t, 'dtype', dtype{1}, 'positions', p, 'base', 500);
%!   assert (r.not_correctly_rounded, 0);
%!   assert (r.max_ulp <= 0.5 && r.max_ulp > 0.47);
%!   assert (r.points, 2 * 45 * 8);
%!   assert (size (r.map.max_ulp), [8, 33]);
%!   assert (max (r.map.max_ulp(:)), r.max_ulp);
%! end
%!test  # place and map
%! [c, s] = rope_cache (p, 16, 'base', 500);
%! s(43, 4) = s(43, 4) * (1 - 40 * eps);
%! r = rope_error ([c, s], t, 'positions', p, 'base', 500);
%! w = r.worst;
%! assert ({w.base, w.dim, w.pair, w.position, w.part, w.row}, {500, 16, 3, 4095, 'sin', 43});
%! assert (r.not_correctly_rounded, 1);
%! k = find (r.map.from <= 4095 & r.map.to > 4095);
%! assert (r.map.max_ulp(4, k), r.max_ulp);
%! assert (r.map.max_abs(4, k), r.max_abs);
%! assert (sum (r.map.max_ulp(:) > 1), 1);
%! assert (r.map.from([1 2 3 33]), [0, 1, 2, 2^31]);
%!test  # one part; a double judged in single; the struct and the arrays say the same
%! [c, s] = rope_cache (p, 16, 'base', 500, 'dtype', 'single');
%! a = rope_error (s, t, 'part', 'sin', 'positions', p);
%! b = rope_error (double (s), t.sin, t.sin_lo, 'dtype', 'single', 'part', 'sin', 'positions', p);
%! assert (a, b);
%! assert (a.worst.part, 'sin');
%! b = rope_error ({c, s}, {t.cos, t.sin}, {t.cos_lo, t.sin_lo});
%! assert (b.points, 720);
%! assert (b.max_ulp >= a.max_ulp);
%!test  # lo matters: without it a misrounded double near a midpoint may pass
%! r = rope_error (t.cos, t.cos, t.cos_lo, 'part', 'cos');
%! assert (r.max_ulp > 0.4 && r.max_ulp <= 0.5);
%! assert (rope_error (t.cos, t.cos).max_ulp, 0);
%!test  # not finite, empty, positions on two axes
%! r = rope_error ([1, NaN; Inf, 2], [1, 1; 1, 1]);
%! assert ([r.not_finite, r.not_correctly_rounded, r.points], [2, 3, 4]);
%! assert ([r.max_ulp, r.bias_abs], [Inf, 0.5]);
%! r = rope_error (zeros (0, 4), zeros (0, 4));
%! assert ([r.points, r.max_ulp, r.max_abs], [0, 0, 0]);
%! r = rope_error ([1; 1 + eps], [1; 1], 'positions', [0 0; 3 9]);
%! assert (r.worst.position, [3, 9]);
%! assert (find (r.map.max_ulp), 5);
%!test  # the map's column 1 is position 0 alone
%! r = rope_error ([2; 1], [1; 1]);
%! assert (r.map.max_abs, [1, 0]);
%!test
%! text = evalc ('rope_error ({1, 1 + eps}, {1, 1})');
%! assert (any (strfind (text, 'largest error        1 ulp (base 10000, dim 2, pair 0, position 0, sin)')));
%!demo
%! ## float32 tables as frameworks make them, against the certified truth
%! t = rope_truth (16384, 128);
%! [c, s] = rope_cache_hf32_ref (16384, 128);
%! rope_error ({c, s}, t, 'plot', true)

%% Test input validation (test drops all of a message up to 'error: ')
%!test
%! try
%!   rope_error (1);
%! catch err
%!   assert (err.message, 'rope_error: Y and TRUTH are needed');
%! end
%! try
%!   rope_error (1, [1 2]);
%! catch err
%!   assert (err.message, 'rope_error: Y must be of the size of the truth, 1x2, got 1x1');
%! end
%!error id=rome:badCall rope_error (1)
%!error <Y and TRUTH are needed$> rope_error (1)
%!error <Y must be real and full, double, single or uint16, got complex double$> rope_error (1i, 1)
%!error <Y must be real and full, double, single or uint16, got int8$> rope_error (int8 (1), 1)
%!error <Y must be real and full, double, single or uint16, got sparse double$> rope_error (sparse (1), 1)
%!error <Y must be \{C, S\}, two tables of one size and class$> rope_error ({1, [1 2]}, {1, 1})
%!error <DTYPE must say what the uint16 bits of Y are, bf16 or f16$> rope_error (uint16 (1), 1)
%!error <DTYPE must be bf16 or f16 for uint16 Y, got single$> rope_error (uint16 (1), 1, 'dtype', 'single')
%!error <DTYPE must be one of double, single, bf16, f16$> rope_error (1, 1, 'dtype', 'f8')
%!error <TRUTH must be a struct of rope_truth with the fields cos, sin, cos_lo, sin_lo$> rope_error (1, struct ('cos', 1))
%!error <Y must hold cosines and sines, \{C, S\} or \[C, S\] with 16 columns, got 8; say 'part' for one of them$> rope_error (t.cos, t)
%!error <PART must be both where Y is> rope_error ({t.cos, t.sin}, t, 'part', 'cos')
%!error <Y must be of the size of the truth, 45x16, got 44x16$> rope_error ([t.cos(2:end,:), t.sin(2:end,:)], t)
%!error id=rome:sizeMismatch rope_error ([1 2], [1 2 3])
%!error <LO must be of the size of HI, 1x1, got 1x2$> rope_error (1, 1, [0 0])
%!error <HI and LO must be real double arrays, got single and double$> rope_error (1, single (1))
%!error <HI and LO must be finite$> rope_error (1, NaN)
%!error <POSITIONS must have 2 rows, got 1x3$> rope_error ([1; 2], [1; 2], 'positions', 1:3)
%!error <POSITIONS must be finite real numbers$> rope_error (1, 1, 'positions', NaN)
%!error <unknown option 'foo'> rope_error (1, 1, 'foo', 1)
%!error id=rome:badOption rope_error (1, 1, 'base')
