% TF = is_real_full (X)  true for a real, full, double or single array.

function tf = is_real_full (x)

  tf = isfloat (x) && isreal (x) && ~ issparse (x);

end
