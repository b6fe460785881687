% N = context_of (FNAME, LENGTH, M, DEFAULT)  the number of tokens that a question is about: LENGTH if given, else the longest
% sequence of model M, else DEFAULT.

function n = context_of (fname, len, m, default)

  n = len;
  if isempty (n)
    n = m.max_positions;
  end
  if isempty (n)
    n = default;
  end
  rome_need (rome_is_real (n) && isscalar (n) && n >= 2 && n == fix (n) && n <= 2^40, 'badValue', ...
             '%s: LENGTH must be an integer from 2 to 2^40', fname);

end
