function rows = findings (folder, small)
%FINDINGS  Published findings about the accuracy of rotary embeddings, reproduced: figures and a table.
%
%   Usage: findings (folder)
%          rows = findings (folder, small)
%
%   Runs every finding_*.m of this folder, saves a figure for each (PNG and SVG), and writes findings.csv and findings.md: what was
%   found, where, the source's number beside ours, and whether they agree.  Disagreements stand there as such.
%
%   FOLDER  where the files go; made if need be
%   SMALL   true: fewer samples, no SVG, for tests; default false
%   ROWS    struct array: finding, quantity, source, theirs, ours, agree ('yes', 'no', 'partly', 'not comparable'), remark
%
%   Example:
%     findings ('build/findings');

  if nargin < 2
    small = false;
  end
  if ~ isfolder (folder)
    mkdir (folder);
  end
  here = fileparts (mfilename ('fullpath'));
  names = sort ({dir(fullfile (here, 'finding_*.m')).name});
  names = names(~ strcmp (names, 'finding_row.m'));
  rows = [];
  for k = 1:numel (names)
    name = names{k}(1:end-2);
    f = figure ('visible', 'off');
    close_it = onCleanup (@() close (f));
    [more, ax] = feval (name, small);
    for n = 1:numel (more)
      more(n).finding = strrep (name(9:end), '_', ' ');
    end
    rows = [rows, more];
    if ~ isempty (ax)
      rope_plot_save (ax, fullfile (folder, [name, '.png']));
      if ~ small
        rope_plot_save (ax, fullfile (folder, [name, '.svg']));
      end
    end
    clear close_it
    if nargout == 0
      fprintf ('%s\n', name);
      for r = more
        fprintf ('  %-4s %s: %s (source: %s)\n', r.agree, r.quantity, r.ours, r.theirs);
      end
    end
  end
  write_csv (fullfile (folder, 'findings.csv'), rows);
  write_markdown (fullfile (folder, 'findings.md'), rows);
  if nargout == 0
    fprintf ('%d findings, written to %s\n', numel (rows), folder);
    clear rows
  end

end

function id = open_file (file)

  id = fopen (file, 'w');
  if id < 0
    error ('rome:cannotWrite', 'findings: cannot write %s', file);
  end

end

function write_csv (file, rows)

  id = open_file (file);
  fprintf (id, 'finding,quantity,source,theirs,ours,agree,remark\n');
  for r = rows
    cells = cellfun (@(t) ['"', strrep(t, '"', '""'), '"'], struct2cell (r)', 'UniformOutput', false);
    fprintf (id, '%s\n', strjoin (cells, ','));
  end
  fclose (id);

end

function write_markdown (file, rows)

  id = open_file (file);
  fprintf (id, '# Published findings, reproduced\n\n| finding | quantity | source | source''s | ours | agree? | remark |\n|---|---|---|---|---|---|---|\n');
  for r = rows
    cells = cellfun (@(t) strrep (t, '|', '\|'), struct2cell (r)', 'UniformOutput', false);
    fprintf (id, '| %s |\n', strjoin (cells, ' | '));
  end
  names = unique ({rows.finding});
  fprintf (id, '\n');
  for k = 1:numel (names)
    fprintf (id, '![%s](finding_%s.png)\n', names{k}, strrep (names{k}, ' ', '_'));
  end
  fclose (id);

end
