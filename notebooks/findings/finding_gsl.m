function [rows, ax] = finding_gsl (small)
%FINDING_GSL  How accurate GSL's own sine and cosine are on the angles of RoPE.
%
%   Usage: [rows, ax] = finding_gsl (small)
%
%   Runs the program gsl_accuracy (tests/findings; make findings builds it), which calls gsl_sf_sin_e and gsl_sf_cos_e and compares with the
%   certified truth of the same double.  Without the program there are no rows.

  rows = [];
  ax = [];
  info = rome_setup_folder ();
  program = fullfile (info, 'findings', 'gsl_accuracy');
  if exist (program, 'file') ~= 2
    return
  end
  [status, text] = system (sprintf ('"%s" %d', program, 200000 / (1 + 39 * small)));
  if status ~= 0
    error ('rome:cannotRun', 'finding_gsl: %s failed', program);
  end
  lines = strsplit (strtrim (text), sprintf ('\n'));
  t = cell2mat (cellfun (@(l) sscanf (l, '%f,')', lines(2:end)', 'UniformOutput', false));
  from = t(:, 1);
  tiny = find (t(:, 2) <= 1.22e-4);
  ordinary = from >= 1.22e-4 & t(:, 2) <= 2^31;
  beyond = find (from == 2^31);
  far = find (from >= 2^54, 1);
  manual = 'GSL manual: gsl_sf_result.err is an estimate of the absolute error';
  survey = 'survey with MPFR, 6e5 values (notebooks/numerics.md)';
  rows = [ ...
    finding_row('largest error below 2^31, in ulp of the exact value''s binade', survey, 1.9, max (t(ordinary, 4)), 0.12, 'a largest value grows slowly with the sample'), ...
    finding_row('values not correctly rounded, angles from pi/4 to 2^31', survey, 0.19, mean (t(ordinary & from > 0.7, 6)), 0.05, ''), ...
    finding_row('largest absolute error just above 2^31', survey, 2.4e-7, t(beyond, 8), 0.02, 'below 2^31 it is 1.5e-16: the reduction constant P1 has 23 bits'), ...
    finding_row('error greater than .err, angles below 1.22e-4', [manual, '; survey: violated in 98.8 %'], 0.988, t(tiny, 7), 0.02, ...
                '.err holds the truncation of the series, not the rounding'), ...
    finding_row('error greater than .err, angles in [2^31, 2^32)', [manual, '; survey: 40 to 47 %'], 0.435, t(beyond, 7), 0.1, ''), ...
    finding_row('calls that do not return GSL_SUCCESS, any angle', 'survey: none', 0, sum (t(:, 9)), 0, 'not even where the value is wrong altogether'), ...
    finding_row('largest absolute error at 2^54 and more', 'survey: values above 1', '> 1', t(far, 8), 'yes', '')];
  if t(far, 8) <= 1
    rows(end).agree = 'no';
  end
  ax = rope_plot_score (sqrt (t(:, 1) .* t(:, 2)), max (t(:, 8), 1e-18), 'xscale', 'log', 'yscale', 'log', 'labels', {'gsl_sf_sin, gsl_sf_cos'}, ...
                        'xlabel', 'angle (rad)', 'ylim', [1e-18, 10], ...
                        'ylabel', 'largest absolute error', 'title', 'GSL: exact to rounding below 2^31, lost beyond');

end

% The folder of the builtins.
function folder = rome_setup_folder ()

  folder = fileparts (which ('rome.oct'));
  if isempty (folder)
    folder = fullfile (fileparts (mfilename ('fullpath')), '..', '..', 'build');
  end

end
