% NAME = doc_anchor (TITLE)  a name for a place on a page.
function name = doc_anchor (title)
  name = regexprep (lower (title), '\W+', "-");
endfunction
