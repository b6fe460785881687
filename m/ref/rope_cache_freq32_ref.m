% [C, S] = rope_cache_freq32_ref (POSITIONS, DIM, ...)  single frequencies, double angles.
% [C, S, STEPS] = rope_cache_freq32_ref (...)           also what it held on the way
%
% Lesson 9 of m/ref (README.md there), derived in notebooks/05-floating-point.
%
% The frequencies are made and rounded in single, as frameworks store inv_freq; all
% further steps are done in double:
%
%   inv_freq = single (1 ./ base .^ (2i / DIM))
%   C = cos (position * inv_freq),  S = sin (position * inv_freq)
%
% What is left is the error of the frequency, position * inv_freq * 2^-23 or so: more
% than half of the error of rope_cache_hf32_ref.  Some video models ask for this.
%
% POSITIONS, DIM  as for rope_cache_ref
% C, S            S-by-DIM/2, double; column i belongs to pair i, the pairs of
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
%   c = rope_cache_freq32_ref (131072, 128);
%   max (max (abs (c - rope_cache (131072, 128))))       % about 4e-3
%
% Source of the formula: common practice where inv_freq is a float32 buffer and positions are double.
%
% See also: rope_evaluations, rope_blame, rope_cache_hf32_ref, rope_cache

function [c, s, steps] = rope_cache_freq32_ref (positions, dim, varargin)

  if nargin < 2
    dim = [];
  end
  r = table_request ('rope_cache_freq32_ref', positions, dim, varargin, struct ());
  w = single (r.freqs);
  if isempty (w)
    w = 1 ./ single (r.base) .^ (single (2 * r.index) ./ single (r.size));
  end
  angle = r.position(:, r.axis) .* double (w);
  c = cos (angle) * r.attention_factor;
  s = sin (angle) * r.attention_factor;
  steps = evaluation_steps (r.position, w, angle, c, s);

end

%!demo
%! p = round (2 .^ (0:0.25:20));
%! c = rope_cache_freq32_ref (p, 128);
%! e = max (abs (double (c) - rope_truth (p, 128).cos), [], 2);
%! loglog (p, max (e, 1e-18), 'o-', 'linewidth', 2);  grid on;
%! title ('Frequencies in float32: largest error of the cosines');  xlabel ('position (tokens)');  ylabel ('absolute error');

%!test
%! [c, s, t] = rope_cache_freq32_ref ([3; 1e6], 6, 'base', 77);
%! w = double (1 ./ single (77) .^ (single ([0 2 4]) / single (6)));
%! assert (c, cos ([3; 1e6] * w));
%! assert (s, sin ([3; 1e6] * w));
%! assert (t.freqs, w);
%! assert (class (c), 'double');
%! assert (rope_cache_freq32_ref (4, 4, 'freqs', [1, 0.1]), cos ((0:3)' * double (single ([1, 0.1]))));
%!error id=rome:badCall rope_cache_freq32_ref (4)
%!error <rope_cache_freq32_ref: POSITIONS and DIM are needed$> rope_cache_freq32_ref (4)
%!error <rope_cache_freq32_ref: DIM must be even, got 7$> rope_cache_freq32_ref (4, 7)
%!error <rope_cache_freq32_ref: POSITIONS must be finite$> rope_cache_freq32_ref (Inf, 8)
%!error <rope_cache_freq32_ref: BASE must be a positive finite number$> rope_cache_freq32_ref (4, 8, 'base', 0)
%!error <rope_cache_freq32_ref: ATTENTION_FACTOR must be a finite real number$> rope_cache_freq32_ref (4, 8, 'attention_factor', NaN)
%!error <rope_cache_freq32_ref: unknown option 'width'> rope_cache_freq32_ref (4, 8, 'width', 'full')
