% [C, S] = rope_cache_ref (POSITIONS, DIM, ...)  cos and sin tables.
% [C, S, STEPS] = rope_cache_ref (...)           also what it held on the way
%
% Reference model of rope_cache: row r holds the values of position p_r,
%
%   C(r, i) = cos (p_r * w_i)     S(r, i) = sin (p_r * w_i)
%
% POSITIONS  an integer n >= 0 means the positions 0, 1, ..., n-1;
%            a vector gives the positions themselves (negative and fractional
%            ones too); an S-by-A matrix gives the coordinates on A axes, its
%            columns going with 'axes'.  Real and finite.
% DIM        even number of rotated columns
% C, S       S-by-DIM/2; column i belongs to pair i; the pairs of axis 1 first
% STEPS      struct of doubles for rope_blame: position, freqs, angle, cos, sin
%
% Options (NAME, VALUE pairs or a struct):
%   'base'     default 1e4, see rope_freqs_ref
%   'freqs'    DIM/2 explicit frequencies instead of 'base'
%   'axes'     block sizes [d_1 ... d_A], even, sum DIM; default one axis
%   'offset'   added to the positions, a scalar or one per axis; default 0
%   'dtype'    'double' (default) or 'single': computed in double, then rounded
%   'width'    'half' (default), or 'full': S-by-DIM, each value standing at both
%              columns of its pair
%   'pairing'  the arrangement of 'full', inside each axis' own block:
%              'interleaved' (default) repeats each value, kron (C, [1 1]);
%              'half' and 'interleave-half' tile, [C C]; 'quarter' tiles inside
%              each half
%
% The result is as good as double arithmetic: the angle p*w carries an error of
% about p * 1e-16, where rope_cache is correctly rounded.
%
% Errors: rome:sizeMismatch, rome:badClass, rome:badValue, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example:
%   [c, s] = rope_cache_ref (4, 8);                        % positions 0 1 2 3
%   [c, s] = rope_cache_ref ([0 0; 0 1; 1 0; 1 1], 8, 'axes', [4 4]);
%
% See also: rope_cache, rope_freqs_ref, rope_ref, rope_grid

function [c, s, steps] = rope_cache_ref (positions, dim, varargin)

  need (nargin >= 2, 'badCall', 'rope_cache_ref: POSITIONS and DIM are needed');
  opt = rome_options ('rope_cache_ref', struct ( ...
    'base', 1e4, 'freqs', [], 'axes', [], 'offset', 0, ...
    'dtype', {{'double', 'single'}}, 'width', {{'half', 'full'}}, ...
    'pairing', {{'interleaved', 'half', 'quarter', 'interleave-half'}}), varargin);
  d = block_sizes ('rope_cache_ref', dim, opt.axes);
  p = position_columns (positions, numel (d), opt.offset);

  w = opt.freqs;
  if isempty (w)
    w = rope_freqs_ref (dim, 'base', opt.base, 'axes', d);
  end
  need (is_real_full (w) && isvector (w) && all (isfinite (w)), 'badValue', ...
        'rope_cache_ref: FREQS must be a vector of finite real numbers');
  need (numel (w) == dim / 2, 'sizeMismatch', ...
        'rope_cache_ref: FREQS must have DIM/2 = %d entries, got %s', dim / 2, shape (w));

  w = double (w(:)');

  angle = zeros (size (p, 1), dim / 2);
  first = 0;
  for a = 1:numel (d)                   % each axis turns its own pairs
    i = first + (1:d(a)/2);
    angle(:, i) = p(:, a) * w(i);
    first = i(end);
  end
  c = cos (angle);
  s = sin (angle);
  steps = evaluation_steps (p, w, angle, c, s);

  if strcmp (opt.width, 'full')
    [in, out] = pair_columns ('rope_cache_ref', opt.pairing, d);
    at = zeros (1, dim);                % the pair that each column belongs to
    at(out) = [1:dim/2; 1:dim/2]';
    c = c(:, at);
    s = s(:, at);
  end
  c = cast (c, opt.dtype);
  s = cast (s, opt.dtype);

end

% S-by-A matrix of positions, the offset added.
function p = position_columns (p, A, offset)

  need (isnumeric (p) && isreal (p) && ~ issparse (p), 'badClass', ...
        'rope_cache_ref: POSITIONS must be real and full, got %s', kind (p));
  need (all (isfinite (p(:))), 'badValue', ...
        'rope_cache_ref: POSITIONS must be finite');
  p = double (p);
  if isscalar (p)
    need (A == 1, 'sizeMismatch', ...
          'rope_cache_ref: POSITIONS must be S-by-A with A = %d axes, got a scalar', A);
    need (p >= 0 && p == fix (p), 'badValue', ...
          'rope_cache_ref: a scalar POSITIONS must be an integer, 0 or more, got %g', p);
    p = (0:p-1)';
  elseif A == 1 && (isvector (p) || isempty (p))
    p = p(:);
  elseif isempty (p)
    p = zeros (0, A);
  end
  need (ndims (p) == 2 && size (p, 2) == A, 'sizeMismatch', ...
        'rope_cache_ref: POSITIONS must be S-by-A with A = %d axes, got %s', A, shape (p));

  need (is_real_full (offset) && all (isfinite (offset(:))), 'badValue', ...
        'rope_cache_ref: OFFSET must be finite real numbers');
  need (isscalar (offset) || (isvector (offset) && numel (offset) == A), 'sizeMismatch', ...
        'rope_cache_ref: OFFSET must be a scalar or one per axis (%d), got %s', A, shape (offset));
  p = p + double (offset(:)');

end
