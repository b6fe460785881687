% C = fixed_times (A, B)  product of two fixed-point numbers (fixed_carry), cut to their digits.
%
% With digits below 2^24 and at most 32 of them each sum in the convolution is an integer
% below 2^53: exact.

function c = fixed_times (a, b)

  n = numel (a);
  c = fixed_carry (conv (a, b));
  c = c(1:n);

end
