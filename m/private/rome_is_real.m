% TF = rome_is_real (X)  true for a real, full, double or single array without NaN and Inf.

function tf = rome_is_real (x)

  tf = isfloat (x) && isreal (x) && ~ issparse (x) && all (isfinite (x(:)));

end
