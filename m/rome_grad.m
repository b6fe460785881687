% [DX, DC, DS] = rome_grad (DY, X, M, C, S, ...)  gradients of the matrix form.
%
% For y = rome_apply (X, M, C, S, ...), that is y = (x*P) .* C + (x*M) .* S for
% each row x of one token and head, and DY the gradient of a scalar with respect
% to y:
%
%   dx = (dy .* C) * P' + (dy .* S) * M'
%   dC = sum of dy .* (x*P)
%   dS = sum of dy .* (x*M)
%
% The tables may be any numbers: the two members of a pair may hold different
% angles (then y is no rotation, and dx is not what 'inverse' gives).  For true
% rotations DX equals rome_apply (DY, M, C, S, 'inverse', true) bit for bit.
%
% DY, X  double or single, real, same class and size; dimensions as 'format' says
% M      R-by-R, any real matrix; R <= D
% C, S   L-by-R, or L-by-R/2: column i serves both members of the i-th pair that M
%        shows, pairs in the order of their first column (M is then a signed
%        permutation).  Tables that differ between batch entries or heads have as
%        many dimensions as 'format' has letters, 1 or all for b and h.
% DX     class and size of X, in the arithmetic of that class
% DC, DS class and size of C: summed in double over batch, heads, the members of
%        the pair (L-by-R/2) and all tokens that use the row; rounded once.  Rows
%        that no token uses get 0.
%
% Options (NAME, VALUE pairs or a struct), as those of rome_apply:
%   'P'           R-by-R matrix; default the identity
%   'format'      permutation of the letters b, s, h, d, or t, h, d for packed
%                 tokens; default 'sd', 'shd' or 'bshd' by number of dimensions
%   'offset'      row of the first token, counted from 0: a scalar, or one per
%                 batch entry or per sequence of 'cu_seqlens'; default 0
%   'positions'   table rows from 0 up: S elements, or B-by-S
%   'cu_seqlens'  for packed tokens: 0 = cu(1) <= cu(2) <= ... = T
%   'start'       first column that turns, counted from 0; default 0
%
% Errors: rome:badCall, rome:badClass, rome:sizeMismatch, rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example:
%   M = rome_matrix (8);
%   [c, s] = rope_cache (5, 8, 'width', 'full');
%   x = randn (5, 8);
%   dy = randn (5, 8);
%   [dx, dc, ds] = rome_grad (dy, x, M, c, s);
%   isequal (dx, rome_apply (dy, M, c, s, 'inverse', true))           % 1
%
% See also: rome_apply, rope_grad, rome_matrix

function [dx, dc, ds] = rome_grad (dy, x, M, c, s, varargin)

  need (nargin >= 5, 'badCall', 'rome_grad: DY, X, M, C and S are needed');
  opt = rome_options ('rome_grad', struct ('P', [], 'format', '', 'offset', [], ...
    'positions', [], 'cu_seqlens', [], 'start', 0), varargin);
  check_array ('DY', dy);
  check_array ('X', x);
  check_array ('M', M);
  check_array ('C', c);
  check_array ('S', s);
  need (strcmp (class (dy), class (x)), 'badClass', ...
        'rome_grad: DY must have the class of X, got %s and %s', class (dy), class (x));
  need (isequal (size (dy), size (x)), 'sizeMismatch', ...
        'rome_grad: DY must have the size of X, got %s for X of %s', shape (dy), shape (x));
  need (isequal (size (c), size (s)), 'sizeMismatch', ...
        'rome_grad: S must have the size of C, got %s for C of %s', shape (s), shape (c));
  order = dimension_order (opt.format, x);
  need (ndims (c) == 2 || ndims (c) <= max (numel (opt.format), ndims (x)), 'sizeMismatch', ...
        'rome_grad: C must be a matrix or have the dimensions of X, got %s for X of %s', ...
        shape (c), shape (x));

  % S-by-D-by-H-by-B, the tables L-by-W-by-H-by-B with 1 for what they share
  shown = shape (c);
  x = permute (x, order);
  dy = permute (dy, order);
  table_order = 1:4;
  if ndims (c) > 2
    table_order = order;
  end
  table_class = class (c);
  c = permute (c, table_order);
  s = permute (s, table_order);
  [T, D, H, B] = size (x);
  [L, W, Hc, Bc] = size (c);
  need (any (Hc == [1 H]) && any (Bc == [1 B]), 'sizeMismatch', ...
        'rome_grad: C must have 1 or all of the heads (%d) and batch entries (%d), got %s', ...
        H, B, shown);
  need (isnumeric (opt.start) && isscalar (opt.start) && any (opt.start == 0:D), 'badValue', ...
        'rome_grad: START must be an integer from 0 to %d', D);
  R = size (M, 1);
  need (ndims (M) == 2 && size (M, 2) == R && opt.start + R <= D, 'sizeMismatch', ...
        'rome_grad: M must be R-by-R with R at most %d, got %s', D - opt.start, shape (M));
  P = opt.P;
  if isempty (P)
    P = eye (R);
  end
  check_array ('P', P);
  need (isequal (size (P), size (M)), 'sizeMismatch', ...
        'rome_grad: P must have the size of M, %s, got %s', shape (M), shape (P));
  need (W == R || 2*W == R, 'sizeMismatch', ...
        'rome_grad: C must have R = %d or R/2 columns, got %s', R, shown);
  row = table_rows (opt, order, T, B, L);
  member = 1:R;                         % column of the table for each column of x*M
  if W < R
    member = pairs_of (M, P);
  end

  at = opt.start + (1:R);
  g = dy(:, at, :, :);
  z = x(:, at, :, :);
  zP = times_matrix (z, P);
  zM = times_matrix (z, M);
  dx = dy;
  dx(:, at, :, :) = times_matrix (g .* rows_of (c, row, member, B, class (x)), P') ...
                    + times_matrix (g .* rows_of (s, row, member, B, class (x)), M');
  dx = ipermute (dx, order);
  if nargout > 1
    dc = summed (double (g) .* double (zP), row, member, [L, W, Hc, Bc]);
    dc = cast (ipermute (dc, table_order), table_class);
  end
  if nargout > 2
    ds = summed (double (g) .* double (zM), row, member, [L, W, Hc, Bc]);
    ds = cast (ipermute (ds, table_order), table_class);
  end

end

% x*M for every page; only a choice of columns and signs where M is one.
function y = times_matrix (x, M)

  [k, j, v] = find (M);
  if numel (j) == size (M, 2) && isequal (j(:), (1:numel (j))') && all (abs (v) == 1)
    y = x(:, k, :, :) .* cast (v(:)', class (x));
    return
  end
  y = x;
  M = cast (full (M), class (x));
  for page = 1:size (x, 3) * size (x, 4)
    y(:, :, page) = x(:, :, page) * M;
  end

end

% The table rows of all tokens, T-by-R-by-(1 or H)-by-(1 or B).
function t = rows_of (t, row, member, B, in_class)

  N = max (size (row, 1), size (t, 4));
  picked = zeros (size (row, 2), numel (member), size (t, 3), N, class (t));
  for b = 1:N
    picked(:, :, :, b) = t(row(min (b, end), :) + 1, member, :, min (b, end));
  end
  t = cast (picked, in_class);

end

% The sum of the tokens' G (T-by-R-by-H-by-B) in the table's shape.
function t = summed (g, row, member, shape_of_table)

  [T, R, H, B] = size (g);
  L = shape_of_table(1);
  t = zeros (shape_of_table);
  if shape_of_table(3) == 1
    g = sum (g, 3);
    H = 1;
  end
  if size (row, 1) == 1 && shape_of_table(4) == 1
    g = sum (g, 4);
    B = 1;
  end
  fold = sparse (1:R, member, 1, R, shape_of_table(2));
  for b = 1:B
    add = sparse (row(min (b, end), :) + 1, 1:T, 1, L, T);
    page = min (b, shape_of_table(4));
    for h = 1:H
      t(:, :, h, page) = t(:, :, h, page) + (add * g(:, :, h, b)) * fold;
    end
  end

end

% Rows (from 0) of the tokens, 1-by-T or B-by-T.
function row = table_rows (opt, order, T, B, L)

  name = 'OFFSET';
  first = opt.offset;
  if isempty (first)
    first = 0;
  end
  check_integers ('OFFSET', first);
  if ~ isempty (opt.cu_seqlens)
    name = 'CU_SEQLENS';
    cu = opt.cu_seqlens;
    check_integers ('CU_SEQLENS', cu);
    cu = double (cu(:)');
    need (any (opt.format == 't'), 'badOption', ...
          'rome_grad: CU_SEQLENS must go with packed tokens, FORMAT with t such as ''thd''');
    need (isempty (opt.positions), 'badOption', ...
          'rome_grad: POSITIONS and CU_SEQLENS must not be given together');
    need (numel (cu) >= 2 && cu(1) == 0 && cu(end) == T && all (diff (cu) >= 0), 'badValue', ...
          'rome_grad: CU_SEQLENS must rise from 0 to the number of tokens, %d, got %s', ...
          T, mat2str (cu));
    n = numel (cu) - 1;
    need (any (numel (first) == [1 n]), 'sizeMismatch', ...
          'rome_grad: OFFSET must be a scalar or one per sequence (%d), got %s', n, shape (first));
    first = double (first(:)') .* ones (1, n);
    row = zeros (1, T);
    for i = 1:n
      row(cu(i)+1:cu(i+1)) = first(i) + (0:cu(i+1)-cu(i)-1);
    end
  elseif ~ isempty (opt.positions)
    name = 'POSITIONS';
    row = opt.positions;
    check_integers ('POSITIONS', row);
    need (isempty (opt.offset), 'badOption', ...
          'rome_grad: POSITIONS and OFFSET must not be given together');
    if numel (row) == T && isvector (row)
      row = reshape (row, 1, T);
    end
    need (isequal (size (row), [1 T]) || isequal (size (row), [B T]), 'sizeMismatch', ...
          'rome_grad: POSITIONS must have S = %d elements or be B-by-S = %dx%d, got %s', ...
          T, B, T, shape (row));
    row = double (row);
  else
    need (any (numel (first) == [1 B]), 'sizeMismatch', ...
          'rome_grad: OFFSET must be a scalar or one per batch entry (%d), got %s', ...
          B, shape (first));
    row = double (first(:)) * ones (1, T) + ones (numel (first), 1) * (0:T-1);
  end
  need (isempty (row) || (min (row(:)) >= 0 && max (row(:)) < L), 'badValue', ...
        'rome_grad: %s must keep to the %d rows of the table C, got rows %d to %d', ...
        name, L, min (row(:)), max (row(:)));

end

% For each column the number of its pair, pairs in the order of their first column.
function member = pairs_of (M, P)

  Q = P' * M;
  [q, j, v] = find (Q);
  R = size (M, 1);
  need (numel (j) == R && isequal (j(:), (1:R)') && isequal (Q', -Q) && all (abs (v) == 1), ...
        'sizeMismatch', 'rome_grad: C must have R = %d columns, as M shows no pairs', R);
  [~, ~, member] = unique (min (q(:), j(:)));
  member = member(:)';

end

% ORDER of permute that gives tokens, columns, heads, batch.
function order = dimension_order (format, x)

  if isempty (format)
    formats = {'sd', 'shd', 'bshd'};
    need (ndims (x) <= 4, 'sizeMismatch', ...
          'rome_grad: X must have at most 4 dimensions, got %s', shape (x));
    format = formats{ndims (x) - 1};
  end
  ok = ischar (format) && all (ismember (format, 'bshdt')) ...
       && numel (unique (format)) == numel (format) && any (format == 'd');
  need (ok && sum (ismember (format, 'st')) == 1 && sum (ismember (format, 'bt')) <= 1, ...
        'badValue', ...
        'rome_grad: FORMAT must be a permutation of the letters b, s, h, d, or t, h, d, with s or t and d');
  need (ndims (x) <= max (2, numel (format)), 'sizeMismatch', ...
        'rome_grad: X must have the %d dimensions of FORMAT ''%s'', got %s', ...
        numel (format), format, shape (x));
  format(format == 't') = 's';
  letters = 'sdhb';
  order = zeros (1, 4);
  free = numel (format);
  for i = 1:4
    at = find (format == letters(i));
    if isempty (at)
      free = free + 1;
      at = free;
    end
    order(i) = at;
  end

end

function check_array (name, a)

  need (isfloat (a) && isreal (a) && ~ issparse (a), 'badClass', ...
        'rome_grad: %s must be a real full double or single array, got %s', name, class (a));

end

function check_integers (name, v)

  need (isnumeric (v) && isreal (v) && all (v(:) == fix (v(:))) && all (isfinite (double (v(:)))), ...
        'badValue', 'rome_grad: %s must hold integers (rows of the table from 0)', name);

end

function txt = shape (a)

  txt = sprintf ('%dx', size (a));
  txt = txt(1:end-1);

end

function need (ok, id, template, varargin)

  if ~ ok
    error (['rome:', id], template, varargin{:});
  end

end

%!demo
%! M = rome_matrix (8);
%! [c, s] = rope_cache (5, 8, 'width', 'full');
%! x = randn (5, 8);  dy = randn (5, 8);
%! [dx, dc] = rome_grad (dy, x, M, c, s);
%! h = 1e-6;  e = zeros (size (c));  e(3, 4) = h;
%! f = @(c) sum (sum (dy .* rome_apply (x, M, c, s)));
%! printf ('d/dC(3,4) by rome_grad      %.9f\nby a difference quotient    %.9f\n', dc(3, 4), (f (c + e) - f (c - e)) / (2 * h));
%! printf ('dx is dy turned back, bit for bit: %d\n', isequal (dx, rome_apply (dy, M, c, s, 'inverse', true)));

%!shared x, dy, c, s, C, S, M, H, same
%! randn ('twister', 11);
%! x = randn (2, 7, 3, 12);
%! dy = randn (2, 7, 3, 12);
%! [c, s] = rope_cache (30, 12);
%! C = randn (30, 12);
%! S = randn (30, 12);
%! M = rome_matrix (12);
%! H = rome_matrix (12, 'pairing', 'half');
%! same = @(a, b) isequal (class (a), class (b)) && isequal (size (a), size (b)) && isequal (typecast (a(:), 'uint8'), typecast (b(:), 'uint8'));
%!test  # by hand: different angles at the two members (c1, c2), (s1, s2)
%! [dx, dc, ds] = rome_grad ([3 5], [1 2], [0 1; -1 0], [10 20], [100 200]);
%! assert (dx, [3*10 + 5*200, 5*20 - 3*100]);
%! assert (dc, [3*1, 5*2]);
%! assert (ds, [-3*2, 5*1]);
%!test  # for true rotations the inverse rotation, bit for bit
%! for z = {dy, single(dy)}
%!   v = cast (x, class (z{1}));
%!   for pairing = {'interleaved', 'half', 'quarter', 'interleave-half'}
%!     [m, P] = rome_matrix (12, 'pairing', pairing{1});
%!     o = {'positions', [7:13; 0:6]};
%!     dx = rome_grad (z{1}, v, m, c, s, 'P', P, o{:});
%!     assert (same (dx, rope_apply (z{1}, c, s, 'pairing', pairing{1}, 'inverse', true, o{:})));
%!     assert (same (dx, rome_apply (z{1}, m, c, s, 'P', P, 'inverse', true, o{:})));
%!   end
%! end
%!test  # adjoint: <dy, R x> = <R' dy, x>, with dense M and P too
%! randn ('twister', 12);
%! for m = {M, H, randn(12)}
%!   for P = {eye(12), eye(12)(:, randperm (12)), randn(12)}
%!     y = rome_apply (x, m{1}, C, S, 'P', P{1}, 'offset', [3 9], 'engine', 'gemm');
%!     dx = rome_grad (dy, x, m{1}, C, S, 'P', P{1}, 'offset', [3 9]);
%!     a = dy(:)' * y(:);
%!     b = dx(:)' * x(:);
%!     assert (abs (a - b) <= 40 * eps * (abs (dy(:)') * abs (y(:)) + abs (dx(:)') * abs (x(:))));
%!   end
%! end
%!test  # complex step through the formula, other angles at the two members (as V-JEPA 2 has)
%! angle = (0:6)' * (1 ./ 10 .^ (0:5));
%! tc = cos ([angle, angle]);                            % tiled, but the pairs are adjacent
%! ts = sin ([angle, angle]);
%! v = squeeze (x(1, :, 2, :));
%! g = squeeze (dy(1, :, 2, :));
%! assert (rome_apply (v, M, tc, ts), v .* tc + (v * M) .* ts);
%! f = @(v, a, b) sum (sum (g .* (v .* a + (v * M) .* b)));
%! [dx, dc, ds] = rome_grad (g, v, M, tc, ts);
%! h = 1e-30;
%! for k = 1:numel (v)
%!   e = zeros (size (v));
%!   e(k) = 1i * h;
%!   assert (imag (f (v + e, tc, ts)) / h, dx(k), 1e-14);
%!   assert (imag (f (v, tc + e, ts)) / h, dc(k), 1e-14);
%!   assert (imag (f (v, tc, ts + e)) / h, ds(k), 1e-14);
%! end
%! assert (max (max (abs (dx - rome_apply (g, M, tc, ts, 'inverse', true)))) > 0.1);
%!test  # the sums over batch, heads and tokens, written out
%! p = [4 4 0 29 7 2 4; 1 2 3 4 5 6 7];
%! [~, dc, ds] = rome_grad (dy, x, M, C, S, 'positions', p);
%! ec = zeros (30, 12);
%! es = zeros (30, 12);
%! for b = 1:2
%!   for t = 1:7
%!     for k = 1:3
%!       v = reshape (x(b, t, k, :), 1, 12);
%!       g = reshape (dy(b, t, k, :), 1, 12);
%!       ec(p(b, t)+1, :) = ec(p(b, t)+1, :) + g .* v;
%!       es(p(b, t)+1, :) = es(p(b, t)+1, :) + g .* (v * M);
%!     end
%!   end
%! end
%! assert (dc, ec, 1e-14);
%! assert (ds, es, 1e-14);
%! assert (dc([9:29], :), zeros (21, 12));
%! [~, hc, hs] = rome_grad (dy, x, M, c, s, 'positions', p);
%! assert (hc, ec(:, 1:2:end) + ec(:, 2:2:end), 1e-14);
%! assert (hs, es(:, 1:2:end) + es(:, 2:2:end), 1e-14);
%!test  # formats, packed tokens, start, batch of one offset each
%! [dx, dc, ds] = rome_grad (dy, x, H, C, S, 'offset', [3 9]);
%! letters = 'bshd';
%! for order = perms (1:4)'
%!   [ex, ec, es] = rome_grad (permute (dy, order), permute (x, order), H, C, S, 'offset', [3 9], 'format', letters(order));
%!   assert (same (ipermute (ex, order), dx));
%!   assert (ec, dc, 1e-14);
%!   assert (es, ds, 1e-14);
%! end
%! v = reshape (permute (x, [2 1 3 4]), 14, 3, 12);
%! g = reshape (permute (dy, [2 1 3 4]), 14, 3, 12);
%! [ex, ec, es] = rome_grad (g, v, H, C, S, 'format', 'thd', 'cu_seqlens', [0 7 14], 'offset', [3 9]);
%! assert (same (permute (reshape (ex, 7, 2, 3, 12), [2 1 3 4]), dx));
%! assert (ec, dc, 1e-14);
%! assert (es, ds, 1e-14);
%! m = rome_matrix (8);
%! [ex, ec] = rome_grad (dy, x, m, c(:, 1:4), s(:, 1:4), 'start', 3);
%! assert (same (ex(:, :, :, [1:3 12]), dy(:, :, :, [1:3 12])));
%! [fx, fc] = rome_grad (dy(:, :, :, 4:11), x(:, :, :, 4:11), m, c(:, 1:4), s(:, 1:4));
%! assert (same (ex(:, :, :, 4:11), fx));
%! assert (same (ec, fc));
%!test  # tables per batch entry and head
%! tc = randn (2, 7, 3, 6);
%! ts = randn (2, 7, 3, 6);
%! [dx, dc, ds] = rome_grad (dy, x, M, tc, ts);
%! for b = 1:2
%!   for h = 1:3
%!     one = @(a) reshape (a(b, :, h, :), 7, size (a, 4));
%!     [ex, ec, es] = rome_grad (one (dy), one (x), M, one (tc), one (ts));
%!     assert (same (one (dx), ex));
%!     assert (one (dc), ec, 1e-15);
%!     assert (one (ds), es, 1e-15);
%!   end
%! end
%! [dx, dc, ds] = rome_grad (dy, x, M, tc(1, :, :, :), ts(1, :, :, :));
%! assert (size (dc), [1 7 3 6]);
%! [~, ec] = rome_grad (dy(2, :, :, :), x(2, :, :, :), M, tc(1, :, :, :), ts(1, :, :, :));
%! [~, fc] = rome_grad (dy(1, :, :, :), x(1, :, :, :), M, tc(1, :, :, :), ts(1, :, :, :));
%! assert (dc, ec + fc, 1e-14);
%!test  # classes and empty arrays
%! [dx, dc, ds] = rome_grad (single (dy), single (x), M, c, single (s));
%! assert ({class(dx), class(dc), class(ds)}, {'single', 'double', 'double'});
%! [~, dc] = rome_grad (dy, x, M, single (c), s);
%! assert (class (dc), 'single');
%! [dx, dc] = rome_grad (zeros (0, 12), zeros (0, 12), M, c, s);
%! assert (size (dx), [0 12]);
%! assert (dc, zeros (30, 6));
%!error id=rome:badCall rome_grad (1, 2, 3)
%!error <rome_grad: DY, X, M, C and S are needed$> rome_grad (1, 2, 3)
%!error id=rome:badClass rome_grad (true (1, 2), [1 2], [0 1; -1 0], 1, 1)
%!error <rome_grad: DY must be a real full double or single array, got logical$> rome_grad (true (1, 2), [1 2], [0 1; -1 0], 1, 1)
%!error <rome_grad: X must be a real full double or single array, got uint16$> rome_grad ([1 2], uint16 ([1 2]), [0 1; -1 0], 1, 1)
%!error <rome_grad: M must be a real full double or single array, got cell$> rome_grad ([1 2], [1 2], {1}, 1, 1)
%!error <rome_grad: C must be a real full double or single array, got double$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1i, 1)
%!error <rome_grad: S must be a real full double or single array, got double$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, sparse (1))
%!error <rome_grad: P must be a real full double or single array, got char$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'P', 'x')
%!error <rome_grad: DY must have the class of X, got single and double$> rome_grad (single ([1 2]), [1 2], [0 1; -1 0], 1, 1)
%!error id=rome:sizeMismatch rome_grad ([1 2 3], [1 2], [0 1; -1 0], 1, 1)
%!error <rome_grad: DY must have the size of X, got 1x3 for X of 1x2$> rome_grad ([1 2 3], [1 2], [0 1; -1 0], 1, 1)
%!error <rome_grad: S must have the size of C, got 1x2 for C of 1x1$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, [1 1])
%!error <rome_grad: C must be a matrix or have the dimensions of X, got 1x1x2 for X of 1x2$> rome_grad ([1 2], [1 2], [0 1; -1 0], ones (1, 1, 2), ones (1, 1, 2))
%!error <rome_grad: C must have 1 or all of the heads \(1\) and batch entries \(2\), got 3x1x1x2$> rome_grad (ones (2, 1, 1, 2), ones (2, 1, 1, 2), [0 1; -1 0], ones (3, 1, 1, 2), ones (3, 1, 1, 2))
%!error <rome_grad: START must be an integer from 0 to 2$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'start', 3)
%!error <rome_grad: M must be R-by-R with R at most 1, got 2x2$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'start', 1)
%!error <rome_grad: M must be R-by-R with R at most 2, got 1x2$> rome_grad ([1 2], [1 2], [0 1], 1, 1)
%!error <rome_grad: P must have the size of M, 2x2, got 3x3$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'P', eye (3))
%!error <rome_grad: C must have R = 2 or R/2 columns, got 1x3$> rome_grad ([1 2], [1 2], [0 1; -1 0], ones (1, 3), ones (1, 3))
%!error <rome_grad: C must have R = 2 columns, as M shows no pairs$> rome_grad ([1 2], [1 2], [0 1; 1 0], 1, 1)
%!error id=rome:badValue rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'offset', 1)
%!error <rome_grad: OFFSET must keep to the 1 rows of the table C, got rows 1 to 1$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'offset', 1)
%!error <rome_grad: OFFSET must hold integers \(rows of the table from 0\)$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'offset', NaN)
%!error <rome_grad: OFFSET must be a scalar or one per batch entry \(1\), got 1x2$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'offset', [0 0])
%!error <rome_grad: OFFSET must be a scalar or one per sequence \(1\), got 1x2$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'offset', [0 0], 'format', 'td', 'cu_seqlens', [0 1])
%!error <rome_grad: POSITIONS must keep to the 1 rows of the table C, got rows -1 to -1$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'positions', -1)
%!error <rome_grad: POSITIONS must have S = 1 elements or be B-by-S = 1x1, got 1x2$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'positions', [0 0])
%!error id=rome:badOption rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'positions', 0, 'offset', 0)
%!error <rome_grad: POSITIONS and OFFSET must not be given together$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'positions', 0, 'offset', 0)
%!error <rome_grad: POSITIONS and CU_SEQLENS must not be given together$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'positions', 0, 'cu_seqlens', [0 1], 'format', 'td')
%!error <rome_grad: CU_SEQLENS must go with packed tokens, FORMAT with t such as 'thd'$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'cu_seqlens', [0 1])
%!error <rome_grad: CU_SEQLENS must rise from 0 to the number of tokens, 1, got \[0 2\]$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'cu_seqlens', [0 2], 'format', 'td')
%!error <rome_grad: CU_SEQLENS must keep to the 1 rows of the table C, got rows 0 to 1$> rome_grad (ones (2, 2), ones (2, 2), [0 1; -1 0], 1, 1, 'cu_seqlens', [0 2], 'format', 'td')
%!error <rome_grad: FORMAT must be a permutation of the letters b, s, h, d, or t, h, d, with s or t and d$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'format', 'ssd')
%!error <rome_grad: FORMAT must be a permutation> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'format', 'btd')
%!error <rome_grad: X must have the 2 dimensions of FORMAT 'sd', got 1x1x2$> rome_grad (ones (1, 1, 2), ones (1, 1, 2), [0 1; -1 0], 1, 1, 'format', 'sd')
%!error <rome_grad: X must have at most 4 dimensions, got 1x1x1x1x2$> rome_grad (ones (1, 1, 1, 1, 2), ones (1, 1, 1, 1, 2), [0 1; -1 0], 1, 1)
%!error id=rome:unknownOption rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'foo', 1)
%!error <rome_grad: unknown option 'foo'; valid options are P, format, offset, positions, cu_seqlens, start$> rome_grad ([1 2], [1 2], [0 1; -1 0], 1, 1, 'foo', 1)
