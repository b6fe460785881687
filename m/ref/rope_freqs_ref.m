% [W, A] = rope_freqs_ref (DIM, ...)  the angular frequencies of RoPE.
%
% Reference model of rope_freqs.  Each pair of columns i = 0, ..., DIM/2-1 turns
% by the angle p * w_i at position p, with
%
%   w_i = base ^ (-2i / DIM)
%
% W  row vector, 1-by-DIM/2, double, in radians per position
% A  the factor on cos and sin, 1
%
% Options (NAME, VALUE pairs or a struct):
%   'base'  default 1e4
%   'axes'  block sizes [d_1 ... d_A], even, sum DIM: the frequencies start
%           anew on each axis, w_i = base ^ (-2i / d_a); default one block
%
% Errors: rome:oddDimension, rome:sizeMismatch (sum of axes), rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example:
%   rope_freqs_ref (8)                       % 1  0.1  0.01  0.001
%   rope_freqs_ref (128, 'axes', [44 44 40], 'base', 256);
%
% See also: rope_freqs, rope_cache_ref

function [w, a] = rope_freqs_ref (dim, varargin)

  need (nargin >= 1, 'badCall', 'rope_freqs_ref: DIM is missing');
  opt = rome_options ('rope_freqs_ref', struct ('base', 1e4, 'axes', []), varargin);
  sizes = block_sizes ('rope_freqs_ref', dim, opt.axes);
  need (is_real_full (opt.base) && isscalar (opt.base) ...
        && opt.base > 0 && opt.base < Inf, 'badValue', ...
        'rope_freqs_ref: BASE must be a positive finite number');

  w = [];
  for d = sizes
    w = [w, double(opt.base) .^ (-(0:2:d-2) / d)];
  end
  a = 1;

end
