% study_report (FILE, CASES, DETAILS, ROWS, CHECKS, FIGURES, OPT, PLAN)  write report.html.
%
% One file with the pictures inside: a browser needs nothing else, no network.

function study_report (file, cases, details, rows, checks, figures, opt, plan)

  parts = {opening(), ...
           section('Outcome', outcome (checks)), ...
           section('What was computed', setting (cases, opt, plan)), ...
           section('Bounds and measurements', bounds (rows)), ...
           section('Figures', pictures (figures)), ...
           section('Tables of every evaluation', statistics (rows)), ...
           section('Summary', summary (rows)), ...
           section('Shifts', shift_tables (cases, details)), ...
           section('What the quantities are', definitions ()), ...
           '<div class="screen">', section('All rows', all_rows (rows)), '</div>', ...
           sprintf('</main></body></html>\n')};
  study_write (file, [parts{:}]);

end

function html = opening ()

  style = { ...
    'body{font:16px/1.5 "Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;color:#222;background:#fff;margin:0}', ...
    'main{max-width:1080px;margin:0 auto;padding:1.5rem}h1{font-size:1.7rem;line-height:1.2}', ...
    'h2{font-size:1.25rem;margin-top:2.2rem;border-bottom:1px solid #ccc}h3{font-size:1.05rem;margin:1.6rem 0 .4rem}', ...
    'table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}', ...
    'th,td{padding:.25rem .6rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}', ...
    'td{white-space:nowrap}td.t{white-space:normal}', ...
    'th{background:#f2f2f2}td.n,th.n{text-align:right}.wide{overflow-x:auto}', ...
    '.ok{color:#006b4e}.failed{color:#b00020;font-weight:bold}figure{margin:1.2rem 0 2rem}', ...
    'img{display:block;width:100%;max-width:920px;height:auto}figcaption{max-width:58rem;font-size:.93rem}', ...
    'figcaption b{display:block;font-size:1rem}dt{font-weight:bold;margin-top:.5rem}dd{margin-left:1.5rem}', ...
    '@page{size:A4;margin:15mm}', ...
    ['@media print{body{font-size:10pt}main{padding:0;max-width:none}figure,tr,dt{break-inside:avoid}h2,h3{break-after:avoid}', ...
     'img{max-width:170mm}.wide{overflow:visible}table{font-size:6.6pt}th,td{padding:.15rem .3rem}td{white-space:normal}td.n{white-space:nowrap}', ...
     '.screen{display:none}}']};
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

function html = setting (cases, opt, plan)

  v = plan.about;
  lines = cell (0, 4);
  for k = 1:numel (cases)
    lines(end+1, :) = {cases{k}.name, cases{k}.text, cases{k}.sampling, ...
                       sprintf('%d tokens, %d heads', numel (cases{k}.rows), cases{k}.heads)};
  end
  html = [sprintf(['<p>RoME %s, kernels %s, GSL %s, FFTW %s, compiler %s, %s, %s; self-check of the truth %s; seed of the random ', ...
                   'vectors %d; evaluations %s; formats %s.</p>\n'], ...
                  study_html (v.rome), study_html (v.instruction_set), study_html (v.gsl), study_html (v.fftw), ...
                  study_html (v.compiler), study_html (v.program), study_html (v.computer), study_html (v.self_check), opt.seed, ...
                  study_html (strjoin (opt.evaluations, ', ')), study_html (strjoin (opt.formats, ', '))), ...
          study_html_table({'model', 'case', 'positions of the tables', 'rotated'}, lines)];

end

function html = summary (rows)

  [head, lines] = study_overview (rows);
  html = study_html_table (head, lines);

end

% The largest measurement of each quantity, beside its bound.
function html = bounds (rows)

  list = {'table', 'rope_cache', 'ulp'; 'rotation', 'rope_apply', 'u'; 'norm', 'rope_apply', 'u'; ...
          'inverse', 'rope_apply', 'u'; 'relative position', 'rope_apply', 'u'};
  formats = unique ({rows.class}, 'stable');
  lines = cell (0, 8);
  for k = 1:size (list, 1)
    for f = formats
      r = rows(strcmp ({rows.quantity}, list{k, 1}) & strcmp ({rows.implementation}, list{k, 2}) & strcmp ({rows.class}, f{1}));
      [top, at] = max ([r.max_ulp]);
      bound = max ([r.bound]);
      lines(end+1, :) = {list{k, 1}, f{1}, list{k, 3}, sprintf('%d', sum ([r.points])), sprintf('%.9g', top), ...
                         sprintf('%.4g', bound), sprintf('%.3f', top / bound), place(r(at))};
    end
  end
  html = [sprintf('<p>%s</p>\n', study_html (['The exact quantity, the ulp and the proofs of the bounds are stated under ', ...
            '"What the quantities are".'])), ...
          study_html_table({'quantity', 'format', 'unit', 'values', 'largest', 'bound', 'largest / bound', 'where'}, lines)];

end

function text = place (row)

  text = sprintf ('%s, %s', row.model, row.worst_position);
  if ~ isempty (row.worst_pair)
    text = sprintf ('%s, position %s, pair %d', row.model, row.worst_position, row.worst_pair);
  end
  if ~ isempty (row.worst_part)
    text = sprintf ('%s, %s', text, row.worst_part);
  end

end

function html = pictures (figures)

  html = '';
  for k = 1:numel (figures)
    f = figures(k);
    html = [html, sprintf(['<figure><img alt="%s" src="data:image/png;base64,%s">\n', ...
                           '<figcaption><b>Figure %d. %s</b> %s</figcaption></figure>\n'], ...
                          study_html (f.claim), encoded (f.file), k, study_html (f.claim), study_html (f.caption))];
  end

end

function text = encoded (file)

  fid = fopen (file, 'r');
  bytes = fread (fid, Inf, '*uint8');
  fclose (fid);
  text = matlab.net.base64encode (bytes(:)');

end

% Error statistics of the tables, one line per case, evaluation and format.
function html = statistics (rows)

  t = rows(strcmp ({rows.quantity}, 'table') & strcmp ({rows.pairing}, 'half'));
  lines = cell (0, 14);
  for r = t
    number = @(v) sprintf ('%.4g', v);
    lines(end+1, :) = {r.model, r.implementation, r.class, sprintf('%d', r.points), sprintf('%.9g', r.max_ulp), ...
      sprintf('%s; %d; %s', strrep (r.worst_position, ';', ','), r.worst_pair, r.worst_part), number(r.mean_ulp), number(r.rms_ulp), number(r.p50), number(r.p99), number(r.p9999), number(r.bias_ulp), ...
      sprintf('%.4g %%', 100 * r.fraction_not_correctly_rounded), number(r.max_abs)};
  end
  html = [sprintf('<p>%s</p>\n', study_html (['In ulp of the binade of the exact value, cosines and sines of all positions and pairs ', ...
            'together; quantiles to 0.4 %.'])), ...
          study_html_table({'model', 'evaluation', 'format', 'entries', 'largest', 'at position; pair; of', 'mean', 'rms', '50 %', '99 %', ...
                            '99.99 %', 'bias', 'not correctly rounded', 'largest absolute'}, lines)];

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
            study_html_table([{'tables and rotation', 'pairing', 'format'}, labels], lines)];
  end

end

function html = definitions ()

  list = { ...
    'ulp', 'spacing of the numbers of the format in the binade of the exact value x (Muller): 2^(floor (log2 |x|) - p + 1), p = 53 (double), 24 (single), 8 (bf16) or 11 (f16)'; ...
    'u', 'unit roundoff 2^-p; the columns max_ulp, mean_ulp and rms_ulp of all quantities but table are in units of u'; ...
    'table', 'every cosine and sine at the positions stated and all pairs, against the certified truth of rope_truth (hi + lo, relative error below 2^-98); not correctly rounded: not the nearest number of the format'; ...
    'rotation', 'length of the error of a rotated pair over the length of the pair; the exact rotation comes from the truth to about 103 bits and error-free products. Of an evaluation: rope_apply with the tables of the evaluation'; ...
    'equivalence', 'bits that differ from the result of rope_apply, all given the same tables; rope_apply itself against its result on one thread from another memory order. In 16 bits the reference models rotate in single and the result is rounded once'; ...
    'norm', '| |R x| / |x| - 1 | of pairs'; ...
    'inverse', '|R'' R x - x| / |x| of pairs, R'' being rope_apply with "inverse"'; ...
    'relative position', '|<R_m q, R_n k> - <R_(m+s) q, R_(n+s) k>| / (|q| |k|) at random positions; s moves every axis'; ...
    'evaluations', 'rope_cache: the builtin; rope_cache_ref: the plain formula in double; float32 (Hugging Face): frequencies, angles, cosines and sines each rounded to float32; the others: help rope_evaluations'; ...
    'positions', 'exhaustive up to 262144, else the first 4096, log-uniform ones (a Kronecker sequence of the golden section) and hard ones (denominators of the convergents of 2 w / pi of every pair, powers of two and their neighbours), unless asked for otherwise; the numbers are stated with each case'; ...
    'bounds', 'double and single: sqrt (5) u for the two products and one sum of a pair (Brent, Percival, Zimmermann 2007) and sqrt (1/2) u for the rounding of the tables: 2.943 u for rotation and norm; 2 sqrt (5) + sqrt (2) = 5.886 u for the inverse; four rotations, 11.77 u, for relative positions. 16 bits: rotated in single and rounded once, 1 u in place of sqrt (5) u. With an attention factor f the errors are divided by f (f^2 for inverse and scores) and the part of the tables grows with the rounding of entries above 1'};
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
  html = sprintf ('<details><summary>%d rows, also in summary.csv; every digit in results.csv</summary>\n%s</details>\n', ...
                  numel (rows), study_html_table (names, lines));

end
