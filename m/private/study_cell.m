% TEXT = study_cell (VALUE, TEMPLATE)  a cell of a table: text, integer, number or ''.

function text = study_cell (value, template)

  if isempty (value)
    text = '';
  elseif ischar (value)
    text = value;
  elseif value == fix (value) && abs (value) < 1e15
    text = sprintf ('%d', value);
  else
    text = sprintf (template, value);
  end

end
