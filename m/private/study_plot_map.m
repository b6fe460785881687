% CAPTION = study_plot_map (C, DETAIL)  float32 error over pair and octave of position.

function caption = study_plot_map (c, detail)

  colour = study_colours ();
  t = detail.tables(strcmp ({detail.tables.implementation}, 'float32 (Hugging Face)'));
  e = max (t.by_pair, 1e-9);
  [h, octaves] = size (e);
  octave_ticks = 0:max (1, ceil (octaves / 9)):octaves - 1;
  powers = arrayfun (@(k) sprintf ('2^{%d}', k), octave_ticks, 'UniformOutput', false);
  study_axes ([0.10, 0.17, 0.74, 0.73], ...
    study_axis ('pair (0 turns fastest)', [-0.5, h - 0.5], study_ticks (h - 1, 8), 'grid', false), ...
    study_axis ('position from (tokens), to twice that', [-0.5, octaves - 0.5], octave_ticks, ...
                'grid', false, 'ticklabel', powers), ...
    [c.name, ': error of the float32 tables']);
  lim = [-8, -1];
  imagesc (0:h-1, 0:octaves-1, log10 (e'));
  set (gca (), 'clim', lim);            % imagesc leaves it alone while hold is on
  colormap (colour.map);
  ticks = lim(1):lim(2);
  study_colour_scale ([0.88, 0.17, 0.025, 0.73], lim, ticks, ...
    arrayfun (@(k) sprintf ('10^{%d}', k), ticks, 'UniformOutput', false), 'largest absolute error of cos and sin');
  [worst, k] = max (e(:));
  caption = sprintf (['Error of the float32 tables by pair and octave of positions. The fast pairs suffer first: pair %d ', ...
    'is off by %.2g. Pair 0 has frequency 1, which float32 holds exactly: off by %.1g at most.'], ...
    mod (k - 1, h), worst, max (e(1, :)));

end
