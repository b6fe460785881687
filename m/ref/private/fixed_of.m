% A = fixed_of (X, N)  the double X >= 0, below 2^53, as a fixed-point number of N digits (fixed_carry).

function a = fixed_of (x, n)

  a = zeros (1, n);
  for k = 1:n
    a(k) = floor (x);
    x = (x - a(k)) * 2^24;
  end

end
