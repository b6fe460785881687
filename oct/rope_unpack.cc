// rope_unpack.cc - help and tests of rope_unpack; the work is in builtin_rope_pack.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_unpack", "rome.oct");
// PKG_DEL: autoload ("rope_unpack", "rome.oct", "remove");
ROME_BUILTIN (rope_unpack, R"(-*- texinfo -*-
@deftypefn {} {@var{x} =} rope_unpack (@var{u}, @var{dtype})
The single numbers that 16-bit patterns stand for, exactly.

@var{u} is a uint16 array; @var{dtype} is @qcode{"bf16"} or @qcode{"f16"}, as in @code{rope_pack}.  @var{x} is single and of the size
of @var{u}.

Errors: @code{rome:badClass}, @code{rome:badOption}.

@example
@group
rope_unpack (uint16 ([16256, 49152]), "bf16")
@result{} ans =

   1  -2
@end group
@end example

@seealso{rope_pack, rope_round}
@end deftypefn)")

/*
%!demo
%! u = uint16 (0:65535);
%! x = double (rope_unpack (u, "f16"));
%! plot (0:65535, asinh (1e7 * x) / log (10), "linewidth", 2);  grid on;
%! title ("All 65536 patterns of f16");  xlabel ("pattern");  ylabel ("asinh (1e7 x) / log 10");

%!test  # against the definition of the formats, for all patterns
%! u = 0:65535;
%! sign = 1 - 2 * (u >= 32768);  m = mod (u, 32768);
%! e = floor (m / 1024);  f = mod (m, 1024);
%! x = sign .* (1024 + f) .* 2 .^ (e - 25);
%! x(e == 0) = (sign .* f * 2^-24)(e == 0);
%! x(e == 31) = Inf * sign(e == 31);  x(e == 31 & f > 0) = NaN;
%! y = rope_unpack (uint16 (u), "f16");
%! assert (class (y), "single");
%! assert (double (y), x);
%! assert (1 ./ double (y([1, 32769])), [Inf, -Inf]);
%! assert (rope_unpack (uint16 (u), "bf16"), typecast (uint32 (u * 65536), "single"));

## Test input validation
%!error <Invalid call to rope_unpack> rope_unpack (uint16 (1))
%!error <rope_unpack: U must be uint16, got double> rope_unpack (1, "f16")
%!error <rope_unpack: DTYPE must be one of "bf16", "f16", got "f32"> rope_unpack (uint16 (1), "f32")
*/
