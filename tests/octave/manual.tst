## manual.tst - the tutorial of the manual runs, and prints and draws what it says.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!test
%! root = fileparts (fileparts (fileparts (which ("run_one"))));
%! folder = fullfile (root, "oct", "pkg", "docs");
%! output = tempname ();
%! mkdir (output);
%! mkdir (fullfile (output, "figures"));
%! addpath (folder);
%! unwind_protect
%!   text = doc_tutorial (struct ("output", output));
%!   source = fileread (fullfile (folder, "tutorial.md"));
%!   assert (numel (strfind (text, "```octave\n")), numel (strfind (source, "```octave\n")));
%!   assert (numel (strfind (text, "```text\n")) >= 8);
%!   # the equalities that it shows
%!   assert (numel (strfind (text, "```text\nans = 1\n```")), 1);
%!   assert (numel (regexp (text, '-1 +0\s+ans = 1\n')), 1);
%!   pictures = regexp (text, '!\[\]\((figures/[^)]*)\)', "tokens");
%!   assert (numel (pictures) >= 2);
%!   for p = pictures
%!     file = dir (fullfile (output, p{1}{1}));
%!     assert (file.bytes > 5000);
%!   endfor
%! unwind_protect_cleanup
%!   rmpath (folder);
%!   confirm_recursive_rmdir (false, "local");
%!   rmdir (output, "s");
%! end_unwind_protect
