% [CLAIM, CAPTION] = study_plot_blame (C, T)  the parts of an evaluation's error by position.

function [claim, caption] = study_plot_blame (c, t)

  b = rope_blame (t.name, 'format', t.class, 'model', struct ('name', c.name, 'dim', c.dim, 'options', c.options), ...
                  'below', c.sizes(1));
  study_draw_blame (b);
  table = b.parts(1:5);
  [~, order] = sort ([table.rms], 'descend');
  claim = sprintf ('The error of %s comes from its %s, then its %s.', t.implementation, table(order(1)).name, table(order(2)).name);
  shares = arrayfun (@(p) sprintf ('%s %.2g', p.name, p.max_abs), table([table.max_abs] > 0), 'UniformOutput', false);
  caption = sprintf (['Parts whose signed sum is the whole error, largest at %d log-uniform positions: %s, whole %.2g. rotation: ', ...
                      'rounding of the rotated pair over its length, at most %.2g.'], size (b.positions, 1), ...
                     strjoin (shares, ', '), b.parts(7).max_abs, b.parts(6).max_rotated);

end
