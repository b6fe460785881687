% [CLAIM, CAPTION] = study_plot_grid (C, T)  error of one evaluation over the last two axes of the grid.

function [claim, caption] = study_plot_grid (c, t)

  n = c.sizes(end-1:end);
  e = reshape (t.by_row, n(2), n(1), []);       % the last axis runs fastest
  e = max (e, [], 3)';
  lim = [0, max([e(:); 1e-12])];
  ten = floor (log10 (lim(2)));
  s = plot_style ();
  ax = plot_axes ('rope_study', [], 0.16);
  colormap (ax, s.map);
  imagesc (0:n(2)-1, 0:n(1)-1, e / 10 ^ ten, 'parent', ax);
  set (ax, 'clim', lim / 10 ^ ten, 'xlim', [-0.5, n(2) - 0.5], 'ylim', [-0.5, n(1) - 0.5], 'xgrid', 'off', 'ygrid', 'off', ...
       'ydir', 'normal', 'layer', 'top');
  plot_labels (ax, sprintf ('%s: %s, %s', c.name, t.implementation, t.class), ...
               sprintf ('coordinate on axis %d (tokens)', c.dims), sprintf ('coordinate on axis %d (tokens)', c.dims - 1));
  tick = linspace (0, lim(2) / 10 ^ ten, 5);
  plot_scale (ax, lim / 10 ^ ten, tick, arrayfun (@(v) sprintf ('%.2g', v), tick, 'UniformOutput', false), ...
              sprintf ('largest absolute error / 10^{%d}', ten));
  claim = sprintf ('On a grid of %s the coordinates are small, and so is the error of %s: at most %.2g.', ...
                   study_join (c.sizes, ' by '), t.implementation, max (e(:)));
  caption = ['Largest error of a token''s table row over the last two axes. The stripes show that each axis has tables of its own; ', ...
             'entries of rope_cache are off by at most half an ulp everywhere.'];

end
