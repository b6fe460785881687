% CASES = study_cases (MODELS, OPT)  the cases of a study, one struct of study_case each.
%
% Every model, in every number of axes of OPT.dims and every rotary dimension of OPT.dim
% where these are given.  A model in another number of axes than its own keeps its base and
% gets its columns split evenly; its scaling and sections do not apply there.

function cases = study_cases (models, opt)

  configs = {};
  for k = 1:numel (models)
    config = config_of (models{k});
    own = max (study_pair_axis (config.dim, config.options));
    for dims = either (opt.dims, own)
      for dim = either (opt.dim, config.dim)
        configs{end+1} = vary (config, own, dims, dim);
      end
    end
  end
  cases = cellfun (@(c) study_case (c, opt), configs, 'UniformOutput', false);
  names = cellfun (@(c) c.slug, cases, 'UniformOutput', false);
  if numel (unique (names)) < numel (names)
    error ('rome:badValue', 'rope_study: the same model is asked for twice');
  end

end

function config = config_of (model)

  if isstruct (model)
    config = model;
  elseif strcmpi (model, 'axial-2d')    % a split of a head of 128, as vision transformers have
    config = struct ('name', 'axial-2d', 'dim', 128, 'head_dim', 128, 'options', struct ('base', 1e4, 'axes', [64, 64]));
  else
    config = rope_config (model);
  end
  if isempty (fieldnames (config.options))
    error ('rome:badValue', ['rope_study: the angles of model ''%s'' are not those of rope_cache; ', ...
           'see its note in rope_config'], config.name);
  end

end

function v = either (v, own)

  if isempty (v)
    v = own;
  end
  v = double (v(:)');

end

function config = vary (config, own, dims, dim)

  if dims == own && dim == config.dim
    return
  end
  if dims ~= own || ~ all (ismember (fieldnames (config.options), {'base', 'axes', 'scaling'}))
    if ~ isfield (config.options, 'base')
      error ('rome:badValue', 'rope_study: model ''%s'' has no base: DIMS and DIM do not apply', config.name);
    end
    config.options = struct ('base', config.options.base);
  end
  config.name = sprintf ('%s %d-D', config.name, dims);
  if dim ~= config.dim
    config.name = sprintf ('%s dim %d', config.name, dim);
  end
  config.head_dim = config.head_dim - config.dim + dim;
  config.dim = dim;
  if dims > 1
    pairs = floor (dim / 2 / dims) * ones (1, dims);
    left = dim / 2 - sum (pairs);
    pairs(1:left) = pairs(1:left) + 1;
    if any (pairs == 0)
      error ('rome:badValue', 'rope_study: %d columns cannot be split over %d axes', dim, dims);
    end
    config.options.axes = 2 * pairs;
  end

end
