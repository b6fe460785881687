% C = study_case (CONFIG, OPT)  what one model asks the study to compute.
%
% CONFIG  struct as rope_config returns it
% OPT     options of rope_study: positions, grid, sampling, samples
%
% C holds the name, the sizes, the positions of all tokens (see study_rows), their number
% count, the rows and heads to rotate, and
%   options    for the builtins
%   blocks     the blocks of columns inside which the pairing applies
%   axes       columns that turn with each axis
%   factor     the attention factor as hi + lo, 1 for most models

function c = study_case (config, opt)

  if isfield (config.options, 'xpos') && ~ isempty (config.options.xpos)
    error ('rome:badValue', ['rope_study: model ''%s'' has the scale of xPos, with which a table is no rotation; ', ...
           'give it without XPOS'], config.name);
  end

  c.name = config.name;
  c.slug = regexprep (lower (c.name), '[^a-z0-9.]+', '-');
  c.dim = config.dim;
  c.head_dim = max (config.head_dim, config.dim);
  c.options = config.options;
  axis = study_pair_axis (c.dim, c.options);
  c.blocks = c.dim;
  if isfield (c.options, 'axes') && ~ isempty (c.options.axes)
    c.blocks = c.options.axes(:)';
  end
  c.axes = 2 * accumarray (axis(:), 1)';
  c.dims = numel (c.axes);
  c.sizes = extents (c.dims, opt);
  if isfield (c.options, 'scaling') && ~ isfield (c.options, 'seq_len')
    c.options.seq_len = max (c.sizes);  % the same rule for every block of rows
  end
  if c.dims == 1
    [c.positions, c.sampling] = study_sample (c.sizes, opt.sampling, opt.samples, rope_freqs (c.dim, c.options));
    c.count = numel (c.positions);
    if isempty (c.positions)
      c.count = c.sizes;
    end
    tokens = 4096;                      % all tables are long: rotate a sample
  else
    c.positions = rope_grid (c.sizes);
    c.count = size (c.positions, 1);
    c.sampling = sprintf ('every one of %d tokens', c.count);
    tokens = 16384;
  end
  origin = rope_truth (zeros (2, c.dims), c.dim, c.options);
  c.factor = [origin.cos(1), origin.cos_lo(1)];

  % Rotated tokens: spread over the table, the first and the last among them, with
  % enough heads for a million values in each format.
  c.rows = unique (round (linspace (0, c.count - 1, min (tokens, c.count))))';
  c.heads = max (1, min (4, ceil (1e6 / (numel (c.rows) * c.head_dim))));
  c.text = describe (c);

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
