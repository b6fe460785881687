## RotaryEmbedding: tables that grow, decoding, and rules that depend on the length.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function tf = same (a, b)
%!  tf = isequal (class (a), class (b)) && isequal (size (a), size (b)) && isequal (typecast (a(:), "uint8"), typecast (b(:), "uint8"));
%!endfunction

%!function o = dynamic ()
%!  o.scaling = struct ("rope_type", "dynamic", "factor", 2, "max_position_embeddings", 16);
%!endfunction

%!function o = longrope ()
%!  o.scaling = struct ("rope_type", "longrope", "short_factor", 1 + (0:3) / 8, "long_factor", 2 + (0:3), "original_max_position_embeddings", 16, "max_position_embeddings", 64);
%!endfunction

%!test  # properties and defaults
%! r = RotaryEmbedding (64);
%! assert ({r.dim, r.base, r.max_seq_len, r.pairing, r.dtype, r.format, r.rows}, {64, 1e4, 2048, "interleaved", "double", "", 2048});
%! r = RotaryEmbedding (8, "Max_Seq_Len", 5, struct ("base", 100, "pairing", "half", "dtype", "single"));
%! assert ({r.dim, r.base, r.max_seq_len, r.pairing, r.dtype, r.rows}, {8, 100, 5, "half", "single", 5});

%!test  # it is rope_apply with the tables of rope_cache
%! randn ("twister", 31);
%! q = randn (2, 7, 4, 12);  k = randn (2, 7, 2, 12);
%! [c, s] = rope_cache (40, 8, "base", 500);
%! for pairing = {"interleaved", "half", "quarter", "interleave-half"}
%!   r = RotaryEmbedding (8, "base", 500, "pairing", pairing{1});
%!   o = {"pairing", pairing{1}};
%!   assert (same (r.apply (q), rope_apply (q, c, s, o{:})));
%!   [a, b] = r.apply (q, k);
%!   [y, z] = rope_apply (q, k, c, s, o{:});
%!   assert (same (a, y) && same (b, z));
%!   [a, b] = apply (r, q, k, "offset", [3, 9]);
%!   [y, z] = rope_apply (q, k, c, s, "offset", [3, 9], o{:});
%!   assert (same (a, y) && same (b, z));
%!   for more = {{"positions", [6:-1:0; 33:39]}, {"start", 4}, {"inverse", true}, {"prefix_tokens", 2, "suffix_tokens", 1}, {"format", "bshd"}, {"axes", [4, 4]}, {"pairing", "half"}, {"threads", 2}}
%!     given = o;
%!     if (strcmp (more{1}{1}, "pairing"))  given = {};  endif
%!     assert (same (r.apply (q, more{1}{:}), rope_apply (q, c, s, given{:}, more{1}{:})));
%!   endfor
%! endfor
%! assert (same (r.apply (q, struct ("offset", 5), "Pairing", "half"), rope_apply (q, c, s, "offset", 5, "pairing", "half")));
%! r = RotaryEmbedding (8, "freqs", [1, 0.5, 0.1, 0.01]);
%! [c, s] = rope_cache (7, 8, "freqs", [1, 0.5, 0.1, 0.01]);
%! assert (same (r.apply (q), rope_apply (q, c, s)));
%! r = RotaryEmbedding (8, "freqs", [1, 0.5, 0.1, 0.01], "max_seq_len", 2);
%! assert (same (r.apply (q), rope_apply (q, c, s)));
%! o = struct ("base", 500, "scaling", struct ("rope_type", "linear", "factor", 4));
%! r = RotaryEmbedding (8, o);
%! [c, s] = rope_cache (7, 8, o);
%! assert (same (r.apply (q), rope_apply (q, c, s)));

%!test  # layouts: format, folded heads, packed tokens
%! randn ("twister", 32);
%! x = randn (2, 7, 3, 8);
%! [c, s] = rope_cache (40, 8);
%! y = rope_apply (x, c, s);
%! r = RotaryEmbedding (8, "format", "bhsd", "max_seq_len", 1);
%! assert (same (ipermute (r.apply (permute (x, [1, 3, 2, 4])), [1, 3, 2, 4]), y));
%! assert (r.rows, 7);
%! assert (same (r.apply (x, "format", "bshd"), y));
%! r = RotaryEmbedding (8, "max_seq_len", 1);
%! f = reshape (permute (x, [1, 2, 4, 3]), 2, 7, 24);
%! assert (same (r.apply (f, "num_heads", 3), rope_apply (f, c, s, "num_heads", 3)));
%! assert (r.rows, 7);
%! v = randn (11, 3, 8);
%! o = {"format", "thd", "cu_seqlens", [0, 4, 4, 9, 11], "offset", [2, 90, 0, 7]};
%! r = RotaryEmbedding (8, "max_seq_len", 1);
%! assert (same (r.apply (v, o{:}), rope_apply (v, rope_cache (95, 8), nthargout (2, @rope_cache, 95, 8), o{:})));
%! assert (r.rows, 90);

%!test  # 16-bit data and single
%! randn ("twister", 33);
%! x = randn (5, 8);
%! for t = {"bf16", "f16"}
%!   r = RotaryEmbedding (8, "dtype", t{1});
%!   [c, s] = rope_cache (5, 8, "dtype", t{1});
%!   u = rope_pack (x, t{1});
%!   assert (same (r.apply (u), rope_apply (u, c, s, "dtype", t{1})));
%!   assert (same (r.tables (5), c));
%! endfor
%! r = RotaryEmbedding (8, "dtype", "single");
%! [c, s] = rope_cache (5, 8, "dtype", "single");
%! assert (same (r.apply (single (x)), rope_apply (single (x), c, s)));

%!test  # growth: max (needed, 2 * rows), never shrinking, same values
%! r = RotaryEmbedding (8, "max_seq_len", 4);
%! x = ones (1, 8);
%! r.apply (x, "offset", 3);  assert (r.rows, 4);
%! r.apply (x, "offset", 4);  assert (r.rows, 8);
%! r.apply (x, "positions", 30);  assert (r.rows, 31);
%! r.apply (ones (32, 8));  assert (r.rows, 62);
%! r.apply (x);  assert (r.rows, 62);
%! assert (r.max_seq_len, 4);
%! [c, s] = r.tables (70);
%! assert (r.rows, 124);
%! [ec, es] = rope_cache (70, 8);
%! assert (same (c, ec) && same (s, es));
%! c = r.tables ();
%! assert (same (c, rope_cache (124, 8)));
%! [c, s] = r.tables (0);
%! assert ({size(c), size(s)}, {[0, 4], [0, 4]});
%! r = RotaryEmbedding (8, "max_seq_len", 0);
%! assert (same (r.apply (x), rope_apply (x, ones (1, 4), zeros (1, 4))));
%! assert (r.rows, 1);
%! assert (r.apply (zeros (0, 8)), zeros (0, 8));

%!test  # the short way of calls without options, or with an offset alone, gives what the long way does
%! q = randn (2, 3, 4, 16);  k = randn (2, 3, 1, 16);  u = rope_pack (q, "bf16");
%! llama = struct ("rope_type", "llama3", "factor", 8, "low_freq_factor", 1, "high_freq_factor", 4, "original_max_position_embeddings", 8192);
%! dynamic = struct ("rope_type", "dynamic", "factor", 2, "max_position_embeddings", 6);
%! for o = {{}, {"pairing", "half"}, {"pairing", "interleave-half"}, {"axes", 16}, {"scaling", llama}, {"scaling", dynamic}, {"format", "bshd"}, {"format", "bhsd"}, {"base", 5e5}}
%!   rope = RotaryEmbedding (16, "max_seq_len", 8, o{1}{:});
%!   other = RotaryEmbedding (16, "max_seq_len", 8, o{1}{:});
%!   long = @(varargin) other.apply (varargin{:}, "threads", 1, "inverse", false);
%!   for offset = {{}, {"offset", 0}, {"offset", 5}, {"offset", int8(4)}, {"offset", [1, 2]}, {"offset", 40}, {"offset", 3}, {"offset", []}}
%!     [a, b] = rope.apply (q, k, offset{1}{:});
%!     [c, d] = long (q, k, offset{1}{:});
%!     assert (isequal (a, c, rope.apply (q, offset{1}{:})) && isequal (b, d));
%!     assert (rope.rows, other.rows);
%!   endfor
%! endfor
%! rope = RotaryEmbedding (16, "dtype", "bf16", "max_seq_len", 4);
%! assert (isequal (rope.apply (u, "offset", 9), rope.apply (u, "offset", 9, "threads", 1)));
%! fail ('rope.apply (u, "offset", 0.5)', "rope_apply: OFFSET must hold integers");
%! fail ('rope.apply (u, "offset")', "RotaryEmbedding: option 'offset' has no value");

%!test  # it is a handle
%! r = RotaryEmbedding (8, "max_seq_len", 4);
%! t = r;
%! t.tables (10);
%! assert (r.rows, 10);

%!test  # token by token equals the whole sequence, bit for bit; prefill, then decode
%! randn ("twister", 34);
%! q = randn (2, 20, 4, 16);  k = randn (2, 20, 2, 16);
%! yarn = struct ("rope_type", "yarn", "factor", 4, "original_max_position_embeddings", 32);
%! for o = {struct(), struct("pairing", "half"), struct("scaling", yarn), struct("dtype", "single")}
%!   [a, b] = RotaryEmbedding (16, o{1}).apply (q, k);
%!   r = RotaryEmbedding (16, o{1}, "max_seq_len", 3);
%!   for t = 1:20
%!     [y, z] = r.apply (q(:,t,:,:), k(:,t,:,:), "offset", t - 1);
%!     assert (same (y, a(:,t,:,:)) && same (z, b(:,t,:,:)));
%!   endfor
%!   r = RotaryEmbedding (16, o{1}, "max_seq_len", 3);
%!   assert (same (r.apply (q(:,1:11,:,:)), a(:,1:11,:,:)));
%!   assert (same (r.apply (q(:,12:20,:,:), "offset", 11), a(:,12:20,:,:)));
%! endfor

%!test  # dynamic: made for the current length; a short sequence goes back to the original table
%! randn ("twister", 35);
%! x = randn (40, 8);
%! r = RotaryEmbedding (8, dynamic (), "max_seq_len", 16);
%! [c0, s0] = rope_cache (16, 8);
%! short = rope_apply (x(1:16,:), c0, s0);
%! assert (same (r.apply (x(1:16,:)), short));
%! for n = [17, 40, 20]
%!   [c, s] = rope_cache (n, 8, setfield (dynamic (), "seq_len", n));
%!   y = r.apply (x(1:n,:));
%!   assert (same (y, rope_apply (x(1:n,:), c, s)));
%!   assert (! isequal (y(1:16,:), short));
%!   assert (same (r.tables (n), c));
%! endfor
%! assert (same (r.apply (x(1:16,:)), short));
%! assert (same (r.apply (x(5,:), "offset", 4), short(5,:)));

%!test  # every rule that depends on the length: the table is that of the current length, growing and shrinking
%! L = {"original_max_position_embeddings", 16};
%! rules = {struct("rope_type", "dynamic_linear", "factor", 2, L{:}), struct("rope_type", "qwen_dynamic", L{:}), struct("rope_type", "dynamic_yarn", L{:}), ...
%!   struct("rope_type", "longrope", "short_factor", 1:4, "long_factor", 2:5, L{:}, "short_mscale", 1.1, "long_mscale", 1.2), ...
%!   struct("rope_type", "dynamic_longrope", "long_factor", 2:5, L{:}, "max_position_embeddings", 40), dynamic().scaling};
%! for k = 1:numel (rules)
%!   r = RotaryEmbedding (8, "scaling", rules{k}, "max_seq_len", 4);
%!   tables = 0;
%!   last = [];
%!   for n = [3, 16, 17, 32, 33, 60, 100, 60, 17, 16, 3]
%!     [c, s] = r.tables (n);
%!     [C, S] = rope_cache (n, 8, "scaling", rules{k});
%!     assert (same (c, C) && same (s, S));
%!     tables = tables + ! isequal (last, c(3,:));
%!     last = c(3,:);
%!   endfor
%!   assert (tables, [6, 7, 9, 3, 7, 9](k));   # as often as the frequencies change
%! endfor

%!test  # xPos: a table for queries and one for keys
%! randn ("twister", 41);
%! q = randn (2, 7, 4, 12);  k = randn (2, 7, 2, 12);
%! for x = {true, struct("centre", "ceil"), struct("scale_base", 100, "centre", 3)}
%!   r = RotaryEmbedding (8, "xpos", x{1}, "max_seq_len", 2);
%!   [a, b] = r.apply (q, k);
%!   o = struct ("centre", "floor");
%!   if (isstruct (x{1}))  o = x{1};  endif
%!   [c, s] = rope_cache (7, 8, "xpos", setfield (o, "role", "q"));
%!   [ck, sk] = rope_cache (7, 8, "xpos", setfield (o, "role", "k"));
%!   assert (same (a, rope_apply (q, c, s)) && same (b, rope_apply (k, ck, sk)));
%!   t = cell (1, 4);
%!   [t{:}] = r.tables (7);
%!   assert (t, {c, s, ck, sk});
%! endfor
%! n = RotaryEmbedding (8, "xpos", struct ("centre", 3), "max_seq_len", 2);   # a fixed centre: token by token is the whole
%! [a, b] = n.apply (q, k);
%! for t = 1:7
%!   [at, bt] = n.apply (q(:,t,:,:), k(:,t,:,:), "offset", t - 1);
%!   assert (same (at, a(:,t,:,:)) && same (bt, b(:,t,:,:)));
%! endfor
%! assert (isempty (RotaryEmbedding (8, "xpos", false).xpos));

%!test  # dynamic: token by token equals the whole sequence with seq_len fixed
%! randn ("twister", 36);
%! x = randn (40, 8);
%! whole = RotaryEmbedding (8, dynamic ()).apply (x);
%! r = RotaryEmbedding (8, dynamic (), "max_seq_len", 2);
%! for t = 1:40
%!   assert (same (r.apply (x(t,:), "offset", t - 1, "seq_len", 40), whole(t,:)));
%! endfor
%! assert (! isequal (r.apply (x(20,:), "offset", 19), whole(20,:)));     # length 20, not 40
%! [c, s] = rope_cache (20, 8, setfield (dynamic (), "seq_len", 20));
%! assert (same (r.apply (x(20,:), "offset", 19), rope_apply (x(20,:), c(20,:), s(20,:))));

%!test  # longrope: long factors above the original length, short ones again after
%! randn ("twister", 37);
%! x = randn (40, 8);
%! r = RotaryEmbedding (8, longrope (), "max_seq_len", 16);
%! [cs, ss] = rope_cache (40, 8, setfield (longrope (), "seq_len", 16));
%! [cl, sl] = rope_cache (40, 8, setfield (longrope (), "seq_len", 40));
%! assert (! isequal (cs, cl));
%! assert (same (r.apply (x(1:16,:)), rope_apply (x(1:16,:), cs, ss)));
%! assert (same (r.apply (x(1:17,:)), rope_apply (x(1:17,:), cl, sl)));
%! assert (same (r.apply (x), rope_apply (x, cl, sl)));
%! assert (same (r.apply (x(1:16,:)), rope_apply (x(1:16,:), cs, ss)));
%! assert (same (r.apply (x(1:16,:), "seq_len", 17), rope_apply (x(1:16,:), cl, sl)));
%! assert (same (r.apply (x, "seq_len", 16), rope_apply (x, cs, ss)));
%! assert (same (r.apply (x(30,:), "offset", 29), rope_apply (x(30,:), cl(30,:), sl(30,:))));

%!test  # several axes: coordinates as positions
%! randn ("twister", 38);
%! p = rope_grid ([2, 3, 4]);
%! q = randn (2, 24, 4, 16);  k = randn (2, 24, 1, 16);
%! o = struct ("base", 300, "axes", [4, 4, 8]);
%! [c, s] = rope_cache (p, 16, o);
%! for pairing = {"interleaved", "half", "interleave-half"}
%!   r = RotaryEmbedding (16, o, "pairing", pairing{1});
%!   assert (r.axes, [4, 4, 8]);
%!   [y, z] = rope_apply (q, k, c, s, "pairing", pairing{1}, "axes", [4, 4, 8]);
%!   for repeat = 1:2
%!     [a, b] = r.apply (q, k, "positions", p);
%!     assert (same (a, y) && same (b, z));
%!   endfor
%!   [d, t] = r.tables (p);
%!   assert (same (d, c) && same (t, s));
%!   a = r.apply (q, "positions", p, "offset", [1, -2, 0.5]);
%!   [d, t] = rope_cache (p, 16, setfield (o, "offset", [1, -2, 0.5]));
%!   assert (same (a, rope_apply (q, d, t, "pairing", pairing{1}, "axes", [4, 4, 8])));
%!   assert (same (r.tables (), d));
%!   assert (same (r.apply (q(:,5,:,:), "positions", p(5,:)), y(:,5,:,:)));
%! endfor

%!test  # nothing changes when a call fails
%! r = RotaryEmbedding (8, "max_seq_len", 4);
%! fail ("r.tables (1e14)", "rope_cache: .*");
%! assert (r.rows, 4);
%! assert (same (r.tables (4), rope_cache (4, 8)));

%!test  # several axes: what is no list of coordinates is refused whatever the table kept
%! r = RotaryEmbedding (8, "axes", [4, 4]);
%! r.apply (ones (1, 8), "positions", [97, 98]);
%! fail ('r.apply (ones (1, 8), "positions", "ab")', "rope_cache: POSITIONS must be .*");
%! r.apply (ones (1, 8), "positions", [1, 0]);
%! fail ('r.apply (ones (1, 8), "positions", [true, false])', "rope_cache: POSITIONS must be .*");

## Test input validation
%!error <RotaryEmbedding: POSITIONS and CU_SEQLENS cannot be given together> RotaryEmbedding (8, "axes", [4, 4]).apply (ones (4, 1, 8), "format", "thd", "cu_seqlens", [0, 2, 4], "positions", ones (4, 2))
%!error id=rome:badCall RotaryEmbedding ()
%!error <RotaryEmbedding: DIM is missing> RotaryEmbedding ()
%!error id=rome:oddDimension RotaryEmbedding (7)
%!error <RotaryEmbedding: DIM must be even, got 7> RotaryEmbedding (7)
%!error id=rome:badValue RotaryEmbedding (0)
%!error <RotaryEmbedding: DIM must be an integer of at least 1, got 0> RotaryEmbedding (0)
%!error <RotaryEmbedding: DIM must be an integer of at least 1, got \[4 4\]> RotaryEmbedding ([4, 4])
%!error <RotaryEmbedding: DIM must be an integer of at least 1, got char> RotaryEmbedding ("8")
%!error <RotaryEmbedding: MAX_SEQ_LEN must be an integer of at least 0, got -1> RotaryEmbedding (8, "max_seq_len", -1)
%!error <RotaryEmbedding: MAX_SEQ_LEN must be an integer of at least 0, got NaN> RotaryEmbedding (8, "max_seq_len", NaN)
%!error <RotaryEmbedding: PAIRING must be one of interleaved, half, quarter, interleave-half, got 'neox'> RotaryEmbedding (8, "pairing", "neox")
%!error <RotaryEmbedding: DTYPE must be one of double, single, bf16, f16, got 'half'> RotaryEmbedding (8, "dtype", "half")
%!error <RotaryEmbedding: FORMAT must be text, got a double> RotaryEmbedding (8, "format", 3)
%!error id=rome:unknownOption RotaryEmbedding (8, "theta", 1)
%!error <RotaryEmbedding: unknown option 'theta'; valid options are max_seq_len, base, freqs, scaling, pairing, axes, sections, sections_interleaved, pair_axes, pair_indices, xpos, dtype, format> RotaryEmbedding (8, "theta", 1)
%!error <RotaryEmbedding: option 'base' has no value> RotaryEmbedding (8, "base")
%!error <rope_cache: BASE must be at least 1, got 0.5> RotaryEmbedding (8, "base", 0.5)
%!error <rope_cache: SCALING with rope_type "dynamic" needs the field 'max_position_embeddings'> RotaryEmbedding (8, "scaling", struct ("rope_type", "dynamic", "factor", 2))
%!error <rope_cache: FREQS cannot be combined with BASE or SCALING> RotaryEmbedding (4, "freqs", [1, 1], "base", 10)
%!error <the call is x = rope.apply \(X, ...\) or \[q, k\] = rope.apply \(Q, K, ...\)> [a, b] = RotaryEmbedding (4).apply (1:4)
%!error id=rome:badCall a = RotaryEmbedding (4).apply (1:4, 1:4)
%!error id=rome:unknownOption RotaryEmbedding (4).apply (1:4, "foo", 1)
%!error <RotaryEmbedding: unknown option 'foo'; valid options are offset, positions, seq_len,> RotaryEmbedding (4).apply (1:4, "foo", 1)
%!error <RotaryEmbedding: SEQ_LEN must be an integer of at least 0, got 1.5> RotaryEmbedding (4).apply (1:4, "seq_len", 1.5)
%!error <RotaryEmbedding: N must be an integer of at least 0, got -1> RotaryEmbedding (4).tables (-1)
%!error <rope_apply: OFFSET must hold integers> RotaryEmbedding (4).apply (1:4, "offset", 0.5)
%!error <rope_apply: OFFSET reaches row -1> RotaryEmbedding (4).apply (1:4, "offset", -1)
%!error <rope_apply: POSITIONS must hold integers> RotaryEmbedding (4).apply (1:4, "positions", NaN)
%!error <rope_apply: POSITIONS and OFFSET cannot be given together> RotaryEmbedding (4).apply (1:4, "positions", 0, "offset", 1)
%!error <rope_apply: X must be double or single, got cell> RotaryEmbedding (4).apply ({1})
%!error id=rome:badValue RotaryEmbedding (8, "axes", [4, 4]).apply (ones (2, 8))
%!error <RotaryEmbedding: POSITIONS must be given with AXES, S-by-2> RotaryEmbedding (8, "axes", [4, 4]).apply (ones (2, 8))
%!error <rope_cache: POSITIONS must be S-by-2 for 2 axes, got 1x3> RotaryEmbedding (8, "axes", [4, 4]).apply (ones (3, 8), "positions", 0:2)
%!error <rope_cache: AXES must sum to DIM = 8, got a sum of 10> RotaryEmbedding (8, "axes", [4, 6])
%!error <RotaryEmbedding: with XPOS the call is \[q, k\] = rope.apply \(Q, K, ...\)$> RotaryEmbedding (8, "xpos", true).apply (ones (2, 8))
%!error <RotaryEmbedding: only XPOS has tables of keys$> [c, s, ck] = RotaryEmbedding (8).tables (3);
%!error <RotaryEmbedding: XPOS must be true, false or a struct, got a char$> RotaryEmbedding (8, "xpos", "q")
%!error <RotaryEmbedding: XPOS must not have the field 'role' here> RotaryEmbedding (8, "xpos", struct ("role", "q"))
%!error <RotaryEmbedding: XPOS is defined on one axis, got 2$> RotaryEmbedding (8, "xpos", true, "axes", [4, 4])
%!error <rope_cache: unknown field 'base' in XPOS> RotaryEmbedding (8, "xpos", struct ("base", 3))
