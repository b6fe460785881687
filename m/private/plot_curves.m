% STYLES = plot_curves (AX, X, Y, DOTS)  one curve per column of Y, each with a colour and a marker of its
% own; DOTS markers at the most on each, not at the same places.  X is one column, or one per curve.

function styles = plot_curves (ax, x, y, dots)

  s = plot_style ();
  styles = struct ('color', {}, 'linestyle', {}, 'marker', {});
  for k = 1:size (y, 2)
    n = mod (k - 1, 8) + 1;
    styles(k) = struct ('color', s.order(n, :), 'linestyle', '-', 'marker', s.marker{n});
    xk = x(:, min (k, size (x, 2)));
    plot (ax, xk, y(:, k), 'color', s.order(n, :), 'linestyle', '-', 'linewidth', s.line);
    if dots > 0
      at = find (~ isnan (y(:, k)));
      step = max (1, floor (numel (at) / dots));
      at = at(1 + mod (floor ((k - 1) * step / size (y, 2)), step):step:end);
      plot (ax, xk(at), y(at, k), 'color', s.order(n, :), 'linestyle', 'none', 'marker', s.marker{n}, 'markersize', s.dot, 'linewidth', s.edge);
    else
      styles(k).marker = 'none';
    end
  end

end
