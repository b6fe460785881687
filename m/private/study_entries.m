% E = study_entries (OPT)  every evaluation in every format of a study.
%
% Struct array: name, title, format, tables (function handle), see rope_evaluations.

function entries = study_entries (opt)

  entries = struct ('name', {}, 'title', {}, 'format', {}, 'tables', {});
  for e = rope_evaluations (opt.evaluations)'
    for format = opt.formats
      if any (strcmp (format{1}, e.formats))
        entries(end+1) = struct ('name', e.name, 'title', e.title, 'format', format{1}, 'tables', e.tables);
      end
    end
  end

end
