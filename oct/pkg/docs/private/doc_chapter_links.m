% HTML = doc_chapter_links (SITE, HTML)  links that leave the manual become text, names of functions in code become links.
function html = doc_chapter_links (site, html)
  html = regexprep (html, '<a href="(?!https?:|#|[\w-]+\.html)[^"]*"[^>]*>(.*?)</a>', '$1');
  names = sprintf ("|%s", site.names{:});
  html = regexprep (html, ['<code>(?!RotaryEmbedding \(X)(', names(2:end), ')(\s\([^<]*\))?</code>'], '<code><a href="$1.html">$1</a>$2</code>');
endfunction
