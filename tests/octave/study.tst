## study.tst - rope_study end to end: small studies into a temporary folder.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!shared folder, r, text
%! folder = tempname ();
%! text = evalc ("r = rope_study ('output', folder, 'positions', 512, 'grid', {[8 16], [4 4 8]}, 'plots', false);");

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
%! assert (names, {"summary.csv", "report.html", "llama-3-8b-table-error.png", "llama-3-8b-float32-map.png", ...
%!   "llama-3-8b-relative-position.png", "axial-2d-grid.png", "bounds.png"});
%! for f = p.files(3:end)
%!   info = imfinfo (f{1});
%!   assert ([info.Width, info.Height], [1200, 560]);
%! endfor
%! html = fileread (fullfile (folder, "report.html"));
%! assert (numel (strfind (html, 'src="data:image/png;base64,')), 5);

%!test  # an unknown model is rope_config's error
%! ok = false;
%! try
%!   rope_study ("no-such-model");
%! catch err
%!   ok = strncmp (err.message, "rope_config:", 12);
%! end_try_catch
%! assert (ok);

%!test
%! confirm_recursive_rmdir (false, "local");
%! rmdir (folder, "s");

%!error <rope_study: model 'x' has the scale of xPos, with which a table is no rotation; give it without XPOS$> rope_study (struct ("name", "x", "dim", 8, "head_dim", 8, "pairing", "half", "options", struct ("xpos", "q")), "output", tempname ())
