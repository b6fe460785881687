function [d, ax] = rope_precision (varargin)
%ROPE_PRECISION  How far bf16, f16 and f32 positions or tables can be trusted.
%
%   Usage: rope_precision (model)                         draws and prints
%          d = rope_precision (model, name, value, ...)   numbers only
%          [d, ax] = rope_precision (...)                 both
%
%   Seven ways to lose accuracy, each alone, all else exact:
%
%     bf16, f16, f32 positions   the position is rounded to the format: cos (fl (p) w) against cos (p w)
%     f32 angle                  frequency and product in float32, as Hugging Face's and most other code
%     f32, bf16, f16 tables      the exact table rounded once: half a unit in the last place at every position
%
%   For each the largest error of cos and sin over all pairs, by octave of position, and the first position at which it exceeds
%   the tolerance: up to there the way can be trusted.
%
%   MODEL  a model name or config file (see rope_config), a struct of rope_config, or the number of rotated columns, with one
%          axis; any frequency options of rope_freqs may follow
%
%   Options (name, value pairs in any case, or a struct):
%     'length'     positions 0 ... length-1; default the model's longest sequence, or 131072
%     'tolerance'  absolute error of cos and sin that can be borne; default 0.01
%     'samples'    positions looked at in each octave above 4096, evenly spread, the last of the octave among them; below
%                  every position is; default 256
%     'title', 'parent'  of the figure
%
%   D is a struct: length, tolerance, octave (first positions), ways (cell array of 7 texts), error (octaves by ways; NaN or Inf
%   positions of f16 above 65519 count as 2), first (first position looked at with an error above the tolerance, Inf if none),
%   and for the three formats: formats ({'bf16', 'f16', 'single'}), consecutive (integers 0 ... n-1 that all are held exactly: 257,
%   2049, 16777217), distinct (different values among the positions 0 ... length-1), gap (between neighbours at length-1).
%
%   Errors: rome:badCall, rome:badValue, rome:unknownOption, rome:noPictures, and those of rope_config and rope_cache.
%
%   Example:
%     d = rope_precision ('llama-3-8b');
%     d.first
%
%   See also: rope_blame, rope_first_error, rope_resolution, rope_plot_score.

  fname = 'rope_precision';
  [m, rest] = model_of (fname, varargin);
  one_axis (fname, m);
  opt = plot_options (fname, struct ('length', [], 'tolerance', 0.01, 'samples', 256), rest);
  n = context_of (fname, opt.length, m, 131072);
  rome_need (rome_is_real (opt.tolerance) && isscalar (opt.tolerance) && opt.tolerance > 0, 'badValue', '%s: TOLERANCE must be positive', fname);
  rome_need (rome_is_real (opt.samples) && isscalar (opt.samples) && opt.samples >= 1 && opt.samples == fix (opt.samples), 'badValue', ...
             '%s: SAMPLES must be a positive integer', fname);

  ways = {'bf16 positions', 'f16 positions', 'f32 positions', 'f32 angle', 'f32 tables', 'bf16 tables', 'f16 tables'};
  octave = [0, 2 .^ (0:ceil (log2 (n)) - 1)];
  err = zeros (numel (octave), 7);
  first = inf (1, 7);
  for k = 1:numel (octave)
    p = positions_in (octave(k), min (2 * max (octave(k), 0.5), n), opt.samples);
    e = errors (m, p, n);
    err(k, :) = max (e, [], 1);
    for way = find (isinf (first) & err(k, :) > opt.tolerance)
      first(way) = p(find (e(:, way) > opt.tolerance, 1));
    end
  end
  formats = {'bf16', 'f16', 'single'};
  digits = [8, 11, 24];
  d = struct ('length', n, 'tolerance', opt.tolerance, 'octave', octave, 'ways', {ways}, 'error', err, 'first', first, 'formats', {formats}, ...
              'consecutive', 2 .^ digits + 1, 'distinct', arrayfun (@(b) distinct_below (n, b), digits), ...
              'gap', 2 .^ max (0, floor (log2 (n - 1)) + 1 - digits));

  if nargout == 0
    fprintf ('%s: error of cos and sin above %g\n', m.name, opt.tolerance);
    for k = 1:7
      where = sprintf ('from position %d', first(k));
      if isinf (first(k))
        where = sprintf ('nowhere below %d', n);
      end
      fprintf ('  %-15s %s\n', ways{k}, where);
    end
    for k = 1:3
      fprintf ('  %-6s holds 0 ... %d exactly; %d of %d positions are distinct, the last ones %d apart\n', formats{k}, 2 ^ digits(k), d.distinct(k), n, d.gap(k));
    end
  end
  if isempty (opt.title)
    opt.title = ['Error of cos and sin by position: ', m.name];
  end
  ax = answer (nargout, @() draw (fname, d, opt));
  if nargout == 0
    clear d
  end

end

% Positions first ... last-1: all, or some.
function p = positions_in (first, last, samples)

  count = max (1, last - first);
  if first < 4096 || count <= samples
    p = (first:first + count - 1)';
  else
    p = unique (first + floor ((1:samples)' * count / samples) - 1);
  end

end

% Largest error over the pairs, positions by ways.
function e = errors (m, p, n)

  o = m.options;
  o.seq_len = n;
  [c, s] = rope_cache ([p; 0], m.dim, o);
  a = c(end, 1);                        % attention factor: errors are those of cos and sin
  c = c(1:end-1, :) / a;
  s = s(1:end-1, :) / a;
  e = zeros (numel (p), 7);
  formats = {'bf16', 'f16', 'single'};
  table_way = [6, 7, 5];
  for k = 1:3
    r = rounded (p, formats{k});
    lost = ~ isfinite (r);
    r(lost) = 0;
    [C, S] = rope_cache ([r; 0], m.dim, o);
    e(:, k) = worst (C(1:end-1, :) / a - c, S(1:end-1, :) / a - s);
    e(lost, k) = 2;
    e(:, table_way(k)) = worst (rounded (c, formats{k}) - c, rounded (s, formats{k}) - s);
  end
  w = single (rope_freqs (m.dim, o));
  angle = single (p) .* w(:)';
  e(:, 4) = worst (double (cos (angle)) - c, double (sin (angle)) - s);

end

function e = worst (a, b)

  e = max (max (abs (a), abs (b)), [], 2);

end

function x = rounded (x, format)

  if strcmp (format, 'single')
    x = double (single (x));
  else
    x = double (rope_round (x, format));
  end

end

% Values of `digits` significant bits that the integers 0 ... n-1 round to (to nearest even).
function count = distinct_below (n, digits)

  count = min (n, 2 ^ digits + 1);
  step = 1;
  low = 2 ^ digits;
  while low < n - 1                     % from low to 2 low every 2 step is held
    step = 2 * step;
    last = min (2 * low, n - 1);
    top = round_even (last / step) * step;
    count = count + (top - low) / step;
    low = 2 * low;
  end

end

function r = round_even (x)

  r = round (x);
  if abs (x - fix (x)) == 0.5
    r = 2 * round (x / 2);
  end

end

function ax = draw (fname, d, opt)

  ax = plot_axes (fname, opt.parent, 0.25);
  s = plot_style ();
  set (ax, 'xscale', 'log', 'yscale', 'log');
  at = d.octave >= 1;
  styles = plot_curves (ax, d.octave(at)', max (d.error(at, :), 1e-9), 10);
  lim = [1, max(2, d.octave(end))];
  plot (ax, lim, d.tolerance([1 1]), '--', 'color', s.grey, 'linewidth', s.line / 2);
  set (ax, 'xlim', lim, 'ylim', [1e-9, 10]);
  plot_decades (ax);
  plot_labels (ax, opt.title, 'position from, to twice that (tokens)', 'largest error of cos and sin');
  plot_key (ax, d.ways, styles);

end

%!demo
%! rope_precision ('llama-3-8b');

%!test  # positions: 257 consecutive integers in bf16, 513 distinct among 0 ... 1023, ...
%! d = rope_precision (8, 'length', 1024);
%! assert (d.consecutive, [257, 2049, 16777217]);
%! assert (d.distinct(1), 513);
%! assert (rope_precision (4, 'length', 4096).distinct, [769, 3073, 4096]);
%! assert (rope_precision (4, 'length', 16384).distinct(1), 1025);
%! assert (rope_precision (4, 'length', 65536).distinct(1:2), [1281, 7169]);
%! assert (rope_precision (4, 'length', 1048576).distinct(1), 1793);
%! assert (rope_precision (4, 'length', 65536).gap, [256, 32, 1]);
%!test  # counting agrees with rounding every position
%! for n = [2, 3, 256, 257, 258, 259, 300, 511, 513, 515, 1000, 5000, 5001]
%!   d = rope_precision (4, 'length', n, 'samples', 1);
%!   assert (d.distinct(1), numel (unique (rope_round (0:n-1, 'bf16'))));
%!   assert (d.distinct(2), numel (unique (rope_round (0:n-1, 'f16'))));
%! endfor
%!test  # the first position beyond each format is where it is wrong
%! d = rope_precision (128, 'length', 131072);
%! assert (d.first(1), 257);
%! assert (d.first(2), 2049);
%! assert (d.first(3), Inf);
%! assert (all (d.error(:, 5) <= 2^-25 & d.error(:, 6) <= 2^-9 & d.error(:, 7) <= 2^-12));
%! assert (max (d.error(:, 4)) > 1e-3 && max (d.error(:, 4)) < 1e-2);   # numerics: 7.7e-3 over all positions
%! assert (d.error(end, 2), 2);                                          # f16 overflows at 65520
%! assert (isinf (d.first(4)));
%! assert (rope_precision (128, 'length', 131072, 'tolerance', 1e-4).first(4) < 6000);
%!test  # by hand
%! d = rope_precision (2, 'base', 100, 'length', 260, 'tolerance', 1e-3);
%! assert (d.error(end, 1), max (abs ([cos(256) - cos(257), cos(260) - cos(259), sin(256) - sin(257), sin(260) - sin(259)])), 1e-12);
%! assert (d.first(1:3), [257, Inf, Inf]);
%!test
%! f = figure ('visible', 'off');
%! text = evalc ("rope_precision ('llama-3-8b', 'length', 1000)");
%! assert (any (strfind (text, 'bf16 positions  from position 257')));
%! assert (any (strfind (text, '507 of 1000 positions')));
%! [d, ax] = rope_precision ('llama-3-8b', 'length', 1000);
%! assert (numel (findobj (ax, 'type', 'line')) >= 8);
%! close (f);
%!error <rope_precision: TOLERANCE must be positive> d = rope_precision (8, 'tolerance', 0);
%!error <rope_precision: SAMPLES must be a positive integer> d = rope_precision (8, 'samples', 0);
%!error <rope_precision: LENGTH must be an integer from 2> d = rope_precision (8, 'length', 1);
%!error <rope_precision: DIM must be at most 2\^20 = 1048576, got 1000000000000000$> r = rope_precision (1e15);
