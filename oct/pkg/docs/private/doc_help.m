% [HTML, SENTENCE] = doc_help (SITE, NAME)  the help of a function as HTML, and its first sentence as plain text.
function [html, sentence] = doc_help (site, name)
  [text, format] = get_help_text (name);
  if (strcmpi (format, "texinfo"))
    html = from_texinfo (name, text);
    sentence = regexp (text, '@deftypefn[^\n]*\n(?:@deftypefnx[^\n]*\n)*(.*?)\n\s*\n', "tokens", "once"){1};
    sentence = regexprep (strrep (sentence, "\n", " "), '@\w+\{([^{}]*)\}', '$1');
  else
    [html, sentence] = from_plain (name, text);
  endif
  html = doc_links (site, html, name);
  sentence = regexprep ([upper(sentence(1)), sentence(2:end)], '([^.])$', '$1.');
endfunction

function html = from_texinfo (name, text)
  [page, status] = __makeinfo__ (text, "html");
  if (status != 0)
    error ("make_docs: the texinfo of %s does not compile", name);
  endif
  html = regexp (page, '<body[^>]*>(.*)</body>', "tokens", "once"){1};
  html = regexprep (html, '<a href=.#index-[^>]*>.*?</a>', "");
  html = regexprep (html, '<span class="category">[^<]*</span>', "");
endfunction

## Paragraphs flow; blocks with indented lines keep their lines.
function [html, sentence] = from_plain (name, text)
  lines = strsplit (text, "\n", "CollapseDelimiters", false);
  lines = regexprep (lines, '\s+$', "");
  filled = ! cellfun (@isempty, lines);
  first = find (filled, 1);
  rest = find (filled);
  rest = rest(rest > first);
  base = min (cellfun (@(l) find (l != " ", 1), lines(rest)));
  sentence = regexprep (strtrim (lines{first}), '^(.*\)|\w+)\s\s+', "");
  lines{first} = regexprep (lines{first}, ["^\\s*", upper(name), "\\s+"], "");
  html = "";
  block = {};
  for k = [first:numel(lines), 0]
    if (k > 0 && filled(k))
      cut = min (base, find (lines{k} != " ", 1));
      block{end+1} = lines{k}(cut:end);
    elseif (! isempty (block))
      html = [html, as_block(block)];
      block = {};
    endif
  endfor
endfunction

function html = as_block (block)
  indented = any (cellfun (@(l) l(1) == " ", block)) || any (regexp (block{1}, '^(Usage:|% |\[|[A-Z]+ = )'));
  text = doc_escape (strjoin (block, "\n"));
  aligned = any (! cellfun (@isempty, regexp (block, '^(\S+(, ?\S+)*|.*\))\s\s+\S', "once")));   # NAME  what it is
  if (indented || aligned)
    html = ["<pre class=\"help\">", text, "</pre>\n"];
  else
    html = ["<p>", text, "</p>\n"];
  endif
endfunction
