function result = rome_bench (varargin)
%ROME_BENCH  Speed at the prompt, as ratios within one run: against memcpy, .m code and an empty call.
%
%   Usage: rome_bench ()
%          rome_bench (name, value, ...)
%          result = rome_bench (...)
%
%   Times rope_apply and what it can be compared with, in turn, several rounds, on the same arrays, and prints a table per
%   case.  Absolute times move with whatever else the machine does; ratios of one run are what can be quoted.  What runs on one
%   thread is timed by processor time; on more, by the clock on the wall, and the fastest round counts.
%
%   Options (name, value pairs in any case, or a struct):
%     'shapes'   cell array of the names below, or a matrix with rows [B S H D] for shapes of your own; default all names
%                  A  1 x 2048 x 32 x 128    a prompt (33.5 MB in single)
%                  B  1 x 8192 x 32 x 128    a long prompt (134 MB)
%                  C  32 x 64 x 1 x 128      many short sequences, one head (1 MB)
%                  D  2 x 512 x 32 x 128 and 2 x 512 x 8 x 128    queries and fewer keys in one call (21 MB)
%                  E  1 x 1 x 32 x 128       one token, as in decoding (16 KB)
%     'classes'  of 'single', 'double', 'bf16', 'f16'; default all
%     'pairings' of 'interleaved', 'half'; default both
%     'layouts'  of 'contiguous' ([D H S B], format 'dhsb': the memory order of a row-major bshd tensor) and 'planar'
%                ([B S H D], format 'bshd': each column of the head a plane of its own); default both
%     'threads'  numbers of threads; default 1 and 2, or 1 where there is one processor
%     'seconds'  time for each case, at least 3 rounds are made; default 4
%     'quick'    true: shapes C and E, class single, pairing interleaved, 0.3 seconds each, unless given otherwise
%     'peers'    folder with other libraries, built as tests/bench/README.md says: ggml (the folder itself, or ggml in it) and a Python
%                with onnxruntime (the folder itself, or venv in it); each is timed against the rotation in a program of its own
%     'output'   folder for the files, made if need be; default build/bench in the current folder; '' writes none
%     'verbose'  false prints nothing; default true
%
%   All of it is 80 cases of at least 'seconds' each; the largest arrays are made for three rounds whatever that takes (measured: 9
%   seconds of processor time for A, 27 for B in single).  Count on a quarter of an hour, longer where others use the machine, or
%   name shapes and classes.  Ctrl-C stops it and leaves everything as it was.  For figures to be
%   quoted let nothing else run, and start Octave with the environment variable OPENBLAS_NUM_THREADS=1: the threads of a product of
%   matrices go on spinning for a while and disturb what is timed next ('make bench-octave' does that).
%
%   Implementations timed:
%     memcpy        the C library's, on arrays that are in memory already, the threads sharing the work (rome_probe)
%     plain loop    two loops and two products in C, on arrays that are in memory already (rome_probe); double and single
%     x + 0         Octave's own copy: new memory for the result, one pass
%     rope_apply    as anybody calls it: new memory for each result
%     recycled      with rome_memory ('recycle', true)
%     in place      x = rope_apply (x, c, s, 'in_place', true)
%     cleared       the same kernel behind an array that Octave clears first, as most oct-files make it
%     rome_apply    the matrix form, engine 'auto'
%     .m split, .m swap, .m matrix, .m complex    the best vectorised .m code we know; the fastest of them counts as best .m
%     rope_ref      the reference model, plain .m code
%     empty call    a compiled function that does nothing, with the same arguments (shape E)
%   The 16-bit classes have no .m rows: Octave cannot compute with them.
%
%   RESULT is a struct:
%     rows     struct array, one element per case and implementation: shape, batch, tokens, heads, dim, layout, class, pairing,
%              implementation, threads, calls (timed in all), seconds (of a call: median, with several threads the fastest), spread (half the distance of the quartiles over
%              the median), ns_per_element (of x), gb_per_s (1e9 bytes of x read and y written), of_memcpy (memcpy's time
%              with as many threads over this one), over_loop (plain loop's time over this one),
%              over_best_m (best .m time over this one), over_cleared, over_empty
%     memory   struct array, one element per case: shape, layout, class, pairing, peak (largest growth of resident memory while the
%              arrays are made and rotated, bytes), peak_gemm (rotated by rome_apply with engine gemm), bound (input + output +
%              tables + 64 MB), peak_tables, bound_tables (making the tables: tables + 64 MB), within; and in place
%              (peak_in_place, bound_in_place: input + tables + 64 MB); NaN where the system does not tell
%     peers    struct array: peer, case, threads, ns_per_element (ours), over_peer (the peer's time over ours); [] without 'peers'
%     targets  struct array: text, value, wanted, met; those of the cases that were run
%     machine  struct: date, processor, processors, octave, rome (rome_info)
%     files    struct: csv, memory_csv, targets_csv, peers_csv, plots (cell array)
%
%   Files: bench.csv (rows), memory.csv, targets.csv, peers.csv (with 'peers'), and roofline-contiguous.png and -planar.png: bandwidth over the size of
%   the work with the line of memcpy, for the first class and pairing asked for (rope_plot_roofline).
%
%   Errors: rome:unknownOption, rome:badOption, rome:badValue, rome:cannotWrite, rome:notSupported ('peers' without a clone
%   of the repository; all before anything is timed), rome:peerFailed (a driver did not build or run; they run first).
%
%   Example:
%     r = rome_bench ('quick', true, 'output', '');
%     [r.targets.met]
%
%   See also: rope_apply, rome_memory, rome_threads, rome_probe, rope_plot_roofline, rome_info.

  opt = bench_options (varargin);
  cases = bench_list (opt);
  r.peers = [];
  if ~ isempty (opt.peers)
    r.peers = bench_peers (opt.peers, true);   % first: what fails, fails early
  end
  restore = bench_keep_state ();        % the caller's threads, memory and random numbers, whatever happens
  rand ('twister', 5);
  r.rows = [];
  r.memory = [];
  started = tic ();
  for i = 1:numel (cases)
    [rows, memory] = bench_run (cases(i), opt);
    r.rows = [r.rows, rows];
    r.memory = [r.memory, memory];
    if opt.verbose
      left = toc (started) / i * (numel (cases) - i);
      bench_print_case (cases(i), rows, memory, sprintf ('%d of %d, about %.0f s left', i, numel (cases), left));
    end
  end
  clear restore
  r.targets = bench_targets (r.rows);
  r.machine = bench_machine ();
  r.files = bench_write (r, opt);
  if opt.verbose
    bench_print_end (r);
  end
  if nargout > 0
    result = r;
  end

end

%!demo
%! % one token and many short sequences, as ratios
%! rome_bench ('quick', true, 'output', '');

%!function b = bytes_of (name)
%!  b = 2 * (1 + strcmp (name, "single"));
%!endfunction

%!test  # rows, ratios, targets, memory, files
%! folder = tempname ();
%! unwind_protect
%!   before = {rome_threads(), rome_memory(), rome_probe("allocation"), rand("twister")};
%!   text = evalc ("r = rome_bench ('shapes', [1, 40, 3, 8; 2, 700, 2, 16], 'classes', {'single', 'bf16'}, 'pairings', 'interleaved', 'threads', [1, 2], 'seconds', 0.01, 'output', folder);");
%!   assert (isequal ({rome_threads(), rome_memory(), rome_probe("allocation"), rand("twister")}, before));
%!   names = unique ({r.rows.implementation});
%!   assert (all (ismember ({"memcpy", "plain loop", "x + 0", "rope_apply", "recycled", "in place", "cleared", "rome_apply", ".m split", ".m swap", ".m matrix", ".m complex", "rope_ref", "empty call"}, names)));
%!   assert (numel (r.memory), 2 * 2 * 2);
%!   for row = r.rows
%!     assert (row.seconds > 0 && row.seconds < 1 && row.calls >= 3);
%!     assert (row.gb_per_s, 2 * row.batch * row.tokens * row.heads * row.dim * bytes_of (row.class) / row.seconds / 1e9, -1e-12);
%!     same = strcmp ({r.rows.shape}, row.shape) & strcmp ({r.rows.layout}, row.layout) & strcmp ({r.rows.class}, row.class) & strcmp ({r.rows.pairing}, row.pairing);
%!     copy = r.rows(same & strcmp ({r.rows.implementation}, "memcpy") & [r.rows.threads] == row.threads);
%!     assert (row.of_memcpy, copy.seconds / row.seconds, -1e-12);
%!     m = [r.rows(same & strncmp ({r.rows.implementation}, ".m ", 3)).seconds];
%!     if (strcmp (row.class, "bf16"))  assert (isempty (m) && isnan (row.over_best_m));  else  assert (row.over_best_m, min (m) / row.seconds, -1e-12);  endif
%!     loop = r.rows(same & strcmp ({r.rows.implementation}, "plain loop") & [r.rows.threads] == row.threads);
%!     if (strcmp (row.class, "bf16"))  assert (isempty (loop) && isnan (row.over_loop));  else  assert (row.over_loop, loop.seconds / row.seconds, -1e-12);  endif
%!   endfor
%!   for m = r.memory
%!     assert (isnan (m.peak) || (m.within && m.peak <= m.bound && m.peak_gemm <= m.bound && m.peak_tables <= m.bound_tables));
%!   endfor
%!   csv = strsplit (strtrim (fileread (r.files.csv)), "\n");
%!   assert (numel (csv), numel (r.rows) + 1);
%!   assert (numel (strsplit (csv{1}, ",", "CollapseDelimiters", false)), numel (strsplit (csv{end}, ",", "CollapseDelimiters", false)));
%!   assert (numel (r.files.plots), 2);
%!   for f = [r.files.plots, {r.files.memory_csv, r.files.targets_csv}]
%!     assert (stat (f{1}).size > 20);
%!   endfor
%!   assert (any (strfind (text, "memcpy")) && any (strfind (text, "8 of 8")));
%! unwind_protect_cleanup
%!   confirm_recursive_rmdir (false, "local");
%!   [~, ~] = rmdir (folder, "s");
%! end_unwind_protect

%!test  # quick: seconds, the target of the decoding call, nothing written, nothing printed
%! text = evalc ("r = rome_bench ('quick', true, 'output', '', 'verbose', false, 'seconds', 0.1);");
%! assert (text, "");
%! assert (sort (unique ({r.rows.shape})), {"C", "E"});
%! assert (isempty (r.files.csv) && isempty (r.files.plots));
%! assert (numel (r.targets) >= 3);
%! e = r.rows(strcmp ({r.rows.shape}, "E") & strcmp ({r.rows.implementation}, "rope_apply") & [r.rows.threads] == 1);
%! assert (all ([e.seconds] < 1e-2));       # the target is 6 us; a busy machine takes longer

%% Test input validation
%!error id=rome:unknownOption rome_bench ("shape", "A")
%!error <rome_bench: SHAPES must be of A, B, C, D, E, or a matrix with rows \[B S H D\] of positive integers, D even> rome_bench ("shapes", {"F"})
%!error <rome_bench: SHAPES must be of> rome_bench ("shapes", [1, 2, 3])
%!error <rome_bench: SHAPES must be of> rome_bench ("shapes", [1, 2, 3, 5])
%!error <rome_bench: CLASSES must be of single, double, bf16, f16> rome_bench ("classes", {"int8"})
%!error <rome_bench: PAIRINGS must be of interleaved, half> rome_bench ("pairings", "quarter")
%!error <rome_bench: LAYOUTS must be of contiguous, planar> rome_bench ("layouts", "bshd")
%!error <rome_bench: THREADS must be integers from 1 to 1024> rome_bench ("threads", 0)
%!error <rome_bench: SECONDS must be a positive number> rome_bench ("seconds", -1)
%!error <rome_bench: QUICK must be true or false> rome_bench ("quick", 3)
%!error <rome_bench: PEERS must be the name of a folder> rome_bench ("peers", 3)
%!error <rome_bench: PEERS must be a folder with ggml or a Python, see tests/bench/README.md, got '/nowhere'> rome_bench ("peers", "/nowhere")
%!error <rome_bench: OUTPUT must be the name of a folder> rome_bench ("output", 3)
%!error id=rome:cannotWrite rome_bench ("output", "/dev/null/bench")
