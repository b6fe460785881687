% P = study_hard (W, COUNT)  positions below COUNT where the angles are hard.
%
% For each frequency the denominators of the convergents of 2 w / pi, their neighbours
% among the intermediate fractions and small multiples: there p w comes closest to a
% multiple of pi/2, so that a cosine or sine nearly vanishes and an error of the angle
% stands alone.  Also the powers of two and their neighbours, where formats of positions
% change their spacing, and the last position.  The continued fraction of a double is that
% of the exact frequency for denominators below 2^26.

function p = study_hard (w, count)

  p = 2 .^ (0:floor (log2 (count)));
  p = [p - 1, p, p + 1, count - 1];
  for x = unique (w(w > 0)) * 2 / pi
    last = 0;
    q = 1;
    while x > 0 && q < count
      a = floor (x);
      x = x - a;
      if x < 2 ^ -26
        break
      end
      x = 1 / x;
      next = floor (x) * q + last;
      p = [p, q * (1:3), last + q * [1, max(1, floor (floor (x) / 2)), max(1, floor (x) - 1)]];
      last = q;
      q = next;
    end
  end
  p = unique (p(p >= 0 & p < count))';

end
