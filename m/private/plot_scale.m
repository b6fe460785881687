% plot_scale (AX, LIM, TICK, TICKLABEL, LABEL)  the colours of a map at the right of the axes.
%
% A plain picture, because the places of a colorbar and its label differ between toolkits.

function plot_scale (ax, lim, tick, ticklabel, label)

  s = plot_style ();
  bar = plot_beside (ax, 0.022, 0.02);
  imagesc ([0, 1], lim, linspace (lim(1), lim(2), 256)', 'parent', bar);
  set (bar, 'clim', lim, 'xlim', [0, 1], 'ylim', lim, 'ydir', 'normal', 'xtick', [], 'ytick', tick, 'yticklabel', ticklabel, ...
       'yaxislocation', 'right', 'box', 'on', 'fontsize', s.small);
  ylabel (bar, label, 'fontsize', s.small);
  set (get (ax, 'parent'), 'currentaxes', ax);

end
