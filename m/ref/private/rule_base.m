% W = rule_base (S, BASE, D, L, NUMBER)  rules that change the base.
%
%   ntk             base f^(d/(d-2)): the last frequency falls by f, the first stays
%   base_factor     base f
%   dynamic         ntk with f L'/Lmax - (f-1), L' = max (L, Lmax)
%   dynamic_static  the same at L = f Lmax: ntk with f^2 - (f-1)
%   qwen_dynamic    ntk with 2^(ceil (log2 (L/L0)) + 1) - 1, at least 1
%   ntk_mixed       w exp (-alpha m^b), m = i+1, alpha = ln f / (d/2)^b; without mixed_b
%                   (base f)^(-2i/d) / f^(2/d), the same for b = 1
%   theta_scale     base^q, q = ln (L0 f/(2 pi)) / ln (L0/(2 pi))

function w = rule_base (s, base, d, L, number)

  f = s.factor;
  ntk = @(growth) base * growth ^ (d / (d - 2));
  switch s.rope_type
    case 'ntk'
      base = ntk (f);
    case 'base_factor'
      base = base * f;
    case 'dynamic'
      Lmax = s.max_position_embeddings;
      base = ntk (f * max (L, Lmax) / Lmax - (f - 1));
    case 'dynamic_static'
      base = ntk (f * f - (f - 1));
    case 'qwen_dynamic'
      base = ntk (max (2 ^ ceil (log2 (L / s.original_max_position_embeddings) + 1) - 1, 1));
    case 'ntk_mixed'
      if isempty (s.mixed_b)
        base = base * f;
      end
    case 'theta_scale'
      L0 = s.original_max_position_embeddings;
      base = base ^ (log (L0 * f / (2 * pi)) / log (L0 / (2 * pi)));
  end
  w = 1 ./ cast (base, number) .^ (cast (0:2:d-2, number) / cast (d, number));
  if strcmp (s.rope_type, 'ntk_mixed') && isempty (s.mixed_b)
    w = w / f ^ (2 / d);
  elseif strcmp (s.rope_type, 'ntk_mixed')
    alpha = log (cast (f, number)) / (d / 2) ^ s.mixed_b;
    w = w ./ exp (alpha * cast (1:d/2, number) .^ s.mixed_b);
  end

end
