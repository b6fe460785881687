% B = interop_bound (T)  how far float32 tables of another library may be from the exact ones, derived from its operations.
%
% T  a case of data/interop/cases.json with its arrays (see interop_measure)
% B  struct: delta   relative error of each frequency, 1-by-pairs
%            angle   magnitude of each angle, tokens-by-pairs
%            table   absolute error of each cosine and sine, tokens-by-pairs
%            a       attention factor
%
% With u = 2^-24 (numerics.md 2: |dtheta| <= theta (delta_w + u), |dcos| <= |dtheta|):
%
%   dtheta = theta (delta + e_rel + u) + w e_abs       e_rel, e_abs: errors of positions that are not integers
%   table  = a (min (2, dtheta) + u)                   the library's cos and sin are within an ulp, at most u
%          + 2 u a                                     if a ~= 1: a itself and the product are rounded
%
% delta counts one u for each rounding on the way to a frequency, 2 u for a power (within an ulp), and for an exponent
% x = 2i/d that is rounded its amplification x ln (base) u; the rules below say which.  A factor 1 + 1e-5 stands for products of
% errors.
%
% SPDX-License-Identifier: GPL-3.0-or-later

function b = interop_bound (t)

  u = 2^-24;
  options = t.options;
  [w, b.a] = rope_freqs (t.dim, options);
  b.delta = u * frequency_roundings (t, options);
  [b.angle, w, terms] = angles (t, w, options);
  e = struct ('relative', 0, 'absolute', 0);
  if isfield (t, 'position_error')
    for f = fieldnames (t.position_error)'
      e.(f{1}) = t.position_error.(f{1});
    end
  end
  dtheta = b.angle .* (b.delta + u * (e.relative + terms)) + w * u * e.absolute;
  b.table = b.a * (min (2, dtheta) + u);
  if b.a ~= 1
    b.table = b.table + 2 * u * b.a;
  end
  b.table = b.table * (1 + 1e-5);

end

% Magnitude of the angles; the frequency of each pair; roundings of the product (and, with several terms, of their sum).
function [angle, w, terms] = angles (t, w, options)

  p = abs (t.positions);
  terms = 1;
  if isfield (options, 'freqs') && size (options.freqs, 2) > 1 && size (options.freqs, 1) > 1
    angle = p * abs (options.freqs)';
    w = max (abs (options.freqs), [], 2)';
    terms = 2;
  elseif isfield (options, 'axes')
    axis = repelem (1:numel (options.axes), options.axes / 2);
    angle = p(:, axis) .* w;
  elseif isfield (options, 'sections')
    n = options.sections;
    axis = repelem (1:3, n);
    if isfield (options, 'sections_interleaved')
      i = 0:sum (n) - 1;
      axis = ones (1, sum (n));
      axis(mod (i, 3) == 1 & i < 3 * n(2)) = 2;
      axis(mod (i, 3) == 2 & i < 3 * n(3)) = 3;
    end
    angle = p(:, axis) .* w;
  else
    angle = p(:) .* w;
  end

end

% Relative error of the frequencies in u.
function n = frequency_roundings (t, options)

  d = t.dim;
  if isfield (options, 'axes')
    d = options.axes(1);
  end
  x = (0:2:d-2) / d;
  base = 1e4;
  if isfield (options, 'base')
    base = options.base;
  end
  power = power_roundings (x, base, d);
  s = struct ();
  if isfield (options, 'scaling')
    s = options.scaling;
  end
  switch t.bound
    case 'default'                 % 1 / base^x
      n = power + 1;
    case {'linear', 'proportional'}
      n = power + 2;               % and / factor
    case 'longrope'                % 1 / (e * base^x), e are float32 numbers
      n = power + 2;
    case 'dynamic'
      n = dynamic (x, d, base, s, options.seq_len);
    case 'yarn'
      n = yarn (x, d, base, power, s);
    case 'llama3'
      n = llama3 (x, base, power, s);
    case 'pixel-linear'            % linspace within 3, times pi, which is rounded
      n = 5;
    case 'pixel-octaves'           % 2^e, e within 4 u times its largest, log2 (224) - 1
      n = 4 * log (2) * (log2 (224) - 1) + 4;
    case 'dinov3'                  % 2 pi p / T^x: the power, 2 pi, the quotient (the product is that of the angle)
      n = 4;
    case 'given'                   % frequencies are float32 numbers
      n = 0;
  end
  if isfield (options, 'axes') && ~ isscalar (n)
    n = repmat (n, 1, numel (options.axes));
  end

end

% base^x: within an ulp; x = 2i/d is exact where d is a power of two.
function n = power_roundings (x, base, d)

  n = 2 + (log2 (d) ~= fix (log2 (d))) * x * log (base);

end

% The base grows by m^e, m = f L / Lmax - (f - 1), e = d / (d - 2), all in float32.
function n = dynamic (x, d, base, s, len)

  r = max (len, s.max_position_embeddings) / s.max_position_embeddings;
  m = s.factor * r - (s.factor - 1);
  e = d / (d - 2);
  of_m = (3 * s.factor * r + s.factor - 1) / m + 1;
  of_base = e * of_m + e * log (m) + 2 + 1;
  n = power_roundings (x, base * m^e, d) + x * of_base + 1;

end

% w_i (1-e) + w_e e with e = 1 - ramp; the ramp's own error counts where it is between 0 and 1.
function n = yarn (x, d, base, power, s)

  truncate = ~ isfield (s, 'truncate') || s.truncate;
  turns = @(beta) d * log (s.original_max_position_embeddings / (beta * 2 * pi)) / (2 * log (base));
  low = turns (32);
  high = turns (1);
  if truncate
    low = floor (low);
    high = ceil (high);
  end
  low = max (low, 0);
  high = min (high, d - 1);
  r = ((0:d/2-1) - low) / (high - low);
  ramp = 3 + (~ truncate) * low / (high - low);
  between = r > -1e-6 & r < 1 + 1e-6;
  r = min (max (r, 0), 1);
  wi = r / s.factor;
  we = 1 - r;
  n = (wi .* (power + 3) + we .* (power + 2) + between .* ((ramp + 2) / s.factor + ramp + 1)) ./ (wi + we) + 1;

end

% Between the bands (1-t) w/f + t w, t = (turns - low) / (high - low), turns from a rounded wavelength.
function n = llama3 (x, base, power, s)

  turns = s.original_max_position_embeddings * base .^ -x / (2 * pi);
  width = s.high_freq_factor - s.low_freq_factor;
  t = (turns - s.low_freq_factor) / width;
  between = t >= 0 & t <= 1;
  n = power + 1 + (t < 0);
  dt = (turns .* (power + 4) + abs (turns - s.low_freq_factor)) / width + 1;
  of_sum = ((dt + 1 + (1 - t) .* (power + 3)) / s.factor + dt + t .* (power + 2)) ./ ((1 - t) / s.factor + t) + 1;
  n(between) = of_sum(between);

end
