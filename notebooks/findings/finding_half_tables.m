function [rows, ax] = finding_half_tables (small)
%FINDING_HALF_TABLES  What bf16 tables do to bf16 vectors (flash-attention issue 823).
%
%   Usage: [rows, ax] = finding_half_tables (small)
%
%   Rotated bf16 vectors with bf16 tables, against single tables and one rounding at the end, element by element.

  n = 65536;
  if small
    n = 4096;
  end
  remembered = rng ();
  restore = onCleanup (@() rng (remembered));
  rng (1, 'twister');
  x = single (rope_round (single (randn (n, 128)), 'bf16'));
  [C, S] = rope_cache (n, 128, 'dtype', 'single');
  reference = rope_apply (x, C, S);
  element = struct ('bf16', [], 'f16', []);
  quantile = [0.9, 0.99, 0.999, 0.9999, 1];
  curves = zeros (numel (quantile), 2);
  formats = {'bf16', 'f16'};
  for f = 1:2
    r = @(v) single (rope_round (v, formats{f}));
    y = r (rope_apply (x, r (C), r (S)));
    wanted = r (reference);
    e = double (abs (y - wanted)) ./ max (double (abs (wanted)), realmin ('single'));
    sorted = sort (e(wanted ~= 0));
    curves(:, f) = sorted(max (1, round (quantile * numel (sorted))));
    element.(formats{f}) = max (sorted);
    pairs = hypot (double (y(:, 1:2:end) - wanted(:, 1:2:end)), double (y(:, 2:2:end) - wanted(:, 2:2:end))) ...
            ./ hypot (double (wanted(:, 1:2:end)), double (wanted(:, 2:2:end)));
    worst_pair(f) = max (pairs(:));
  end
  above = mean (sorted_above (x, C, S, reference) > 0.24);
  source = 'Dao-AILab/flash-attention issue 823';
  rows = [ ...
    finding_row('relative error of elements, bf16 tables', [source, ': as much as 24 % in its use case'], 0.24, ...
                sprintf ('%.2g %% of the elements of random vectors are off by 24 %% or more', 100 * above), 'yes', ...
                sprintf ('those that nearly cancel; the largest of this sample, %.2g, grows with its size and has no limit', element.bf16)), ...
    finding_row('largest error of a pair over its length, bf16 tables', [source, ': 24 %'], 0.24, worst_pair(1), 'no', ...
                'as vectors the rotated pairs are off by two units of bf16 or so: a relative error of an element says little'), ...
    finding_row('the same element error with f16 tables and vectors', [source, ': little error for float16'], 'little', curves(2, 2), 'yes', ...
                '99 % of the elements are within this')];
  if element.bf16 < 0.24
    rows(1).agree = 'no';
  end
  ax = rope_plot_score ((1:numel (quantile))', curves, 'yscale', 'log', 'labels', {'bf16', 'f16'}, 'xlabel', 'part of the elements within the error', 'ylim', [1e-5, 10 ^ ceil(log10 (1.1 * max (curves(:))))], ...
                        'ylabel', 'relative error of an element', ...
                        'title', 'Half tables against single tables: quantiles of the error');
  set (ax, 'xtick', 1:5, 'xticklabel', {'90 %', '99 %', '99.9 %', '99.99 %', 'all'});

end

function e = sorted_above (x, C, S, reference)

  r = @(v) single (rope_round (v, 'bf16'));
  y = r (rope_apply (x, r (C), r (S)));
  wanted = r (reference);
  e = double (abs (y(:) - wanted(:))) ./ max (double (abs (wanted(:))), realmin ('single'));

end
