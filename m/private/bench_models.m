% MODELS = bench_models (D)  the rotation of case D in vectorised .m code, in every way that might be the fastest.
%
% MODELS is a struct array with the fields name and run, a handle that maps an array like D.x to its rotation.  The ways:
%
%   split    two halves of each pair, two products each, put together again
%   swap     y = x .* C + x(other member of the pair) .* S, with the signs in S
%   matrix   y = x .* C + (x * M) .* S, one product of matrices (RoME as written)
%   complex  pairs that stand together as complex numbers, times exp (i angle)
%
% Tables are spread and shaped beforehand, so that only the rotation itself is timed.

function models = bench_models (d)

  is_first = strcmp (d.layout, 'contiguous');   % the head dimension
  D = size (d.M, 1);
  a = 1:D/2;
  b = a + D/2;
  if strcmp (d.pairing, 'interleaved')
    a = 1:2:D;
    b = 2:2:D;
  end
  swap([a, b]) = [b, a];
  C(:, [a, b]) = [d.c, d.c];
  S(:, [a, b]) = [-d.s, d.s];                   % y_a = x_a c - x_b s, y_b = x_b c + x_a s
  T(:, [a, b]) = [d.s, d.s];                    % for x * M, which holds the sign
  place = @(t) shaped (t, is_first);
  c = place (d.c);
  s = place (d.s);
  C = place (C);
  S = place (S);
  T = place (T);
  M = d.M;
  if is_first
    if strcmp (d.pairing, 'half')
      split = @(x) merge (1, x(a, :, :, :), x(b, :, :, :), c, s);
    else
      split = @(x) split_first (x, a, b, c, s);
    end
    swapped = @(x) x .* C + x(swap, :, :, :) .* S;
    product = @(x) x .* C + reshape (M' * reshape (x, D, []), size (x)) .* T;
  else
    if strcmp (d.pairing, 'half')
      split = @(x) merge (4, x(:, :, :, a), x(:, :, :, b), c, s);
    else
      split = @(x) split_last (x, a, b, c, s);
    end
    swapped = @(x) x .* C + x(:, :, :, swap) .* S;
    product = @(x) x .* C + reshape (reshape (x, [], D) * M, size (x)) .* T;
  end
  models = struct ('name', {'.m split', '.m swap', '.m matrix'}, 'run', {split, swapped, product});
  if is_first && strcmp (d.pairing, 'interleaved') && exist ('OCTAVE_VERSION', 'builtin')
    kind = [class(d.c), ' complex'];            % typecast knows these in Octave only
    turn = complex (c, s);
    models(end + 1) = struct ('name', '.m complex', 'run', @(x) turned (x, turn, kind));
  end

end

% Tables S-by-N in the place of [N 1 S] or [1 S 1 N].
function t = shaped (t, is_first)

  if is_first
    t = reshape (t.', size (t, 2), 1, size (t, 1));
  else
    t = reshape (t, 1, size (t, 1), 1, size (t, 2));
  end

end

function y = merge (dim, u, v, c, s)

  y = cat (dim, u .* c - v .* s, v .* c + u .* s);

end

function y = split_first (x, a, b, c, s)

  u = x(a, :, :, :);
  v = x(b, :, :, :);
  y = x;
  y(a, :, :, :) = u .* c - v .* s;
  y(b, :, :, :) = v .* c + u .* s;

end

function y = split_last (x, a, b, c, s)

  u = x(:, :, :, a);
  v = x(:, :, :, b);
  y = x;
  y(:, :, :, a) = u .* c - v .* s;
  y(:, :, :, b) = v .* c + u .* s;

end

function y = turned (x, turn, kind)

  n = [size(x, 1) / 2, size(x, 2), size(x, 3), size(x, 4)];
  z = reshape (typecast (x(:), kind), n) .* turn;
  y = reshape (typecast (z(:), class (x)), size (x));

end
