% CAPTION = study_plot_bounds (ROWS)  largest measured errors beside their bounds.

function caption = study_plot_bounds (rows)

  colour = study_colours ();
  list = {'table', 'rope_cache', 'table (ulp)'; 'rotation', 'rope_apply', 'rotation (u)'; ...
          'norm', 'rope_apply', 'norm (u)'; 'inverse', 'rope_apply', 'inverse (u)'; ...
          'relative position', 'rope_apply', 'relative position (u)'};
  n = size (list, 1);
  study_axes ([0.20, 0.17, 0.76, 0.73], ...
    study_axis ('largest error: ulp for the table, units of roundoff u for the others', [0, 14], 0:2:14), ...
    study_axis ('', [0.4, n + 0.6], 1:n, 'grid', false, 'ticklabel', flipud (list(:, 3))), ...
    'Measured maxima stay inside the proved bounds');
  for k = 1:n
    r = rows(strcmp ({rows.quantity}, list{k, 1}) & strcmp ({rows.implementation}, list{k, 2}));
    y = n + 1 - k;
    bound = max ([r.bound]);
    fill ([0, bound, bound, 0], y + 0.3 * [-1, -1, 1, 1], [0.87, 0.87, 0.87], 'edgecolor', colour.grey);
    d = [r(strcmp ({r.class}, 'double')).max_ulp];
    s = [r(strcmp ({r.class}, 'single')).max_ulp];
    plot (d, y + 0.13 * ones (size (d)), 'o', 'color', colour.blue, 'markersize', 7, 'linewidth', 3);
    plot (s, y - 0.13 * ones (size (s)), 'x', 'color', colour.vermilion, 'markersize', 7, 'linewidth', 3);
    text (bound + 0.15, y, sprintf ('bound %.4g', bound));
  end
  plot (9, n, 'o', 'color', colour.blue, 'markersize', 7, 'linewidth', 3);
  text (9.25, n, 'double', 'color', colour.blue);
  plot (9, n - 0.5, 'x', 'color', colour.vermilion, 'markersize', 7, 'linewidth', 3);
  text (9.25, n - 0.5, 'single', 'color', colour.vermilion);
  caption = ['Largest measured error of every case and pairing (one mark each) and the bound that is proved for it (grey ', ...
    'bar). The tables reach their bound to several digits, as correct rounding of millions of entries must; no mark ', ...
    'may lie outside its bar.'];

end
