% TASKS = study_tasks (CASES, OPT)  the pieces of a study, in the order in which they are added up.
%
% Struct array: kind ('table' or 'rotation'), case (number of the case), rows (first and
% last row of the table, from 0), pairing, format, work (relative cost, for the time left),
% text.  The list depends on the study only, never on how it is spread over processes.

function tasks = study_tasks (cases, opt)

  tasks = struct ('kind', {}, 'case', {}, 'rows', {}, 'pairing', {}, 'format', {}, 'work', {}, 'text', {});
  entries = numel (study_entries (opt));
  for k = 1:numel (cases)
    c = cases{k};
    pieces = max ([1, min(4, floor (c.count / 512)), round(c.count * c.dim / 2 / 2 ^ 21)]);
    edge = round (linspace (0, c.count, pieces + 1));
    for n = 1:pieces
      tasks(end+1) = struct ('kind', 'table', 'case', k, 'rows', [edge(n), edge(n+1) - 1], 'pairing', '', 'format', '', ...
        'work', (edge(n+1) - edge(n)) * c.dim * (entries + 1), ...
        'text', sprintf ('%s: tables against the truth, %d of %d rows', c.name, edge(n+1), c.count));
    end
    for pairing = opt.pairings
      for format = opt.formats
        tasks(end+1) = struct ('kind', 'rotation', 'case', k, 'rows', [], 'pairing', pairing{1}, 'format', format{1}, ...
          'work', numel (c.rows) * c.heads * c.head_dim * 20, ...
          'text', sprintf ('%s: rotation, equivalence, norm, inverse, shifts; %s pairing, %s', c.name, pairing{1}, format{1}));
      end
    end
  end

end
