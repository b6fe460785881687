% [A, B] = study_pairs (M)  first and second column of every pair that M shows.
%
% M (a, b) = +1 for the pair (a, b); the pairs in the order of their first columns,
% which is the order of the table columns.

function [a, b] = study_pairs (M)

  [a, b] = find (M > 0);
  [a, order] = sort (a);
  b = b(order);

end
