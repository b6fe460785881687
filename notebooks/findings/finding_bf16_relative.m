function [rows, ax] = finding_bf16_relative (small)
%FINDING_BF16_RELATIVE  BFloat16 breaks the relative position property (Wang et al. 2024).
%
%   Usage: [rows, ax] = finding_bf16_relative (small)
%
%   The defect |<R_m q, R_n k> - <R_(m+s) q, R_(n+s) k>| / (|q| |k|) for random q and k, rms over pairs of tokens, by the shift s;
%   tables and rotated vectors are rounded to bf16.  Once with the framework's float32 angles, once with exact ones.

  shifts = [1, 100, 1e4, 1e5, 1e6, 1e7];
  tokens = 256;
  if small
    shifts = shifts([1, 4, 6]);
    tokens = 64;
  end
  kinds = {'bf16, float32 angles', 'bf16, exact angles', 'single, float32 angles', 'single, exact angles'};
  defect = zeros (numel (shifts), 4);
  remembered = rng ();
  restore = onCleanup (@() rng (remembered));
  rng (1, 'twister');
  q = single (randn (tokens, 128));
  k = single (randn (tokens, 128));
  for n = 1:numel (shifts)
    for kind = 1:4
      defect(n, kind) = shift_defect (q, k, shifts(n), kind <= 2, mod (kind, 2) == 0);
    end
  end
  source = 'Wang et al., arXiv:2411.13476, abstract';
  long = defect(shifts == 1e5, :);
  rows = [ ...
    finding_row('relative position property in bf16', [source, ': RoPE deviates from it'], 'breaks', ...
                sprintf ('defect %.1e against %.1e in single with exact angles', long(2), long(4)), 'yes', 'rms over random vectors, relative to |q| |k|, shift 1e5'), ...
    finding_row('growth of the defect with the context in bf16, exact angles: shift 1e7 over shift 1', [source, ': accumulates with the length'], 'grows', ...
                defect(end, 2) / defect(1, 2), 'no', 'rounding of tables and vectors alone gives a floor that does not depend on the position'), ...
    finding_row('the same with the float32 angles of frameworks', [source, ': accumulates with the length'], 'grows', defect(end, 1) / defect(1, 1), 'yes', ...
                'the growth comes from the float32 angle, not from bf16'), ...
    finding_row('share of the first token', [source, ': it contributes significantly'], 'large', 'not tried', 'not comparable', ...
                'a property of trained attention (a sink at the first token), not of the rotation')];
  ax = rope_plot_score (shifts', defect, 'xscale', 'log', 'yscale', 'log', 'labels', kinds, 'xlabel', 'shift s (tokens)', 'ylim', [1e-9, 0.1], ...
                        'ylabel', 'rms defect / (|q| |k|)', ...
                        'title', 'Scores of shifted tokens: what bf16 loses, and what the angle loses');

end

function d = shift_defect (q, k, s, bf16, exact)

  n = size (q, 1);
  if bf16
    q = single (rope_round (q, 'bf16'));
    k = single (rope_round (k, 'bf16'));
  end
  a = scores (q, k, 0, bf16, exact);
  b = scores (q, k, s, bf16, exact);
  lengths = sqrt (sum (double (q) .^ 2, 2)) * sqrt (sum (double (k) .^ 2, 2))';
  d = sqrt (mean (mean (((a - b) ./ lengths) .^ 2)));

end

function a = scores (q, k, s, bf16, exact)

  p = s + 16 * (0:size (q, 1) - 1);
  if exact
    [C, S] = rope_cache (p, 128, 'dtype', 'single');
  else
    [C, S] = rope_cache_hf32_ref (p, 128);
  end
  if bf16
    C = single (rope_round (C, 'bf16'));
    S = single (rope_round (S, 'bf16'));
  end
  [q, k] = rope_apply (q, k, C, S);
  if bf16
    q = rope_round (q, 'bf16');
    k = rope_round (k, 'bf16');
  end
  a = double (q) * double (k)';

end
