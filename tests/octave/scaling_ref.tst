## Scaling rules and xPos in the reference models: against the builtins, against what transformers computed, and alike in what
## they refuse.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function s = rule (name, varargin)
%!  s = struct ("rope_type", name, varargin{:});
%!endfunction

## every rule once
%!function rules = every_rule ()
%!  L = {"original_max_position_embeddings", 4096};
%!  Lmax = {"max_position_embeddings", 131072};
%!  rules = {rule("default"), rule("linear", "factor", 3), rule("dynamic_linear", "factor", 3, L{:}), rule("ntk", "factor", 4), ...
%!    rule("base_factor", "factor", 4), rule("dynamic", "factor", 4, "max_position_embeddings", 4096), rule("dynamic_static", "factor", 4), ...
%!    rule("ntk_mixed", "factor", 4), rule("ntk_mixed", "factor", 4, "mixed_b", 0.6), rule("qwen_dynamic", L{:}), ...
%!    rule("yarn", "factor", 40, L{:}, "mscale", 1, "mscale_all_dim", 0.707), rule("yarn", "factor", 32, L{:}, "truncate", false), ...
%!    rule("yarn", "factor", 32, L{:}, "beta_fast", 1, "beta_slow", 1, "extrapolation_factor", 0.75, "attn_factor", 1.5, "mscale_coefficient", 0.07), ...
%!    rule("dynamic_yarn", L{:}), rule("yarn_log", "factor", 4, L{:}), rule("ggml_yarn", "factor", 4, L{:}, "ext_factor", 0.5, "attn_factor", 0.9, "freq_factors", 1:32), ...
%!    rule("ggml_yarn", "factor", 4, L{:}, "ext_factor", 0), rule("ntk_by_parts", "factor", 4, L{:}, "ntk_factor", 0.75), rule("theta_scale", "factor", 4, L{:}), ...
%!    rule("longrope", "short_factor", ones (1, 32), "long_factor", 1:32, L{:}, Lmax{:}), rule("longrope", "short_factor", 1:32, "long_factor", 2:33, L{:}, "short_mscale", 1.1, "long_mscale", 1.3), ...
%!    rule("dynamic_longrope", "long_factor", 1:32, L{:}, Lmax{:}), rule("llama3", "factor", 8, "low_freq_factor", 1, "high_freq_factor", 4, L{:}), ...
%!    rule("llama3", "factor", 16, "low_freq_factor", 1, "high_freq_factor", 1, L{:}), rule("proportional", "partial_rotary_factor", 0.25, "factor", 2)};
%!endfunction

%!function [message, id] = refusal (f, scaling)
%!  message = "";  id = "";
%!  try
%!    f (8, "scaling", scaling);
%!  catch e
%!    message = e.message;  id = e.identifier;
%!  end_try_catch
%!endfunction

%!function e = relative (w, exact, unit)
%!  some = exact != 0;
%!  assert (w(! some), 0 * w(! some));
%!  e = max (abs (double (w(some)) - exact(some)) ./ exact(some)) / unit;
%!endfunction

%!test  # frequencies in double and in the frameworks' float32 against the exact ones, on both sides of the switch
%! seen = {};
%! for r = every_rule ()
%!   seen{end+1} = r{1}.rope_type;
%!   for L = [100, 4096, 4097, 50000, 200000]
%!     o = {64, "base", 150000, "seq_len", L, "scaling", r{1}};
%!     [w, a, g] = rope_freqs (o{:});
%!     [v, b, f] = rope_freqs_ref (o{:});
%!     assert (relative (v, w, 2^-53) < 12 + 24 * isfield (r{1}, "truncate"));   # measured: 8.3; 30.3 for a ramp between ends that are not integers
%!     assert ([b, f], [a, g], -4 * eps);
%!     [u, b, f] = rope_freqs_hf32_ref (o{:});
%!     assert (class (u), "single");
%!     assert ([b, f], [a, g], -4 * eps);
%!     if (strcmp (r{1}.rope_type, "dynamic_linear"))   # there the positions are scaled
%!       w = rope_freqs (64, "base", 150000);
%!     endif
%!     assert (relative (u, w, 2^-24) < 16);
%!   endfor
%! endfor
%! message = refusal (@rope_freqs, rule ("?"));
%! names = regexp (message, '"([a-z0-9_]+)"', "tokens");
%! assert (sort (unique (seen)), sort ([names{:}]));   # no rule is missing here
%! assert (numel (names), 19);

%!test  # the float32 models against the frequencies that transformers itself computed: the same but for an ulp of its power
%! cases = interop_cases ();
%! cases = cases(cellfun (@(t) strncmp (t.name, "rule-", 5), cases));
%! assert (numel (cases), 14);
%! for k = 1:numel (cases)
%!   t = cases{k};
%!   w = double (t.inv_freq(:)');
%!   [v, a] = rope_freqs_hf32_ref (t.dim, t.options);
%!   off = abs (double (v) - w) ./ 2 .^ (floor (log2 (max (w, realmin))) - 23);
%!   assert (max (off) <= 1);
%!   assert (mean (off != 0) < 0.1);
%! endfor

%!test  # tables far out: double within the error of its angle, float32 within that of single
%! p = [0; 4095; 49999];
%! for r = every_rule ()
%!   o = {64, "scaling", r{1}};
%!   [w, a] = rope_freqs (o{:}, "seq_len", 50000);
%!   t = rope_truth (p, o{:});
%!   for units = [2^-53, 2^-24]
%!     if (units == 2^-53)
%!       [c, s] = rope_cache_ref (p, o{:});
%!     else
%!       [c, s] = rope_cache_hf32_ref (p, o{:});
%!       assert (class (c), "single");
%!     endif
%!     bound = a * units * (17 * p * w + 4);
%!     assert (all (all (abs (double (c) - t.cos) <= bound)));
%!     assert (all (all (abs (double (s) - t.sin) <= bound)));
%!   endfor
%! endfor

%!test  # several axes: sections, pair_axes, pair_indices, one factor per axis, mixed frequencies
%! p = [1, 2, 3; 40, 50, 60; -7, 8, 0.5];
%! for o = {{"sections", [2, 3, 3]}, {"sections", [4, 2, 2], "sections_interleaved", true}, {"pair_axes", [2, 3, 2, 3, 2, 3, 1, 1]}, ...
%!          {"pair_axes", [1, 2, 3, 1, 2, 3, 1, 1], "pair_indices", [8:-1:1]}, {"axes", [4, 4, 8], "scaling", rule("ntk", "factor", [2, 1, 3])}, ...
%!          {"axes", [4, 4, 8], "scaling", rule("linear", "factor", [2, 1, 3])}, {"sections", [2, 3, 3], "scaling", rule("yarn", "factor", 4, "original_max_position_embeddings", 64)}, ...
%!          {"pair_axes", [1, 2, 3, 1, 2, 3, 1, 1], "freqs", 1 ./ (1:8)}, {"axes", [4, 4, 8], "freqs", reshape(sin (1:24), 8, 3)}}
%!   [C, S] = rope_cache (p, 16, o{1}{:});
%!   [c, s] = rope_cache_ref (p, 16, o{1}{:});
%!   assert ([c, s], [C, S], 1e-13);
%!   if (! any (strcmp (o{1}, "freqs")))
%!     assert (rope_freqs_ref (16, o{1}{:}), rope_freqs (16, o{1}{:}), -10 * eps);
%!   endif
%! endfor

%!test  # xPos in double and in float32
%! for x = {"q", "k", struct("role", "k", "scale_base", 100, "centre", "ceil"), struct("role", "q", "centre", 7)}
%!   [C, S] = rope_cache (1001, 32, "xpos", x{1});
%!   [c, s] = rope_cache_ref (1001, 32, "xpos", x{1});
%!   bound = hypot (C, S) .* (17 * (0:1000)' * rope_freqs (32) + 40);
%!   assert (all (all (abs (c - C) <= 2^-53 * bound)));
%!   assert (all (all (abs (s - S) <= 2^-53 * bound)));
%!   [c, s] = rope_cache_hf32_ref (1001, 32, "xpos", x{1});
%!   assert (class (c), "single");
%!   assert (all (all (abs (double (c) - C) <= 2^-24 * bound)));
%!   assert (all (all (abs (double (s) - S) <= 2^-24 * bound)));
%! endfor

%!test  # the models and the builtins refuse the same structs, with the same identifier, and name the same field
%! bad = {rule("su"), struct("factor", 2), rule("linear"), rule("linear", "factr", 2), rule("linear", "factor", 2, "beta_fast", 3), rule("linear", "factor", [2, 3]), ...
%!   rule("linear", "factor", 0), rule("dynamic", "factor", 2), rule("dynamic_linear", "factor", 2), rule("qwen_dynamic"), rule("ntk_mixed", "factor", 2, "mixed_b", 0), ...
%!   rule("yarn", "factor", 2), rule("yarn", "factor", 2, "original_max_position_embeddings", 99, "attention_factor", 1, "attn_factor", 1), ...
%!   rule("yarn_log", "factor", 2, "original_max_position_embeddings", 99, "mscale", 1), rule("ggml_yarn", "factor", 2, "original_max_position_embeddings", 99, "freq_factors", 1:5), ...
%!   rule("longrope", "short_factor", 1:3, "long_factor", 1:4, "original_max_position_embeddings", 99, "factor", 2), rule("dynamic_longrope", "long_factor", 1:4, "original_max_position_embeddings", 99), ...
%!   rule("llama3", "factor", 2, "original_max_position_embeddings", 99), rule("proportional"), "linear"};
%! names = {"rope_type", "rope_type", "'factor'", "'factr'", "'beta_fast'", "factor must", "factor must", "'max_position_embeddings'", "'original_max_position_embeddings'", ...
%!   "'original_max_position_embeddings'", "mixed_b must", "'original_max_position_embeddings'", "'attention_factor'", "'mscale'", "freq_factors must", "short_factor must", ...
%!   "'max_position_embeddings'", "'low_freq_factor'", "'partial_rotary_factor'", "SCALING must be a struct"};
%! for k = 1:numel (bad)
%!   for f = {@rope_freqs, @rope_freqs_ref, @rope_freqs_hf32_ref, @(d, varargin) rope_cache_ref(5, d, varargin{:}), @(d, varargin) rope_cache_hf32_ref(5, d, varargin{:})}
%!     [said, id] = refusal (f{1}, bad{k});
%!     assert (! isempty (strfind (said, names{k})), "%s: %s", names{k}, said);
%!     if (isequal (f{1}, @rope_freqs))  wanted = id;  endif
%!     assert (id, wanted);
%!   endfor
%! endfor

%!error <rope_freqs_ref: SEQ_LEN must be a finite number, 0 or more> rope_freqs_ref (8, "seq_len", -1)
%!error <rope_cache_ref: AXES, SECTIONS and PAIR_AXES with PAIR_INDICES cannot be given together> rope_cache_ref (ones (2, 2), 8, "axes", [4, 4], "sections", [2, 2])
%!error <rope_cache_ref: SECTIONS_INTERLEAVED needs SECTIONS> rope_cache_ref (5, 8, "sections_interleaved", true)
%!error <rope_cache_ref: SECTIONS must be integers with the sum DIM/2 = 4, got \[2 3\]> rope_cache_ref (ones (2, 2), 8, "sections", [2, 3])
%!error <rope_cache_ref: PAIR_AXES must have one element per pair \(4\), got 2> rope_cache_ref (ones (2, 2), 8, "pair_axes", [1, 2])
%!error <rope_cache_ref: PAIR_INDICES must hold integers from 1 to 4> rope_cache_ref (5, 8, "pair_indices", [0, 1, 2, 3])
%!error <rope_cache_ref: XPOS must be "q", "k" or a struct whose field 'role' is one of them> rope_cache_ref (5, 8, "xpos", "v")
%!error <rope_cache_ref: unknown field 'base' in XPOS; known fields are role, scale_base, centre> rope_cache_ref (5, 8, "xpos", struct ("role", "q", "base", 2))
%!error <rope_cache_ref: XPOS is defined on one axis> rope_cache_ref (ones (2, 2), 8, "axes", [4, 4], "xpos", "q")
%!error <rope_cache_ref: XPOS.scale_base must be greater than 0 and XPOS.centre a position, "floor" or "ceil"> rope_cache_ref (5, 8, "xpos", struct ("role", "q", "scale_base", 0))
