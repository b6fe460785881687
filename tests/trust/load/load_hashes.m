% hashes = load_hashes (file)  the hashes of all problems: those of the file, and made here, by one call each, those that no file can tell.
%
% The file has a line 'number hash' for each problem.  load_hashes (file, count) writes it anew for so many problems.
function hashes = load_hashes (file, count)
  if nargin > 1
    fid = fopen (file, 'w');
    for k = 0:count - 1
      [results, portable] = load_problem (k, 1);
      text = 'of-this-machine';
      if portable
        text = load_hash (results);
      end
      fprintf (fid, '%d %s\n', k, text);
    end
    fclose (fid);
  end
  lines = textscan (fileread (file), '%d %s');
  hashes = lines{2};
  for k = find (strcmp (hashes', 'of-this-machine'))
    hashes{k} = load_hash (load_problem (k - 1, 1));
  end
end
