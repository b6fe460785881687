% [MODELS, OPT] = study_arguments (ARGS)  the arguments of rope_study, checked.
%
% MODELS is a cell array of names and structs; OPT a struct with the options of the help.

function [models, opt] = study_arguments (args)

  defaults = struct ('output', fullfile (pwd (), 'build', 'study'), 'positions', 131072, 'grid', {{}}, ...
                     'evaluations', {{}}, 'formats', {{}}, 'dims', [], 'dim', [], 'sampling', {{}}, 'samples', 65536, ...
                     'seed', 1, 'plots', true, 'shard', [], 'merge', false, 'resume', true);
  models = {'llama-3-8b', 'axial-2d', 'wan2.1'};
  if ~ isempty (args) && is_model (args, fieldnames (defaults))
    models = args{1};
    args = args(2:end);
    if ~ iscell (models)
      models = {models};
    end
  end
  words = defaults;
  for name = {'grid', 'evaluations', 'formats', 'sampling'}
    words.(name{1}) = [];               % a cell array would mean a list of words
  end
  opt = rome_options ('rope_study', words, args);

  need (~ isempty (models) && all (cellfun (@(m) is_text (m) || isstruct (m), models)), ...
        'MODEL must be a name, a struct of rope_config or a cell array of them');
  need (is_text (opt.output), 'OUTPUT must be the name of a folder');
  need (is_count (opt.positions) && opt.positions >= 32, 'POSITIONS must be an integer, 32 or more');
  opt.grid = grids (opt.grid);
  opt.evaluations = listed (opt.evaluations, 'EVALUATIONS', {rope_evaluations().name}, {'rope_cache', 'rope_cache_ref', 'hf32'});
  opt.evaluations = unique ([{'rope_cache'}, opt.evaluations], 'stable');
  opt.formats = listed (opt.formats, 'FORMATS', {'double', 'single', 'bf16', 'f16'}, {'double', 'single'});
  for e = rope_evaluations (opt.evaluations)'
    need (any (ismember (e.formats, opt.formats)), ...
          sprintf ('FORMATS must have one of %s for evaluation ''%s''', strjoin (e.formats, ', '), e.name));
  end
  opt.sampling = listed (opt.sampling, 'SAMPLING', {'auto', 'exhaustive', 'log-uniform', 'hard'}, {'auto'});
  need (all (arrayfun (@(n) is_count (n) && n <= 4, opt.dims)), 'DIMS must be numbers of axes from 1 to 4');
  need (all (arrayfun (@(n) is_count (n) && mod (n, 2) == 0, opt.dim)), 'DIM must be positive even integers');
  need (is_count (opt.samples), 'SAMPLES must be a positive integer');
  need (is_count (opt.seed + 1), 'SEED must be an integer, 0 or more');
  for name = {'plots', 'merge', 'resume'}
    v = opt.(name{1});
    need (isscalar (v) && (islogical (v) || isnumeric (v)) && any (double (v) == [0 1]), ...
          sprintf ('%s must be true or false', upper (name{1})));
    opt.(name{1}) = logical (v);
  end
  s = opt.shard;
  need (isempty (s) || (isnumeric (s) && numel (s) == 2 && is_count (s(1)) && is_count (s(2)) && s(1) <= s(2)), ...
        'SHARD must be [k n], integers with 1 <= k <= n');
  need (isempty (s) || ~ opt.merge, 'SHARD and MERGE cannot be given together');
  opt.pairings = {'interleaved', 'half'};

end

function g = grids (g)

  if ~ iscell (g)
    g = {g};
  end
  g = g(~ cellfun (@isempty, g));
  need (all (cellfun (@(v) isnumeric (v) && isvector (v) && ~ isscalar (v) && all (arrayfun (@is_count, v)) ...
                      && prod (double (v)) >= 32, g)), ...
        'GRID must be a vector of 2 or more positive integers with a product of 32 or more, or a cell array of such');

end

% A list of words, as a cell row, in lower case and without repetition.
function v = listed (v, name, known, default)

  if isempty (v)
    v = default;
  elseif is_text (v)
    v = {v};
  end
  need (iscellstr (v), sprintf ('%s must be text or a cell array of texts', name));
  v = unique (lower (v(:)'), 'stable');
  for k = 1:numel (v)
    need (any (strcmp (v{k}, known)), sprintf ('%s must be of %s, got ''%s''', name, strjoin (known, ', '), v{k}));
  end

end

% The first argument is a model unless it begins the options.
function tf = is_model (args, names)

  first = args{1};
  if ischar (first)
    tf = ~ (mod (numel (args), 2) == 0 && any (strcmpi (first, names)));
  elseif isstruct (first)
    tf = isfield (first, 'dim') && (~ isscalar (first) || isfield (first, 'options')) || ~ isscalar (first);
  else
    tf = true;
  end

end

function tf = is_text (t)

  tf = ischar (t) && size (t, 1) == 1;

end

function tf = is_count (n)

  tf = isnumeric (n) && isscalar (n) && isreal (n) && n >= 1 && n == fix (n) && n < 2 ^ 53;

end

function need (ok, text)

  if ~ ok
    error ('rome:badValue', 'rope_study: %s', text);
  end

end
