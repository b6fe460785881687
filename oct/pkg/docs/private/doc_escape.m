% TEXT = doc_escape (TEXT)  text as HTML.
function text = doc_escape (text)
  text = strrep (strrep (strrep (text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
endfunction
