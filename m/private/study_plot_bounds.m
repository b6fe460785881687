% [CLAIM, CAPTION] = study_plot_bounds (ROWS)  largest measured errors beside their bounds.

function [claim, caption] = study_plot_bounds (rows)

  list = {'table', 'rope_cache', 'table (ulp)'; 'rotation', 'rope_apply', 'rotation (u)'; ...
          'norm', 'rope_apply', 'norm (u)'; 'inverse', 'rope_apply', 'inverse (u)'; ...
          'relative position', 'rope_apply', 'relative position (u)'};
  s = plot_style ();
  formats = unique ({rows.class}, 'stable');
  n = size (list, 1);
  ax = plot_axes ('rope_study', [], 0.17);
  top = 1.15 * max ([rows.bound]);
  set (ax, 'xlim', [0, top], 'ylim', [0.4, n + 0.6], 'ytick', 1:n, 'yticklabel', flipud (list(:, 3)), 'ygrid', 'off');
  place = get (ax, 'position');
  set (ax, 'position', place + [0.08, 0, -0.08, 0]);    % long labels
  lane = 0.8 / numel (formats);
  for k = 1:n
    r = rows(strcmp ({rows.quantity}, list{k, 1}) & strcmp ({rows.implementation}, list{k, 2}));
    for f = 1:numel (formats)
      of = r(strcmp ({r.class}, formats{f}));
      y = n + 1 - k + 0.4 - lane * (f - 0.5);
      bound = max ([of.bound]);
      patch ([0, bound, bound, 0], y + 0.46 * lane * [-1, -1, 1, 1], [0.90, 0.90, 0.90], 'parent', ax, 'edgecolor', s.grey);
      v = [of.max_ulp];
      plot (ax, v, y + zeros (size (v)), 'linestyle', 'none', 'marker', s.marker{f}, ...
            'color', s.order(f, :), 'markersize', s.dot, 'linewidth', s.edge);
      text (bound + 0.02 * top, y, sprintf ('%.4g', bound), 'parent', ax, 'fontsize', s.small);
    end
  end
  styles = struct ('color', num2cell (s.order(1:numel (formats), :), 2), 'linestyle', 'none', 'marker', s.marker(1:numel (formats))');
  plot_key (ax, formats, styles);
  plot_labels (ax, 'Measured maxima and proved bounds', 'largest error (ulp for the table, units of roundoff u for the others)', '');
  claim = 'Every measured maximum lies inside the bound that is proved for it.';
  caption = ['Largest error of every case and pairing (one mark each), the proved bound as a grey bar with its value. The tables reach ', ...
    'their bound to several digits, as correct rounding of millions of entries must.'];

end
