## Our builtins against what transformers, timm, onnxruntime and rotary-embedding-torch computed (data/interop, made by
## tests/interop).  Every element is compared within the float32 error that follows from the library's own operations
## (interop_bound); interop_measure gives the figures, interop_measure () prints them.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!shared cases, measured
%! cases = interop_cases ();
%! measured = interop_measure ();

%!function t = case_of (cases, name)
%!  k = find (cellfun (@(t) strcmp (t.name, name), cases));
%!  assert (isscalar (k));
%!  t = cases{k};
%!endfunction

%!test  # the seven rope types of transformers, its models, timm, both operators of onnxruntime, xPos: all are there
%! names = cellfun (@(t) t.name, cases, "UniformOutput", false);
%! bounds = cellfun (@(t) t.bound, cases(strncmp (names, "rule-", 5)), "UniformOutput", false);
%! assert (unique (bounds)', {"default", "dynamic", "linear", "llama3", "longrope", "proportional", "yarn"});
%! must = {"beyond-2^24", "llama", "llama-bf16", "llama-f16", "gpt-neox", "deepseek-v3", "qwen2-vl", "qwen3-vl", "qwen2-vl-vision", "index-interleaved", "index-half", "eva-02", ...
%!         "pixel-linear", "pixel-octaves", "dinov3", "mixed", "half", "interleaved", "partial", "partial-interleaved", ...
%!         "three-dimensions", "no-ids", "no-ids-interleaved", "half-f16", "microsoft-half", "microsoft-interleaved", ...
%!         "microsoft-partial", "microsoft-three-dimensions", "lang", "pixel", "xpos"};
%! assert (setdiff (must, names), cell (1, 0));
%! assert (numel (names), 14 + numel (must));
%! assert (numel (measured), numel (names));

%!test  # the versions are recorded, and everything is under 2 MB
%! folder = fullfile (fileparts (which ("run_one")), "..", "..", "data", "interop");
%! v = jsondecode (fileread (fullfile (folder, "cases.json")), "makeValidName", false).versions;
%! for l = {"transformers", "timm", "onnxruntime", "rotary-embedding-torch"}
%!   assert (! isempty (regexp (v.(l{1}).(l{1}), '^\d+\.\d+')));
%! endfor
%! files = [dir(fullfile (folder, "*")); dir(fullfile (folder, "files", "*"))];
%! assert (sum ([files.bytes]) < 2e6);

%!test  # frequencies: within the bound of each rule, and the bound is no more than 6 times too wide
%! f = [measured.freqs];
%! f = f(! isnan (f));
%! assert (numel (f), 17);
%! assert (all (f <= 1), "%g ", f);
%! assert (all (f > 1/6), "%g ", f);

%!test  # tables: the same at positions up to 2^20; the frequency is what makes them wrong
%! f = [measured.tables];
%! assert (sum (! isnan (f)), 30);
%! assert (all (f <= 1 | isnan (f)), "%g ", f);
%! assert (all (f > 1/12 | isnan (f)), "%g ", f);
%! far = strncmp ({measured.name}, "rule-", 5);
%! assert (all ([measured(far).error] > 1e-4));
%! assert (all ([measured(far).own] <= 1), "%g ", [measured(far).own]);
%! assert (all ([measured(far).own] > 0.3));

%!test  # rotated vectors, with exact tables in double
%! f = [measured.rotation];
%! assert (sum (! isnan (f)), 16);   # half of the bounds and more, except where evenly spaced coordinates are known to 3 u only
%! assert (all (f <= 1 | isnan (f)), "%g ", f);
%! assert (all (f > 1/12 | isnan (f)), "%g ", f);

%!test  # the rotation alone: with the library's tables, 2 u (|x0 c| + |x1 s|)
%! f = [measured.operator];
%! assert (sum (! isnan (f)), 29);
%! assert (all (f <= 1 | isnan (f)), "%g ", f);
%! assert (all (f > 0.3 | isnan (f)), "%g ", f);

%!test  # and with the same tables the same bits wherever products are rounded before they are added; onnxruntime fuses in float32
%! for k = 1:numel (cases)
%!   b = measured(k).bits;
%!   if (isfield (cases{k}, "same_bits"))
%!     assert (b(1) == 0, "%s", cases{k}.name);
%!     assert (b(2) > 2500);
%!   elseif (strncmp (cases{k}.name, "llama-", 6))
%!     assert (b(1) > b(2) / 10 && b(1) < b(2) / 2);   # torch rounds three times where we round once
%!   elseif (isfield (cases{k}, "dtype"))
%!     assert (b(1), 0);
%!   elseif (strcmp (cases{k}.kind, "operator"))
%!     assert (b(1) > 0 && b(1) < b(2) / 4);
%!   endif
%! endfor

%!test  # onnxruntime's float32 values are those of a fused multiply-add: x0 c - x1 s with the second product not rounded, or the first
%! for name = {"half", "interleaved", "no-ids", "microsoft-half"}
%!   t = case_of (cases, name{1});
%!   D = size (t.q, 4);
%!   a = 1:D/2;  b = a + D/2;
%!   if (strcmp (t.pairing, "interleaved"))  a = 1:2:D;  b = 2:2:D;  endif
%!   if (isfield (t, "ids"))
%!     c = t.cos(t.ids + 1,:);  s = t.sin(t.ids + 1,:);
%!     c = reshape (c, [size(t.ids), D/2]);  s = reshape (s, [size(t.ids), D/2]);
%!   else
%!     c = t.cos;  s = t.sin;
%!   endif
%!   c = permute (c, [1, 4, 2, 3]);  s = permute (s, [1, 4, 2, 3]);
%!   x0 = t.q(:,:,:,a);  x1 = t.q(:,:,:,b);
%!   fma = @(x, y, z) single (double (x) .* double (y) + double (z));   # product exact; a tie of the sum would show, none does
%!   y0 = fma (x0, c, -(x1 .* s));  y0b = fma (-x1, s, x0 .* c);  plain0 = x0 .* c - x1 .* s;
%!   got = t.q_out(:,:,:,a);
%!   assert (all ((got == y0 | got == y0b | got == plain0)(:)));
%!   assert (mean ((got == y0 | got == y0b)(:)) > 0.9);
%! endfor

%!test  # the dynamic rule of transformers keeps the frequencies of the longest sequence seen: ours for that length, not for its own
%! t = case_of (cases, "rule-dynamic-kept");
%! assert (max (t.positions), 9000);
%! assert (t.options.seq_len, 30001);
%! t.options.seq_len = 9001;
%! assert (interop_measure (t).freqs > 1000);

%!test  # float32 holds only the even positions above 2^24: equal rows where ours differ
%! t = case_of (cases, "beyond-2^24");
%! i = find (t.positions == 2^24);
%! assert (isequal (t.cos(i,:), t.cos(i+1,:)));
%! c = rope_cache (t.positions, t.dim, "dtype", "single");
%! assert (! isequal (c(i,:), c(i+1,:)));
%! e = [double(t.cos(i+1,1)) - cos(2^24 + 1), double(t.sin(i+1,1)) - sin(2^24 + 1)];
%! assert (norm (e), 2 * sin (0.5), 1e-6);   # a whole radian

%!test  # rope_grid makes the coordinates of timm
%! assert (case_of (cases, "index-half").positions, rope_grid ([5, 9]));
%! assert (case_of (cases, "mixed").positions, fliplr (rope_grid ([5, 9])));
%! assert (case_of (cases, "pixel-linear").positions, rope_grid ([5, 9], "start", -1, "step", 2 ./ [4, 8]), eps);
%! assert (case_of (cases, "dinov3").positions, rope_grid ([5, 9], "start", 1 ./ [5, 9] - 1, "step", 2 ./ [5, 9]), 2*eps);
%! assert (case_of (cases, "eva-02").positions, rope_grid ([5, 9], "start", [16/5, 12/9], "step", [16/5, 12/9]), 8*eps);
%! assert (case_of (cases, "qwen2-vl-vision").positions, rope_grid ([6, 10]));

%!test  # the model rope_cache_hf32_ref is what transformers does: nearly all values the same, the others by an ulp of the frequency
%! for name = {"rule-default-128", "rule-default-80", "rule-default-96-5e5"}
%!   t = case_of (cases, name{1});
%!   [c, s] = rope_cache_hf32_ref (t.positions, t.dim, "base", t.options.base);
%!   assert (mean ((c == t.cos & s == t.sin)(:)) > 0.5);
%!   w = 1 ./ single (t.options.base) .^ (single (0:2:t.dim-2) / single (t.dim));
%!   assert (all (abs (double (w) - double (t.inv_freq)') <= 2 * 2^-23 * double (w)));
%! endfor

## ---- the comparison can fail ----

%!function worst (t, least)
%!  r = interop_measure (t);
%!  f = max ([r.freqs, r.tables, r.rotation, r.operator]);
%!  assert (f > least, "%s changed, yet %g of the bound", t.name, f);
%!endfunction

%!test  # a base or a factor that is wrong in the fifth digit
%! for k = 1:numel (cases)
%!   t = cases{k};
%!   if (strncmp (t.name, "rule-", 5))
%!     t.options.base *= 1 + 3e-5;
%!     worst (t, 2);
%!     t = cases{k};
%!     for field = {"factor", "original_max_position_embeddings"}
%!       if (isfield (t.options.scaling, field{1}) && ! strcmp (t.bound, "longrope") && ! strcmp (t.name, "rule-dynamic-short"))
%!         t.options.scaling.(field{1}) *= 1.0003;
%!         if (! strcmp (field{1}, "original_max_position_embeddings") || any (strcmp (t.name, {"rule-llama3", "rule-yarn-gpt-oss"})))
%!           worst (t, 2);
%!         endif
%!         t = cases{k};
%!       endif
%!     endfor
%!   endif
%! endfor

%!test  # the other factors of LongRoPE, another pairing, exchanged axes, one position off
%! t = case_of (cases, "rule-longrope-long");  t.options.seq_len = 4096;  worst (t, 100);
%! t = case_of (cases, "rule-yarn-gpt-oss");  t.options.scaling.truncate = true;  worst (t, 100);
%! t = case_of (cases, "rule-yarn-deepseek");  t.options.scaling.mscale_all_dim = 0.7071;  worst (t, 2);
%! for name = {"llama", "gpt-neox", "deepseek-v3", "qwen2-vl", "index-half", "half", "interleaved", "partial", "lang"}
%!   t = case_of (cases, name{1});
%!   t.pairing = {"half", "interleaved"}{1 + strcmp(t.pairing, "half")};
%!   worst (t, 100);
%! endfor
%! for name = {"index-interleaved", "eva-02", "pixel-linear", "dinov3", "mixed", "pixel", "qwen2-vl-vision"}
%!   t = case_of (cases, name{1});
%!   t.positions = fliplr (t.positions);
%!   worst (t, 100);
%! endfor
%! for name = {"qwen2-vl", "qwen3-vl"}
%!   t = case_of (cases, name{1});
%!   t.positions = t.positions(:,[1, 3, 2]);
%!   worst (t, 100);
%! endfor
%! t = case_of (cases, "qwen2-vl");  t.options.sections_interleaved = true;  worst (t, 100);
%! t = case_of (cases, "llama");  t.positions(5) += 1;  worst (t, 100);
%! t = case_of (cases, "half");  t.ids(2,3) += 1;  worst (t, 100);
%! t = case_of (cases, "xpos");  t.scale_base = 513;  worst (t, 2);
