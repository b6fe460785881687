% study_csv (FILE, ROWS)  write the rows of the summary as comma-separated values.
%
% A cell that does not apply is empty.  Numbers in the shortest of %.9g.

function study_csv (file, rows)

  names = study_columns ();
  fid = fopen (file, 'w');
  if fid < 0
    error ('rome:cannotWrite', 'rope_study: cannot write to %s', file);
  end
  fprintf (fid, '%s\n', strjoin (names, ','));
  for row = rows
    cells = cellfun (@(name) study_cell (row.(name), '%.9g'), names, 'UniformOutput', false);
    fprintf (fid, '%s\n', strjoin (cells, ','));
  end
  fclose (fid);

end
