## demos.tst - every public function has a demo; all of them run, headless, and draw or print something.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function names = in_index ()
%!  folder = fileparts (fileparts (fileparts (which ("run_one"))));
%!  text = fileread (fullfile (folder, "oct", "pkg", "INDEX"));
%!  names = cellfun (@(c) c{1}, regexp (text, '^ (\S+)', "tokens", "lineanchors"), "UniformOutput", false);
%!endfunction

## As the function demo runs it: in a function without variables.  What it printed, and what is wrong with its figures.
%!function [printed, drawn, problem] = run_demo (block)
%!  problem = "";
%!  close ("all");
%!  try
%!    eval (["function __demo__ ()\n", block, "\nendfunction"]);
%!    printed = evalc ("__demo__ ();");
%!  catch err
%!    printed = "";
%!    problem = err.message;
%!  end_try_catch
%!  clear __demo__
%!  figures = findall (0, "type", "figure");
%!  drawn = numel (figures);
%!  for k = 1:drawn
%!    if (! has_content (figures(k)))
%!      problem = "an empty figure";
%!    endif
%!  endfor
%!  close ("all");
%!endfunction

## A line, an image, ... with at least one finite number, and a title over it
%!function tf = has_content (figure_)
%!  tf = false;
%!  objects = [findobj(figure_, "type", "line"); findobj(figure_, "type", "image"); findobj(figure_, "type", "surface"); ...
%!             findobj(figure_, "type", "patch"); findobj(figure_, "type", "hggroup")];
%!  for h = objects'
%!    if (strcmp (get (h, "type"), "image"))
%!      numbers = get (h, "cdata");
%!    elseif (isprop (h, "ydata"))
%!      numbers = get (h, "ydata");
%!    else
%!      numbers = 0;
%!    endif
%!    tf = tf || any (isfinite (double (numbers(:))));
%!  endfor
%!endfunction

%!test
%! warning ("off", "all", "local");
%! wrong = {};
%! time = [];
%! names = in_index ();
%! figures = 0;
%! for k = 1:numel (names)
%!   [code, at] = test (names{k}, "grabdemo");
%!   if (isempty (at) || isequal (at, -1) || numel (at) < 2)
%!     wrong{end+1} = [names{k}, ": no demo"];
%!     continue
%!   endif
%!   start = tic ();
%!   for d = 1:numel (at) - 1
%!     [printed, drawn, problem] = run_demo (code(at(d):at(d+1)-1));
%!     figures = figures + drawn;
%!     if (! isempty (problem))
%!       wrong{end+1} = sprintf ("%s, demo %d: %s", names{k}, d, problem);
%!     elseif (drawn == 0 && isempty (strtrim (printed)))
%!       wrong{end+1} = sprintf ("%s, demo %d: draws and prints nothing", names{k}, d);
%!     endif
%!   endfor
%!   time(k) = toc (start);
%! endfor
%! assert (strjoin (wrong, "; "), "");
%! assert (figures > 25);
%! [slowest, at] = max (time);
%! printf ("# demos of %d functions, %d figures, %.0f s, the slowest %s with %.1f s\n", numel (names), figures, sum (time), names{at}, slowest);
