% [ROWS, DETAILS] = study_fold (CASES, TASKS, PARTS, OPT)  the results of all tasks together.
%
% PARTS{k} is what study_task gave for TASKS(k).  They are added up in the order of the
% tasks, so that a study in one process and one spread over many give the same bits.  ROWS
% are the rows of the results; DETAILS{case} keeps what the pictures need: tables (struct
% array: name, implementation, class, stats, by_pair, by_pair_ulp, by_row, by_bin) and
% shifts (study_relative).

function [rows, details] = study_fold (cases, tasks, parts, opt)

  entries = study_entries (opt);
  rows = [];
  details = cell (size (cases));
  for k = 1:numel (cases)
    mine = find ([tasks.case] == k);
    d.tables = join_tables (entries, parts(mine(strcmp ({tasks(mine).kind}, 'table'))));
    d.shifts = [];
    for n = mine(strcmp ({tasks(mine).kind}, 'rotation'))
      rows = [rows, table_rows(cases{k}, tasks(n), d.tables), parts{n}.rows];
      d.shifts = [d.shifts, parts{n}.shifts];
    end
    details{k} = d;
  end

end

function t = join_tables (entries, parts)

  t = struct ('name', {entries.name}, 'implementation', {entries.title}, 'class', {entries.format}, 'stats', [], ...
              'by_pair', [], 'by_pair_ulp', [], 'by_row', [], 'by_bin', []);
  for k = 1:numel (t)
    one = parts{1}.tables(k);
    for n = 2:numel (parts)
      more = parts{n}.tables(k);
      one.stats = study_add (one.stats, more.stats);
      one.by_row = [one.by_row; more.by_row];
      for name = {'by_pair', 'by_pair_ulp', 'by_bin'}
        one.(name{1}) = max (one.(name{1}), more.(name{1}));
      end
    end
    for name = {'by_pair', 'by_pair_ulp', 'by_row', 'by_bin'}
      t(k).(name{1}) = one.(name{1});
    end
    t(k).stats = study_stats (one.stats);
  end

end

% The entries of the tables do not depend on the pairing: computed once.
function rows = table_rows (c, task, tables)

  rows = [];
  for t = tables(strcmp ({tables.class}, task.format))
    bound = [];
    if strcmp (t.name, 'rope_cache')
      bound = 0.5;
    end
    entry = struct ('name', t.name, 'title', t.implementation);
    rows = [rows, study_row(c, task.pairing, task.format, entry, 'table', t.stats, bound)];
  end

end
