% [C, S] = rope_cache_all16_ref (POSITIONS, DIM, ...)  every step in a 16-bit format.
% [C, S, STEPS] = rope_cache_all16_ref (...)           also what it held on the way
%
% Lesson 9 of m/ref (README.md there), derived in notebooks/05-floating-point.
%
% Model of a rotary layer that was cast as a whole: positions, exponents, frequencies,
% angles, cosines and sines are each rounded to the dtype, q ():
%
%   inv_freq = q (1 / q (base ^ q (2i / DIM)))
%   angle = q (q (position) * inv_freq)
%   C = q (cos (angle)),  S = q (sin (angle))
%
% bf16 confuses positions above 256; f16 overflows at position 65520, where all
% tables become NaN.  Single steps are done in float32, as processors do.
%
% POSITIONS, DIM  as for rope_cache_ref
% C, S            S-by-DIM/2, single, holding values of the dtype; column i belongs to pair i, the pairs of
%                 axis 1 first
% STEPS           struct of doubles for rope_blame: position, freqs, angle, cos, sin
%                 as each step rounded them
%
% Options (NAME, VALUE pairs or a struct):
%   'dtype'   'bf16' (default) or 'f16'
%   'base'    default 1e4
%   'freqs'   DIM/2 explicit frequencies instead of 'base', rounded to the dtype
%   'axes'    block sizes [d_1 ... d_A], even, sum DIM: the frequencies start anew on
%             each axis with d_a in place of DIM; default one axis
%   'offset'  added to the positions, a scalar or one per axis; default 0
%   'attention_factor'  multiplies cosines and sines; default 1
%
% Errors: rome:sizeMismatch, rome:badClass, rome:badValue, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example:
%   c = rope_cache_all16_ref (1024, 128);
%   max (max (abs (double (c) - rope_cache (1024, 128))))  % about 2
%
% Source of the formula: model.to (torch.bfloat16) with inv_freq a buffer; EleutherAI/gpt-neox issue 1003.
%
% See also: rope_evaluations, rope_blame, rope_cache_hf16_ref, rope_cache

function [c, s, steps] = rope_cache_all16_ref (positions, dim, varargin)

  if nargin < 2
    dim = [];
  end
  r = table_request ('rope_cache_all16_ref', positions, dim, varargin, struct ('dtype', {{'bf16', 'f16'}}));
  q = @(x) round16 (x, r.dtype);
  w = q (r.freqs);
  if isempty (w)
    exponent = q (single (2 * r.index) ./ single (r.size));
    w = q (1 ./ q (single (r.base) .^ exponent));
  end
  p = q (r.position);
  angle = q (p(:, r.axis) .* w);
  a = q (r.attention_factor);
  cosine = cos (angle);
  sine = sin (angle);
  steps = evaluation_steps (p, w, angle, cosine * a, sine * a);
  c = q (q (cosine) * a);
  s = q (q (sine) * a);

end

%!demo
%! p = round (2 .^ (0:0.25:20));
%! c = rope_cache_all16_ref (p, 128);
%! e = max (abs (double (c) - rope_truth (p, 128).cos), [], 2);
%! loglog (p, max (e, 1e-18), 'o-', 'linewidth', 2);  grid on;
%! title ('Every step in 16 bits: largest error of the cosines');  xlabel ('position (tokens)');  ylabel ('absolute error');

%!test
%! [c, s, t] = rope_cache_all16_ref ([1, 257, 1e5], 4, 'dtype', 'bf16');
%! assert (t.position, [1; 256; 99840]);
%! assert (t.freqs, [1, 0.010009765625]);            % 1/100 in bf16
%! assert (t.angle(:,1), t.position);
%! assert (class (c), 'single');
%! assert (c(1), single (0.5390625));
%!test  # f16 overflows
%! [c, s] = rope_cache_all16_ref ([65504, 65520], 4, 'dtype', 'f16');
%! assert (isnan (c), [false, false; true, true]);
%!error <rope_cache_all16_ref: DTYPE must be one of bf16, f16, got double$> rope_cache_all16_ref (4, 8, 'dtype', 3)
%!error id=rome:badCall rope_cache_all16_ref (4)
%!error <rope_cache_all16_ref: POSITIONS and DIM are needed$> rope_cache_all16_ref (4)
%!error <rope_cache_all16_ref: DIM must be even, got 7$> rope_cache_all16_ref (4, 7)
%!error <rope_cache_all16_ref: POSITIONS must be finite$> rope_cache_all16_ref (Inf, 8)
%!error <rope_cache_all16_ref: BASE must be a positive finite number$> rope_cache_all16_ref (4, 8, 'base', 0)
%!error <rope_cache_all16_ref: ATTENTION_FACTOR must be a finite real number$> rope_cache_all16_ref (4, 8, 'attention_factor', NaN)
%!error <rope_cache_all16_ref: unknown option 'width'> rope_cache_all16_ref (4, 8, 'width', 'full')
