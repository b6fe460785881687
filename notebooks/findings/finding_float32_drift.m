function [rows, ax] = finding_float32_drift (small)
%FINDING_FLOAT32_DRIFT  float32 angles drift away from the truth as the context grows.
%
%   Usage: [rows, ax] = finding_float32_drift (small)

  at = [40, 2000, 16000, 131071];
  theirs = [3.0e-6, 2.3e-4, 1.6e-3, 1.0e-2];
  source = 'kekzl/imp pull 1325 (its CUDA kernel before the fix, against double)';
  rows = [];
  for k = 1:4
    e = error_below (at(k), 5e5, small);
    rows = [rows, finding_row(sprintf ('largest error of cos and sin up to position %d', at(k)), source, theirs(k), e, 'yes', ...
                              'ours: float32 as in Hugging Face, base 5e5, dim 128; theirs: a kernel with fast intrinsics on top; same size and growth')];
    if e > 4 * theirs(k) || e < theirs(k) / 4
      rows(end).agree = 'no';
    end
  end
  rows = [rows, finding_row('error of a float32 reference on the CPU against double', [source, ': accurate to about 1e-7'], 1e-7, error_below (131071, 5e5, small), 1, ...
                            'a float32 sincosf of a float32 angle is; the float32 angle itself is not: its frequency is off by up to 1.4 units in the last place')];

  p = round (2 .^ (0:0.25:20))';
  if small
    p = p(1:4:end);
  end
  bases = [1e4, 5e5, 1e6];
  e = zeros (numel (p), 3);
  for b = 1:3
    e(:, b) = cummax (of (p, bases(b)));
  end
  ax = rope_plot_score (p, max (e, 1e-9), 'xscale', 'log', 'yscale', 'log', 'labels', {'base 1e4', 'base 5e5', 'base 1e6'}, 'xlabel', 'position (tokens)', 'ylim', [1e-8, 1], ...
                        'ylabel', 'largest error so far', ...
                        'title', 'Drift of float32 angles, dim 128');

end

function e = error_below (last, base, small)

  p = (0:last)';
  if small && last > 2000
    p = unique ([round(linspace (0, last, 2000)), last])';
  end
  e = max (of (p, base));

end

% Largest error over the pairs, for each position.
function e = of (p, base)

  e = zeros (size (p));
  for first = 1:8192:numel (p)
    k = first:min (first + 8191, numel (p));
    q = [p(k); 0];
    [c, s] = rope_cache (q, 128, 'base', base);
    [C, S] = rope_cache_hf32_ref (q, 128, 'base', base);
    d = max (max (abs (double (C) - c), abs (double (S) - s)), [], 2);
    e(k) = d(1:end-1);
  end

end
