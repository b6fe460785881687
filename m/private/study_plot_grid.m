% CAPTION = study_plot_grid (C, DETAIL)  the matrix of half pairing, and the float32
% error over the last two axes of the grid.

function caption = study_plot_grid (c, detail)

  draw_matrix (c);
  colour = study_colours ();
  t = detail.tables(strcmp ({detail.tables.implementation}, 'float32 (Hugging Face)'));
  n = c.sizes(end-1:end);
  e = reshape (t.by_row, n(2), n(1), []);       % the last axis runs fastest
  e = max (e, [], 3)';
  study_axes ([0.56, 0.17, 0.30, 0.73], ...
    study_axis (sprintf ('coordinate on axis %d (tokens)', c.dims), [-0.5, n(2) - 0.5], study_ticks (n(2) - 1, 4), 'grid', false), ...
    study_axis (sprintf ('coordinate on axis %d (tokens)', c.dims - 1), [-0.5, n(1) - 0.5], study_ticks (n(1) - 1, 4), 'grid', false), ...
    [c.name, ': float32 tables']);
  lim = [0, 1e6 * max([e(:); 1e-7])];
  imagesc (0:n(2)-1, 0:n(1)-1, 1e6 * e);
  set (gca (), 'clim', lim);            % imagesc leaves it alone while hold is on
  colormap (colour.map);
  scale_ticks = study_ticks (lim(2), 5);
  study_colour_scale ([0.89, 0.17, 0.025, 0.73], lim, scale_ticks, ...
    arrayfun (@(v) sprintf ('%g', v), scale_ticks, 'UniformOutput', false), 'largest absolute error / 1e-6');
  caption = sprintf (['Left: one signed permutation M serves all %d axes (grey lines: blocks of the pairing). Right: error of ', ...
    'the float32 tables over the grid, at most %.2g; the stripes show that each axis has tables of its own. The ', ...
    'entries of rope_cache are off by at most half a unit in the last place everywhere.'], c.dims, max (e(:)));

end

function draw_matrix (c)

  colour = study_colours ();
  M = rome_matrix (c.dim, 'pairing', 'half', 'axes', c.blocks);
  edges = [0, cumsum(c.blocks)] - 0.5;
  lim = edges([1, end]);
  labels = arrayfun (@(v) sprintf ('%g', v), edges + 0.5, 'UniformOutput', false);
  study_axes ([0.10, 0.17, 0.34, 0.73], ...
    study_axis ('column of M', lim, edges, 'ticklabel', labels), ...
    study_axis ('row of M', lim, edges, 'ticklabel', fliplr (labels)), ...
    ['M of half pairing, blocks ', study_join(c.blocks, ' + ')]);
  [i, j] = find (M > 0);
  plot (j - 1, c.dim - i, 'o', 'color', colour.blue, 'markerfacecolor', colour.blue, 'markersize', 3);
  [i, j] = find (M < 0);
  plot (j - 1, c.dim - i, 's', 'color', colour.vermilion, 'markersize', 3);
  text (0.93, 0.92, '+1', 'units', 'normalized', 'color', colour.blue, 'horizontalalignment', 'right');
  text (0.93, 0.84, '-1', 'units', 'normalized', 'color', colour.vermilion, 'horizontalalignment', 'right');

end
