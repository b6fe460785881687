% [BASE, HAS, FIELD] = config_local_base (C, KNOWN)  base of the sliding-window layers, where they have their own.

function [base, has, field] = config_local_base (c, known)

  [base, field] = config_one ({'rope_local_base_freq', config_get(c, 'rope_local_base_freq'); ...
                               'local_rope_theta', config_get(c, 'local_rope_theta')});
  if isempty (base)
    base = known.local_base;
  end
  has = ~ isempty (base);

end
