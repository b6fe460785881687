% plot_key (AX, LABELS, STYLES)  what the curves mean, at the right of the axes.
%
% LABELS cell array of texts, taken as they are; STYLES struct array with color, linestyle,
% marker, as plot_curves draws them, and perhaps filled (true for filled markers).  Plain axes, because the toolkits lay out a legend
% differently, and one inside the axes would hide data.

function plot_key (ax, labels, styles)

  s = plot_style ();
  place = getappdata (ax, 'rope_place');
  now = get (ax, 'position');
  width = place(3) - now(3) - 0.01;
  key = plot_beside (ax, width, 0.012);
  set (key, 'visible', 'off', 'xlim', [0, 1], 'ylim', [0, 1]);
  hold (key, 'on');
  step = min (0.09, 1 / numel (labels));
  for k = 1:numel (labels)
    y = 1 - (k - 0.5) * step;
    c = styles(k);
    plot (key, [0.02, 0.09, 0.16], [y, y, y], 'color', c.color, 'linestyle', c.linestyle, 'linewidth', s.line);
    face = 'none';
    if isfield (c, 'filled') && c.filled
      face = c.color;
    end
    plot (key, 0.09, y, 'color', c.color, 'linestyle', 'none', 'marker', c.marker, 'markersize', s.dot, 'linewidth', s.edge, 'markerfacecolor', face);
    text (0.20, y, labels{k}, 'parent', key, 'interpreter', 'none', 'fontsize', s.small, 'verticalalignment', 'middle');
  end
  set (get (ax, 'parent'), 'currentaxes', ax);

end
