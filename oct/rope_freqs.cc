// rope_freqs.cc - help and tests of rope_freqs; the work is in builtin_rope_freqs.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_freqs", "rome.oct");
// PKG_DEL: autoload ("rope_freqs", "rome.oct", "remove");
ROME_BUILTIN (rope_freqs, R"(-*- texinfo -*-
@deftypefn  {} {[@var{w}, @var{a}, @var{g}] =} rope_freqs (@var{dim})
@deftypefnx {} {[@var{w}, @var{a}, @var{g}] =} rope_freqs (@var{dim}, @var{name}, @var{value}, @dots{})
Angular frequencies of rotary position embedding, each correctly rounded to double.

@example
w(i+1) = base^(-2 i / dim),   i = 0 @dots{} dim/2 - 1,   in radians per position
@end example

@var{dim} is the number of rotated columns, a positive even integer.  @var{w} is 1-by-@var{dim}/2, class double.  @var{a} is the
attention factor that multiplies cosine and sine, 1 for most rules.  @var{g} is DeepSeek's factor on the softmax scale of the attention
scores, g(mscale_all_dim)^2 of the YaRN rules (1.873854 for DeepSeek-V3, 1.589626 for V2), else 1; it is not in the tables.

@strong{Options} (names in any case, or one struct)

@table @asis
@item @qcode{"base"} (default 10000)
At least 1.
@item @qcode{"axes"} (default @var{dim})
Sizes of the blocks of several axes, even, with sum @var{dim}: the frequencies restart in each block with its own size.
@item @qcode{"sections"}, @qcode{"sections_interleaved"}
M-RoPE, as in @code{rope_cache}; there is then one list of frequencies.
@item @qcode{"pair_axes"}, @qcode{"pair_indices"}
Axis of every pair and place of its frequency in the one list, as in @code{rope_cache}.
@item @qcode{"freqs"}
Explicit frequencies, returned as they are.
@item @qcode{"seq_len"} (default 0)
The length L of the sequence, for the rules that depend on it.
@item @qcode{"xpos"}
As in @code{rope_cache}; it leaves the frequencies as they are.
@item @qcode{"scaling"}
A struct with the standard field names of model configurations: @code{rope_type} and the fields of the rule (in parentheses: may be
left out, with the default).  Below, w is the unscaled frequency, b the base, d = @var{dim} (or the size of the axis), f = @code{factor},
L = @qcode{"seq_len"}, L0 = @code{original_max_position_embeddings}, Lmax = @code{max_position_embeddings}; these two lengths may stand
in every struct.  HF is Hugging Face transformers (@file{modeling_rope_utils.py}), vLLM its @file{layers/rotary_embedding}.
@end table

@strong{Rules that divide}

@table @asis
@item @qcode{"default"}
w
@item @qcode{"linear"}: factor
w / f: position interpolation (S. Chen et al., arXiv:2306.15595; HF).  With @qcode{"axes"} one factor per axis is possible.
@item @qcode{"dynamic_linear"}: factor, original_max_position_embeddings
w / f for L <= L0 f, else w L0 / L (TransformerEngine, @code{seq_len_interpolation_factor} and
@code{pretrained_max_position_embeddings})
@item @qcode{"longrope"}: short_factor, long_factor, original_max_position_embeddings, and one of factor, max_position_embeddings, attention_factor or both short_mscale and long_mscale
w_i / e_i with e = long_factor if L > L0, else short_factor (one element per pair).  a = attention_factor; or short_mscale, long_mscale
with the list of that name; else sqrt (1 + ln s / ln L0) for s = factor or Lmax/L0 above 1, else 1 (Y. Ding et al.,
arXiv:2402.13753; HF; vLLM chooses the list by the longest length of the model, so give that as @qcode{"seq_len"})
@item @qcode{"dynamic_longrope"}: long_factor, original_max_position_embeddings, max_position_embeddings (attention_factor)
w_i / (1 + (e_i - 1) x), x = (L - L0)/(Lmax - L0) clamped to [0, 1], e = long_factor; a as for longrope (microsoft/LongRoPE,
@file{rope/longrope.py}, where x is not clamped.  Its mixed variant keeps the first rows of a table without scaling: take them from one.)
@item @qcode{"llama3"}: factor, low_freq_factor, high_freq_factor, original_max_position_embeddings
with x = L0 w/(2 pi), the turns in the original context: w for x > high, w/f for x < low, else w (1-t)/f + t w with
t = (x-low)/(high-low); the band is selected, so that low = high (Llama 4) divides by nothing (llama-models; HF)
@item @qcode{"proportional"}: partial_rotary_factor (factor 1)
w / f for i < floor (partial_rotary_factor d/2), 0 for the others: half pairing over the whole head (Gemma 4; HF)
@end table

@strong{Rules that change the base}

@table @asis
@item @qcode{"ntk"}: factor
w f^(-2i/(d-2)), which is the base b f^(d/(d-2)); f >= 1 (bloc97, 2023; @code{alpha} of vLLM and Hunyuan, @code{theta_rescale_factor} of
rotary-embedding-torch).  With @qcode{"axes"} one factor per axis is possible (Cosmos).
@item @qcode{"base_factor"}: factor
(b f)^(-2i/d), the base multiplied without an exponent: @code{ntk_factor} of diffusers' Lumina, @code{rope_ratio} of ChatGLM
@item @qcode{"dynamic"}: factor, max_position_embeddings
as ntk with f L'/Lmax - (f-1) in place of f, L' = max (L, Lmax) (HF)
@item @qcode{"dynamic_static"}: factor
as ntk with f^2 - (f-1): the dynamic rule at the length f Lmax, for one table that never changes (vLLM, PR 41301.  Its released
@code{dynamic} takes f - (f-1) = 1, which scales nothing.)
@item @qcode{"ntk_mixed"}: factor (mixed_b 1)
w exp (-ln f (m/h)^mixed_b), m = i+1, h = d/2; without mixed_b that is (b f)^(-2i/d) f^(-2/d) (J. Su, kexue.fm/9706; vLLM @code{ntk})
@item @qcode{"qwen_dynamic"}: original_max_position_embeddings
as ntk with max (2^(ceil (log2 (L/L0)) + 1) - 1, 1) (Qwen 1, @code{use_dynamic_ntk}; its @code{use_logn_attn} multiplies queries and is not
part of the tables)
@item @qcode{"theta_scale"}: factor, original_max_position_embeddings
w^q, q = ln (L0 f/(2 pi)) / ln (L0/(2 pi)) (vLLM, Grok 1)
@end table

@strong{Rules with a ramp}: r_i = (i-lo)/(hi-lo) clamped to [0, 1], lo and hi = d ln (L0/(2 pi beta)) / (2 ln b) for beta_fast and
beta_slow, rounded down and up if truncate, clamped to [0, d-1], hi raised by 0.001 if equal; s = 1 - (1-r) extrapolation_factor.
g(m) = c m ln f + 1, or 1 for f <= 1; c = mscale_coefficient, if that is not given exactly 1/10.

@table @asis
@item @qcode{"yarn"}: factor, original_max_position_embeddings (beta_fast 32, beta_slow 1, truncate true, extrapolation_factor 1, mscale, mscale_all_dim, mscale_coefficient, attention_factor, attn_factor)
w (1-s) + (w/f) s.  a = attention_factor, else g(mscale)/g(mscale_all_dim) if both are given and not 0, else g(1); attn_factor multiplies
that (B. Peng et al., arXiv:2309.00071; HF; vLLM; TeleChat3 has mscale_coefficient 0.07).  DeepSeek's own code applies the rule only to
models longer than L0.
@item @qcode{"dynamic_yarn"}: original_max_position_embeddings (as yarn)
yarn with f = max (L/L0, 1) (jquesnelle/yarn)
@item @qcode{"yarn_log"}: factor, original_max_position_embeddings (beta_fast, beta_slow, truncate, extrapolation_factor, attention_factor)
w f^-s, the blend of the logarithms; a = 1 (vLLM, Grok 1)
@item @qcode{"ggml_yarn"}: factor, original_max_position_embeddings (beta_fast 32, beta_slow 1, ext_factor 1, attn_factor 1, freq_factors)
(w/e_i) ((1-s) + s/f) with ext_factor in place of extrapolation_factor, e = freq_factors; the ramp divides by max (hi-lo, 0.001).
a = attn_factor (1 + ln f/10), without the logarithm if ext_factor is 0 (ggml, @code{ggml_rope_ext}, f = 1/freq_scale)
@item @qcode{"ntk_by_parts"}: factor, original_max_position_embeddings (beta_fast 16, beta_slow 2, extrapolation_factor 1, ntk_factor 1)
two ramps: v = (w/f)(1-k) + w f^(-2i/(d-2)) k with k = (1-r) ntk_factor on the ramp of 1.25 and 0.75 turns, then v s + w (1-s) on that of
beta_fast and beta_slow (jquesnelle/yarn, @file{LlamaPartNTKScaledRotaryEmbedding.py})
@end table

Every decision in these formulas (floor, ceil, band edges) is taken exactly; one that lies within 1e-9 of its edge, where an
evaluation in double may differ, is an error that names the field.

The usual @code{base .^ -((0:2:dim-2) / dim)} is off by up to 7 units of roundoff where @var{dim} is not a power of two;
here the exact root comes from a Newton iteration with a checked residual and is rounded once.

@strong{Errors}: @code{rome:oddDimension}, @code{rome:badValue}, @code{rome:badClass}, @code{rome:sizeMismatch} (lists of another length than the
pairs), @code{rome:unknownOption}, @code{rome:badOption} (fields that are missing, contradict each other or mean nothing for the rule).
Each names the option or field.

@example
@group
w = rope_freqs (8)
@result{} w =

   1.0000e+00   1.0000e-01   1.0000e-02   1.0000e-03

[w, a, g] = rope_freqs (64, "scaling", struct ("rope_type", "yarn", "factor", 40, ...
  "original_max_position_embeddings", 4096, "mscale", 1, "mscale_all_dim", 1));
[a, g]
@result{} ans =

   1.0000   1.8739
@end group
@end example

@seealso{rope_cache, rope_truth, rope_config}
@end deftypefn)")

/*
%!demo
%! i = 0:63;
%! yarn = struct ("rope_type", "yarn", "factor", 8, "original_max_position_embeddings", 4096);
%! ntk = struct ("rope_type", "ntk", "factor", 8);
%! semilogy (i, rope_freqs (128), i, rope_freqs (128, "scaling", ntk), i, rope_freqs (128, "scaling", yarn), "linewidth", 2);
%! grid on;  legend ("none", "NTK, factor 8", "YaRN, factor 8", "location", "southwest");
%! title ("Frequencies under scaling rules");  xlabel ("pair");  ylabel ("w (rad per token)");

%!test
%! [w, a] = rope_freqs (8);
%! assert (w, [1, 0.1, 0.01, 0.001]);   # each the nearest double
%! assert (a, 1);

%!test  # against the usual formula, within its own error
%! for dim = [2, 64, 80, 96, 128, 256]
%!   w = rope_freqs (dim, "base", 5e5);
%!   assert (size (w), [1, dim/2]);
%!   assert (w, 5e5 .^ -((0:2:dim-2) / dim), -20*eps);
%! endfor

%!test  # base 1 does not turn differently, base 256 with 16 columns hits powers of two exactly
%! assert (rope_freqs (6, "base", 1), [1, 1, 1]);
%! assert (rope_freqs (16, "base", 256), 2 .^ -(0:7));
%! assert (rope_freqs (4, "base", 1e300), [1, 1e-150], -eps);

%!assert (rope_freqs (20, "axes", [8, 12]), [rope_freqs(8), rope_freqs(12)])
%!assert (rope_freqs (16, "sections", [2, 3, 3]), rope_freqs (16))
%!assert (rope_freqs (6, "freqs", [3, 2, 1]), [3, 2, 1])
%!assert (rope_freqs (6, "freqs", [3, 2; 1, 0; -1, 5], "axes", [2, 4]), [3, 2; 1, 0; -1, 5])

%!function [w, a] = scaled (dim, varargin)
%!  [w, a] = rope_freqs (dim, "scaling", struct (varargin{:}));
%!endfunction

%!function y = ifelse_ (mask, a, b)
%!  y = b;  y(mask) = a(mask);
%!endfunction

%!test  # each rule against its formula in double
%! w = rope_freqs (64);  i = 0:31;
%! assert (scaled (64, "rope_type", "default"), w);
%! assert (scaled (64, "rope_type", "linear", "factor", 4), w / 4, -eps);
%! assert (scaled (64, "rope_type", "ntk", "factor", 4), (1e4 * 4 ^ (64/62)) .^ (-i/32), -20*eps);
%! s = struct ("rope_type", "dynamic", "factor", 2, "max_position_embeddings", 4096);
%! assert (rope_freqs (64, "scaling", s), w);
%! assert (rope_freqs (64, "scaling", s, "seq_len", 4000), w);
%! assert (rope_freqs (64, "scaling", s, "seq_len", 10000), (1e4 * (2 * 10000/4096 - 1) ^ (64/62)) .^ (-i/32), -20*eps);
%! [v, a] = scaled (64, "rope_type", "yarn", "factor", 40, "original_max_position_embeddings", 4096);
%! lo = floor (64 * log (4096 / (64*pi)) / (2 * log (1e4)));  hi = ceil (64 * log (4096 / (2*pi)) / (2 * log (1e4)));
%! assert ([lo, hi], [10, 23]);
%! r = min (max ((i - lo) / (hi - lo), 0), 1);
%! assert (v, w .* (1 - r) + w / 40 .* r, -10*eps);
%! assert (a, 0.1 * log (40) + 1, eps);
%! [v, a] = scaled (64, "rope_type", "yarn", "factor", 40, "original_max_position_embeddings", 4096, "mscale", 1, "mscale_all_dim", 0.707);
%! assert (a, (0.1 * log (40) + 1) / (0.1 * 0.707 * log (40) + 1), eps);
%! [v, a] = rope_freqs (64, "base", 150000, "scaling", struct ("rope_type", "yarn", "factor", 32, "original_max_position_embeddings", 4096, "truncate", false));
%! lo = 64 * log (4096 / (64*pi)) / (2 * log (150000));  hi = 64 * log (4096 / (2*pi)) / (2 * log (150000));
%! assert ([lo, hi], [8.092779, 17.398025], 1e-6);
%! r = min (max ((i - lo) / (hi - lo), 0), 1);
%! assert (v, rope_freqs (64, "base", 150000) .* (1 - r + r / 32), -1e-14);
%! [v, a] = scaled (64, "rope_type", "longrope", "short_factor", 1 + i/32, "long_factor", 2 + i, "original_max_position_embeddings", 4096, "max_position_embeddings", 131072);
%! assert (v, w ./ (1 + i/32), -eps);
%! assert (a, 1.1902380714238083, eps);
%! v = rope_freqs (64, "seq_len", 4097, "scaling", struct ("rope_type", "longrope", "short_factor", 1 + i/32, "long_factor", 2 + i, "original_max_position_embeddings", 4096, "max_position_embeddings", 131072));
%! assert (v, w ./ (2 + i), -eps);
%! w = rope_freqs (128, "base", 5e5);
%! v = rope_freqs (128, "base", 5e5, "scaling", struct ("rope_type", "llama3", "factor", 8, "low_freq_factor", 1, "high_freq_factor", 4, "original_max_position_embeddings", 8192));
%! x = 8192 * w / (2*pi);  t = min (max ((x - 1) / 3, 0), 1);
%! assert (v, w .* (1 - t) / 8 + t .* w, -20*eps);
%! assert (sum (x > 1 & x < 4) > 3);
%! v = rope_freqs (128, "base", 5e5, "scaling", struct ("rope_type", "llama3", "factor", 16, "low_freq_factor", 1, "high_freq_factor", 1, "original_max_position_embeddings", 8192));
%! assert (v, ifelse_ (x > 1, w, w / 16), -eps);
%! w = rope_freqs (512, "base", 1e6);
%! assert (rope_freqs (512, "base", 1e6, "scaling", struct ("rope_type", "proportional", "partial_rotary_factor", 0.25)), [w(1:64), zeros(1, 192)]);

%!test  # YaRN far outside its ramp: a context of less than a turn changes nothing
%! assert (scaled (64, "rope_type", "yarn", "factor", 8, "original_max_position_embeddings", 2), rope_freqs (64));

## Test input validation
%!error <Invalid call to rope_freqs> rope_freqs ()
%!error <rope_freqs: DIM must be even, got 9> rope_freqs (9)
%!error <rope_freqs: DIM must be real, got complex double> rope_freqs (2i)
%!error <rope_freqs: BASE must be at least 1, got -3> rope_freqs (8, "base", -3)
%!error <rope_freqs: AXES must sum to DIM = 8, got a sum of 6> rope_freqs (8, "axes", [4, 2])
%!error <rope_freqs: unknown option 'offset'; valid options are base, axes, sections, sections_interleaved, pair_axes, pair_indices, freqs, scaling, seq_len, xpos> rope_freqs (8, "offset", 1)
%!error <rope_freqs: SCALING.rope_type must be one of "default", "linear", "dynamic_linear", "ntk", "base_factor", "dynamic", "dynamic_static", "ntk_mixed", "qwen_dynamic", "yarn", "dynamic_yarn", "yarn_log", "ggml_yarn", "ntk_by_parts", "theta_scale", "longrope", "dynamic_longrope", "llama3", "proportional", got "su"> scaled (8, "rope_type", "su")
%!error <rope_freqs: SCALING with rope_type "linear" needs the field 'factor'> scaled (8, "rope_type", "linear")
%!error <rope_freqs: SCALING with rope_type "dynamic" needs the field 'max_position_embeddings'> scaled (8, "rope_type", "dynamic", "factor", 2)
%!error <rope_freqs: SCALING.max_position_embeddings must be at least 1, got 0.5> scaled (8, "rope_type", "dynamic", "factor", 2, "max_position_embeddings", 0.5)
%!error <rope_freqs: SCALING.original_max_position_embeddings must be at least 1, got 0.5> scaled (8, "rope_type", "yarn", "factor", 2, "original_max_position_embeddings", 0.5)
%!error <rope_freqs: SCALING with rope_type "yarn" needs the field 'original_max_position_embeddings'> scaled (8, "rope_type", "yarn", "factor", 2)
%!error <rope_freqs: SCALING with rope_type "llama3" needs the field 'low_freq_factor'> scaled (8, "rope_type", "llama3", "factor", 2, "original_max_position_embeddings", 10)
%!error <rope_freqs: SCALING with rope_type "longrope" needs the field 'original_max_position_embeddings'> scaled (4, "rope_type", "longrope", "short_factor", [1, 1], "long_factor", [1, 1])
%!error <rope_freqs: SCALING with rope_type "longrope" needs the field 'max_position_embeddings', 'factor' or 'attention_factor'> scaled (4, "rope_type", "longrope", "short_factor", [1, 1], "long_factor", [1, 1], "original_max_position_embeddings", 10)
%!error <rope_freqs: SCALING.short_factor must have one element per pair \(2\), got 3> scaled (4, "rope_type", "longrope", "short_factor", [1, 1, 1], "long_factor", [1, 1], "original_max_position_embeddings", 10, "factor", 2)
%!error <rope_freqs: SCALING.long_factor must hold finite positive numbers, element 2 is 0> scaled (4, "rope_type", "longrope", "short_factor", [1, 1], "long_factor", [1, 0], "original_max_position_embeddings", 10, "factor", 2)
%!error <rope_freqs: AXES cannot be combined with SCALING.short_factor, whose elements are given for one list of pairs> rope_freqs (4, "axes", [2, 2], "scaling", struct ("rope_type", "longrope", "short_factor", [1, 1], "long_factor", [1, 1], "original_max_position_embeddings", 10, "factor", 2))
%!error <rope_freqs: SCALING with rope_type "proportional" needs the field 'partial_rotary_factor'> scaled (8, "rope_type", "proportional")
%!error <rope_freqs: SCALING.partial_rotary_factor must be at most 1, got 1.5> scaled (8, "rope_type", "proportional", "partial_rotary_factor", 1.5)
%!error <rope_freqs: field 'beta_fast' of SCALING has no meaning for rope_type "linear"> scaled (8, "rope_type", "linear", "factor", 2, "beta_fast", 3)
%!error <rope_freqs: unknown field 'factr' in SCALING; known fields are rope_type, factor, > scaled (8, "rope_type", "linear", "factr", 2)
%!error <SCALING.factor must be a scalar, got 1x2> scaled (8, "rope_type", "linear", "factor", [2, 3])
%!error <SCALING.factor must be greater than 0, got 0> scaled (8, "rope_type", "linear", "factor", 0)
%!error <SCALING.factor must be at least 1, got 0.5> scaled (8, "rope_type", "ntk", "factor", 0.5)
%!error <SCALING.factor must be finite, got nan> scaled (8, "rope_type", "linear", "factor", NaN)
%!error <SCALING.low_freq_factor must not exceed SCALING.high_freq_factor, got 4 and 1> scaled (8, "rope_type", "llama3", "factor", 2, "low_freq_factor", 4, "high_freq_factor", 1, "original_max_position_embeddings", 10)
%!error <BASE must be greater than 1 for rope_type "yarn"> rope_freqs (8, "base", 1, "scaling", struct ("rope_type", "yarn", "factor", 2, "original_max_position_embeddings", 10))
%!error <high_freq_factor puts a wavelength within 1e-9 of its band edge> scaled (8, "rope_type", "llama3", "factor", 2, "low_freq_factor", 1, "high_freq_factor", 8192 / (2*pi), "original_max_position_embeddings", 8192)
%!error <low_freq_factor puts a wavelength within 1e-9 of its band edge> scaled (8, "rope_type", "llama3", "factor", 2, "low_freq_factor", 8192 / (2*pi), "high_freq_factor", 8000, "original_max_position_embeddings", 8192)
%!error <beta_fast puts its correction dimension within 1e-9 of an integer> scaled (64, "rope_type", "yarn", "factor", 2, "beta_fast", 4096 / (2*pi) / 1e4 ^ (10/32), "original_max_position_embeddings", 4096)
%!error <beta_slow puts its correction dimension within 1e-9 of an integer> scaled (64, "rope_type", "yarn", "factor", 2, "beta_slow", 4096 / (2*pi) / 1e4 ^ (20/32), "original_max_position_embeddings", 4096)
%!error <partial_rotary_factor puts the number of rotated pairs within 1e-9 of an integer> scaled (64, "rope_type", "proportional", "partial_rotary_factor", 0.25 + 1e-12)
*/
