% [BODY, SENTENCE] = doc_function (SITE, NAME)  the page of a function: its help, then its demos, run.
function [body, sentence] = doc_function (site, name)
  [help, sentence] = doc_help (site, name);
  body = ["<h1><code>", name, "</code></h1>\n", help];
  [code, starts] = test (name, "grabdemo");
  for k = 1:numel (starts) - 1
    block = strtrim (regexprep (code(starts(k):starts(k+1)-1), "^ ", "", "lineanchors"));
    [printed, pictures] = doc_run (site, block, sprintf ("%s-%d", name, k));
    body = [body, sprintf("<h2>Demonstration%s</h2>\n", ifelse_text (numel (starts) > 2, sprintf (" %d", k)))];
    body = [body, "<pre class=\"code\">", doc_links(site, doc_escape (block), name), "</pre>\n"];
    if (! isempty (strtrim (printed)))
      body = [body, "<pre class=\"output\">", doc_escape(printed), "</pre>\n"];
    endif
    for picture = pictures
      body = [body, sprintf("<figure><img src=\"%s\" alt=\"what the demonstration draws\"></figure>\n", picture{1})];
    endfor
  endfor
endfunction

function text = ifelse_text (condition, text)
  if (! condition)
    text = "";
  endif
endfunction
