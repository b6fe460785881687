% HTML = study_html_table (HEAD, LINES)  a table of texts; columns of numbers stand to the right.

function html = study_html_table (head, lines)

  number = true (1, numel (head));
  for j = 1:numel (head)
    number(j) = all (~ cellfun (@isempty, regexp (lines(:, j), '^([-+0-9.]([-+0-9.e]| %)*|)$', 'once'))) ...
                && ~ all (cellfun (@isempty, lines(:, j)));
  end
  html = sprintf ('<tr>%s</tr>\n', cells ('th', head, number));
  rows = cell (1, size (lines, 1));
  for k = 1:size (lines, 1)
    rows{k} = sprintf ('<tr>%s</tr>\n', cells ('td', lines(k, :), number));
  end
  html = sprintf ('<div class="wide"><table>\n<thead>%s</thead>\n<tbody>%s</tbody>\n</table></div>\n', html, [rows{:}]);

end

function html = cells (tag, texts, number)

  html = '';
  for k = 1:numel (texts)
    kind = '';
    if number(k)
      kind = ' class="n"';
    elseif numel (texts{k}) > 40
      kind = ' class="t"';
    end
    html = [html, '<', tag, kind, '>', study_html(texts{k}), '</', tag, '>'];
  end

end
