// rome_threads.cc - help and tests of rome_threads; the work is in builtin_rome_threads.c.
//
// SPDX-License-Identifier: GPL-3.0-or-later
#include "octave_gate.h"

// PKG_ADD: autoload ("rome_threads", "rome.oct");
// PKG_DEL: autoload ("rome_threads", "rome.oct", "remove");
ROME_BUILTIN (rome_threads, R"(-*- texinfo -*-
@deftypefn  {} {@var{n} =} rome_threads ()
@deftypefnx {} {@var{old} =} rome_threads (@var{n})
@deftypefnx {} {@var{old} =} rome_threads ("default")
Number of threads that the compiled functions use.

Without argument, the number that a call uses unless its option @qcode{"threads"} says otherwise.  With an integer @var{n} from 1 to
1024 that number is set for the rest of the session (@code{clear all} does not undo it); the number that was in force before is
returned, so that @code{rome_threads (@var{old})} restores it.

@qcode{"default"} leaves the number to OpenMP again, as it is when the session starts: the environment variable
@env{OMP_NUM_THREADS} if that was set before Octave was started (a later @code{setenv} has no effect), else one thread per
processor that the process may run on.

No result depends on the number of threads.  Small calls (below about 64k elements) use one thread whatever is set: starting more would take
longer than the work.

@strong{Errors}: @code{rome:badClass}, @code{rome:sizeMismatch}, @code{rome:badValue} (@var{n} outside 1 @dots{} 1024 or no integer),
@code{rome:badOption} (a word other than @qcode{"default"}).

@example
@group
old = rome_threads (1);      # time something on one core
rome_threads ()
@result{} ans = 1
rome_threads (old);
@end group
@end example

@seealso{rome_info, rome_memory, rome_bench, rope_apply}
@end deftypefn)")

/*
%!demo
%! x = randn (128, 32, 1024);  [c, s] = rope_cache (1024, 128);
%! old = rome_threads ();
%! for n = unique ([1, old])
%!   rome_threads (n);
%!   rope_apply (x, c, s, "format", "dhs");
%!   tic;  for k = 1:5, y = rope_apply (x, c, s, "format", "dhs"); end
%!   printf ("%d thread(s): %.1f ms\n", n, 1e3 * toc / 5);
%! endfor
%! rome_threads (old);

%!test  # query, set, restore
%! start = rome_threads ();
%! assert (start >= 1 && start == fix (start));
%! unwind_protect
%!   old = rome_threads (3);
%!   assert (old, start);
%!   assert (rome_threads (), 3);
%!   assert (rome_info ().threads, 3);
%!   assert (rome_threads (int8 (2)), 3);
%!   assert (rome_threads ("default"), 2);
%!   rome_threads (5);                       # nothing is returned, or printed, where nothing is asked
%!   assert (evalc ("rome_threads (5);"), "");
%! unwind_protect_cleanup
%!   rome_threads (start);
%! end_unwind_protect
%! assert (rome_threads (), start);

%!test  # the number stays, and results do not depend on it
%! x = randn (2, 700, 8, 64);  [c, s] = rope_cache (700, 64);
%! old = rome_threads (1);
%! y = rope_apply (x, c, s);
%! unwind_protect
%!   for n = [2, 3, 8]
%!     rome_threads (n);
%!     assert (isequal (rope_apply (x, c, s), y));
%!     [d, t] = rope_cache (700, 64);
%!     assert (isequal (d, c) && isequal (t, s));
%!   endfor
%! unwind_protect_cleanup
%!   rome_threads (old);
%! end_unwind_protect

%!test  # OMP_NUM_THREADS of the environment is the default; clear all does not undo what was set
%! here = fileparts (which ("rome_threads"));
%! run = @(code) nthargout (2, @system, sprintf ("OMP_NUM_THREADS=3 '%s' -qf --no-history --path '%s' --eval '%s'", fullfile (OCTAVE_HOME (), "bin", "octave-cli"), here, code));
%! assert (str2double (run ("disp (rome_threads ())")), 3);
%! assert (str2double (run ("rome_threads (7); clear all; disp (rome_threads ())")), 7);
%! assert (str2double (run ("rome_threads (7); rome_threads (\"default\"); disp (rome_threads ())")), 3);

%!testif ; exist ("/proc/self/task", "dir") == 7  # that many threads are really there: set by rome_threads, by the environment, by the option
%! here = fileparts (which ("rome_threads"));
%! code = ["n = @() numel (dir (\"/proc/self/task\"));  x = single (ones (128, 32, 512));  [c, s] = rope_cache (512, 128, \"threads\", 1);  m = rand (128, \"single\");  C = [c, c];" ...
%!         "before = n ();  %s;  disp (n () - before)"];
%! started = @(env, what) str2double (nthargout (2, @system, sprintf ("%s '%s' -qf --no-history --path '%s' --eval '%s'", env, ...
%!                                    fullfile (OCTAVE_HOME (), "bin", "octave-cli"), here, sprintf (code, what))));
%! rotate = "rope_apply (x, c, s, \"format\", \"dhs\")";
%! assert (started ("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1", rotate), 0);
%! assert (started ("OMP_NUM_THREADS=3 OPENBLAS_NUM_THREADS=1", rotate), 2);
%! assert (started ("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1", ["rome_threads (4); ", rotate]), 3);
%! assert (started ("OMP_NUM_THREADS=3 OPENBLAS_NUM_THREADS=1", ["rome_threads (1); ", rotate]), 0);
%! assert (started ("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1", "rope_apply (x, c, s, \"format\", \"dhs\", \"threads\", 2)"), 1);
%! assert (started ("OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1", "rome_apply (x, m, C, C, \"format\", \"dhs\", \"threads\", 2)"), 1);
%! assert (started ("OMP_NUM_THREADS=3 OPENBLAS_NUM_THREADS=1", "rope_apply (x(:,:,1:2), c, s, \"format\", \"dhs\")"), 0);      # too small to share

## Test input validation
%!error <Invalid call to rome_threads> rome_threads (1, 2)
%!error <Invalid call to rome_threads> [a, b] = rome_threads ()
%!error id=rome:badValue rome_threads (0)
%!error <rome_threads: N must be an integer from 1 to 1024, got 0> rome_threads (0)
%!error <rome_threads: N must be an integer from 1 to 1024, got 1.5> rome_threads (1.5)
%!error <rome_threads: N must be an integer from 1 to 1024, got 1025> rome_threads (1025)
%!error <rome_threads: N must be an integer from 1 to 1024, got nan> rome_threads (NaN)
%!error <rome_threads: N must be a scalar, got 1x2> rome_threads ([1, 2])
%!error id=rome:sizeMismatch rome_threads ([])
%!error <rome_threads: N must be real, got complex double> rome_threads (2i)
%!error <rome_threads: N must be real numbers, got logical> rome_threads (true)
%!error id=rome:badOption rome_threads ("all")
%!error <rome_threads: N must be an integer or "default", got "all"> rome_threads ("all")
*/
