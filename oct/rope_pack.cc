// rope_pack.cc - help and tests of rope_pack; the work is in builtin_rope_pack.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_pack", "rome.oct");
// PKG_DEL: autoload ("rope_pack", "rome.oct", "remove");
ROME_BUILTIN (rope_pack, R"(-*- texinfo -*-
@deftypefn {} {@var{u} =} rope_pack (@var{x}, @var{dtype})
Bits of the 16-bit numbers nearest to @var{x}, as uint16.

@var{x} is a full real double or single array; @var{dtype} is @qcode{"bf16"} (8 bits of significand, exponents of single) or
@qcode{"f16"} (IEEE binary16, 11 bits).  Each number is rounded once, to nearest, ties to even; overflow gives infinity, subnormals
are kept, every NaN becomes a quiet NaN of its sign.  The size of @var{u} is that of @var{x}.

The carrier is an integer array: arithmetic on it in Octave acts on the bits and saturates.  @code{rope_apply} and
@code{rome_apply} take it with option @qcode{"dtype"}.

Errors: @code{rome:badClass}, @code{rome:badOption}.

@example
@group
dec2hex (rope_pack ([1, -2, 0.1], "bf16"))
@result{} ans =

  3F80
  C000
  3DCD
@end group
@end example

@seealso{rope_unpack, rope_round, rope_apply}
@end deftypefn)")

/*
%!demo
%! x = [1, -2, 0.1, 65504, 1e-7];
%! printf ("%-8s %-6s %-6s\n", "x", "bf16", "f16");
%! printf ("%-8g %04X   %04X\n", [x; double(rope_pack (x, "bf16")); double(rope_pack (x, "f16"))]);

%!test  # more than is packed at a time: the bits of its parts
%! randn ("twister", 5);
%! x = randn (1, 600001);
%! for dtype = {"bf16", "f16"}
%!   for y = {x, single(x)}
%!     u = rope_pack (y{1}, dtype{1});
%!     part = @(k) rope_pack (y{1}(k), dtype{1});
%!     assert (isequal (u, [part(1:200000), part(200001:400000), part(400001:600001)]));
%!     v = rope_unpack (u, dtype{1});
%!     assert (isequal (v(500000:end), rope_unpack (u(500000:end), dtype{1})));
%!     r = rope_round (y{1}, dtype{1});
%!     assert (isequal (r(500000:end), rope_round (y{1}(500000:end), dtype{1})));
%!   endfor
%! endfor
%!test  # known patterns
%! assert (rope_pack ([0, -0, 1, -2, Inf, -Inf], "f16"), uint16 ([0, 32768, 15360, 49152, 31744, 64512]));
%! assert (rope_pack ([0, -0, 1, -2, Inf, -Inf], "bf16"), uint16 ([0, 32768, 16256, 49152, 32640, 65408]));
%! assert (rope_pack ([65504, 65519.99, 65520, 1e6], "f16"), uint16 ([31743, 31743, 31744, 31744]));
%! assert (rope_pack ([2^-24, 2^-25, 2^-25*(1+eps), 3*2^-25], "f16"), uint16 ([1, 0, 1, 2]));

%!test  # all patterns come back, in both formats; NaNs stay NaN of their sign
%! u = uint16 (0:65535);
%! for dtype = {"bf16", "f16"}
%!   x = rope_unpack (u, dtype{1});
%!   number = ! isnan (x);
%!   assert (rope_pack (x, dtype{1})(number), u(number));
%!   assert (rope_pack (double (x), dtype{1})(number), u(number));
%!   assert (all (isnan (rope_unpack (rope_pack (x(! number), dtype{1}), dtype{1}))));
%!   assert (bitand (rope_pack (x(! number), dtype{1}), 32768), bitand (u(! number), 32768));
%! endfor

%!test  # every rounding boundary: the middle of each two neighbours goes to even, a hair beside it to the nearer
%! for dtype = {"bf16", "f16"}
%!   last = struct ("bf16", 32639, "f16", 31743).(dtype{1});   # largest finite
%!   u = uint16 (0:last);
%!   x = double (rope_unpack (u, dtype{1}));
%!   middle = (x(1:end-1) + x(2:end)) / 2;                     # exact in double
%!   even = u(1:end-1) + uint16 (mod (0:last-1, 2));
%!   assert (rope_pack (middle, dtype{1}), even);
%!   assert (rope_pack (-middle, dtype{1}), even + 32768);
%!   assert (rope_pack (middle .* (1 + eps), dtype{1}), u(2:end));
%!   assert (rope_pack (middle .* (1 - eps), dtype{1}), u(1:end-1));
%!   s = single (middle);
%!   exact = double (s) == middle;
%!   assert (rope_pack (s(exact), dtype{1}), even(exact));
%! endfor
%!assert (size (rope_pack (ones (2, 0, 3), "f16")), [2, 0, 3])

## Test input validation
%!error <Invalid call to rope_pack> rope_pack (1)
%!error <rope_pack: X must be double or single, got int8> rope_pack (int8 (1), "f16")
%!error <rope_pack: X must be real, got complex double> rope_pack (1i, "f16")
%!error <rope_pack: X must be a full array, got sparse> rope_pack (sparse (1), "f16")
%!error <rope_pack: DTYPE must be one of "bf16", "f16", got "single"> rope_pack (1, "single")
%!error <rope_pack: DTYPE must be one of "bf16", "f16", got 1x1 double> rope_pack (1, 16)
*/
