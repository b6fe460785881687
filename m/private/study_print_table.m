% study_print_table (HEAD, LINES)  an aligned table on the terminal.
%
% The first three columns are text and stand to the left, numbers to the right.

function study_print_table (head, lines)

  cells = [head; lines];
  for j = 1:size (cells, 2)
    column = char (cells(:, j));
    if j > 3
      column = strjust (column, 'right');
    end
    cells(:, j) = cellstr ([column, repmat('|', size (column, 1), 1)]);
  end
  for k = 1:size (cells, 1)
    fprintf ('%s\n', deblank (strrep ([cells{k, :}], '|', '  ')));
  end

end
