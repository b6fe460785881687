% HTML = study_html_table (HEAD, LINES)  a table of texts; numbers stand to the right.

function html = study_html_table (head, lines)

  html = sprintf ('<tr>%s</tr>\n', cells ('th', head));
  rows = cell (1, size (lines, 1));
  for k = 1:size (lines, 1)
    rows{k} = sprintf ('<tr>%s</tr>\n', cells ('td', lines(k, :)));
  end
  html = sprintf ('<div class="wide"><table>\n<thead>%s</thead>\n<tbody>%s</tbody>\n</table></div>\n', html, [rows{:}]);

end

function html = cells (tag, texts)

  html = '';
  for k = 1:numel (texts)
    kind = '';
    if ~ isempty (regexp (texts{k}, '^[-+0-9.][-+0-9.e]*$', 'once'))
      kind = ' class="n"';
    end
    html = [html, '<', tag, kind, '>', study_html(texts{k}), '</', tag, '>'];
  end

end
