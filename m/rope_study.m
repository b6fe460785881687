% rope_study ()                       the main job: three cases, 1-D, 2-D and 3-D
% rope_study (MODEL)                  one model, or several in a cell array
% rope_study (..., NAME, VALUE, ...)  options
% R = rope_study (...)                also returns the results
%
% Measures how exact tables and rotation are and whether all forms of the rotation
% give the same bits, prints the progress and a summary table, and writes a report.
%
% MODEL  a name that rope_config knows ('llama-3-8b', ...), a struct as rope_config
%        returns it, or 'axial-2d' (head of 128 split 64 + 64, base 10000).
%        Default: {'llama-3-8b', 'axial-2d', 'wan2.1'}.
%
% Options (NAME, VALUE pairs or a struct):
%   'output'     folder for the files, made if need be; default build/study in the
%                current folder
%   'positions'  number of positions of models with one axis; default 131072
%   'grid'       sizes of the grid of models with several axes, or a cell array of
%                such vectors, of which each model takes the one with its number of
%                axes; default [64 64] and [16 32 32]
%   'seed'       of the random vectors; default 1.  The same seed gives the same
%                numbers.
%   'plots'      false leaves the pictures out; default true
%
% What is measured, for interleaved and half pairing, in double and single:
%   table        every entry of the tables (cosine and sine, all positions) against
%                the certified truth of rope_truth: of rope_cache, of the reference
%                model rope_cache_ref, and of rope_cache_hf32_ref, the float32
%                evaluation of common frameworks.  In ulp of the exact value,
%                2^(floor (log2 |x|) - p + 1), p = 53 or 24.  An entry is not
%                correctly rounded if it is off by more than half an ulp.
%   rotation     random normal vectors, rotated with the tables of rope_cache, against
%                the rotation by the exact angles (hi + lo of the truth, error-free
%                products): length of the error of a pair over the length of the pair.
%                For 'float32 (Hugging Face)': rope_apply with the framework's tables.
%   equivalence  bits that differ from the result of rope_apply; rope_apply itself is
%                compared with its result on one thread from another memory order
%   norm         | |R x| / |x| - 1 | of pairs
%   inverse      |R' R x - x| / |x| of pairs
%   relative position
%                |<R_m q, R_n k> - <R_(m+s) q, R_(n+s) k>| / (|q| |k|) for shifts s up
%                to the length of the table
% The last five are in units of u, the unit roundoff (2^-53 double, 2^-24 single), also
% in the columns named ulp; bounds: 2.943, 2.943, 5.886 and 11.77 u.  A model's attention
% factor f is divided out: |R x| is compared with f |x|, R' R x with f^2 x, and so on.
%
% R  struct: rows (struct array: the columns below and model), checks (struct array:
%    text, passed, count), passed (all checks hold), files (cell array), seconds
%
% Files in the output folder: summary.csv with the columns
%   dims, axes, pairing, class, implementation, quantity, points, max_ulp, mean_ulp,
%   rms_ulp, not_correctly_rounded, max_abs, bound, worst_position, worst_pair,
%   differing_bits
% (empty where a column does not apply; sizes of axes and coordinates are joined by
% semicolons, positions and pairs count from 0; the rows of several models follow each
% other in the order of the models), pictures *.png, and report.html, which holds the
% pictures too and needs no other file.
%
% Errors: rome:cannotWrite    the output folder
%         rome:badValue       of an option; a model whose angles follow another formula
%         rome:unknownModel   of rope_config
%         rome:unknownOption, rome:badOption
% Without a graphics toolkit there is a warning and a report without pictures.
%
% Example:
%   rope_study ('llama-3-8b')
%   r = rope_study ({'llama-3-8b', 'flux.1'}, 'positions', 8192, 'grid', [1 32 32]);
%   r.passed
%
% See also: rope_truth, rope_cache, rope_apply, rome_apply, rope_config

function result = rope_study (varargin)

  started = tic ();
  [models, opt] = read_arguments (varargin);
  cases = cellfun (@(m) study_case (m, opt), models, 'UniformOutput', false);
  make_folder (opt.output);
  remembered = rng ();                  % leave the caller's random numbers alone
  restore = onCleanup (@() rng (remembered));
  rng (opt.seed, 'twister');

  say = @(varargin) fprintf ('%6.1f s  %s\n', toc (started), sprintf (varargin{:}));
  rows = [];
  details = cell (size (cases));
  for k = 1:numel (cases)
    [more, details{k}] = study_run (cases{k}, say);
    rows = [rows, more];
  end

  csv = fullfile (opt.output, 'summary.csv');
  study_csv (csv, rows);
  figures = struct ('file', {}, 'caption', {});
  if opt.plots
    figures = study_plots (cases, details, rows, opt.output, say);
  end
  checks = study_checks (rows, details);
  report = fullfile (opt.output, 'report.html');
  study_report (report, cases, details, rows, checks, figures, opt);

  fprintf ('\n');
  [head, lines] = study_overview (rows);
  study_print_table (head, lines);
  fprintf ('\n');
  outcome = {'FAILED', 'ok'};
  for c = checks
    fprintf ('%-6s  %s\n', outcome{1 + c.passed}, c.text);
  end
  seconds = toc (started);
  fprintf ('\n%.1f s; written: %s\n         %s\n', seconds, csv, report);

  if nargout > 0
    result = struct ('rows', rows, 'checks', checks, 'passed', all ([checks.passed]), ...
                     'files', {[{csv, report}, {figures.file}]}, 'seconds', seconds);
  end

end

% Models as a cell array, and the options checked.
function [models, opt] = read_arguments (args)

  defaults = struct ('output', fullfile (pwd (), 'build', 'study'), 'positions', 131072, ...
                     'grid', {{}}, 'seed', 1, 'plots', true);
  models = {'llama-3-8b', 'axial-2d', 'wan2.1'};
  if ~ isempty (args) && is_model (args, fieldnames (defaults))
    models = args{1};
    args = args(2:end);
    if ~ iscell (models)
      models = {models};
    end
  end
  words = defaults;
  words.grid = [];                      % a cell array would mean a list of words
  opt = rome_options ('rope_study', words, args);

  need (~ isempty (models) && all (cellfun (@(m) is_text (m) || isstruct (m), models)), ...
        'MODEL must be a name, a struct of rope_config or a cell array of them');
  need (is_text (opt.output), 'OUTPUT must be the name of a folder');
  need (is_count (opt.positions) && opt.positions >= 32, 'POSITIONS must be an integer, 32 or more');
  if ~ iscell (opt.grid)
    opt.grid = {opt.grid};
  end
  opt.grid = opt.grid(~ cellfun (@isempty, opt.grid));
  need (all (cellfun (@(g) isnumeric (g) && isvector (g) && ~ isscalar (g) && all (arrayfun (@is_count, g)) ...
                      && prod (double (g)) >= 32, opt.grid)), ...
        'GRID must be a vector of 2 or more positive integers with a product of 32 or more, or a cell array of such');
  need (is_count (opt.seed + 1), 'SEED must be an integer, 0 or more');
  need (isscalar (opt.plots) && any (double (opt.plots) == [0 1]), 'PLOTS must be true or false');

end

% The first argument is a model unless it begins the options.
function tf = is_model (args, names)

  first = args{1};
  if ischar (first)
    tf = ~ (mod (numel (args), 2) == 0 && any (strcmpi (first, names)));
  elseif isstruct (first)
    tf = isfield (first, 'dim') || ~ isscalar (first);
  else
    tf = true;
  end

end

function tf = is_text (t)

  tf = ischar (t) && size (t, 1) == 1;

end

function tf = is_count (n)

  tf = isnumeric (n) && isscalar (n) && isreal (n) && n >= 1 && n == fix (n) && n < 1e9;

end

function need (ok, text)

  if ~ ok
    error ('rome:badValue', 'rope_study: %s', text);
  end

end

% Make the folder and try it, before minutes of work.
function make_folder (folder)

  if ~ isfolder (folder)
    [~, ~] = mkdir (folder);
  end
  probe = fullfile (folder, 'report.html');
  fid = fopen (probe, 'a');
  if fid < 0
    error ('rome:cannotWrite', 'rope_study: cannot write to %s', folder);
  end
  fclose (fid);

end

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
%! t = r.rows(strcmp ({r.rows.quantity}, 'table') & strcmp ({r.rows.implementation}, 'float32 (Hugging Face)'));
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
%!error <rope_study: unknown option 'foo'; valid options are output, positions, grid, seed, plots$> rope_study ('axial-2d', 'foo', 1)
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
%!error <rope_study: SEED must be an integer, 0 or more$> rope_study ('axial-2d', 'seed', -1)
%!error <rope_study: PLOTS must be true or false$> rope_study ('axial-2d', 'plots', 'no')
%!error <rope_study: cannot write to /dev/null/x$> rope_study ('axial-2d', 'output', '/dev/null/x')
%!error id=rome:cannotWrite rope_study ('axial-2d', 'output', '/dev/null/x')
