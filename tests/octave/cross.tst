## builtin = reference model = RoME, in bits: given the same tables, rope_apply, rope_ref, rome_apply (fused and gemm) and
## rome_ref make the same products and sums.
##
## SPDX-License-Identifier: GPL-3.0-or-later

## the same class, size and bit patterns
%!function assert_bits (a, b)
%!  assert (class (a), class (b));
%!  assert (size (a), size (b));
%!  differing = nnz (reshape (typecast (a(:), "uint8") != typecast (b(:), "uint8"), [], 1));
%!  assert (differing, 0);
%!endfunction

## as assert_bits, but a NaN only needs a NaN
%!function assert_bits_or_nan (a, b)
%!  assert (isnan (a), isnan (b));
%!  a(isnan (a)) = 0;
%!  b(isnan (b)) = 0;
%!  assert_bits (a, b);
%!endfunction

## rope_ref on x; everything else must give its bits.  start: first rotated column; the remaining arguments are options
%!function y = assert_all_equal (x, c, s, pairing, axes, format, start, varargin)
%!  R = 2 * columns (c);
%!  o = [{"format", format}, varargin];
%!  [M, P] = rome_matrix (R, "pairing", pairing, "axes", axes);
%!  y = rope_ref (x, c, s, "pairing", pairing, "axes", axes, "start", start, o{:});
%!  assert_bits (rope_apply (x, c, s, "pairing", pairing, "axes", axes, "start", start, o{:}), y);
%!  moves = {};
%!  if (strcmp (pairing, "interleave-half"))  moves = {"P", P};  endif
%!  assert_bits (rome_apply (x, M, c, s, "engine", "fused", "start", start, moves{:}, o{:}), y);
%!  back = any (strcmp (o(1:2:end), "inverse"));
%!  if (isempty (moves) || ! back)
%!    assert_bits (rome_apply (x, M, c, s, "engine", "gemm", "start", start, moves{:}, o{:}), y);
%!  endif
%!  turned = repmat ({":"}, 1, numel (format));           # the R columns of the model without start
%!  turned{format == "d"} = start + (1:R);
%!  z = x;
%!  z(turned{:}) = rome_ref (x(turned{:}), M, c, s, moves{:}, o{:});
%!  assert_bits (z, y);
%!endfunction

## both pairings, both classes, on 2-by-S-by-3-by-dim
%!function check_head (positions, dim, axes)
%!  randn ("twister", dim + numel (axes));
%!  [c, s] = rope_cache (positions, dim, "axes", axes);
%!  x = randn (2, rows (c), 3, dim);
%!  for pairing = {"interleaved", "half"}
%!    for convert = {@double, @single}
%!      f = convert{1};
%!      y = assert_all_equal (f (x), f (c), f (s), pairing{1}, axes, "bshd", 0);
%!      assert (all (isfinite (y(:)) & y(:) != 0));
%!    endfor
%!  endfor
%!endfunction

%!test  # 1-D
%! for dim = [2, 64, 80, 96, 128, 256]
%!   check_head (19, dim, dim);
%!   check_head ((1:5) * 26214.3, dim, dim);
%! endfor

%!test  # 2-D, the head in two halves
%! for dim = [64, 80, 96, 128, 256]
%!   check_head (rope_grid ([3, 7]), dim, [dim, dim] / 2);
%! endfor
%! check_head (rope_grid ([3, 3]), 4, [2, 2]);

%!test  # 2-D, unequal
%! check_head (rope_grid ([5, 2]), 96, [32, 64]);
%! check_head (rope_grid ([5, 2]), 128, [126, 2]);

%!test  # 3-D
%! p = rope_grid ([2, 3, 5], "start", [7, 0, -2]);
%! for axes = {[44, 44, 40], [16, 56, 56], [44, 42, 42], [16, 24, 24], [32, 32, 32], [28, 26, 26], [88, 84, 84], [2, 2, 2]}
%!   check_head (p, sum (axes{1}), axes{1});
%! endfor

%!test  # 4-D
%! check_head (rope_grid ([2, 2, 2, 2]), 128, [32, 32, 32, 32]);

%!test  # every order of four dimensions, sizes 1, 3 and 5
%! randn ("twister", 11);
%! [c, s] = rope_cache (rope_grid ([1, 5, 1]), 20, "axes", [4, 8, 8]);
%! for sizes = {[3, 5, 1], [1, 1, 5]}       # b, s, h
%!   for order = perms (1:4)'
%!     x = permute (randn ([sizes{1}, 20]), order');
%!     assert_all_equal (x, c, s, "interleaved", [4, 8, 8], "bshd"(order), 0);
%!     assert_all_equal (single (x), single (c), single (s), "half", [4, 8, 8], "bshd"(order), 0);
%!   endfor
%! endfor

%!test  # formats of two and three dimensions
%! randn ("twister", 12);
%! [c, s] = rope_cache (5, 12);
%! for letters = {"sd", "shd", "bsd"}
%!   n = numel (letters{1});
%!   sizes = struct ("b", 3, "s", 5, "h", 3, "d", 12);
%!   for order = perms (1:n)'
%!     x = randn (arrayfun (@(l) sizes.(l), letters{1}(order)));
%!     for pairing = {"interleaved", "half"}
%!       assert_all_equal (x, c, s, pairing{1}, 12, letters{1}(order), 0);
%!       assert_all_equal (single (x), single (c), single (s), pairing{1}, 12, letters{1}(order), 0);
%!     endfor
%!   endfor
%! endfor

%!test  # partial rotary: prefix, window, end, odd head and odd start
%! randn ("twister", 13);
%! [c, s] = rope_cache (rope_grid ([1, 5]), 16, "axes", [8, 8]);
%! for f = {"bshd", "dhsb", "hdbs"}
%!   [~, order] = ismember (f{1}, "bshd");
%!   for D = [16, 31]
%!     x = permute (randn (3, 5, 3, D), order);
%!     for start = unique ([0, min(5, D - 16), D - 16])
%!       for pairing = {"interleaved", "half", "quarter", "interleave-half"}
%!         y = assert_all_equal (x, c, s, pairing{1}, [8, 8], f{1}, start);
%!         assert_all_equal (single (x), single (c), single (s), pairing{1}, [8, 8], f{1}, start);
%!         z = ipermute (y, order);
%!         rest = setdiff (1:D, start + (1:16));
%!         assert_bits (z(:,:,:,rest), ipermute (x, order)(:,:,:,rest));
%!       endfor
%!     endfor
%!   endfor
%! endfor

%!test  # inverse
%! randn ("twister", 14);
%! p = rope_grid ([2, 3, 2]);
%! for axes = {128, [64, 64], [44, 44, 40], [16, 56, 56]}
%!   [c, s] = rope_cache (p(:,1:numel (axes{1})), 128, "axes", axes{1});
%!   x = randn (3, 12, 1, 130);
%!   for pairing = {"interleaved", "half", "quarter", "interleave-half"}
%!     assert_all_equal (x, c, s, pairing{1}, axes{1}, "bshd", 1, "inverse", true);
%!     assert_all_equal (single (x), single (c), single (s), pairing{1}, axes{1}, "bshd", 1, "inverse", true);
%!   endfor
%! endfor

%!test  # offset: for all, and for each batch entry
%! randn ("twister", 15);
%! [c, s] = rope_cache (40, 64);
%! for f = {"bshd", "dhsb"}
%!   [~, order] = ismember (f{1}, "bshd");
%!   x = permute (randn (5, 3, 3, 64), order);
%!   for offset = {0, 7, 37, [0, 37, 5, 5, 11], [1; 2; 3; 4; 30]}
%!     for pairing = {"interleaved", "half"}
%!       assert_all_equal (x, c, s, pairing{1}, 64, f{1}, 0, "offset", offset{1});
%!       assert_all_equal (single (x), single (c), single (s), pairing{1}, 64, f{1}, 0, "offset", offset{1});
%!     endfor
%!   endfor
%! endfor

%!test  # positions: one row of S, and B-by-S; repeated, backwards
%! randn ("twister", 16);
%! rand ("twister", 16);
%! [c, s] = rope_cache (rope_grid ([5, 8]), 80, "axes", [40, 40]);
%! for f = {"bhsd", "shbd"}
%!   [~, order] = ismember (f{1}, "bshd");
%!   x = permute (randn (3, 5, 1, 80), order);
%!   for positions = {4:-1:0, [39; 0; 7; 7; 12], floor(40 * rand (3, 5)), repmat(39, 3, 5)}
%!     for pairing = {"interleaved", "half"}
%!       assert_all_equal (x, c, s, pairing{1}, [40, 40], f{1}, 0, "positions", positions{1});
%!       assert_all_equal (single (x), single (c), single (s), pairing{1}, [40, 40], f{1}, 0, "positions", positions{1});
%!     endfor
%!   endfor
%! endfor
%! x = randn (5, 1, 3, 80);                              # one token, its own position in each batch entry
%! assert_all_equal (x, c, s, "half", [40, 40], "bshd", 0, "positions", [3; 0; 39; 3; 1]);
%! assert_all_equal (x, c, s, "interleaved", [40, 40], "bshd", 0, "offset", [3; 0; 39; 3; 1], "inverse", true);

%!test  # all at once: window, inverse, positions, odd shapes
%! randn ("twister", 17);
%! [c, s] = rope_cache (rope_grid ([2, 3, 5]), 128, "axes", [44, 42, 42]);
%! for pairing = {"interleaved", "half"}
%!   x = randn (131, 5, 3, 3);
%!   assert_all_equal (x, c, s, pairing{1}, [44, 42, 42], "dshb", 3, "inverse", true, "positions", [0:4; 29:-1:25; 9, 9, 8, 8, 7]);
%!   assert_all_equal (single (x), single (c), single (s), pairing{1}, [44, 42, 42], "dshb", 2, "inverse", true, "offset", [25, 0, 3]);
%! endfor

%!test  # tables of the other class are converted once
%! randn ("twister", 18);
%! [c, s] = rope_cache (5, 96);
%! x = randn (3, 5, 3, 96);
%! for pairing = {"interleaved", "half"}
%!   y = assert_all_equal (single (x), c, s, pairing{1}, 96, "bshd", 0);
%!   assert_bits (y, rope_ref (single (x), single (c), single (s), "pairing", pairing{1}));
%!   y = assert_all_equal (x, single (c), single (s), pairing{1}, 96, "bshd", 0);
%!   assert_bits (y, rope_ref (x, double (single (c)), double (single (s)), "pairing", pairing{1}));
%! endfor

%!test  # any numbers as tables: no cosines needed
%! randn ("twister", 19);
%! c = randn (7, 40) .* 2 .^ (20 * randn (7, 40));
%! s = randn (7, 40) .* 2 .^ (20 * randn (7, 40));
%! x = randn (3, 7, 5, 80) .* 2 .^ (20 * randn (3, 7, 5, 80));
%! for pairing = {"interleaved", "half", "quarter", "interleave-half"}
%!   assert_all_equal (x, c, s, pairing{1}, 80, "bshd", 0);
%!   assert_all_equal (x, c, s, pairing{1}, [44, 36], "bshd", 0, "inverse", true);
%!   assert_all_equal (single (x), single (c), single (s), pairing{1}, 80, "bshd", 0);
%! endfor

%!test  # two arrays, grouped heads
%! randn ("twister", 20);
%! [c, s] = rope_cache (5, 64);
%! q = randn (1, 5, 6, 64);  k = randn (1, 5, 2, 64);
%! [q1, k1] = rope_apply (q, k, c, s, "pairing", "half", "inverse", true);
%! [q2, k2] = rope_ref (q, k, c, s, "pairing", "half", "inverse", true);
%! assert_bits (q1, q2);
%! assert_bits (k1, k2);

%!test  # full tables: RoME with S-by-D equals S-by-D/2; model and builtin arrange them alike, on any axes
%! randn ("twister", 21);
%! p = rope_grid ([2, 3, 2]);
%! for axes = {128, [64, 64], [44, 44, 40], [16, 56, 56], [44, 42, 42]}
%!   a = axes{1};
%!   q = p(:,1:numel (a));
%!   for pairing = {"interleaved", "half"}
%!     for convert = {@double, @single}
%!       f = convert{1};
%!       o = {"axes", a, "dtype", class(f (1))};
%!       [c, s] = rope_cache (q, 128, o{:});
%!       [C, S] = rope_cache (q, 128, o{:}, "width", "full", "pairing", pairing{1});
%!       ## both members of a pair of M have the same angle; the first members have those of c, in order
%!       M = rome_matrix (128, "pairing", pairing{1}, "axes", a);
%!       assert (size (C), [rows(c), 128]);
%!       [partner, ~] = find (M);
%!       assert_bits (C(:,partner), C);
%!       assert_bits (S(:,partner), S);
%!       first = any (triu (M), 2)';
%!       assert_bits (C(:,first), c);
%!       assert_bits (S(:,first), s);
%!       ## the model's arrangement: the frequency, 1 to 64, tells the pairs apart
%!       o = {128, "axes", a, "freqs", 1:64, "width", "full", "pairing", pairing{1}};
%!       [C1, S1] = rope_cache_ref (0.01 * ones (2, numel (a)), o{:});
%!       [C2, S2] = rope_cache (0.01 * ones (2, numel (a)), o{:});
%!       assert (C1, C2, 4 * eps);
%!       assert (S1, S2, 4 * eps);
%!       x = f (randn (3, rows (c), 1, 128));
%!       y = rope_ref (x, c, s, "pairing", pairing{1}, "axes", a);
%!       assert_bits (rome_apply (x, M, C, S, "engine", "fused"), y);
%!       assert_bits (rome_apply (x, M, C, S, "engine", "gemm"), y);
%!       assert_bits (rome_ref (x, M, C, S), y);
%!       x = x(:,:,:,[1:128, 1:2]);
%!       y = rope_ref (x, c, s, "pairing", pairing{1}, "axes", a, "inverse", true);
%!       assert_bits (rome_apply (x, M, C, S, "inverse", true), y);
%!       assert_bits (rome_ref (x, M, C, S, "inverse", true), y);
%!     endfor
%!   endfor
%! endfor

%!test  # different values at the two members of a pair: rome_apply = rome_ref
%! randn ("twister", 22);
%! C = randn (5, 12);  S = randn (5, 12);
%! x = randn (3, 5, 3, 13);
%! for pairing = {"interleaved", "half", "quarter"}
%!   M = rome_matrix (12, "pairing", pairing{1});
%!   y = rome_ref (x, M, C, S);
%!   assert_bits (rome_apply (x, M, C, S, "engine", "fused"), y);
%!   assert_bits (rome_apply (x, M, C, S, "engine", "gemm"), y);
%! endfor

%!test  # NaN, Inf, zeros, subnormal, smallest, realmax: every pair of values with every cosine and sine
%! for convert = {@double, @single}
%!   f = convert{1};
%!   t = class (f (1));
%!   tiny = realmin (t);
%!   v = [0, 1, 1/3, tiny, tiny / 4, tiny * eps(t), realmax(t), realmax(t) / 2, Inf];
%!   v = f ([v, -v, NaN]);
%!   [a, b] = meshgrid (v);
%!   pairs = [a(:), b(:)]';
%!   n = columns (pairs);
%!   [a, b] = meshgrid (f ([0, -0, 1, -1, 0.6, -0.8, tiny, tiny / 4, -tiny * eps(t)]));
%!   c = repmat (a(:), 1, n);
%!   s = repmat (b(:), 1, n);
%!   S = rows (c);
%!   for pairing = {"interleaved", "half"}
%!     if (strcmp (pairing{1}, "half"))  x = [pairs(1,:), pairs(2,:)];  else  x = pairs(:)';  endif
%!     x = repmat (x, S, 1);
%!     M = rome_matrix (2 * n, "pairing", pairing{1});
%!     for inverse = [false, true]
%!       y = rope_ref (x, c, s, "pairing", pairing{1}, "inverse", inverse);
%!       assert (any (isnan (y(:))) && any (isinf (y(:))) && any (y(:) == 0 & 1 ./ y(:) < 0) && any (y(:) != 0 & abs (y(:)) < tiny));
%!       assert_bits_or_nan (rope_apply (x, c, s, "pairing", pairing{1}, "inverse", inverse), y);
%!       assert_bits_or_nan (rope_apply (x', c, s, "pairing", pairing{1}, "inverse", inverse, "format", "ds")', y);
%!       assert_bits_or_nan (rome_apply (x, M, c, s, "engine", "fused", "inverse", inverse), y);
%!       assert_bits_or_nan (rome_ref (x, M, c, s, "inverse", inverse), y);
%!     endfor
%!   endfor
%! endfor

%!test  # a NaN or Inf stays in its pair; copied columns keep every bit
%! for f = {@double, @single}
%!   x = f{1} (ones (3, 10));
%!   x(2,3) = NaN;  x(3,6) = Inf;  x(:,9:10) = [NaN, -0; -Inf, realmin/4; realmax(class (x)), NaN];
%!   [c, s] = rope_cache (3, 8);
%!   for pairing = {"interleaved", "half"}
%!     M = rome_matrix (8, "pairing", pairing{1});
%!     y = rope_ref (x, c, s, "pairing", pairing{1});
%!     bad = isnan (y) | isinf (y);
%!     assert (nnz (bad(:,1:8)), 4);
%!     assert_bits (y(:,9:10), x(:,9:10));
%!     for z = {rope_apply(x, c, s, "pairing", pairing{1}), rome_apply(x, M, c, s, "engine", "fused"), rome_ref(x, M, c, s)}
%!       assert_bits_or_nan (z{1}, y);
%!       assert_bits (z{1}(:,9:10), x(:,9:10));
%!     endfor
%!   endfor
%! endfor

## The model's angle is a double: w has the error of its exponent (times |log w|) and of the power (2u, u = 2^-53), the product
## adds u, cosine and sine add 1u, the correctly rounded table 0.5u:  |p w| (|log w| + 3) u + 1.5 u.
%!function assert_near_model (positions, dim, varargin)
%!  k = find (strcmp (varargin(1:2:end), "base"));
%!  base = 1e4;
%!  if (! isempty (k))  base = varargin{2*k};  endif
%!  k = find (strcmp (varargin(1:2:end), "axes"));
%!  axes = dim;
%!  if (! isempty (k))  axes = varargin{2*k};  endif
%!  [c, s] = rope_cache (positions, dim, varargin{:});
%!  [C, S] = rope_cache_ref (positions, dim, varargin{:});
%!  if (isscalar (positions))  positions = 0:positions-1;  endif
%!  if (numel (axes) == 1)  positions = positions(:);  endif
%!  w = rope_freqs (dim, "base", base, "axes", axes);
%!  axis = repelem (1:numel (axes), axes / 2);
%!  tol = 2^-53 * (abs (positions(:,axis) .* w) .* (abs (log (w)) + 3) + 1.5) * (1 + 1e-10);
%!  assert (size (C), size (c));
%!  assert (class (C), class (c));
%!  if (isa (c, "single"))  tol += 2^-24;  endif           # both rounded, values up to 1
%!  assert (all ((abs (double (c) - double (C)) <= tol)(:)));
%!  assert (all ((abs (double (s) - double (S)) <= tol)(:)));
%!endfunction

%!test  # rope_cache within the model's error, 1-D
%! for dim = [2, 64, 80, 96, 128, 256]
%!   for base = [1e4, 1e7]
%!     assert_near_model (600, dim, "base", base);
%!     assert_near_model (131072 - (1:200), dim, "base", base);
%!     assert_near_model (131072 - (1:200), dim, "base", base, "dtype", "single");
%!   endfor
%! endfor

%!test  # negative, fractional and large positions
%! assert_near_model ([-5.5, 0.25, 1/3, -1e6, 2^31 + 1, 1e12 + 0.5, -2^40], 128);

%!test  # several axes
%! for axes = {[64, 64], [44, 44, 40], [16, 56, 56], [44, 42, 42]}
%!   p = rope_grid ([7, 9, 11], "start", [1000, -3, 0.5])(:,1:numel (axes{1}));
%!   assert_near_model (p, 128, "axes", axes{1});
%!   assert_near_model (p, 128, "axes", axes{1}, "base", 256, "dtype", "single");
%! endfor

%!test  # frequencies within their error; offsets and explicit frequencies agree
%! for dim = [2, 64, 80, 96, 128, 256]
%!   w = rope_freqs (dim);
%!   W = rope_freqs_ref (dim);
%!   assert (size (W), size (w));
%!   assert (all (abs (W - w) <= 2^-53 * w .* (abs (log (w)) + 2.5)));
%! endfor
%! assert (rope_freqs_ref (128, "axes", [44, 44, 40], "base", 256), rope_freqs (128, "axes", [44, 44, 40], "base", 256), -16 * eps);
%! w = [1, 0.125, 0.3, 2];
%! assert (rope_cache_ref (50, 8, "freqs", w, "offset", 7), rope_cache (50, 8, "freqs", w, "offset", 7), 64 * eps);
%! assert (rope_cache_ref (rope_grid ([3, 3]), 8, "axes", [4, 4], "offset", [7, -9]), rope_cache (rope_grid ([3, 3]), 8, "axes", [4, 4], "offset", [7, -9]), 16 * eps);
%! assert (rope_cache_ref (0, 8), rope_cache (0, 8));
%! assert (rope_cache_ref (zeros (0, 2), 8, "axes", [4, 4]), rope_cache (zeros (0, 2), 8, "axes", [4, 4]));

%!test  # an S-by-1 or 1-by-S vector, a scalar count
%! assert_near_model ((0:9)', 64);
%! assert_near_model (0:9, 64);
%! assert (rope_cache_ref (10, 64), rope_cache_ref ((0:9)', 64));
