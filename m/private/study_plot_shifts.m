% [CLAIM, CAPTION] = study_plot_shifts (C, DETAIL)  relative-position defect against shift, 1-D.

function [claim, caption] = study_plot_shifts (c, detail)

  r = detail.shifts(strcmp ({detail.shifts.pairing}, 'half'));
  x = r(1).shift(:);
  y = [];
  labels = {};
  for k = 1:numel (r)
    y(:, k) = r(k).rms(:) * study_unit (r(k).class);
    labels{k} = study_label (r(k).name, r(k).class);
  end
  y(~ (y > 0) | isinf (y)) = NaN;
  ax = plot_axes ('rope_study', [], 0.27);
  study_log_axis (ax, 'x', [1, max(10, x(end))]);
  study_log_axis (ax, 'y', 10 .^ [floor(log10 (min (y(:)))), ceil(log10 (max (y(:))) + 0.01)]);
  styles = plot_curves (ax, x, y, 12);
  plot_key (ax, labels, styles);
  plot_labels (ax, sprintf ('%s: a score should depend on the distance only', c.name), ...
               'shift s of both positions (tokens)', 'rms change of the score / (|q| |k|)');

  ours = strcmp ({r.implementation}, 'rope_apply');
  spread = max (arrayfun (@(v) max (v.rms) / min (v.rms), r(ours)));
  claim = 'With correctly rounded tables the relative-position property holds equally well at every shift.';
  caption = sprintf (['rms change of the score <R_m q, R_n k> when both tokens move by s, 1024 random pairs. rope_cache: flat, ', ...
                      'largest over smallest %.2f.'], spread);
  if any (~ ours)
    [worst, k] = max (cellfun (@(v) v(end), {r(~ ours).rms}) .* cellfun (@study_unit, {r(~ ours).class}));
    others = r(~ ours);
    caption = sprintf ('%s %s: grows to %.2g.', caption, others(k).implementation, worst);
  end

end
