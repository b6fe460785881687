% study_report (FILE, CASES, DETAILS, ROWS, CHECKS, FIGURES, OPT)  write report.html.
%
% One file with the pictures inside: a browser needs nothing else, no network.

function study_report (file, cases, details, rows, checks, figures, opt)

  parts = {opening(), ...
           section('Outcome', outcome (checks)), ...
           section('What was computed', setting (cases, opt)), ...
           section('Summary', summary (rows)), ...
           section('Bounds and measurements', bounds (rows)), ...
           section('Pictures', pictures (figures)), ...
           section('Shifts', shift_tables (cases, details)), ...
           section('What the quantities are', definitions ()), ...
           section('All rows', all_rows (rows)), ...
           sprintf('</main></body></html>\n')};
  fid = fopen (file, 'w');
  if fid < 0
    error ('rome:cannotWrite', 'rope_study: cannot write to %s', file);
  end
  fprintf (fid, '%s', parts{:});
  fclose (fid);

end

function html = opening ()

  style = { ...
    'body{font:16px/1.5 system-ui,"Helvetica Neue",Arial,sans-serif;color:#222;background:#fff;margin:0}', ...
    'main{max-width:1080px;margin:0 auto;padding:1.5rem}h1{font-size:1.7rem;line-height:1.2}', ...
    'h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:1px solid #ccc}', ...
    'table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}', ...
    'th,td{padding:.25rem .6rem;border-bottom:1px solid #ddd;text-align:left;white-space:nowrap}', ...
    'th{background:#f2f2f2}td.n{text-align:right}.wide{overflow-x:auto}', ...
    '.ok{color:#006b4e}.failed{color:#b00020;font-weight:bold}figure{margin:1.5rem 0}', ...
    'img{max-width:100%;height:auto;border:1px solid #ddd}figcaption{max-width:60rem}', ...
    'dt{font-weight:bold;margin-top:.5rem}dd{margin-left:1.5rem}'};
  html = sprintf (['<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n', ...
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n', ...
    '<title>rope_study: accuracy and equivalence of RoPE and RoME</title>\n<style>\n%s\n</style></head>\n', ...
    '<body><main>\n<h1>Accuracy and equivalence of rotary position embedding (RoPE) and its matrix form (RoME)</h1>\n'], ...
    strjoin (style, sprintf ('\n')));

end

function html = section (heading, content)

  html = '';
  if ~ isempty (content)
    html = sprintf ('<h2>%s</h2>\n%s', study_html (heading), content);
  end

end

function html = outcome (checks)

  html = sprintf ('<ul>\n');
  for c = checks
    mark = '<span class="failed">FAILED</span>';
    if c.passed
      mark = '<span class="ok">holds</span>';
    end
    html = [html, sprintf('<li>%s: %s (%d rows)</li>\n', mark, study_html (c.text), c.count)];
  end
  html = [html, sprintf('</ul>\n')];

end

function html = setting (cases, opt)

  info = rome_info ();
  lines = cell (0, 2);
  for k = 1:numel (cases)
    lines(end+1, :) = {cases{k}.name, cases{k}.text};
  end
  html = [sprintf('<p>RoME %s, kernels %s, GSL %s, self-check of the truth %s; seed of the random vectors %d.</p>\n', ...
                  study_html (info.version), study_html (info.instruction_set), study_html (info.gsl), ...
                  study_html (info.self_check), opt.seed), ...
          study_html_table({'model', 'case'}, lines)];

end

function html = summary (rows)

  [head, lines] = study_overview (rows);
  html = study_html_table (head, lines);

end

% The largest measurement of each quantity, beside its bound.
function html = bounds (rows)

  list = {'table', 'rope_cache', 'ulp'; 'rotation', 'rope_apply', 'u'; 'norm', 'rope_apply', 'u'; ...
          'inverse', 'rope_apply', 'u'; 'relative position', 'rope_apply', 'u'};
  lines = cell (0, 6);
  for k = 1:size (list, 1)
    r = rows(strcmp ({rows.quantity}, list{k, 1}) & strcmp ({rows.implementation}, list{k, 2}));
    d = max ([r(strcmp ({r.class}, 'double')).max_ulp]);
    s = max ([r(strcmp ({r.class}, 'single')).max_ulp]);
    lines(end+1, :) = {list{k, 1}, list{k, 3}, sprintf('%.9g', d), sprintf('%.9g', s), ...
                       sprintf('%.4g', max ([r.bound])), sprintf('%.3f', max ([r.max_ulp] ./ [r.bound]))};
  end
  html = study_html_table ({'quantity', 'unit', 'largest, double', 'largest, single', 'bound', 'largest / bound'}, lines);

end

function html = pictures (figures)

  html = '';
  for f = figures
    html = [html, sprintf(['<figure><img alt="%s" src="data:image/png;base64,%s">\n', ...
                           '<figcaption>%s</figcaption></figure>\n'], ...
                          study_html (f.caption), encoded (f.file), study_html (f.caption))];
  end

end

function text = encoded (file)

  fid = fopen (file, 'r');
  bytes = fread (fid, Inf, '*uint8');
  fclose (fid);
  text = matlab.net.base64encode (bytes(:)');

end

% rms defect by shift: flat with correctly rounded tables.
function html = shift_tables (cases, details)

  html = sprintf ('<p>rms change of the score when both tokens move by s, relative to |q| |k|, in units of u.</p>\n');
  for k = 1:numel (cases)
    r = details{k}.shifts;
    labels = arrayfun (@(s) sprintf ('s = %d', s), r(1).shift, 'UniformOutput', false);
    lines = cell (0, 3 + numel (labels));
    for t = r
      values = arrayfun (@(v) sprintf ('%.4g', v), t.rms, 'UniformOutput', false);
      lines(end+1, :) = [{t.implementation, t.pairing, t.class}, values];
    end
    html = [html, sprintf('<h3>%s</h3>\n', study_html (cases{k}.name)), ...
            study_html_table([{'tables and rotation', 'pairing', 'class'}, labels], lines)];
  end

end

function html = definitions ()

  list = { ...
    'ulp', 'spacing of the numbers of the class in the binade of the exact value x: 2^(floor (log2 |x|) - p + 1), p = 53 (double) or 24 (single)'; ...
    'u', 'unit roundoff, 2^-53 (double) or 2^-24 (single); the columns max_ulp, mean_ulp and rms_ulp of all quantities but table are in units of u'; ...
    'table', 'every cosine and sine, all positions and pairs, against the certified truth of rope_truth; not correctly rounded: off by more than half an ulp'; ...
    'rotation', 'length of the error of a rotated pair over the length of the pair; the exact rotation comes from the truth to about 103 bits and error-free products. float32 (Hugging Face): rope_apply with the tables of the float32 evaluation'; ...
    'equivalence', 'bits that differ from the result of rope_apply, all given the same tables; rope_apply itself against its result on one thread from another memory order'; ...
    'norm', '| |R x| / |x| - 1 | of pairs'; ...
    'inverse', '|R'' R x - x| / |x| of pairs, R'' being rope_apply with "inverse"'; ...
    'relative position', '|<R_m q, R_n k> - <R_(m+s) q, R_(n+s) k>| / (|q| |k|) at random positions; s moves every axis'; ...
    'float32 (Hugging Face)', 'frequencies, angles, cosines and sines each rounded to float32, as common frameworks evaluate them (rope_cache_hf32_ref)'; ...
    'bounds', 'sqrt (5) u for the two products and one sum of a pair (Brent, Percival, Zimmermann 2007) and sqrt (1/2) u for the rounding of the tables: 2.943 u for rotation and norm; 2 sqrt (5) + sqrt (2) = 5.886 u for the inverse; four rotations, 11.77 u, for relative positions. With an attention factor f the errors are divided by f (f^2 for inverse and scores) and the part of the tables grows with the rounding of entries above 1'};
  html = sprintf ('<dl>\n');
  for k = 1:size (list, 1)
    html = [html, sprintf('<dt>%s</dt><dd>%s</dd>\n', study_html (list{k, 1}), study_html (list{k, 2}))];
  end
  html = [html, sprintf('</dl>\n')];

end

function html = all_rows (rows)

  names = [{'model'}, study_columns()];
  lines = cell (numel (rows), numel (names));
  for k = 1:numel (rows)
    lines(k, :) = cellfun (@(name) study_cell (rows(k).(name), '%.6g'), names, 'UniformOutput', false);
  end
  html = sprintf ('<details><summary>%d rows, also in summary.csv</summary>\n%s</details>\n', ...
                  numel (rows), study_html_table (names, lines));

end
