% check_table (FNAME, C, S)  class and shape of the two tables.

function check_table (fname, c, s)

  need (is_real_full (c), 'badClass', ...
        '%s: C must be a real full double or single array, got %s', fname, kind (c));
  need (is_real_full (s), 'badClass', ...
        '%s: S must be a real full double or single array, got %s', fname, kind (s));
  need (ndims (c) == 2, 'sizeMismatch', ...
        '%s: C must be S-by-R/2, got %s', fname, shape (c));
  need (isequal (size (s), size (c)), 'sizeMismatch', ...
        '%s: S must have the size of C, %s, got %s', fname, shape (c), shape (s));

end
