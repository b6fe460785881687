% [W, W_LO] = study_exact_freqs (DIM, OPTIONS)  the exact frequencies, W + W_LO.
%
% From the certified truth: at position t = 2^-48 the sine is W t (1 - (W t)^2 / 6) to far below a relative 2^-98.
% An attention factor stands on the sine and is divided out.  Rows of DIM/2.

function [w, lo] = study_exact_freqs (dim, options)

  t = 2 ^ -48;
  options.offset = 0;
  axes = max (study_pair_axis (dim, options));
  at = study_truth (t * ones (1, axes), dim, options);
  a = study_truth (zeros (1, axes), dim, options);
  w = at.sin ./ a.cos;                  % then one step of long division
  [p, e] = study_two_prod (w, a.cos);
  lo = ((at.sin - p) - e + at.sin_lo - w .* a.cos_lo) ./ a.cos;
  lo = lo + w .^ 3 / 6;                 % sin x = x - x^3/6 + ...
  w = w / t;
  lo = lo / t;

end
