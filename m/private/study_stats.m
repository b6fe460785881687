% S = study_stats (S)  mean, rms, bias and quantiles of the sums of study_tally.
%
% Adds mean, rms, bias (of the scaled errors), bias_abs, and p50, p99, p999, p9999: upper
% edges of the bins that hold the quantiles, at most 0.4 % above them and never above max.

function s = study_stats (s)

  s.mean = s.sum / s.points;
  s.rms = sqrt (s.sum2 / s.points);
  s.bias = [];
  s.bias_abs = [];
  if s.finite > 0
    s.bias = s.signed / s.finite;
    s.bias_abs = s.signed2 / s.finite;
  end
  below = cumsum (s.hist);
  names = {'p50', 'p99', 'p999', 'p9999'};
  q = [0.5, 0.99, 0.999, 0.9999];
  for k = 1:4
    s.(names{k}) = min (s.max, study_bin_edge (find (below >= ceil (q(k) * s.points), 1)));
  end

end
