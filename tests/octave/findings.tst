## Published findings (notebooks/findings), with few samples: the numbers beside the sources', figures that are there.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!shared rows, folder, of
%! addpath (fullfile (fileparts (which ("run_one")), "..", "..", "notebooks", "findings"));
%! folder = tempname ();
%! rows = findings (folder, true);
%! of = @(name) rows(strcmp ({rows.finding}, name));

%!test  # every finding is there, with a source, a verdict and a figure
%! names = {"bf16 positions", "bf16 relative", "float32 drift", "ggml", "half tables", "vjepa2"};
%! for name = names
%!   assert (! isempty (of (name{1})));
%!   file = fullfile (folder, ["finding_", strrep(name{1}, " ", "_"), ".png"]);
%!   assert (getfield (dir (file), "bytes") > 10000);
%! endfor
%! assert (all (ismember ({rows.agree}, {"yes", "no", "partly", "not comparable"})));
%! assert (all (! cellfun (@isempty, {rows.source})));
%! csv = strsplit (fileread (fullfile (folder, "findings.csv")), "\n");
%! assert (numel (csv), numel (rows) + 2);
%! assert (any (strfind (fileread (fullfile (folder, "findings.md")), "0.7819")));

%!test  # what agrees, to the digits printed
%! r = of ("bf16 positions");
%! assert ({r.ours}, {"257", "511", "513", "65504", "0.7819"});
%! assert ({r.agree}, {"yes", "yes", "yes", "no", "yes"});
%! r = of ("ggml");
%! assert (all (strcmp ({r.agree}, "yes")));
%! assert (cellfun (@str2double, {r(1:4).ours}), [4.1e-4, 2.3e-3, 1.2e-2, 8.5e-2], -0.05);
%! r = of ("vjepa2");
%! assert (cellfun (@str2double, {r(1:2).ours}), [0.878, 0.1397], -5e-4);
%! assert (all (strcmp ({r.agree}, "yes")));

%!test  # what does not is said
%! r = of ("bf16 relative");
%! assert ({r.agree}, {"yes", "no", "yes", "not comparable"});
%! assert (str2double (r(2).ours), 1, 0.3);     # flat
%! assert (str2double (r(3).ours) > 10);        # the float32 angle grows
%! assert (of ("float32 drift")(end).agree, "no");
%! r = of ("half tables");
%! assert ({r.agree}, {"yes", "no", "yes"});
%! assert (str2double (r(2).ours) < 3 * 2^-8);

%!test  # GSL's own accuracy, where its program is built
%! r = of ("gsl");
%! if (exist (fullfile (fileparts (which ("rome.oct")), "findings", "gsl_accuracy"), "file") == 2)
%!   assert (numel (r), 7);
%!   assert (strcmp ({r(2:end).agree}, "yes"));
%!   assert (str2double (r(1).ours) > 1.5 && str2double (r(1).ours) < 2);
%! else
%!   assert (isempty (r));
%! endif

%!test
%! confirm_recursive_rmdir (false, "local");
%! rmdir (folder, "s");
