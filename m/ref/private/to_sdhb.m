% [X, ORDER] = to_sdhb (FNAME, X, FORMAT)  bring X to S-by-D-by-H-by-B.
%
% FORMAT names the dimensions of X, a permutation of s and d with h and b as
% wanted; '' means 'sd', 'shd' or 'bshd' by the number of dimensions.  Missing
% dimensions count as 1.  ipermute (X, ORDER) goes back.

function [x, order] = to_sdhb (fname, x, format)

  need (is_real_full (x), 'badClass', ...
        '%s: X must be a real full double or single array, got %s', ...
        fname, kind (x));
  n = ndims (x);
  if isempty (format)
    need (n <= 4, 'sizeMismatch', '%s: X must have at most 4 dimensions, got %s', ...
          fname, shape (x));
    formats = {'sd', 'shd', 'bshd'};
    format = formats{n - 1};
  end
  need (ischar (format) && all (ismember (format, 'bshd')) ...
        && numel (unique (format)) == numel (format) ...
        && any (format == 's') && any (format == 'd'), 'badValue', ...
        '%s: FORMAT must be made of the letters b, s, h, d, each once, with s and d', ...
        fname);
  need (n <= max (numel (format), 2), 'sizeMismatch', ...
        '%s: X must have the %d dimensions of FORMAT ''%s'', got %s', ...
        fname, numel (format), format, shape (x));

  order = zeros (1, 4);
  letters = 'sdhb';
  free = numel (format);                % letters not named come last, size 1
  for i = 1:4
    at = find (format == letters(i));
    if isempty (at)
      free = free + 1;
      at = free;
    end
    order(i) = at;
  end
  x = permute (x, order);

end
