% [HEAD, NOTES] = config_head (C, ROPE, AT, LAYER, KNOWN)  head size, rotated columns and where they start.
%
% HEAD  struct: head_dim; dim, the rotated columns; start, the unrotated columns before
%       them; partial, the share that was given (for the proportional rule)

function [head, notes] = config_head (c, rope, at, layer, known)

  notes = {};
  head = struct ('head_dim', [], 'dim', [], 'start', 0, 'partial', []);
  [head.partial, field] = config_one ({'partial_rotary_factor', config_get(c, 'partial_rotary_factor'); ...
    [at, '.partial_rotary_factor'], config_get(rope, 'partial_rotary_factor'); 'rotary_pct', config_get(c, 'rotary_pct'); ...
    'rope_pct', config_get(c, 'rope_pct'); 'rotary_percent', config_get(c, 'rotary_percent')});
  if ~ isempty (head.partial) && head.partial > 1
    error ('rome:badField', 'rope_config: %s must be at most 1, got %g', field, head.partial);
  end

  latent = config_get (c, 'qk_rope_head_dim');
  if ~ isempty (latent)                 % MLA: [not rotated, rotated]
    head.dim = whole ('qk_rope_head_dim', latent);
    nope = config_get (c, 'qk_nope_head_dim');
    if isempty (nope)
      error ('rome:missingField', 'rope_config: qk_rope_head_dim needs the field qk_nope_head_dim');
    end
    head.start = whole ('qk_nope_head_dim', nope);
    head.head_dim = head.start + head.dim;
    check_even ('qk_rope_head_dim', head.dim);
    return
  end

  head.head_dim = head_size (c, layer, known);
  columns = config_get (c, 'rotary_dim');
  if ~ isempty (columns)
    head.dim = whole ('rotary_dim', columns);
    if ~ isempty (head.partial) && floor (head.head_dim * head.partial) ~= head.dim
      error ('rome:contradictingFields', 'rope_config: rotary_dim is %d, but %s gives %d of %d columns', ...
             head.dim, field, floor (head.head_dim * head.partial), head.head_dim);
    end
    if head.dim > head.head_dim
      error ('rome:contradictingFields', 'rope_config: rotary_dim is %d, but a head has %d columns', head.dim, head.head_dim);
    end
    check_even ('rotary_dim', head.dim);
    return
  end
  share = head.partial;
  if isempty (share)
    share = known.partial;
    field = 'head_dim';
    if share < 1
      notes = {sprintf('no partial_rotary_factor in the file: %g, the default of the architecture', share)};
    end
  end
  if strcmp (config_get (rope, 'rope_type'), 'proportional')
    share = 1;                          % the rule itself leaves pairs out
  end
  head.dim = floor (head.head_dim * share);
  check_even (field, head.dim);

end

% head_dim, kv_channels, the default of the architecture, or hidden size / heads.
function n = head_size (c, layer, known)

  wide = config_get (c, 'global_head_dim');
  if strcmp (layer, 'full_attention') && ~ isempty (wide)
    n = whole ('global_head_dim', wide);
    return
  end
  [n, ~] = config_one ({'head_dim', config_get(c, 'head_dim'); 'kv_channels', config_get(c, 'kv_channels'); ...
                        'attention_head_dim', config_get(c, 'attention_head_dim')});
  if ~ isempty (n)
    n = whole ('head_dim', n);
    return
  end
  if ~ isempty (known.head_dim)
    n = known.head_dim;
    return
  end
  [hidden, width] = first_of (c, {'hidden_size', 'n_embd', 'd_model'});
  [heads, number] = first_of (c, {'num_attention_heads', 'n_head', 'n_heads', 'num_heads'});
  if isempty (hidden) || isempty (heads)
    missing = 'num_attention_heads';
    if isempty (hidden)
      missing = 'hidden_size';
    end
    error ('rome:missingField', 'rope_config: the field head_dim is missing, and so is %s', missing);
  end
  n = whole (width, hidden) / whole (number, heads);
  if n ~= fix (n)
    error ('rome:contradictingFields', 'rope_config: %s = %d is no multiple of %s = %d', width, hidden, number, heads);
  end

end

function [v, name] = first_of (c, names)

  v = [];
  name = names{1};
  for k = numel (names):-1:1
    if ~ isempty (config_get (c, names{k}))
      v = c.(names{k});
      name = names{k};
    end
  end

end

function n = whole (field, value)

  n = config_number (field, value);
  if n ~= fix (n) || n > 2 ^ 20
    error ('rome:badField', 'rope_config: %s must be an integer up to 2^20, got %g', field, n);
  end

end

function check_even (field, n)

  if n < 2 || mod (n, 2) ~= 0
    error ('rome:oddDimension', 'rope_config: %s gives %d rotated columns; they must be an even number, 2 or more', field, n);
  end

end
