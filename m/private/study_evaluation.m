% [E, FORMAT] = study_evaluation (FNAME, NAME, FORMAT)  one evaluation and a format it has.

function [e, format] = study_evaluation (fname, name, format)

  if ~ (ischar (name) && size (name, 1) == 1)
    error ('rome:badClass', '%s: EVALUATION must be text, got %s', fname, class (name));
  end
  e = rope_evaluations (name);
  if isempty (format)
    format = e.formats{1};
  end
  if ~ (ischar (format) && any (strcmp (format, e.formats)))
    shown = class (format);
    if ischar (format)
      shown = ['''', format, ''''];
    end
    error ('rome:badValue', '%s: FORMAT must be one of %s for ''%s'', got %s', ...
           fname, strjoin (e.formats, ', '), e.name, shown);
  end

end
