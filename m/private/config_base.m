% [BASE, NOTES] = config_base (C, ROPE, AT, LAYER, KNOWN, TYPE)  the base of the frequencies.
%
% From rope_theta, in rope_parameters or at the top, rotary_emb_base or global_rope_theta;
% rope_local_base_freq or local_rope_theta for sliding-window layers; the default of the
% architecture where the file is silent.

function [base, notes] = config_base (c, rope, at, layer, known, type)

  notes = {};
  inner = config_get (rope, 'rope_theta');
  outer = {'rope_theta', config_get(c, 'rope_theta'); 'rotary_emb_base', config_get(c, 'rotary_emb_base'); ...
           'global_rope_theta', config_get(c, 'global_rope_theta')};
  if any (at == '.') && ~ isempty (inner)
    outer = cell (0, 2);                % each layer type has its own; the top is for those without
  end
  [local, has_local] = config_local_base (c, known);
  if strcmp (layer, 'sliding_attention') && has_local && isempty (inner)
    base = local;
    return
  end
  base = config_one ([{[at, '.rope_theta'], inner}; outer]);
  if isempty (base)
    base = known.base;
    if isempty (base)
      error ('rome:missingField', 'rope_config: the field rope_theta is missing (model_type ''%s'')', type);
    end
    notes = {sprintf('no rope_theta in the file: %g, the default of model_type ''%s''', base, type)};
  end
  ratio = config_get (c, 'rope_ratio');
  if ~ isempty (ratio)
    base = base * config_number ('rope_ratio', ratio);
    notes = [notes, {'base multiplied by rope_ratio'}];
  end

end
