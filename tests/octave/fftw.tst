## fftw.tst - rope_lagscore and what a process has set and learnt in FFTW: the same bits whatever it is, and nothing of it changed.
##
## Plans are kept, so that each case has a process of its own.  (The state is asked for twice: Octave sets its own up at the first time.)
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function said = in_a_process_of_its_own (first)
%!  code = [first, "; folder = fileparts (which (\"rope_lagscore\"));", ...
%!          "randn (\"twister\", 5); q = randn (4000, 64); k = randn (4000, 64); r = randn (300, 3, 8);", ...
%!          "state = @() {sort(strsplit (fftw (\"dwisdom\"), \"\\n\")), fftw(\"swisdom\"), fftw(\"threads\"), fftw(\"planner\")};", ...
%!          "state (); before = state (); A = rope_lagscore (q, k); B = rope_lagscore (r, r, \"grid\", [15, 20], \"axes\", [4, 4]);", ...
%!          "same = isequal (state (), before);", ...
%!          "printf (\"%s %s %d\", hash (\"md5\", num2hex (A)(:)'), hash (\"md5\", num2hex (B)(:)'), same);"];
%!  octave = fullfile (OCTAVE_HOME (), "bin", "octave-cli");
%!  folder = fileparts (which ("rope_lagscore"));
%!  [status, said] = system (sprintf ("'%s' -qf --no-history --path '%s' --eval '%s' 2>&1", octave, folder, strrep (code, "'", "'\\''")));
%!  assert (status == 0, "%s", said);
%!endfunction

%!test
%! alone = in_a_process_of_its_own ("x = 1");
%! assert (! isempty (regexp (alone, "^[0-9a-f]{32} [0-9a-f]{32} 1$")), "%s", alone);
%! assert (in_a_process_of_its_own ("fftw (\"threads\", 1)"), alone);
%! assert (in_a_process_of_its_own ("fftw (\"threads\", 4)"), alone);
%! learnt = "fftw (\"planner\", \"measure\"); for n = [2000, 4000, 4200, 7875, 8000, 8192, 15, 29, 30, 20, 39, 40], fft (complex (randn (n, 32), 1)); fft2 (complex (randn (n, 8), 1)); end";
%! assert (in_a_process_of_its_own (learnt), alone);
