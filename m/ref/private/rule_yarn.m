% [W, A, G] = rule_yarn (S, BASE, D, L, NUMBER)  rules that blend by a ramp over the pairs.
%
% Pairs that make many turns in the original context keep their frequency, those that
% make few have it divided by f, a ramp lies between:
%
%   d(beta) = d ln (L0 / (2 pi beta)) / (2 ln base)     the index of beta turns
%   lo, hi  = floor (d(beta_fast)), ceil (d(beta_slow)), inside 0 ... d-1
%   r_i     = (i - lo) / (hi - lo) clamped to [0, 1],   kept = (1 - r) extrapolation_factor
%
%   yarn          (w / f) (1 - kept) + w kept
%   dynamic_yarn  the same with f = L / L0, at least 1
%   yarn_log      the blend between the logarithms
%   ggml_yarn     kept = (1 - r) ext_factor; w / freq_factors in place of w
%   ntk_by_parts  two ramps: between w / f and the ntk frequency, then between that and w
%
% A = g(mscale) / g(mscale_all_dim), or g(1), with g(m) = 0.1 m ln f + 1;  G = g(mscale_all_dim)^2.

function [w, a, g] = rule_yarn (s, base, d, L, number)

  L0 = s.original_max_position_embeddings;
  f = s.factor;
  if strcmp (s.rope_type, 'dynamic_yarn')
    f = max (L / L0, 1);
  end
  power = @(b) cast (b, number) .^ (cast (0:2:d-2, number) / cast (d, number));
  w = 1 ./ power (base);
  divided = 1 ./ (f * power (base));
  r = ramp (s.beta_fast, s.beta_slow, L0, base, d, s.truncate, number);
  kept = (1 - r) * s.extrapolation_factor;
  [a, g] = gains (s, f);

  switch s.rope_type
    case {'yarn', 'dynamic_yarn'}
      w = divided .* (1 - kept) + w .* kept;
    case 'yarn_log'
      w = exp (log (w) .* kept + log (divided) .* (1 - kept));
    case 'ggml_yarn'
      kept = (1 - r) * s.ext_factor;
      if ~ isempty (s.freq_factors)
        w = w ./ cast (s.freq_factors, number);
      end
      w = (w / f) .* (1 - kept) + w .* kept;
    case 'ntk_by_parts'
      ntk = 1 ./ power (base * f ^ (d / (d - 2)));
      share = (1 - ramp (1.25, 0.75, L0, base, d, true, number)) * s.ntk_factor;
      between = divided .* (1 - share) + ntk .* share;
      w = between .* (1 - kept) + w .* kept;
  end

end

function r = ramp (fast, slow, L0, base, d, truncate, number)

  lo = d * log (L0 / (fast * 2 * pi)) / (2 * log (base));
  hi = d * log (L0 / (slow * 2 * pi)) / (2 * log (base));
  if truncate
    lo = floor (lo);
    hi = ceil (hi);
  end
  lo = max (lo, 0);
  hi = min (hi, d - 1);
  if lo == hi
    hi = hi + 0.001;
  end
  r = (cast (0:d/2-1, number) - lo) / (hi - lo);
  r = min (max (r, 0), 1);

end

function [a, g] = gains (s, f)

  growth = @(m) 1 + (f > 1) * s.mscale_coefficient * m * log (f);
  a = growth (1);
  g = growth (s.mscale_all_dim) ^ 2;    % 1 without mscale_all_dim
  if s.mscale ~= 0 && s.mscale_all_dim ~= 0
    a = growth (s.mscale) / growth (s.mscale_all_dim);
  end
  plain = any (strcmp (s.rope_type, {'yarn_log', 'ntk_by_parts'})) ...
          || (strcmp (s.rope_type, 'ggml_yarn') && s.ext_factor == 0);
  if plain
    a = 1;
  end
  a = a * s.attn_factor;
  if ~ isempty (s.attention_factor)
    a = s.attention_factor;
  end

end
