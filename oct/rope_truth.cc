// rope_truth.cc - help and tests of rope_truth; the work is in builtin_rope_truth.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_truth", "rome.oct");
// PKG_DEL: autoload ("rope_truth", "rome.oct", "remove");
ROME_BUILTIN (rope_truth, R"(-*- texinfo -*-
@deftypefn  {} {@var{t} =} rope_truth (@var{positions}, @var{dim})
@deftypefnx {} {@var{t} =} rope_truth (@var{positions}, @var{dim}, @var{name}, @var{value}, @dots{})
Certified cosine and sine of the angles of rotary position embedding, to about 103 bits.

@var{t} is a struct with the S-by-dim/2 double arrays @code{cos}, @code{sin}, @code{cos_lo} and @code{sin_lo}, where

@example
cos (p * w_i) = (cos + cos_lo) (1 + e),   sin (p * w_i) = (sin + sin_lo) (1 + e),   |e| <= bound
@end example

@noindent
for @code{w_i = base^(-2i/dim)} in real arithmetic; @code{cos} and @code{sin} are the doubles nearest to the exact values.
Further fields: @code{bound} (relative), @code{tier} and @code{level} (both text, what was asked for).

@var{positions} and @var{dim} as in @code{rope_cache}: a scalar @var{n} means 0 @dots{} @var{n}-1, a vector the positions
themselves (at most 2^53 in magnitude, fractions are taken as the binary fractions they are), an S-by-A matrix A axes.
One position @var{p} is @code{rope_truth (1, dim, "offset", p)}.

Options (names in any case, or one struct):

@table @asis
@item @qcode{"base"} (10000), @qcode{"offset"} (0), @qcode{"axes"} (@var{dim}), @qcode{"sections"}, @qcode{"sections_interleaved"}, @qcode{"pair_axes"}, @qcode{"pair_indices"}, @qcode{"freqs"}, @qcode{"scaling"}, @qcode{"seq_len"}, @qcode{"xpos"}
As in @code{rope_cache}; an attention factor multiplies the values.
@item @qcode{"tier"}
@qcode{"certified"} (default): bound 2^-98.  @qcode{"gsl"}: every digit is computed by the sine and cosine of the GNU
Scientific Library on the exactly reduced angle; bound 5 * 2^-53, and the @code{_lo} fields are 0.
@item @qcode{"level"}
What the exact quantity is.  @qcode{"formula"} (default): the real formula above, or that of the scaling rule.
@qcode{"freq64"}, @qcode{"freq32"}: cos and sin of the exact product of the position and the frequency rounded to double or single.
@qcode{"angle"}: cos and sin of the double that position times frequency is rounded to.
@item @qcode{"threads"}
Number of threads; the result does not depend on it.
@end table

@strong{How}: position times w/(2 pi) is held as a 384-bit fixed-point fraction of a turn, so that the reduction modulo one
turn is exact; w comes from an integer root by Newton's iteration with a checked residual.  The fraction is split over two
tables of roots of unity, which GSL seeds and one Newton step on z^N = 1 polishes to 2^-105, and a residual below 2^-15.3,
whose sine is GSL's.  The residual |z^N - 1|/N is verified at first use; see @code{rome_info}.

@strong{Errors} as in @code{rope_cache}, and @code{rome:selfCheck} if the library was compiled with flags that break IEEE arithmetic.

@example
@group
t = rope_truth (1, 4, "offset", 1e9);
printf ("%.17g %+.17g\n", t.cos(1), t.cos_lo(1))
@print{} 0.83788718136390239 -5.471871328928243e-17
@end group
@end example

@seealso{rope_cache, rope_freqs, rome_info}
@end deftypefn)")

/*
%!demo
%! for p = 10 .^ (3:3:15)
%!   t = rope_truth (1, 128, "offset", p);
%!   printf ("position %6.0e  cos of pair 1 = %+.17f %+.1e,  in double %+.17f\n", p, t.cos(2), t.cos_lo(2), cos (p * 1e4^(-1/64)));
%! endfor
%! # the angle in double loses a digit with every factor of ten

%!test
%! t = rope_truth (3, 4);
%! assert (fieldnames (t), {"cos"; "sin"; "cos_lo"; "sin_lo"; "bound"; "tier"; "level"});
%! assert (size (t.cos), [3, 2]);
%! assert (t.bound, 2^-98);
%! assert (t.tier, "certified");
%! assert (t.level, "formula");
%! assert (t.cos, cos ((0:2)' * [1, 0.01]), eps);

%!test  # closest approach to a multiple of pi/2 below 2^31: MPFR's digits
%! t = rope_truth (1, 256, "base", 100, "offset", 1715512116);
%! assert (num2hex (t.cos(26)), "bd193dfc33474eec");
%! assert (t.cos_lo(26), hex2num ("39a66325fbecaf30"), -2^-40);

%!test  # phases add up: hi + lo of c^2 + s^2 is 1 to 2^-97
%! t = rope_truth ([2^53 - 1, -2^53 + 1, 1e15, 0.1], 128, "base", 1e6);
%! e = (t.cos - 1) .* (t.cos + 1) + t.sin .^ 2 + 2 * (t.cos .* t.cos_lo + t.sin .* t.sin_lo);
%! assert (max (abs (e(:))) < 4 * eps);
%! assert (t.cos(1,:), t.cos(2,:));
%! assert (t.sin(1,:), -t.sin(2,:));
%! assert (t.cos_lo(1,:), t.cos_lo(2,:));
%! assert (t.sin_lo(1,:), -t.sin_lo(2,:));

%!test  # the tiers agree within 2 ulp
%! p = [round(2 .^ (0:0.5:52)), 12345.678];
%! t = rope_truth (p, 64);
%! g = rope_truth (p, 64, "tier", "gsl");
%! assert (g.tier, "gsl");
%! assert (g.bound, 5 * 2^-53);
%! assert (g.cos, t.cos, -4 * eps);
%! assert (g.sin, t.sin, -4 * eps);
%! assert (all (g.cos_lo(:) == 0));

%!test  # the four levels differ by what is exact
%! p = [1, 1000, 123457, 2^31];
%! w = rope_freqs (96);
%! f = rope_truth (p, 96, "level", "freq64");
%! g = rope_truth (p, 96, "freqs", w);
%! assert (f.cos, g.cos);
%! assert (f.sin_lo, g.sin_lo);
%! assert (f.level, "freq64");
%! h = rope_truth (p, 96, "level", "freq32");
%! g = rope_truth (p, 96, "freqs", double (single (w)));
%! assert (h.cos, g.cos);
%! assert (h.sin_lo, g.sin_lo);
%! a = rope_truth (p, 96, "level", "angle");
%! angle = p' * w;
%! assert (a.cos, cos (angle), 1.1 * 2^-53);   # libm on the same angle
%! assert (a.sin, sin (angle), 1.1 * 2^-53);
%! t = rope_truth (p, 96);
%! assert (max (abs (t.cos - f.cos)(:)) > 1e-9 && max (abs (t.cos - f.cos)(:)) < 1e-6);
%! assert (max (abs (t.cos - h.cos)(:)) > 0.1);
%! b = rope_truth (p, 96, "level", "angle", "offset", 7);
%! assert (b.cos, cos ((p + 7)' * w), 1.1 * 2^-53);

%!test  # tiny frequencies and offsets keep their relative accuracy
%! t = rope_truth ([3, 0], 2, "freqs", 1e-300, "offset", 4);
%! assert (t.sin, [7e-300; 4e-300], -2*eps);
%! t = rope_truth (1, 2, "freqs", 5e-324, "offset", 1);
%! assert (t.sin, 5e-324, 0);

%!test  # tiny and zero positions
%! t = rope_truth ([0, 1e-300, -1e-300], 4);
%! assert (t.cos, ones (3, 2));
%! assert (t.sin, [0, 0; 1e-300, 1e-302; -1e-300, -1e-302], -eps);

%!test  # several axes, threads
%! p = [1, 2; 300, 400];
%! t = rope_truth (p, 12, "axes", [4, 8], "threads", 2);
%! a = rope_truth (p(:,1), 4);
%! b = rope_truth (p(:,2), 8);
%! assert (t.sin, [a.sin, b.sin]);
%! assert (t.sin_lo, [a.sin_lo, b.sin_lo]);

%!assert (size (rope_truth (0, 8).cos), [0, 4])

## Test input validation
%!error <Invalid call to rope_truth> rope_truth (1)
%!error <rope_truth: TIER must be one of "certified", "gsl", got "best"> rope_truth (1, 4, "tier", "best")
%!error <rope_truth: LEVEL must be one of "formula", "freq64", "freq32", "angle", got "x"> rope_truth (1, 4, "level", "x")
%!error <rope_truth: POSITIONS must be finite, element 2 is NaN> rope_truth ([1, NaN], 4)
%!error <rope_truth: unknown option 'dtype'; valid options are base, axes, sections, sections_interleaved, pair_axes, pair_indices, freqs, scaling, seq_len, xpos, offset, tier, level, threads> rope_truth (1, 4, "dtype", "single")
%!error id=rome:outOfMemory rope_truth (1e12, 128)
*/
