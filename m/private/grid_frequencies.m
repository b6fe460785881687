% [P, R] = grid_frequencies (N, NAME, O)  schemes with coordinates near [-1, 1] or frequencies of their own.
%
% N  sizes;  O  options;  R  struct: dim, options with freqs, and pairing, start, head_dim, note

function [p, r] = grid_frequencies (n, name, o)

  switch name
    case 'dinov3'
      [p, r] = dinov3 (n, o);
    case 'pixel'
      [p, r] = pixel (n, o);
    case 'rope-vit-mixed'
      [p, r] = mixed (n, o);
    case 'ltx'
      [p, r] = ltx (n, o);
  end

end

% c = 2 (i + 1/2)/N - 1 on (y, x), angle 2 pi c / period.
function [p, r] = dinov3 (n, o)

  r.dim = grid_dim (o.dim, 64, 4);
  count = r.dim / 4;
  j = 0:count-1;
  if isempty (o.periods)
    period = grid_number ('BASE', o.base, 100, 1) .^ (j / count);
  elseif ~ isempty (o.base)
    error ('rome:badOption', 'rope_grid: BASE and PERIODS cannot be given together');
  else
    ends = grid_number ('PERIODS', o.periods, [], 2);
    period = ends(1) * (ends(2) / ends(1)) .^ (j / max (count - 1, 1));
  end
  side = n;
  switch grid_choice ('NORMALIZE', o.normalize, {'separate', 'max', 'min'})
    case 'max'
      side = [max(n), max(n)];
    case 'min'
      side = [min(n), min(n)];
  end
  p = grid_tokens (n);
  p = [(2 * p(:, 1) + 1 - side(1)) / side(1), (2 * p(:, 2) + 1 - side(2)) / side(2)];   % rounded once
  w = 2 * pi ./ period;
  r.options = struct ('freqs', [w, w], 'pair_axes', [ones(1, count), 2 * ones(1, count)]);
  r.pairing = 'half';
  r.note = 'class and register tokens before the patches are not turned';

end

% linspace (-1, 1, N) on every axis, pi times 1 ... max_freq/2.
function [p, r] = pixel (n, o)

  A = numel (n);
  r.dim = grid_dim (o.dim, 64 - mod (64, 2 * A), 2 * A);
  count = r.dim / (2 * A);
  top = grid_number ('MAX_FREQ', o.max_freq, 10, 1);
  if strcmp (grid_choice ('BANDS', o.bands, {'linear', 'log'}), 'linear')
    w = pi * evenly (1, top / 2, count);
  else
    w = pi * 2 .^ evenly (0, log2 (top) - 1, count);
  end
  p = grid_tokens (n);
  for a = 1:A
    steps = max (n(a) - 1, 1);
    p(:, a) = (2 * p(:, a) - steps) / steps;
  end
  r.options = struct ('freqs', repmat (w, 1, A), 'axes', repmat (r.dim / A, 1, A));

end

% linspace that keeps the first end when there is one point, as numpy's and torch's.
function x = evenly (first, last, count)
  x = first + (0:count-1) * ((last - first) / max (count - 1, 1));
end

% Every pair turns with both axes, x fx + y fy; magnitudes base^(-4j/D), directions a, a + 90 degrees.
function [p, r] = mixed (n, o)

  r.dim = grid_dim (o.dim, 64, 4);
  a = 0;
  if ~ isempty (o.angle)
    a = o.angle;
    if ~ (isnumeric (a) && isreal (a) && isscalar (a) && isfinite (a))
      error ('rome:badValue', 'rope_grid: ANGLE must be a finite real number, in radians');
    end
    a = double (a);
  end
  m = grid_number ('BASE', o.base, 10, 1) .^ (-(0:4:r.dim-1)' / r.dim);
  fx = m * [cos(a), -sin(a)];           % cos (a + pi/2), sin (a + pi/2) without pi rounded
  fy = m * [sin(a), cos(a)];
  p = grid_tokens (n);
  p = p(:, [2, 1]);
  r.options = struct ('freqs', [fx(:), fy(:)], 'axes', [r.dim, r.dim] / 2);
  r.note = 'where training starts; trained models bring their own freqs for every layer and head';

end

% Frequencies rise from pi/2 to base pi/2, the axes alternate, coordinates 2 c - 1.
function [p, r] = ltx (n, o)

  width = grid_dim (o.dim, 2048, 2);
  count = floor (width / 6);
  if count < 1
    error ('rome:badValue', 'rope_grid: DIM must be 6 or more for this scheme, got %d', width);
  end
  scale = grid_number ('SCALE', o.scale, [8/25, 32, 32], 3);
  reference = grid_number ('REFERENCE', o.reference, [20, 2048, 2048], 3);
  p = grid_tokens (n);
  for a = 1:3
    p(:, a) = 2 * (p(:, a) * scale(a) / reference(a)) - 1;
  end
  w = grid_number ('BASE', o.base, 1e4, 1) .^ evenly (0, 1, count) * (pi / 2);
  r.dim = 6 * count;
  r.head_dim = width;
  r.start = width - r.dim;
  r.options = struct ('freqs', kron (w, [1, 1, 1]), 'pair_axes', repmat (1:3, 1, count));
  r.note = 'columns of all heads together: rotate before the heads are split';

end
