## examples.tst - the examples in the help texts run, and those of the builtins give what they show.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function names = in_index ()
%!  folder = fileparts (fileparts (fileparts (which ("run_one"))));
%!  text = fileread (fullfile (folder, "oct", "pkg", "INDEX"));
%!  names = cellfun (@(c) c{1}, regexp (text, '^ (\S+)', "tokens", "lineanchors"), "UniformOutput", false);
%!endfunction

## Examples run in other folders: folders of the path become absolute.
%!function absolute_path ()
%!  for folder = strsplit (path (), pathsep ())
%!    if (! strcmp (folder{1}, ".") && ! is_absolute_filename (folder{1}))
%!      addpath (make_absolute_filename (folder{1}));
%!    endif
%!  endfor
%!endfunction

## The code below "Example:" in a plain help text: the indented lines up to the next empty or less indented one.
%!function code = example_of (text)
%!  code = "";
%!  lines = strsplit (text, "\n", "CollapseDelimiters", false);
%!  k = find (! cellfun (@isempty, regexp (lines, '^\s*Example[^:]*:')), 1);
%!  if (isempty (k))
%!    return
%!  endif
%!  base = find (lines{k} != " ", 1);
%!  for k = k+1:numel (lines)
%!    first = find (lines{k} != " ", 1);
%!    if (! isempty (first) && first <= base)
%!      return
%!    endif
%!    code = [code, lines{k}, "\n"];
%!  endfor
%!endfunction

## Runs it in a function of its own, in a folder of its own, without showing anything.
%!function failure = run_example (code)
%!  failure = "";
%!  here = pwd ();
%!  place = tempname ();
%!  mkdir (place);
%!  unwind_protect
%!    cd (place);
%!    try
%!      evalc (code);
%!    catch err
%!      failure = err.message;
%!    end_try_catch
%!  unwind_protect_cleanup
%!    cd (here);
%!    confirm_recursive_rmdir (false, "local");
%!    rmdir (place, "s");
%!    close all
%!  end_unwind_protect
%!endfunction

%!test  # examples of the .m files run; those that start the long jobs or the build are left out
%! absolute_path ();
%! state = warning ("off", "all");
%! long = {"rope_study", "rome_make", "rome_setup", "rome_bench"};
%! failed = {};
%! count = 0;
%! for name = setdiff (in_index (), long)
%!   [text, format] = get_help_text (name{1});
%!   if (! strcmpi (format, "texinfo") && ! isempty (strtrim (example_of (text))))
%!     failure = run_example (example_of (text));
%!     count++;
%!     if (! isempty (failure))
%!       failed{end+1} = [name{1}, ": ", failure];
%!     endif
%!   endif
%! endfor
%! warning (state);
%! assert (strjoin (failed, "\n"), "");
%! assert (count > 30);

%!testif ; ! isempty (pkg ("list", "doctest"))  # examples of the builtins give what they show
%! pkg load doctest
%! absolute_path ();
%! list = autoload ();
%! names = {list(! cellfun (@isempty, regexp ({list.file}, '\<rome\.oct$'))).function};
%! passed = total = 0;
%! wrong = {};
%! for name = names
%!   [p, n] = deal (0);
%!   said = evalc ("[p, n] = doctest (name{1}, '-quiet');");
%!   passed += p;
%!   total += n;
%!   if (p < n)
%!     wrong{end+1} = [name{1}, ": ", evalc("doctest (name{1})")];
%!   endif
%! endfor
%! assert (strjoin (wrong, "\n"), "");
%! assert (total >= 12);
