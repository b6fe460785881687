% Y = round16 (X, DTYPE)  X rounded once, to nearest even, to the values of a 16-bit format.
%
%   'bf16'  8 bits of precision, exponents of single
%   'f16'   11 bits of precision, spacing at least 2^-24, overflow to Inf at 65520
%
% Y has class single, which holds every value of both formats exactly.

function y = round16 (x, dtype)

  p = 8;  least = -133;  top = 2 ^ 128;           % bf16: the spacing is at least 2^least
  if strcmp (dtype, 'f16')
    p = 11;  least = -24;  top = 2 ^ 16;
  end
  x = double (x);
  y = x;                                          % NaN and Inf stay
  k = isfinite (x) & x ~= 0;
  [~, e] = log2 (abs (x(k)));                     % 2^(e-1) <= |x| < 2^e
  spacing = 2 .^ max (e - p, least);
  t = x(k) ./ spacing;                            % exact
  n = round (t);
  tie = abs (t - fix (t)) == 0.5;
  n(tie) = 2 * round (t(tie) / 2);
  n = n .* spacing;
  n(abs (n) >= top) = Inf * sign (n(abs (n) >= top));
  y(k) = n;
  y = single (y);

end
