% [C, S] = rope_cache_ggml_ref (POSITIONS, DIM, ...)  tables by ggml's running product.
% [C, S, STEPS] = rope_cache_ggml_ref (...)           also what it held on the way
%
% Lesson 9 of m/ref (README.md there), derived in notebooks/05-floating-point.
%
% Model of ggml and llama.cpp (ggml_rope_cache_init): the angle of pair i is not
% formed from a frequency but by multiplying on from pair to pair, in single,
%
%   scale = base ^ (-2 / d)             once, rounded
%   theta = position                    for pair 0
%   C = cos (theta / f_i),  S = sin (theta / f_i)
%   theta = theta * scale               rounded anew for every pair
%
% The rounding of scale acts on pair i as i times that error, and the products add
% one rounding each: 3 times the error of rope_cache_hf32_ref at 131071.  f_i are
% ggml's frequency factors, 1 unless a scaling rule is stored in them (Llama 3.1).
%
% With ggml's YaRN (option 'scaling', rope_type 'ggml_yarn') the angle is
%
%   e = theta / f_i,   angle = (e / factor) (1 - mix) + e mix
%   mix = ext_factor (1 - (i - lo) / max (0.001, hi - lo) clamped to [0, 1])
%   lo, hi = floor, ceil (d ln (L0 / (2 pi beta)) / (2 ln base)), inside 0 ... d-1
%
% and attn_factor (1 + 0.1 ln factor) multiplies C and S (without ext_factor only
% attn_factor does).
%
% POSITIONS, DIM  as for rope_cache_ref
% C, S            S-by-DIM/2, single; column i belongs to pair i, the pairs of
%                 axis 1 first
% STEPS           struct of doubles for rope_blame: position, freqs, angle, cos, sin
%                 as each step rounded them
%
% Options (NAME, VALUE pairs or a struct):
%   'freq_factors'  DIM/2 divisors f_i, rounded to single; default 1
%   'scaling' struct with rope_type 'ggml_yarn' and its fields, as for rope_freqs
%   'base'    default 1e4
%   'axes'    block sizes [d_1 ... d_A], even, sum DIM: the frequencies start anew on
%             each axis with d_a in place of DIM; default one axis
%   'offset'  added to the positions, a scalar or one per axis; default 0
%   'attention_factor'  multiplies cosines and sines; default 1
%
% Errors: rome:sizeMismatch, rome:badClass, rome:badValue, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example:
%   [c, s] = rope_cache_ggml_ref (131072, 128);
%   exact = rope_cache (131072, 128);
%   max (max (abs (c - exact)))                          % about 2e-2
%
% Source of the formula: ggml_rope_cache_init in ggml-cpu/ops.cpp of ggml.
%
% See also: rope_evaluations, rope_blame, rope_cache_hf32_ref, rope_cache

function [c, s, steps] = rope_cache_ggml_ref (positions, dim, varargin)

  if nargin < 2
    dim = [];
  end
  r = table_request ('rope_cache_ggml_ref', positions, dim, varargin, struct ('freq_factors', [], 'scaling', []));
  [mix, freq_scale, mscale, factors] = yarn (r);
  if isempty (r.freq_factors)
    r.freq_factors = factors;
  end
  f = single (r.freq_factors(:)');
  if isempty (f)
    f = ones (size (r.index), 'single');
  end
  need (isempty (r.freqs), 'badValue', 'rope_cache_ggml_ref: FREQS cannot be given: use freq_factors');
  need (isreal (f) && numel (f) == numel (r.index) && ~ any (isnan (f) | f == 0), 'badValue', ...
        'rope_cache_ggml_ref: FREQ_FACTORS must be %d numbers other than 0', numel (r.index));

  scale = single (r.base) .^ (single (-2) ./ single (r.size));
  angle = zeros (size (r.position, 1), numel (r.index), 'single');
  for i = 1:numel (r.index)
    if r.index(i) == 0
      theta = single (r.position(:, r.axis(i)));
    end
    e = theta / f(i);
    angle(:, i) = freq_scale * e * (1 - mix(i)) + e * mix(i);
    theta = theta * scale(i);
  end
  a = single (r.attention_factor) * mscale;
  c = cos (angle) * a;
  s = sin (angle) * a;
  steps = evaluation_steps (single (r.position), double (scale) .^ r.index ./ double (f) ...
                            .* (double (freq_scale) * (1 - double (mix)) + double (mix)), angle, c, s);

end

% Shares of the unscaled angle, 1 / factor, the factor on C and S, the divisors; in single as ggml.
function [mix, freq_scale, mscale, factors] = yarn (r)

  mix = ones (size (r.index), 'single');
  freq_scale = single (1);
  mscale = single (1);
  factors = [];
  if isempty (r.scaling)
    return
  end
  d = r.size(r.index == 0);
  s = scaling_fields ('rope_cache_ggml_ref', r.scaling, d);
  need (strcmp (s.rope_type, 'ggml_yarn'), 'badOption', ...
        'rope_cache_ggml_ref: SCALING.rope_type must be "ggml_yarn", got "%s"', s.rope_type);
  need (isempty (r.freq_factors) || isempty (s.freq_factors), 'badOption', ...
        'rope_cache_ggml_ref: FREQ_FACTORS and SCALING.freq_factors cannot be given together');
  factors = s.freq_factors;
  freq_scale = single (1) / single (s.factor);
  mscale = single (s.attn_factor);
  turns = @(beta) single (r.size) .* log (single (s.original_max_position_embeddings) / (single (beta) * 2 * pi)) ...
                  / (2 * log (single (r.base)));
  lo = max (floor (turns (s.beta_fast)), 0);
  hi = min (ceil (turns (s.beta_slow)), r.size - 1);
  ramp = 1 - min (max ((single (r.index) - lo) ./ max (0.001, hi - lo), 0), 1);
  mix = ramp * single (s.ext_factor);
  if s.ext_factor ~= 0
    mscale = mscale * (1 + single (0.1) * log (1 / freq_scale));
  end

end

%!demo
%! p = round (2 .^ (0:0.25:20));
%! c = rope_cache_ggml_ref (p, 128);
%! e = max (abs (double (c) - rope_truth (p, 128).cos), [], 2);
%! loglog (p, max (e, 1e-18), 'o-', 'linewidth', 2);  grid on;
%! title ('Running product in float32: largest error of the cosines');  xlabel ('position (tokens)');  ylabel ('absolute error');

%!test  # the loop as ggml has it, one position at a time
%! scale = single (5e5) ^ (single (-2) / single (96));
%! p = [1, 300, 99999];
%! [c, s, t] = rope_cache_ggml_ref (p, 96, 'base', 5e5);
%! for n = 1:3
%!   theta = single (p(n));
%!   for i = 1:48
%!     assert (c(n,i), cos (theta));
%!     assert (s(n,i), sin (theta));
%!     assert (t.angle(n,i), double (theta));
%!     theta = theta * scale;
%!   end
%! end
%! assert (class (c), 'single');
%! assert (t.freqs(3), double (scale) ^ 2);
%!test  # frequency factors, axes, offset
%! [c, s] = rope_cache_ggml_ref (5, 4, 'freq_factors', [1, 8], 'offset', 3);
%! assert (s(:,2), sin (single (3:7)' * single (0.01) / 8), 2 * eps ('single'));
%! [c, s] = rope_cache_ggml_ref ([1 2; 30 40], 12, 'axes', [4 8]);
%! [c1, s1] = rope_cache_ggml_ref ([1; 30], 4);
%! [c2, s2] = rope_cache_ggml_ref ([2; 40], 8);
%! assert (s, [s1, s2]);
%!test  % ggml's YaRN: near the exact table as far as the running product is, and on both sides of ext_factor
%! for ext = [1, 0.5, 0]
%!   y = struct ('rope_type', 'ggml_yarn', 'factor', 16, 'original_max_position_embeddings', 4096, 'ext_factor', ext, ...
%!               'attn_factor', 0.9, 'freq_factors', 1 + (0:31) / 8);
%!   p = [0; 1; 500; 60000];
%!   t = rope_truth (p, 64, 'scaling', y);
%!   [c, s, steps] = rope_cache_ggml_ref (p, 64, 'scaling', y);
%!   [w, a] = rope_freqs (64, 'scaling', y);
%!   bound = a * 2^-24 * (p * (w .* (8 + 4 * (0:31))) + 4);
%!   assert (all (all (abs (double (c) - t.cos) <= bound)));
%!   assert (all (all (abs (double (s) - t.sin) <= bound)));
%!   assert (steps.freqs, w, -1e-5);
%! end
%! [w, a] = rope_freqs (64, 'scaling', y);
%! assert (a, 0.9, eps);
%!error <rope_cache_ggml_ref: SCALING.rope_type must be "ggml_yarn", got "linear"$> rope_cache_ggml_ref (4, 8, 'scaling', struct ('rope_type', 'linear', 'factor', 2))
%!error <rope_cache_ggml_ref: FREQ_FACTORS and SCALING.freq_factors cannot be given together$> rope_cache_ggml_ref (4, 8, 'freq_factors', 1:4, 'scaling', struct ('rope_type', 'ggml_yarn', 'factor', 2, 'original_max_position_embeddings', 99, 'freq_factors', 1:4))
%!error <rope_cache_ggml_ref: FREQS cannot be given: use freq_factors$> rope_cache_ggml_ref (4, 8, 'freqs', 1:4)
%!error <rope_cache_ggml_ref: FREQ_FACTORS must be 4 numbers other than 0$> rope_cache_ggml_ref (4, 8, 'freq_factors', 1:3)
%!error id=rome:badCall rope_cache_ggml_ref (4)
%!error <rope_cache_ggml_ref: POSITIONS and DIM are needed$> rope_cache_ggml_ref (4)
%!error <rope_cache_ggml_ref: DIM must be even, got 7$> rope_cache_ggml_ref (4, 7)
%!error <rope_cache_ggml_ref: POSITIONS must be finite$> rope_cache_ggml_ref (Inf, 8)
%!error <rope_cache_ggml_ref: BASE must be a positive finite number$> rope_cache_ggml_ref (4, 8, 'base', 0)
%!error <rope_cache_ggml_ref: ATTENTION_FACTOR must be a finite real number$> rope_cache_ggml_ref (4, 8, 'attention_factor', NaN)
%!error <rope_cache_ggml_ref: unknown option 'width'> rope_cache_ggml_ref (4, 8, 'width', 'full')
