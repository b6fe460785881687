function [ax, data] = rope_plot_ladder (varargin)
%ROPE_PLOT_LADDER  Draw the frequency ladder: how far each pair must go to complete a turn.
%
%   Usage: rope_plot_ladder (model)
%          rope_plot_ladder (model, name, value, ...)
%          [ax, data] = rope_plot_ladder (...)
%
%   Draws the wavelength 2 pi / w_i in tokens of every pair i on a logarithmic axis, with a line at the context length:
%   pairs above that line never complete a turn, so that they see only a part of their circle in training.
%
%   MODEL  a model name or config file (see rope_config), a struct of rope_config, the number of rotated columns, or a cell
%          array of these to be compared, at most 8.  The frequency options of rope_freqs ('base', 'scaling', 'axes',
%          'sections', ...) may follow; they hold for all models.
%
%   Options (name, value pairs in any case, or a struct):
%     'context'   length in tokens at which the line stands; default the model's longest sequence, [] draws none
%     'labels'    cell array of texts, one per curve; default the names of the models
%     'title'     text over the axes
%     'parent'    axes to draw in; default the current axes, which are cleared
%
%   AX is the handle of the axes.  DATA is a struct array, one element per curve: label, pair (0 ...), axis (1 ... A of each
%   pair), w (rad per token), wavelength (tokens; Inf where w is 0: not drawn), context.
%
%   Errors: rome:badCall, rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:noPictures, and those of rope_config and
%   rope_freqs.
%
%   Example:
%     rope_plot_ladder ({'llama-3-8b', 'llama-3.1-8b'});
%
%   Formula: w_i = base^(-2i/d) and its scaling rules, see rope_freqs.
%
%   See also: rope_freqs, rope_turns, rope_scaling_effect, rope_plot_save.

  fname = 'rope_plot_ladder';
  rome_need (nargin > 0, 'badCall', '%s: MODEL is missing', fname);
  models = varargin{1};
  if ~ iscell (models)
    models = {models};
  end
  rome_need (~ isempty (models) && numel (models) <= 8, 'badValue', '%s: MODEL must be 1 to 8 models, got %d', fname, numel (models));
  for k = 1:numel (models)
    [m, rest] = model_of (fname, [models(k), varargin(2:end)]);
    data(k) = ladder (m);
  end
  opt = plot_options (fname, struct ('context', max ([data.context]), 'labels', []), rest);
  context = opt.context;
  rome_need (isempty (context) || (rome_is_real (context) && isscalar (context) && context >= 0), 'badValue', ...
             '%s: CONTEXT must be a positive number of tokens, got %s', fname, rome_size (context));
  if isempty (opt.labels)
    opt.labels = {data.label};
  end
  labels = plot_texts (fname, opt.labels, numel (data), 'model');
  for k = 1:numel (data)
    data(k).label = labels{k};
  end

  several = numel (data) > 1;
  ax = plot_axes (fname, opt.parent, 0.25 * several);
  s = plot_style ();
  top = max (arrayfun (@(d) numel (d.pair), data));
  x = nan (top, numel (data));
  y = x;
  for k = 1:numel (data)
    n = numel (data(k).pair);
    x(1:n, k) = data(k).pair;
    y(1:n, k) = data(k).wavelength;
  end
  y(isinf (y)) = NaN;
  set (ax, 'yscale', 'log');
  dots = 16;
  if ~ several && max (data(1).axis) > 1
    dots = 0;
  end
  if dots
    styles = plot_curves (ax, x, y, dots);
  else                                  % one colour per axis instead
    for a = 1:max (data(1).axis)
      at = find (data(1).axis == a);
      plot (ax, x(at), y(at), 'color', s.order(a, :), 'linestyle', 'none', 'marker', s.marker{a}, 'markersize', s.dot, 'linewidth', s.edge);
    end
  end
  low = min (y(:));
  high = max ([y(:); context]);
  set (ax, 'xlim', [0, max(1, top - 1)], 'ylim', 10 .^ [floor(log10 (low)), ceil(log10 (high) + 0.01)]);
  if ~ isempty (context) && context > 0
    plot (ax, [0, max(1, top - 1)], context([1 1]), '--', 'color', s.grey, 'linewidth', s.line / 2);
    text (0.02 * max (1, top - 1), context * (high / low) ^ 0.012, sprintf ('context %d', context), 'parent', ax, 'color', s.grey, 'fontsize', s.small, ...
          'verticalalignment', 'bottom');
  end
  if isempty (opt.title)
    opt.title = 'Wavelength of each pair';
    if ~ several
      opt.title = [opt.title, ': ', data(1).label];
    end
  end
  plot_decades (ax);
  plot_labels (ax, opt.title, 'pair i', 'wavelength 2\pi / w_i (tokens)');
  if several
    plot_key (ax, labels, styles);
  end
  if nargout == 0
    clear ax
  end

end

function d = ladder (m)

  w = rope_freqs (m.dim, m.options);
  w = w(:)';
  rome_need (numel (w) == m.dim / 2, 'badValue', 'rope_plot_ladder: mixed frequencies have no ladder');
  d = struct ('label', m.name, 'pair', 0:numel (w) - 1, 'axis', model_axes (m), 'w', w, 'wavelength', 2 * pi ./ abs (w), ...
              'context', m.max_positions);

end

%!demo
%! rope_plot_ladder ({'llama-3-8b', 'llama-3.1-8b'});
%! % the fast pairs stay, the slow ones are slowed by 8

%!test  # numbers
%! f = figure ('visible', 'off');
%! [ax, d] = rope_plot_ladder (8, 'base', 1e4, 'context', 100);
%! assert (d.wavelength, 2 * pi * [1, 10, 100, 1000], 1e-12);
%! assert (d.pair, 0:3);
%! assert (ishghandle (ax) && ! isempty (get (ax, 'children')));
%! drawn = get (findobj (ax, 'type', 'line'), 'ydata');
%! assert (any (cellfun (@(y) isequal (y(:)', d.wavelength), drawn)));
%! assert (get (get (ax, 'title'), 'string'), 'Wavelength of each pair: dim 8');
%! close (f);
%!test  # several models, several axes, zero frequencies, drawing anew
%! f = figure ('visible', 'off');
%! [ax, d] = rope_plot_ladder ({'llama-2-7b', 'llama-3-8b'}, 'labels', {'two', 'three'});
%! assert ({d.label}, {'two', 'three'});
%! assert (d(2).w, rope_freqs (128, 'base', 5e5));
%! assert (numel (findobj (f, 'type', 'axes')), 2);
%! [ax, d] = rope_plot_ladder ('wan2.1');
%! assert (max (d.axis), 3);
%! assert (numel (findobj (f, 'type', 'axes')), 1);
%! [ax, d] = rope_plot_ladder (8, 'scaling', struct ('rope_type', 'proportional', 'factor', 1, 'partial_rotary_factor', 0.5));
%! assert (isinf (d.wavelength), [false false true true]);
%! close (f);
%!error <rope_plot_ladder: MODEL is missing> rope_plot_ladder ()
%!error <rope_plot_ladder: MODEL must be a name> rope_plot_ladder ([1 2])
%!error <rope_plot_ladder: MODEL must be 1 to 8 models, got 0> rope_plot_ladder ({})
%!error <rope_plot_ladder: CONTEXT must be a positive number of tokens> rope_plot_ladder (8, 'context', 'x')
%!error <rope_plot_ladder: LABELS must be a cell array of 1 texts> rope_plot_ladder (8, 'labels', {'a', 'b'})
%!error <rope_plot_ladder: PARENT must be the handle of axes> rope_plot_ladder (8, 'parent', 0)
%!error <rope_plot_ladder: unknown option 'foo'; valid options are context, labels, parent, title> rope_plot_ladder (8, 'foo', 1)
%!error id=rome:unknownModel rope_plot_ladder ('no-such-model')
%!error <rope_plot_ladder: the angles of model 'dinov3-vit-b' are not those of rope_cache> rope_plot_ladder ('dinov3-vit-b')
