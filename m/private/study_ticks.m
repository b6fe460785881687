% T = study_ticks (TOP, COUNT)  0, step, 2 step, ... <= TOP, about COUNT steps of 1, 2,
% 4 or 5 times a power of ten, or of a power of two where TOP is an integer over 10.

function t = study_ticks (top, count)

  step = top / count;
  if top == fix (top) && top > 10
    step = 2 ^ round (log2 (step));
  else
    ten = 10 ^ floor (log10 (step));
    steps = [1, 2, 4, 5, 10];
    [~, k] = min (abs (steps - step / ten));
    step = steps(k) * ten;
    if top == fix (top)
      step = max (step, 1);
    end
  end
  t = 0:step:top * (1 + 10 * eps);

end
