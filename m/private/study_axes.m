% AX = study_axes (POSITION, X, Y, HEADING)  axes with frame, grid, ticks and labels.
%
% X and Y are structs: label, lim, tick, ticklabel (cell array), scale ('linear' or
% 'log'), grid (true draws light lines).  Tick labels and axis labels are plain texts
% at places that do not depend on the toolkit: gnuplot's own run into each other.
% Text is taken as it is (no TeX), except tick labels.  Leaves hold on.

function ax = study_axes (position, x, y, heading)

  ax = axes ('position', position);
  set (ax, 'xlim', x.lim, 'ylim', y.lim, 'xscale', x.scale, 'yscale', y.scale, ...
       'xtick', x.tick, 'ytick', y.tick, 'xticklabel', {}, 'yticklabel', {}, 'box', 'on');
  hold ('on');
  grey = [0.85, 0.85, 0.85];
  wide = position(3) * 1200;            % pixels of study_save
  high = position(4) * 560;
  at = {'units', 'normalized', 'horizontalalignment'};
  for k = 1:numel (x.tick)
    if x.grid
      plot (x.tick([k k]), y.lim, '-', 'color', grey);
    end
    text (place (x, x.tick(k)), -20 / high, x.ticklabel{k}, at{:}, 'center');
  end
  for k = 1:numel (y.tick)
    if y.grid
      plot (x.lim, y.tick([k k]), '-', 'color', grey);
    end
    text (-12 / wide, place (y, y.tick(k)), y.ticklabel{k}, at{:}, 'right');
  end
  text (0.5, -56 / high, x.label, at{:}, 'center', 'interpreter', 'none');
  text (-84 / wide, 0.5, y.label, at{:}, 'center', 'rotation', 90, 'interpreter', 'none');
  title (heading, 'interpreter', 'none');

end

% Where a value stands on an axis, 0 ... 1.
function t = place (a, value)

  lim = a.lim;
  if strcmp (a.scale, 'log')
    lim = log10 (lim);
    value = log10 (value);
  end
  t = (value - lim(1)) / (lim(2) - lim(1));

end
