function [ax, data] = rope_plot_pairs (positions, varargin)
%ROPE_PLOT_PAIRS  Draw the rotating pairs: where each pair of columns points at a position.
%
%   Usage: rope_plot_pairs (positions, model)
%          rope_plot_pairs (positions, model, name, value, ...)
%          [ax, data] = rope_plot_pairs (...)
%
%   Draws one circle per chosen pair.  The arrow is the unit vector (cos, sin) of p * w_i at the last position; the dots are
%   the earlier positions, so that a fast pair shows a full circle and a slow one a short arc.
%
%   POSITIONS  positions p in tokens: a vector, or one row per position and one column per axis where the model has several
%              (see rope_grid).  A scalar is one position.
%   MODEL      a model name or config file (see rope_config), a struct of rope_config, or the number of rotated columns,
%              followed by any frequency options of rope_freqs ('base', 'scaling', 'axes', ...)
%
%   Options (name, value pairs in any case, or a struct):
%     'pairs'   which pairs, 0-based, at most 16; default 8 spread evenly from the fastest to the slowest
%     'title'   text over the axes
%     'parent'  axes to draw in; default the current axes, which are cleared
%
%   AX is the handle of the axes.  DATA is a struct: pairs, positions, w (rad per token), cos and sin (one row per position,
%   one column per pair, correctly rounded, without the attention factor).
%
%   Errors: rome:badCall, rome:badValue, rome:unknownOption, rome:noPictures, and those of rope_config and rope_cache.
%
%   Example:
%     rope_plot_pairs (0:20, 128);
%
%   See also: rope_cache, rope_plot_ladder, rope_plot_save.

  fname = 'rope_plot_pairs';
  rome_need (nargin > 1, 'badCall', '%s: POSITIONS and MODEL are needed', fname);
  [m, rest] = model_of (fname, varargin);
  opt = plot_options (fname, struct ('pairs', []), rest);
  [axis_of, axes_count] = model_axes (m);
  rome_need (rome_is_real (positions) && ndims (positions) == 2 && ~ isempty (positions), 'badValue', ...
             '%s: POSITIONS must be finite real numbers', fname);
  if axes_count == 1
    rome_need (isvector (positions), 'badValue', '%s: POSITIONS must be a vector, got %s', fname, rome_size (positions));
    positions = positions(:);
  end
  rome_need (size (positions, 2) == axes_count, 'badValue', '%s: POSITIONS must have one column per axis (%d), got %s', fname, ...
             axes_count, rome_size (positions));
  pairs = opt.pairs;
  if isempty (pairs)
    pairs = unique (round (linspace (0, m.dim / 2 - 1, min (8, m.dim / 2))));
  end
  rome_need (rome_is_real (pairs) && isvector (pairs) && numel (pairs) <= 16 && all (pairs >= 0 & pairs < m.dim / 2 & pairs == fix (pairs)), ...
             'badValue', '%s: PAIRS must be 1 to 16 integers from 0 to %d', fname, m.dim / 2 - 1);

  p = double (positions);
  [c, s] = rope_cache ([p; zeros(1, axes_count)], m.dim, m.options);    % the last row is the attention factor
  w = rope_freqs (m.dim, m.options);
  w = w(:)';
  data = struct ('pairs', pairs(:)', 'positions', positions, 'w', w(pairs + 1), 'cos', c(1:end-1, pairs + 1) ./ c(end, pairs + 1), ...
                 'sin', s(1:end-1, pairs + 1) ./ c(end, pairs + 1));

  ax = plot_axes (fname, opt.parent, 0);
  place = get (ax, 'position');
  if place(3) > 0.8                     % alone in its figure: no labels beside the circles
    set (ax, 'position', [0.02, 0.02, 0.96, 0.96]);
  end
  style = plot_style ();
  n = numel (pairs);
  columns = ceil (n / (1 + (n > 4) + (n > 10)));
  lines = ceil (n / columns);
  turn = linspace (0, 2 * pi, 73);
  for k = 1:n
    x = 3.2 * mod (k - 1, columns);
    y = -3.4 * floor ((k - 1) / columns);
    plot (ax, x + cos (turn), y + sin (turn), '-', 'color', style.grid, 'linewidth', style.line);
    plot (ax, x + [-1, 1, NaN, 0, 0], y + [0, 0, NaN, -1, 1], '-', 'color', style.grid, 'linewidth', style.line / 2);
    plot (ax, x + data.cos(1:end-1, k), y + data.sin(1:end-1, k), 'o', 'color', style.sky, 'markerfacecolor', style.sky, 'markersize', style.dot - 2);
    plot (ax, x + [0, data.cos(end, k)], y + [0, data.sin(end, k)], '-', 'color', style.blue, 'linewidth', 1.5 * style.line);
    plot (ax, x + data.cos(end, k), y + data.sin(end, k), 'o', 'color', style.vermilion, 'markerfacecolor', style.vermilion, 'markersize', style.dot + 1);
    label = sprintf ('pair %d', pairs(k));
    if axes_count > 1
      label = sprintf ('%s, axis %d', label, axis_of(pairs(k) + 1));
    end
    text (x, y - 1.28, label, 'parent', ax, 'fontsize', style.font, 'horizontalalignment', 'center');
    text (x, y - 1.66, wavelength (w(pairs(k) + 1)), 'parent', ax, 'fontsize', style.small, 'horizontalalignment', 'center', 'color', style.grey);
  end
  set (ax, 'visible', 'off', 'dataaspectratio', [1, 1, 1], 'xlim', [-1.6, 3.2 * columns - 1.6], 'ylim', [-3.4 * (lines - 1) - 1.95, 1.75]);
  if isempty (opt.title)
    opt.title = sprintf ('%s at position %s (turns in tokens)', m.name, strjoin (arrayfun (@(v) sprintf ('%g', v), p(end, :), 'UniformOutput', false), ', '));
  end
  text (1.6 * (columns - 1), 1.5, opt.title, 'parent', ax, 'fontsize', style.heading, 'horizontalalignment', 'center', 'interpreter', 'none');
  if nargout == 0
    clear ax
  end

end

function t = wavelength (w)

  t = 'stands still';
  if w ~= 0
    tokens = 2 * pi / abs (w);
    t = sprintf ('a turn in %.*f', max (0, 2 - floor (log10 (tokens))), tokens);
  end

end

%!demo
%! rope_plot_pairs (0:20, 128);
%! % the fastest pair has turned three times, the slowest has hardly moved

%!test
%! f = figure ('visible', 'off');
%! [ax, d] = rope_plot_pairs (0:20, 8, 'base', 100);
%! assert (d.pairs, 0:3);
%! assert (d.cos, cos ((0:20)' * 100 .^ (-(0:3) / 4)), 1e-14);
%! assert (d.sin, sin ((0:20)' * 100 .^ (-(0:3) / 4)), 1e-14);
%! assert (numel (findobj (ax, 'type', 'line')), 5 * 4);
%! assert (numel (findobj (ax, 'type', 'text')) >= 9);
%! close (f);
%!test  # several axes; an attention factor is divided out
%! f = figure ('visible', 'off');
%! [ax, d] = rope_plot_pairs ([1 2 3; 4 5 6], 'wan2.1', 'pairs', [0 30 63]);
%! [c, s] = rope_cache ([1 2 3; 4 5 6], 128, rope_config ('wan2.1').options);
%! assert (d.cos, c(:,[1 31 64]));
%! [ax, d] = rope_plot_pairs (1:3, 'gpt-oss-20b', 'pairs', 0:15);
%! assert (d.cos .^ 2 + d.sin .^ 2, ones (3, 16), 1e-14);
%! close (f);
%!error <rope_plot_pairs: POSITIONS and MODEL are needed> rope_plot_pairs (3)
%!error <rope_plot_pairs: POSITIONS must be finite real numbers> rope_plot_pairs (NaN, 8)
%!error <rope_plot_pairs: POSITIONS must be a vector, got 2x2> rope_plot_pairs ([1 2; 3 4], 8)
%!error <rope_plot_pairs: POSITIONS must have one column per axis \(3\), got 2x2> rope_plot_pairs ([1 2; 3 4], 'wan2.1')
%!error <rope_plot_pairs: PAIRS must be 1 to 16 integers from 0 to 3> rope_plot_pairs (1, 8, 'pairs', 4)
