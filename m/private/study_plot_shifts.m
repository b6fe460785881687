% CAPTION = study_plot_shifts (C, DETAIL)  relative-position defect against shift, 1-D.

function caption = study_plot_shifts (c, detail)

  colour = study_colours ();
  shown = {'float32 (Hugging Face)', 'single'; 'rope_apply', 'single'; 'rope_apply', 'double'};
  style = {'single, float32 evaluation of frameworks', colour.vermilion, '-', 's', true; ...
           'single, rope_cache', colour.orange, '-', 'o', false; ...
           'double, rope_cache', colour.green, '-', 'd', true};
  x = cell (1, 3);
  y = x;
  for k = 1:3
    r = detail.shifts(strcmp ({detail.shifts.implementation}, shown{k, 1}) ...
                      & strcmp ({detail.shifts.class}, shown{k, 2}) & strcmp ({detail.shifts.pairing}, 'half'));
    x{k} = r.shift;
    y{k} = r.rms * study_unit (shown{k, 2});
  end
  study_axes ([0.10, 0.17, 0.86, 0.73], ...
    study_axis ('shift s of both positions (tokens)', [0.8, 1.25 * r.shift(end)], r.shift, 'scale', 'log'), ...
    study_axis ('rms change of the score / (|q| |k|)', [1e-18, 1e-1], 10 .^ (-18:3:-3), 'scale', 'log'), ...
    [c.name, ': a score should depend on the distance only']);
  study_curves (x, y, style);
  caption = sprintf (['Change of the score <R_m q, R_n k> when both tokens move by s. With correctly rounded tables the ', ...
    'change is flat in the shift (rms at the largest over rms at the smallest shift: %.2f in double, %.2f in single); ', ...
    'with float32 tables it grows to %.2g.'], y{3}(end) / y{3}(1), y{2}(end) / y{2}(1), y{1}(end));

end
