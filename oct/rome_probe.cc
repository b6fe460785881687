// rome_probe.cc - help and tests of rome_probe; the work is in builtin_rome_probe.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rome_probe", "rome.oct");
// PKG_DEL: autoload ("rome_probe", "rome.oct", "remove");
DEFMETHOD_DLD (rome_probe, interp, args, nargout, R"(-*- texinfo -*-
@deftypefn  {} {@var{t} =} rome_probe ("copy", @var{bytes})
@deftypefnx {} {@var{t} =} rome_probe ("copy", @var{bytes}, "rounds", @var{n}, "threads", @var{k})
@deftypefnx {} {@var{t} =} rome_probe ("loop", @var{x}, @var{c}, @var{s}, @dots{})
@deftypefnx {} {@var{old} =} rome_probe ("allocation", @var{name})
@deftypefnx {} {} rome_probe (@dots{})
What a call cannot avoid: yardsticks for @code{rome_bench}.

@table @asis
@item @code{rome_probe ("copy", @var{bytes})}
Seconds that the C library's @code{memcpy} takes to copy @var{bytes} bytes from one array to another, both touched before, measured
@qcode{"rounds"} (1) times in a row: a row of so many numbers.  With @qcode{"threads"} (1) each copies one part.  One thread: processor
time; more: by the clock on the wall.  No page is
fresh and no call of the interpreter is counted, so that it is a hard opponent.
@item @code{rome_probe ("loop", @var{x}, @var{c}, @var{s}, @dots{})}
Seconds that a plain C loop takes to rotate @var{x}, two loops and two products as one writes them at first, compiled as the rest; it
writes to an array of its own that was touched before.  Options are those of @code{rope_apply}, of which it knows
@qcode{"format"} (@qcode{"bshd"}, or @qcode{"dhsb"}, for which the tables are turned over beforehand), @qcode{"pairing"}
(@qcode{"interleaved"} or @qcode{"half"}) and @qcode{"threads"}, and @qcode{"rounds"}.  Double and single.
@item @code{rome_probe ("allocation", @var{name})}
How large results get their memory from now on, to measure what that is worth: @qcode{"huge pages"} (as it is when the session
starts), @qcode{"plain pages"} (adopted memory without huge pages) or @qcode{"cleared"} (an array that Octave clears first, as
@code{NDArray y (dims)} in an oct-file does).  Returns the name in force before; without @var{name} nothing changes.
Values never depend on it.
@item @code{rome_probe (@dots{})}
With any other argument first, or none: an empty function.  It reads nothing and returns 0, for the time that a call of a compiled
function takes in itself.
@end table

@strong{Errors}: @code{rome:badClass}, @code{rome:badValue}, @code{rome:badOption}, @code{rome:outOfMemory};
@code{rome:notSupported} for @qcode{"allocation"} in MATLAB.

@example
@group
t = median (rome_probe ("copy", 2^25, "rounds", 9));
printf ("memcpy reads and writes %.1f GB/s\n", 2 * 2^25 / t / 1e9);
@end group
@end example

@seealso{rome_bench, rome_memory, rome_threads, rome_info}
@end deftypefn)")
{
  if (args.length () == 0 || ! args(0).is_string ())
    return octave_value (0.0); // empty: not even views are made
  return run_builtin (interp, "rome_probe", builtin_rome_probe, args, nargout);
}

/*
%!demo
%! bytes = 2 .^ (14:2:26);
%! rate = arrayfun (@(b) 2 * b / min (rome_probe ("copy", b, "rounds", 9)) / 1e9, bytes);
%! rope_plot_roofline (2 * bytes, rate', "labels", {"memcpy"}, "title", "What this machine's memory gives");

%!test
%! t = rome_probe ("copy", 2^20, "rounds", 5);
%! assert (size (t), [1, 5]);
%! assert (all (t > 1e-6 & t < 1));
%! t = rome_probe ("copy", 1, "threads", 2);
%! assert (isscalar (t) && t >= 0);
%! u = [median(rome_probe ("copy", 2^20, "rounds", 9)), median(rome_probe ("copy", 2^26, "rounds", 3))];
%! assert (u(2) > 8 * u(1));                # it does copy

%!test  # the plain loop, on what it knows
%! for order = {[4, 3, 2, 1], 1:4}
%!   for class_of = {"double", "single"}
%!     x = permute (rand (2, 300, 4, 16, class_of{1}), order{1});  [c, s] = rope_cache (301, 16, "dtype", class_of{1});
%!     for pairing = {"interleaved", "half"}
%!       t = rome_probe ("loop", x, c, s, "format", "bshd"(order{1}), "pairing", pairing{1}, "rounds", 3, "threads", 2);
%!       assert (size (t) == [1, 3] && all (t > 1e-6 & t < 1));
%!     endfor
%!   endfor
%! endfor
%! x0 = x + 0;  rome_probe ("loop", x, c, s);  assert (isequal (x, x0));

%!test  # every way to memory gives the same bits
%! x = rand (64, 2^15);  [c, s] = rope_cache (2^15, 64);
%! y = rope_apply (x, c, s, "format", "ds");
%! old = rome_probe ("allocation");
%! assert (old, "huge pages");
%! unwind_protect
%!   for name = {"plain pages", "cleared", "huge pages"}
%!     before = rome_probe ("allocation", name{1});
%!     assert (rome_probe ("allocation"), name{1});
%!     assert (isequal (rope_apply (x, c, s, "format", "ds"), y));
%!     assert (isequal (rope_apply (ones (0, 4), ones (3, 2), ones (3, 2)), ones (0, 4)));
%!     assert (before, old);
%!     old = name{1};
%!   endfor
%! unwind_protect_cleanup
%!   rome_probe ("allocation", "huge pages");
%! end_unwind_protect

%!test  # empty
%! assert (rome_probe (), 0);
%! assert (rome_probe (rand (3), {1}, "x"), 0);

## Test input validation
%!error <Invalid call to rome_probe> rome_probe ("copy")
%!error <Invalid call to rome_probe> [a, b] = rome_probe ("copy", 5)
%!error <rome_probe: WHAT must be "copy", "loop" or "allocation", got "speed"> rome_probe ("speed")
%!error <Invalid call to rome_probe> rome_probe ("loop", 1, 2)
%!error <rome_probe: C must be S-by-2, got 3x1> rome_probe ("loop", ones (3, 4), ones (3, 1), ones (3, 1))
%!error <rome_probe: X must be double or single, of format "bshd" or "dhsb", with a row of C for each token> rome_probe ("loop", ones (3, 4), ones (2, 2), ones (2, 2))
%!error <rome_probe: X must be double or single, of format> rome_probe ("loop", ones (3, 4), ones (4, 2), ones (4, 2), "offset", 1)
%!error <rome_probe: X must be double or single, of format> rome_probe ("loop", ones (3, 5, 4), ones (4, 2), ones (4, 2), "format", "hsd")
%!error <rome_probe: PAIRING must be one of "interleaved", "half", got "quarter"> rome_probe ("loop", ones (3, 4), ones (4, 2), ones (4, 2), "pairing", "quarter")
%!error <rome_probe: ROUNDS must be an integer from 1 to 1000000, got 0> rome_probe ("loop", ones (3, 4), ones (4, 2), ones (4, 2), "rounds", 0)
%!error <rome_probe: BYTES must be an integer from 1 to> rome_probe ("copy", 0)
%!error id=rome:outOfMemory rome_probe ("copy", 2^45)
%!error <rome_probe: ROUNDS must be an integer from 1 to 1000000, got 0> rome_probe ("copy", 5, "rounds", 0)
%!error <rome_probe: THREADS must be an integer from 1 to 1024, got 0> rome_probe ("copy", 5, "threads", 0)
%!error <rome_probe: unknown option 'n'; valid options are rounds, threads> rome_probe ("copy", 5, "n", 0)
%!error <rome_probe: ALLOCATION must be one of "huge pages", "plain pages", "cleared", got "none"> rome_probe ("allocation", "none")
*/
