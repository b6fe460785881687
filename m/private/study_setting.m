% S = study_setting (FNAME, OPT)  dim and options of a study of tables.
%
% OPT has model (name for rope_config, a struct of it, or []), dim, base and options
% (struct for rope_cache).  S has name, dim and options: those of the model, or DIM
% with OPTIONS, to which BASE is added where they have none.

function s = study_setting (fname, opt)

  if ~ isempty (opt.model)
    c = opt.model;
    if ischar (c)
      c = rope_config (c);
    end
    need (fname, isstruct (c) && isscalar (c) && all (isfield (c, {'name', 'dim', 'options'})), ...
          'MODEL must be a name or a struct of rope_config');
    need (fname, ~ isempty (fieldnames (c.options)), ...
          sprintf ('the angles of model ''%s'' are not those of rope_cache; see its note in rope_config', c.name));
    s = struct ('name', c.name, 'dim', c.dim, 'options', c.options);
    if isfield (s.options, 'scaling') && ~ isfield (s.options, 'seq_len') && isfield (c, 'max_positions') ...
       && ~ isempty (c.max_positions)
      s.options.seq_len = c.max_positions;
    end
    return
  end
  need (fname, isstruct (opt.options) && isscalar (opt.options), 'OPTIONS must be a struct for rope_cache');
  need (fname, isnumeric (opt.dim) && isscalar (opt.dim) && opt.dim > 0 && mod (opt.dim, 2) == 0, ...
        'DIM must be a positive even integer');
  s = struct ('name', '', 'dim', double (opt.dim), 'options', opt.options);
  if isfield (s.options, 'freqs')
    s.name = sprintf ('given frequencies, dim %d', s.dim);
    return
  end
  if ~ isfield (s.options, 'base')
    s.options.base = opt.base;
  end
  s.name = sprintf ('base %g, dim %d', s.options.base, s.dim);

end

function need (fname, ok, text)

  if ~ ok
    error ('rome:badValue', '%s: %s', fname, text);
  end

end
