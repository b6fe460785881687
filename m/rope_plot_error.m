function [ax, data] = rope_plot_error (E, varargin)
%ROPE_PLOT_ERROR  Draw an error map over pairs and positions.
%
%   Usage: rope_plot_error (E)
%          rope_plot_error (E, name, value, ...)
%          [ax, data] = rope_plot_error (...)
%
%   E  real matrix of errors, one row per pair i = 0, 1, ... and one column per octave of position, as the map of rope_error:
%      column k belongs to the positions from 2^(k-1) on, to twice that.  Signs are dropped; zeros are drawn as the least
%      colour, NaN (no position there) is left out.
%
%   Options (name, value pairs in any case, or a struct):
%     'first'     the power of two at which the first column begins; default 0
%     'edges'     instead of octaves: the positions at which the columns begin, increasing, one per column
%     'quantity'  text at the colour scale, with the unit; default 'largest absolute error'
%     'scale'     'log' (default): colours by log10; or 'linear'
%     'limits'    [low, high], the errors at the ends of the colour scale; default the range of E, for 'log' rounded to powers
%                 of ten, at most 9 of them
%     'title'     text over the axes; default 'Error by pair and position'
%     'parent'    axes to draw in; default the current axes, which are cleared
%
%   AX is the handle of the axes.  DATA is a struct: error (abs (E)), limits, worst, worst_pair (0-based), worst_column (1-based).
%
%   Errors: rome:badCall, rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:noPictures.
%
%   Example:
%     p = 2 .^ (0:16)';
%     e = abs (double (rope_cache_hf32_ref (p, 128)) - rope_cache (p, 128));
%     rope_plot_error (e', 'quantity', 'error of the float32 cosine');
%
%   See also: rope_error, rope_precision, rope_plot_save.

  fname = 'rope_plot_error';
  rome_need (nargin > 0, 'badCall', '%s: E is missing', fname);
  opt = plot_options (fname, struct ('first', 0, 'edges', [], 'quantity', 'largest absolute error', 'scale', {{'log', 'linear'}}, ...
                                     'limits', []), varargin);
  rome_need (isfloat (E) && isreal (E) && ndims (E) == 2 && ~ isempty (E), 'badValue', '%s: E must be a real matrix', fname);
  rome_need (rome_is_real (opt.first) && isscalar (opt.first), 'badValue', '%s: FIRST must be a power of two''s exponent', fname);
  rome_need (isempty (opt.edges) || (rome_is_real (opt.edges) && numel (opt.edges) == size (E, 2) && all (diff (opt.edges) > 0)), ...
             'sizeMismatch', '%s: EDGES must be %d increasing positions, one per column', fname, size (E, 2));
  rome_need (isempty (opt.limits) || (rome_is_real (opt.limits) && numel (opt.limits) == 2 && opt.limits(1) < opt.limits(2) ...
                                      && (opt.limits(1) > 0 || strcmp (opt.scale, 'linear'))), 'badValue', ...
             '%s: LIMITS must be [low, high], positive for the logarithmic scale', fname);
  rome_need (ischar (opt.quantity), 'badValue', '%s: QUANTITY must be text', fname);
  e = abs (double (E));
  logarithmic = strcmp (opt.scale, 'log');
  limits = opt.limits;
  if isempty (limits)
    limits = range_of (e, logarithmic);
  end
  [worst, at] = max (e(:));
  [i, k] = ind2sub (size (e), at);
  data = struct ('error', e, 'limits', limits, 'worst', worst, 'worst_pair', i - 1, 'worst_column', k);

  ax = plot_axes (fname, opt.parent, 0.16);
  s = plot_style ();
  shown = e';
  if logarithmic
    shown = log10 (max (shown, limits(1)));
    limits = log10 (limits);
  end
  [pairs, columns] = size (e);
  colormap (ax, s.map);
  h = imagesc (0:pairs-1, 0:columns-1, min (max (shown, limits(1)), limits(2)), 'parent', ax);
  hold (ax, 'on');
  [k, i] = find (isnan (e'));
  for n = 1:numel (k)                   % cells without a value
    patch (i(n) - 1 + [-0.5, 0.5, 0.5, -0.5], k(n) - 1 + [-0.5, -0.5, 0.5, 0.5], [1, 1, 1], 'parent', ax, 'edgecolor', 'none');
  end
  tick = unique (round (linspace (0, columns - 1, min (columns, 9))));
  if isempty (opt.edges)
    labels = arrayfun (@(v) sprintf ('2^{%d}', v + opt.first), tick, 'UniformOutput', false);
  else
    labels = arrayfun (@(v) sprintf ('%g', opt.edges(v + 1)), tick, 'UniformOutput', false);
  end
  set (ax, 'clim', limits, 'ydir', 'normal', 'xlim', [-0.5, pairs - 0.5], 'ylim', [-0.5, columns - 0.5], 'xgrid', 'off', ...
       'ygrid', 'off', 'ytick', tick, 'yticklabel', labels, 'layer', 'top');
  if isempty (opt.title)
    opt.title = 'Error by pair and position';
  end
  plot_labels (ax, opt.title, 'pair i', 'position from (tokens)');
  if logarithmic
    tick = limits(1):max (1, ceil (diff (limits) / 8)):limits(2);
    labels = arrayfun (@(v) sprintf ('10^{%g}', v), tick, 'UniformOutput', false);
  else
    tick = linspace (limits(1), limits(2), 5);
    labels = arrayfun (@(v) sprintf ('%.3g', v), tick, 'UniformOutput', false);
  end
  plot_scale (ax, limits, tick, labels, opt.quantity);
  if nargout == 0
    clear ax
  end

end

function limits = range_of (e, logarithmic)

  used = e(~ isnan (e) & ~ isinf (e));
  if ~ logarithmic
    limits = [0, max([used; realmin])];
    return
  end
  used = used(used > 0);
  if isempty (used)
    used = 1;
  end
  high = ceil (log10 (max (used)));
  low = max (floor (log10 (min (used))), high - 9);
  limits = 10 .^ [min(low, high - 1), high];

end

%!demo
%! p = 2 .^ (0:0.25:16.75)';
%! p = round (p);
%! e = abs (double (rope_cache_hf32_ref (p, 128)) - rope_cache (p, 128));
%! e = squeeze (max (reshape (e, 4, 17, 64), [], 1));
%! rope_plot_error (e', 'quantity', 'error of the float32 cosine', 'title', 'float32 angles, base 10000');

%!test
%! f = figure ('visible', 'off');
%! E = 10 .^ -[1 2 3; 4 5 6];
%! [ax, d] = rope_plot_error (-E);
%! assert (d.limits, [1e-6, 1e-1], 1e-20);
%! assert (d.worst, 0.1);
%! assert ([d.worst_pair, d.worst_column], [0, 1]);
%! im = findobj (ax, 'type', 'image');
%! assert (get (im, 'cdata'), log10 (E'), 1e-12);
%! assert (get (ax, 'yticklabel'), {'2^{0}'; '2^{1}'; '2^{2}'});
%! [ax, d] = rope_plot_error ([0 1; NaN 2], 'scale', 'linear', 'edges', [0 100], 'title', 't');
%! assert (d.limits, [0, 2]);
%! assert (get (ax, 'yticklabel'), {'0'; '100'});
%! assert (numel (findobj (ax, 'type', 'patch')), 1);
%! assert (numel (findobj (f, 'type', 'axes')), 2);
%! [ax, d] = rope_plot_error (zeros (2));
%! assert (d.worst, 0);
%! close (f);
% test.m itself cuts 'error: ' and what stands before it from messages
%!error <E is missing> rope_plot_error ()
%!error <E must be a real matrix> rope_plot_error ({1})
%!error <E must be a real matrix> rope_plot_error (1i)
%!error <EDGES must be 2 increasing positions> rope_plot_error ([1 2], 'edges', [2 1])
%!error <LIMITS must be \[low, high\]> rope_plot_error ([1 2], 'limits', [0 1])
%!error <FIRST must be> rope_plot_error ([1 2], 'first', 'a')
%!error <QUANTITY must be text> rope_plot_error ([1 2], 'quantity', 1)
