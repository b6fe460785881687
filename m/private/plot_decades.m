% plot_decades (AX)  ticks of logarithmic axes at powers of ten, ten of them at the most.

function plot_decades (ax)

  for letter = 'xy'
    lim = get (ax, [letter, 'lim']);
    if strcmp (get (ax, [letter, 'scale']), 'log') && all (lim > 0)
      decade = ceil (log10 (lim(1)) - 1e-9):floor (log10 (lim(2)) + 1e-9);
      step = max (1, ceil (numel (decade) / 10));
      decade = decade(mod (decade, step) == 0);
      if numel (decade) > 1
        labels = arrayfun (@(d) sprintf ('10^{%d}', d), decade, 'UniformOutput', false);
        set (ax, [letter, 'tick'], 10 .^ decade, [letter, 'ticklabel'], labels);
      end
    end
  end

end
