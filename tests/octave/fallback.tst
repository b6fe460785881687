## fallback.tst - a checkout where nothing is built: the reference models answer under the names of the builtins, and say so once.
##
## SPDX-License-Identifier: GPL-3.0-or-later

## What an Octave prints that has only this m/ (a copy without build/ beside it) and has run rome_setup.
%!function said = without_build (code)
%!  root = fileparts (fileparts (fileparts (which ("run_one"))));
%!  place = tempname ();
%!  mkdir (place);
%!  unwind_protect
%!    copyfile (fullfile (root, "m"), fullfile (place, "m"));
%!    mkdir (fullfile (place, "data"));
%!    copyfile (fullfile (root, "data", "models.json"), fullfile (place, "data"));  copyfile (fullfile (root, "data", "SHA256SUMS"), fullfile (place, "data"));
%!    mkdir (fullfile (place, "src"));
%!    copyfile (fullfile (root, "src", "rome.h"), fullfile (place, "src"));
%!    file = fullfile (place, "session.m");
%!    fid = fopen (file, "w");
%!    fprintf (fid, "cd ('%s');\naddpath m\nrome_setup\n%s\n", place, code);
%!    fclose (fid);
%!    [status, said] = system (sprintf ("'%s' -qf --no-history '%s' 2>&1", fullfile (OCTAVE_HOME (), "bin", "octave-cli"), file));
%!    said = strrep (said, place, "HERE");
%!     if (status != 0)
%!       error ("%s", said);
%!     endif
%!  unwind_protect_cleanup
%!    confirm_recursive_rmdir (false, "local");
%!    rmdir (place, "s");
%!  end_unwind_protect
%!endfunction

%!test  # every builtin has a stand-in, and no other name
%! list = autoload ();
%! names = sort ({list(! cellfun (@isempty, regexp ({list.file}, '\<rome\.oct$'))).function});
%! folder = fullfile (fileparts (fileparts (fileparts (which ("run_one")))), "m", "fallback");
%! files = sort (cellfun (@(f) f(1:end-2), {dir(fullfile (folder, "*.m")).name}, "UniformOutput", false));
%! assert (strjoin (setdiff (names, files), " "), "");
%! assert (strjoin (setdiff (files, names), " "), "");

%!test  # the models' results, and one notice
%! session = {"[c, s] = rope_cache (5, 8, 'threads', 2);", ...
%!            "[cr, sr] = rope_cache_ref (5, 8);", ...
%!            "assert ({c, s}, {cr, sr});", ...
%!            "rand ('twister', 1);  q = rand (2, 5, 3, 8);  k = rand (2, 5, 1, 8);", ...
%!            "[a, b] = rope_apply (q, k, c, s, 'pairing', 'half', 'Threads', 3);", ...
%!            "assert (a, rope_ref (q, c, s, 'pairing', 'half'));  assert (b, rope_ref (k, c, s, 'pairing', 'half'));", ...
%!            "assert (rome_apply (q, rome_matrix (8), c, s, struct ('engine', 'gemm')), rope_apply (q, c, s));", ...
%!            "u = rope_pack (q, 'bf16');", ...
%!            "y = rope_apply (u, c, s, 'dtype', 'bf16');", ...
%!            "assert (y, rope_pack (rope_ref (rope_unpack (u, 'bf16'), c, s), 'bf16'));", ...
%!            "assert (rome_apply (u, rome_matrix (8), c, s, 'dtype', 'bf16'), y);", ...
%!            "assert (rope_unpack (rope_cache (5, 8, 'dtype', 'f16'), 'f16'), single (rope_round (c, 'f16')));", ...
%!            "assert (class (rope_cache (5, 8, 'dtype', 'single')), 'single');", ...
%!            "assert (rope_freqs (8), rope_freqs_ref (8));", ...
%!            "assert (rome_threads (), 1);  assert (rome_info ().instruction_set, 'none');", ...
%!            "o = rope_config ('llama-3.1-8b');  rope_cache (3, o.dim, o.options);", ...
%!            "disp ('done')"};
%! said = without_build (strjoin (session, "\n"));
%! assert (regexp (said, 'RoME \d+\.\d+\.\d+: the compiled part is not built: run make in HERE, then rome_setup', "once"), 1);
%! assert (numel (strfind (said, "is not built; the slow")), 1);
%! assert (any (strfind (said, "warning: rope_cache: the compiled part of RoME is not built; the slow reference models (here rope_cache_ref)")));
%! assert (said(end-4:end), "done\n");

%!test  # what has no model says how to get it
%! for call = {"rope_truth (3, 8)", "rome_memory ()", "rome_probe ('empty')"}
%!   said = without_build (sprintf ("try, %s, catch err, disp (err.identifier), disp (err.message), end", call{1}));
%!   name = strtok (call{1});
%!   assert (any (strfind (said, sprintf ("rome:notBuilt\n%s: this needs the compiled part of RoME; run make in HERE, then rome_setup\n", name))));
%! endfor

%!test  # the same bits as the builtins, in double
%! [c, s] = rope_cache (6, 8);
%! rand ("twister", 2);
%! x = rand (3, 6, 2, 8);
%! file = [tempname(), ".mat"];
%! save ("-binary", file, "c", "s", "x");
%! said = without_build (sprintf ("load ('%s'); y = rope_apply (x, c, s, 'inverse', true); printf ('%%s', num2hex (y)');", file));
%! unlink (file);
%! y = num2hex (rope_apply (x, c, s, "inverse", true))';
%! assert (said(end-numel (y)+1:end), y(:)');
