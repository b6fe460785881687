% O = config_file (FILE, LAYER_TYPE)  the rotary part of a Hugging Face config.json.
%
% The struct that rope_config returns, from the fields of FILE; rope_config's help says
% which are read.  The steps, one function each: the part of the file that describes the
% text model, the layer type, the base, the sizes of a head, the scaling rule.
%
% Every error names the field.

function o = config_file (file, layer_type)

  whole = read_json (file);
  [c, part] = text_part (whole);
  type = text_field (c, 'model_type');
  known = config_model_type (type);
  refuse_other_embeddings (c, type);
  refuse_unknown_fields (c);

  [rope, at, layer, notes] = config_layer (c, layer_type, known);
  [head, more] = config_head (c, rope, at, layer, known);
  notes = [notes, more];
  [base, more] = config_base (c, rope, at, layer, known, type);
  notes = [notes, more];
  [options, more] = config_scaling (c, rope, at, head, base, known, type);
  notes = [notes, more, {known.note}];

  if ~ known.known
    shown = 'there is no model_type';
    if ~ isempty (type)
      shown = sprintf ('model_type ''%s'' is not known', type);
    end
    notes = [{[shown, ': the pairing ''half'', that of most Hugging Face models, is assumed; check it']}, notes];
  end
  if ~ isempty (part)
    notes = [{sprintf('from the field %s', part)}, notes];
  end
  notes = notes(~ cellfun (@isempty, notes));

  certainty = {'read from the file; pairing assumed', 'read from the file'};
  o = struct ('name', short_name (file), 'dim', head.dim, 'head_dim', head.head_dim, ...
              'pairing', known.pairing, 'options', options, 'max_positions', longest (c), ...
              'source', file, 'certainty', certainty{1 + known.known}, ...
              'note', strjoin (notes, '; '), 'start', head.start);
  if isfield (c, 'rope_interleave') && islogical (c.rope_interleave) && ~ c.rope_interleave
    o.pairing = 'half';
  end
  check_accepted (o);

end

function c = read_json (file)

  [id, message] = fopen (file, 'r');
  if id < 0
    error ('rome:noFile', 'rope_config: cannot read ''%s'': %s', file, message);
  end
  text = fread (id, Inf, 'uint8=>char')';
  fclose (id);
  try
    c = jsondecode (text);
  catch err
    error ('rome:notJson', 'rope_config: ''%s'' is not JSON: %s', file, err.message);
  end
  if ~ (isstruct (c) && isscalar (c))
    error ('rome:notJson', 'rope_config: ''%s'' must hold one JSON object', file);
  end

end

% Multimodal files keep the language model in a field of its own.  Fields outside it
% count where it has none; rotary fields in both places must agree.
function [c, part] = text_part (c)

  part = '';
  names = {'thinker_config', 'text_config', 'llm_config', 'language_config', 'text_model_config'};
  k = 1;
  while k <= numel (names)
    if ~ (isfield (c, names{k}) && isstruct (c.(names{k})) && isscalar (c.(names{k})))
      k = k + 1;
      continue
    end
    outer = rmfield (c, names{k});
    c = c.(names{k});
    part = [part, repmat('.', 1, ~ isempty (part)), names{k}];
    fields = fieldnames (outer);
    for f = 1:numel (fields)
      field = fields{f};
      value = outer.(field);
      if isstruct (value) && ~ any (strcmp (field, {'rope_scaling', 'rope_parameters'}))
        continue
      end
      if ~ isfield (c, field) || (isempty (c.(field)) && ~ isempty (value))
        c.(field) = value;
      elseif is_rotary (field) && ~ isempty (value) && ~ isequal (value, c.(field))
        error ('rome:contradictingFields', ...
               'rope_config: %s stands at two places with different values, at the top and in %s', field, part);
      end
    end
    k = 1;                              % thinker_config.text_config
  end

end

function refuse_other_embeddings (c, type)

  kind = text_field (c, 'position_embedding_type');
  if ~ isempty (kind) && isempty (regexp (lower (kind), 'rop|rotary', 'once'))
    error ('rome:noRotary', ['rope_config: position_embedding_type is ''%s'': ', ...
           'the model has no rotary embedding'], kind);
  end
  if isfield (c, 'alibi') && isequal (c.alibi, true)
    error ('rome:noRotary', 'rope_config: alibi is true: the model has no rotary embedding');
  end
  if any (strcmp (type, {'bert', 'gpt2', 'opt', 'bloom', 'mpt', 'gpt_neo', 't5', 'gpt_bigcode', 'mamba', 'mamba2', 'rwkv', 'jamba'}))
    error ('rome:noRotary', 'rope_config: model_type ''%s'' has no rotary embedding', type);
  end

end

% Fields whose names speak of rotary embedding must be ones that are read here, or that
% are known to leave the angles alone.
function refuse_unknown_fields (c)

  known = {'rope_theta', 'rope_scaling', 'rope_parameters', 'rotary_pct', 'rope_pct', 'rotary_percent', ...
           'rotary_emb_base', 'rotary_dim', 'partial_rotary_factor', 'rope_local_base_freq', ...
           'global_rope_theta', 'local_rope_theta', 'qk_rope_head_dim', 'rope_interleave', 'rope_ratio', ...
           'no_rope_layers', 'no_rope_layer_interval', 'rotary', 'original_rope', 'rope_3d'};
  names = fieldnames (c);
  for k = 1:numel (names)
    if is_rotary (names{k}) && ~ any (strcmp (names{k}, known)) && ~ isempty (c.(names{k}))
      error ('rome:unknownField', 'rope_config: unknown field %s; known fields are %s', ...
             names{k}, strjoin (known, ', '));
    end
  end

end

function yes = is_rotary (name)
  yes = ~ isempty (regexpi (name, '(^|_)(rope|rotary)(_|$)', 'once'));
end

function text = text_field (c, name)

  text = '';
  if isfield (c, name) && ischar (c.(name))
    text = c.(name);
  end

end

% The folder's name for .../Some-Model/config.json, else the file's.
function name = short_name (file)

  [folder, name] = fileparts (file);
  if strcmpi (name, 'config')
    [~, stem, tail] = fileparts (folder);
    if ~ isempty ([stem, tail])
      name = [stem, tail];
    end
  end

end

function n = longest (c)

  n = [];
  names = {'max_position_embeddings', 'n_positions', 'max_sequence_length', 'seq_length', 'n_ctx'};
  for k = numel (names):-1:1
    if isfield (c, names{k}) && ~ isempty (c.(names{k}))
      n = config_number (names{k}, c.(names{k}));
    end
  end

end

% What is out of range in the numbers themselves is told by the function that uses them.
function check_accepted (o)

  if exist ('rope_freqs') == 0
    return                              % the models without the compiled part
  end
  try
    rope_freqs (o.dim, o.options);
  catch err
    error (err.identifier, 'rope_config: %s', regexprep (err.message, '^rope_freqs: ', ''));
  end

end
