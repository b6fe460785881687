% rope_study ()                       the main job: three cases, 1-D, 2-D and 3-D
% rope_study (MODEL)                  one model, or several in a cell array
% rope_study (..., NAME, VALUE, ...)  options
% R = rope_study (...)                also returns the results
%
% Measures how exact tables and rotation are and whether all forms of the rotation
% give the same bits, prints the progress with the time left and a summary table, and
% writes a report.
%
% MODEL  a name that rope_config knows ('llama-3-8b', ...), the name of a Hugging Face
%        config.json, a struct as rope_config returns it, or 'axial-2d' (head of 128
%        split 64 + 64, base 10000).  Default: {'llama-3-8b', 'axial-2d', 'wan2.1'}.
%
% Options (NAME, VALUE pairs or a struct):
%   'output'      folder for the files, made if need be; default build/study in the
%                 current folder
%   'positions'   number of positions of models with one axis, 32 up to 2^53; default 131072
%   'sampling'    which of them: 'exhaustive', or 'log-uniform', 'hard' or both in a cell
%                 array; default 'auto': exhaustive up to 262144 positions, else both.
%                 log-uniform: 'samples' numbers P^u, u = k * 0.618... mod 1 (a Kronecker
%                 sequence: the same ones every time).  hard: for each pair the
%                 denominators of the convergents of 2 w / pi, where an angle comes
%                 nearest to a multiple of pi/2, with some intermediate fractions and
%                 multiples; powers of two and their neighbours; the last position.
%                 The first 4096 positions are always among them.
%   'samples'     default 65536
%   'grid'        sizes of the grid of models with several axes, or a cell array of
%                 such vectors, of which each model takes the one with its number of
%                 axes; default [64 64] and [16 32 32].  Grids are exhaustive.
%   'evaluations' names of rope_evaluations whose tables are compared, beside rope_cache;
%                 default {'rope_cache_ref', 'hf32'}
%   'formats'     of 'double', 'single', 'bf16', 'f16'; default {'double', 'single'}
%   'dims'        numbers of axes, such as [1 2 3]: each model also in these, its columns
%                 split evenly, its base kept; default as the model has it
%   'dim'         rotary dimensions, such as [64 80 128], in place of the model's own
%   'seed'        of the random vectors; default 1.  The same seed gives the same
%                 numbers.
%   'plots'       false leaves the pictures out; default true
%   'shard'       [k n]: compute only the k-th of n parts of the work, and no report
%   'merge'       true: compute nothing, make the report of what the shards left.  The
%                 same numbers, bit for bit, as one run; rome:incomplete names what is missing
%   'resume'      false: compute all anew; default true: take over the pieces that an
%                 interrupted run or a shard of the same study and build has left
%
% The work is done in pieces; each goes to a file in the folder 'parts' of the output as
% soon as it is done, written under another name and renamed.  An interrupted run, or one
% whose disk was full, goes on from there with the same call.  A run that ends well
% removes them; after 'merge' they stay.  A cluster spreads a sweep with its own scheduler:
% each of these lines computes the 16 shards of a study of 10 million positions,
%
%   sbatch --array=1-16 --wrap "octave-cli --eval \"addpath m; rome_setup; rope_study ('llama-3.1-8b', 'positions', 1e7, 'output', '/shared/s', 'shard', [$SLURM_ARRAY_TASK_ID 16])\""
%   parallel octave-cli --eval '"addpath m; rome_setup; rope_study (\"llama-3.1-8b\", \"positions\", 1e7, \"output\", \"/shared/s\", \"shard\", [{} 16])"' ::: {1..16}
%
% and then, once, rope_study ('llama-3.1-8b', 'positions', 1e7, 'output', '/shared/s', 'merge', true).
%
% What is measured, for interleaved and half pairing, in every format:
%   table        every entry of the tables (cosine and sine, all positions of the sample)
%                of each evaluation against the certified truth of rope_truth.  In ulp of
%                the exact value, 2^(floor (log2 |x|) - p + 1), p = 53, 24, 8 or 11.
%   rotation     random normal vectors, rotated with the tables of rope_cache, against
%                the rotation by the exact angles (hi + lo of the truth, error-free
%                products): length of the error of a pair over the length of the pair.
%                Of an evaluation of frameworks: rope_apply with its tables.
%   equivalence  bits that differ from the result of rope_apply; rope_apply itself is
%                compared with its result on one thread from another memory order
%   norm         | |R x| / |x| - 1 | of pairs
%   inverse      |R' R x - x| / |x| of pairs
%   relative position
%                |<R_m q, R_n k> - <R_(m+s) q, R_(n+s) k>| / (|q| |k|) for shifts s up
%                to the length of the table
% The last five are in units of u, the unit roundoff (2^-p), also in the columns named
% ulp; bounds in double and single: 2.943, 2.943, 5.886 and 11.77 u; in bf16 and f16, which
% are rotated in single and rounded once: 1.71, 1.71, 3.43 and 6.86 u.  A model's attention
% factor f is divided out: |R x| is compared with f |x|, R' R x with f^2 x, and so on.
%
% R  struct: rows (struct array: the columns of results.csv), checks (struct array:
%    text, passed, count), passed (all checks hold), files (cell array: summary.csv,
%    report.html, pictures), data (results.csv, results.mat), seconds.  With 'shard':
%    shard, pieces (numbers), of, folder, seconds.
%
% Files in the output folder: summary.csv with the columns
%   dims, axes, pairing, class, implementation, quantity, points, max_ulp, mean_ulp,
%   rms_ulp, not_correctly_rounded, max_abs, bound, worst_position, worst_pair,
%   differing_bits
% (empty where a column does not apply; sizes of axes and coordinates are joined by
% semicolons, positions and pairs count from 0; the rows of several models follow each
% other in the order of the models); results.csv with every digit and further columns
% (model, evaluation, base, dim, unit, quantiles p50 ... p9999 to 0.4 %, bias, ...) after
% lines '# name: value' that hold all parameters and versions; results.mat with the struct
% `study`: parameters, versions, cases, rows, checks, details (maps by pair and octave,
% curves by position); pictures *.png, and report.html, which holds the pictures too and
% needs no other file.
%
% Errors: rome:cannotWrite    the output folder, or a full disk: what was computed stays
%         rome:incomplete     pieces are missing for 'merge'
%         rome:badValue       of an option; a model whose angles follow another formula
%         rome:unknownModel   of rope_config; rome:unknownEvaluation
%         rome:unknownOption, rome:badOption
% Without a graphics toolkit there is a warning and a report without pictures.
%
% Example:
%   rope_study ('llama-3-8b')
%   r = rope_study ({'llama-3-8b', 'flux.1'}, 'positions', 8192, 'grid', [1 32 32]);
%   r.passed
%   rope_study ('llama-3.1-8b', 'positions', 1e7, 'formats', {'single', 'bf16'}, ...
%               'evaluations', {'hf32', 'ggml', 'hf16'})
%
% See also: rope_error, rope_blame, rope_evaluations, rope_truth, rope_cache, rope_apply,
% rome_apply, rope_config

function result = rope_study (varargin)

  started = tic ();
  [models, opt] = study_arguments (varargin);
  cases = study_cases (models, opt);
  make_folder (opt.output);
  plan = study_plan (cases, opt);
  tasks = study_tasks (cases, opt);
  remembered = rng ();                  % leave the caller's random numbers alone
  restore = onCleanup (@() rng (remembered));
  say = @(varargin) fprintf ('%6.1f s  %s\n', toc (started), sprintf (varargin{:}));

  for k = 1:numel (cases)
    say ('%s: %s; %s', cases{k}.name, cases{k}.text, cases{k}.sampling);
  end
  parts = study_compute (cases, tasks, opt, plan, say);
  if ~ isempty (opt.shard)
    mine = ~ cellfun (@isempty, parts);
    say ('shard %d of %d: %d of %d pieces in %s', opt.shard, sum (mine), numel (mine), plan.folder);
    if nargout > 0
      result = struct ('shard', opt.shard, 'pieces', find (mine), 'of', numel (mine), 'folder', plan.folder, ...
                       'seconds', toc (started));
    end
    return
  end

  [rows, details] = study_fold (cases, tasks, parts, opt);
  checks = study_checks (rows, details);
  csv = fullfile (opt.output, 'summary.csv');
  study_write (csv, study_csv (rows, study_columns (), '%.9g'));
  data = study_results (rows, checks, cases, details, opt, plan);
  figures = struct ('file', {}, 'claim', {}, 'caption', {}, 'case', {});
  if opt.plots
    figures = study_plots (cases, details, rows, opt.output, say);
  end
  report = fullfile (opt.output, 'report.html');
  study_report (report, cases, details, rows, checks, figures, opt, plan);
  if ~ opt.merge                        % the results are all there
    study_part_delete (plan);
  end

  fprintf ('\n');
  [head, lines] = study_overview (rows);
  study_print_table (head, lines);
  fprintf ('\n');
  outcome = {'FAILED', 'ok'};
  for c = checks
    fprintf ('%-6s  %s\n', outcome{1 + c.passed}, c.text);
  end
  seconds = toc (started);
  fprintf ('\n%.1f s; written: %s, results.csv, results.mat\n         %s\n', seconds, csv, report);

  if nargout > 0
    result = struct ('rows', rows, 'checks', checks, 'passed', all ([checks.passed]), ...
                     'files', {[{csv, report}, {figures.file}]}, 'data', {data}, 'seconds', seconds);
  end

end

% Make the folder and try it, before minutes of work.
function make_folder (folder)

  if ~ isfolder (folder)
    [~, ~] = mkdir (folder);
  end
  probe = study_draft (folder);
  fid = fopen (probe, 'w');
  if fid < 0
    error ('rome:cannotWrite', 'rope_study: cannot write to %s', folder);
  end
  fclose (fid);
  delete (probe);

end

%!demo
%! folder = tempname ();
%! r = rope_study ('llama-3-8b', 'output', folder, 'positions', 256, 'plots', false);
%! printf ('passed: %d\n', r.passed);
%! confirm_recursive_rmdir (false, 'local');
%! rmdir (folder, 's');

%!shared folder, r, text, lines
%! folder = tempname ();
%! text = evalc ("r = rope_study ({'llama-3-8b', 'axial-2d', 'wan2.1'}, 'output', folder, 'positions', 256, 'grid', {[6 8], [3 4 5]}, 'plots', false);");
%! lines = strsplit (fileread (fullfile (folder, 'summary.csv')), "\n");

%!assert (r.passed)
%!assert (all ([r.checks.passed]) && numel (r.checks) == 7)
%!assert (lines{1}, ['dims,axes,pairing,class,implementation,quantity,points,max_ulp,mean_ulp,rms_ulp,', ...
%!  'not_correctly_rounded,max_abs,bound,worst_position,worst_pair,differing_bits'])
%!assert (numel (lines), 2 + numel (r.rows))
%!assert (all (cellfun (@(l) sum (l == ','), lines(1:end-1)) == 15))
%!test  # 5 forms, 2 pairings, 2 classes, 3 cases: not one bit
%! e = r.rows(strcmp ({r.rows.quantity}, 'equivalence'));
%! assert (numel (e), 60);
%! assert ([e.differing_bits], zeros (1, 60));
%! assert (unique ([e.dims]), 1:3);
%!test  # tables of the builtin
%! t = r.rows(strcmp ({r.rows.quantity}, 'table') & strcmp ({r.rows.implementation}, 'rope_cache'));
%! assert ([t.not_correctly_rounded], zeros (1, 12));
%! assert (all ([t.max_ulp] <= 0.5 & [t.max_ulp] > 0.49));
%! assert (unique ([t.points]), [48, 60, 256] * 128);
%!test  # the framework's float32 evaluation is worse than rounding
%! t = r.rows(strcmp ({r.rows.quantity}, 'table') & strcmp ({r.rows.evaluation}, 'hf32'));
%! assert (numel (t), 6);
%! assert (all (strcmp ({t.class}, 'single')));
%! assert (t(1).max_abs > 1e-6 && t(1).max_abs < 1e-4);
%! assert (all ([t.not_correctly_rounded] > 0));
%!assert (any (strfind (text, '0 differing bits')))
%!test  # the caller's random numbers stay as they were
%! rand ('twister', 5);  a = rand ();
%! rand ('twister', 5);
%! evalc ("rope_study ('axial-2d', 'output', folder, 'grid', [6 8], 'plots', false);");
%! assert (rand (), a);
%!test  # the same seed, the same numbers; a struct of a model
%! m = struct ('name', 'small <one>', 'dim', 8, 'head_dim', 12, 'options', struct ('base', 100));
%! evalc ("a = rope_study (m, 'output', folder, 'positions', 64, 'plots', false, 'seed', 7);");
%! evalc ("b = rope_study (m, struct ('Output', folder, 'positions', 64, 'plots', false, 'seed', 7));");
%! evalc ("d = rope_study (m, 'output', folder, 'positions', 64, 'plots', false, 'seed', 8);");
%! assert (a.rows, b.rows);
%! assert (~ isequal (a.rows, d.rows));
%! assert (a.passed);
%! html = fileread (fullfile (folder, 'report.html'));
%! assert (any (strfind (html, 'small &lt;one&gt;')));
%!test  # scaling with an attention factor; sections of M-RoPE; every bound still holds
%! evalc ("a = rope_study ({'gpt-oss-20b', 'qwen3-vl'}, 'output', folder, 'positions', 100, 'grid', [3 4 5], 'plots', false);");
%! assert (a.passed);
%! g = a.rows(strcmp ({a.rows.model}, 'gpt-oss-20b'));
%! assert (max ([g.bound]) > 12);
%! assert (unique ({a.rows.axes}), {'48;40;40', '64'});
%! t = a.rows(strcmp ({a.rows.quantity}, 'table') & strcmp ({a.rows.implementation}, 'rope_cache_ref') & strcmp ({a.rows.class}, 'double'));
%! assert (all ([t.max_abs] < 1e-13));
%!test
%! confirm_recursive_rmdir (false, 'local');
%! rmdir (folder, 's');

%% Test input validation
%!error <rope_study: unknown option 'foo'; valid options are output, positions, grid, evaluations, formats, dims, dim, sampling, samples, seed, plots, shard, merge, resume$> rope_study ('axial-2d', 'foo', 1)
%!error id=rome:unknownOption rope_study ('axial-2d', 'foo', 1)
%!error <rope_study: option 'seed' has no value$> rope_study ('axial-2d', 'seed')
%!error <rope_study: MODEL must be a name, a struct of rope_config or a cell array of them$> rope_study (3)
%!error <rope_study: MODEL must be a name> rope_study ({})
%!error <rope_study: the angles of model 'dinov3-vit-b' are not those of rope_cache; see its note in rope_config$> rope_study ('dinov3-vit-b')
%!error id=rome:unknownModel rope_study ('no-such-model')
%!error <rope_study: OUTPUT must be the name of a folder$> rope_study ('axial-2d', 'output', 3)
%!error <rope_study: POSITIONS must be an integer, 32 or more$> rope_study ('axial-2d', 'positions', 31)
%!error id=rome:badValue rope_study ('positions', 1.5)
%!error <rope_study: GRID must be a vector of 2 or more positive integers> rope_study ('axial-2d', 'grid', [2.5 4])
%!error <rope_study: GRID must be a vector of 2 or more positive integers> rope_study ('axial-2d', 'grid', {[2 4]})
%!error <rope_study: EVALUATIONS must be of rope_cache, .*, got 'x'$> rope_study ('axial-2d', 'evaluations', 'x')
%!error <rope_study: EVALUATIONS must be text or a cell array of texts$> rope_study ('axial-2d', 'evaluations', 3)
%!error <rope_study: FORMATS must have one of bf16, f16 for evaluation 'hf16'$> rope_study ('axial-2d', 'evaluations', 'hf16')
%!error <rope_study: FORMATS must be of double, single, bf16, f16, got 'f8'$> rope_study ('axial-2d', 'formats', 'f8')
%!error <rope_study: SAMPLING must be of auto, exhaustive, log-uniform, hard, got 'x'$> rope_study ('axial-2d', 'sampling', 'x')
%!error <rope_study: SAMPLES must be a positive integer$> rope_study ('axial-2d', 'samples', 0)
%!error <rope_study: DIMS must be numbers of axes from 1 to 4$> rope_study ('axial-2d', 'dims', 5)
%!error <rope_study: DIM must be positive even integers$> rope_study ('axial-2d', 'dim', 7)
%!error <rope_study: 4 columns cannot be split over 3 axes$> rope_study ('llama-3-8b', 'dims', 3, 'dim', 4)
%!error <rope_study: the same model is asked for twice$> rope_study ({'axial-2d', 'axial-2d'})
%!error <rope_study: SHARD must be \[k n\], integers with 1 <= k <= n$> rope_study ('axial-2d', 'shard', [3 2])
%!error <rope_study: SHARD and MERGE cannot be given together$> rope_study ('axial-2d', 'shard', [1 2], 'merge', true)
%!error <rope_study: MERGE must be true or false$> rope_study ('axial-2d', 'merge', 2)
%!error <rope_study: SEED must be an integer, 0 or more$> rope_study ('axial-2d', 'seed', -1)
%!error <rope_study: PLOTS must be true or false$> rope_study ('axial-2d', 'plots', 'no')
%!error <rope_study: cannot write to /dev/null/x$> rope_study ('axial-2d', 'output', '/dev/null/x')
%!error id=rome:cannotWrite rope_study ('axial-2d', 'output', '/dev/null/x')
