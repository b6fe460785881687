% [HI, LO] = fixed_double (A)  a fixed-point number (fixed_carry) as the double nearest to it, and the rest.

function [hi, lo] = fixed_double (a)

  unit = 2 .^ (-24 * (0:numel (a) - 1));
  hi = sum (fliplr (a .* unit));        % within a few units of the last place
  for step = 1:2                        % hi + lo is the number: make hi its nearest double
    rest = a;                           % a - hi, exactly: hi in digits, cut off one by one
    h = hi;
    for k = 1:numel (a)
      digit = floor (h / unit(k));
      rest(k) = rest(k) - digit;
      h = h - digit * unit(k);
    end
    rest = fixed_carry (rest);
    sgn = 1 - 2 * (rest(1) < 0);        % a negative rest has -1 before digits: nothing to be summed
    rest = fixed_carry (sgn * rest);
    lo = sgn * sum (fliplr (rest .* unit)) - h;
    hi = hi + lo;
  end

end
