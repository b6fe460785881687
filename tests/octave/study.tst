## study.tst - rope_study end to end: small studies into a temporary folder.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!shared folder, r, text, small, arguments, one
%! folder = tempname ();
%! text = evalc ("r = rope_study ('output', folder, 'positions', 512, 'grid', {[8 16], [4 4 8]}, 'plots', false);");
%! small = struct ("name", "small", "dim", 16, "head_dim", 16, "options", struct ("base", 100));
%! arguments = {small, "positions", 3000, "evaluations", {"rope_cache_ref", "ggml", "hf16"}, "formats", {"single", "bf16"}, "plots", false};
%! evalc ("one = rope_study (arguments{:}, 'output', fullfile (folder, 'one'));");

## The cells of summary.csv below the header that have these texts in these columns; of one column, or all.
%!function c = cells (folder, wanted, name)
%! c = strsplit (strtrim (fileread (fullfile (folder, "summary.csv"))), "\n");
%! c = cellfun (@(t) strsplit (t, ",", "CollapseDelimiters", false), c, "UniformOutput", false);
%! c = vertcat (c{:});
%! head = c(1,:);
%! c = c(2:end,:);
%! for k = 1:2:numel (wanted)
%!   c = c(strcmp (c(:,strcmp (head, wanted{k})), wanted{k+1}), :);
%! endfor
%! if (nargin > 2)
%!   c = c(:,strcmp (head, name));
%! endif
%!endfunction

%!test  # the columns, in their order
%! fid = fopen (fullfile (folder, "summary.csv"));
%! header = fgetl (fid);
%! fclose (fid);
%! assert (header, ["dims,axes,pairing,class,implementation,quantity,points,max_ulp,mean_ulp,rms_ulp,", ...
%!   "not_correctly_rounded,max_abs,bound,worst_position,worst_pair,differing_bits"]);

%!test  # every case, pairing and class has every row
%! c = cells (folder, {});
%! key = strcat (c(:,1), "|", c(:,3), "|", c(:,4));
%! assert (numel (unique (key)), 12);
%! for k = unique (key)'
%!   assert (sum (strcmp (key, k{1})), 15 + 3 * any (strfind (k{1}, "single")));
%! endfor
%! assert (unique (c(:,2)), {"128"; "44;42;42"; "64;64"});

%!test  # 0 differing bits of RoPE, RoME fused and gemm, and both models
%! e = {"quantity", "equivalence"};
%! assert (unique (cells (folder, e, "implementation")), ...
%!         {"rome_apply fused"; "rome_apply gemm"; "rome_ref"; "rope_apply"; "rope_ref"});
%! assert (cells (folder, e, "differing_bits"), repmat ({"0"}, 60, 1));
%! assert (all (str2double (cells (folder, e, "points")) >= 128 * 128));
%! assert (sum (! cellfun (@isempty, cells (folder, {}, "differing_bits"))), 60);

%!test  # the builtin's tables: nothing misrounded, never above half an ulp
%! t = {"quantity", "table", "implementation", "rope_cache"};
%! assert (cells (folder, t, "not_correctly_rounded"), repmat ({"0"}, 12, 1));
%! assert (cells (folder, t, "bound"), repmat ({"0.5"}, 12, 1));
%! assert (all (str2double (cells (folder, t, "max_ulp")) <= 0.5));

%!test  # the float32 evaluation: its real error, no bound, single only
%! t = {"quantity", "table", "implementation", "float32 (Hugging Face)"};
%! assert (cells (folder, t, "class"), repmat ({"single"}, 6, 1));
%! assert (cells (folder, t, "bound"), repmat ({""}, 6, 1));
%! e = str2double (cells (folder, [t, {"dims", "1"}], "max_abs"));
%! [c, s] = rope_cache_hf32_ref (512, 128, "base", 5e5);
%! [C, S] = rope_cache (512, 128, "base", 5e5);
%! assert (e(1), max (abs ([double(c) - C, double(s) - S](:))), -1e-6);
%! assert (e(1), e(2));

%!test  # every bound holds
%! b = str2double (cells (folder, {}, "bound"));
%! m = str2double (cells (folder, {}, "max_ulp"));
%! assert (sum (! isnan (b)), 12 * (1 + 5 + 3));
%! assert (all (m(! isnan (b)) <= b(! isnan (b))));

%!test  # positions and pairs are those of the case
%! w = cells (folder, {}, "worst_position");
%! d = str2double (cells (folder, {}, "dims"));
%! sizes = {512, [8, 16], [4, 4, 8]};
%! for k = find (! cellfun (@isempty, w))'
%!   if (! strncmp (w{k}, "shift", 5))
%!     p = str2double (strsplit (w{k}, ";"));
%!     assert (numel (p), d(k));
%!     assert (all (p >= 0 & p < sizes{d(k)}));
%!   endif
%! endfor
%! i = str2double (cells (folder, {}, "worst_pair"));
%! assert (all (isnan (i) | (i >= 0 & i < 64)));

%!test  # the returned struct says the same as the file
%! assert (r.passed);
%! assert (numel (r.rows), rows (cells (folder, {})));
%! assert (cellfun (@(f) exist (f, "file"), r.files), [2, 2]);
%! assert ([r.rows.dims]', str2double (cells (folder, {}, "dims")));

%!test  # the terminal: progress, table, outcome, files
%! assert (any (strfind (text, "llama-3-8b: tables against the truth")));
%! assert (any (strfind (text, "must be at most")));
%! assert (numel (strfind (text, "\nok ")), numel (r.checks));
%! assert (any (strfind (text, fullfile (folder, "summary.csv"))));

%!test  # the report needs no other file
%! html = fileread (fullfile (folder, "report.html"));
%! assert (strncmp (html, "<!DOCTYPE html>", 15));
%! assert (isempty (regexp (html, '(src|href)="(?!data:)', "once")));
%! assert (isempty (strfind (html, "http")));
%! assert (any (strfind (html, "Bounds and measurements")));

%!testif ; ! isempty (available_graphics_toolkits ())  # pictures, in files and in the report
%! warning ("off", "all", "local");
%! t = evalc ("p = rope_study ({'llama-3-8b', 'axial-2d'}, 'output', folder, 'positions', 64, 'grid', [4 8]);");
%! names = cellfun (@(f) f(find (f == filesep (), 1, "last")+1:end), p.files, "UniformOutput", false);
%! assert (names, {"summary.csv", "report.html", "bounds.png", "llama-3-8b-table-error.png", "llama-3-8b-hf32-map.png", ...
%!   "llama-3-8b-hf32-blame.png", "llama-3-8b-distribution.png", "llama-3-8b-relative-position.png", ...
%!   "axial-2d-matrix.png", "axial-2d-hf32-grid.png"});
%! for f = p.files(3:end)
%!   info = imfinfo (f{1});
%!   assert ([info.Width, info.Height], [2000, 1120], 2);
%! endfor
%! html = fileread (fullfile (folder, "report.html"));
%! assert (numel (strfind (html, 'src="data:image/png;base64,')), 8);
%! assert (numel (strfind (html, "<b>Figure ")), 8);
%! assert (any (strfind (html, "<b>Figure 1. Every measured maximum lies inside the bound that is proved for it.</b>")));

%!test  # no graphics toolkit: a warning, and all numbers
%! none = fullfile (folder, "none");
%! mkdir (none);
%! fid = fopen (fullfile (none, "available_graphics_toolkits.m"), "w");
%! fputs (fid, "function t = available_graphics_toolkits ()\n t = {};\nend\n");
%! fclose (fid);
%! warning ("off", "Octave:shadowed-function", "local");
%! lastwarn ("");
%! addpath (none);
%! unwind_protect
%!   evalc ("q = rope_study ('axial-2d', 'output', fullfile (folder, 'bare'), 'grid', [4 8]);");
%!   [text, id] = lastwarn ();
%! unwind_protect_cleanup
%!   rmpath (none);
%! end_unwind_protect
%! assert (id, "rome:noPictures");
%! assert (text, "rope_study: 0 of 3 pictures made: no graphics toolkit (in Debian: gnuplot-nox, ghostscript, fonts-freefont-otf)");
%! assert (q.passed && numel (q.files) == 2);
%! assert (exist (fullfile (folder, "bare", "results.mat"), "file"), 2);

%!test  # an unknown model is rope_config's error
%! ok = false;
%! try
%!   rope_study ("no-such-model");
%! catch err
%!   ok = strncmp (err.message, "rope_config:", 12);
%! end_try_catch
%! assert (ok);

%!function same_files (a, b)
%!  for name = {"summary.csv", "results.csv"}
%!    assert (fileread (fullfile (a, name{1})), fileread (fullfile (b, name{1})));
%!  endfor
%!endfunction

%!test  # shards in any order, merged: the numbers of one run, bit for bit
%! f = fullfile (folder, "shards");
%! for k = [3 1 2]
%!   evalc ("s = rope_study (arguments{:}, 'output', f, 'shard', [k 3]);");
%!   assert (s.pieces, k:3:s.of);
%!   assert (exist (fullfile (f, "summary.csv"), "file"), 0);
%! endfor
%! evalc ("r = rope_study (arguments{:}, 'output', f, 'merge', true);");
%! assert (r.rows, one.rows);
%! assert (r.checks, one.checks);
%! same_files (f, fullfile (folder, "one"));
%! a = load (r.data{2});  b = load (one.data{2});
%! assert (a.study.details, b.study.details);
%! assert (a.study.versions.rome, rome_info ().version);
%! assert (a.study.parameters.positions, 3000);

%!test  # a missing shard is named; another seed does not take these pieces
%! f = fullfile (folder, "shards");
%! gone = dir (fullfile (f, "parts", "*-000002.mat"));
%! delete (fullfile (f, "parts", gone.name));
%! fail ("evalc (\"rope_study (arguments{:}, 'output', f, 'merge', true);\")", "1 of [0-9]+ pieces are missing in .*parts \\(numbers 2\\)");
%! fail ("evalc (\"rope_study (arguments{:}, 'output', f, 'merge', true, 'seed', 2);\")", "([0-9]+) of \\1 pieces are missing");

%!test  # a run that was interrupted goes on; a damaged piece is computed anew
%! f = fullfile (folder, "shards");
%! piece = dir (fullfile (f, "parts", "*-000003.mat"));
%! fid = fopen (fullfile (f, "parts", piece.name), "r+");
%! fwrite (fid, zeros (1, 300));
%! fclose (fid);
%! t = evalc ("r = rope_study (arguments{:}, 'output', f);");
%! total = numel (dir (fullfile (f, "parts")));
%! assert (! isempty (regexp (t, "[0-9]+ of [0-9]+ pieces were there", "once")));
%! assert (r.rows, one.rows);
%! same_files (f, fullfile (folder, "one"));
%! assert (isfolder (fullfile (f, "parts")), false);        # done: nothing is left over

%!test  # a full disk (a limit on the size of files): a clear error, what is there stays, and the run goes on
%! f = fullfile (folder, "full");
%! octave = fullfile (OCTAVE_HOME (), "bin", "octave-cli");
%! here = sprintf ("--path '%s' ", fileparts (file_in_loadpath ("rome.oct")), fileparts (which ("rope_study")), fileparts (which ("rope_ref")));
%! code = sprintf ("%s/run.m", folder);
%! fid = fopen (code, "w");
%! fprintf (fid, "small = struct ('name', 'small', 'dim', 16, 'head_dim', 16, 'options', struct ('base', 100));\n");
%! fprintf (fid, "for k = 1:2\n try\n  evalc (\"rope_study (small, 'positions', 64, 'plots', false, 'output', '%s');\");\n", f);
%! fprintf (fid, "  disp ('done');\n catch e\n  disp (e.identifier);\n end\nend\n");
%! fclose (fid);
%! [status, out] = system (sprintf ("bash -c \"trap '' XFSZ; ulimit -f 16; '%s' -qf --no-history %s '%s'\" 2>&1", octave, here, code));
%! assert (any (strfind (out, "rome:cannotWrite")), true);
%! assert (numel (dir (fullfile (f, "parts", "*.mat"))) > 0);
%! assert (isempty (dir (fullfile (f, "parts", "*.tmp"))));
%! t = evalc ("r = rope_study (small, 'positions', 64, 'plots', false, 'output', f);");
%! assert (! isempty (strfind (t, "pieces were there")));
%! assert (r.passed);

%!testif ; system ("unshare -m mount -t tmpfs tmpfs /mnt 2>&1 >/dev/null") == 0   # a disk that is really full: whoever may mount one of 60 kB
%! f = fullfile (folder, "small_disk");
%! mkdir (f);
%! octave = fullfile (OCTAVE_HOME (), "bin", "octave-cli");
%! here = sprintf ("--path '%s' ", fileparts (file_in_loadpath ("rome.oct")), fileparts (which ("rope_study")), fileparts (which ("rope_ref")));
%! code = fullfile (folder, "small_disk.m");
%! fid = fopen (code, "w");
%! fprintf (fid, "small = struct ('name', 'small', 'dim', 16, 'head_dim', 16, 'options', struct ('base', 100));\n");
%! fprintf (fid, "for k = 1:2\n try\n  evalc (\"rope_study (small, 'positions', 4096, 'plots', false, 'output', '%s/study');\");\n", f);
%! fprintf (fid, "  disp ('done');\n catch e\n  disp (e.identifier);\n end\nend\n");
%! fprintf (fid, "printf ('%%d parts\\n', numel (dir ('%s/study/parts/*.mat')));\n", f);
%! fprintf (fid, "system (\"mount -o remount,size=4m '%s'\");\n", f);
%! fprintf (fid, "t = evalc (\"r = rope_study (small, 'positions', 4096, 'plots', false, 'output', '%s/study');\");\n", f);
%! fprintf (fid, "printf ('%%d %%d\\n', ! isempty (strfind (t, 'pieces were there')), r.passed);\n");
%! fclose (fid);
%! [status, out] = system (sprintf ("unshare -m sh -c \"mount -t tmpfs -o size=60k tmpfs '%s' && '%s' -qf --no-history %s '%s'\" 2>&1", f, octave, here, code));
%! assert (! isempty (regexp (out, "^rome:cannotWrite\nrome:cannotWrite\n[1-9] parts\n1 1\n$", "once")), "%s", out);

%!test  # every number format, 10 million positions by sample, hard points among them
%! evalc ("r = rope_study (small, 'positions', 1e7, 'samples', 500, 'formats', {'double', 'single', 'bf16', 'f16'}, 'evaluations', {'hf32', 'bf16pos', 'all16'}, 'plots', false, 'output', fullfile (folder, 'wide'));");
%! assert (r.passed);
%! t = r.rows(strcmp ({r.rows.quantity}, "table") & strcmp ({r.rows.pairing}, "half"));
%! assert (numel (t), 4 + 1 + 1 + 2);
%! ours = t(strcmp ({t.evaluation}, "rope_cache"));
%! assert ([ours.not_correctly_rounded], [0 0 0 0]);
%! f32 = t(strcmp ({t.evaluation}, "hf32"));
%! assert (f32.max_abs > 0.1);                      # float32 at ten million
%! text = fileread (fullfile (folder, "wide", "results.csv"));
%! assert (! isempty (regexp (text, "# case 1: small; .*of 10000000 positions the first 4096, \\d+ log-uniform, \\d+ hard", "once")));
%! assert (any (strfind (text, "# seed: 1\n")));
%! d = load (fullfile (folder, "wide", "results.mat"));
%! p = d.study.cases{1}.positions;
%! assert (p([1, 4096, end]), [0; 4095; 1e7 - 1]);
%! assert (any (p == 2^23) && any (p == 2^23 - 1) && any (p == 355));   # 355/113: pi

%!test  # the statistics are those of rope_error
%! [c, s] = rope_cache_ggml_ref (3000, 16, "base", 100);
%! e = rope_error ({c, s}, rope_truth (3000, 16, "base", 100));
%! t = one.rows(strcmp ({one.rows.quantity}, "table") & strcmp ({one.rows.evaluation}, "ggml"))(1);
%! assert ([t.max_ulp, t.max_abs, t.not_correctly_rounded, t.points], [e.max_ulp, e.max_abs, e.not_correctly_rounded, e.points]);
%! assert ([t.mean_ulp, t.rms_ulp, t.bias_ulp], [e.mean_ulp, e.rms_ulp, e.bias_ulp], -1e-12);
%! assert ([t.p50, t.p99, t.p999, t.p9999], [e.p50_ulp, e.p99_ulp, e.p999_ulp, e.p9999_ulp], -0.004);
%! assert (t.p99 >= e.p99_ulp);
%! assert ({t.worst_pair, t.worst_position, t.worst_part}, {e.worst.pair, sprintf("%d", e.worst.position), e.worst.part});

%!test  # numbers of axes and dimensions; a Hugging Face config file
%! evalc ("r = rope_study (small, 'dims', 1:3, 'dim', [16 20], 'formats', 'single', 'positions', 64, 'grid', {[4 8], [2 4 4]}, 'plots', false, 'output', fullfile (folder, 'dims'));");
%! assert (unique ({r.rows.axes}), {"10;10", "16", "20", "6;6;4", "8;6;6", "8;8"});
%! assert (r.passed);
%! file = fullfile (folder, "config.json");
%! fid = fopen (file, "w");
%! fputs (fid, '{"model_type": "llama", "hidden_size": 64, "num_attention_heads": 4, "rope_theta": 5000.0, "max_position_embeddings": 512}');
%! fclose (fid);
%! evalc ("r = rope_study (file, 'positions', 64, 'plots', false, 'output', fullfile (folder, 'file'));");
%! assert (r.passed && r.rows(1).base == 5000 && r.rows(1).dim == 16);

%!test
%! confirm_recursive_rmdir (false, "local");
%! rmdir (folder, "s");

%!error <rope_study: model 'x' has the scale of xPos, with which a table is no rotation; give it without XPOS$> rope_study (struct ("name", "x", "dim", 8, "head_dim", 8, "pairing", "half", "options", struct ("xpos", "q")), "output", tempname ())
