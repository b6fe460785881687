## notebooks.tst - every stored notebook fits its source, has its outputs, and its code runs without an error.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function names = notebooks ()
%!  files = dir (fullfile (fileparts (which ("run_one")), "..", "..", "notebooks", "src", "*.md"));
%!  names = sort (cellfun (@(f) f(1:end-3), {files.name}, "UniformOutput", false));
%!endfunction

%!test  # ten, numbered
%! names = notebooks ();
%! assert (numel (names), 10);
%! assert (cellfun (@(n) str2double (n(1:2)), names), 1:10);

%!assert (notebook_problems ("01-rotation"), "")
%!assert (notebook_problems ("02-relative-position"), "")
%!assert (notebook_problems ("03-rome"), "")
%!assert (notebook_problems ("04-exact-phases"), "")
%!assert (notebook_problems ("05-floating-point"), "")
%!assert (notebook_problems ("06-longer-contexts"), "")
%!assert (notebook_problems ("07-images-and-video"), "")
%!assert (notebook_problems ("08-modulation"), "")
%!test
%! threads = rome_threads ();
%! unwind_protect
%!   assert (notebook_problems ("09-speed"), "");
%! unwind_protect_cleanup
%!   rome_threads (threads);
%!   rome_memory ("recycle", false);
%!   rome_probe ("allocation", "huge pages");
%! end_unwind_protect
%!assert (notebook_problems ("10-a-real-model"), "")
