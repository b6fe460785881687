% [C, S] = table_rows (FNAME, C, S, X, OPT)  the table rows that X needs.
%
% X is S-by-D-by-H-by-B.  The result has the class of X and is S-by-width, or
% S-by-width-by-1-by-B where the batch entries stand at different positions:
% row (0-based) = position + offset, the position of token s is s-1 by default.

function [c, s] = table_rows (fname, c, s, x, opt)

  S = size (x, 1);
  B = size (x, 4);

  p = opt.positions;
  if isempty (p)
    p = 0:S-1;
  end
  need (is_whole_class (p) && is_whole_class (opt.offset), 'badClass', ...
        '%s: POSITIONS and OFFSET must be real full numbers', fname);
  if isvector (p) && numel (p) == S
    p = reshape (p, 1, S);
  end
  need (ndims (p) == 2 && any (size (p, 1) == [1 B]) && size (p, 2) == S, ...
        'sizeMismatch', '%s: POSITIONS must be a vector of S = %d or B-by-S = %dx%d, got %s', ...
        fname, S, B, S, shape (p));
  need (isscalar (opt.offset) || (isvector (opt.offset) && numel (opt.offset) == B), ...
        'sizeMismatch', '%s: OFFSET must be a scalar or one per batch entry (%d), got %s', ...
        fname, B, shape (opt.offset));

  row = double (p) + double (opt.offset(:));            % 1-by-S or B-by-S
  need (all (row(:) >= 0 & row(:) == fix (row(:)) & row(:) < Inf), 'badValue', ...
        '%s: POSITIONS + OFFSET must be integers, 0 or more', fname);
  need (isempty (row) || max (row(:)) < size (c, 1), 'sizeMismatch', ...
        '%s: C must be S-by-R/2, got %s where row %d (0-based) is needed', ...
        fname, shape (c), max ([row(:); 0]));

  c = cast (pick (c, row), class (x));
  s = cast (pick (s, row), class (x));

end

function tf = is_whole_class (p)

  tf = isnumeric (p) && isreal (p) && ~ issparse (p);

end

function t = pick (t, row)

  t = reshape (t(row' + 1, :), [size(row'), size(t, 2)]);      % S-by-N-by-width
  t = permute (t, [1 3 4 2]);                                  % S-by-width-by-1-by-N

end
