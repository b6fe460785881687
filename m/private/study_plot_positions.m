% CAPTION = study_plot_positions (C, DETAIL)  table error against position, 1-D.

function caption = study_plot_positions (c, detail)

  colour = study_colours ();
  shown = {'float32 (Hugging Face)', 'single'; 'rope_cache', 'single'; ...
           'rope_cache_ref', 'double'; 'rope_cache', 'double'};
  style = {'float32 evaluation of frameworks', colour.vermilion, '-', 's', true; ...
           'rope_cache, single', colour.orange, '-', 'o', false; ...
           'rope_cache_ref, double', colour.blue, '-', '^', true; ...
           'rope_cache, double', colour.green, '-', 'd', false};

  % Four bins per octave; the largest error of a bin stands at its middle.
  p = c.positions(2:end);
  bin = floor (4 * log2 (p)) + 1;
  used = unique (bin);
  x = cell (1, 4);
  y = x;
  for k = 1:4
    t = detail.tables(strcmp ({detail.tables.implementation}, shown{k, 1}) ...
                      & strcmp ({detail.tables.class}, shown{k, 2}));
    e = accumarray (bin, t.by_row(2:end), [], @max);
    x{k} = 2 .^ ((used - 0.5) / 4);
    y{k} = max (e(used), 1e-18);
  end
  decades = 10 .^ (0:floor (log10 (p(end))));
  study_axes ([0.10, 0.17, 0.86, 0.73], ...
    study_axis ('position (tokens)', [1, 1.2 * p(end)], decades, 'scale', 'log'), ...
    study_axis ('largest absolute error of cos and sin', [1e-18, 1], 10 .^ (-18:3:0), 'scale', 'log'), ...
    [c.name, ': the float32 angle loses what the table could hold']);
  study_curves (x, y, style);
  top = cellfun (@max, y);
  caption = sprintf (['Largest table error by position. rope_cache stays at half a unit in the last place at every ', ...
    'position (%.2g in single, %.2g in double); the float32 evaluation grows with the position to %.2g, and the ', ...
    'double formula to %.2g.'], top(2), top(4), top(1), top(3));

end
