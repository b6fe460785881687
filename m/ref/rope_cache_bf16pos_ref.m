% [C, S] = rope_cache_bf16pos_ref (POSITIONS, DIM, ...)  positions held in bf16.
% [C, S, STEPS] = rope_cache_bf16pos_ref (...)           also what it held on the way
%
% Lesson 9 of m/ref (README.md there), derived in notebooks/05-floating-point.
%
% Model of a framework under autocast, or with position ids in the model's dtype: the
% position is rounded to bf16, whose 8 bits hold every integer up to 256 and then
% only every 2nd, 4th, ...; the rest is float32 as in rope_cache_hf32_ref:
%
%   angle = single (bf16 (position)) * inv_freq
%   C = cos (angle),  S = sin (angle)
%
% Neighbouring tokens above 256 get the same angles; the fastest pair is off by up to
% a full turn.
%
% POSITIONS, DIM  as for rope_cache_ref
% C, S            S-by-DIM/2, single; column i belongs to pair i, the pairs of
%                 axis 1 first
% STEPS           struct of doubles for rope_blame: position, freqs, angle, cos, sin
%                 as each step rounded them
%
% Options (NAME, VALUE pairs or a struct):
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
%   c = rope_cache_bf16pos_ref (1024, 128);
%   size (unique (c, 'rows'), 1)                         % 513 of 1024 differ
%
% Source of the formula: "When Precision Meets Position", Wang et al. 2024, arXiv:2411.13476.
%
% See also: rope_evaluations, rope_blame, rope_cache_hf32_ref, rope_cache

function [c, s, steps] = rope_cache_bf16pos_ref (positions, dim, varargin)

  if nargin < 2
    dim = [];
  end
  r = table_request ('rope_cache_bf16pos_ref', positions, dim, varargin, struct ());
  w = single (r.freqs);
  if isempty (w)
    w = 1 ./ single (r.base) .^ (single (2 * r.index) ./ single (r.size));
  end
  p = round16 (r.position, 'bf16');
  angle = p(:, r.axis) .* w;
  a = single (r.attention_factor);
  c = cos (angle) * a;
  s = sin (angle) * a;
  steps = evaluation_steps (p, w, angle, c, s);

end

%!demo
%! p = round (2 .^ (0:0.25:20));
%! c = rope_cache_bf16pos_ref (p, 128);
%! e = max (abs (double (c) - rope_truth (p, 128).cos), [], 2);
%! loglog (p, max (e, 1e-18), 'o-', 'linewidth', 2);  grid on;
%! title ('Positions in bf16: largest error of the cosines');  xlabel ('position (tokens)');  ylabel ('absolute error');

%!test  # 257 integers are exact, then steps of 2, 4, ...
%! [c, s, t] = rope_cache_bf16pos_ref (1024, 8);
%! assert (t.position(1:257), (0:256)');
%! assert (numel (unique (t.position)), 513);
%! assert (t.position([258 260 1024]), [256; 260; 1024]);
%! [C, S] = rope_cache_hf32_ref (257, 8);
%! assert (c(1:257,:), C);
%! assert (s(1:257,:), S);
%!error id=rome:badCall rope_cache_bf16pos_ref (4)
%!error <rope_cache_bf16pos_ref: POSITIONS and DIM are needed$> rope_cache_bf16pos_ref (4)
%!error <rope_cache_bf16pos_ref: DIM must be even, got 7$> rope_cache_bf16pos_ref (4, 7)
%!error <rope_cache_bf16pos_ref: POSITIONS must be finite$> rope_cache_bf16pos_ref (Inf, 8)
%!error <rope_cache_bf16pos_ref: BASE must be a positive finite number$> rope_cache_bf16pos_ref (4, 8, 'base', 0)
%!error <rope_cache_bf16pos_ref: ATTENTION_FACTOR must be a finite real number$> rope_cache_bf16pos_ref (4, 8, 'attention_factor', NaN)
%!error <rope_cache_bf16pos_ref: unknown option 'width'> rope_cache_bf16pos_ref (4, 8, 'width', 'full')
