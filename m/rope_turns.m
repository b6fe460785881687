function [d, ax] = rope_turns (varargin)
%ROPE_TURNS  Which pairs complete a turn within the training length, and what YaRN would do with them.
%
%   Usage: rope_turns (model)                         draws
%          d = rope_turns (model, name, value, ...)   numbers only
%          [d, ax] = rope_turns (...)                 both
%
%   Pair i turns r_i = L w_i / (2 pi) times over a training length of L tokens.  A pair with r_i < 1 has shown only a part of its
%   circle, so that longer distances meet angles that training never did.  YaRN (Peng et al., arXiv:2309.00071, section 3.2)
%   sorts by r: above beta_fast = 32 turns pairs keep their frequency, below beta_slow = 1 they are interpolated fully, and between
%   the two they are blended.  The frequencies are those before scaling.
%
%   MODEL  a model name or config file (see rope_config), a struct of rope_config, or the number of rotated columns, with one
%          axis; any frequency options of rope_freqs may follow
%
%   Options (name, value pairs in any case, or a struct):
%     'length'     L in tokens; default original_max_position_embeddings of the model's scaling, else its longest sequence, else
%                  4096
%     'beta_fast', 'beta_slow'  turns at the edges; default those of the model's scaling, else 32 and 1
%     'title', 'parent'         of the figure
%
%   D is a struct: length, pair (0 ...), wavelength (tokens), turns (r), complete (r >= 1, logical), class (cell array: 'kept',
%   'blended', 'interpolated'), count of complete pairs, critical_dimension = 2 ceil (dim/2 log (L / 2 pi) / log (base)) of
%   Liu et al., arXiv:2310.05209 (the number of columns whose pairs complete a turn; [] for frequencies given as a list).
%
%   Errors: rome:badCall, rome:badValue, rome:unknownOption, rome:noPictures, and those of rope_config and rope_freqs.
%
%   Example:
%     d = rope_turns ('llama-2-7b');
%     d.critical_dimension                             % 92 of 128 columns
%
%   See also: rope_freqs, rope_plot_ladder, rope_scaling_effect.

  fname = 'rope_turns';
  [m, rest] = model_of (fname, varargin);
  one_axis (fname, m);
  scaling = struct ();
  if isfield (m.options, 'scaling') && isstruct (m.options.scaling)
    scaling = m.options.scaling;
  end
  opt = plot_options (fname, struct ('length', value_of (scaling, 'original_max_position_embeddings', []), ...
    'beta_fast', value_of (scaling, 'beta_fast', 32), 'beta_slow', value_of (scaling, 'beta_slow', 1)), rest);
  n = context_of (fname, opt.length, m, 4096);
  rome_need (rome_is_real (opt.beta_fast) && isscalar (opt.beta_fast) && rome_is_real (opt.beta_slow) && isscalar (opt.beta_slow) ...
             && opt.beta_fast >= opt.beta_slow && opt.beta_slow > 0, 'badValue', '%s: BETA_FAST must not be below BETA_SLOW > 0', fname);

  plain = m.options;
  if isfield (plain, 'scaling')
    plain = rmfield (plain, 'scaling');
  end
  w = rope_freqs (m.dim, plain);
  w = abs (w(:)');
  turns = n * w / (2 * pi);
  class = repmat ({'blended'}, size (w));
  class(turns > opt.beta_fast) = {'kept'};
  class(turns < opt.beta_slow) = {'interpolated'};
  critical = [];
  if ~ isfield (plain, 'freqs')
    critical = min (m.dim, 2 * ceil (m.dim / 2 * log (n / (2 * pi)) / log (value_of (plain, 'base', 1e4))));
  end
  d = struct ('length', n, 'pair', 0:numel (w) - 1, 'wavelength', 2 * pi ./ w, 'turns', turns, 'complete', turns >= 1, 'class', {class}, ...
              'count', sum (turns >= 1), 'critical_dimension', critical);

  if isempty (opt.title)
    opt.title = sprintf ('Turns within %d tokens: %s', n, m.name);
  end
  ax = answer (nargout, @() draw (fname, d, opt));
  if nargout == 0
    clear d
  end

end

function v = value_of (s, name, default)

  v = default;
  if isfield (s, name) && ~ isempty (s.(name))
    v = s.(name);
  end

end

function ax = draw (fname, d, opt)

  ax = plot_axes (fname, opt.parent, 0.25);
  s = plot_style ();
  set (ax, 'yscale', 'log');
  names = {'kept', 'blended', 'interpolated'};
  colours = {s.green, s.orange, s.vermilion};
  styles = struct ('color', {}, 'linestyle', {}, 'marker', {}, 'filled', {});
  shown = {};
  for k = 1:3
    at = strcmp (d.class, names{k}) & d.turns > 0;
    if any (at)
      plot (ax, d.pair(at), d.turns(at), 'linestyle', 'none', 'marker', s.marker{k}, 'color', colours{k}, 'markerfacecolor', colours{k}, 'markersize', s.dot);
      shown{end+1} = sprintf ('%s (%d)', names{k}, sum (at));
      styles(end+1) = struct ('color', colours{k}, 'linestyle', 'none', 'marker', s.marker{k}, 'filled', true);
    end
  end
  lim = [0, max(1, d.pair(end))];
  for edge = unique ([1, opt.beta_slow, opt.beta_fast])
    plot (ax, lim, [edge, edge], '-', 'color', s.grey, 'linewidth', s.line / 2);
    text (lim(2), edge * (max (d.turns) / min (d.turns(d.turns > 0))) ^ 0.012, sprintf ('%g turn%s ', edge, repmat ('s', 1, edge ~= 1)), 'parent', ax, 'color', s.grey, 'fontsize', s.small, ...
          'horizontalalignment', 'right', 'verticalalignment', 'bottom');
  end
  used = [d.turns(d.turns > 0), opt.beta_slow, opt.beta_fast];
  set (ax, 'xlim', lim, 'ylim', 10 .^ [floor(log10 (min (used))), ceil(log10 (max (used)))]);
  plot_decades (ax);
  plot_labels (ax, opt.title, 'pair i', 'turns  L w_i / 2\pi');
  plot_key (ax, shown, styles);

end

%!demo
%! rope_turns ('llama-2-7b');
%! % 46 of 64 pairs complete a turn within 4096 tokens

%!test
%! d = rope_turns (8, 'base', 1e4, 'length', 2000);
%! assert (d.turns, 2000 * [1, 0.1, 0.01, 0.001] / (2 * pi), 1e-12);
%! assert (d.complete, [true, true, true, false]);
%! assert (d.class, {'kept', 'blended', 'blended', 'interpolated'});
%! assert (d.count, 3);
%! assert (d.critical_dimension, 6);
%!test  # Llama 2: critical dimension 92 (Liu et al.), from the formula and from counting
%! d = rope_turns ('llama-2-7b');
%! assert (d.length, 4096);
%! assert (d.critical_dimension, 92);
%! assert (2 * d.count, 92);
%!test  # the classes are YaRN's own: kept pairs keep w, interpolated ones become w / factor
%! s = struct ('rope_type', 'yarn', 'factor', 8, 'original_max_position_embeddings', 4096, 'beta_fast', 20, 'beta_slow', 2);
%! d = rope_turns (128, 'base', 1e4, 'scaling', s);
%! assert (d.length, 4096);
%! ratio = rope_freqs (128, 'scaling', s) ./ rope_freqs (128);
%! assert (all (abs (ratio(strcmp (d.class, 'kept')) - 1) < 1e-15));
%! low = strcmp (d.class, 'interpolated');
%! assert (ratio(find (low, 1) + 1:end), repmat (1/8, 1, sum (low) - 1), 1e-15);
%!test
%! f = figure ('visible', 'off');
%! [d, ax] = rope_turns ('llama-3.1-8b');
%! assert (d.length, 8192);
%! assert (numel (findobj (ax, 'type', 'line')) >= 5);
%! close (f);
%!error <rope_turns: MODEL is missing> rope_turns ()
%!error <rope_turns: BETA_FAST must not be below BETA_SLOW> d = rope_turns (8, 'beta_slow', 40);
%!error <rope_turns: MODEL must have one axis> d = rope_turns ('flux.1');
%!error <rope_turns: DIM must be at most 2\^20 = 1048576, got 1000000000000000$> r = rope_turns (1e15);
