## interrupt.tst - Ctrl-C within 2 seconds in every long call, nothing half done, settings put back; progress on a terminal.
##
## A child runs the call inside unwind_protect and says "go"; half a second later it gets SIGINT.  What the cleanup prints shows that
## the interpreter went on in an orderly way.

%!function [seconds, text] = interrupted (setup, code, cleanup)
%!  folder = fileparts (which ("rome_info"));
%!  m = fileparts (which ("rome_bench"));
%!  script = [tempname(), ".m"];  out = [tempname(), ".txt"];
%!  id = fopen (script, "w");
%!  fprintf (id, "%s\nunwind_protect\n  disp ('go'); fflush (stdout);\n  %s\nunwind_protect_cleanup\n  %s\nend_unwind_protect\n", setup, code, cleanup);
%!  fclose (id);
%!  octave = fullfile (OCTAVE_HOME (), "bin", "octave-cli");
%!  sh = sprintf (["'%s' -qf --no-history --path '%s' --path '%s' --path '%s' '%s' > '%s' 2>&1 & p=$!; n=0; " ...
%!                 "until grep -qs go '%s' || [ $n -gt 600 ]; do sleep 0.05; n=$((n+1)); done; sleep 0.5; a=$(date +%%s%%N); kill -INT $p; " ...
%!                 "wait $p; echo $(( ($(date +%%s%%N) - a) / 1000000 ))"], octave, folder, m, fullfile (m, "ref"), script, out, out);
%!  [~, answer] = system (sh);
%!  seconds = str2double (answer) / 1000;
%!  text = fileread (out);
%!  unlink (script);  unlink (out);
%!endfunction

## 2 seconds, or more where each processor has several programs to run
%!function s = soon ()
%!  s = 2;
%!  if (exist ("/proc/loadavg", "file"))
%!    s = s * max (1, sscanf (fileread ("/proc/loadavg"), "%g", 1) / nproc ());
%!  endif
%!endfunction

## long work; each of these would take many seconds
%!test
%! [t, text] = interrupted ("", "[c, s] = rope_cache (rand (3e6, 1) * 2^31, 64, 'dtype', 'single', 'threads', 1); disp (size (c))", "disp ('after'); disp (rope_apply ([1, 2], 0, 1))");
%! assert (t < soon ());
%! assert (strtrim (text), "go\nafter\n  -2   1");       # no table; the next call is right

%!test
%! [t, text] = interrupted ("x = single (ones (128, 32, 8000)); [c, s] = rope_cache (8000, 128, 'dtype', 'single');", "for k = 1:10000, y = rope_apply (x, c, s, 'format', 'dhs', 'threads', 1); end, disp (k)", "disp ('after')");
%! assert (t < soon ());
%! assert (strtrim (text), "go\nafter");

%!test  # in place: whole or empty, never half rotated
%! [t, text] = interrupted ("x = single (ones (128, 32, 8000)); [c, s] = rope_cache (8000, 128, 'dtype', 'single'); n = numel (x);", "for k = 1:10000, x = rope_apply (x, c, s, 'format', 'dhs', 'threads', 1, 'in_place', true); end, disp (k)", "disp (any (numel (x) == [0, n]))");
%! assert (t < soon ());
%! assert (strtrim (text), "go\n1");

%!test  # every other call that can be long; the next call is right
%! calls = {
%!  "x = ones (1024, 64, 2000); m = rand (1024); c = ones (2000, 1024);", "rome_apply (x, m, c, c, 'format', 'dhs');"
%!  "", "rope_truth (rand (3e6, 1) * 2^31, 64, 'threads', 1);"
%!  "", "rope_truth (rand (1e6, 1) * 2^31, 64, 'tier', 'gsl', 'threads', 1);"
%!  "", "rope_cache (1e6, 64, 'xpos', 'q', 'xpos', struct ('role', 'q', 'scale_base', 1e6), 'threads', 1);"
%!  "", "rope_cache (rand (2e6, 2) * 100, 64, 'axes', [32, 32], 'threads', 1);"
%!  "p = floor (rand (1e8, 1) * 2^30);", "rope_cache (p, 2, 'dtype', 'bf16', 'threads', 1);"
%!  "q = ones (2^20, 64);", "rope_lagscore (q, q, 'threads', 1);"
%!  "q = ones (2^20, 64);", "rope_lagscore (q, q, 'threads', 1, 'route', 'modulate');"
%!  "x = ones (512, 16, 8000); [c, s] = rope_cache (8000, 512); m = rome_matrix (512);", "rome_apply (x, m, c, s, 'format', 'dhs', 'engine', 'gemm', 'threads', 1);"
%!  "x = ones (512, 16, 8000); [c, s] = rope_cache (8000, 512); m = rome_matrix (512);", "for k = 1:1e4, rome_apply (x, m, c, s, 'format', 'dhs', 'threads', 1); end"
%!  "x = ones (512, 16, 8000); [c, s] = rope_cache (8000, 512);", "for k = 1:1e4, rope_grad (x, x, c, s, 'format', 'dhs'); end"
%!  "x = zeros (2^28, 1, 'single');", "for k = 1:1e4, rope_unpack (rope_pack (x, 'bf16'), 'bf16'); rope_round (x, 'f16'); end"
%!  "[c, s] = rope_cache (3e5, 128); t = rope_truth (3e5, 128);", "for k = 1:100, rope_error ({c, s}, t); end"
%!  "", "rope_study ('llama-3-8b', 'output', tempname (), 'plots', false);"
%!  "", "for k = 1:1000, rope_error_growth ({'hf32', 'ggml'}); end"
%!  "", "for k = 1:1000, rope_blame ('hf32'); rope_first_error ('hf32'); rope_freqs_error (); end"
%!  "f = [tempname(), '.npy']; x = ones (4000, 5000);", "for k = 1:1000, rope_save (f, x); x = rope_load (f); end"
%!  "", "for k = 1:1000, rope_grid ([100 300 300], 'scheme', 'qwen2-vl'); end"
%!  "", "for k = 1:1000, rope_mrope ({{'text', 90000}, {'image', [400 600]}, {'video', [80 400 600], 0.5}}); end"
%!  "", "for k = 1:1e4, rope_decay ('llama-2-7b'); rope_turns ('llama-2-7b'); rope_precision ('llama-3-8b'); rope_spectrum (8); end" };
%! if (isempty (getenv ("ROME_LONG")))
%!   calls = calls(1:3:end,:);                                 # a minute: all of them in make check-long
%! endif
%! for k = 1:rows (calls)
%!   [t, text] = interrupted (calls{k,1}, calls{k,2}, "disp ('after'); disp (rope_apply ([1, 2], 0, 1))");
%!   assert (t < soon (), sprintf ("%.1f s until %s", t, calls{k,2}));
%!   assert (isempty (strfind (text, "error:")), [calls{k,2}, ": ", text]);
%!   assert (! isempty (regexp (strtrim (text), "^go.*after\n  -2   1$", "once")), [calls{k,2}, ": ", text]);
%! endfor

%!test  # the bench puts the caller's settings back
%! code = "rome_bench ('shapes', [1, 1000, 32, 128], 'seconds', 60, 'threads', 1, 'verbose', false, 'output', '');";
%! [t, text] = interrupted ("rome_threads (3);", code, "m = rome_memory (); disp ([rome_threads(), m.recycle, m.kept, strcmp(rome_probe ('allocation'), 'huge pages')])");
%! assert (t < 0.5 + soon ());                                     # Octave's own operations have no place to stop in
%! assert (strtrim (text), "go\n   3   0   0   1");

## progress of a call that takes more than a second: on a terminal only, and wiped away; not every container has terminals
%!function ok = has_terminals ()
%!  ok = system ("script -qec true /dev/null < /dev/null > /dev/null 2>&1") == 0;
%!endfunction
%!testif ; has_terminals ()
%! octave = fullfile (OCTAVE_HOME (), "bin", "octave-cli");
%! run = sprintf ("'%s' -qf --no-history --path '%s' --eval \"rope_cache (rand (2e6, 1) * 2^31, 32, 'dtype', 'single', 'threads', 1);\"", octave, fileparts (which ("rome_info")));
%! [~, quiet] = system ([run, " 2>&1"]);
%! assert (quiet, "");
%! file = tempname ();
%! [~, text] = system (sprintf ("script -qec %s %s < /dev/null", ["'", strrep(run, "'", "'\\''"), "'"], file));
%! unlink (file);
%! assert (! isempty (regexp (text, 'rope_cache: \d+ %')));
%! assert (strtrim (text)(end-1:end), "[K");
