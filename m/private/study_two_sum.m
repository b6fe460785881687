% [S, E] = study_two_sum (A, B)  S = round (A+B) and S + E = A+B exactly.

function [s, e] = study_two_sum (a, b)

  s = a + b;
  t = s - a;
  e = (a - (s - t)) + (b - t);

end
