function [d, ax] = rope_scaling_effect (varargin)
%ROPE_SCALING_EFFECT  What a scaling rule does to each frequency.
%
%   Usage: rope_scaling_effect (model)                         draws
%          d = rope_scaling_effect (model, name, value, ...)   numbers only
%          [d, ax] = rope_scaling_effect (...)                 both
%
%   For every pair the ratio w_i(rule) / w_i(unscaled, same base): 1 where the rule leaves the pair alone, 1/factor where it
%   interpolates fully, between them where it blends.
%
%   MODEL  a model name or config file (see rope_config), a struct of rope_config, or the number of rotated columns; any frequency
%          options of rope_freqs may follow, such as 'scaling', struct ('rope_type', 'yarn', ...)
%
%   Options (name, value pairs in any case, or a struct):
%     'compare'          cell array of scaling structs to be shown beside each other, at most 8, instead of the model's own
%     'labels'           cell array of texts, one per curve; default the rope_type
%     'title', 'parent'  of the figure
%
%   D is a struct array, one element per rule: label, scaling, pair (0 ...), w (rad per token), unscaled, ratio, wavelength
%   (tokens), attention (the factor on cos and sin), untouched and full (numbers of pairs at ratio 1 and at the smallest ratio).
%
%   Errors: rome:badCall, rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:noPictures, and those of rope_config and
%   rope_freqs.
%
%   Example:
%     d = rope_scaling_effect ('llama-3.1-8b');
%     [d.untouched, d.full]                            % 29 pairs kept, 29 slowed by 8
%
%   Formulas: rope_freqs.
%
%   See also: rope_freqs, rope_turns, rope_plot_ladder.

  fname = 'rope_scaling_effect';
  [m, rest] = model_of (fname, varargin);
  opt = plot_options (fname, struct ('compare', [], 'labels', []), rest);
  rules = opt.compare;
  if isempty (rules)
    rome_need (isfield (m.options, 'scaling') && isstruct (m.options.scaling), 'badValue', '%s: ''%s'' has no scaling rule', fname, m.name);
    rules = {m.options.scaling};
  end
  rome_need (iscell (rules) && numel (rules) <= 8 && all (cellfun (@(r) isstruct (r) && isfield (r, 'rope_type'), rules)), 'badValue', ...
             '%s: COMPARE must be a cell array of up to 8 scaling structs', fname);
  labels = opt.labels;
  if isempty (labels)
    labels = cellfun (@(r) r.rope_type, rules, 'UniformOutput', false);
  end
  labels = plot_texts (fname, labels, numel (rules), 'rule');
  plain = m.options;
  if isfield (plain, 'scaling')
    plain = rmfield (plain, 'scaling');
  end
  w0 = rope_freqs (m.dim, plain);
  for k = 1:numel (rules)
    o = plain;
    o.scaling = rules{k};
    [w, a] = rope_freqs (m.dim, o);
    ratio = w(:)' ./ w0(:)';
    d(k) = struct ('label', labels{k}, 'scaling', rules{k}, 'pair', 0:numel (w) - 1, 'w', w(:)', 'unscaled', w0(:)', 'ratio', ratio, ...
                   'wavelength', 2 * pi ./ abs (w(:)'), 'attention', a, 'untouched', sum (abs (ratio - 1) < 1e-12), ...
                   'full', sum (abs (ratio - min (ratio)) < 1e-12));
  end

  if isempty (opt.title)
    opt.title = ['What scaling does to each frequency: ', m.name];
  end
  ax = answer (nargout, @() draw (fname, d, opt));
  if nargout == 0
    clear d
  end

end

function ax = draw (fname, d, opt)

  ax = plot_axes (fname, opt.parent, 0.25);
  ratio = vertcat (d.ratio)';
  styles = plot_curves (ax, d(1).pair', ratio, 12);
  set (ax, 'xlim', [0, max(1, d(1).pair(end))], 'ylim', [0, 1.08 * max([1; ratio(:)])]);
  plot_labels (ax, opt.title, 'pair i', 'frequency after scaling / before');
  plot_key (ax, {d.label}, styles);

end

%!demo
%! L = 8192;
%! rope_scaling_effect (128, 'base', 5e5, 'compare', {struct('rope_type', 'linear', 'factor', 8), ...
%!   struct('rope_type', 'ntk', 'factor', 8), struct('rope_type', 'yarn', 'factor', 8, 'original_max_position_embeddings', L), ...
%!   struct('rope_type', 'llama3', 'factor', 8, 'low_freq_factor', 1, 'high_freq_factor', 4, 'original_max_position_embeddings', L)});

%!test
%! d = rope_scaling_effect ('llama-3.1-8b');
%! assert (d.label, 'llama3');
%! assert (d.ratio(1), 1, 1e-15);
%! assert (d.ratio(end), 1/8, 1e-15);
%! assert ([d.untouched, d.full], [29, 29]);
%! assert (d.attention, 1);
%! assert (d.w ./ d.ratio, d.unscaled, 1e-14);
%!test
%! d = rope_scaling_effect (16, 'compare', {struct('rope_type', 'linear', 'factor', 4), struct('rope_type', 'ntk', 'factor', 4)}, 'labels', {'PI', 'NTK'});
%! assert ({d.label}, {'PI', 'NTK'});
%! assert (d(1).ratio, repmat (0.25, 1, 8), 1e-15);
%! assert (d(2).ratio, 4 .^ (-(0:2:14) / 14), 1e-14);
%!test
%! f = figure ('visible', 'off');
%! [d, ax] = rope_scaling_effect ('llama-3.1-8b');
%! assert (numel (findobj (ax, 'type', 'line')), 2);
%! close (f);
%!error <rope_scaling_effect: 'dim 8' has no scaling rule> d = rope_scaling_effect (8);
%!error <rope_scaling_effect: COMPARE must be a cell array of up to 8 scaling structs> d = rope_scaling_effect (8, 'compare', {3});
%!error <rope_scaling_effect: LABELS must be a cell array of 1 texts> d = rope_scaling_effect ('llama-3.1-8b', 'labels', {'a', 'b'});
