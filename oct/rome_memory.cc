// rome_memory.cc - help and tests of rome_memory; the work is in builtin_rome_memory.c and octave_result.cc.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rome_memory", "rome.oct");
// PKG_DEL: autoload ("rome_memory", "rome.oct", "remove");
ROME_BUILTIN (rome_memory, R"(-*- texinfo -*-
@deftypefn  {} {@var{now} =} rome_memory ()
@deftypefnx {} {@var{old} =} rome_memory ("recycle", @var{tf})
@deftypefnx {} {@var{old} =} rome_memory ("limit", @var{bytes})
@deftypefnx {} {@var{old} =} rome_memory (@var{old})
@deftypefnx {} {@var{old} =} rome_memory ("release")
Recycle the memory of large results of the compiled functions (off unless asked for).

Every call returns a new array, and a large new array comes from the system page by page, each cleared before the first use: with
huge pages that still takes as long as the rotation itself, without them several times as long.  Where a loop makes results
of the same size over and over, their memory can be used again:

@example
@group
old = rome_memory ("recycle", true);
x = single (randn (128, 32, 2048));  [c, s] = rope_cache (2048, 128, "dtype", "single");
for layer = 1:3
  y = rope_apply (x, c, s, "format", "dhs");  # from the third turn on: no new memory
endfor
rome_memory (old);                            # as before; what was kept is given back
@end group
@end example

With recycling on, results of at least 4 MiB are remembered; as soon as no variable, cell or field has such a result any more,
the next result of the same class and number of elements is written there.  A result that anything still refers to is never written to:
variables keep their values as always in Octave.

@strong{The price}: results that have been given up stay allocated, in all at most @qcode{"limit"} bytes, until recycling is
switched off; and as the memory has one more owner, the first indexed assignment to a result (@code{y(1) = 0}) copies the whole
array.  Without recycling neither is so.  (For an update in place see option @qcode{"in_place"} of @code{rope_apply} and @code{rome_apply}.)

@strong{Options}

@table @asis
@item @qcode{"recycle"} (false when the session starts)
Switch it on or off; off also gives back all that was kept.
@item @qcode{"limit"} (default 2^30)
At most this many bytes are remembered; the results used longest ago are forgotten first.
@item @qcode{"release"}
Gives back what is kept, and goes on as before.
@end table

The result is a struct of the state before the call, with the fields @code{recycle}, @code{limit} (to be given back to
@code{rome_memory}) and, for information, @code{kept} (bytes remembered now, in use or not), @code{buffers} (their number) and @code{reused}
(how many results were made from recycled memory so far).

@strong{Errors}: @code{rome:badOption}, @code{rome:badValue}, @code{rome:unknownOption}; @code{rome:notSupported} in MATLAB.

@seealso{rope_apply, rome_apply, rome_threads, rome_bench}
@end deftypefn)")

/*
%!demo
%! x = single (randn (128, 32, 512));  [c, s] = rope_cache (512, 128, "dtype", "single");
%! f = @() rope_apply (x, c, s, "format", "dhs");
%! f ();  tic;  for k = 1:10, f (); end, plain = toc / 10;
%! old = rome_memory ("recycle", true);
%! f ();  f ();  tic;  for k = 1:10, f (); end, recycled = toc / 10;
%! rome_memory (old);
%! printf ("8 MB rotated: %.2f ms into new memory, %.2f ms into recycled memory\n", 1e3 * plain, 1e3 * recycled);

%!function recycling (code)
%!  old = rome_memory ("recycle", true);
%!  unwind_protect
%!    code ();
%!  unwind_protect_cleanup
%!    rome_memory (old);
%!  end_unwind_protect
%!endfunction

%!test  # off when the session starts; set, restore
%! start = rome_memory ();
%! assert (isfield (start, {"recycle", "limit", "kept", "buffers", "reused"}), true (1, 5));
%! assert ({start.recycle, start.limit, start.kept, start.buffers}, {0, 2^30, 0, 0});
%! old = rome_memory ("Recycle", true, struct ("limit", 5e7));
%! assert (isequal (old, start));
%! now = rome_memory ();
%! assert ({now.recycle, now.limit}, {1, 5e7});
%! rome_memory (old);
%! assert (isequal (rome_memory (), start));

%!function never_aliases ()
%!  x = rand (64, 2^14);  [c, s] = rope_cache (2^14, 64);
%!  f = @() rope_apply (x, c, s, "format", "ds");
%!  y = f ();  want = y + 0;
%!  z = f ();
%!  held = {f()};
%!  t.field = f ();
%!  r = reshape (f (), [], 1);              # shares the elements
%!  h = @() y;                              # so does a closure
%!  y = 1;                                  # the name is gone, the closure has it still
%!  part = f ()(:, 3:10);                   # a slice
%!  for k = 1:6
%!    w = rope_apply (-x, c, s, "format", "ds");
%!    assert (isequal (w, -want));
%!  endfor
%!  assert (isequal (z, want) && isequal (held{1}, want) && isequal (t.field, want) && isequal (r, want(:)));
%!  assert (isequal (h (), want) && isequal (part, want(:, 3:10)));
%!  assert (isequal (x, -(-x)));
%!endfunction
%!test  # a result that anything still has is never written to
%! recycling (@never_aliases);

%!function assigns ()
%!  x = rand (64, 2^14);  [c, s] = rope_cache (2^14, 64);
%!  y = rope_apply (x, c, s, "format", "ds");  want = y + 0;
%!  z = y;
%!  y(5) = 7;                               # copies: z and what is kept stay
%!  assert (isequal (z, want) && y(5) == 7);
%!  y = rope_apply (x, c, s, "format", "ds");
%!  assert (isequal (y, want) && isequal (z, want));
%!endfunction
%!test  # indexed assignment
%! recycling (@assigns);

%!function reuses ()
%!  before = rome_memory ();
%!  x = single (rand (64, 2^15));  [c, s] = rope_cache (2^15, 32, "dtype", "single");     # tables below 4 MiB
%!  for k = 1:10
%!    y = rope_apply (x, c, s, "format", "ds");
%!  endfor
%!  now = rome_memory ();
%!  assert (now.reused - before.reused, 8);
%!  assert ({now.buffers, now.kept}, {2, 2 * 2^21 * 4});
%!  [q, k] = rope_apply (x, x(:, 1:end), c, s, "format", "ds");
%!  assert (isequal (q, k) && isequal (q, y));
%!  clear y q k
%!  u = rope_apply (uint16 (zeros (128, 2^15)), c, s, "format", "ds", "dtype", "bf16");     # as many bytes, another class
%!  assert (class (u), "uint16");
%!  assert (rome_memory ().kept <= rome_memory ().limit);
%!  rome_memory ("limit", 2^24);
%!  assert (rome_memory ().kept <= 2^24);
%!  rome_memory ("release");
%!  assert ({rome_memory().kept, rome_memory().recycle}, {0, 1});
%!  small = rope_apply (ones (2, 4), ones (2, 2), ones (2, 2));
%!  assert (rome_memory ().buffers, 0);     # small results are not worth it
%!  v = rope_apply (x, c, s, "format", "ds");
%!  assert (isequal (v, rope_apply (x, c, s, "format", "ds")));
%!  rome_memory ("limit", 100);             # nothing fits
%!  v = rope_apply (x, c, s, "format", "ds");
%!  assert (rome_memory ().buffers, 0);
%!endfunction
%!test  # memory is used again, within the limit
%! recycling (@reuses);
%! rome_memory ("limit", 2^30);
%! assert (rome_memory ().kept, 0);

## Test input validation
%!error <Invalid call to rome_memory> [a, b] = rome_memory ()
%!error id=rome:badOption rome_memory ("recycle", 3)
%!error <rome_memory: RECYCLE must be true or false, got 1x1 double> rome_memory ("recycle", 3)
%!error <rome_memory: LIMIT must be a number of bytes, at least 0, got -1> rome_memory ("limit", -1)
%!error <rome_memory: LIMIT must be finite, got nan> rome_memory ("limit", NaN)
%!error <rome_memory: option 'recycle' has no value> rome_memory ("recycle")
%!error <rome_memory: unknown option 'reuse'; valid options are recycle, limit> rome_memory ("reuse", true)
%!error <rome_memory: argument 1 must be an option name> rome_memory (1)
*/
