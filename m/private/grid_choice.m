% V = grid_choice (NAME, V, CHOICES)  a word, the first of CHOICES where V is empty.

function v = grid_choice (name, v, choices)

  if isempty (v)
    v = choices{1};
  end
  if ~ (ischar (v) && any (strcmpi (v, choices)))
    shown = class (v);
    if ischar (v)
      shown = ['''', v, ''''];
    end
    error ('rome:badValue', 'rope_grid: %s must be one of %s, got %s', name, strjoin (choices, ', '), shown);
  end
  v = lower (v);

end
