% [LINES, USAGE] = texinfo_lines (TEXT)  texinfo of a help text as plain lines, and its signatures, for a reader without makeinfo.
%
% Knows what the help texts of the builtins use: deftypefn, table, example, seealso and marks such as @var{x}.
function [lines, usage] = texinfo_lines (text)
  text = regexprep (text, '@deftypefnx?\s*\{[^}]*\}\s*', '@usage ');
  text = regexprep (text, '@seealso\{([^}]*)\}', 'See also: $1.');
  text = plain_marks (text);
  lines = {};
  usage = {};
  indent = 0;
  raw = strsplit (text, sprintf ('\n'), 'CollapseDelimiters', false);
  for k = 1:numel (raw)
    line = raw{k};
    [word, rest] = strtok (strtrim (line));
    switch word
      case {'@table', '@example', '@itemize'}
        indent = indent + 2;
      case '@end'
        if any (strcmp (strtrim (rest), {'table', 'example', 'itemize'}))
          indent = indent - 2;
        end
      case {'@group', '@noindent', '@sp'}
      case '@usage'
        usage{end+1} = regexprep (regexprep (strtrim (rest), '^\{(.*?=)\}', '$1'), '^\{\}\s*', '');
      case {'@item', '@itemx'}
        lines{end+1} = [blanks(1 + indent), strtrim(rest)];
      otherwise
        lines{end+1} = deblank ([blanks(3 + indent), line]);
    end
  end
  lines = without_blank_edges (lines);
end

% Marks such as @code{x} become x, arguments @var{x} become X.
function text = plain_marks (text)
  text = strrep (strrep (strrep (text, '@dots{}', '...'), '@result{}', '=>'), '@minus{}', '-');
  before = '';
  while ~strcmp (text, before)      % marks may stand in marks: the innermost first
    before = text;
    text = upper_variables (text);
    text = regexprep (text, '@qcode\{"([^{}"]*)"\}', '''$1''');
    text = regexprep (text, '@(code|qcode|strong|emph|env|file|cite|math|samp|option|url)\{([^{}]*)\}', '$2');
  end
  text = strrep (strrep (strrep (text, '@@', '@'), '@{', '{'), '@}', '}');
end

function text = upper_variables (text)
  [first, last] = regexp (text, '@var\{[^{}]*\}');
  for k = numel (first):-1:1
    text = [text(1:first(k)-1), upper(text(first(k)+5:last(k)-1)), text(last(k)+1:end)];
  end
end

function lines = without_blank_edges (lines)
  filled = find (~cellfun (@isempty, lines));
  lines = lines(filled(1):filled(end));
end
