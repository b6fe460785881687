// rome_apply.cc - help and tests of rome_apply; the work is in builtin_rome_apply.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rome_apply", "rome.oct");
// PKG_DEL: autoload ("rome_apply", "rome.oct", "remove");
ROME_BUILTIN (rome_apply, R"(-*- texinfo -*-
@deftypefn  {} {@var{y} =} rome_apply (@var{x}, @var{M}, @var{c}, @var{s})
@deftypefnx {} {@var{y} =} rome_apply (@var{x}, @var{M}, @var{c}, @var{s}, @var{name}, @var{value}, @dots{})
@deftypefnx {} {@var{y} =} rome_apply (@var{x}, @var{M}, @var{c}, @var{s}, @var{options})
Rotary position embedding in matrix form: one matrix product and one multiply-add for 1-D, 2-D and 3-D alike.

@example
y = x .* C + (x * M) .* S,   or   y = (x * P) .* C + (x * M) .* S
@end example

@noindent
for each row x of one token and head, with the token's rows C and S of the tables.  @var{M} is constant: a signed
block-diagonal permutation from @code{rome_matrix}, for instance M(2i,2i+1) = 1, M(2i+1,2i) = -1 (0-based).

@strong{Arguments}

@table @var
@item x
Full real double or single array, or uint16 array of 16-bit numbers with option @qcode{"dtype"}, as for @code{rope_apply}; the
result has the same class and size.
@item M
R-by-R matrix, R at most the head dimension D; with R < D only the R columns after @qcode{"start"} are touched.  Double or single.
@item c, s
Tables with at least one row per token, S-by-R (C and S themselves, which may hold different angles at the two members of a
pair) or S-by-R/2: then column i serves both members of the i-th pair that @var{M} shows, pairs in the order of their first
column.
@end table

@strong{Options} (names in any case; or one struct with these fields)

@table @asis
@item @qcode{"engine"} (default @qcode{"auto"})
@qcode{"fused"}: @var{M} has at most one element, +1 or -1, per column, so that x * M only picks and negates and no product is
made; bit-identical to @code{rope_apply} where M is made of pairs.  @qcode{"gemm"}: the dense product by Octave's BLAS, for any
@var{M}; equal values for a signed permutation and finite @var{x} (a NaN or Inf spreads over its row and the sign of zeros may
change).  With several threads each makes products of its own.  @qcode{"tile"}: the products on the processor's matrix unit (AMX, found in Intel's server processors since 2023), for
such an @var{M} and @var{x} of dtype @qcode{"bf16"}; the same bits as @qcode{"fused"}.  Rows with zeros, subnormal or infinite numbers or NaN
are picked, since the unit would not keep their bits.  @qcode{"auto"}: fused where possible, else gemm; never tile, which is slower
than fused on the processors known so far.
@item @qcode{"P"} (default the identity)
R-by-R matrix for layouts that are written in another order than they are read, the second result of @code{rome_matrix}.
@item @qcode{"pairing"}, @qcode{"axes"}
If given (the pairings of @code{rope_apply}, sizes of blocks), they must agree with the pairs of @var{M} (and P).
@item @qcode{"in_place"} (default false)
Permission to give the memory of @var{x} to the result, as for @code{rope_apply}: @code{x = rome_apply (x, M, c, s, "in_place", true)}
then needs no new memory.  Engine fused copies all the same where @var{M} and P show pairs that are written elsewhere than they are
read; the others work in place with P too.
@item @qcode{"format"}, @qcode{"dtype"}, @qcode{"num_heads"}, @qcode{"offset"}, @qcode{"positions"}, @qcode{"cu_seqlens"}, @qcode{"prefix_tokens"}, @qcode{"suffix_tokens"}, @qcode{"start"}, @qcode{"threads"}
As for @code{rope_apply}.
@item @qcode{"inverse"} (default false)
Uses -S; with P the inverse rotation, in engine fused.
@end table

@strong{Errors}: @code{rome:badClass}, @code{rome:sizeMismatch} (both shapes are named), @code{rome:badValue}, @code{rome:unknownOption},
@code{rome:badOption}, @code{rome:noTile} (engine tile without such a unit), @code{rome:outOfMemory}.

@example
@group
[c, s] = rope_cache (rope_grid ([16, 32, 32]), 128, "axes", [44, 44, 40]);   # a video: time, height, width
M = rome_matrix (128, "axes", [44, 44, 40]);
x = randn (16*32*32, 128);
isequal (rome_apply (x, M, c, s), rope_apply (x, c, s))
@result{} ans = 1
@end group
@end example

Source: @cite{Efficient Matrix Implementation for Rotary Position Embedding}, arXiv:2604.09742.

@seealso{rome_matrix, rope_apply, rope_cache, rope_grid}
@end deftypefn)")

/*
%!demo
%! [c, s] = rope_cache (rope_grid ([16, 32, 32]), 128, "axes", [44, 44, 40]);   # a video: time, height, width
%! M = rome_matrix (128, "axes", [44, 44, 40]);
%! x = randn (16*32*32, 128);
%! tic;  y = rome_apply (x, M, c, s);  fused = toc;
%! tic;  z = rome_apply (x, M, c, s, "engine", "gemm");  gemm = toc;
%! printf ("RoME of a video of %d tokens, three axes: fused %.1f ms, as a matrix product %.1f ms\n", rows (x), 1e3 * fused, 1e3 * gemm);
%! printf ("both equal RoPE bit for bit: %d %d\n", isequal (y, rope_apply (x, c, s)), isequal (z, y));

%!shared x, c, s, M, H, same
%! randn ("twister", 6);
%! x = randn (2, 7, 3, 12);
%! [c, s] = rope_cache (50, 12);
%! M = zeros (12);  M(sub2ind ([12, 12], 1:2:11, 2:2:12)) = 1;  M -= M';
%! H = [zeros(6), eye(6); -eye(6), zeros(6)];
%! same = @(a, b) isequal (class (a), class (b)) && isequal (size (a), size (b)) && isequal (typecast (a(:), "uint8"), typecast (b(:), "uint8"));

%!test  # by hand
%! assert (rome_apply ([1, 2], [0, 1; -1, 0], 0, 1), [-2, 1]);
%! assert (rome_apply ([1, 2], [0, 1; -1, 0], [0.5, 0.25], [1, 2]), [0.5 - 2, 0.5 + 2]);

%!test  # RoME = RoPE bit for bit: pairings, classes, engines, widths, formats
%! for z = {x, single(x)}
%!   y = rope_apply (z{1}, c, s);
%!   h = rope_apply (z{1}, c, s, "pairing", "half");
%!   for engine = {"auto", "fused", "gemm"}
%!     e = engine{1};
%!     assert (same (rome_apply (z{1}, M, c, s, "engine", e), y));
%!     assert (same (rome_apply (z{1}, H, c, s, "engine", e), h));
%!     assert (same (rome_apply (z{1}, M, kron (c, [1, 1]), kron (s, [1, 1]), "engine", e), y));
%!     assert (same (rome_apply (z{1}, H, [c, c], [s, s], "engine", e), h));
%!     assert (same (rome_apply (z{1}, H, c, s, "engine", e, "inverse", true), rope_apply (z{1}, c, s, "pairing", "half", "inverse", true)));
%!     t = rome_apply (permute (z{1}, [4, 3, 2, 1]), M, c, s, "engine", e, "format", "dhsb", "offset", [10, 3]);
%!     assert (same (permute (t, [4, 3, 2, 1]), rope_apply (z{1}, c, s, "offset", [10, 3])));
%!     assert (same (rome_apply (z{1}, M, c, s, "engine", e, "positions", [7:13; 0:6]), rope_apply (z{1}, c, s, "positions", [7:13; 0:6])));
%!   endfor
%! endfor

%!test  # interleave-half needs P; quarter; 16-bit; packed tokens; tables per head
%! Q = eye (12)(:,[1:2:12, 2:2:12]);
%! for z = {x, single(x)}
%!   y = rope_apply (z{1}, c, s, "pairing", "interleave-half");
%!   for engine = {"fused", "gemm"}
%!     assert (same (rome_apply (z{1}, Q * H, c, s, "P", Q, "engine", engine{1}), y));
%!     assert (same (rome_apply (z{1}, Q * H, [c, c], [s, s], "P", Q, "engine", engine{1}), y));
%!   endfor
%!   w = rope_apply (y, c, s, "pairing", "interleave-half", "inverse", true);
%!   assert (same (rome_apply (y, Q * H, c, s, "P", Q, "inverse", true), w));
%!   K = blkdiag (H([1:3, 7:9], [1:3, 7:9]), H([1:3, 7:9], [1:3, 7:9]));
%!   assert (same (rome_apply (z{1}, K, c, s, "pairing", "quarter"), rope_apply (z{1}, c, s, "pairing", "quarter")));
%!   assert (same (rome_apply (z{1}, Q * H, c, s, "P", Q, "pairing", "interleave-half"), y));
%! endfor
%! for dtype = {"bf16", "f16"}
%!   u = rope_pack (x, dtype{1});
%!   y = rope_apply (u, c, s, "dtype", dtype{1});
%!   assert (same (rome_apply (u, M, c, s, "dtype", dtype{1}), y));
%!   assert (same (rome_apply (u, M, c, s, "dtype", dtype{1}, "engine", "gemm"), y));
%! endfor
%! v = randn (9, 3, 12);
%! for engine = {"fused", "gemm"}
%!   e = {"engine", engine{1}};
%!   assert (same (rome_apply (v, M, c, s, "format", "thd", "cu_seqlens", [0, 4, 9], e{:}), rope_apply (v, c, s, "format", "thd", "cu_seqlens", [0, 4, 9])));
%!   assert (same (rome_apply (x, M, c, s, "prefix_tokens", 2, e{:}), rope_apply (x, c, s, "prefix_tokens", 2)));
%!   C = randn (2, 7, 3, 6);  S = randn (2, 7, 3, 6);
%!   assert (same (rome_apply (x, M, C, S, e{:}), rope_apply (x, C, S)));
%!   assert (same (rome_apply (reshape (permute (x, [1, 2, 4, 3]), 2, 7, 36), M, c, s, "num_heads", 3, e{:}), rope_apply (reshape (permute (x, [1, 2, 4, 3]), 2, 7, 36), c, s, "num_heads", 3)));
%! endfor

%!test  # composed axes
%! B = blkdiag (H([1:2, 7:8], [1:2, 7:8]), M(1:8,1:8));
%! p = [0, 0; 1, 5; 2, 9; 3, 1; 4, 4; 5, 0; 6, 2];
%! [c2, s2] = rope_cache (p, 12, "axes", [4, 8]);
%! y = rope_apply (x, c2, s2);
%! h = rope_apply (x(:,:,:,1:4), c2(:,1:2), s2(:,1:2), "pairing", "half");
%! for engine = {"fused", "gemm"}
%!   z = rome_apply (x, B, c2, s2, "engine", engine{1});
%!   assert (same (z(:,:,:,1:4), h));
%!   assert (same (z(:,:,:,5:12), y(:,:,:,5:12)));
%! endfor

%!test  # different angles at the two members of a pair
%! C = randn (7, 12);  S = randn (7, 12);
%! y = x;
%! for t = 1:7
%!   for b = 1:2
%!     for h = 1:3
%!       v = reshape (x(b,t,h,:), 1, 12);
%!       y(b,t,h,:) = v .* C(t,:) + (v * M) .* S(t,:);
%!     endfor
%!   endfor
%! endfor
%! for engine = {"fused", "gemm"}
%!   assert (same (rome_apply (x, M, C, S, "engine", engine{1}), y));
%! endfor

%!test  # M smaller than the head, with a start
%! [c8, s8] = rope_cache (7, 8);
%! for engine = {"fused", "gemm"}
%!   assert (same (rome_apply (x, M(1:8,1:8), c8, s8, "start", 3, "engine", engine{1}), rope_apply (x, c8, s8, "start", 3)));
%! endfor

%!test  # other signed selections: transposed sign, a cyclic shift, a zero column
%! C = randn (7, 12);  S = randn (7, 12);  v = squeeze (x(1,:,2,:));
%! for N = {M', eye(12)(:,[2:12, 1]), -eye(12)(:,[5:12, 1:4]), blkdiag(M(1:8,1:8), zeros (4))}
%!   assert (rome_apply (v, N{1}, C, S, "engine", "fused"), v .* C + (v * N{1}) .* S);
%!   assert (same (rome_apply (v, N{1}, C, S), rome_apply (v, N{1}, C, S, "engine", "gemm")));
%! endfor

%!test  # tiles: the bits of fused, or a clear refusal
%! [ct, st] = rope_cache (9, 80);
%! T = rome_matrix (80, "pairing", "half");
%! u = rope_pack (rand (2, 9, 5, 80) - 0.5, "bf16");
%! u([1, 77]) = uint16 ([0, 32768]);   # zeros of both signs
%! y = rome_apply (u, T, ct, st, "dtype", "bf16", "engine", "fused");
%! if (any (strcmp (ostrsplit (rome_info ().engines, " "), "tile")))
%!   assert (rome_apply (u, T, ct, st, "dtype", "bf16", "engine", "tile"), y);
%! else
%!   fail ('rome_apply (u, T, ct, st, "dtype", "bf16", "engine", "tile")', "ENGINE \"tile\" cannot be had: this processor has no tile unit");
%! end
%!error <rome_apply: ENGINE "tile" needs X of dtype "bf16": the unit multiplies no other numbers exactly> rome_apply (ones (2, 12), M, c, s, "engine", "tile")
%!error <rome_apply: M must have at most one non-zero element, \+1 or -1, in each column for engine "tile"> rome_apply (ones (2, 12), randn (12), [c, c], [s, s], "engine", "tile")
%!test  # any matrix through gemm, chosen by itself
%! N = randn (12);  v = randn (7, 12);
%! assert (rome_apply (v, N, ones (7, 12), ones (7, 12)), v + v * N, 1e-14);

%!test  # fused keeps a NaN in its pair and the sign of zeros
%! v = [NaN, 1, -0, 0, 2, 3];
%! N = M(1:6,1:6);
%! y = rome_apply (v, N, ones (1, 3), zeros (1, 3));
%! assert (isnan (y), [true, true, false, false, false, false]);
%! assert (isequaln (y, rope_apply (v, ones (1, 3), zeros (1, 3))));
%! assert (1 ./ y(3:4), 1 ./ rope_apply (v, ones (1, 3), zeros (1, 3))(3:4));

%!test  # a pairing that agrees is accepted; permutation and diagonal matrix classes are
%! assert (same (rome_apply (x, M, c, s, "pairing", "interleaved"), rope_apply (x, c, s)));
%! assert (same (rome_apply (x, H, c, s, "pairing", "half", "axes", 12), rome_apply (x, H, c, s)));
%! v = randn (3, 4);
%! assert (rome_apply (v, eye (4)(:,[2, 1, 4, 3]), ones (3, 4), ones (3, 4)), v + v(:,[2, 1, 4, 3]));
%! assert (rome_apply (v, eye (4), ones (3, 4), ones (3, 4)), 2 * v);
%! assert (size (rome_apply (zeros (0, 12), M, c, s)), [0, 12]);

%!test  # in place: the same bits for every engine, class, order; with P, an inverse, a window
%! Q = eye (12)(:,[1:2:12, 2:2:12]);  N = randn (12);
%! for z = {x, single(x)}
%!   for e = {"auto", "fused", "gemm"}
%!     for more = {{M}, {H}, {H, "inverse", true}, {Q * H, "P", Q}, {M', "P", eye(12)}, {M, "prefix_tokens", 2, "suffix_tokens", 1}, {M(1:8,1:8), "start", 3}, {N}}
%!       p = more{1};  r = rows (p{1});  narrow = isequal (p{1}, M) || isequal (p{1}, H);
%!       C = [c(:,1:r/2), c(:,1:r/2)];  S = [s(:,1:r/2), s(:,1:r/2)];
%!       if (narrow)  C = c;  S = s;  endif
%!       if (isequal (p{1}, N) && strcmp (e{1}, "fused"))  continue;  endif
%!       for order = {1:4, [4, 3, 2, 1], [3, 1, 4, 2]}
%!         u = permute (z{1}, order{1});  f = "bshd"(order{1});
%!         y = rome_apply (u, p{1}, C, S, "format", f, "engine", e{1}, p{2:end});
%!         u = rome_apply (u, p{1}, C, S, "format", f, "engine", e{1}, p{2:end}, "in_place", true);
%!         assert (same (u, y));
%!       endfor
%!     endfor
%!   endfor
%! endfor
%! for e = ostrsplit (rome_info ().engines, " ")
%!   u = rope_pack (x, "bf16");  u([1, 77]) = uint16 ([0, 32768]);
%!   y = rome_apply (u, M, c, s, "dtype", "bf16", "engine", e{1});
%!   u = rome_apply (u, M, c, s, "dtype", "bf16", "engine", e{1}, "in_place", true);
%!   assert (same (u, y));
%! endfor

%!test  # in place: what else has the array never changes
%! x0 = x + 0;  y0 = rome_apply (x, M, c, s);
%! z = x + 0;  w = z;  z = rome_apply (z, M, c, s, "in_place", true);  assert (same (w, x0) && same (z, y0));
%! z = x + 0;  w = {z};  z = rome_apply (z, M, c, s, "in_place", true, "engine", "gemm");  assert (same (w{1}, x0) && same (z, y0));
%! g = @(v) rome_apply (v, M, c, s, "in_place", true);
%! z = x + 0;  y = g (z);  assert (same (z, x0) && same (y, y0));
%! z = M + 0;  y = rome_apply (z, M, c(1:12,:), s(1:12,:));  M0 = M + 0;               # M as X too: looked at before, kept by the builtin
%! w = rome_apply (z, z, c(1:12,:), s(1:12,:), "in_place", true);  assert (same (w, y) && same (z, M0));
%! rome_apply (x, z, c, s);  z = rome_apply (z, M, c(1:12,:), s(1:12,:), "in_place", true);  assert (same (z, y));
%! assert (same (rome_apply (x, M, c, s), y0) && same (rome_apply (x, M0, c, s), y0));

%!testif ; exist ("rome_mex") != 3  # in place: the variable is empty, errors come before that, no new memory
%! z = x + 0;  y = rome_apply (z, M, c, s, "in_place", true);  assert (size (z), [0, 0]);
%! z = x + 0;  fail ('rome_apply (z, M, c, s(1:3,:), "in_place", true)', "S must have the size of C");
%! assert (same (z, x + 0));
%! if (! exist ("/proc/self/clear_refs", "file"))  return;  endif
%! peak = @() str2double (regexp (fileread ("/proc/self/status"), 'VmHWM:\s*(\d+) kB', "tokens"){1}{1}) * 1024;
%! z = single (rand (64, 2^18));  [C, S] = rope_cache (2^18, 64, "dtype", "single");  N = single (rome_matrix (64));    # 64 MB
%! for engine = {"fused", "gemm"}
%!   for in_place = [true, false]
%!     z = rome_apply (z, N, C, S, "format", "ds", "engine", engine{1}, "in_place", in_place);
%!     f = fopen ("/proc/self/clear_refs", "w");  fputs (f, "5");  fclose (f);
%!     before = peak ();
%!     z = rome_apply (z, N, C, S, "format", "ds", "engine", engine{1}, "in_place", in_place);
%!     more(1 + in_place) = peak () - before;
%!   endfor
%!   assert (more(2) < 8e6);
%!   assert (more(1) > 6e7);
%! endfor

## Test input validation
%!error <rome_apply: IN_PLACE must be true or false, got 1x1 double> rome_apply (ones (2, 12), M, c, s, "in_place", 2)
%!error <Invalid call to rome_apply> rome_apply (1, 2, 3)
%!error <rome_apply: X must be real, got complex double> rome_apply (1i * ones (2, 12), M, c, s)
%!error <rome_apply: X must be double or single, got uint8> rome_apply (uint8 (ones (2, 12)), M, c, s)
%!error <rome_apply: M must be a full array, got sparse> rome_apply (ones (2, 12), sparse (M), c, s)
%!error <rome_apply: M must be double or single, got logical> rome_apply (ones (2, 12), true (12), c, s)
%!error <rome_apply: M must be R-by-R, got 12x11 for X of 2x12 \(R at most 12\)> rome_apply (ones (2, 12), M(:,1:11), c, s)
%!error <rome_apply: M must be R-by-R, got 12x12 for X of 2x10 \(R at most 10\)> rome_apply (ones (2, 10), M, c, s)
%!error id=rome:sizeMismatch rome_apply (ones (2, 12), M, c(:,1:5), s(:,1:5))
%!error <rome_apply: C must be S-by-12 or S-by-6 for M of 12x12, got 50x5 for X of 2x12 \(S at least 2\)> rome_apply (ones (2, 12), M, c(:,1:5), s(:,1:5))
%!error <rome_apply: C must be S-by-12 or S-by-6 for M of 12x12, got 50x6 for X of 60x12 \(S at least 60\)> rome_apply (ones (60, 12), M, c, s)
%!error <rome_apply: C must be S-by-12, got 50x6: M shows no pairs> rome_apply (ones (2, 12), randn (12), c, s)
%!error <rome_apply: M must have at most one non-zero element, \+1 or -1, in each column for engine "fused"> rome_apply (ones (2, 12), randn (12), [c, c], [s, s], "engine", "fused")
%!error <rome_apply: PAIRING "half" does not agree with the pairs that M shows> rome_apply (ones (2, 12), M, c, s, "pairing", "half")
%!error <rome_apply: PAIRING "half" does not agree> rome_apply (ones (2, 12), H, c, s, "pairing", "half", "axes", [4, 8])
%!error <rome_apply: PAIRING "interleaved" does not agree> rome_apply (ones (2, 12), M', [c, c], [s, s], "pairing", "interleaved")
%!error <rome_apply: P must have the size of M, 12x12, got 11x11> rome_apply (ones (2, 12), M, c, s, "P", eye (11))
%!error <rome_apply: P must be double or single, got logical> rome_apply (ones (2, 12), M, c, s, "P", true (12))
%!error <rome_apply: INVERSE with P needs engine "fused" and matrices that show pairs> rome_apply (ones (2, 12), M, c, s, "P", eye (12), "inverse", true, "engine", "gemm")
%!error <rome_apply: M must be of even order for a pairing, got 3x3> rome_apply (ones (2, 3), eye (3), ones (2, 3), ones (2, 3), "pairing", "half")
%!error <rome_apply: X of class uint16 needs option DTYPE> rome_apply (uint16 (ones (2, 12)), M, c, s)
%!error <rome_apply: ENGINE must be one of "auto", "fused", "gemm", "tile", got "tensor"> rome_apply (ones (2, 12), M, c, s, "engine", "tensor")
%!error <rome_apply: unknown option 'Q'; valid options are format, dtype, num_heads, positions, offset, cu_seqlens, prefix_tokens, suffix_tokens, start, inverse, threads, engine, P, pairing, axes, in_place> rome_apply (ones (2, 12), M, c, s, "Q", 1)
*/
