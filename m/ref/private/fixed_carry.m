% A = fixed_carry (A)  a fixed-point number whose digits are digits again.
%
% A number is a row of n digits, A(1) + A(2) B^-1 + A(3) B^-2 + ..., B = 2^24, held as
% doubles that are integers: sums and products of digits are exact below 2^53.  After
% the carry 0 <= digit < B, but for A(1), the integer part, which may be anything.

function a = fixed_carry (a)

  for k = numel (a):-1:2
    over = floor (a(k) / 2^24);
    a(k) = a(k) - over * 2^24;
    a(k-1) = a(k-1) + over;
  end

end
