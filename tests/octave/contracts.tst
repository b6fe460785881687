## The calls of other systems, modelled in m/ref, against the builtins, bit for bit.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function tf = same (a, b)
%!  tf = isequal (class (a), class (b)) && isequal (size (a), size (b)) && isequal (typecast (a(:), "uint8"), typecast (b(:), "uint8"));
%!endfunction

## angles of positions 0 ... n-1, one column per pair
%!function f = angles (n, R)
%!  f = (0:n-1)' * 1e4 .^ (-2 * (0:R/2-1) / R);
%!endfunction

%!function p = pairing_name (interleaved)
%!  names = {"half", "interleaved"};
%!  p = names{1 + interleaved};
%!endfunction

## each angle at both members of its pair, as the halves or the adjacent columns want it
%!function t = both_members (t, interleaved)
%!  if (interleaved)  t = kron (t, [1, 1]);  else  t = [t, t];  endif
%!endfunction

## half-width tables spread over the last dimension for a matrix pair M, P
%!function t = spread (t, M, P)
%!  [q, j] = find (P' * M);
%!  [~, ~, pair] = unique (min (q, j));
%!  at = repmat ({":"}, 1, ndims (t));
%!  at{end} = pair;
%!  t = t(at{:});
%!endfunction

%!test  # TransformerEngine: bshd and sbhd; start positions, rotary percent, interleaved, context parallel
%! randn ("twister", 41);
%! B = 3;  S = 8;  H = 2;  D = 16;
%! cases = 0;
%! for format = {"bshd", "sbhd"}
%!   for convert = {@double, @single}
%!     x = convert{1} (randn (B, S, H, D));
%!     if (strcmp (format{1}, "sbhd"))  x = permute (x, [2, 1, 3, 4]);  endif
%!     for percent = [0.5, 1]
%!       R = D * percent;
%!       f = angles (4 * S, R);
%!       for interleaved = [false, true]
%!         te = {"tensor_format", format{1}, "interleaved", interleaved};
%!         our = {"format", format{1}, "pairing", pairing_name(interleaved)};
%!         e = both_members (f, interleaved);
%!         for start = {[], [0, 7, 24]}
%!           y = te_rope_ref (x, e, te{:}, "start_positions", start{1});
%!           if (isempty (start{1}))  at = {};  else  at = {"offset", start{1}};  endif
%!           assert (same (rope_apply (x, cos (f), sin (f), our{:}, at{:}), y));
%!           cases++;
%!         endfor
%!         for cp_size = [1, 2]
%!           for cp_rank = 0:cp_size-1
%!             y = te_rope_ref (x, reshape (e, [], 1, 1, R), te{:}, "cp_size", cp_size, "cp_rank", cp_rank);
%!             rows = rope_context_rows (S, cp_size, cp_rank);
%!             assert (same (rope_apply (x, cos (f), sin (f), our{:}, "positions", rows), y));
%!             cases++;
%!           endfor
%!         endfor
%!       endfor
%!     endfor
%!   endfor
%! endfor
%! assert (cases, 2 * 2 * 2 * 2 * (2 + 3));

%!test  # TransformerEngine: thd, packed tokens, with the same options
%! randn ("twister", 42);
%! H = 2;  D = 16;
%! cases = 0;
%! for cu = {[0, 20], [0, 4, 4, 12, 20]}
%!   for convert = {@double, @single}
%!     for percent = [0.5, 1]
%!       R = D * percent;
%!       f = angles (40, R);
%!       for interleaved = [false, true]
%!         te = {"tensor_format", "thd", "interleaved", interleaved};
%!         our = {"format", "thd", "pairing", pairing_name(interleaved)};
%!         e = both_members (f, interleaved);
%!         x = convert{1} (randn (20, H, D));
%!         n = numel (cu{1}) - 1;
%!         for start = {[], [3, 0, 11, 20](1:n)}
%!           y = te_rope_ref (x, e, te{:}, "cu_seqlens", cu{1}, "start_positions", start{1});
%!           if (isempty (start{1}))  at = {};  else  at = {"offset", start{1}};  endif
%!           assert (same (rope_apply (x, cos (f), sin (f), our{:}, "cu_seqlens", cu{1}, at{:}), y));
%!           cases++;
%!         endfor
%!         for cp_size = [1, 2]
%!           for cp_rank = 0:cp_size-1
%!             v = x(1:20/cp_size,:,:);
%!             y = te_rope_ref (v, e, te{:}, "cu_seqlens", cu{1}, "cp_size", cp_size, "cp_rank", cp_rank);
%!             rows = rope_context_rows (diff (cu{1}) / cp_size, cp_size, cp_rank);
%!             assert (same (rope_apply (v, cos (f), sin (f), our{:}, "positions", rows), y));
%!             cases++;
%!           endfor
%!         endfor
%!       endfor
%!     endfor
%!   endfor
%! endfor
%! assert (cases, 2 * 2 * 2 * 2 * (2 + 3));

%!test  # TransformerEngine: the ranks together are the whole sequence
%! randn ("twister", 43);
%! x = randn (2, 12, 3, 8);
%! f = angles (12, 8);
%! y = te_rope_ref (x, [f, f], "tensor_format", "bshd");
%! for r = 0:1
%!   at = 1 + rope_context_rows (6, 2, r);
%!   assert (same (te_rope_ref (x(:,at,:,:), [f, f], "tensor_format", "bshd", "cp_size", 2, "cp_rank", r), y(:,at,:,:)));
%! endfor

%!test  # flash-attention: offsets, fraction, interleaved, conjugate, batch and packed
%! randn ("twister", 44);
%! B = 3;  S = 7;  H = 2;  D = 16;
%! cases = 0;
%! for convert = {@double, @single}
%!   for fraction = [0.5, 1]
%!     [c, s] = rope_cache (30, D * fraction);
%!     for interleaved = [false, true]
%!       for conjugate = [false, true]
%!         fa = {"interleaved", interleaved, "conjugate", conjugate};
%!         our = {"pairing", pairing_name(interleaved), "inverse", conjugate};
%!         x = convert{1} (randn (B, S, H, D));
%!         for offset = {0, 5, [0, 9, 23]}
%!           y = flash_rope_ref (x, c, s, fa{:}, "seqlen_offsets", offset{1});
%!           assert (same (rope_apply (x, c, s, our{:}, "offset", offset{1}), y));
%!           cases++;
%!         endfor
%!         x = convert{1} (randn (17, H, D));
%!         for cu = {[0, 5, 5, 17], int32([0; 1; 9; 17])}
%!           for offset = {0, 5, [0, 9, 13]}
%!             y = flash_rope_ref (x, c, s, fa{:}, "seqlen_offsets", offset{1}, "cu_seqlens", double (cu{1}));
%!             assert (same (rope_apply (x, c, s, our{:}, "format", "thd", "offset", offset{1}, "cu_seqlens", cu{1}), y));
%!             cases++;
%!           endfor
%!         endfor
%!       endfor
%!     endfor
%!   endfor
%! endfor
%! assert (cases, 2 * 2 * 2 * 2 * 9);

%!test  # flash-attention: conjugate is the backward pass
%! randn ("twister", 45);
%! x = randn (2, 9, 3, 16);  dy = randn (2, 9, 3, 16);
%! [c, s] = rope_cache (20, 8);
%! for interleaved = [false, true]
%!   dx = flash_rope_ref (dy, c, s, "interleaved", interleaved, "seqlen_offsets", [1, 11], "conjugate", true);
%!   assert (same (rope_grad (dy, x, c, s, "pairing", pairing_name (interleaved), "offset", [1, 11]), dx));
%! endfor

%!test  # ONNX RotaryEmbedding: 3-D and 4-D, position ids or none, interleaved, rotary_embedding_dim
%! randn ("twister", 46);
%! B = 2;  S = 5;  H = 3;  D = 16;
%! ids = [0, 1, 2, 3, 4; 7, 7, 0, 49, 20];
%! cases = 0;
%! for convert = {@double, @single}
%!   for dims = [3, 4]
%!     for rotary = [0, 8, 16]
%!       R = rotary + D * (rotary == 0);
%!       [c, s] = rope_cache (50, R);
%!       for interleaved = [0, 1]
%!         op = {"interleaved", interleaved, "rotary_embedding_dim", rotary};
%!         our = {"pairing", pairing_name(interleaved)};
%!         if (dims == 3)
%!           x = convert{1} (randn (B, S, H * D));
%!           op = [op, {"num_heads", H}];
%!           our = [our, {"num_heads", H}];
%!         else
%!           x = convert{1} (randn (B, H, S, D));
%!           our = [our, {"format", "bhsd"}];
%!         endif
%!         y = onnx_rope_ref (x, c, s, ids, op{:});
%!         assert (same (rope_apply (x, c, s, our{:}, "positions", ids), y));
%!         tc = randn (B, S, R/2);  ts = randn (B, S, R/2);
%!         y = onnx_rope_ref (x, tc, ts, [], op{:});
%!         if (dims == 4)
%!           tc = reshape (tc, B, 1, S, R/2);
%!           ts = reshape (ts, B, 1, S, R/2);
%!         endif
%!         assert (same (rope_apply (x, tc, ts, our{:}), y));
%!         cases += 2;
%!       endfor
%!     endfor
%!   endfor
%! endfor
%! assert (cases, 2 * 2 * 3 * 2 * 2);

%!test  # Ascend: four modes, table shapes 11SD, B1SD, BNSD, both layouts, one block or 44, 44, 40
%! randn ("twister", 47);
%! B = 2;  N = 3;  S = 4;  D = 128;
%! pairings = {"half", "interleaved", "quarter", "interleave-half"};
%! words = {"half", "interleave", "quarter", "interleave-half"};
%! cases = 0;
%! for mode = 0:3
%!   for axes = {128, [44, 44, 40]}
%!     [M, P] = rome_matrix (D, "pairing", pairings{mode+1}, "axes", axes{1});
%!     for convert = {@double, @single}
%!       for tables = {[1, 1], [B, 1], [B, N]}
%!         c = randn ([tables{1}, S, D/2]);  s = randn ([tables{1}, S, D/2]);
%!         C = randn ([tables{1}, S, D]);  K = randn ([tables{1}, S, D]);
%!         for layout = {"bhsd", "bshd"}
%!           x = convert{1} (randn (B, N, S, D));
%!           o = 1:4;
%!           if (strcmp (layout{1}, "bshd"))  o = [1, 3, 2, 4];  endif
%!           z = permute (x, o);
%!           our = {"format", layout{1}, "pairing", pairings{mode+1}, "axes", axes{1}};
%!           m = mode;
%!           if (numel (axes{1}) > 1)  m = words{mode+1};  endif
%!           y = ascend_rope_ref (z, permute (spread (c, M, P), o), permute (spread (s, M, P), o), m, "axes", axes{1});
%!           assert (same (rope_apply (z, permute (c, o), permute (s, o), our{:}), y));
%!           assert (same (rome_apply (z, M, permute (c, o), permute (s, o), "P", P, "format", layout{1}), y));
%!           y = ascend_rope_ref (z, permute (C, o), permute (K, o), m, "axes", axes{1});
%!           assert (same (rome_apply (z, M, permute (C, o), permute (K, o), "P", P, "format", layout{1}), y));
%!           cases++;
%!         endfor
%!       endfor
%!     endfor
%!   endfor
%! endfor
%! assert (cases, 4 * 2 * 2 * 3 * 2);

%!test  # Ascend rope_matrix: one dense product and one multiply-add
%! randn ("twister", 48);
%! [c, s] = rope_cache (rope_grid ([2, 3, 4]), 128, "axes", [44, 44, 40], "width", "full");
%! x = randn (24, 128);
%! M = rome_matrix (128, "axes", [44, 44, 40]);
%! y = ascend_rope_ref (x, c, s, "interleave", "axes", [44, 44, 40]);
%! for engine = {"auto", "fused", "gemm"}
%!   assert (same (rome_apply (x, M, c, s, "engine", engine{1}), y));
%! endfor
%! assert (same (x .* c + (x * M) .* s, y));
