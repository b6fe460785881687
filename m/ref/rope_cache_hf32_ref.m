% [C, S] = rope_cache_hf32_ref (POSITIONS, DIM, ...)  tables as frameworks make them.
% [C, S, STEPS] = rope_cache_hf32_ref (...)           also what it held on the way
%
% Lesson 9 of m/ref (README.md there), derived in notebooks/05-floating-point.
%
% Model of the evaluation in Hugging Face transformers and most other frameworks:
% every step is done, and rounded, in single (float32) arithmetic,
%
%   inv_freq = 1 ./ base .^ (2i / DIM)       i = 0, ..., DIM/2-1
%   angle    = position * inv_freq
%   C = cos (angle),  S = sin (angle)
%
% The rounded frequency makes the angle wrong by up to position * inv_freq * 2^-22
% or so: the error of C and S grows with the position and passes 7e-3 at 131072
% positions (DIM 128).  Use it to see what a framework computes; rope_cache gives
% the correctly rounded tables.
%
% POSITIONS, DIM  as for rope_cache_ref
% C, S            S-by-DIM/2, single; column i belongs to pair i, the pairs of
%                 axis 1 first
% STEPS           struct of doubles for rope_blame: position, freqs, angle, cos, sin
%                 as each step rounded them
%
% Options (NAME, VALUE pairs or a struct):
%   'base'    default 1e4
%   'scaling', 'seq_len'  a rule for longer contexts in the order of operations of the
%             framework it comes from, see rope_freqs_hf32_ref; default length: the
%             largest position (with offset) plus 1
%   'xpos'    'q', 'k' or a struct: the scale of xPos as flash-attention computes it
%   'freqs'   DIM/2 explicit frequencies instead of 'base', rounded to single
%   'axes'    block sizes [d_1 ... d_A], even, sum DIM; the frequencies start anew
%             on each axis with d_a in place of DIM; default one axis
%   'offset'  added to the positions, a scalar or one per axis; default 0
%   'attention_factor'  of YaRN and LongRoPE, rounded to single, multiplies the
%             rounded cosines and sines; default 1
%
% The power and the cosine are those of the C library that Octave uses; a
% framework's own ones may differ in the last bit.
%
% Errors: rome:sizeMismatch, rome:badClass, rome:badValue, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example:
%   [c, s] = rope_cache_hf32_ref (131072, 128, 'base', 5e5);
%   exact = rope_cache (131072, 128, 'base', 5e5);
%   max (max (abs (c - exact)))                          % about 9e-3
%
% Source of the formula: modeling_rope_utils.py of Hugging Face transformers; of other
% rules: under rope_freqs.
%
% See also: rope_evaluations, rope_blame, rope_cache, rope_cache_ref, rope_truth

function [c, s, steps] = rope_cache_hf32_ref (positions, dim, varargin)

  if nargin < 2
    dim = [];
  end
  fname = 'rope_cache_hf32_ref';
  r = table_request (fname, positions, dim, varargin, struct ('scaling', [], 'seq_len', [], 'xpos', []));
  if isempty (r.seq_len)
    r.seq_len = max ([r.position(:)' + 1, 0]);
  end
  p = single (r.position);
  a = single (r.attention_factor);
  w = single (r.freqs);
  if isempty (w)
    [w, rule_a, ~, stretch] = model_freqs (fname, r.size(r.index == 0), r, 'single');
    p = p * stretch;
    a = a * single (rule_a);
  end
  angle = p(:, r.axis) .* w;            % each axis turns its own pairs
  c = cos (angle) * a;
  s = sin (angle) * a;
  if ~ isempty (r.xpos)
    [c, s] = xpos_tables (fname, r.xpos, c, s, r.position, numel (w) * 2, r.seq_len);
  end
  steps = evaluation_steps (p, w, angle, c, s);

end

%!demo
%! p = round (2 .^ (0:0.25:20));
%! c = rope_cache_hf32_ref (p, 128);
%! e = max (abs (double (c) - rope_truth (p, 128).cos), [], 2);
%! loglog (p, max (e, 1e-18), 'o-', 'linewidth', 2);  grid on;
%! title ('All steps in float32: largest error of the cosines');  xlabel ('position (tokens)');  ylabel ('absolute error');

%!test  % the recipe, step by step
%! [c, s] = rope_cache_hf32_ref (300, 96, 'base', 5e5);
%! inv_freq = 1 ./ (single (5e5) .^ (single (0:2:94) / single (96)));
%! angle = single (0:299)' * inv_freq;
%! assert (class (c), 'single');
%! assert (c, cos (angle));
%! assert (s, sin (angle));
%!test  % several axes are the tables of each axis side by side
%! p = [1 2; 300 400; 5 6];
%! [c, s] = rope_cache_hf32_ref (p, 12, 'axes', [4 8], 'base', 100);
%! [c1, s1] = rope_cache_hf32_ref (p(:,1), 4, 'base', 100);
%! [c2, s2] = rope_cache_hf32_ref (p(:,2), 8, 'base', 100);
%! assert (c, [c1, c2]);
%! assert (s, [s1, s2]);
%!test  % near the exact value at small positions, wrong by 7e-3 at 131071
%! [c, s] = rope_cache_hf32_ref (8, 128);
%! [C, S] = rope_cache_ref (8, 128);
%! assert (double ([c, s]), [C, S], 1e-6);
%! p = 131072 - (1:4000);
%! e = abs (double (rope_cache_hf32_ref (p, 128)) - rope_cache_ref (p, 128));
%! assert (max (e(:)) > 5e-3 && max (e(:)) < 1e-2);
%!test  % explicit frequencies, offset
%! [c, s] = rope_cache_hf32_ref (3, 4, 'freqs', [1, 0.01], 'offset', 5);
%! assert (s, sin (single (5:7)' * single ([1, 0.01])));
%! assert (size (rope_cache_hf32_ref (0, 4)), [0, 2]);
%! assert (rope_cache_hf32_ref (9, 4, 'attention_factor', 1.2), rope_cache_hf32_ref (9, 4) * single (1.2));
%!test  % the steps
%! [c, s, t] = rope_cache_hf32_ref ([2^24 + 1; 7], 4);
%! assert (t.position, [2^24; 7]);
%! assert (t.freqs, double (1 ./ single (1e4) .^ single ([0, 0.5])));
%! assert (t.angle, double (single (t.position) .* single (t.freqs)));
%! assert (t.cos, double (c));
%! assert (t.sin, double (s));
%!error id=rome:badCall rope_cache_hf32_ref (4)
%!error <rope_cache_hf32_ref: DIM must be even, got 7$> rope_cache_hf32_ref (4, 7)
%!error <rope_cache_hf32_ref: POSITIONS must be real and full, got complex double$> rope_cache_hf32_ref (4i, 8)
%!error <rope_cache_hf32_ref: POSITIONS must be finite$> rope_cache_hf32_ref (NaN, 8)
%!error <rope_cache_hf32_ref: a scalar POSITIONS must be an integer, 0 or more, got -1$> rope_cache_hf32_ref (-1, 8)
%!error <rope_cache_hf32_ref: POSITIONS must be S-by-A with A = 2 axes, got 3x1$> rope_cache_hf32_ref ([1;2;3], 8, 'axes', [4 4])
%!error <rope_cache_hf32_ref: OFFSET must be a scalar or one per axis \(1\), got 1x2$> rope_cache_hf32_ref (4, 8, 'offset', [1 2])
%!error <rope_cache_hf32_ref: OFFSET must be finite real numbers$> rope_cache_hf32_ref (4, 8, 'offset', Inf)
%!error <rope_cache_hf32_ref: BASE must be a positive finite number$> rope_cache_hf32_ref (4, 8, 'base', -1)
%!error <rope_cache_hf32_ref: FREQS must have DIM/2 = 4 entries, got 1x3$> rope_cache_hf32_ref (4, 8, 'freqs', [1 2 3])
%!error <rope_cache_hf32_ref: FREQS must be a vector of finite real numbers$> rope_cache_hf32_ref (4, 8, 'freqs', [1 NaN 3 4])
%!error <rope_cache_hf32_ref: ATTENTION_FACTOR must be a finite real number$> rope_cache_hf32_ref (4, 8, 'attention_factor', [1 2])
%!error <rope_cache_hf32_ref: unknown option 'width'> rope_cache_hf32_ref (4, 8, 'width', 'full')
