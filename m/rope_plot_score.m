function [ax, data] = rope_plot_score (distance, score, varargin)
%ROPE_PLOT_SCORE  Draw attention scores by distance.
%
%   Usage: rope_plot_score (distance, score)
%          rope_plot_score (distance, score, name, value, ...)
%          [ax, data] = rope_plot_score (...)
%
%   DISTANCE  real vector of distances (lags) in tokens
%   SCORE     real matrix, one row per distance and one column per curve, at most 8 curves: what rope_decay and rope_lagscore
%             return.  A vector is one curve.
%
%   Options (name, value pairs in any case, or a struct):
%     'labels'  cell array of texts, one per curve, for the key
%     'xscale'  'linear' (default) or 'log', which leaves out distances that are not positive
%     'yscale'  'linear' (default) or 'log', for quantities that are positive, such as errors; other values are not drawn
%     'bound'   one number per distance: drawn in grey as +bound and -bound
%     'ylim'    [low, high] of the vertical axis; default by the data
%     'xlabel', 'ylabel'  texts of the axes; default 'distance (tokens)' and 'score'
%     'title'   text over the axes; default 'Score by distance'
%     'parent'  axes to draw in; default the current axes, which are cleared
%
%   AX is the handle of the axes.  DATA is a struct: distance, score (columns), labels, bound, as drawn.
%
%   Errors: rome:badCall, rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:noPictures.
%
%   Example:
%     t = 0:300;
%     rope_plot_score (t, cos (t' * rope_freqs (16)) * ones (8, 1) / 8);
%
%   See also: rope_decay, rope_lagscore, rope_plot_save.

  fname = 'rope_plot_score';
  rome_need (nargin > 1, 'badCall', '%s: DISTANCE and SCORE are needed', fname);
  opt = plot_options (fname, struct ('labels', [], 'xscale', {{'linear', 'log'}}, 'yscale', {{'linear', 'log'}}, 'bound', [], ...
                                     'ylim', [], 'xlabel', 'distance (tokens)', 'ylabel', 'score'), varargin);
  rome_need (rome_is_real (distance) && isvector (distance), 'badValue', '%s: DISTANCE must be a vector of finite real numbers', fname);
  distance = distance(:);
  if isvector (score)
    score = score(:);
  end
  rome_need (isfloat (score) && isreal (score) && ndims (score) == 2, 'badValue', '%s: SCORE must be a real matrix', fname);
  rome_need (size (score, 1) == numel (distance) && size (score, 2) >= 1 && size (score, 2) <= 8, 'sizeMismatch', ...
             '%s: SCORE must have one row per distance (%d) and 1 to 8 columns, got %s', fname, numel (distance), rome_size (score));
  rome_need (isempty (opt.bound) || (rome_is_real (opt.bound) && numel (opt.bound) == numel (distance)), 'sizeMismatch', ...
             '%s: BOUND must have one number per distance (%d), got %s', fname, numel (distance), rome_size (opt.bound));
  rome_need (ischar (opt.xlabel) && ischar (opt.ylabel), 'badValue', '%s: XLABEL and YLABEL must be text', fname);
  rome_need (isempty (opt.ylim) || (rome_is_real (opt.ylim) && numel (opt.ylim) == 2 && opt.ylim(1) < opt.ylim(2)), 'badValue', ...
             '%s: YLIM must be [low, high]', fname);
  labels = plot_texts (fname, opt.labels, size (score, 2), 'curve');
  bound = opt.bound(:);
  if strcmp (opt.xscale, 'log')
    keep = distance > 0;
    distance = distance(keep);
    score = score(keep, :);
    if ~ isempty (bound)
      bound = bound(keep);
    end
  end
  rome_need (~ isempty (distance), 'badValue', '%s: there is no distance to draw', fname);

  key = size (score, 2) > 1 || ~ isempty (opt.labels);
  ax = plot_axes (fname, opt.parent, 0.25 * key);
  s = plot_style ();
  logarithmic = strcmp (opt.yscale, 'log');
  set (ax, 'xscale', opt.xscale, 'yscale', opt.yscale);
  lim = [min(distance), max(distance)];
  if lim(1) == lim(2)
    lim(2) = lim(1) + 1;
  end
  set (ax, 'xlim', lim);
  if ~ logarithmic
    plot (ax, lim, [0, 0], '-', 'color', s.grey, 'linewidth', s.line / 2);
  end
  if ~ isempty (bound)
    lower = -bound;
    if logarithmic
      lower(:) = NaN;
    end
    plot (ax, [distance; NaN; distance], [bound; NaN; lower], '-', 'color', [0.6, 0.6, 0.6], 'linewidth', s.line);
  end
  drawn = score;
  if logarithmic
    drawn(drawn <= 0) = NaN;
  end
  styles = plot_curves (ax, distance, drawn, 8 * key);
  if isempty (opt.title)
    opt.title = 'Score by distance';
  end
  if ~ isempty (opt.ylim)
    set (ax, 'ylim', opt.ylim);
  end
  plot_decades (ax);
  plot_labels (ax, opt.title, opt.xlabel, opt.ylabel);
  if key
    shown = labels;
    if ~ isempty (bound)
      shown{end+1} = 'bound';
      styles(end+1) = struct ('color', [0.6, 0.6, 0.6], 'linestyle', '-', 'marker', 'none');
    end
    plot_key (ax, shown, styles);
  end
  data = struct ('distance', distance, 'score', score, 'labels', {labels}, 'bound', bound);
  if nargout == 0
    clear ax
  end

end

%!demo
%! t = (0:300)';
%! rope_plot_score (t, [mean(cos (t * rope_freqs (32)), 2), mean(cos (t * rope_freqs (32, 'base', 5e5)), 2)], ...
%!                  'labels', {'base 1e4', 'base 5e5'}, 'ylabel', 'expected score');

%!test
%! f = figure ('visible', 'off');
%! [ax, d] = rope_plot_score (0:4, (5:9)');
%! assert (d.score, (5:9)');
%! assert (get (ax, 'xlim'), [0, 4]);
%! assert (get (get (ax, 'xlabel'), 'string'), 'distance (tokens)');
%! [ax, d] = rope_plot_score (0:4, [5:9; 1:5]', 'xscale', 'log', 'bound', ones (5, 1), 'labels', {'a', 'b'}, 'title', 'x_y');
%! assert (d.distance, (1:4)');
%! assert (d.score, [6:9; 2:5]');
%! assert (d.bound, ones (4, 1));
%! assert (numel (findobj (f, 'type', 'axes')), 2);
%! assert (get (ax, 'xscale'), 'log');
%! assert (numel (findobj (ax, 'type', 'line')), 6);
%! [ax, d] = rope_plot_score (1:3, [1e-3; 0; 1], 'yscale', 'log');
%! assert (get (ax, 'yscale'), 'log');
%! assert (numel (findobj (ax, 'type', 'line')), 1);
%! assert (get (findobj (ax, 'type', 'line'), 'ydata')(:), [1e-3; NaN; 1]);
%! close (f);
%!error <rope_plot_score: DISTANCE and SCORE are needed> rope_plot_score (1)
%!error <rope_plot_score: DISTANCE must be a vector of finite real numbers> rope_plot_score ([1 NaN], [1 2])
%!error <rope_plot_score: SCORE must be a real matrix> rope_plot_score (1:2, {1, 2})
%!error <rope_plot_score: SCORE must have one row per distance \(2\) and 1 to 8 columns, got 3x1> rope_plot_score (1:2, 1:3)
%!error <rope_plot_score: BOUND must have one number per distance \(2\), got 1x3> rope_plot_score (1:2, 1:2, 'bound', 1:3)
%!error <rope_plot_score: XSCALE must be one of linear, log, got 'x'> rope_plot_score (1:2, 1:2, 'xscale', 'x')
%!error <rope_plot_score: LABELS must be a cell array of 1 texts, one per curve> rope_plot_score (1:2, 1:2, 'labels', {'a', 'b'})
%!error <rope_plot_score: YLIM must be \[low, high\]> rope_plot_score (1, 1, 'ylim', [2 1])
%!error <rope_plot_score: XLABEL and YLABEL must be text> rope_plot_score (1, 1, 'ylabel', 3)
%!error <rope_plot_score: there is no distance to draw> rope_plot_score (0, 1, 'xscale', 'log')
