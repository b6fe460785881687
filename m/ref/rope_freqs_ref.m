% [W, A, G] = rope_freqs_ref (DIM, ...)  the angular frequencies of RoPE.
%
% Lesson 6 of m/ref (README.md there), derived in notebooks/01-rotation and notebooks/06-longer-contexts.
%
% Reference model of rope_freqs.  Each pair of columns i = 0, ..., DIM/2-1 turns
% by the angle p * w_i at position p, with
%
%   w_i = base ^ (-2i / DIM)
%
% or what a scaling rule makes of it for longer contexts.  The rules' formulas stand in
% m/ref/private, a file per family: rule_divide, rule_base, rule_yarn, rule_longrope;
% fields and sources under rope_freqs.
%
% W  row vector, 1-by-DIM/2, double, in radians per position
% A  the factor on cos and sin, 1 for most rules
% G  DeepSeek's factor on the softmax scale (YaRN with mscale_all_dim), else 1
%
% Options (NAME, VALUE pairs or a struct):
%   'base'     default 1e4
%   'axes'     block sizes [d_1 ... d_A], even, sum DIM: the frequencies start
%              anew on each axis, w_i = base ^ (-2i / d_a); default one block
%   'scaling'  struct with the field rope_type and the rule's own, as for rope_freqs
%   'seq_len'  length of the sequence, for the rules that depend on it; default 0
%   'sections', 'sections_interleaved', 'pair_axes', 'pair_indices'  as for rope_freqs
%
% Errors: rome:oddDimension, rome:sizeMismatch (sum of axes, lists), rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example:
%   rope_freqs_ref (8)                       % 1  0.1  0.01  0.001
%   rope_freqs_ref (128, 'axes', [44 44 40], 'base', 256);
%   [w, a] = rope_freqs_ref (64, 'scaling', struct ('rope_type', 'yarn', 'factor', 40, ...
%                            'original_max_position_embeddings', 4096));
%
% See also: rope_freqs, rope_freqs_hf32_ref, rope_cache_ref

function [w, a, g] = rope_freqs_ref (dim, varargin)

  fname = 'rope_freqs_ref';
  need (nargin >= 1, 'badCall', '%s: DIM is missing', fname);
  opt = rome_options (fname, struct ('base', 1e4, 'axes', [], 'scaling', [], 'seq_len', 0, ...
    'sections', [], 'sections_interleaved', [], 'pair_axes', [], 'pair_indices', []), varargin);
  [~, d, index] = pair_places (fname, dim, opt);
  [w, a, g, stretch] = model_freqs (fname, d, opt, 'double');
  w = w(index) * stretch;

end

%!demo
%! i = 0:63;
%! llama = struct ('rope_type', 'llama3', 'factor', 8, 'low_freq_factor', 1, 'high_freq_factor', 4, 'original_max_position_embeddings', 8192);
%! semilogy (i, rope_freqs_ref (128), i, rope_freqs_ref (128, 'base', 5e5), i, rope_freqs_ref (128, 'base', 5e5, 'scaling', llama), 'linewidth', 2);
%! grid on;  legend ('base 1e4', 'base 5e5', 'base 5e5, Llama 3.1 scaling', 'location', 'southwest');
%! title ('Angular frequencies');  xlabel ('pair');  ylabel ('w (rad per token)');
