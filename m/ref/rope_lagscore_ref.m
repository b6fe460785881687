% [A, LAG, PAIRS] = rope_lagscore_ref (Q, K, ...)  mean attention score by relative position.
%
% Lesson 10 of m/ref (README.md there), derived in notebooks/08-modulation.
%
% Reference model of rope_lagscore: rotate, take all S^2 scores, and average those
% of equal displacement,
%
%   A(t) = mean over all tokens m, n with m - n = t of  <R_m q_m, R_n k_n>
%
% where R_p turns pair i by the angle p * w_i.  On a grid m, n and t are vectors.
%
% Q, K   S-by-D, real: one head, one row per token
% A      one value per lag; on a grid of A axes an array with one dimension per
%        axis, of 2 n_a - 1 displacements -(n_a - 1), ..., n_a - 1
% LAG    the lags: one row per element of A, one column per axis, in units of
%        positions (times 'spacing')
% PAIRS  the number of pairs (m, n) behind each element of A, size of A
%
% Options (NAME, VALUE pairs or a struct):
%   'base', 'freqs', 'axes'  the frequencies, as for rope_cache_ref
%   'pairing'  as for rope_ref
%   'grid'     [n_1 ... n_A], product S, the last axis runs fastest (rope_grid);
%              default S tokens on one axis
%   'offset'   position of the first token, a scalar or one per axis; default 0
%   'spacing'  distance of neighbouring tokens, a scalar or one per axis; default 1
%   'lags'     'causal' (lags 0, 1, ..., S-1; default on one axis) or 'both'
%              (default, and the only choice, on several)
%
% Memory and time grow with S^2: a few thousand tokens at the most.
%
% Errors: rome:sizeMismatch, rome:badClass, rome:badValue, rome:oddDimension,
%         rome:unknownOption, rome:badOption
%
% Example: constant vectors show the frequency, A(t) = cos (t w)
%   q = repmat ([1 0], 5, 1);
%   rope_lagscore_ref (q, q, 'freqs', pi/2)                 % 1  0  -1  0  1
%
% See also: rope_lagscore, rope_ref, rope_cache_ref, rope_grid

function [A, lag, pairs] = rope_lagscore_ref (q, k, varargin)

  fname = 'rope_lagscore_ref';
  need (nargin >= 2, 'badCall', '%s: Q and K are needed', fname);
  opt = rome_options (fname, struct ('base', 1e4, 'freqs', [], 'axes', [], ...
    'pairing', {{'interleaved', 'half', 'quarter', 'interleave-half'}}, ...
    'grid', [], 'offset', 0, 'spacing', 1, 'lags', ''), varargin);
  need (is_real_full (q) && is_real_full (k), 'badClass', '%s: Q and K must be real, double or single', fname);
  need (ndims (q) == 2 && isequal (size (q), size (k)), 'sizeMismatch', ...
        '%s: Q and K must be S-by-D, got %s and %s', fname, shape (q), shape (k));
  n = opt.grid;
  if isempty (n)
    n = size (q, 1);
  end
  need (prod (n) == size (q, 1), 'sizeMismatch', '%s: GRID must have S = %d places', fname, size (q, 1));

  token = rope_grid (n);                                % S-by-A: 0, 1, 2, ...
  spacing = double (opt.spacing);
  p = token .* spacing + double (opt.offset);
  [c, s] = rope_cache_ref ([p; p(end, :)], size (q, 2), 'base', opt.base, 'freqs', opt.freqs, ...
                           'axes', opt.axes);           % one row more: a single number would be a count
  [q, k] = rope_ref (double (q), double (k), c, s, 'pairing', opt.pairing, 'axes', opt.axes);
  score = q * k';                                       % all pairs (m, n)

  index = ones (numel (score), 1);                      % of the displacement
  stride = 1;
  for a = 1:numel (n)
    t = token(:, a) - token(:, a)';                     % -(n_a - 1) ... n_a - 1
    index = index + stride * (t(:) + n(a) - 1);
    stride = stride * (2 * n(a) - 1);
  end
  pairs = accumarray (index, 1);
  A = accumarray (index, score(:)) ./ pairs;

  lag = rope_grid (2 * n - 1, 'start', (1 - n) .* spacing, 'step', spacing, 'order', 'column-major');
  if numel (n) > 1
    need (~ strcmpi (opt.lags, 'causal'), 'badOption', '%s: LAGS ''causal'' needs one axis', fname);
    A = reshape (A, 2 * n - 1);
    pairs = reshape (pairs, 2 * n - 1);
  elseif ~ strcmpi (opt.lags, 'both')
    need (isempty (opt.lags) || strcmpi (opt.lags, 'causal'), 'badValue', ...
          '%s: LAGS must be one of causal, both', fname);
    A = A(n:end);
    pairs = pairs(n:end);
    lag = lag(n:end);
  end

end

%!demo
%! q = repmat (randn (20, 32), 10, 1);
%! [A, lag] = rope_lagscore_ref (q, q);
%! plot (lag, A / A(1), 'linewidth', 2);  grid on;
%! title ('Mean score of a text that repeats every 20 tokens');  xlabel ('distance (tokens)');  ylabel ('score / score at 0');

%!assert (rope_lagscore_ref (repmat ([1 0], 5, 1), repmat ([1 0], 5, 1), 'freqs', pi/2), [1 0 -1 0 1]', eps)
%!test  % by hand: three tokens, no rotation
%! [A, t, n] = rope_lagscore_ref ([1 2; 3 4; 5 6], [7 8; 9 1; 2 3], 'freqs', 0, 'lags', 'both');
%! assert (t, (-2:2)');
%! assert (n, [1 2 3 2 1]');
%! assert (A, [8; (11+18)/2; (23+31+28)/3; (53+51)/2; 83]);
%!test  % the offset does not matter; spacing stretches the angles
%! q = sin ((1:20)' * (1:6));  k = cos ((1:20)' .* (2:7));
%! A = rope_lagscore_ref (q, k, 'base', 100);
%! assert (rope_lagscore_ref (q, k, 'base', 100, 'offset', 50), A, 1e-12);
%! assert (rope_lagscore_ref (q, k, 'base', 100, 'offset', single (3.14159), 'spacing', single (1)), A, 1e-12);   % angles in double all the same
%! w = rope_freqs_ref (6, 'base', 100);
%! [B, t] = rope_lagscore_ref (q, k, 'freqs', w, 'spacing', 2.5);
%! assert (t, 2.5 * (0:19)');
%! assert (B, rope_lagscore_ref (q, k, 'freqs', 2.5 * w), 1e-12);
%!test  % a grid, one displacement by hand
%! q = sin ((1:12)' * (1:4));  k = cos ((1:12)' .* (2:5));
%! [A, t, n] = rope_lagscore_ref (q, k, 'grid', [3 4], 'axes', [2 2]);
%! assert (size (A), [5 7]);
%! assert (sum (n(:)), 144);
%! at = find (t(:, 1) == 1 & t(:, 2) == -2);
%! [qr, kr] = rope_ref (q, k, cos (rope_grid ([3 4])), sin (rope_grid ([3 4])), 'axes', [2 2]);
%! r = 0;
%! for row = 1:2
%!   for col = 0:1
%!     r = r + qr(4*row + col + 1, :) * kr(4*(row-1) + col + 3, :)';
%!   end
%! end
%! assert (A(at), r / 4, 1e-13);
%! assert (n(at), 4);
%!error <rope_lagscore_ref: Q and K are needed> rope_lagscore_ref (1)
%!error <rope_lagscore_ref: Q and K must be S-by-D, got 2x2 and 3x2> rope_lagscore_ref (ones (2), ones (3, 2))
%!error <rope_lagscore_ref: Q and K must be real> rope_lagscore_ref (1i, 1)
%!error <rope_lagscore_ref: GRID must have S = 2 places> rope_lagscore_ref (ones (2), ones (2), 'grid', [2 2])
%!error <rope_lagscore_ref: LAGS must be one of> rope_lagscore_ref (ones (2), ones (2), 'lags', 'x')
%!error <rope_lagscore_ref: LAGS 'causal' needs one axis> rope_lagscore_ref (ones (4), ones (4), 'grid', [2 2], 'axes', [2 2], 'lags', 'causal')
