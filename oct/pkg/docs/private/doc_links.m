% HTML = doc_links (SITE, HTML, SELF)  names of public functions in running text become links to their pages.
%
% Tags, existing links and words that are part of others are left alone.
function html = doc_links (site, html, self)
  parts = regexp (html, '<a\s.*?</a>|<[^>]*>', "split");
  tags = regexp (html, '<a\s.*?</a>|<[^>]*>', "match");
  names = sprintf ("|%s", site.names{! strcmp (site.names, self)});
  pattern = ['(?<![\w.''"/])(', names(2:end), ')(?![\w''".]\w)(?!\w)'];
  parts = regexprep (parts, pattern, '<a href="$1.html">$1</a>');
  html = [[parts; [tags, {""}]]{:}];
endfunction
