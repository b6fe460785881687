function [ax, data] = rope_plot_roofline (bytes, rate, varargin)
%ROPE_PLOT_ROOFLINE  Draw measured bandwidth over the size of the work, against the machine's ceilings.
%
%   Usage: rope_plot_roofline (bytes, rate)
%          rope_plot_roofline (bytes, rate, name, value, ...)
%          [ax, data] = rope_plot_roofline (...)
%
%   BYTES  positive vector: bytes of input and output of a call
%   RATE   matrix of bandwidths in GB/s (1e9 bytes per second), one row per size and one column per curve, at most 8; NaN
%          where nothing was measured
%
%   Options (name, value pairs in any case, or a struct):
%     'labels'        cell array of texts, one per curve, for the key
%     'ceiling'       bandwidths that bound the curves, in GB/s: one number, or one per size (memcpy of that size)
%     'ceiling_label' text for it; default 'memcpy'
%     'title'         text over the axes; default 'Bandwidth by size'
%     'parent'        axes to draw in; default the current axes, which are cleared
%
%   AX is the handle of the axes.  DATA is a struct: bytes, rate, labels, ceiling (one per size or empty), fraction (rate over
%   ceiling).
%
%   Errors: rome:badCall, rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:noPictures.
%
%   Example:
%     n = 2 .^ (16:30);
%     rope_plot_roofline (n, 20 ./ (1 + 1e6 ./ n), 'labels', {'made up'}, 'ceiling', 22);
%
%   See also: rome_info, rope_plot_save.

  fname = 'rope_plot_roofline';
  rome_need (nargin > 1, 'badCall', '%s: BYTES and RATE are needed', fname);
  opt = plot_options (fname, struct ('labels', [], 'ceiling', [], 'ceiling_label', 'memcpy'), varargin);
  rome_need (rome_is_real (bytes) && isvector (bytes) && all (bytes > 0), 'badValue', '%s: BYTES must be a vector of positive numbers', fname);
  bytes = double (bytes(:));
  if isvector (rate) && numel (bytes) > 1   % one size: a row of curves
    rate = rate(:);
  end
  rome_need (isfloat (rate) && isreal (rate) && ndims (rate) == 2 && all (rate(:) >= 0 | isnan (rate(:))), 'badValue', ...
             '%s: RATE must be a matrix of numbers, 0 or more', fname);
  rome_need (size (rate, 1) == numel (bytes) && size (rate, 2) >= 1 && size (rate, 2) <= 8, 'sizeMismatch', ...
             '%s: RATE must have one row per size (%d) and 1 to 8 columns, got %s', fname, numel (bytes), rome_size (rate));
  ceiling = opt.ceiling(:);
  rome_need (isempty (ceiling) || (rome_is_real (ceiling) && all (ceiling > 0) && any (numel (ceiling) == [1, numel(bytes)])), ...
             'sizeMismatch', '%s: CEILING must be one positive number or one per size (%d)', fname, numel (bytes));
  rome_need (ischar (opt.ceiling_label), 'badValue', '%s: CEILING_LABEL must be text', fname);
  labels = plot_texts (fname, opt.labels, size (rate, 2), 'curve');
  [bytes, order] = sort (bytes);
  rate = rate(order, :);
  if isscalar (ceiling)
    ceiling = ceiling * ones (size (bytes));
  elseif ~ isempty (ceiling)
    ceiling = ceiling(order);
  end

  ax = plot_axes (fname, opt.parent, 0.25);
  s = plot_style ();
  set (ax, 'xscale', 'log');
  lim = [bytes(1) / 1.5, bytes(end) * 1.5];
  if ~ isempty (ceiling) && isscalar (bytes)   % a line of one point would not be seen
    plot (ax, lim, ceiling * [1 1], '-', 'color', s.grey, 'linewidth', 1.5 * s.line);
  elseif ~ isempty (ceiling)
    plot (ax, bytes, ceiling, '-', 'color', s.grey, 'linewidth', 1.5 * s.line);
  end
  styles = plot_curves (ax, bytes, rate, numel (bytes));
  tick = 2 .^ (4 * (floor (log2 (bytes(1)) / 4):ceil (log2 (bytes(end)) / 4)));
  tick = tick(tick >= bytes(1) / 2 & tick <= bytes(end) * 2);
  if isempty (tick)
    tick = bytes(1);
  end
  top = max ([rate(:); ceiling; realmin]);
  set (ax, 'xlim', lim, 'ylim', [0, 1.08 * top], 'xtick', tick, 'xticklabel', arrayfun (@in_bytes, tick, 'UniformOutput', false));
  if isempty (opt.title)
    opt.title = 'Bandwidth by size';
  end
  plot_labels (ax, opt.title, 'input and output of a call (bytes)', 'bandwidth (GB/s)');
  shown = labels;
  if ~ isempty (ceiling)
    shown = [{opt.ceiling_label}, shown(:)'];
    styles = [struct('color', s.grey, 'linestyle', '-', 'marker', 'none'), styles];
  end
  plot_key (ax, shown, styles);
  fraction = [];
  if ~ isempty (ceiling)
    fraction = rate ./ (ceiling * ones (1, size (rate, 2)));
  end
  data = struct ('bytes', bytes, 'rate', rate, 'labels', {labels}, 'ceiling', ceiling, 'fraction', fraction);
  if nargout == 0
    clear ax
  end

end

function t = in_bytes (n)

  units = {'B', 'KiB', 'MiB', 'GiB', 'TiB'};
  k = min (floor (log2 (n) / 10), 4);
  t = sprintf ('%g %s', n / 2 ^ (10 * k), units{k + 1});

end

%!demo
%! n = 2 .^ (14:2:30)';
%! copy = 8 + 12 ./ (1 + n / 4e6);       % made-up figures of a small machine
%! rope_plot_roofline (n, [copy .* n ./ (n + 1e5), 0.7 * copy .* n ./ (n + 1e6)], 'labels', {'rope_apply', 'plain loop'}, 'ceiling', copy);

%!test
%! f = figure ('visible', 'off');
%! [ax, d] = rope_plot_roofline ([4 2 1] * 1024, [3 4; 2 5; 1 6], 'ceiling', 10, 'labels', {'a', 'b'});
%! assert (d.bytes, [1; 2; 4] * 1024);
%! assert (d.rate, [1 6; 2 5; 3 4]);
%! assert (d.fraction, [1 6; 2 5; 3 4] / 10);
%! assert (numel (findobj (ax, 'type', 'line')), 5);
%! [ax, d] = rope_plot_roofline ([1 2], [3 NaN], 'ceiling', [4 5]);
%! assert (d.ceiling, [4; 5]);
%! [ax, d] = rope_plot_roofline (1e6, 3);
%! assert (isempty (d.fraction));
%! [ax, d] = rope_plot_roofline (1e6, [3 NaN 2], 'labels', {'a', 'b', 'c'});
%! assert (d.rate, [3 NaN 2]);
%! ax = rope_plot_roofline (2 ^ 26, 3, 'ceiling', 10);   % one size: the ceiling from edge to edge, the size below
%! x = get (findobj (ax, 'type', 'line', 'marker', 'none'), 'xdata');
%! assert (x, get (ax, 'xlim'), 1);
%! assert (get (ax, 'xtick'), 2 ^ 26);
%! close (f);
%!error <rope_plot_roofline: BYTES and RATE are needed> rope_plot_roofline (1)
%!error <rope_plot_roofline: BYTES must be a vector of positive numbers> rope_plot_roofline ([0 1], [1 1])
%!error <rope_plot_roofline: RATE must be a matrix of numbers, 0 or more> rope_plot_roofline (1, -1)
%!error <rope_plot_roofline: RATE must have one row per size \(2\) and 1 to 8 columns, got 3x1> rope_plot_roofline ([1 2], [1 2 3])
%!error <rope_plot_roofline: CEILING must be one positive number or one per size \(2\)> rope_plot_roofline ([1 2], [1 2], 'ceiling', [1 2 3])
