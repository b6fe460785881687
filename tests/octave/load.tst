## load.tst - the calls of make check-load, once each: the bits are those stored, and a wrong one would be noticed.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!shared folder, hashes
%! folder = fullfile (fileparts (which ("run_one")), "..", "trust", "load");
%! addpath (folder);
%! hashes = load_hashes (fullfile (folder, "hashes.txt"));

%!test  # every problem, on one thread and on two
%! assert (numel (hashes), 300);
%! for k = 0:numel (hashes) - 1
%!   assert (load_hash (load_problem (k, 1 + mod (floor (k / 10), 2))), hashes{k+1}, sprintf ("problem %d", k));
%! endfor

%!test  # a single bit makes another hash
%! r = load_problem (1, 1);
%! other = r;
%! other{1}(end) = typecast (bitxor (typecast (other{1}(end), "uint64"), uint64 (1)), "double");
%! assert (! strcmp (load_hash (r), load_hash (other)));

%!test  # the worker counts, and fails where one is wrong
%! t = evalc ("load_worker (1, 0.5, hashes(1:10));");
%! assert (! isempty (regexp (t, '^seed 1: \d+ calls in \d+ s, 0 wrong, ', "once")));
%! wrong = hashes(1:10);
%! wrong{4} = hashes{5};
%! fail ("evalc (\"load_worker (1, 5, wrong);\")", "other bits than stored of problem 3 on");

%!test
%! rmpath (folder);
