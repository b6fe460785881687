% C = study_case (MODEL, OPT)  what one model asks the study to compute.
%
% MODEL  name for rope_config, the struct that rope_config returns, or 'axial-2d'
% OPT    options of rope_study: positions, grid
%
% C holds the name, the sizes, the S-by-A positions of all tokens (count S), the rows
% and heads to rotate, and how to call each implementation:
%   options    for the builtins
%   reference  options and order for the reference tables, see study_tables
%   blocks     the blocks of columns inside which the pairing applies
%   axes       columns that turn with each axis
%   factor     the attention factor as hi + lo, 1 for most models

function c = study_case (model, opt)

  if isstruct (model)
    config = model;
  elseif strcmpi (model, 'axial-2d')
    config = axial_2d ();
  else
    config = rope_config (model);
  end
  if isempty (fieldnames (config.options))
    error ('rome:badValue', ['rope_study: the angles of model ''%s'' are not those of rope_cache; ', ...
           'see its note in rope_config'], config.name);
  end

  if isfield (config.options, 'xpos') && ~ isempty (config.options.xpos)
    error ('rome:badValue', ['rope_study: model ''%s'' has the scale of xPos, with which a table is no rotation; ', ...
           'give it without XPOS'], config.name);
  end

  c.name = config.name;
  c.slug = regexprep (lower (c.name), '[^a-z0-9.]+', '-');
  c.dim = config.dim;
  c.head_dim = max (config.head_dim, config.dim);
  c.options = config.options;
  [pair_axis, c.blocks] = axis_of_pairs (c);
  c.axes = 2 * accumarray (pair_axis(:), 1)';
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
  if isfield (c.options, 'scaling') && ~ isfield (c.options, 'seq_len')
    c.options.seq_len = max (c.sizes);  % the same rule for every block of rows
  end
  c.reference = reference (c, pair_axis);
  origin = rope_truth (zeros (2, c.dims), c.dim, c.options);
  c.factor = [origin.cos(1), origin.cos_lo(1)];

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

% The axis (from 1) that turns each pair, and the blocks of the pairing: one per axis
% with 'axes'; the whole head with the 'sections' of M-RoPE.
function [axis, blocks] = axis_of_pairs (c)

  h = c.dim / 2;
  blocks = c.dim;
  axis = ones (1, h);
  if isfield (c.options, 'axes') && ~ isempty (c.options.axes)
    blocks = c.options.axes(:)';
    axis = repelem (1:numel (blocks), blocks / 2);
  elseif isfield (c.options, 'pair_axes') && ~ isempty (c.options.pair_axes)
    axis = c.options.pair_axes(:)';
  elseif isfield (c.options, 'sections') && ~ isempty (c.options.sections)
    n = c.options.sections(:)';
    axis = repelem (1:numel (n), n);
    if isfield (c.options, 'sections_interleaved') && c.options.sections_interleaved
      axis = ones (1, h);
      for a = 2:numel (n)
        axis(a:numel (n):min (h, numel (n) * n(a))) = a;
      end
    end
  end

end

% The models know base, axes and explicit frequencies.  Every other rule reaches them
% as the list of its frequencies, the pairs sorted by their axes.
function r = reference (c, pair_axis)

  r = struct ('options', c.options, 'order', 1:c.dim/2);
  if all (ismember (lower (fieldnames (c.options)), {'base', 'axes'}))
    return
  end
  w = rope_freqs (c.dim, rmfield (c.options, intersect (fieldnames (c.options), {'offset'})));
  [~, r.order] = sort (pair_axis);
  r.options = struct ('freqs', w(r.order), 'axes', c.axes);
  if isfield (c.options, 'offset')
    r.options.offset = c.options.offset;
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
  text = sprintf ('%d-D, %s, %d rotated columns of %d', c.dims, where, c.dim, c.head_dim);
  if isfield (c.options, 'base')
    text = sprintf ('%s, base %g', text, c.options.base);
  end
  if isfield (c.options, 'sections')
    text = sprintf ('%s, sections', text);
  end
  if isfield (c.options, 'scaling')
    text = sprintf ('%s, scaling %s', text, c.options.scaling.rope_type);
  end
  if c.factor(1) ~= 1
    text = sprintf ('%s, attention factor %.6g', text, c.factor(1));
  end

end
