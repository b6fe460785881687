% HTML = doc_markdown (SITE, TEXT)  Markdown with formulas as HTML with MathML, by pandoc.
function html = doc_markdown (site, text)
  html = doc_pandoc (text, "markdown-implicit_figures", "md");
  html = strrep (html, "src=\"notebooks/figures/", "src=\"figures/");
  html = doc_chapter_links (site, html);
endfunction
