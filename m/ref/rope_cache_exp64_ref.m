% [C, S] = rope_cache_exp64_ref (POSITIONS, DIM, ...)  double tables, frequencies by exp and log.
% [C, S, STEPS] = rope_cache_exp64_ref (...)           also what it held on the way
%
% Lesson 9 of m/ref (README.md there), derived in notebooks/05-floating-point.
%
% Everything in double; the frequency is not a power but
%
%   w_i = exp (-2i/DIM * log (base))
%   C = cos (position * w_i),  S = sin (position * w_i)
%
% as Triton kernels and many scripts write it.  The rounding of the logarithm is
% amplified by 2i/DIM log (base): frequencies are off by up to 13 units of roundoff
% where base .^ (-2i/DIM) stays below 1 (DIM a power of two).
%
% POSITIONS, DIM  as for rope_cache_ref
% C, S            S-by-DIM/2, double; column i belongs to pair i, the pairs of
%                 axis 1 first
% STEPS           struct of doubles for rope_blame: position, freqs, angle, cos, sin
%                 as each step rounded them
%
% Options (NAME, VALUE pairs or a struct):
%   'base'    default 1e4
%   'freqs'   DIM/2 explicit frequencies instead of 'base'
%   'axes'    block sizes [d_1 ... d_A], even, sum DIM: the frequencies start anew on
%             each axis with d_a in place of DIM; default one axis
%   'offset'  added to the positions, a scalar or one per axis; default 0
%   'attention_factor'  multiplies cosines and sines; default 1
%
% Errors: rome:sizeMismatch, rome:badClass, rome:badValue, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example:
%   c = rope_cache_exp64_ref (131072, 128);
%   max (max (abs (c - rope_cache (131072, 128))))       % about 2e-11
%
% Source of the formula: common practice; for instance the 1-D sinusoid of many diffusion models.
%
% See also: rope_evaluations, rope_blame, rope_cache_ref, rope_cache

function [c, s, steps] = rope_cache_exp64_ref (positions, dim, varargin)

  if nargin < 2
    dim = [];
  end
  r = table_request ('rope_cache_exp64_ref', positions, dim, varargin, struct ());
  w = r.freqs;
  if isempty (w)
    w = exp (-(2 * r.index) ./ r.size * log (r.base));
  end
  angle = r.position(:, r.axis) .* w;
  c = cos (angle) * r.attention_factor;
  s = sin (angle) * r.attention_factor;
  steps = evaluation_steps (r.position, w, angle, c, s);

end

%!demo
%! p = round (2 .^ (0:0.25:20));
%! c = rope_cache_exp64_ref (p, 128);
%! e = max (abs (double (c) - rope_truth (p, 128).cos), [], 2);
%! loglog (p, max (e, 1e-18), 'o-', 'linewidth', 2);  grid on;
%! title ('Frequencies by exp and log: largest error of the cosines');  xlabel ('position (tokens)');  ylabel ('absolute error');

%!test
%! [c, s, t] = rope_cache_exp64_ref ([3; 1e6], 6, 'base', 77);
%! w = exp (-[0 2 4] / 6 * log (77));
%! assert (c, cos ([3; 1e6] * w));
%! assert (s, sin ([3; 1e6] * w));
%! assert (t.freqs, w);
%! assert (t.freqs, rope_freqs_ref (6, 'base', 77), -1e-14);
%!error id=rome:badCall rope_cache_exp64_ref (4)
%!error <rope_cache_exp64_ref: POSITIONS and DIM are needed$> rope_cache_exp64_ref (4)
%!error <rope_cache_exp64_ref: DIM must be even, got 7$> rope_cache_exp64_ref (4, 7)
%!error <rope_cache_exp64_ref: POSITIONS must be finite$> rope_cache_exp64_ref (Inf, 8)
%!error <rope_cache_exp64_ref: BASE must be a positive finite number$> rope_cache_exp64_ref (4, 8, 'base', 0)
%!error <rope_cache_exp64_ref: ATTENTION_FACTOR must be a finite real number$> rope_cache_exp64_ref (4, 8, 'attention_factor', NaN)
%!error <rope_cache_exp64_ref: unknown option 'width'> rope_cache_exp64_ref (4, 8, 'width', 'full')
