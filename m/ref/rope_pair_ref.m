% Y = rope_pair_ref (X, ANGLE)  turn pairs of numbers in the plane.
%
% Lesson 1 of m/ref (README.md there), derived in notebooks/01-rotation:
%
%   [y0, y1] = [x0, x1] * [ cos t   sin t
%                          -sin t   cos t ]
%
% turns the point (x0, x1) counter-clockwise by the angle t; as complex numbers
% y = x exp (1i t).  RoPE does nothing else, once for every pair of columns.
%
% X      N-by-2, real, double or single: a pair in each row
% ANGLE  in radians, a scalar or one per row
% Y      N-by-2, class of X; lengths and the angles between rows that turn
%        together stay as they are
%
% Errors: rome:badCall, rome:sizeMismatch, rome:badClass
%
% Example:
%   rope_pair_ref ([1 0], pi/2)                         % 0  1
%
% See also: rope_matrix_ref, rope_ref, rope_apply

function y = rope_pair_ref (x, angle)

  fname = 'rope_pair_ref';
  need (nargin == 2, 'badCall', '%s: X and ANGLE are needed', fname);
  need (is_real_full (x) && is_real_full (angle), 'badClass', ...
        '%s: X and ANGLE must be real, double or single', fname);
  need (ndims (x) == 2 && size (x, 2) == 2, 'sizeMismatch', '%s: X must be N-by-2, got %s', fname, shape (x));
  need (isscalar (angle) || isequal (size (angle), [size(x, 1), 1]), 'sizeMismatch', ...
        '%s: ANGLE must be a scalar or %d-by-1, got %s', fname, size (x, 1), shape (angle));

  c = cast (cos (angle), class (x));
  s = cast (sin (angle), class (x));
  y = [x(:, 1) .* c - x(:, 2) .* s, x(:, 2) .* c + x(:, 1) .* s];

end

%!demo
%! t = (0:12)' * pi/12;
%! y = rope_pair_ref (repmat ([1 0.3], 13, 1), t);
%! plot (y(:,1), y(:,2), 'o-', 'linewidth', 2, [0 1], [0 0.3], 'k-', 'linewidth', 2);
%! axis equal;  axis ([-1.2 1.2 -0.2 1.2]);  grid on;
%! title ('One pair, turned by 0, 15, ... 180 degrees');  xlabel ('x_0');  ylabel ('x_1');
%! % the point goes round on its circle, counter-clockwise

%!assert (rope_pair_ref ([1 0; 0 1], pi/2), [0 1; -1 0], eps)
%!test  % as complex numbers
%! rand ('twister', 1);  x = rand (50, 2) - 0.5;  t = 100 * rand (50, 1);
%! y = rope_pair_ref (x, t);
%! assert (complex (y(:,1), y(:,2)), complex (x(:,1), x(:,2)) .* exp (1i * t), 4 * eps);
%! assert (class (rope_pair_ref (single (x), t)), 'single');
%! assert (y, rope_ref (x, cos (t), sin (t)), 0);
%!error <rope_pair_ref: X must be N-by-2, got 1x3> rope_pair_ref ([1 2 3], 1)
%!error <rope_pair_ref: ANGLE must be a scalar or 2-by-1, got 1x3> rope_pair_ref (ones (2), [1 2 3])
%!error <rope_pair_ref: X and ANGLE must be real> rope_pair_ref ([1i 2], 1)
%!error id=rome:badCall rope_pair_ref (1)
