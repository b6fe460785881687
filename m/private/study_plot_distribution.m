% [CLAIM, CAPTION] = study_plot_distribution (C, DETAIL)  how many entries are off by more than x ulp.

function [claim, caption] = study_plot_distribution (c, detail)

  t = detail.tables;
  [~, bins] = study_bin (0);
  edge = study_bin_edge ((1:bins)');
  at = (1:bins)' > 1 & edge >= 0.01 & isfinite (edge) & mod ((1:bins)', 8) == 0;
  y = [];
  for k = 1:numel (t)
    above = (t(k).stats.points - cumsum (t(k).stats.hist)) / t(k).stats.points;
    y(:, k) = above(at);
  end
  x = edge(at);
  last = find (any (y > 0, 2), 1, 'last');
  x = x(1:last);
  y = y(1:last, :);
  y(~ (y > 0)) = NaN;

  ax = plot_axes ('rope_study', [], 0.27);
  study_log_axis (ax, 'x', [0.01, 10 ^ ceil(log10 (x(end)))]);
  study_log_axis (ax, 'y', 10 .^ [floor(log10 (min (y(:)))), 0]);
  s = plot_style ();
  plot (ax, [0.5, 0.5], get (ax, 'ylim'), '--', 'color', s.grey, 'linewidth', s.line / 2);
  styles = plot_curves (ax, x, y, 12);
  plot_key (ax, cellfun (@study_label, {t.name}, {t.class}, 'UniformOutput', false), styles);
  plot_labels (ax, sprintf ('%s: distribution of the error', c.name), 'x (ulp of the exact value''s binade)', ...
               'fraction of entries off by more than x');

  claim = 'No entry of rope_cache is off by more than half an ulp (dashed).';
  lines = arrayfun (@(v) sprintf ('%s, %s: mean %.3g, 99.9 %% below %.3g, largest %.9g ulp', v.implementation, v.class, ...
                                  v.stats.mean, v.stats.p999, v.stats.max), t, 'UniformOutput', false);
  caption = [strjoin(lines, '; '), '. Correct rounding of many values gives mean 0.25 and a largest error just below 0.5.'];

end
