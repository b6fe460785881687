% [W, A] = rule_longrope (S, BASE, D, L, NUMBER, GIVEN)  LongRoPE: a divisor for every pair.
%
%   longrope          w_i / e_i, e = long_factor if L > L0, else short_factor
%   dynamic_longrope  w_i / (1 + (e_i - 1) x), e = long_factor, x = (L - L0) / (Lmax - L0)
%                     clamped to [0, 1]
%
% A = attention_factor, or short_mscale and long_mscale with their lists, else
% sqrt (1 + ln s / ln L0) for s = factor (if GIVEN) or Lmax / L0, 1 for s <= 1.

function [w, a] = rule_longrope (s, base, d, L, number, given)

  L0 = s.original_max_position_embeddings;
  Lmax = s.max_position_embeddings;
  mscale = [];
  if strcmp (s.rope_type, 'dynamic_longrope')
    x = (L / L0 - 1) / (Lmax / L0 - 1);
    e = 1 + (cast (s.long_factor, number) - 1) * min (max (x, 0), 1);
  elseif L > L0
    e = cast (s.long_factor, number);
    mscale = s.long_mscale;
  else
    e = cast (s.short_factor, number);
    mscale = s.short_mscale;
  end
  w = 1 ./ (e .* cast (base, number) .^ (cast (0:2:d-2, number) / cast (d, number)));

  growth = s.factor;
  if ~ given
    growth = max ([Lmax / L0, 1]);
  end
  a = sqrt (1 + log (max (growth, 1)) / log (L0));
  if ~ isempty (s.attention_factor)
    a = s.attention_factor;
  elseif ~ isempty (mscale)
    a = mscale;
  end

end
