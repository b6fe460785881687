% N = leading_arrays (ARGS)  number of arguments before the first option (a name or a struct).
function n = leading_arrays (args)
  is_option = cellfun (@(v) ischar (v) || isstruct (v), args);
  n = sum (cumprod (double (~is_option)));
end
