## The reference models of m/ref: values by hand, properties, messages.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function assert_bits (a, b)
%!  assert (class (a), class (b));
%!  assert (size (a), size (b));
%!  assert (nnz (typecast (a(:), "uint8") != typecast (b(:), "uint8")), 0);
%!endfunction

## rope_freqs_ref

%!test  # by hand
%! [w, a] = rope_freqs_ref (8);
%! assert (w, [1, 0.1, 0.01, 0.001], -2 * eps);
%! assert (a, 1);
%! assert (rope_freqs_ref (2), 1);
%! assert (rope_freqs_ref (4, "base", 16), [1, 0.25]);
%! assert (rope_freqs_ref (6, "base", 64), [1, 0.25, 0.0625], -2 * eps);
%! assert (rope_freqs_ref (8, "base", 1), ones (1, 4));
%! assert (class (rope_freqs_ref (single (8), "base", single (16))), "double");
%!test  # the frequencies start anew on each axis
%! assert (rope_freqs_ref (10, "axes", [4, 6], "base", 64), [1, 1/8, 1, 1/4, 1/16], -2 * eps);
%! assert (rope_freqs_ref (128, "axes", [44, 44, 40]), [rope_freqs_ref(44), rope_freqs_ref(44), rope_freqs_ref(40)]);
%! assert (rope_freqs_ref (128, "axes", [64; 64]), repmat (rope_freqs_ref (64), 1, 2));

%!error id=rome:badCall rope_freqs_ref ()
%!error <rope_freqs_ref: DIM is missing$> rope_freqs_ref ()
%!error id=rome:badValue rope_freqs_ref (0)
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref (0)
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref (-2)
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref (2.5)
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref (NaN)
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref (Inf)
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref ([4, 4])
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref (4i)
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref ({4})
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref ("a")
%!error <rope_freqs_ref: DIM must be a positive even integer$> rope_freqs_ref ([])
%!error id=rome:oddDimension rope_freqs_ref (7)
%!error <rope_freqs_ref: DIM must be even, got 7$> rope_freqs_ref (7)
%!error id=rome:badValue rope_freqs_ref (8, "axes", [8, 0])
%!error <rope_freqs_ref: AXES must be a vector of positive even integers$> rope_freqs_ref (8, "axes", [8, 0])
%!error <rope_freqs_ref: AXES must be a vector of positive even integers$> rope_freqs_ref (8, "axes", [2, 2; 2, 2])
%!error <rope_freqs_ref: AXES must be a vector of positive even integers$> rope_freqs_ref (8, "axes", "ab")
%!error <rope_freqs_ref: AXES must be a vector of positive even integers$> rope_freqs_ref (8, "axes", [4, NaN])
%!error id=rome:oddDimension rope_freqs_ref (8, "axes", [3, 5])
%!error <rope_freqs_ref: AXES must be even, got \[3 5\]$> rope_freqs_ref (8, "axes", [3, 5])
%!error id=rome:sizeMismatch rope_freqs_ref (8, "axes", [4, 2])
%!error <rope_freqs_ref: AXES must sum to 8, got \[4 2\]$> rope_freqs_ref (8, "axes", [4, 2])
%!error id=rome:badValue rope_freqs_ref (8, "base", 0)
%!error <rope_freqs_ref: BASE must be a positive finite number$> rope_freqs_ref (8, "base", 0)
%!error <rope_freqs_ref: BASE must be a positive finite number$> rope_freqs_ref (8, "base", Inf)
%!error <rope_freqs_ref: BASE must be a positive finite number$> rope_freqs_ref (8, "base", NaN)
%!error <rope_freqs_ref: BASE must be a positive finite number$> rope_freqs_ref (8, "base", 2i)
%!error <rope_freqs_ref: BASE must be a positive finite number$> rope_freqs_ref (8, "base", [1, 2])
%!error <rope_freqs_ref: BASE must be a positive finite number$> rope_freqs_ref (8, "base", "x")
%!error id=rome:unknownOption rope_freqs_ref (8, "foo", 1)
%!error <rope_freqs_ref: unknown option 'foo'; valid options are base, axes, scaling, seq_len, sections, sections_interleaved, pair_axes, pair_indices$> rope_freqs_ref (8, "foo", 1)
%!error id=rome:badOption rope_freqs_ref (8, "base")
%!error <rope_freqs_ref: option 'base' has no value$> rope_freqs_ref (8, "base")
%!error id=rome:badOption rope_freqs_ref (8, 5)
%!error <rope_freqs_ref: an option name must be text, got a double$> rope_freqs_ref (8, 5)

## rope_cache_ref

%!test  # by hand
%! [c, s] = rope_cache_ref (3, 4);
%! assert (c, [1, 1; 0.540302305868139717, 0.999950000416665278; -0.416146836547142387, 0.999800006666577778], 2 * eps);
%! assert (s, [0, 0; 0.841470984807896507, 0.00999983333416666468; 0.909297426825681695, 0.0199986666933330794], 2 * eps);
%! [c, s] = rope_cache_ref ([pi/2, -pi/2, pi], 2);
%! assert (c, [0; 0; -1], eps);
%! assert (s, [1; -1; 0], eps);
%! [c, s] = rope_cache_ref ([1, 2; 3, 4], 4, "axes", [2, 2]);
%! assert (c, cos ([1, 2; 3, 4]));
%! assert (s, sin ([1, 2; 3, 4]));
%!test  # positions: count, vector, column, integer classes, none
%! c = rope_cache_ref (5, 12);
%! assert (size (c), [5, 6]);
%! assert (rope_cache_ref (0:4, 12), c);
%! assert (rope_cache_ref ((0:4)', 12), c);
%! assert (rope_cache_ref (int8 (0:4), 12), c);
%! assert (rope_cache_ref (single (5), 12), c);
%! assert (size (rope_cache_ref (0, 12)), [0, 6]);
%! assert (size (rope_cache_ref ([], 12)), [0, 6]);
%! assert (size (rope_cache_ref ([], 12, "axes", [4, 8])), [0, 6]);
%! assert (size (rope_cache_ref ([], 12, "width", "full")), [0, 12]);
%!test  # offset, explicit frequencies, classes
%! assert (rope_cache_ref (3, 8, "offset", 7), rope_cache_ref (7:9, 8));
%! assert (rope_cache_ref ([0, 0; 1, 2], 8, "axes", [4, 4], "offset", [5; 9]), rope_cache_ref ([5, 9; 6, 11], 8, "axes", [4, 4]));
%! [c, s] = rope_cache_ref (3, 4, "freqs", [0.5; 2]);
%! assert (c, cos ([0, 0; 0.5, 2; 1, 4]));
%! assert (s, sin ([0, 0; 0.5, 2; 1, 4]));
%! [c, s] = rope_cache_ref (30, 8, "dtype", "single");
%! [C, S] = rope_cache_ref (30, 8);
%! assert_bits (c, single (C));
%! assert_bits (s, single (S));
%! assert (C .^ 2 + S .^ 2, ones (30, 4), 2 * eps);
%!test  # several axes: the tables side by side
%! p = [1, 2, 3; 50, 60, 70; -1, 0.5, 9];
%! [c, s] = rope_cache_ref (p, 128, "axes", [44, 44, 40], "base", 256);
%! for a = 1:3
%!   [ca, sa] = rope_cache_ref (p(:,a), [44, 44, 40](a), "base", 256);
%!   i = {1:22, 23:44, 45:64}{a};
%!   assert_bits (c(:,i), ca);
%!   assert_bits (s(:,i), sa);
%! endfor
%!test  # full width
%! c = rope_cache_ref (3, 8);
%! full = @(varargin) rope_cache_ref (3, 8, "width", "full", varargin{:});
%! assert_bits (full (), c(:,[1, 1, 2, 2, 3, 3, 4, 4]));
%! assert_bits (full ("pairing", "half"), [c, c]);
%! assert_bits (full ("pairing", "interleave-half"), [c, c]);
%! assert_bits (full ("pairing", "quarter"), c(:,[1, 2, 1, 2, 3, 4, 3, 4]));
%! c = rope_cache_ref ([1, 2; 3, 4], 10, "axes", [4, 6]);
%! assert_bits (rope_cache_ref ([1, 2; 3, 4], 10, "axes", [4, 6], "width", "full", "pairing", "half"), c(:,[1, 2, 1, 2, 3, 4, 5, 3, 4, 5]));
%! assert_bits (rope_cache_ref ([1, 2; 3, 4], 10, "axes", [4, 6], "width", "full"), kron (c, [1, 1]));

%!error id=rome:badCall rope_cache_ref (4)
%!error <rope_cache_ref: POSITIONS and DIM are needed$> rope_cache_ref (4)
%!error id=rome:badValue rope_cache_ref (4, 0)
%!error <rope_cache_ref: DIM must be a positive even integer$> rope_cache_ref (4, 0)
%!error id=rome:oddDimension rope_cache_ref (4, 7)
%!error <rope_cache_ref: DIM must be even, got 7$> rope_cache_ref (4, 7)
%!error <rope_cache_ref: AXES must be a vector of positive even integers$> rope_cache_ref ([1, 2], 8, "axes", [-4, 12])
%!error <rope_cache_ref: AXES must be even, got \[3 5\]$> rope_cache_ref ([1, 2], 8, "axes", [3, 5])
%!error <rope_cache_ref: AXES must sum to 8, got \[4 2\]$> rope_cache_ref ([1, 2], 8, "axes", [4, 2])
%!error id=rome:oddDimension rope_cache_ref (4, 6, "width", "full", "pairing", "quarter")
%!error <rope_cache_ref: pairing quarter needs blocks of a multiple of 4, got 6$> rope_cache_ref (4, 6, "width", "full", "pairing", "quarter")
%!error id=rome:badValue rope_cache_ref (4, 8, "base", -1)
%!error <rope_cache_ref: BASE must be a positive finite number$> rope_cache_ref (4, 8, "base", -1)
%!error id=rome:badValue rope_cache_ref (4, 8, "freqs", [1, NaN, 1, 1])
%!error <rope_cache_ref: FREQS must be a vector of finite real numbers$> rope_cache_ref (4, 8, "freqs", [1, NaN, 1, 1])
%!error <rope_cache_ref: FREQS must have DIM/2 = 4 entries, got 2x2$> rope_cache_ref (4, 8, "freqs", ones (2, 2))
%!error <rope_cache_ref: FREQS must be a vector of finite real numbers$> rope_cache_ref (4, 8, "freqs", [1i, 1, 1, 1])
%!error id=rome:sizeMismatch rope_cache_ref (4, 8, "freqs", [1, 2, 3])
%!error <rope_cache_ref: FREQS must have DIM/2 = 4 entries, got 1x3$> rope_cache_ref (4, 8, "freqs", [1, 2, 3])
%!error id=rome:badClass rope_cache_ref (4i, 8)
%!error <rope_cache_ref: POSITIONS must be real and full, got complex double$> rope_cache_ref (4i, 8)
%!error <rope_cache_ref: POSITIONS must be real and full, got sparse double$> rope_cache_ref (sparse (4), 8)
%!error <rope_cache_ref: POSITIONS must be real and full, got logical$> rope_cache_ref (true, 8)
%!error <rope_cache_ref: POSITIONS must be real and full, got cell$> rope_cache_ref ({4}, 8)
%!error <rope_cache_ref: POSITIONS must be real and full, got char$> rope_cache_ref ("a", 8)
%!error id=rome:badValue rope_cache_ref ([1, Inf], 8)
%!error <rope_cache_ref: POSITIONS must be finite$> rope_cache_ref ([1, Inf], 8)
%!error <rope_cache_ref: POSITIONS must be finite$> rope_cache_ref (NaN, 8)
%!error id=rome:sizeMismatch rope_cache_ref (4, 8, "axes", [4, 4])
%!error <rope_cache_ref: POSITIONS must be S-by-A with A = 2 axes, got 1x1$> rope_cache_ref (4, 8, "axes", [4, 4])
%!error id=rome:badValue rope_cache_ref (-1, 8)
%!error <rope_cache_ref: a scalar POSITIONS must be an integer, 0 or more, got -1$> rope_cache_ref (-1, 8)
%!error <rope_cache_ref: a scalar POSITIONS must be an integer, 0 or more, got 2.5$> rope_cache_ref (2.5, 8)
%!error id=rome:sizeMismatch rope_cache_ref (ones (4, 3), 8, "axes", [4, 4])
%!error <rope_cache_ref: POSITIONS must be S-by-A with A = 2 axes, got 4x3$> rope_cache_ref (ones (4, 3), 8, "axes", [4, 4])
%!error <rope_cache_ref: POSITIONS must be S-by-A with A = 1 axes, got 2x2$> rope_cache_ref (ones (2, 2), 8)
%!error <rope_cache_ref: POSITIONS must be S-by-A with A = 1 axes, got 2x2x2$> rope_cache_ref (ones (2, 2, 2), 8)
%!error id=rome:badValue rope_cache_ref (4, 8, "offset", NaN)
%!error <rope_cache_ref: OFFSET must be finite real numbers$> rope_cache_ref (4, 8, "offset", NaN)
%!error <rope_cache_ref: OFFSET must be finite real numbers$> rope_cache_ref (4, 8, "offset", 1i)
%!error id=rome:sizeMismatch rope_cache_ref (4, 8, "offset", [1, 2])
%!error <rope_cache_ref: OFFSET must be a scalar or one per axis \(1\), got 1x2$> rope_cache_ref (4, 8, "offset", [1, 2])
%!error id=rome:badValue rope_cache_ref (4, 8, "dtype", "int8")
%!error <rope_cache_ref: DTYPE must be one of double, single, got 'int8'$> rope_cache_ref (4, 8, "dtype", "int8")
%!error <rope_cache_ref: WIDTH must be one of half, full, got 'wide'$> rope_cache_ref (4, 8, "width", "wide")
%!error <rope_cache_ref: PAIRING must be one of interleaved, half, quarter, interleave-half, got double$> rope_cache_ref (4, 8, "pairing", 3)
%!error id=rome:unknownOption rope_cache_ref (4, 8, "foo", 1)
%!error <rope_cache_ref: unknown option 'foo'; valid options are base, scaling, seq_len, freqs, axes, sections, sections_interleaved, pair_axes, pair_indices, xpos, offset, dtype, width, pairing$> rope_cache_ref (4, 8, "foo", 1)
%!error <rope_cache_ref: option 'base' has no value$> rope_cache_ref (4, 8, "base")
%!error <rope_cache_ref: an option name must be text, got a cell$> rope_cache_ref (4, 8, {}, 3)

## rope_ref

%!test  # by hand: (1, 0) goes to (cos, sin); quarter turns
%! assert (rope_ref ([1, 0], 0.6, 0.8), [0.6, 0.8]);
%! assert (rope_ref ([0, 1], 0.6, 0.8), [-0.8, 0.6]);
%! assert (rope_ref ([1, 2, 3, 4], [0, 0], [1, 1]), [-2, 1, -4, 3]);
%! assert (rope_ref ([1, 2, 3, 4], [0, 0], [1, 1], "inverse", true), [2, -1, 4, -3]);
%! assert (rope_ref ([1, 2, 3, 4], [0, 1], [1, 0]), [-2, 1, 3, 4]);
%! assert (rope_ref ([1, 2, 3, 4], [0, 1], [1, 0], "pairing", "half"), [-3, 2, 1, 4]);
%! assert (rope_ref (1:8, zeros (1, 4), ones (1, 4), "pairing", "quarter"), [-3, -4, 1, 2, -7, -8, 5, 6]);
%! assert (rope_ref (1:6, zeros (1, 3), ones (1, 3), "pairing", "interleave-half"), [-2, -4, -6, 1, 3, 5]);
%! assert (rope_ref ([-2, -4, -6, 1, 3, 5], zeros (1, 3), ones (1, 3), "pairing", "interleave-half", "inverse", true), 1:6);
%! assert (rope_ref (1:6, zeros (1, 3), ones (1, 3), "pairing", "half", "axes", [2, 4]), [-2, 1, -5, -6, 3, 4]);
%! assert (rope_ref (1:6, [2, 3], [10, 100], "start", 1), [1, 2*2-10*3, 2*3+10*2, 3*4-100*5, 3*5+100*4, 6]);
%! assert (rope_ref (single (1:2), 0.1, 0.3), single ([1, 2]) * single (0.1) + single ([-2, 1]) * single (0.3));
%!test  # rows of the tables
%! c = [1; 2; 3; 4];  s = zeros (4, 1);
%! assert (rope_ref (ones (3, 2), c, s), [1, 1; 2, 2; 3, 3]);
%! assert (rope_ref (ones (3, 2), c, s, "offset", 1), [2, 2; 3, 3; 4, 4]);
%! assert (rope_ref (ones (3, 2), c, s, "positions", [3, 0, 3]), [4, 4; 1, 1; 4, 4]);
%! y = rope_ref (ones (2, 3, 1, 2), c, s, "offset", [0, 1]);
%! assert (y(:,:,1,1), [1, 2, 3; 2, 3, 4]);
%! y = rope_ref (ones (2, 3, 1, 2), c, s, "positions", [0, 0, 1; 3, 2, 1]);
%! assert (y(:,:,1,2), [1, 1, 2; 4, 3, 2]);
%! y = rope_ref (ones (2, 3), c, s, "format", "ds");
%! assert (y, [1, 2, 3; 1, 2, 3]);
%! assert (rope_ref (ones (1, 2), c, s, "format", "bhsd"(3:4)), [1, 1]);
%!test  # empty arrays, nothing to rotate
%! assert (size (rope_ref (zeros (0, 4), ones (3, 2), ones (3, 2))), [0, 4]);
%! assert (size (rope_ref (zeros (2, 3, 0, 4), ones (3, 2), ones (3, 2))), [2, 3, 0, 4]);
%! assert (rope_ref (magic (4), zeros (4, 0), zeros (4, 0)), magic (4));
%!test  # norms, and inverse undoes
%! randn ("twister", 1);
%! x = randn (40, 3, 64);
%! [c, s] = rope_cache_ref (40, 64);
%! for pairing = {"interleaved", "half", "quarter", "interleave-half"}
%!   y = rope_ref (x, c, s, "pairing", pairing{1});
%!   assert (sqrt (sumsq (y, 3)), sqrt (sumsq (x, 3)), -8 * eps);
%!   assert (rope_ref (y, c, s, "pairing", pairing{1}, "inverse", true), x, 8 * eps * max (abs (x(:))));
%! endfor
%!test  # the norm of each pair
%! randn ("twister", 2);
%! x = randn (40, 64);
%! [c, s] = rope_cache_ref (40, 64);
%! y = rope_ref (x, c, s);
%! assert (hypot (y(:,1:2:end), y(:,2:2:end)), hypot (x(:,1:2:end), x(:,2:2:end)), -8 * eps);
%! y = rope_ref (x, c, s, "pairing", "half");
%! assert (hypot (y(:,1:32), y(:,33:64)), hypot (x(:,1:32), x(:,33:64)), -8 * eps);
%!test  # the score depends on the relative position only, in 1-D, 2-D and 3-D
%! randn ("twister", 3);
%! q = randn (1, 128);  k = randn (1, 128);
%! for axes = {128, [64, 64], [44, 44, 40]}
%!   A = numel (axes{1});
%!   m = [7, 2, 11](1:A);  n = [3, 9, 5](1:A);
%!   for pairing = {"interleaved", "half", "interleave-half"}
%!     score = [];
%!     for shift = [0, 1, 100, 1000]
%!       [c, s] = rope_cache_ref ([m; n; m - n; 0 * n] + shift * [1; 1; 0; 0], 128, "axes", axes{1});
%!       at = @(x, row) rope_ref (x, c, s, "positions", row, "pairing", pairing{1}, "axes", axes{1});
%!       score(end+1) = at (q, 0) * at (k, 1)';
%!       score(end+1) = at (q, 2) * at (k, 3)';
%!     endfor
%!     assert (score, score(1) * ones (size (score)), 1e-11);
%!     assert (abs (score(1) - q * k') > 1e-3);
%!   endfor
%! endfor
%!test  # angles add: position 3 after position 4 is position 7
%! randn ("twister", 4);
%! x = randn (1, 64);
%! [c, s] = rope_cache_ref (8, 64);
%! assert (rope_ref (rope_ref (x, c, s, "offset", 3), c, s, "offset", 4), rope_ref (x, c, s, "offset", 7), 1e-14);
%!test  # two arrays
%! randn ("twister", 5);
%! [c, s] = rope_cache_ref (5, 8);
%! q = randn (5, 4, 8);  k = randn (5, 2, 8);
%! [a, b] = rope_ref (q, k, c, s, struct ("Pairing", "HALF"));
%! assert_bits (a, rope_ref (q, c, s, "pairing", "half"));
%! assert_bits (b, rope_ref (k, c, s, "pairing", "half"));

%!error id=rome:badCall rope_ref ()
%!error <rope_ref: the call is y = rope_ref \(X, C, S, ...\) or \[q, k\] = rope_ref \(Q, K, C, S, ...\)$> rope_ref ()
%!error id=rome:badCall rope_ref (1, 2)
%!error id=rome:badCall rope_ref (1, 2, 3, 4, 5)
%!error id=rome:badCall [q, k] = rope_ref ([1, 2], 1, 0);
%!error id=rome:badClass rope_ref (int8 ([1, 2]), 1, 0)
%!error <rope_ref: X must be a real full double or single array, got int8$> rope_ref (int8 ([1, 2]), 1, 0)
%!error <rope_ref: X must be a real full double or single array, got complex double$> rope_ref ([1i, 2], 1, 0)
%!error <rope_ref: X must be a real full double or single array, got sparse double$> rope_ref (sparse ([1, 2]), 1, 0)
%!error <rope_ref: X must be a real full double or single array, got logical$> rope_ref ([true, true], 1, 0)
%!error <rope_ref: X must be a real full double or single array, got cell$> rope_ref ({1, 2}, 1, 0)
%!error id=rome:sizeMismatch rope_ref (ones (1, 1, 1, 1, 2), 1, 0)
%!error <rope_ref: X must have at most 4 dimensions, got 1x1x1x1x2$> rope_ref (ones (1, 1, 1, 1, 2), 1, 0)
%!error id=rome:badValue rope_ref ([1, 2], 1, 0, "format", "sx")
%!error <rope_ref: FORMAT must be made of the letters b, s, h, d, each once, with s and d$> rope_ref ([1, 2], 1, 0, "format", "sx")
%!error <rope_ref: FORMAT must be made of the letters> rope_ref ([1, 2], 1, 0, "format", "sdd")
%!error <rope_ref: FORMAT must be made of the letters> rope_ref ([1, 2], 1, 0, "format", "bd")
%!error <rope_ref: FORMAT must be made of the letters> rope_ref ([1, 2], 1, 0, "format", "sh")
%!error <rope_ref: FORMAT must be made of the letters> rope_ref ([1, 2], 1, 0, "format", 3)
%!error id=rome:sizeMismatch rope_ref (ones (2, 3, 4), 1, 0, "format", "sd")
%!error <rope_ref: X must have the 2 dimensions of FORMAT 'sd', got 2x3x4$> rope_ref (ones (2, 3, 4), 1, 0, "format", "sd")
%!error id=rome:badClass rope_ref ([1, 2], 1i, 0)
%!error <rope_ref: C must be a real full double or single array, got complex double$> rope_ref ([1, 2], 1i, 0)
%!error <rope_ref: C must be a real full double or single array, got uint16$> rope_ref ([1, 2], uint16 (1), 0)
%!error id=rome:badClass rope_ref ([1, 2], 1, sparse (0))
%!error <rope_ref: S must be a real full double or single array, got sparse double$> rope_ref ([1, 2], 1, sparse (0))
%!error id=rome:sizeMismatch rope_ref ([1, 2], ones (1, 1, 2), 0)
%!error <rope_ref: C must be S-by-R/2, got 1x1x2$> rope_ref ([1, 2], ones (1, 1, 2), 0)
%!error id=rome:sizeMismatch rope_ref ([1, 2], 1, [0, 0])
%!error <rope_ref: S must have the size of C, 1x1, got 1x2$> rope_ref ([1, 2], 1, [0, 0])
%!error id=rome:badValue rope_ref ([1, 2], 1, 0, "start", 3)
%!error <rope_ref: START must be an integer from 0 to D = 2$> rope_ref ([1, 2], 1, 0, "start", 3)
%!error <rope_ref: START must be an integer from 0 to D = 2$> rope_ref ([1, 2], 1, 0, "start", -1)
%!error <rope_ref: START must be an integer from 0 to D = 2$> rope_ref ([1, 2], 1, 0, "start", 0.5)
%!error <rope_ref: START must be an integer from 0 to D = 2$> rope_ref ([1, 2], 1, 0, "start", [0, 0])
%!error id=rome:sizeMismatch rope_ref (ones (5, 4), ones (5, 3), ones (5, 3))
%!error <rope_ref: C must be S-by-R/2, got 5x3 where X has 4 columns from START = 0 on$> rope_ref (ones (5, 4), ones (5, 3), ones (5, 3))
%!error <rope_ref: C must be S-by-R/2, got 5x2 where X has 3 columns from START = 1 on$> rope_ref (ones (5, 4), ones (5, 2), ones (5, 2), "start", 1)
%!error id=rome:badClass rope_ref ([1, 2], 1, 0, "positions", {0})
%!error <rope_ref: POSITIONS and OFFSET must be real full numbers$> rope_ref ([1, 2], 1, 0, "positions", {0})
%!error <rope_ref: POSITIONS and OFFSET must be real full numbers$> rope_ref ([1, 2], 1, 0, "offset", 1i)
%!error id=rome:sizeMismatch rope_ref (ones (2, 3, 1, 2), ones (9, 1), ones (9, 1), "positions", [0, 1])
%!error <rope_ref: POSITIONS must be a vector of S = 3 or B-by-S = 2x3, got 1x2$> rope_ref (ones (2, 3, 1, 2), ones (9, 1), ones (9, 1), "positions", [0, 1])
%!error <rope_ref: POSITIONS must be a vector of S = 3 or B-by-S = 2x3, got 3x2$> rope_ref (ones (2, 3, 1, 2), ones (9, 1), ones (9, 1), "positions", zeros (3, 2))
%!error id=rome:sizeMismatch rope_ref (ones (2, 3, 1, 2), ones (9, 1), ones (9, 1), "offset", [0, 1, 2])
%!error <rope_ref: OFFSET must be a scalar or one per batch entry \(2\), got 1x3$> rope_ref (ones (2, 3, 1, 2), ones (9, 1), ones (9, 1), "offset", [0, 1, 2])
%!error id=rome:badValue rope_ref ([1, 2], 1, 0, "offset", -1)
%!error <rope_ref: POSITIONS \+ OFFSET must be integers, 0 or more$> rope_ref ([1, 2], 1, 0, "offset", -1)
%!error <rope_ref: POSITIONS \+ OFFSET must be integers, 0 or more$> rope_ref ([1, 2], 1, 0, "positions", 0.5)
%!error <rope_ref: POSITIONS \+ OFFSET must be integers, 0 or more$> rope_ref ([1, 2], 1, 0, "positions", NaN)
%!error <rope_ref: POSITIONS \+ OFFSET must be integers, 0 or more$> rope_ref ([1, 2], 1, 0, "offset", Inf)
%!error id=rome:sizeMismatch rope_ref (ones (5, 2), ones (3, 1), ones (3, 1))
%!error <rope_ref: C must be S-by-R/2, got 3x1 where row 4 \(0-based\) is needed$> rope_ref (ones (5, 2), ones (3, 1), ones (3, 1))
%!error id=rome:badValue rope_ref ([1, 2], 1, 0, "inverse", 2)
%!error <rope_ref: INVERSE must be true or false$> rope_ref ([1, 2], 1, 0, "inverse", 2)
%!error <rope_ref: INVERSE must be true or false$> rope_ref ([1, 2], 1, 0, "inverse", "yes")
%!error <rope_ref: INVERSE must be true or false$> rope_ref ([1, 2], 1, 0, "inverse", [true, true])
%!error id=rome:sizeMismatch rope_ref (1:8, ones (1, 4), ones (1, 4), "axes", [4, 2])
%!error <rope_ref: AXES must sum to 8, got \[4 2\]$> rope_ref (1:8, ones (1, 4), ones (1, 4), "axes", [4, 2])
%!error <rope_ref: AXES must be even, got \[3 5\]$> rope_ref (1:8, ones (1, 4), ones (1, 4), "axes", [3, 5])
%!error <rope_ref: AXES must be a vector of positive even integers$> rope_ref (1:8, ones (1, 4), ones (1, 4), "axes", [0, 8])
%!error id=rome:oddDimension rope_ref (1:6, ones (1, 3), ones (1, 3), "pairing", "quarter")
%!error <rope_ref: pairing quarter needs blocks of a multiple of 4, got 6$> rope_ref (1:6, ones (1, 3), ones (1, 3), "pairing", "quarter")
%!error id=rome:badValue rope_ref ([1, 2], 1, 0, "pairing", "neox")
%!error <rope_ref: PAIRING must be one of interleaved, half, quarter, interleave-half, got 'neox'$> rope_ref ([1, 2], 1, 0, "pairing", "neox")
%!error id=rome:unknownOption rope_ref ([1, 2], 1, 0, "foo", 1)
%!error <rope_ref: unknown option 'foo'; valid options are pairing, axes, format, positions, offset, start, inverse$> rope_ref ([1, 2], 1, 0, "foo", 1)
%!error id=rome:badOption rope_ref ([1, 2], 1, 0, "start")
%!error <rope_ref: option 'start' has no value$> rope_ref ([1, 2], 1, 0, "start")
%!error <rope_ref: an option name must be text, got a double$> rope_ref ([1, 2], 1, 0, "start", 0, 5, 5)

## rome_ref

%!test  # by hand
%! M = [0, 1; -1, 0];
%! assert (rome_ref ([1, 0], M, 0.6, 0.8), [0.6, 0.8]);
%! assert (rome_ref ([1, 0], M, [0.6, 0.6], [0.8, 0.8]), [0.6, 0.8]);
%! assert (rome_ref ([0, 1], M, 0.6, 0.8), [-0.8, 0.6]);
%! assert (rome_ref ([0, 1], M, 0.6, 0.8, "inverse", true), [0.8, 0.6]);
%! assert (rome_ref ([1, 10], M, [2, 3], [5, 7]), [2 - 50, 30 + 7]);
%! assert (rome_ref (1:4, [0, 0, 1, 0; 0, 0, 0, 1; -1, 0, 0, 0; 0, -1, 0, 0], [0, 1], [1, 0]), [-3, 2, 1, 4]);
%! assert (rome_ref (1:4, M, 0, 1), [-2, 1, 3, 4]);
%! assert (rome_ref (single (1:2), M, 0, 1), single ([-2, 1]));
%! [M, P] = rome_matrix (6, "pairing", "interleave-half");
%! assert (rome_ref (1:6, M, zeros (1, 3), ones (1, 3), "P", P), [-2, -4, -6, 1, 3, 5]);
%! assert (rome_ref ([-2, -4, -6, 1, 3, 5], M, zeros (1, 3), ones (1, 3), "P", P, "inverse", true), 1:6);
%!test  # the definition, literally; any matrix
%! randn ("twister", 6);
%! x = randn (7, 12);
%! C = randn (7, 12);  S = randn (7, 12);
%! M = rome_matrix (12, "pairing", "half", "axes", [4, 8]);
%! assert_bits (rome_ref (x, M, C, S), x .* C + (x * M) .* S);
%! N = randn (12);
%! assert (rome_ref (x, N, C, S), x .* C + (x * N) .* S, 1e-13);
%! assert (rome_ref (permute (x, [3, 1, 4, 2]), N, C, S), permute (x .* C + (x * N) .* S, [3, 1, 4, 2]), 1e-13);
%!test  # rome_ref = rope_ref in bits: 1-D, 2-D, 3-D, both classes, every pairing, both widths, forth and back
%! randn ("twister", 7);
%! p = rope_grid ([3, 4, 2], "start", [5, 0, 9]);
%! x = randn (2, 24, 3, 128);
%! for axes = {128, [64, 64], [44, 44, 40]}
%!   q = p(:,1:numel (axes{1}));
%!   for f = {@double, @single}
%!     z = f{1} (x);
%!     for pairing = {"interleaved", "half", "quarter", "interleave-half"}
%!       o = {"pairing", pairing{1}, "axes", axes{1}};
%!       [c, s] = rope_cache_ref (q, 128, "axes", axes{1}, "dtype", class (z));
%!       [C, S] = rope_cache_ref (q, 128, o{:}, "width", "full", "dtype", class (z));
%!       [M, P] = rome_matrix (128, o{:});
%!       for inverse = [false, true]
%!         y = rope_ref (z, c, s, o{:}, "inverse", inverse);
%!         assert_bits (rome_ref (z, M, c, s, "P", P, "inverse", inverse), y);
%!         assert_bits (rome_ref (z, M, c, s, "P", P, "inverse", inverse, "pairing", pairing{1}), y);
%!         if (! (inverse && strcmp (pairing{1}, "interleave-half")))
%!           assert_bits (rome_ref (z, M, C, S, "P", P, "inverse", inverse), y);
%!         endif
%!       endfor
%!     endfor
%!   endfor
%! endfor
%!test  # M in single, a pairing given, integers as data
%! [c, s] = rope_cache_ref (3, 8);
%! x = magic (8)(1:3,:);
%! y = rope_ref (x, c, s);
%! assert_bits (rome_ref (x, rome_matrix (8, "dtype", "single"), c, s), y);
%! assert_bits (rome_ref (x, rome_matrix (8), c, s, "pairing", "interleaved"), y);
%!test  # formats, positions, offset as rope_ref
%! randn ("twister", 8);
%! x = randn (8, 3, 5, 2);
%! [c, s] = rope_cache_ref (20, 8);
%! M = rome_matrix (8);
%! for o = {{"offset", [4, 15]}, {"positions", [0:4; 19:-1:15]}, {"positions", 4:-1:0}, {}}
%!   assert_bits (rome_ref (x, M, c, s, "format", "dhsb", o{1}{:}), rope_ref (x, c, s, "format", "dhsb", o{1}{:}));
%! endfor

%!error id=rome:badCall rome_ref (1, 2, 3)
%!error <rome_ref: X, M, C and S are needed$> rome_ref (1, 2, 3)
%!error id=rome:badClass rome_ref ({1, 2}, eye (2), 1, 0)
%!error <rome_ref: X must be a real full double or single array, got cell$> rome_ref ({1, 2}, eye (2), 1, 0)
%!error <rome_ref: X must have at most 4 dimensions, got 1x1x1x1x2$> rome_ref (ones (1, 1, 1, 1, 2), eye (2), 1, 0)
%!error <rome_ref: FORMAT must be made of the letters b, s, h, d, each once, with s and d$> rome_ref ([1, 2], eye (2), 1, 0, "format", "q")
%!error <rome_ref: X must have the 2 dimensions of FORMAT 'sd', got 2x3x4$> rome_ref (ones (2, 3, 4), eye (2), 1, 0, "format", "sd")
%!error id=rome:badClass rome_ref ([1, 2], sparse (eye (2)), 1, 0)
%!error <rome_ref: M must be a real full double or single array, got sparse double$> rome_ref ([1, 2], sparse (eye (2)), 1, 0)
%!error <rome_ref: M must be a real full double or single array, got complex double$> rome_ref ([1, 2], [0, 1i; 1, 0], 1, 0)
%!error id=rome:sizeMismatch rome_ref ([1, 2], ones (2, 3), 1, 0)
%!error <rome_ref: M must be R-by-R with R <= 2, got 2x3$> rome_ref ([1, 2], ones (2, 3), 1, 0)
%!error <rome_ref: M must be R-by-R with R <= 2, got 4x4$> rome_ref ([1, 2], rome_matrix (4), 1, 0)
%!error <rome_ref: M must be R-by-R with R <= 2, got 2x2x2$> rome_ref ([1, 2], ones (2, 2, 2), 1, 0)
%!error id=rome:oddDimension rome_ref ([1, 2, 3], ones (3), 1, 0)
%!error <rome_ref: M must have an even size, got 3x3$> rome_ref ([1, 2, 3], ones (3), 1, 0)
%!error id=rome:badClass rome_ref ([1, 2], rome_matrix (2), "c", 0)
%!error <rome_ref: C must be a real full double or single array, got char$> rome_ref ([1, 2], rome_matrix (2), "c", 0)
%!error <rome_ref: S must be a real full double or single array, got logical$> rome_ref ([1, 2], rome_matrix (2), 1, true)
%!error <rome_ref: C must be S-by-R/2, got 1x1x2$> rome_ref ([1, 2], rome_matrix (2), ones (1, 1, 2), 0)
%!error <rome_ref: S must have the size of C, 1x1, got 1x2$> rome_ref ([1, 2], rome_matrix (2), 1, [0, 0])
%!error id=rome:badClass rome_ref ([1, 2], rome_matrix (2), 1, 0, "P", true)
%!error <rome_ref: P must be a real full double or single array, got logical$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "P", true)
%!error <rome_ref: P must be R-by-R with R <= 2, got 1x2$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "P", [1, 2])
%!error <rome_ref: P must have an even size, got 1x1$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "P", 1)
%!error id=rome:badValue rome_ref ([1, 2], rome_matrix (2), 1, 0, "P", ones (2))
%!error <rome_ref: P must be a permutation matrix of the size of M, 2x2$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "P", ones (2))
%!error <rome_ref: P must be a permutation matrix of the size of M, 2x2$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "P", -eye (2))
%!error <rome_ref: P must be a permutation matrix of the size of M, 2x2$> rome_ref (1:4, rome_matrix (2), 1, 0, "P", eye (4) + 0)
%!error id=rome:badValue rome_ref (1:4, rome_matrix (4), [1, 1], [0, 0], "pairing", "half")
%!error <rome_ref: M is not the matrix of pairing 'half'$> rome_ref (1:4, rome_matrix (4), [1, 1], [0, 0], "pairing", "half")
%!error <rome_ref: M is not the matrix of pairing 'interleaved'$> rome_ref (1:4, -rome_matrix (4), [1, 1], [0, 0], "pairing", "interleaved")
%!error <rome_ref: M is not the matrix of pairing 'quarter'$> rome_ref (1:8, rome_matrix (8, "pairing", "half"), 1:4, 1:4, "pairing", "quarter")
%!error <rome_ref: M is not the matrix of pairing 'interleave-half'$> rome_ref (1:8, rome_matrix (8, "pairing", "half"), 1:4, 1:4, "pairing", "interleave-half")
%!error id=rome:sizeMismatch rome_ref (1:4, rome_matrix (4), 1:3, 1:3)
%!error <rome_ref: C must be S-by-4 or S-by-2 for M of 4x4, got 1x3$> rome_ref (1:4, rome_matrix (4), 1:3, 1:3)
%!error id=rome:sizeMismatch rome_ref (1:4, ones (4), 1:2, 1:2)
%!error <rome_ref: C must be S-by-4, got 1x2: M shows no pairs \(M' = -M\)$> rome_ref (1:4, ones (4), 1:2, 1:2)
%!error <rome_ref: POSITIONS and OFFSET must be real full numbers$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "positions", {0})
%!error <rome_ref: POSITIONS must be a vector of S = 1 or B-by-S = 1x1, got 1x2$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "positions", [0, 0])
%!error <rome_ref: OFFSET must be a scalar or one per batch entry \(1\), got 1x2$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "offset", [0, 0])
%!error <rome_ref: POSITIONS \+ OFFSET must be integers, 0 or more$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "offset", -1)
%!error <rome_ref: C must be S-by-R/2, got 1x2 where row 1 \(0-based\) is needed$> rome_ref (ones (2, 2), rome_matrix (2), 1, 0)
%!error id=rome:badValue rome_ref ([1, 2], rome_matrix (2), 1, 0, "inverse", 2)
%!error <rome_ref: INVERSE must be true or false$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "inverse", 2)
%!error <rome_ref: PAIRING must be one of .*, got 'neox'$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "pairing", "neox")
%!error id=rome:unknownOption rome_ref ([1, 2], rome_matrix (2), 1, 0, "start", 0)
%!error <rome_ref: unknown option 'start'; valid options are format, positions, offset, inverse, pairing, P$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "start", 0)
%!error <rome_ref: option 'P' has no value$> rome_ref ([1, 2], rome_matrix (2), 1, 0, "P")
%!error <rome_ref: an option name must be text, got a double$> rome_ref ([1, 2], rome_matrix (2), 1, 0, 7, 7)

%!test  # xPos with integers of any class: quotients are not rounded (found by the wild calls)
%! [c, s] = rope_cache_ref (3:7, 8, "xpos", struct ("role", "k", "scale_base", 256, "centre", 2), "seq_len", 5);
%! [ci, si] = rope_cache_ref (single (3:7), int8 (8), "xpos", struct ("role", "k", "scale_base", int16 (256), "centre", uint8 (2)), "seq_len", int32 (5));
%! assert (ci, c);  assert (si, s);
%! assert (rope_cache_ref (3:7, 8, "xpos", "q", "seq_len", int32 (5)), rope_cache_ref (3:7, 8, "xpos", "q", "seq_len", 5));
