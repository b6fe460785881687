% [ROPE, AT, LAYER, NOTES] = config_layer (C, LAYER_TYPE, KNOWN)  the rotary fields of one kind of layer.
%
% ROPE  struct of rope_parameters or rope_scaling (without fields if there is none),
%       of the layer type asked for where they are nested
% AT    its name, for errors
% LAYER 'full_attention', 'sliding_attention', ..., or '' if all layers are alike

function [rope, at, layer, notes] = config_layer (c, layer_type, known)

  notes = {};
  [rope, at] = one_of_two (c);
  nested = ~ isempty (at) && any (structfun (@isstruct, rope));
  if nested
    [rope, at, layer, notes] = choose (rope, at, layer_type);
    return
  end

  layer = layer_type;
  [~, has_local] = config_local_base (c, known);
  types = {};
  listed = config_get (c, 'layer_types');
  if iscell (listed)
    types = unique (listed(:))';
  end
  if has_local || known.plain_sliding
    types = unique ([types, {'full_attention', 'sliding_attention'}]);
  end
  if isempty (layer)
    layer = 'full_attention';
    if has_local
      notes = {'of the full_attention layers (sliding_attention has another base)'};
    elseif known.plain_sliding && ~ isempty (at)
      notes = {'of the full_attention layers (sliding_attention is not scaled)'};
    end
  elseif ~ any (strcmp (layer, types)) && ~ strcmp (layer, 'full_attention')
    shown = 'full_attention';
    if ~ isempty (types)
      shown = strjoin (types, ', ');
    end
    error ('rome:badOption', 'rope_config: LAYER_TYPE must be one of %s for this file, got ''%s''', shown, layer);
  end
  if strcmp (layer, 'sliding_attention') && (has_local || known.plain_sliding)
    rope = struct ();                   % the rule is for the others
    at = '';
    notes = {'of the sliding_attention layers'};
  end

end

% rope_parameters (transformers 5) or rope_scaling; both only if they say the same.
function [rope, at] = one_of_two (c)

  rope = struct ();
  at = '';
  names = {'rope_parameters', 'rope_scaling'};
  for k = 1:2
    v = config_get (c, names{k});
    if isempty (v)
      continue
    end
    if ~ (isstruct (v) && isscalar (v))
      error ('rome:badField', 'rope_config: %s must be an object, got %s', names{k}, class (v));
    end
    if isempty (fieldnames (v))
      continue
    end
    if ~ isempty (at) && ~ isequal (rmtype (rope), rmtype (v))
      error ('rome:contradictingFields', 'rope_config: rope_parameters and rope_scaling say different things');
    end
    if isempty (at)
      rope = v;
      at = names{k};
    end
  end

end

% What rope_scaling says too when the two are compared: rope_theta has its own check.
function v = rmtype (v)

  drop = intersect (fieldnames (v), {'type', 'rope_theta', 'partial_rotary_factor'});
  if isfield (v, 'type') && ~ isfield (v, 'rope_type')
    v.rope_type = v.type;
  end
  v = orderfields (rmfield (v, drop));

end

% One entry of nested parameters, full_attention unless another one is asked for.
function [rope, at, layer, notes] = choose (rope, at, layer_type)

  types = fieldnames (rope)';
  for k = 1:numel (types)
    if ~ (isstruct (rope.(types{k})) || isempty (rope.(types{k})))
      error ('rome:unknownField', 'rope_config: unknown field %s.%s beside the layer types', at, types{k});
    end
  end
  layer = layer_type;
  if isempty (layer)
    layer = 'full_attention';
    if ~ any (strcmp (layer, types))
      if numel (types) > 1
        error ('rome:missingField', 'rope_config: %s has no full_attention; LAYER_TYPE must be one of %s', ...
               at, strjoin (types, ', '));
      end
      layer = types{1};
    end
  end
  if ~ any (strcmp (layer, types))
    error ('rome:badOption', 'rope_config: LAYER_TYPE must be one of %s for this file, got ''%s''', ...
           strjoin (types, ', '), layer);
  end
  if isempty (rope.(layer))
    error ('rome:noRotary', 'rope_config: %s.%s is null: these layers have no rotary embedding', at, layer);
  end
  rope = rope.(layer);
  at = [at, '.', layer];
  others = types(~ strcmp (types, layer));
  notes = {['of the ', layer, ' layers']};
  if ~ isempty (others)
    notes = {[notes{1}, ' (there are also ', strjoin(others, ', '), ')']};
  end

end
