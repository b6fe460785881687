% [C, S] = rope_cache_hf16_ref (POSITIONS, DIM, ...)  float32 angles, half tables.
% [C, S, STEPS] = rope_cache_hf16_ref (...)           also what it held on the way
%
% Lesson 9 of m/ref (README.md there), derived in notebooks/05-floating-point.
%
% Model of Hugging Face transformers, flash-attention and vLLM with a 16-bit model:
% the tables are made in float32 as in rope_cache_hf32_ref and then rounded to the
% dtype of the activations,
%
%   C = dtype (cos (angle)),  S = dtype (sin (angle))
%
% which adds half an ulp of the format, 2e-3 (bf16) or 2.4e-4 (f16), to the error of
% the float32 angle.
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
%   'freqs'   DIM/2 explicit frequencies instead of 'base', rounded to single
%   'axes'    block sizes [d_1 ... d_A], even, sum DIM: the frequencies start anew on
%             each axis with d_a in place of DIM; default one axis
%   'offset'  added to the positions, a scalar or one per axis; default 0
%   'attention_factor'  multiplies cosines and sines; default 1
%
% Errors: rome:sizeMismatch, rome:badClass, rome:badValue, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example:
%   c = rope_cache_hf16_ref (4096, 128, 'dtype', 'bf16');
%   max (max (abs (double (c) - rope_cache (4096, 128))))  % about 2e-3
%
% Source of the formula: cos.to (dtype = x.dtype) in modeling_llama.py of Hugging Face transformers.
%
% See also: rope_evaluations, rope_blame, rope_cache_hf32_ref, rope_pack

function [c, s, steps] = rope_cache_hf16_ref (positions, dim, varargin)

  if nargin < 2
    dim = [];
  end
  r = table_request ('rope_cache_hf16_ref', positions, dim, varargin, struct ('dtype', {{'bf16', 'f16'}}));
  w = single (r.freqs);
  if isempty (w)
    w = 1 ./ single (r.base) .^ (single (2 * r.index) ./ single (r.size));
  end
  p = single (r.position);
  angle = p(:, r.axis) .* w;
  a = single (r.attention_factor);
  c = cos (angle) * a;
  s = sin (angle) * a;
  steps = evaluation_steps (p, w, angle, c, s);
  c = round16 (c, r.dtype);
  s = round16 (s, r.dtype);

end

%!demo
%! p = round (2 .^ (0:0.25:20));
%! c = rope_cache_hf16_ref (p, 128);
%! e = max (abs (double (c) - rope_truth (p, 128).cos), [], 2);
%! loglog (p, max (e, 1e-18), 'o-', 'linewidth', 2);  grid on;
%! title ('Float32 angles, half tables: largest error of the cosines');  xlabel ('position (tokens)');  ylabel ('absolute error');

%!test  # the float32 tables, rounded once
%! for dtype = {'bf16', 'f16'}
%!   [c, s, t] = rope_cache_hf16_ref (500, 16, 'dtype', dtype{1}, 'base', 500);
%!   [C, S] = rope_cache_hf32_ref (500, 16, 'base', 500);
%!   p = 8 + 3 * strcmp (dtype{1}, 'f16');
%!   assert (t.cos, double (C));
%!   assert (t.sin, double (S));
%!   [f, e] = log2 (abs (double (C)));
%!   assert (all (all (abs (double (c) - double (C)) <= max (2 .^ (e - p - 1), 2^-25))));
%!   assert (round (double (s) * 2^24) / 2^24 == double (s) | strcmp (dtype{1}, 'bf16'));
%! end
%!test  # ties to even, overflow of nothing, subnormals of f16
%! assert (double (rope_cache_hf16_ref (0:1, 2)), [1; 0.5390625]);     % bf16 (cos 1 = 0.540302)
%! assert (double (rope_cache_hf16_ref (0:1, 2, 'dtype', 'f16')), [1; 0.54052734375]);
%!error <rope_cache_hf16_ref: DTYPE must be one of bf16, f16, got 'x'$> rope_cache_hf16_ref (4, 8, 'dtype', 'x')
%!error id=rome:badCall rope_cache_hf16_ref (4)
%!error <rope_cache_hf16_ref: POSITIONS and DIM are needed$> rope_cache_hf16_ref (4)
%!error <rope_cache_hf16_ref: DIM must be even, got 7$> rope_cache_hf16_ref (4, 7)
%!error <rope_cache_hf16_ref: POSITIONS must be finite$> rope_cache_hf16_ref (Inf, 8)
%!error <rope_cache_hf16_ref: BASE must be a positive finite number$> rope_cache_hf16_ref (4, 8, 'base', 0)
%!error <rope_cache_hf16_ref: ATTENTION_FACTOR must be a finite real number$> rope_cache_hf16_ref (4, 8, 'attention_factor', NaN)
%!error <rope_cache_hf16_ref: unknown option 'width'> rope_cache_hf16_ref (4, 8, 'width', 'full')
