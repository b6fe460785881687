% [DX, DC, DS, DANGLE] = rope_grad (DY, X, C, S, ...)  gradients of the rotation.
%
% For y = rope_apply (X, C, S, ...) and DY the gradient of a scalar with respect
% to y.  For a pair (x0, x1) with the table entries c, s, where y0 = x0 c - x1 s
% and y1 = x1 c + x0 s,
%
%   dx0 = dy0 c + dy1 s                   the inverse rotation of dy
%   dx1 = dy1 c - dy0 s
%   dc  = sum of dy0 x0 + dy1 x1
%   ds  = sum of dy1 x0 - dy0 x1
%   dangle = c ds - s dc                  through c = a cos, s = a sin of the angle
%
% DY, X   double or single, real, same class and size, dimensions as 'format' says
% C, S    tables L-by-R/2, as given to rope_apply; or, where they differ between
%         batch entries or heads, with as many dimensions as 'format' has letters
% DX      class and size of X; rope_apply (DY, C, S, ..., 'inverse', true)
% DC, DS, DANGLE  class and size of C: summed in double over batch, heads and all
%         tokens that use the row ('positions', 'offset'), then rounded once.  Rows
%         that no token uses get 0.  For learned frequencies w with the angles
%         p*w, dw = p' * DANGLE (p the positions of the rows).
%
% Options (NAME, VALUE pairs or a struct), those of rope_apply:
%   'pairing'     'interleaved' (default), 'half', 'quarter', 'interleave-half'
%   'axes'        block sizes [d_1 ... d_A], sum R; default one block
%   'format'      letters b, s, h, d, or t, h, d; default 'sd', 'shd' or 'bshd'
%   'offset'      row of the first token from 0, a scalar or one per batch entry
%                 or sequence; default 0
%   'positions'   table rows from 0 up: S elements, or B-by-S
%   'cu_seqlens'  for packed tokens: 0 = cu(1) <= cu(2) <= ... = T
%   'start'       first rotated column, counted from 0; default 0
%   'inverse'     true: the gradients of rope_apply (..., 'inverse', true)
%   'threads'     number of threads; the result does not depend on it
%
% Errors: rome:badCall, rome:badClass, rome:sizeMismatch, rome:badValue,
%         rome:oddDimension, rome:unknownOption, rome:badOption
%
% Example:
%   [c, s] = rope_cache (16, 8);
%   x = randn (16, 8);
%   dy = rope_apply (x, c, s);            % the gradient of sum (y(:).^2) / 2 is y
%   [dx, dc, ds, dangle] = rope_grad (dy, x, c, s);
%   max (abs (dx(:) - x(:)))              % a few eps: turned back
%   max (abs (dangle(:)))                 % a few eps: the norm does not depend on the angle
%
% See also: rope_apply, rome_grad, rome_matrix

function [dx, dc, ds, dangle] = rope_grad (dy, x, c, s, varargin)

  if nargin < 4
    error ('rome:badCall', 'rope_grad: DY, X, C and S are needed');
  end
  opt = rome_options ('rope_grad', struct ( ...
    'pairing', {{'interleaved', 'half', 'quarter', 'interleave-half'}}, 'axes', [], ...
    'format', '', 'offset', [], 'positions', [], 'cu_seqlens', [], 'start', [], ...
    'inverse', false, 'threads', []), varargin);
  check_array ('DY', dy);
  check_array ('X', x);
  if ~ strcmp (class (dy), class (x))
    error ('rome:badClass', 'rope_grad: DY must have the class of X, got %s and %s', ...
           class (dy), class (x));
  end
  if ~ isequal (size (dy), size (x))
    error ('rome:sizeMismatch', 'rope_grad: DY must have the size of X, got %s for X of %s', ...
           shape (dy), shape (x));
  end
  back = opt.inverse;
  if ~ ((islogical (back) || isnumeric (back)) && isscalar (back) && any (back == [0 1]))
    error ('rome:badValue', 'rope_grad: INVERSE must be true or false');
  end
  opt = given_options (opt);

  opt.inverse = ~ back;
  try
    dx = rope_apply (dy, c, s, opt);
  catch err                             % its checks are ours too, X being DY there
    error (err.identifier, '%s', regexprep (err.message, '^rope_apply:', 'rope_grad:'));
  end
  if nargout < 2
    return
  end

  columns = size (c, 2);
  if ndims (c) > 2
    at = find (option (opt, 'format', default_format (x)) == 'd');
    columns = size (c, at);
  end
  if columns == 0                       % nothing turns
    [dc, ds, dangle] = deal (c, c, c);
    return
  end
  [M, P] = rome_matrix (2 * columns, 'pairing', opt.pairing, 'axes', option (opt, 'axes', []));
  for name = {'pairing', 'axes', 'inverse', 'threads'}
    if isfield (opt, name{1})
      opt = rmfield (opt, name{1});
    end
  end
  if back                               % <dy, R' x> = <x, R dy>
    [x, dy] = deal (dy, x);
  end
  in_class = class (c);
  c = double (c);
  s = double (s);
  [~, dc, ds] = rome_grad (dy, x, M, c, s, 'P', P, opt);
  dangle = cast (c .* ds - s .* dc, in_class);
  dc = cast (dc, in_class);
  ds = cast (ds, in_class);

end

% The options that were given, empty ones being defaults.
function given = given_options (opt)

  given = opt;
  names = fieldnames (opt);
  for i = 1:numel (names)
    if isempty (opt.(names{i}))
      given = rmfield (given, names{i});
    end
  end

end

function v = option (opt, name, v)

  if isfield (opt, name)
    v = opt.(name);
  end

end

function format = default_format (x)

  formats = {'sd', 'shd', 'bshd'};
  format = formats{ndims (x) - 1};

end

function check_array (name, a)

  if ~ (isfloat (a) && isreal (a) && ~ issparse (a))
    error ('rome:badClass', ...
           'rope_grad: %s must be a real full double or single array, got %s', name, class (a));
  end

end

function txt = shape (a)

  txt = sprintf ('%dx', size (a));
  txt = txt(1:end-1);

end

%!demo
%! [c, s] = rope_cache (32, 16);
%! x = randn (32, 16);  target = randn (32, 16);
%! step = zeros (1, 40);
%! for k = 1:40                            % turn x so that the rotated x comes near the target
%!   y = rope_apply (x, c, s);
%!   step(k) = norm (y - target);
%!   x = x - 0.2 * rope_grad (y - target, x, c, s);
%! end
%! semilogy (0:39, step, 'o-', 'linewidth', 2);  grid on;
%! title ('Descent along the gradient of the rotation');  xlabel ('step');  ylabel ('distance from the target');

%!shared x, dy, c, s, same, pairings
%! randn ('twister', 21);
%! x = randn (2, 7, 3, 16);
%! dy = randn (2, 7, 3, 16);
%! [c, s] = rope_cache (30, 16);
%! pairings = {'interleaved', 'half', 'quarter', 'interleave-half'};
%! same = @(a, b) isequal (class (a), class (b)) && isequal (size (a), size (b)) && isequal (typecast (a(:), 'uint8'), typecast (b(:), 'uint8'));
%!test  # by hand
%! [dx, dc, ds, da] = rope_grad ([3 5], [1 2], 10, 100);
%! assert (dx, [3*10 + 5*100, 5*10 - 3*100]);
%! assert (dc, 3*1 + 5*2);
%! assert (ds, 5*1 - 3*2);
%! assert (da, 10 * ds - 100 * dc);
%! [dx, dc, ds] = rope_grad ([3 5], [1 2], 10, 100, 'inverse', true);
%! assert (dx, [3*10 - 5*100, 5*10 + 3*100]);
%! assert (dc, 3*1 + 5*2);
%! assert (ds, 3*2 - 5*1);
%!test  # dx is the inverse rotation, bit for bit, and the adjoint to a few eps
%! cases = {{}, {'offset', [3 9]}, {'positions', [4 4 0 29 7 2 4]}, {'positions', [0:6; 23:29]}, ...
%!          {'axes', [4 12]}, {'format', 'bhsd'}, {'format', 'sbhd', 'offset', 5}};
%! for k = 1:numel (cases)
%!   for p = pairings
%!     o = [cases{k}, {'pairing', p{1}}];
%!     for z = {dy, single(dy)}
%!       v = cast (x, class (z{1}));
%!       dx = rope_grad (z{1}, v, c, s, o{:});
%!       assert (same (dx, rope_apply (z{1}, c, s, o{:}, 'inverse', true)));
%!       y = rope_apply (v, c, s, o{:});
%!       a = double (z{1}(:))' * double (y(:));
%!       b = double (dx(:))' * double (v(:));
%!       assert (abs (a - b) <= 6 * eps (class (v)) * norm (double (z{1}(:))) * norm (double (v(:))));
%!       assert (same (rope_grad (z{1}, v, c, s, o{:}, 'inverse', true), rope_apply (z{1}, c, s, o{:})));
%!     end
%!   end
%! end
%!test  # complex step through the formula: x, c, s and the angles
%! L = 9;
%! angle = randn (L, 8);
%! q = [0 3 3 8 1 0 3];
%! h = 1e-30;
%! for p = pairings
%!   for o = {{'axes', 16}, {'axes', [4 12]}}
%!     [M, P] = rome_matrix (16, 'pairing', p{1}, o{1}{:});
%!     spread = (abs (P' * M) + eye (16)) > 0;             % members of a pair
%!     [~, first] = max (spread);
%!     [~, ~, pair] = unique (first);
%!     f = @(x, a, b) sum (dy(:) .* reshape (reshape (reshape (x, [], 16) * P, size (x)) .* reshape (a(q+1, pair), 1, 7, 1, 16) ...
%!                         + reshape (reshape (x, [], 16) * M, size (x)) .* reshape (b(q+1, pair), 1, 7, 1, 16), [], 1));
%!     tc = cos (angle);
%!     ts = sin (angle);
%!     [dx, dc, ds, da] = rope_grad (dy, x, tc, ts, 'pairing', p{1}, o{1}{:}, 'positions', q);
%!     for k = 1:numel (tc)
%!       e = zeros (L, 8);
%!       e(k) = 1i * h;
%!       assert (dc(k), imag (f (x, tc + e, ts)) / h, 1e-13);
%!       assert (ds(k), imag (f (x, tc, ts + e)) / h, 1e-13);
%!       assert (da(k), imag (f (x, cos (angle + e), sin (angle + e))) / h, 1e-13);
%!     end
%!     for k = 1:37:numel (x)
%!       e = zeros (size (x));
%!       e(k) = 1i * h;
%!       assert (dx(k), imag (f (x + e, tc, ts)) / h, 1e-13);
%!     end
%!     assert ([dc([3 5:8], :); ds([3 5:8], :); da([3 5:8], :)], zeros (15, 8));
%!   end
%! end
%!test  # finite differences of rope_apply: learned frequencies, dw = p' * dangle
%! p = (0:6)';
%! w = 1e4 .^ (-(0:7) / 8);
%! f = @(w) sum (dy(:) .* rope_apply (x, cos (p * w), sin (p * w), 'pairing', 'half')(:));
%! [~, ~, ~, da] = rope_grad (dy, x, cos (p * w), sin (p * w), 'pairing', 'half');
%! h = 1e-5;
%! for i = 1:8
%!   e = zeros (1, 8);
%!   e(i) = h;
%!   assert ((f (w + e) - f (w - e)) / (2*h), p' * da(:, i), 1e-5);
%! end
%!test  # packed tokens, partial rotary, tables per head, inverse
%! v = reshape (permute (x, [2 1 3 4]), 14, 3, 16);
%! g = reshape (permute (dy, [2 1 3 4]), 14, 3, 16);
%! [dx, dc, ds, da] = rope_grad (dy, x, c, s, 'offset', [3 9], 'pairing', 'half');
%! [ex, ec, es, ea] = rope_grad (g, v, c, s, 'format', 'thd', 'cu_seqlens', [0 7 14], 'offset', [3 9], 'pairing', 'half');
%! assert (same (permute (reshape (ex, 7, 2, 3, 16), [2 1 3 4]), dx));
%! assert ([ec, es, ea], [dc, ds, da], 1e-13);
%! [dx, dc] = rope_grad (dy, x, c(:, 1:4), s(:, 1:4), 'start', 3);
%! [ex, ec] = rope_grad (dy(:, :, :, 4:11), x(:, :, :, 4:11), c(:, 1:4), s(:, 1:4));
%! assert (same (dx(:, :, :, 4:11), ex));
%! assert (same (dx(:, :, :, [1:3 12:16]), dy(:, :, :, [1:3 12:16])));
%! assert (same (dc, ec));
%! tc = randn (1, 7, 3, 8);
%! ts = randn (1, 7, 3, 8);
%! [dx, dc, ds, da] = rope_grad (dy, x, tc, ts);
%! assert (size (dc), [1 7 3 8]);
%! for h = 1:3
%!   [ex, ec, es, ea] = rope_grad (dy(:, :, h, :), x(:, :, h, :), squeeze (tc(1, :, h, :)), squeeze (ts(1, :, h, :)));
%!   assert (same (dx(:, :, h, :), ex));
%!   assert ([squeeze(dc(1, :, h, :)), squeeze(ds(1, :, h, :)), squeeze(da(1, :, h, :))], [ec, es, ea], 1e-13);
%! end
%! [~, dc, ds] = rope_grad (dy, x, c, s, 'inverse', true, 'offset', 2);
%! [~, ec, es] = rope_grad (dy, x, c, -s, 'offset', 2);
%! assert (dc, ec, 1e-13);
%! assert (ds, -es, 1e-13);
%!test  # un-rotating and re-rotating cached keys: K(p + d) = R(d) K(p)
%! k = randn (1, 20, 2, 64);
%! [tc, ts] = rope_cache (100, 64);
%! for pairing = {'interleaved', 'half', 'quarter'}
%!   o = {'pairing', pairing{1}};
%!   at = rope_apply (k, tc, ts, 'offset', 10, o{:});
%!   for d = [1 17 60]
%!     moved = rope_apply (at, tc, ts, 'positions', d * ones (1, 20), o{:});
%!     assert (moved, rope_apply (k, tc, ts, 'offset', 10 + d, o{:}), 20 * eps);
%!     back = rope_apply (moved, tc, ts, 'positions', d * ones (1, 20), 'inverse', true, o{:});
%!     assert (back, at, 20 * eps);
%!   end
%!   assert (rope_apply (at, tc, ts, 'offset', 10, 'inverse', true, o{:}), k, 10 * eps);
%! end
%!test  # classes and empty arrays
%! [dx, dc, ds, da] = rope_grad (single (dy), single (x), c, s);
%! assert ({class(dx), class(dc), class(ds), class(da)}, {'single', 'double', 'double', 'double'});
%! [~, dc, ds, da] = rope_grad (dy, x, single (c), single (s));
%! assert ({class(dc), class(ds), class(da)}, {'single', 'single', 'single'});
%! [dx, dc] = rope_grad (zeros (0, 16), zeros (0, 16), c, s);
%! assert (size (dx), [0 16]);
%! assert (dc, zeros (30, 8));
%!error id=rome:badCall rope_grad (1, 2, 3)
%!error <rope_grad: DY, X, C and S are needed$> rope_grad (1, 2, 3)
%!error id=rome:badClass rope_grad (uint16 ([1 2]), uint16 ([1 2]), 1, 1)
%!error <rope_grad: DY must be a real full double or single array, got uint16$> rope_grad (uint16 ([1 2]), uint16 ([1 2]), 1, 1)
%!error <rope_grad: X must be a real full double or single array, got double$> rope_grad ([1 2], [1i 2], 1, 1)
%!error <rope_grad: DY must have the class of X, got double and single$> rope_grad ([1 2], single ([1 2]), 1, 1)
%!error id=rome:sizeMismatch rope_grad ([1 2 3], [1 2], 1, 1)
%!error <rope_grad: DY must have the size of X, got 1x3 for X of 1x2$> rope_grad ([1 2 3], [1 2], 1, 1)
%!error <rope_grad: INVERSE must be true or false$> rope_grad ([1 2], [1 2], 1, 1, 'inverse', 2)
%!error <rope_grad: C must be S-by-R/2, got 1x2> rope_grad ([1 2], [1 2], [1 1], [1 1])
%!error id=rome:badValue rope_grad ([1 2], [1 2], 1, 1, 'offset', 1)
%!error <rope_grad: OFFSET reaches row 1 \(0-based\), but the table C has 1 rows> rope_grad ([1 2], [1 2], 1, 1, 'offset', 1)
%!error id=rome:oddDimension rope_grad (1:6, 1:6, [1 1 1], [1 1 1], 'pairing', 'quarter')
%!error <rope_grad: PAIRING must be one of interleaved, half, quarter, interleave-half, got 'neox'$> rope_grad ([1 2], [1 2], 1, 1, 'pairing', 'neox')
%!error id=rome:unknownOption rope_grad ([1 2], [1 2], 1, 1, 'foo', 1)
%!error <rope_grad: unknown option 'foo'; valid options are pairing, axes, format, offset, positions, cu_seqlens, start, inverse, threads$> rope_grad ([1 2], [1 2], 1, 1, 'foo', 1)
