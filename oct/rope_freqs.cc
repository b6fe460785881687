// rope_freqs.cc - help and tests of rope_freqs; the work is in builtin_rope_freqs.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_freqs", "rome.oct");
// PKG_DEL: autoload ("rope_freqs", "rome.oct", "remove");
ROME_BUILTIN (rope_freqs, R"(-*- texinfo -*-
@deftypefn  {} {[@var{w}, @var{a}] =} rope_freqs (@var{dim})
@deftypefnx {} {[@var{w}, @var{a}] =} rope_freqs (@var{dim}, @var{name}, @var{value}, @dots{})
Angular frequencies of rotary position embedding, each correctly rounded to double.

@example
w(i+1) = base^(-2 i / dim),   i = 0 @dots{} dim/2 - 1,   in radians per position
@end example

@var{dim} is the number of rotated columns, a positive even integer.  @var{w} is 1-by-@var{dim}/2, class double.  @var{a} is the
attention factor that multiplies cosine and sine, 1 for the unscaled frequencies.

Options (names in any case, or one struct): @qcode{"base"} (default 10000, at least 1); @qcode{"axes"} (default @var{dim}),
the sizes of the blocks of several axes, even, with sum @var{dim}: the frequencies restart in each block with its own size.

The usual @code{base .^ -((0:2:dim-2) / dim)} is off by up to 7 units of roundoff where @var{dim} is not a power of two;
here the exact root comes from a Newton iteration with a checked residual and is rounded once.

Errors: @code{rome:oddDimension}, @code{rome:badValue}, @code{rome:badClass}, @code{rome:sizeMismatch}, @code{rome:unknownOption},
@code{rome:badOption}.

@example
@group
w = rope_freqs (8)
@result{} w =

   1.0000000   0.1000000   0.0100000   0.0010000
@end group
@end example

@seealso{rope_cache, rope_truth, rope_config}
@end deftypefn)")

/*
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

## Test input validation
%!error <Invalid call to rope_freqs> rope_freqs ()
%!error <rope_freqs: DIM must be even, got 9> rope_freqs (9)
%!error <rope_freqs: DIM must be real, got complex double> rope_freqs (2i)
%!error <rope_freqs: BASE must be at least 1, got -3> rope_freqs (8, "base", -3)
%!error <rope_freqs: AXES must sum to DIM = 8, got a sum of 6> rope_freqs (8, "axes", [4, 2])
%!error <rope_freqs: unknown option 'offset'; valid options are base, axes> rope_freqs (8, "offset", 1)
*/
