% V = config_get (C, NAME)  the field NAME of C, [] if it is missing or null.

function v = config_get (c, name)

  v = [];
  if isstruct (c) && isfield (c, name)
    v = c.(name);
  end

end
