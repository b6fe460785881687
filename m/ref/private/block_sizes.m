% D = block_sizes (FNAME, DIM, AXES)  the even block sizes that DIM columns
% consist of: AXES as a row vector, or one block when AXES is empty.

function d = block_sizes (fname, dim, axes)

  need (~ issparse (dim) && ~ issparse (axes), 'badClass', '%s: DIM and AXES must be full, got sparse', fname);
  need (isnumeric (dim) && isscalar (dim) && isreal (dim) && dim > 0 ...
        && dim == fix (dim) && dim < Inf, 'badValue', ...
        '%s: DIM must be a positive even integer', fname);
  dim = double (dim);
  need (mod (dim, 2) == 0, 'oddDimension', ...
        '%s: DIM must be even, got %d', fname, dim);
  if isempty (axes)
    axes = dim;
  end
  need (isnumeric (axes) && isreal (axes) && isvector (axes) ...
        && all (axes > 0 & axes == fix (axes)), 'badValue', ...
        '%s: AXES must be a vector of positive even integers', fname);
  d = double (axes(:)');
  need (all (mod (d, 2) == 0), 'oddDimension', ...
        '%s: AXES must be even, got %s', fname, mat2str (d));
  need (sum (d) == dim, 'sizeMismatch', ...
        '%s: AXES must sum to %d, got %s', fname, dim, mat2str (d));

end
