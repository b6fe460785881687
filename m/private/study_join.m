% TEXT = study_join (NUMBERS, GLUE)  integers with a text between them.

function text = study_join (numbers, glue)

  text = strjoin (arrayfun (@(v) sprintf ('%g', v), numbers(:)', 'UniformOutput', false), glue);

end
