## Measured errors of 16-bit tables and rotations against their bounds (double and single: tests/c/test_bounds.c).
##
## u is the unit roundoff, 2^-8 for bf16 and 2^-11 for f16.  Tables are correctly rounded to the format (each of c and s off by at
## most u/2: u/sqrt (2) for a pair), the rotation is done in single and rounded once (u for a pair): 1.7072 u of the pair's norm,
## and a little for the single arithmetic.  In f16, numbers below 2^-14 are subnormal, which adds 2^-25 absolutely.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function x = normal_pairs (n, dtype)
%!  x = double (rope_round (randn (n, 128), dtype));
%!  x(abs (x) < 2^-6) = 1;    # away from f16's subnormals
%!endfunction

%!function y = rotate (x, positions, dtype, varargin)
%!  [c, s] = rope_cache ([positions(:); 0], 128, "dtype", dtype);
%!  c = c(1:end-1,:);  s = s(1:end-1,:);
%!  y = double (rope_unpack (rope_apply (rope_pack (x, dtype), c, s, "dtype", dtype, varargin{:}), dtype));
%!endfunction

## the same in double, whose errors are nothing here
%!function y = exactly (x, positions, varargin)
%!  [c, s] = rope_cache ([positions(:); 0], 128);
%!  y = rope_apply (x, c(1:end-1,:), s(1:end-1,:), varargin{:});
%!endfunction

%!function e = over_pairs (d, x)
%!  e = max ((hypot (d(:,1:2:end), d(:,2:2:end)) ./ hypot (x(:,1:2:end), x(:,2:2:end)))(:));
%!endfunction

%!function check (name, dtype, measured, bound)
%!  printf ("measured %-4s %-34s %8.4f u  bound %8.4f u\n", dtype, name, measured, bound);
%!  assert (measured > 0.2 * bound / 4 && measured <= bound);
%!endfunction

%!test  # forward error, norm, inverse, composition and unitarity in bf16 and f16
%! randn ("twister", 11);  rand ("twister", 12);
%! for t = {"bf16", "f16"; 2^-8, 2^-11}
%!   [dtype, u] = t{:};
%!   one = (1 + sqrt (1/2)) * 1.01;   # first order, and the second
%!   p = floor (131072 * rand (4000, 1));  q = floor (131072 * rand (4000, 1));
%!   x = normal_pairs (4000, dtype);
%!   y = rotate (x, p, dtype);
%!   check ("forward", dtype, over_pairs (y - exactly (x, p), x) / u, one);
%!   n = @(z) hypot (z(:,1:2:end), z(:,2:2:end));
%!   check ("norm", dtype, max (abs (n (y) ./ n (x) - 1)(:)) / u, one);
%!   check ("inverse", dtype, over_pairs (rotate (y, p, dtype, "inverse", true) - x, x) / u, 2 * one);
%!   check ("composition", dtype, over_pairs (rotate (y, q, dtype) - rotate (x, p + q, dtype), x) / u, 3 * one);
%!   [c, s] = rope_cache (p, 128, "dtype", dtype);
%!   c = double (rope_unpack (c, dtype));  s = double (rope_unpack (s, dtype));
%!   check ("unitarity |c^2 + s^2 - 1|", dtype, max (abs (c.^2 + s.^2 - 1)(:)) / u, sqrt (2) * 1.01);
%! endfor

%!test  # relative position: flat in the shift up to 1e7
%! for t = {"bf16", "f16"; 2^-8, 2^-11}
%!   [dtype, u] = t{:};
%!   rand ("twister", 13);  randn ("twister", 14);
%!   m = floor (4096 * rand (3000, 1));  n = floor (4096 * rand (3000, 1));
%!   q = normal_pairs (3000, dtype);  k = normal_pairs (3000, dtype);
%!   size_of = sqrt (sum (q.^2, 2) .* sum (k.^2, 2));
%!   score = @(a, b) sum (rotate (q, a, dtype) .* rotate (k, b, dtype), 2);
%!   rms = [];
%!   for shift = [1, 1e3, 1e5, 1e7]
%!     d = (score (m, n) - score (m + shift, n + shift)) ./ size_of;
%!     assert (max (abs (d)) / u <= 4 * (1 + sqrt (1/2)) * 1.01);
%!     rms(end+1) = sqrt (mean (d.^2));
%!   endfor
%!   printf ("measured %-4s relative position by shift 1, 1e3, 1e5, 1e7: rms %s u\n", dtype, sprintf ("%.3f ", rms / u));
%!   assert (rms / rms(1) > 0.7 & rms / rms(1) < 1.3);
%! endfor
