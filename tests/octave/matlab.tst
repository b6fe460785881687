## matlab.tst - the .m files keep to the language that Octave and MATLAB share.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function files = every_m_file (folder)
%!  files = cellfun (@(f) fullfile (folder, f), {dir(fullfile (folder, "*.m")).name}, "UniformOutput", false);
%!  inside = dir (folder);
%!  for d = inside([inside.isdir])'
%!    if (d.name(1) != ".")
%!      files = [files, every_m_file(fullfile (folder, d.name))];
%!    endif
%!  endfor
%!endfunction

%!testif ; isempty (getenv ("ROME_SANITIZED"))   # it reads text only, and Octave's strings are slow there
%! folder = fullfile (fileparts (fileparts (fileparts (which ("run_one")))), "m");
%! files = every_m_file (folder);
%! assert (numel (files) > 100);
%! wrong = {};
%! for f = files
%!   found = octave_only (fileread (f{1}));
%!   wrong = [wrong, strcat([f{1}(numel (folder)+2:end), ", "], found)];
%! endfor
%! assert (strjoin (wrong, "\n"), "");

%!test  # Octave's parser has nothing to say about extensions either
%! folder = fullfile (fileparts (fileparts (fileparts (which ("run_one")))), "m");
%! files = every_m_file (folder);
%! list = strrep (sprintf ("'%s',", files{:}), "\\", "/");
%! call = sprintf ("warning ('on', 'Octave:language-extension'); for f = {%s}, __parse_file__ (f{1}); end", list(1:end-1));
%! octave = fullfile (OCTAVE_HOME (), "bin", "octave-cli");
%! [status, said] = system (sprintf ("'%s' -qf --no-history --eval \"%s\" 2>&1", octave, call));
%! assert (status, 0);
%! said = strsplit (strtrim (said), "\n");   # its own files are not meant
%! assert (strjoin (said(cellfun (@isempty, strfind (said, OCTAVE_HOME ()))), "\n"), "");

%!test  # the scanner finds each kind of offence, and takes what both languages have
%! bad = {"if x, y = 1; endif", "x += 1;", "x++;", "a != b", "!a", "x = \"a\";", "# a comment", "do", "until x", "printf ('a')", ...
%!        "print_usage ()", "f(x)(1)", "f (x){2}", "function f (a = 1)", "f (x, Base=1)", "if (a = b)", "a = b = 1;", "2 ** 3", ...
%!        "unwind_protect", "end_try_catch", "x = [1, 2, \\", "s = fflush (stdout);", "x |= y;"};
%! for b = bad
%!   assert (! isempty (octave_only (b{1})), "not found: %s", b{1});
%! endfor
%! good = {"x = y'; z = 'a!b += c # \" endif'; % printf \"", "if a ~= b && ~c, end", "f = @(x) (x + 1);", "s.do = 1; t = s.until;", ...
%!         "x = [1, -1; +2, 3];", "c{1}(2) = 3;", "x = a.' * b'; y = '''';", "z = a == b;", "f (x, ...  # nothing", "fprintf ('%d', 1);", ...
%!         "[a, ~] = f (x);", "%! x += 1;", "x += 1;   % Octave", "y = {'a', 'b'}';", "if (a <= b) x = 1; y = 2; end"};
%! for g = good
%!   assert (strjoin ([octave_only(g{1}), g(1)], " "), g{1});
%! endfor
%! assert (octave_only ("x = f (1, ...\n y = 2);"), {"line 2: = inside parentheses"});
