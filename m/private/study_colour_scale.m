% study_colour_scale (POSITION, LIM, TICK, TICKLABEL, LABEL)  the legend of a map.
%
% A strip with the colours of LIM; a plain picture, because the places of a colorbar
% and its label differ between toolkits.

function study_colour_scale (position, lim, tick, ticklabel, label)

  value = linspace (lim(1), lim(2), 200)';
  axes ('position', position);
  imagesc ([0, 1], lim, value);
  set (gca (), 'clim', lim, 'xlim', [0, 1], 'ylim', lim, 'ydir', 'normal', ...
       'xtick', [], 'ytick', tick, 'yticklabel', {}, 'box', 'on');
  wide = position(3) * 1200;
  for k = 1:numel (tick)
    text (1 + 8 / wide, (tick(k) - lim(1)) / (lim(2) - lim(1)), ticklabel{k}, 'units', 'normalized');
  end
  text (1 + 82 / wide, 0.5, label, 'units', 'normalized', 'horizontalalignment', 'center', ...
        'rotation', 90, 'interpreter', 'none');

end
