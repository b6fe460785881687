% A = fixed_over (A, K)  a fixed-point number >= 0 (fixed_carry) divided by an integer K, 0 < K < 2^28: schoolbook.

function a = fixed_over (a, k)

  rest = 0;
  for j = 1:numel (a)
    digit = a(j) + rest * 2^24;
    a(j) = floor (digit / k);
    rest = digit - a(j) * k;
  end

end
