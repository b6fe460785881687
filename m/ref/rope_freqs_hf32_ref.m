% [W, A, G] = rope_freqs_hf32_ref (DIM, ...)  frequencies as frameworks compute them.
%
% Lesson 9 of m/ref (README.md there), derived in notebooks/05-floating-point.
%
% The rules of rope_freqs_ref in the order of operations of the framework that each
% comes from (Hugging Face transformers, vLLM, diffusers, the YaRN and LongRoPE
% repositories), with what those keep in float32 tensors rounded to single at every
% step, and what they keep in Python numbers in double.
%
% W, A, G and options as for rope_freqs_ref; W has class single.
%
% rope_freqs_ref and this model run the same lines (m/ref/private/rule_*.m); only the
% class of the tensors differs, so that their difference is what rounding costs: most
% where Llama-3 subtracts nearly equal numbers.  TransformerEngine's dynamic_linear
% scales the positions, so W is not divided there.
%
% Where transformers computes a rule, W differs from its frequencies by at most one ulp, in
% one of ten (its own power is not that of the C library).
%
% Errors: those of rope_freqs_ref
%
% Example:
%   llama = struct ('rope_type', 'llama3', 'factor', 8, 'low_freq_factor', 1, ...
%                   'high_freq_factor', 4, 'original_max_position_embeddings', 8192);
%   w = rope_freqs_hf32_ref (128, 'base', 5e5, 'scaling', llama);
%   v = rope_freqs (128, 'base', 5e5, 'scaling', llama);
%   max (abs (w - v) ./ v) * 2^24
%
% See also: rope_freqs, rope_freqs_ref, rope_cache_hf32_ref

function [w, a, g] = rope_freqs_hf32_ref (dim, varargin)

  fname = 'rope_freqs_hf32_ref';
  need (nargin >= 1, 'badCall', '%s: DIM is missing', fname);
  opt = rome_options (fname, struct ('base', 1e4, 'axes', [], 'scaling', [], 'seq_len', 0, ...
    'sections', [], 'sections_interleaved', [], 'pair_axes', [], 'pair_indices', []), varargin);
  [~, d, index] = pair_places (fname, dim, opt);
  [w, a, g] = model_freqs (fname, d, opt, 'single');
  w = w(index);

end

%!demo
%! dims = [64 80 96 128];
%! for d = dims
%!   w = rope_freqs (d);
%!   printf ('dim %3d: float32 frequencies off by at most %.2f units of roundoff\n', d, max (abs (double (rope_freqs_hf32_ref (d)) - w) ./ w) * 2^24);
%! end
%! % 80 and 96 are no powers of two: the exponent 2i/d itself is rounded
