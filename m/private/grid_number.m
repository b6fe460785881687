% V = grid_number (NAME, V, DEFAULT, COUNTS, LEAST)  an option of positive numbers.
%
% DEFAULT where V is empty; else finite real numbers, as many as one of COUNTS, each
% above 0 (LEAST given: at least that, and integers)

function v = grid_number (name, v, default, counts, least)

  if isempty (v)
    v = default;
    return
  end
  if ~ (isnumeric (v) && isreal (v) && all (isfinite (v(:))))
    error ('rome:badValue', 'rope_grid: %s must be finite real numbers, got %s', name, class (v));
  end
  if ~ (any (numel (v) == counts) && (isvector (v) || isscalar (v)))
    error ('rome:sizeMismatch', 'rope_grid: %s must have %s numbers, got %dx%d', name, ...
           strjoin (arrayfun (@(c) sprintf ('%d', c), counts, 'UniformOutput', false), ' or '), size (v, 1), size (v, 2));
  end
  v = double (v(:)');
  if nargin > 4 && ~ all (v == fix (v) & v >= least)
    error ('rome:badValue', 'rope_grid: %s must hold integers, %d or more', name, least);
  elseif nargin < 5 && ~ all (v > 0)
    error ('rome:badValue', 'rope_grid: %s must be positive', name);
  end

end
