% LIST = octave_only (TEXT)  what in the text of an .m file MATLAB would not take, as 'line N: what' (cell row).
%
% Strings, comments and the %! blocks of tests are left out.  Looks for Octave's own words (endif, unwind_protect, printf, ...),
% operators (!, !=, +=, ++, **), comments (#) and strings in double quotes, "=" inside parentheses (default arguments,
% assignments in conditions, NAME=VALUE), a = b = c, and f(x)(1).  A line that says "% Octave" is meant for Octave alone.
function list = octave_only (text)

  list = {};
  lines = strsplit (text, "\n", "CollapseDelimiters", false);
  depth = 0;
  for k = 1:numel (lines)
    if (strncmp (lines{k}, "%!", 2) || ! isempty (regexp (lines{k}, '%.*\<Octave\>', "once")))
      continue
    endif
    [code, found] = bare_code (lines{k});
    [depth, more] = equals_signs (code, depth);
    found = [found, more, matches(code)];
    for f = found
      list{end+1} = sprintf ("line %d: %s", k, f{1});
    endfor
  endfor

endfunction

## The line without comment and with empty strings; what is wrong with its quotes and comment signs.
function [code, found] = bare_code (line)
  code = "";
  found = {};
  k = 1;
  while (k <= numel (line))
    c = line(k);
    if (c == "%" || (c == "." && k + 2 <= numel (line) && strcmp (line(k:k+2), "...")))
      if (c == ".")
        code = [code, "..."];
      endif
      return
    elseif (c == "#")
      found{end+1} = "a comment with #";
      return
    elseif (c == "\"")
      found{end+1} = "a string in double quotes";
      k = after_string (line, k);
      code = [code, "''"];
    elseif (c == "'" && ! is_transpose (line, k))
      k = after_string (line, k);
      code = [code, "''"];
    else
      code = [code, c];
      k++;
    endif
  endwhile
endfunction

function yes = is_transpose (line, k)
  yes = k > 1 && ! isempty (regexp (line(k-1), '[\w)\]}.'']', "once"));
endfunction

function k = after_string (line, k)
  quote = line(k++);
  while (k <= numel (line))
    if (line(k) != quote)
      k++;
    elseif (k < numel (line) && line(k+1) == quote)
      k += 2;
    else
      k++;
      return
    endif
  endwhile
endfunction

## "=" inside parentheses, and more than one outside; depth is carried from line to line.
function [depth, found] = equals_signs (code, depth)
  found = {};
  code = regexprep (code, '[=~<>!]=', "??");
  code = regexprep (code, '^\s*(properties|methods|events)\s*\(.*\)', "");   # attributes
  outside = 0;
  for c = code
    if (any (c == "([{"))
      depth++;
    elseif (any (c == ")]}"))
      depth--;
    elseif (c == "=" && depth > 0)
      found{end+1} = "= inside parentheses";
    elseif (c == "=")
      outside++;
    elseif (any (c == ";,") && depth == 0)
      outside = 0;
    endif
    if (outside > 1)
      found{end+1} = "a = b = c";
      outside = 0;
    endif
  endfor
endfunction

function found = matches (code)
  words = {"endif", "endfor", "endwhile", "endfunction", "endswitch", "end_try_catch", "endclassdef", "endmethods", "endproperties", ...
           "endenumeration", "unwind_protect", "unwind_protect_cleanup", "end_unwind_protect", "do", "until", "printf", "puts", ...
           "fputs", "fdisp", "print_usage", "nthargout", "ifelse", "postpad", "prepad", "lookup", "sumsq", "ostrsplit", ...
           "substr", "isupper", "islower", "isalpha", "isdigit", "isalnum", "is_function_handle", "bitunpack", "bitpack", ...
           "make_absolute_filename", "is_absolute_filename", "canonicalize_file_name", "undo_string_escapes", "do_string_escapes", ...
           "unlink", "rename", "stdout", "stderr", "fflush", "confirm_recursive_rmdir", "nproc", "isargout", "inputname", ...
           "strchr", "rindex", "argv", "program_name", "getrusage", "isindex", "ismissing", "print_empty_dimensions"};
  patterns = {['(?<![.\w])(', strjoin(words, "|"), ')(?!\w)'], "$1"
              '(!=?)', "$1"
              '(\*\*)', "$1"
              '([-+*/^|&]=)(?!=)', "$1"
              '(\+\+|--)', "$1"
              '(?<!@)(\)\s*[({])', "f(x)(1)"
              '(\\\s*$)', "a line continued by \\"};
  code = regexprep (code, '@\([^()]*\)', "@");
  code = regexprep (code, '\.\([^()]*\)', ".field");
  found = {};
  for k = 1:rows (patterns)
    hit = regexp (code, patterns{k,1}, "tokens", "once");
    if (! isempty (hit))
      found{end+1} = strrep (patterns{k,2}, "$1", hit{1});
    endif
  endfor
endfunction
