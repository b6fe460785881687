function [rows, ax] = finding_ggml (small)
%FINDING_GGML  ggml makes the angles of a token by multiplying: theta = theta * scale, in float32, pair after pair.
%
%   Usage: [rows, ax] = finding_ggml (small)

  at = [4095, 32767, 131071, 1048575];
  theirs = [4.1e-4, 2.3e-3, 1.2e-2, 8.5e-2];
  source = 'ggml-org/ggml, ggml_rope_cache_init (theta *= theta_scale), emulated in float32: max |d cos| at the last position';
  rows = [];
  e = zeros (4, 3);
  for k = 1:4
    p = [at(k); 0];
    exact = rope_cache (p, 128);
    ggml = abs (double (rope_cache_ggml_ref (p, 128)) - exact);
    hf = abs (double (rope_cache_hf32_ref (p, 128)) - exact);
    e(k, :) = [max(ggml(1, :)), max(hf(1, :)), 2^-25];
    rows = [rows, finding_row(sprintf ('error of cos at position %d, base 1e4, dim 128', at(k)), source, theirs(k), e(k, 1), 0.05, '')];
  end
  rows = [rows, finding_row('running product over direct powers, position 131071', source, 'about 3 times', e(3, 1) / e(3, 2), 'yes', ...
                            'each of 63 products adds a rounding to the frequency')];
  p = round (2 .^ (0:0.5:20))';
  if small
    p = p(1:4:end);
  end
  exact = rope_cache (p, 128);
  curves = [max(abs (double (rope_cache_ggml_ref (p, 128)) - exact), [], 2), max(abs (double (rope_cache_hf32_ref (p, 128)) - exact), [], 2)];
  ax = rope_plot_score (p, max (curves, 1e-9), 'xscale', 'log', 'yscale', 'log', 'labels', {'running product (ggml)', 'powers (Hugging Face)'}, ...
                        'xlabel', 'position (tokens)', 'ylim', [1e-8, 1], ...
                        'ylabel', 'largest error of cos', 'title', 'float32 angles: running product and powers, base 1e4, dim 128');

end
