% TF = is_number (X)  true for a real, full array of any numeric class, integers too, without NaN and Inf.

function tf = is_number (x)

  tf = isnumeric (x) && isreal (x) && ~ issparse (x) && all (isfinite (x(:)));

end
