% study_log_axis (AX, NAME, LIM)  a logarithmic axis from LIM(1) to LIM(2), ticks at powers of ten.
%
% NAME 'x' or 'y'; at most 8 ticks.

function study_log_axis (ax, name, lim)

  from = ceil (log10 (lim(1)) - 1e-9);
  to = floor (log10 (lim(2)) + 1e-9);
  step = max (1, ceil ((to - from) / 8));
  tick = 10 .^ (from:step:to);
  labels = arrayfun (@(k) sprintf ('10^{%d}', k), from:step:to, 'UniformOutput', false);
  set (ax, [name, 'scale'], 'log', [name, 'lim'], lim, [name, 'tick'], tick, [name, 'ticklabel'], labels);

end
