% [CLAIM, CAPTION] = study_plot_map (C, T)  error of one evaluation over pair and octave of position.

function [claim, caption] = study_plot_map (c, t)

  e = t.by_pair(:, 2:end);              % from position 1 on
  e(:, ~ any (e, 1)) = NaN;             % octaves without a position of the sample
  e(isinf (e)) = NaN;
  rope_plot_error (e, 'quantity', 'largest absolute error of cos and sin', ...
                   'title', sprintf ('%s: %s, %s', c.name, t.implementation, t.class));
  [worst, k] = max (e(:));
  pair = mod (k - 1, size (e, 1));
  claim = sprintf ('The error of %s grows with the position, and the pairs that turn fastest lose first.', t.implementation);
  caption = sprintf (['Largest error of each pair in each octave of positions: pair %d is off by %.2g, the slowest pair by ', ...
                      '%.2g, pair 0 (frequency 1 where no scaling rule changes it, exact in every format) by %.1g.'], ...
                     pair, worst, max (e(end, :)), max (e(1, :)));

end
