## public.tst - the public names: functions, INDEX and help agree, and none is one of Octave's.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function folder = project ()
%!  folder = fileparts (fileparts (fileparts (which ("run_one"))));
%!endfunction

%!function names = in_index ()
%!  text = fileread (fullfile (project (), "oct", "pkg", "INDEX"));
%!  names = [regexp(text, "^ (.*)$", "tokens", "lineanchors", "dotexceptnewline"){:}];
%!  names = sort (strsplit (strtrim (strjoin (names, " "))));
%!endfunction

%!function names = in_folder (varargin)
%!  files = dir (fullfile (project (), varargin{:}, "*.m"));
%!  names = sort (cellfun (@(f) f(1:end-2), {files.name}, "UniformOutput", false));
%!endfunction

%!function names = builtins ()
%!  list = autoload ();
%!  ours = ! cellfun (@isempty, regexp ({list.file}, '\<rome\.oct$'));
%!  names = sort ({list(ours).function});
%!endfunction

## The help as a reader sees it, and whether its source compiles.
%!function [text, status] = shown_help (name)
%!  [text, format] = get_help_text (name);
%!  status = 0;
%!  if (strcmpi (format, "texinfo"))
%!    [text, status] = __makeinfo__ (text, "plain text");
%!  endif
%!endfunction

%!test  # INDEX names every function once, and nothing else
%! names = in_index ();
%! assert (numel (unique (names)), numel (names));
%! functions = sort ([builtins(), in_folder("m"), in_folder("m", "ref")]);
%! assert (strjoin (setdiff (functions, names), " "), "");   # missing in oct/pkg/INDEX
%! assert (strjoin (setdiff (names, functions), " "), "");   # no such function
%! assert (numel (names) > 25);

%!test  # every builtin has its autoload line, and its line that removes it
%! files = dir (fullfile (project (), "oct", "*.cc"));
%! found = {};
%! for k = 1:numel (files)
%!   source = fileread (fullfile (project (), "oct", files(k).name));
%!   name = regexp (source, '^(?:ROME_BUILTIN|DEFUN_DLD|DEFMETHOD_DLD) \((\w+),', "tokens", "lineanchors");
%!   for n = 1:numel (name)
%!     f = name{n}{1};
%!     assert (any (strfind (source, sprintf ("// PKG_ADD: autoload (\"%s\", \"rome.oct\");\n", f))), "%s", f);
%!     assert (any (strfind (source, sprintf ("// PKG_DEL: autoload (\"%s\", \"rome.oct\", \"remove\");\n", f))), "%s", f);
%!     found{end+1} = f;
%!   endfor
%! endfor
%! assert (sort (found), builtins ());

%!test  # no public name means something in plain Octave
%! octave = fullfile (OCTAVE_HOME (), "bin", "octave-cli");
%! list = sprintf ("'%s',", in_index (){:});
%! call = sprintf ("n={%s}; for k=1:numel(n) if exist(n{k}) disp(n{k}); end, end", list(1:end-1));
%! [status, taken] = system (sprintf ("OCTAVE_PATH= '%s' -qf --no-history --no-site-file --no-init-file --eval \"%s\"", octave, call));
%! assert (status, 0);
%! assert (strtrim (taken), "");

%!test  # texinfo compiles; every help names its function, shows an example and what to see also, which exists
%! names = in_index ();
%! wrong = {};
%! for k = 1:numel (names)
%!   [text, status] = shown_help (names{k});
%!   if (status != 0)
%!     wrong{end+1} = [names{k}, ": texinfo does not compile"];
%!   endif
%!   wanted = {["\\<", names{k}, "\\>"], 'See also'};
%!   for w = wanted
%!     if (isempty (regexpi (text, w{1}, "once")))
%!       wrong{end+1} = [names{k}, ": help without ", w{1}];
%!     endif
%!   endfor
%!   also = regexp (text, 'See also:\s*([^%]*?)\.?\s*$', "tokens", "once");
%!   if (! isempty (also))
%!     for other = regexp (also{1}, '[A-Za-z_]\w*', "match")
%!       if (! any (strcmp (other{1}, names)) && ! any (exist (other{1}) == [2, 3, 5, 103]))
%!         wrong{end+1} = [names{k}, ": see also ", other{1}, ", which is not there"];
%!       endif
%!     endfor
%!   endif
%! endfor
%! assert (strjoin (wrong, "; "), "");

%!test  # and has an example and its errors or says that there are none
%! names = in_index ();
%! wrong = {};
%! for k = 1:numel (names)
%!   [raw, format] = get_help_text (names{k});
%!   if (isempty (regexp (raw, '(^\s*@example|Example)', "once", "lineanchors")))
%!     wrong{end+1} = [names{k}, ": no example"];
%!   endif
%!   if (isempty (regexp (raw, '(Errors|rome:\w+)', "once")))
%!     wrong{end+1} = [names{k}, ": no errors"];
%!   endif
%! endfor
%! assert (strjoin (wrong, "; "), "");
