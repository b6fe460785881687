% [CLAIM, CAPTION] = study_plot_positions (C, DETAIL)  table error against position, 1-D.

function [claim, caption] = study_plot_positions (c, detail)

  t = detail.tables;
  y = [t.by_bin];
  x = 2 .^ (((1:size (y, 1))' - 1.5) / 4);      % the middles of quarter octaves
  use = x > 0.9 & any (y > 0, 2);
  use(1) = false;                       % position 0
  x = x(use);
  y = y(use, :);
  y(~ (y > 0)) = NaN;
  y(isinf (y)) = NaN;

  ax = plot_axes ('rope_study', [], 0.27);
  study_log_axis (ax, 'x', [1, 2 ^ ceil(log2 (x(end)))]);
  study_log_axis (ax, 'y', 10 .^ [floor(log10 (min (y(:)))), max(0, ceil (log10 (max (y(:)))))]);
  styles = plot_curves (ax, x, y, 14);
  labels = cellfun (@study_label, {t.name}, {t.class}, 'UniformOutput', false);
  plot_key (ax, labels, styles);
  plot_labels (ax, sprintf ('%s: error of cosine and sine by position', c.name), 'position (tokens)', 'largest absolute error');

  ours = t(strcmp ({t.name}, 'rope_cache'));
  others = t(~ ismember ({t.name}, {'rope_cache', 'rope_cache_ref', 'exp64'}));
  flat = strjoin (arrayfun (@(v) sprintf ('%.2g in %s', v.stats.max_abs, v.class), ours, 'UniformOutput', false), ', ');
  claim = 'Correctly rounded tables are equally good at every position.';
  caption = sprintf ('Largest error within each quarter octave of positions. rope_cache: at most %s.', flat);
  if ~ isempty (others)
    [~, k] = max (arrayfun (@(v) v.stats.max_abs / study_unit (v.class), others));
    worst = others(k).stats.max_abs;
    claim = sprintf ('Correctly rounded tables are equally good at every position; %s loses them, to an error of %.2g.', ...
                     others(k).implementation, worst);
  end

end
