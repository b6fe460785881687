% [P, E] = study_two_prod (A, B)  P = round (A*B) and P + E = A*B exactly.
%
% Dekker's product of halves (Veltkamp's splitting), double arrays; it needs no
% fused multiply-add and is exact as long as nothing over- or underflows.

function [p, e] = study_two_prod (a, b)

  p = a .* b;
  [ah, al] = halves (a);
  [bh, bl] = halves (b);
  e = ((ah .* bh - p) + ah .* bl + al .* bh) + al .* bl;

end

function [h, l] = halves (a)

  t = 134217729 * a;                    % 2^27 + 1
  h = t - (t - a);
  l = a - h;

end
