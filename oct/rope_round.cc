// rope_round.cc - help and tests of rope_round; the work is in builtin_rope_pack.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rope_round", "rome.oct");
// PKG_DEL: autoload ("rope_round", "rome.oct", "remove");
ROME_BUILTIN (rope_round, R"(-*- texinfo -*-
@deftypefn {} {@var{y} =} rope_round (@var{x}, @var{dtype})
@var{x} rounded to a 16-bit format, in the class of @var{x}.

@var{x} is a full real double or single array; @var{dtype} is @qcode{"bf16"} or @qcode{"f16"}.  Each number is rounded once, to
nearest, ties to even: @code{rope_round (x, dtype)} has the values of @code{rope_unpack (rope_pack (x, dtype), dtype)}.

Errors: @code{rome:badClass}, @code{rome:badOption}.

@example
@group
rope_round (257, "bf16")
@result{} ans = 256
@end group
@end example

@seealso{rope_pack, rope_unpack}
@end deftypefn)")

/*
%!demo
%! p = 0:1023;
%! stairs (p, rope_round (p, "bf16"), "linewidth", 2);  grid on;
%! title ("Positions in bf16: steps of 2 below 512, of 4 above");  xlabel ("position (tokens)");  ylabel ("as bf16 holds it");
%! axis ([490 540 490 540]);

%!test
%! randn ("twister", 1);
%! x = [randn(50, 60), 1e-6 * randn(50, 60)];
%! for dtype = {"bf16", "f16"}
%!   for y = {x, single(x)}
%!     z = rope_round (y{1}, dtype{1});
%!     assert (class (z), class (y{1}));
%!     assert (double (z), double (rope_unpack (rope_pack (y{1}, dtype{1}), dtype{1})));
%!     assert (rope_round (z, dtype{1}), z);
%!   endfor
%! endfor
%! assert (rope_round (0:300, "bf16")(258), 256);
%! assert (numel (unique (rope_round (0:1023, "bf16"))), 513);   # of 1024 positions

## Test input validation
%!error <Invalid call to rope_round> rope_round (1)
%!error <rope_round: X must be double or single, got uint16> rope_round (uint16 (1), "f16")
%!error <rope_round: DTYPE must be one of "bf16", "f16", got "x"> rope_round (1, "x")
*/
