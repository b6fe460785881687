% FILES = bench_write (R, OPT)  tables and figures of rome_bench.

function files = bench_write (r, opt)

  files = struct ('csv', '', 'memory_csv', '', 'targets_csv', '', 'peers_csv', '', 'plots', {{}});
  if isempty (opt.output)
    return
  end
  files.csv = table (fullfile (opt.output, 'bench.csv'), r.rows);
  files.memory_csv = table (fullfile (opt.output, 'memory.csv'), r.memory);
  files.targets_csv = table (fullfile (opt.output, 'targets.csv'), r.targets);
  if ~ isempty (r.peers)
    files.peers_csv = table (fullfile (opt.output, 'peers.csv'), r.peers);
  end
  for layout = opt.layouts
    file = fullfile (opt.output, ['roofline-', layout{1}, '.png']);
    try
      plot_layout (file, r.rows, opt.classes{1}, opt.pairings{1}, layout{1});
      files.plots{end + 1} = file;
    catch err
      warning ('rome:noPictures', 'rome_bench: no picture %s: %s', file, err.message);
    end
  end

end

% A struct array as comma-separated values.
function file = table (file, rows)

  id = fopen (file, 'w');
  rome_need (id >= 0, 'cannotWrite', 'rome_bench: cannot write %s', file);
  names = fieldnames (rows)';
  fprintf (id, '%s\n', strjoin (names, ','));
  for row = rows
    cells = cellfun (@(name) one_cell (row.(name)), names, 'UniformOutput', false);
    fprintf (id, '%s\n', strjoin (cells, ','));
  end
  fclose (id);

end

function text = one_cell (v)

  if ischar (v)
    text = ['"', strrep(v, '"', '""'), '"'];
  elseif isnan (v)
    text = '';
  else
    text = sprintf ('%.9g', v);
  end

end

function plot_layout (file, rows, class_name, pairing, layout)

  rows = rows(strcmp ({rows.class}, class_name) & strcmp ({rows.pairing}, pairing) & strcmp ({rows.layout}, layout));
  most = max ([rows.threads]);
  shapes = unique ({rows.shape});
  labels = {'rope_apply', 'recycled', 'in place', 'x + 0', 'best .m'};
  rate = NaN (numel (shapes), numel (labels));
  copy = NaN (numel (shapes), 1);
  bytes = copy;
  for i = 1:numel (shapes)
    of_shape = rows(strcmp ({rows.shape}, shapes{i}));
    top = @(pick) max ([of_shape(pick).gb_per_s, NaN]);
    name = {of_shape.implementation};
    bytes(i) = of_shape(1).seconds * of_shape(1).gb_per_s * 1e9;
    copy(i) = top (strcmp (name, 'memcpy') & [of_shape.threads] == most);
    for k = 1:3
      rate(i, k) = top (strcmp (name, labels{k}) & [of_shape.threads] == most);
    end
    rate(i, 4) = top (strcmp (name, 'x + 0'));
    rate(i, 5) = top (strncmp (name, '.m ', 3));
  end
  keep = any (~ isnan (rate), 1);
  quiet = warning ('off', 'Octave:gnuplot-graphics');
  loud = onCleanup (@() warning (quiet));
  f = figure ('visible', 'off');
  close_it = onCleanup (@() close (f));
  ax = axes ('parent', f);
  rope_plot_roofline (bytes, rate(:, keep), 'labels', labels(keep), 'ceiling', copy, 'parent', ax, ...
                      'title', sprintf ('%s, %s, %s, threads: %d', class_name, pairing, layout, most));
  rope_plot_save (ax, file);

end
