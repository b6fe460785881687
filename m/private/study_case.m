% C = study_case (MODEL, OPT)  what one model asks the study to compute.
%
% MODEL  name for rope_config, the struct that rope_config returns, or 'axial-2d'
% OPT    options of rope_study: positions, grid
%
% C holds the name, the sizes, the S-by-A positions of all tokens, and the options
% for the builtin and for the reference tables.

function c = study_case (model, opt)

  if isstruct (model)
    config = model;
  elseif strcmpi (model, 'axial-2d')
    config = axial_2d ();
  else
    config = rope_config (model);
  end

  c.name = config.name;
  c.slug = regexprep (lower (c.name), '[^a-z0-9.]+', '-');
  c.dim = config.dim;
  c.head_dim = max (config.head_dim, config.dim);
  c.options = config.options;
  c.reference_options = reference_options (c);
  c.axes = c.dim;
  if isfield (c.options, 'axes') && ~ isempty (c.options.axes)
    c.axes = c.options.axes(:)';
  end
  c.dims = numel (c.axes);
  c.sizes = extents (c.dims, opt);
  if c.dims == 1
    c.positions = (0:c.sizes-1)';
    tokens = 4096;                      % all tables are long: rotate a sample
  else
    c.positions = rope_grid (c.sizes);
    tokens = 16384;
  end
  c.count = size (c.positions, 1);

  % Rotated tokens: spread over the table, the first and the last among them, with
  % enough heads for a million values in each class.
  c.rows = unique (round (linspace (0, c.count - 1, min (tokens, c.count))))';
  c.heads = max (1, min (4, ceil (1e6 / (numel (c.rows) * c.head_dim))));
  c.text = describe (c);

end

% A 2-D axial split of a head of 128, as vision transformers have.
function config = axial_2d ()

  config = struct ('name', 'axial-2d', 'dim', 128, 'head_dim', 128, ...
                   'options', struct ('base', 1e4, 'axes', [64, 64]));

end

% The models know base and axes only; other rules reach them as frequencies.
function options = reference_options (c)

  known = {'base', 'axes', 'freqs', 'offset'};
  names = fieldnames (c.options);
  if all (ismember (lower (names), known))
    options = c.options;
    return
  end
  frequency_options = c.options;
  positional = names(ismember (lower (names), {'offset'}));
  frequency_options = rmfield (frequency_options, positional);
  options = struct ('freqs', rope_freqs (c.dim, frequency_options));
  for name = {'axes', 'offset'}
    if isfield (c.options, name{1})
      options.(name{1}) = c.options.(name{1});
    end
  end

end

function sizes = extents (dims, opt)

  if dims == 1
    sizes = opt.positions;
    return
  end
  defaults = {[], [64, 64], [16, 32, 32], [4, 8, 16, 16]};
  given = opt.grid(cellfun (@numel, opt.grid) == dims);
  if ~ isempty (given)
    sizes = given{1}(:)';
  elseif dims <= numel (defaults)
    sizes = defaults{dims};
  else
    error ('rome:badValue', ...
           'rope_study: GRID must be given for a model with %d axes', dims);
  end

end

function text = describe (c)

  if c.dims == 1
    where = sprintf ('%d positions', c.sizes);
  else
    where = sprintf ('%s grid, axes %s', study_join (c.sizes, '-by-'), study_join (c.axes, ' + '));
  end
  text = sprintf ('%d-D, %s, %d rotated columns', c.dims, where, c.dim);
  if isfield (c.options, 'base')
    text = sprintf ('%s, base %g', text, c.options.base);
  end

end
