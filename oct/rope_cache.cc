// rope_cache.cc - help and tests of rope_cache; the work is in builtin_rope_cache.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_cache", "rome.oct");
// PKG_DEL: autoload ("rope_cache", "rome.oct", "remove");
ROME_BUILTIN (rope_cache, R"(-*- texinfo -*-
@deftypefn  {} {[@var{c}, @var{s}] =} rope_cache (@var{positions}, @var{dim})
@deftypefnx {} {[@var{c}, @var{s}] =} rope_cache (@var{positions}, @var{dim}, @var{name}, @var{value}, @dots{})
@deftypefnx {} {[@var{c}, @var{s}] =} rope_cache (@var{positions}, @var{dim}, @var{options})
Correctly rounded cosine and sine tables for rotary position embedding.

Row @var{r}, column @var{i}+1 of @var{c} and @var{s} is the double (or single) nearest to the real number

@example
cos (p_r * w_i)   and   sin (p_r * w_i),    w_i = base^(-2 i / dim),   i = 0 @dots{} dim/2 - 1
@end example

@noindent
where @var{p_r} is the position of the row in tokens and @var{w_i} the angular frequency in radians per token.  Nothing is
rounded on the way: the angle is an exact fraction of a turn, and each rounding is proved.

@strong{Arguments}

@table @var
@item positions
Real double, single or integer-class array.  A scalar @var{n} means the @var{n} positions 0 @dots{} @var{n}-1.  A vector
gives the positions themselves (any order, negative and fractional allowed, at most 2^53 in magnitude).  With several axes
an S-by-A matrix gives one column of positions per axis, see @code{rope_grid}.
@item dim
Number of rotated columns R of a head: a positive even integer.
@end table

@strong{Options} (names in any case; or one struct with these fields)

@table @asis
@item @qcode{"base"} (default 10000)
Base of the frequencies, finite and at least 1; @code{rope_theta} of model configurations.
@item @qcode{"offset"} (default 0)
Added to the positions, exactly: a scalar, or one number per axis.
@item @qcode{"axes"} (default @var{dim})
Sizes [d_1 @dots{} d_A] of the blocks of columns that turn with the axes; even, sum @var{dim}.  The frequencies restart in
each block with its own size in place of @var{dim}; the columns of the table are those of axis 1, then axis 2, @dots{}
@item @qcode{"dtype"} (default @qcode{"double"})
Class of the tables, @qcode{"double"} or @qcode{"single"}; each is rounded once from the exact value.
@item @qcode{"width"} (default @qcode{"half"})
@qcode{"half"}: one column per pair, S-by-dim/2, for @code{rope_apply}.  @qcode{"full"}: S-by-dim, each value at both
members of its pair as @qcode{"pairing"} places them, the tables C and S of the matrix form @code{rome_apply}.
@item @qcode{"pairing"} (default @qcode{"interleaved"})
For full tables: @qcode{"interleaved"} (columns 2i, 2i+1) or @qcode{"half"} (columns i, i + d/2 of each block).
@item @qcode{"threads"}
Number of threads; the result does not depend on it.
@end table

@strong{Accuracy}: 0 entries that are not correctly rounded (error at most 0.5 ulp of the exact value), for every position and base.

@strong{Errors}: @code{rome:badClass} (complex, sparse, logical, cell), @code{rome:badValue} (NaN, Inf, out of range),
@code{rome:oddDimension}, @code{rome:sizeMismatch}, @code{rome:unknownOption}, @code{rome:badOption}, @code{rome:outOfMemory}.

@example
@group
[c, s] = rope_cache (4, 4)
@result{} c =

   1.0000   1.0000
   0.5403   1.0000
  -0.4161   0.9998
  -0.9900   0.9996

@result{} s =

        0        0
   0.8415   0.0100
   0.9093   0.0200
   0.1411   0.0300
@end group
@end example

Source of the formula: J. Su et al., @cite{RoFormer: Enhanced Transformer with Rotary Position Embedding}, arXiv:2104.09864.

@seealso{rope_apply, rome_apply, rope_truth, rope_freqs, rope_grid, rope_config}
@end deftypefn)")

/*
%!test <*1>  # a small table by hand
%! [c, s] = rope_cache (4, 4);
%! assert (c, cos ((0:3)' * [1, 0.01]), eps);
%! assert (s, sin ((0:3)' * [1, 0.01]), eps);
%! assert (class (c), "double");

%!test  # position 0 is exactly (1, 0)
%! [c, s] = rope_cache (1, 128);
%! assert (c, ones (1, 64));
%! assert (s, zeros (1, 64));

%!test  # every entry is the truth rounded once, in double and single, on both ways to make a table
%! t = rope_truth (300, 96, "base", 5e5);
%! [c, s] = rope_cache (300, 96, "base", 5e5);
%! assert (c, t.cos);
%! assert (s, t.sin);
%! [c, s] = rope_cache ((0:299)', 96, "base", 5e5);
%! assert (c, t.cos);
%! assert (s, t.sin);
%! [c, s] = rope_cache (300, 96, "base", 5e5, "dtype", "single");
%! assert (class (c), "single");
%! assert (double (c), double (single (t.cos)));
%! assert (double (s), double (single (t.sin)));

%!test  # positions as row, column, range, integers and singles are the same positions
%! p = [3, 1, 4, 1, 5];
%! [c, s] = rope_cache (p, 8);
%! for q = {p', single(p), int32(p), uint8(p')}
%!   [d, t] = rope_cache (q{1}, 8);
%!   assert (d, c);
%!   assert (t, s);
%! endfor
%! assert (rope_cache (2:6, 8), rope_cache (7, 8)(3:7,:));

%!test  # the offset is added exactly, also a fractional one
%! assert (rope_cache (100, 64, "offset", 12345), rope_cache (12345 + (0:99), 64));
%! assert (rope_cache (100, 64, "offset", 0.5), rope_cache (0.5 + (0:99), 64));
%! assert (rope_cache (1, 64, "offset", 2^53 - 1), rope_truth (1, 64, "offset", 2^53 - 1).cos);

%!test  # cos is even and sin is odd, bit for bit
%! [c, s] = rope_cache (-1000:7:1000, 64);
%! [d, t] = rope_cache (1000:-7:-1000, 64);
%! assert (c, d);
%! assert (s, -t);

%!test  # axes: frequencies restart per axis
%! p = [1, 2, 3; 40, 50, 60; -7, 8, 0];
%! [c, s] = rope_cache (p, 128, "axes", [44, 44, 40]);
%! [c1, s1] = rope_cache ([1, 40, -7], 44);
%! [c2, s2] = rope_cache ([2, 50, 8], 44);
%! [c3, s3] = rope_cache ([3, 60, 0], 40);
%! assert (c, [c1, c2, c3]);
%! assert (s, [s1, s2, s3]);
%! assert (rope_cache (p(1,:), 128, "axes", [44, 44, 40]), c(1,:));

%!test  # one offset per axis
%! assert (rope_cache ([0, 0; 1, 1], 8, "axes", [4, 4], "offset", [5, 7]), rope_cache ([5, 7; 6, 8], 8, "axes", [4, 4]));
%! assert (rope_cache ([0, 0; 1, 1], 8, "axes", [4, 4], "offset", 5), rope_cache ([5, 5; 6, 6], 8, "axes", [4, 4]));

%!test  # full width: interleaved and half, with and without axes
%! [c, s] = rope_cache (9, 12);
%! [C, S] = rope_cache (9, 12, "width", "full");
%! assert (C, kron (c, [1, 1]));
%! assert (S, kron (s, [1, 1]));
%! [C, S] = rope_cache (9, 12, "width", "full", "pairing", "half");
%! assert (C, [c, c]);
%! assert (S, [s, s]);
%! p = [1, 2; 3, 4; 5, 6];
%! [c, s] = rope_cache (p, 10, "axes", [4, 6], "dtype", "single");
%! [C, S] = rope_cache (p, 10, "axes", [4, 6], "dtype", "single", "width", "full", "pairing", "half");
%! assert (C, [c(:,1:2), c(:,1:2), c(:,3:5), c(:,3:5)]);
%! assert (S, [s(:,1:2), s(:,1:2), s(:,3:5), s(:,3:5)]);
%! C = rope_cache (p, 10, "axes", [4, 6], "width", "full");
%! assert (C, kron (rope_cache (p, 10, "axes", [4, 6]), [1, 1]));

%!test  # options as a struct, names in any case
%! assert (rope_cache (5, 8, struct ("Base", 100, "OFFSET", 3)), rope_cache (5, 8, "base", 100, "offset", 3));

%!test  # the number of threads does not matter
%! assert (rope_cache (5000, 64, "threads", 1), rope_cache (5000, 64, "threads", 3));

%!test  # empty
%! [c, s] = rope_cache (0, 8);
%! assert (size (c), [0, 4]);
%! assert (size (s), [0, 4]);
%! assert (size (rope_cache ([], 8)), [0, 4]);
%! assert (size (rope_cache (zeros (1, 0), 8, "width", "full")), [0, 8]);
%! assert (size (rope_cache (zeros (0, 2), 8, "axes", [4, 4])), [0, 4]);

## Test input validation
%!error <Invalid call to rope_cache> rope_cache ()
%!error <Invalid call to rope_cache> rope_cache (5)
%!error id=rome:badClass rope_cache (5i, 8)
%!error <rope_cache: POSITIONS must be real, got complex double> rope_cache (5i, 8)
%!error <rope_cache: POSITIONS must be a full array, got sparse> rope_cache (sparse (5), 8)
%!error <rope_cache: POSITIONS must be real numbers, got logical> rope_cache (true, 8)
%!error <rope_cache: POSITIONS must be real numbers, got cell> rope_cache ({5}, 8)
%!error <rope_cache: POSITIONS must be real numbers, got char> rope_cache ("a", 8)
%!error <rope_cache: POSITIONS must be real numbers, got struct> rope_cache (struct (), 8)
%!error <rope_cache: POSITIONS must be real numbers, got function_handle> rope_cache (@sin, 8)
%!error <rope_cache: POSITIONS must be finite, element 2 is NaN> rope_cache ([1, NaN], 8)
%!error <rope_cache: POSITIONS must be finite, element 1 is Inf> rope_cache (Inf, 8)
%!error <rope_cache: POSITIONS must be finite, element 3 is -Inf> rope_cache ([1, 2, -Inf], 8)
%!error <rope_cache: POSITIONS as a scalar is the number of rows, an integer from 0 to 2\^53, got -1> rope_cache (-1, 8)
%!error <rope_cache: POSITIONS as a scalar is the number of rows, an integer from 0 to 2\^53, got 2.5> rope_cache (2.5, 8)
%!error <rope_cache: POSITIONS must not exceed 2\^53 in magnitude, element 2 is 9007199254740994> rope_cache ([1, 2^53 + 2], 8)
%!error <rope_cache: POSITIONS must be real numbers, got int64> rope_cache ([1, intmax("int64")], 8)
%!error id=rome:sizeMismatch rope_cache (ones (2, 2), 8)
%!error <rope_cache: POSITIONS must be a vector for one axis, got 2x2> rope_cache (ones (2, 2), 8)
%!error <rope_cache: POSITIONS must be S-by-2 for 2 axes, got 4x3> rope_cache (ones (4, 3), 8, "axes", [4, 4])
%!error <rope_cache: POSITIONS must be S-by-2 for 2 axes, got 1x1> rope_cache (5, 8, "axes", [4, 4])
%!error id=rome:oddDimension rope_cache (5, 7)
%!error <rope_cache: DIM must be even, got 7> rope_cache (5, 7)
%!error <rope_cache: DIM must be an integer from 1 to 1048576, got 0> rope_cache (5, 0)
%!error <rope_cache: DIM must be an integer from 1 to 1048576, got 2.5> rope_cache (5, 2.5)
%!error <rope_cache: DIM must be an integer from 1 to 1048576, got NaN|got nan|got -nan> rope_cache (5, NaN)
%!error <rope_cache: DIM must be a scalar, got 1x2> rope_cache (5, [4, 4])
%!error <rope_cache: BASE must be at least 1, got 0.5> rope_cache (5, 8, "base", 0.5)
%!error <rope_cache: BASE must be finite, got inf> rope_cache (5, 8, "base", Inf)
%!error <rope_cache: BASE must be finite> rope_cache (5, 8, "base", NaN)
%!error <rope_cache: BASE must be a scalar, got 1x2> rope_cache (5, 8, "base", [1, 2])
%!error <rope_cache: BASE must be real numbers, got char> rope_cache (5, 8, "base", "x")
%!error <rope_cache: OFFSET must be a scalar or have one element per axis \(1\), got 1x2> rope_cache (5, 8, "offset", [1, 2])
%!error <rope_cache: OFFSET must be finite, element 1 is NaN> rope_cache (5, 8, "offset", NaN)
%!error <rope_cache: OFFSET must not exceed 2\^53 in magnitude> rope_cache (5, 8, "offset", 1e16)
%!error <rope_cache: AXES must sum to DIM = 8, got a sum of 10> rope_cache (ones (1, 2), 8, "axes", [4, 6])
%!error <rope_cache: AXES must hold even integers, element 2 is 5> rope_cache (ones (1, 2), 8, "axes", [4, 5])
%!error <rope_cache: AXES must hold positive even integers, element 1 is 0> rope_cache (ones (1, 2), 8, "axes", [0, 8])
%!error <rope_cache: AXES must be a vector of sizes, got 2x2> rope_cache (ones (1, 2), 8, "axes", [2, 2; 2, 2])
%!error <rope_cache: DTYPE must be one of "double", "single", got "half"> rope_cache (5, 8, "dtype", "half")
%!error <rope_cache: DTYPE must be one of "double", "single", got 1x1 double> rope_cache (5, 8, "dtype", 1)
%!error <rope_cache: WIDTH must be one of "half", "full", got "wide"> rope_cache (5, 8, "width", "wide")
%!error <rope_cache: PAIRING must be one of "interleaved", "half", got "neox"> rope_cache (5, 8, "pairing", "neox")
%!error <rope_cache: THREADS must be an integer from 1 to 1024, got 0> rope_cache (5, 8, "threads", 0)
%!error id=rome:unknownOption rope_cache (5, 8, "bas", 1)
%!error <rope_cache: unknown option 'bas'; valid options are base, offset, axes, dtype, width, pairing, threads> rope_cache (5, 8, "bas", 1)
%!error <rope_cache: unknown option 'theta'; valid> rope_cache (5, 8, struct ("theta", 1))
%!error <rope_cache: option 'base' has no value> rope_cache (5, 8, "base")
%!error <rope_cache: argument 3 must be an option name> rope_cache (5, 8, 1e4)
%!error id=rome:outOfMemory rope_cache (1e12, 128)
%!error <rope_cache: a result of 1000000000000x64 needs .* GB, but .* GB of memory are available> rope_cache (1e12, 128)
%!error id=rome:outOfMemory rope_cache (2^53, 1048576)
*/
