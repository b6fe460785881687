% P = position_columns (FNAME, P, A, OFFSET)  S-by-A double matrix of positions, the offset added.
%
% P is a number n >= 0 of positions 0, 1, ..., n-1, a vector of positions (A = 1), or
% an S-by-A matrix; OFFSET a scalar or one number per axis.

function p = position_columns (fname, p, A, offset)

  need (isnumeric (p) && isreal (p) && ~ issparse (p), 'badClass', ...
        '%s: POSITIONS must be real and full, got %s', fname, kind (p));
  need (all (isfinite (p(:))), 'badValue', '%s: POSITIONS must be finite', fname);
  p = double (p);
  if isscalar (p) && A == 1
    need (p >= 0 && p == fix (p), 'badValue', ...
          '%s: a scalar POSITIONS must be an integer, 0 or more, got %g', fname, p);
    p = (0:p-1)';
  elseif A == 1 && isvector (p)
    p = p(:);
  elseif isempty (p)
    p = zeros (0, A);
  end
  need (ndims (p) == 2 && size (p, 2) == A, 'sizeMismatch', ...
        '%s: POSITIONS must be S-by-A with A = %d axes, got %s', fname, A, shape (p));
  need (is_number (offset), 'badValue', ...
        '%s: OFFSET must be finite real numbers', fname);
  need (isscalar (offset) || (isvector (offset) && numel (offset) == A), 'sizeMismatch', ...
        '%s: OFFSET must be a scalar or one per axis (%d), got %s', fname, A, shape (offset));
  p = p + double (offset(:)');

end
