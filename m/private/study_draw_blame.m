% study_draw_blame (B)  the parts of an error by position, from the struct of rope_blame.

function study_draw_blame (b)

  ax = plot_axes ('rope_blame', [], 0.17);
  use = b.from >= 1;
  x = b.from(use);
  y = b.by_octave(use, :);
  shown = find (any (y > 0, 1));
  y = y(:, shown);
  y(y <= 0) = NaN;                      % a logarithmic axis has no place for them
  set (ax, 'xscale', 'log', 'yscale', 'log', 'xlim', [1, 2 * x(end)]);
  low = floor (log10 (min (y(:))));
  high = ceil (log10 (max (y(:))));
  set (ax, 'ylim', 10 .^ [low, max(high, low + 1)], 'ytick', 10 .^ (low:max (1, ceil ((high - low) / 9)):high));
  styles = plot_curves (ax, x, y, 20);
  names = [b.names, {'whole'}];
  plot_key (ax, names(shown), styles);
  plot_labels (ax, sprintf ('%s as %s, %s', b.title, b.format, b.name), 'position from (tokens), to twice that', ...
               'largest absolute error of the part');

end
