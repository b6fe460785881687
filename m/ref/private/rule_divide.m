% [W, STRETCH] = rule_divide (S, BASE, D, L, NUMBER)  rules that divide the frequencies.
%
%   default         w_i = base^(-2i/d)
%   linear          w / f                                          position interpolation
%   dynamic_linear  w / f for L <= L0 f, else w L0 / L             TransformerEngine
%   llama3          by the wavelength 2 pi / w: short ones stay, long ones are divided
%                   by f, those between are blended
%   proportional    w / f for the first part of the pairs, 0 for the others
%
% TransformerEngine multiplies the positions by STRETCH instead of dividing w.

function [w, stretch] = rule_divide (s, base, d, L, number)

  w = 1 ./ cast (base, number) .^ (cast (0:2:d-2, number) / cast (d, number));
  stretch = 1;
  f = s.factor;
  switch s.rope_type
    case 'linear'
      w = w / f;
    case 'dynamic_linear'
      L0 = s.original_max_position_embeddings;
      stretch = 1 / f;
      if L > L0 * f
        stretch = 1 / (L / L0);
      end
    case 'llama3'
      w = llama3 (w, f, s.low_freq_factor, s.high_freq_factor, s.original_max_position_embeddings);
    case 'proportional'
      rotated = floor (s.partial_rotary_factor * d / 2);
      w(rotated+1:end) = 0;
      w = w / f;
  end

end

% The band is selected: low = high (Llama 4) leaves none in the middle, and its blend,
% which divides by 0, is never taken.
function w = llama3 (w, f, low, high, L0)

  wavelength = 2 * pi ./ w;
  long = wavelength > L0 / low;
  middle = ~ long & ~ (wavelength < L0 / high);
  kept = w(middle);
  smooth = (L0 ./ wavelength(middle) - low) / (high - low);
  w(long) = w(long) / f;
  w(middle) = (1 - smooth) .* kept / f + smooth .* kept;

end
