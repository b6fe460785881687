% [C, S] = rope_cache_ref (POSITIONS, DIM, ...)  cos and sin tables.
% [C, S, STEPS] = rope_cache_ref (...)           also what it held on the way
%
% Lesson 6 of m/ref (README.md there), derived in notebooks/01-rotation.
%
% Reference model of rope_cache: row r holds the values of position p_r,
%
%   C(r, i) = a cos (p_r * w_i)     S(r, i) = a sin (p_r * w_i)
%
% with a = 1 unless a scaling rule says otherwise.
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
%   'scaling', 'seq_len'  a rule for longer contexts, see rope_freqs_ref; default
%              length: the largest position (with offset) plus 1
%   'freqs'    DIM/2 explicit frequencies instead of 'base' and 'scaling', or
%              DIM/2-by-A: every pair turns with all axes, by the sum of the angles
%   'axes'     block sizes [d_1 ... d_A], even, sum DIM; default one axis
%   'sections', 'sections_interleaved', 'pair_axes', 'pair_indices'  other divisions of
%              the pairs among axes, as for rope_cache
%   'xpos'     'q', 'k' or a struct: the scale of xPos, as for rope_cache
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
% See also: rope_cache, rope_freqs_ref, rope_cache_hf32_ref, rope_ref, rope_grid

function [c, s, steps] = rope_cache_ref (positions, dim, varargin)

  fname = 'rope_cache_ref';
  need (nargin >= 2, 'badCall', '%s: POSITIONS and DIM are needed', fname);
  opt = rome_options (fname, struct ( ...
    'base', 1e4, 'scaling', [], 'seq_len', [], 'freqs', [], 'axes', [], 'sections', [], ...
    'sections_interleaved', [], 'pair_axes', [], 'pair_indices', [], 'xpos', [], 'offset', 0, ...
    'dtype', {{'double', 'single'}}, 'width', {{'half', 'full'}}, ...
    'pairing', {{'interleaved', 'half', 'quarter', 'interleave-half'}}), varargin);
  [axis, d, index] = pair_places (fname, dim, opt);
  axes = max ([axis, numel(d), numel(opt.sections)]);
  p = position_columns (fname, positions, axes, opt.offset);
  if isempty (opt.seq_len)
    opt.seq_len = max ([p(:)' + 1, 0]);
  end

  a = 1;
  w = opt.freqs;
  if isempty (w)
    [w, a, ~, stretch] = model_freqs (fname, d, opt, 'double');
    w = w(index) * stretch;
  end
  need (is_number (w) && ndims (w) == 2, 'badValue', ...
        '%s: FREQS must be a vector of finite real numbers', fname);
  w = double (w);
  if axes > 1 && isequal (size (w), [dim / 2, axes])
    angle = p * w';                     % every pair turns with all axes
  else
    need (isvector (w) && numel (w) == dim / 2, 'sizeMismatch', ...
          '%s: FREQS must have DIM/2 = %d entries, got %s', fname, dim / 2, shape (w));
    w = w(:)';
    angle = p(:, axis) .* w;            % each axis turns its own pairs
  end
  c = a * cos (angle);
  s = a * sin (angle);
  if ~ isempty (opt.xpos)
    [c, s] = xpos_tables (fname, opt.xpos, c, s, p, dim, opt.seq_len);
  end
  steps = evaluation_steps (p, w, angle, c, s);

  if strcmp (opt.width, 'full')
    [in, out] = pair_columns (fname, opt.pairing, d);
    at = zeros (1, dim);                % the pair that each column belongs to
    at(out) = [1:dim/2; 1:dim/2]';
    c = c(:, at);
    s = s(:, at);
  end
  c = cast (c, opt.dtype);
  s = cast (s, opt.dtype);

end

%!demo
%! p = round (2 .^ (0:0.25:20));
%! c = rope_cache_ref (p, 128);
%! e = max (abs (double (c) - rope_truth (p, 128).cos), [], 2);
%! loglog (p, max (e, 1e-18), 'o-', 'linewidth', 2);  grid on;
%! title ('Double, plain formula: largest error of the cosines');  xlabel ('position (tokens)');  ylabel ('absolute error');
%!test  # numbers of integer classes count as they do in rope_cache
%! assert (rope_cache_ref (4, 8, 'base', int32 (1e6)), rope_cache_ref (4, 8, 'base', 1e6));
%! assert (rope_cache_ref (4, 8, 'offset', int8 (100)), rope_cache_ref (4, 8, 'offset', 100));
%! assert (rope_cache_ref (4, 8, 'freqs', uint8 ([1 2 3 4])), rope_cache_ref (4, 8, 'freqs', 1:4));
%! assert (rope_cache_hf32_ref (4, 8, 'base', int32 (1e6)), rope_cache_hf32_ref (4, 8, 'base', 1e6));
%!error id=rome:badClass rope_cache_ref (4, sparse (8))
%!error id=rome:badClass rope_cache_ref (4, 8, 'axes', sparse (8))
%!error <rope_cache_ref: DIM must be at most 2\^20 = 1048576, got 1000000000000000$> rope_cache_ref (4, 1e15)
%!error <rope_cache_hf32_ref: DIM must be at most 2\^20 = 1048576, got 1000000000000000$> rope_cache_hf32_ref (4, 1e15)
