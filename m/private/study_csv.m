% TEXT = study_csv (ROWS, NAMES, TEMPLATE)  rows as comma-separated values.
%
% A cell that does not apply is empty.  Numbers by TEMPLATE, integers as such.

function text = study_csv (rows, names, template)

  lines = cell (1, numel (rows));
  for k = 1:numel (rows)
    cells = cellfun (@(name) study_cell (rows(k).(name), template), names, 'UniformOutput', false);
    lines{k} = sprintf ('%s\n', strjoin (cells, ','));
  end
  text = [sprintf('%s\n', strjoin (names, ',')), lines{:}];

end
