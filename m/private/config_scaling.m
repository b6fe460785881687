% [OPTIONS, NOTES] = config_scaling (C, ROPE, AT, HEAD, BASE, KNOWN, TYPE)  options for rope_cache.
%
% base, and where the file has them: scaling (a rule and its fields), sections and
% sections_interleaved (M-RoPE), pair_axes (Ernie 4.5 VL).

function [options, notes] = config_scaling (c, rope, at, head, base, known, type)

  options = struct ('base', base);
  [rule, notes] = rule_name (rope, at);
  if isequal (config_get (c, 'use_dynamic_ntk'), true) && isempty (at)   % Qwen 1
    options.scaling = struct ('rope_type', 'qwen_dynamic', 'original_max_position_embeddings', qwen_length (c));
    notes = {'use_logn_attn, where true, multiplies the queries beside the rotary embedding'};
    return
  end
  [needed, allowed] = fields_of (rule);
  check_fields (rope, at, rule, allowed);
  options = add_sections (options, rope, at, head, known, type);
  if strcmp (rule, 'default')
    return
  end

  s = struct ('rope_type', rule);
  copied = setdiff (allowed, {'alpha', 'original_max_position_embeddings'}, 'stable');
  for k = 1:numel (copied)
    v = config_get (rope, copied{k});
    if isempty (v)
      continue
    end
    name = [at, '.', copied{k}];
    if any (strcmp (copied{k}, {'short_factor', 'long_factor'}))
      s.(copied{k}) = factor_list (name, v, head.dim / 2);
    elseif strcmp (copied{k}, 'truncate')
      if ~ (islogical (v) && isscalar (v))
        error ('rome:badField', 'rope_config: %s must be true or false', name);
      end
      s.truncate = v;
    elseif any (strcmp (copied{k}, {'mscale', 'mscale_all_dim'})) && isequal (v, 0)
      s.(copied{k}) = 0;
    else
      s.(copied{k}) = config_number (name, v);
    end
  end
  original = config_one ({[at, '.original_max_position_embeddings'], config_get(rope, 'original_max_position_embeddings'); ...
                          'original_max_position_embeddings', config_get(c, 'original_max_position_embeddings')});
  if ~ isempty (original) && any (strcmp ('original_max_position_embeddings', needed))
    s.original_max_position_embeddings = original;
  end
  longest = config_get (c, 'max_position_embeddings');
  if ~ isempty (longest) && any (strcmp (rule, {'dynamic', 'longrope', 'dynamic_longrope'}))
    s.max_position_embeddings = config_number ('max_position_embeddings', longest);
  end
  if isfield (s, 'attention_factor') && (isfield (s, 'short_mscale') || isfield (s, 'long_mscale'))
    error ('rome:contradictingFields', 'rope_config: %s.attention_factor contradicts short_mscale and long_mscale', at);
  elseif strcmp (rule, 'proportional')
    s.partial_rotary_factor = 1;
    if ~ isempty (head.partial)
      s.partial_rotary_factor = head.partial;
    end
  elseif strcmp (rule, 'dynamic') && ~ isempty (config_get (rope, 'alpha'))
    s = struct ('rope_type', 'ntk', 'factor', config_number ([at, '.alpha'], rope.alpha));
    needed = {'factor'};                % Hunyuan: base * alpha^(d/(d-2)) at every length
    notes = [notes, {'alpha: the base is multiplied by alpha^(d/(d-2)) at every length'}];
  end
  for k = 1:numel (needed)
    if ~ isfield (s, needed{k})
      error ('rome:missingField', 'rope_config: %s with rope_type ''%s'' needs the field %s', at, rule, needed{k});
    end
  end
  if strcmp (rule, 'yarn') && isfield (s, 'mscale_all_dim') && s.mscale_all_dim ~= 0 && ~ isempty (config_get (c, 'qk_rope_head_dim'))
    notes = [notes, {sprintf('the softmax scale is multiplied by (0.1 mscale_all_dim ln factor + 1)^2 = %.6f', ...
                             (0.1 * s.mscale_all_dim * log (max (s.factor, 1)) + 1) ^ 2)}];
  end
  options.scaling = s;

end

% The rule by our name; the older names type, su and mrope are known too.
function [rule, notes] = rule_name (rope, at)

  notes = {};
  given = {};
  names = {'rope_type', 'type'};
  for k = 1:2
    v = config_get (rope, names{k});
    if isempty (v)
      continue
    end
    if ~ ischar (v)
      error ('rome:badField', 'rope_config: %s.%s must be text, got %s', at, names{k}, class (v));
    end
    given = [given, {modern(v)}];
  end
  rule = 'default';
  if ~ isempty (given)
    rule = given{1};
  elseif any (ismember (fieldnames (rope), {'factor', 'short_factor', 'long_factor', 'beta_fast', 'low_freq_factor'}))
    error ('rome:missingField', 'rope_config: %s needs the field rope_type', at);
  end
  if numel (given) == 2 && ~ strcmp (given{1}, given{2})
    error ('rome:contradictingFields', 'rope_config: %s.rope_type is ''%s'', but %s.type is ''%s''', at, rope.rope_type, at, rope.type);
  end
  known = fields_of ();
  if ~ any (strcmp (rule, known))
    error ('rome:unknownField', 'rope_config: unknown rope_type ''%s'' in %s; known are %s, su, mrope', ...
           rule, at, strjoin (known, ', '));
  end
  if ~ isempty (config_get (rope, 'llama_4_scaling_beta'))
    notes = {'llama_4_scaling_beta scales the queries by position, beside the rotary embedding'};
  end

end

function rule = modern (rule)

  old = {'su', 'longrope'; 'mrope', 'default'};
  k = find (strcmp (rule, old(:, 1)));
  if ~ isempty (k)
    rule = old{k, 2};
  end

end

% Fields that a rule needs and may have, as in rope_freqs; without argument all rules.
function [needed, allowed] = fields_of (rule)

  f = 'factor';
  original = 'original_max_position_embeddings';
  ramp = {'beta_fast', 'beta_slow', 'truncate', 'extrapolation_factor'};
  yarn = [ramp, {'mscale', 'mscale_all_dim', 'mscale_coefficient', 'attention_factor', 'attn_factor'}];
  rules = { ...
    'default',          {},                                        {}; ...
    'linear',           {f},                                       {}; ...
    'dynamic_linear',   {f, original},                             {}; ...
    'ntk',              {f},                                       {}; ...
    'base_factor',      {f},                                       {}; ...
    'dynamic',          {f, 'max_position_embeddings'},            {'alpha'}; ...
    'dynamic_static',   {f},                                       {}; ...
    'ntk_mixed',        {f},                                       {'mixed_b'}; ...
    'qwen_dynamic',     {original},                                {}; ...
    'yarn',             {f, original},                             yarn; ...
    'dynamic_yarn',     {original},                                yarn; ...
    'yarn_log',         {f, original},                             [ramp, {'attention_factor'}]; ...
    'theta_scale',      {f, original},                             {}; ...
    'longrope',         {'short_factor', 'long_factor', original}, {f, 'attention_factor', 'short_mscale', 'long_mscale'}; ...
    'dynamic_longrope', {'long_factor', original, 'max_position_embeddings'}, {'attention_factor'}; ...
    'llama3',           {f, 'low_freq_factor', 'high_freq_factor', original}, {}; ...
    'proportional',     {},                                        {f}};
  if nargin < 1
    needed = rules(:, 1)';
    return
  end
  k = strcmp (rule, rules(:, 1));
  needed = rules{k, 2};
  allowed = unique ([needed(~ strcmp (needed, 'max_position_embeddings')), rules{k, 3}], 'stable');

end

% A field that no rule has is unknown; one of another rule contradicts this one, unless
% it says nothing (a factor of 1).
function check_fields (rope, at, rule, allowed)

  always = {'rope_type', 'type', 'rope_theta', 'partial_rotary_factor', 'mrope_section', 'mrope_interleaved', ...
            'original_max_position_embeddings', 'max_position_embeddings', 'finetuned', 'llama_4_scaling_beta'};
  rules = fields_of ();
  all_fields = always;
  for k = 1:numel (rules)
    [~, more] = fields_of (rules{k});
    all_fields = unique ([all_fields, more], 'stable');
  end
  names = fieldnames (rope);
  for k = 1:numel (names)
    name = names{k};
    v = rope.(name);
    if isempty (v) || any (strcmp (name, [always, allowed]))
      continue
    end
    if ~ any (strcmp (name, all_fields))
      error ('rome:unknownField', 'rope_config: unknown field %s.%s; known fields are %s', at, name, strjoin (all_fields, ', '));
    end
    if ~ (any (strcmp (name, {'factor', 'attention_factor'})) && isequal (v, 1))
      error ('rome:contradictingFields', 'rope_config: %s.%s has no meaning for rope_type ''%s''', at, name, rule);
    end
  end

end

function n = qwen_length (c)

  n = config_get (c, 'seq_length');
  if isempty (n)
    error ('rome:missingField', 'rope_config: use_dynamic_ntk needs the field seq_length');
  end
  n = config_number ('seq_length', n);

end

function list = factor_list (name, v, pairs)

  if ~ (isnumeric (v) && isvector (v) && all (isfinite (v)) && all (v > 0))
    error ('rome:badField', 'rope_config: %s must be a list of positive numbers', name);
  end
  if numel (v) ~= pairs
    error ('rome:sizeMismatch', 'rope_config: %s must have one number per pair (%d), got %d', name, pairs, numel (v));
  end
  list = v(:)';

end

function o = add_sections (o, rope, at, head, known, type)

  n = config_get (rope, 'mrope_section');
  if strncmp (type, 'ernie4_5_vl', 11) && isempty (n)
    n = [22, 22, 20];
  end
  if isempty (n)
    if strcmp (config_get (rope, 'type'), 'mrope')
      error ('rome:missingField', 'rope_config: %s with type ''mrope'' needs the field mrope_section', at);
    end
    if ~ isempty (config_get (rope, 'mrope_interleaved'))
      error ('rome:missingField', 'rope_config: %s.mrope_interleaved needs the field mrope_section', at);
    end
    return
  end
  if ~ (isnumeric (n) && isvector (n) && all (n >= 0) && all (n == fix (n)))
    error ('rome:badField', 'rope_config: %s.mrope_section must be a list of integers', at);
  end
  n = n(:)';
  if sum (n) ~= head.dim / 2
    error ('rome:sizeMismatch', 'rope_config: %s.mrope_section must sum to the number of pairs (%d), got a sum of %d', ...
           at, head.dim / 2, sum (n));
  end
  if strncmp (type, 'ernie4_5_vl', 11)  % height and width alternate, time has the slow end
    if numel (n) ~= 3 || n(1) ~= n(2)
      error ('rome:badField', 'rope_config: %s.mrope_section must be [n, n, m] for model_type ''%s''', at, type);
    end
    o.pair_axes = [repmat([2, 3], 1, n(1)), ones(1, n(3))];
    return
  end
  o.sections = n;
  flag = config_get (rope, 'mrope_interleaved');
  if isempty (flag)
    flag = known.interleaved_sections;
  end
  if ~ (islogical (flag) && isscalar (flag))
    error ('rome:badField', 'rope_config: %s.mrope_interleaved must be true or false', at);
  end
  o.sections_interleaved = flag;

end
