% study_curves (X, Y, STYLE)  curves with their names written beside them.
%
% X and Y are cell arrays; STYLE is a cell array with one row per curve: name, colour,
% line style, marker, and above (true: the name stands over the right end, else under).

function study_curves (x, y, style)

  for k = 1:numel (x)
    plot (x{k}, y{k}, 'color', style{k, 2}, 'linestyle', style{k, 3}, 'linewidth', 6, ...
          'marker', style{k, 4}, 'markersize', 4, 'markerfacecolor', style{k, 2});
    limits = log10 (get (gca (), 'ylim'));
    lift = 0.045 * (limits(2) - limits(1)) * (2 * style{k, 5} - 1);
    text (x{k}(end), 10 ^ (log10 (y{k}(end)) + lift), style{k, 1}, 'color', style{k, 2}, ...
          'horizontalalignment', 'right', 'interpreter', 'none');
  end

end
