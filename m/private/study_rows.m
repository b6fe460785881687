% P = study_rows (C, ROWS)  the positions of rows (from 0) of a case, one row each.

function p = study_rows (c, rows)

  if isempty (c.positions)              % every position of 1-D
    p = rows(:);
  else
    p = c.positions(rows + 1, :);
  end

end
