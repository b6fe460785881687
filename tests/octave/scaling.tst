## Scaling rules: known numbers of real models, how the rules are related, behaviour far out, and every refusal.
## (golden.tst compares every rule with MPFR, reference.tst with the models.)
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function s = rule (name, varargin)
%!  s = struct ("rope_type", name, varargin{:});
%!endfunction
%!function [w, a, g] = freqs (dim, base, L, varargin)
%!  [w, a, g] = rope_freqs (dim, "base", base, "seq_len", L, "scaling", rule (varargin{:}));
%!endfunction

%!test  # gpt-oss: ramp without rounding from 8.092779 to 17.398025, a = 1.346574
%! [v, a] = freqs (64, 150000, 0, "yarn", "factor", 32, "original_max_position_embeddings", 4096, "truncate", false);
%! w = rope_freqs (64, "base", 150000);
%! share = (1 - v ./ w) / (1 - 1/32);             # of the divided frequency
%! lo = 8 + 1 - share(10) / (share(11) - share(10));   # where the line through two of its points is 0 and 1
%! hi = lo + 1 / (share(11) - share(10));
%! assert ([lo, hi], [8.092779, 17.398025], 1e-6);
%! assert (v(1:9), w(1:9));
%! assert (v(19:32), w(19:32) / 32, -eps);
%! assert (a, 1.346574, 5e-7);

%!test  # a trained length so large that the ramp begins beyond the last pair, and falls: all pairs are stretched
%! for original = [1e10, 1e11, 1e12, 1e14]
%!   for base = [10, 100, 1e4]
%!     s = struct ("rope_type", "yarn", "factor", 4, "original_max_position_embeddings", original);
%!     w = rope_freqs (16, "base", base, "scaling", s);
%!     assert (w, rope_freqs_ref (16, "base", base, "scaling", s), -4 * eps);
%!     if (original > 1e10)
%!       assert (w, rope_freqs (16, "base", base) / 4, -4 * eps);
%!     endif
%!   endfor
%! endfor
%!test  # Kimi K2: beta_fast = beta_slow = 1, a ramp of one step; DeepSeek: from 10 to 23
%! w = rope_freqs (64, "base", 5e4);
%! v = freqs (64, 5e4, 0, "yarn", "factor", 32, "original_max_position_embeddings", 4096, "beta_fast", 1, "beta_slow", 1);
%! assert (v, [w(1:20), w(21:32) / 32], -eps);   # indices 0 .. 19 kept: lo = 19, hi = 20
%! w = rope_freqs (64);
%! v = freqs (64, 1e4, 0, "yarn", "factor", 40, "original_max_position_embeddings", 4096);
%! assert (find (v != w, 1) - 1, 11);
%! assert (find (abs (v ./ w * 40 - 1) < 1e-12, 1) - 1, 23);

%!test  # DeepSeek's softmax factor is returned separately and is not in the tables
%! [~, a, g] = freqs (64, 1e4, 0, "yarn", "factor", 40, "original_max_position_embeddings", 4096, "mscale", 1, "mscale_all_dim", 1);
%! assert ([a, g], [1, 1.873854], 5e-7);
%! assert (g, (0.1 * log (40) + 1) ^ 2, 2 * eps);
%! [~, a, g] = freqs (64, 1e4, 0, "yarn", "factor", 40, "original_max_position_embeddings", 4096, "mscale", 0.707, "mscale_all_dim", 0.707);
%! assert ([a, g], [1, 1.589626], 5e-7);
%! [~, a, g] = freqs (64, 1e4, 0, "yarn", "factor", 40, "original_max_position_embeddings", 4096);
%! assert ([a, g], [0.1 * log(40) + 1, 1], eps);
%! [~, ~, g] = rope_freqs (64);
%! assert (g, 1);
%! c = rope_cache (1, 64, "scaling", rule ("yarn", "factor", 40, "original_max_position_embeddings", 4096, "mscale", 1, "mscale_all_dim", 1));
%! assert (c, ones (1, 32));

%!test  # Phi-3's factor; short_mscale and long_mscale hold with their lists
%! o = {"longrope", "short_factor", ones(1, 48), "long_factor", 1 + (0:47), "original_max_position_embeddings", 4096, "max_position_embeddings", 131072};
%! [v, a] = freqs (96, 1e4, 4096, o{:});
%! assert (a, 1.1902380714, 5e-11);
%! assert (v, rope_freqs (96));
%! [v, a] = freqs (96, 1e4, 4097, o{:});
%! assert (v, rope_freqs (96) ./ (1:48), -eps);
%! [~, a] = freqs (96, 1e4, 4096, o{:}, "short_mscale", 1.05, "long_mscale", 1.2);
%! assert (a, 1.05);
%! [~, a] = freqs (96, 1e4, 4097, o{:}, "short_mscale", 1.05, "long_mscale", 1.2);
%! assert (a, 1.2);
%! [~, a] = freqs (96, 1e4, 4097, o{:}, "short_mscale", 1.05);
%! assert (a, 1.1902380714, 5e-11);
%! [~, a] = freqs (96, 1e4, 5000, o{1:7}, "short_mscale", 1.05, "long_mscale", 1.2);   # no growth needed then
%! assert (a, 1.2);

%!test  # Llama-4: low = high selects and never divides by zero
%! w = rope_freqs (128, "base", 5e5);
%! v = freqs (128, 5e5, 0, "llama3", "factor", 16, "low_freq_factor", 1, "high_freq_factor", 1, "original_max_position_embeddings", 8192);
%! long = 2*pi ./ w > 8192;
%! assert (sum (long) > 10 && sum (! long) > 10);
%! assert (v(! long), w(! long));
%! assert (v(long), w(long) / 16, -eps);
%! [c, s] = rope_cache ([0, 1, 8192, 1e6, 1e7], 128, "base", 5e5, "scaling", rule ("llama3", "factor", 16, "low_freq_factor", 1, "high_freq_factor", 1, "original_max_position_embeddings", 8192));
%! assert (all (isfinite ([c(:); s(:)])));

%!test  # rules that are others in disguise, double for double
%! w = rope_freqs (64);
%! L = {"original_max_position_embeddings", 4096};
%! assert (freqs (64, 1e4, 0, "base_factor", "factor", 4), rope_freqs (64, "base", 4e4));
%! assert (freqs (64, 1e4, 0, "base_factor", "factor", 500), rope_freqs (64, "base", 5e6));   # ChatGLM's rope_ratio
%! assert (freqs (64, 1e4, 0, "dynamic_static", "factor", 4), freqs (64, 1e4, 0, "ntk", "factor", 13));
%! assert (freqs (64, 1e4, 0, "dynamic_static", "factor", 4), freqs (64, 1e4, 4 * 2048, "dynamic", "factor", 4, "max_position_embeddings", 2048));
%! assert (freqs (64, 1e4, 9000, "qwen_dynamic", L{:}), freqs (64, 1e4, 0, "ntk", "factor", 7));
%! assert (freqs (64, 1e4, 9000, "dynamic_yarn", L{:}), freqs (64, 1e4, 0, "yarn", "factor", 9000/4096, L{:}));   # the quotient is exact
%! assert (freqs (64, 1e4, 0, "ggml_yarn", "factor", 8, L{:}), freqs (64, 1e4, 0, "yarn", "factor", 8, L{:}));
%! assert (freqs (64, 1e4, 0, "ggml_yarn", "factor", 8, L{:}, "ext_factor", 0), w / 8);
%! assert (freqs (64, 1e4, 0, "yarn", "factor", 8, L{:}, "extrapolation_factor", 0), w / 8);
%! assert (freqs (64, 1e4, 0, "ggml_yarn", "factor", 1, L{:}, "ext_factor", 0, "freq_factors", 1:32), w ./ (1:32), -eps);
%! assert (freqs (64, 1e4, 0, "ntk_mixed", "factor", 4), rope_freqs (64, "base", 4e4) / 4 ^ (1/32), -4 * eps);
%! assert (freqs (64, 1e4, 0, "theta_scale", "factor", 1, L{:}), w);
%! assert (freqs (64, 1e4, 4096, "dynamic_longrope", "long_factor", 2:33, L{:}, "max_position_embeddings", 8192), w);
%! assert (freqs (64, 1e4, 6144, "dynamic_longrope", "long_factor", 2:33, L{:}, "max_position_embeddings", 8192), w ./ (1.5:0.5:17), -eps);
%! [v, a] = freqs (64, 1e4, 8192, "dynamic_longrope", "long_factor", 2:33, L{:}, "max_position_embeddings", 8192);
%! assert (v, w ./ (2:33), -eps);
%! assert (a, sqrt (1 + log (2) / log (4096)), eps);
%! assert (freqs (64, 1e4, 8192, "dynamic_linear", "factor", 2, L{:}), w / 2);
%! assert (freqs (64, 1e4, 8193, "dynamic_linear", "factor", 2, L{:}), w * 4096 / 8193, -eps);
%! assert (freqs (2, 1e4, 0, "ntk", "factor", 4), 1);

%!test  # below the lengths a model was trained for, the dynamic rules change nothing
%! w = rope_freqs (64);
%! L = {"original_max_position_embeddings", 4096};
%! for length = [0, 1, 100, 2000, 4095, 4096]
%!   for o = {{"dynamic_yarn", L{:}}, {"qwen_dynamic", L{:}}, {"dynamic", "factor", 4, "max_position_embeddings", 4096}, ...
%!            {"dynamic_longrope", "long_factor", 2:33, L{:}, "max_position_embeddings", 8192}, {"dynamic_linear", "factor", 1, L{:}}}
%!     [v, a] = freqs (64, 1e4, length, o{1}{:});
%!     assert (v, w);
%!     if (! strcmp (o{1}{1}, "dynamic_longrope"))  assert (a, 1);  endif
%!   endfor
%!   assert (freqs (64, 1e4, length, "dynamic_linear", "factor", 2, L{:}), w / 2);
%! endfor
%! assert (rope_cache (100, 64, "scaling", rule ("dynamic_yarn", L{:})), rope_cache (100, 64));

%!test  # factors on the table: attention_factor, attn_factor, mscale_coefficient; which rules have one
%! L = {"original_max_position_embeddings", 4096};
%! [~, a] = freqs (64, 1e4, 0, "yarn", "factor", 16, L{:}, "attn_factor", 1.5);
%! assert (a, 1.5 * (0.1 * log (16) + 1), 2 * eps);
%! [~, a] = freqs (64, 1e4, 0, "yarn", "factor", 16, L{:}, "mscale_coefficient", 0.07);
%! assert (a, 0.07 * log (16) + 1, eps);
%! [~, a] = freqs (64, 1e4, 0, "yarn_log", "factor", 16, L{:});
%! assert (a, 1);
%! [~, a] = freqs (64, 1e4, 0, "ntk_by_parts", "factor", 16, L{:});
%! assert (a, 1);
%! [~, a] = freqs (64, 1e4, 0, "ggml_yarn", "factor", 16, L{:}, "attn_factor", 0.5);
%! assert (a, 0.5 * (0.1 * log (16) + 1), eps);
%! [~, a] = freqs (64, 1e4, 0, "ggml_yarn", "factor", 16, L{:}, "attn_factor", 0.5, "ext_factor", 0);
%! assert (a, 0.5);
%! [~, a] = freqs (64, 1e4, 4096, "dynamic_yarn", L{:});
%! assert (a, 1);

%!test  # one factor per axis
%! w = rope_freqs (128, "axes", [44, 42, 42], "scaling", rule ("ntk", "factor", [2, 1, 1]));
%! assert (w, [rope_freqs(44, "scaling", rule ("ntk", "factor", 2)), rope_freqs(42), rope_freqs(42)]);
%! w = rope_freqs (12, "axes", [4, 8], "scaling", rule ("linear", "factor", [3; 2]));
%! assert (w, [rope_freqs(4) / 3, rope_freqs(8) / 2], -eps);
%! assert (rope_cache ([5, 7], 12, "axes", [4, 8], "scaling", rule ("linear", "factor", [2, 4])), [rope_cache(1, 4, "offset", 2.5), rope_cache(1, 8, "offset", 1.75)]);

%!test  # far out each rule differs from the others, though all agree at position 0
%! L = {"original_max_position_embeddings", 4096};
%! all_rules = {rule("default"), rule("linear", "factor", 4), rule("dynamic_linear", "factor", 2, L{:}), rule("ntk", "factor", 4), rule("base_factor", "factor", 4), ...
%!   rule("dynamic", "factor", 4, "max_position_embeddings", 4096), rule("dynamic_static", "factor", 4), rule("ntk_mixed", "factor", 4), ...
%!   rule("ntk_mixed", "factor", 4, "mixed_b", 0.6), rule("qwen_dynamic", L{:}), rule("yarn", "factor", 4, L{:}, "attention_factor", 1), rule("dynamic_yarn", L{:}, "attention_factor", 1), ...
%!   rule("yarn_log", "factor", 4, L{:}), rule("ggml_yarn", "factor", 4, L{:}, "ext_factor", 0.5, "attn_factor", 1 / (0.1 * log (4) + 1)), rule("ntk_by_parts", "factor", 4, L{:}), ...
%!   rule("theta_scale", "factor", 4, L{:}), rule("longrope", "short_factor", ones (1, 32), "long_factor", 1:32, L{:}, "attention_factor", 1), ...
%!   rule("dynamic_longrope", "long_factor", 1:32, L{:}, "max_position_embeddings", 131072, "attention_factor", 1), ...
%!   rule("llama3", "factor", 4, "low_freq_factor", 1, "high_freq_factor", 4, L{:}), rule("proportional", "partial_rotary_factor", 0.25)};
%! far = zeros (numel (all_rules), 64);
%! for k = 1:numel (all_rules)
%!   o = {64, "seq_len", 50000, "scaling", all_rules{k}};
%!   [c, s] = rope_cache ([0; 49999], o{:});
%!   assert (c(1,:), ones (1, 32), eps);
%!   assert (s(1,:), zeros (1, 32));
%!   far(k,:) = [c(2,:), s(2,:)];
%!   t = rope_truth ([0; 49999], o{:});
%!   assert (c, t.cos);
%!   assert (s, t.sin);
%!   assert (rope_cache (50000, o{:})(end,:), c(2,:));
%! endfor
%! for k = 1:rows (far)
%!   distance = max (abs (far - far(k,:)), [], 2);
%!   assert (all (distance([1:k-1, k+1:end]) > 0.1));
%! endfor

## ---- xPos ----

%!test  # queries and keys: products of the scales depend on the distance only
%! p = [0, 3, 700, 1500]';
%! [c, s] = rope_cache (p, 16);
%! for centre = {0, 100, "floor", "ceil"}
%!   [cq, sq] = rope_cache (p, 16, "seq_len", 1501, "xpos", struct ("role", "q", "centre", centre{1}));
%!   [ck, sk] = rope_cache (p, 16, "seq_len", 1501, "xpos", struct ("role", "k", "centre", centre{1}));
%!   zeta = (2*(0:7) + 0.4*16) / (1.4*16);
%!   m = centre{1};
%!   if (ischar (m))  m = feval (m, 1501/2);  endif
%!   scale = zeta .^ ((p - m) / 512);
%!   assert (cq, c .* scale, -1e-13);
%!   assert (sq, s .* scale, -1e-13);
%!   assert (ck, c ./ scale, -1e-13);
%!   assert (sk, s ./ scale, -1e-13);
%! endfor
%! assert (rope_cache (p, 16, "xpos", "q"), rope_cache (p, 16, "xpos", struct ("role", "q", "scale_base", 512, "centre", 750)));
%! assert (rope_cache (1, 16, "xpos", struct ("role", "k", "centre", 0)), ones (1, 8));
%! assert (rope_freqs (16, "xpos", "q"), rope_freqs (16));

%!test  # every way to a table is the truth rounded once: ranges, lists, offsets, threads, with an attention factor, in all formats
%! rand ("twister", 17);
%! yarn = rule ("yarn", "factor", 4, "original_max_position_embeddings", 1024);
%! for role = "qk"
%!   o = {32, "seq_len", 3000, "scaling", yarn, "xpos", role};
%!   t = rope_truth (3000, o{:});
%!   [c, s] = rope_cache (3000, o{:});
%!   assert (c, t.cos);
%!   assert (s, t.sin);
%!   assert (rope_cache (3000, o{:}, "threads", 3), c);
%!   p = randperm (3000)' - 1;
%!   assert (rope_cache (p, o{:}), c(p+1,:));
%!   assert (rope_cache (100, o{:}, "offset", 1000), c(1001:1100,:));
%!   assert (rope_cache (100, o{:}, "offset", 1000.5), rope_cache (1000.5 + (0:99), o{:}));
%!   [c, s] = rope_cache (p, o{:}, "dtype", "single");
%!   away = abs (rem (abs (t.cos(p+1,:)) * 2^30, 1) - 0.5) > 1e-3;   # of the midpoints of singles
%!   assert (c(away), single (t.cos(p+1,:))(away));
%!   for dtype = {"bf16", "f16"}
%!     assert (rope_cache (p, o{:}, "dtype", dtype{1}), rope_pack (t.cos(p+1,:), dtype{1}));
%!     assert (rope_cache (p, o{:}, "dtype", dtype{1}, "width", "full"), repelem (rope_pack (t.cos(p+1,:), dtype{1}), 1, 2));
%!   endfor
%! endfor
%! assert (size (rope_cache (0, 8, "xpos", "q")), [0, 4]);
%! tiny = rope_truth (2, 2, "freqs", 1e-80, "offset", 3, "xpos", struct ("role", "k", "centre", 0));
%! assert (tiny.sin, [3e-80; 4e-80] .* 3.5 .^ ([3; 4] / 512), -1e-13);

%!test  # the range of a format to its end: a factor of 2^14 in f16, and no more
%! yarn = rule ("yarn", "factor", 4, "original_max_position_embeddings", 4096, "attention_factor", 2^14);
%! o = {16, "xpos", struct("role", "q", "centre", 100)};
%! t = rope_truth ([100; 100], o{:}, "scaling", yarn);
%! assert (rope_cache ([100; 100], o{:}, "scaling", yarn, "dtype", "f16"), rope_pack (t.cos, "f16"));
%! yarn.attention_factor = 2^14 * (1 + 1e-10);
%! fail ('rope_cache ([100; 100], o{:}, "scaling", yarn, "dtype", "f16")', "an xPos scale leaves the range");

%!error <rope_cache: XPOS must be "q", "k" or a struct, got 1x1 double> rope_cache (5, 8, "xpos", 1)
%!error <rope_cache: XPOS must be one of "q", "k", got "v"> rope_cache (5, 8, "xpos", "v")
%!error <rope_cache: XPOS needs the field 'role', "q" or "k"> rope_cache (5, 8, "xpos", struct ("scale_base", 512))
%!error <rope_cache: XPOS.role must be one of "q", "k", got "v"> rope_cache (5, 8, "xpos", struct ("role", "v"))
%!error <rope_cache: unknown field 'base' in XPOS; known fields are role, scale_base, centre> rope_cache (5, 8, "xpos", struct ("role", "q", "base", 512))
%!error <rope_cache: XPOS.scale_base must lie between 2\^-20 and 2\^60, got 0> rope_cache (5, 8, "xpos", struct ("role", "q", "scale_base", 0))
%!error <rope_cache: XPOS.scale_base must be a scalar, got 1x2> rope_cache (5, 8, "xpos", struct ("role", "q", "scale_base", [1, 2]))
%!error <rope_cache: XPOS.centre must be one of "floor", "ceil", got "middle"> rope_cache (5, 8, "xpos", struct ("role", "q", "centre", "middle"))
%!error <rope_cache: XPOS.centre must be finite, got nan> rope_cache (5, 8, "xpos", struct ("role", "q", "centre", NaN))
%!error <rope_cache: XPOS.centre must not exceed 2\^53 in magnitude, got 1e\+16> rope_cache (5, 8, "xpos", struct ("role", "q", "centre", 1e16))
%!error <rope_cache: XPOS cannot be combined with AXES, SECTIONS, PAIR_AXES or PAIR_INDICES: it is defined on one axis> rope_cache (ones (2, 2), 8, "axes", [4, 4], "xpos", "q")
%!error <rope_cache: an xPos scale leaves the range of the number format: positions are too far from centre for this scale_base> rope_cache ([0; 1e6], 8, "xpos", "q")
%!error <rope_cache: an xPos scale leaves the range of the number format> rope_cache (9000, 8, "xpos", "q", "dtype", "f16")
%!error <rope_truth: an xPos scale leaves the range of the number format> rope_truth ([0; 1e6], 8, "xpos", "q")

## ---- refusals that name the field; rope_freqs.cc has those of the older rules ----

%!error <needs the field 'original_max_position_embeddings'> freqs (8, 1e4, 0, "dynamic_linear", "factor", 2)
%!error <needs the field 'factor'> freqs (8, 1e4, 0, "dynamic_linear", "original_max_position_embeddings", 10)
%!error <SCALING with rope_type "base_factor" needs the field 'factor'> freqs (8, 1e4, 0, "base_factor")
%!error <SCALING with rope_type "dynamic_static" needs the field 'factor'> freqs (8, 1e4, 0, "dynamic_static")
%!error <SCALING with rope_type "ntk_mixed" needs the field 'factor'> freqs (8, 1e4, 0, "ntk_mixed")
%!error <SCALING with rope_type "qwen_dynamic" needs the field 'original_max_position_embeddings'> freqs (8, 1e4, 0, "qwen_dynamic")
%!error <SCALING with rope_type "dynamic_yarn" needs the field 'original_max_position_embeddings'> freqs (8, 1e4, 0, "dynamic_yarn")
%!error <SCALING with rope_type "theta_scale" needs the field 'original_max_position_embeddings'> freqs (8, 1e4, 0, "theta_scale", "factor", 2)
%!error <SCALING with rope_type "dynamic_longrope" needs the field 'max_position_embeddings'> freqs (4, 1e4, 0, "dynamic_longrope", "long_factor", [1, 1], "original_max_position_embeddings", 10)
%!error <field 'factor' of SCALING has no meaning for rope_type "dynamic_yarn"> freqs (8, 1e4, 0, "dynamic_yarn", "factor", 2, "original_max_position_embeddings", 10)
%!error <field 'ext_factor' of SCALING has no meaning for rope_type "yarn"> freqs (8, 1e4, 0, "yarn", "factor", 2, "original_max_position_embeddings", 10, "ext_factor", 1)
%!error <field 'mscale' of SCALING has no meaning for rope_type "yarn_log"> freqs (8, 1e4, 0, "yarn_log", "factor", 2, "original_max_position_embeddings", 10, "mscale", 1)
%!error <fields 'attention_factor' and 'attn_factor' of SCALING contradict each other> freqs (8, 1e4, 0, "yarn", "factor", 2, "original_max_position_embeddings", 10, "attn_factor", 1, "attention_factor", 1)
%!error <fields 'attention_factor' and 'long_mscale' of SCALING contradict each other> freqs (4, 1e4, 0, "longrope", "short_factor", [1, 1], "long_factor", [1, 1], "original_max_position_embeddings", 10, "attention_factor", 1, "long_mscale", 1)
%!error <SCALING.beta_slow must not exceed SCALING.beta_fast, got 4 and 2> freqs (8, 1e4, 0, "yarn", "factor", 2, "original_max_position_embeddings", 100, "beta_fast", 2, "beta_slow", 4)
%!error <SCALING.max_position_embeddings must exceed SCALING.original_max_position_embeddings for rope_type "dynamic_longrope", got 10 and 10> freqs (4, 1e4, 0, "dynamic_longrope", "long_factor", [1, 1], "original_max_position_embeddings", 10, "max_position_embeddings", 10)
%!error <SCALING.original_max_position_embeddings must be at least 7 for rope_type "theta_scale", got 6> freqs (8, 1e4, 0, "theta_scale", "factor", 2, "original_max_position_embeddings", 6)
%!error <BASE times SCALING.factor must be at least 1, got 10 times 0.01> freqs (8, 10, 0, "base_factor", "factor", 0.01)
%!error <BASE must be greater than 1 for rope_type "ntk_by_parts"> freqs (8, 1, 0, "ntk_by_parts", "factor", 2, "original_max_position_embeddings", 100)
%!error <SCALING.factor must be at least 1, got 0.5> freqs (8, 1e4, 0, "dynamic_static", "factor", 0.5)
%!error <SCALING.factor must be at least 1, got 0.5> freqs (8, 1e4, 0, "ntk_mixed", "factor", 0.5)
%!error <SCALING.factor must be at least 1, got 0.5> freqs (8, 1e4, 0, "yarn_log", "factor", 0.5, "original_max_position_embeddings", 100)
%!error <SCALING.mixed_b must be greater than 0, got 0> freqs (8, 1e4, 0, "ntk_mixed", "factor", 2, "mixed_b", 0)
%!error <SCALING.extrapolation_factor must be at most 1, got 1.5> freqs (8, 1e4, 0, "yarn", "factor", 2, "original_max_position_embeddings", 100, "extrapolation_factor", 1.5)
%!error <SCALING.ext_factor must be at least 0, got -1> freqs (8, 1e4, 0, "ggml_yarn", "factor", 2, "original_max_position_embeddings", 100, "ext_factor", -1)
%!error <SCALING.ntk_factor must be at most 1, got 2> freqs (8, 1e4, 0, "ntk_by_parts", "factor", 2, "original_max_position_embeddings", 100, "ntk_factor", 2)
%!error <SCALING.attn_factor must lie between 2\^-20 and 2\^20, got 1e-09> freqs (8, 1e4, 0, "yarn", "factor", 2, "original_max_position_embeddings", 100, "attn_factor", 1e-9)
%!error <SCALING.short_mscale must be greater than 0, got 0> freqs (4, 1e4, 0, "longrope", "short_factor", [1, 1], "long_factor", [1, 1], "original_max_position_embeddings", 10, "factor", 2, "short_mscale", 0)
%!error <SCALING.mscale_coefficient must be greater than 0, got -1> freqs (8, 1e4, 0, "yarn", "factor", 2, "original_max_position_embeddings", 100, "mscale_coefficient", -1)
%!error <SCALING.freq_factors must have one element per pair \(4\), got 3> freqs (8, 1e4, 0, "ggml_yarn", "factor", 2, "original_max_position_embeddings", 100, "freq_factors", [1, 1, 1])
%!error <SCALING.freq_factors must hold finite positive numbers, element 2 is -1> freqs (4, 1e4, 0, "ggml_yarn", "factor", 2, "original_max_position_embeddings", 100, "freq_factors", [1, -1])
%!error <SCALING.long_factor must have one element per pair \(2\), got 5> freqs (4, 1e4, 0, "dynamic_longrope", "long_factor", 1:5, "original_max_position_embeddings", 10, "max_position_embeddings", 20)
%!error <AXES cannot be combined with SCALING.long_factor> rope_freqs (4, "axes", [2, 2], "scaling", rule ("dynamic_longrope", "long_factor", [1, 1], "original_max_position_embeddings", 10, "max_position_embeddings", 20))
%!error <SCALING.factor must be a scalar or have one element per axis \(2\), got 1x3> rope_freqs (8, "axes", [4, 4], "scaling", rule ("ntk", "factor", [1, 2, 3]))
%!error <SCALING.factor must be at least 1, element 2 is 0.5> rope_freqs (8, "axes", [4, 4], "scaling", rule ("ntk", "factor", [1, 0.5]))
%!error <SCALING.factor must be greater than 0, element 1 is (NaN|nan)> rope_freqs (8, "axes", [4, 4], "scaling", rule ("linear", "factor", [NaN, 0.5]))
%!error <SCALING.factor must be a scalar, got 1x2> rope_freqs (8, "axes", [4, 4], "scaling", rule ("base_factor", "factor", [2, 2]))
%!error <beta_fast puts its correction dimension within 1e-9 of an integer> freqs (64, 1e4, 0, "ntk_by_parts", "factor", 2, "beta_fast", 4096 / (2*pi) / 1e4 ^ (10/32), "original_max_position_embeddings", 4096)
%!error <the ramp of 1.25 to 0.75 turns of rope_type ntk_by_parts ends within 1e-9 of an integer> freqs (64, 1e4, 0, "ntk_by_parts", "factor", 2, "original_max_position_embeddings", 1.25 * 2*pi * 1e4 ^ (10/32))
%!error <beta_slow puts its correction dimension within 1e-9 of an integer> freqs (64, 1e4, 0, "ggml_yarn", "factor", 2, "beta_slow", 4096 / (2*pi) / 1e4 ^ (20/32), "original_max_position_embeddings", 4096)
