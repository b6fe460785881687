% [C, S, C_LO, S_LO] = rope_truth_ref (P, DIM, ...)  cos and sin of the exact angles.
%
% Lesson 8 of m/ref (README.md there), derived in notebooks/04-exact-phases: the reference
% model of rope_truth.  The exact phase (rope_phase_ref) is folded into an eighth of a turn,
%
%   phase = q/4 + f,  |f| <= 1/8,  x = 2 pi f,
%
% cos x and sin x are summed from their series to 2^-270 in fixed point, and the quadrant q
% says which of them, with which sign, is the result.  No library function and no rounding
% until the very end.
%
% P, DIM, options 'base' and 'pairs'  as for rope_phase_ref
% C, S        numel (P)-by-DIM/2: the doubles nearest to cos and sin
% C_LO, S_LO  what is missing to the exact values, rounded to double
%
% Errors: as rope_phase_ref
%
% Example:
%   [c, s] = rope_truth_ref (1e15, 4);
%   t = rope_truth (1, 4, 'offset', 1e15);              % by the compiled one
%   isequal (c, t.cos)
%
% See also: rope_phase_ref, rope_truth, rope_cache_ref

function [c, s, c_lo, s_lo] = rope_truth_ref (p, dim, varargin)

  need (nargin >= 2, 'badCall', 'rope_truth_ref: P and DIM are needed');
  [~, ~, digits] = rope_phase_ref (p, dim, varargin{:});
  [c, s, c_lo, s_lo] = deal (zeros (size (digits)));
  two_pi = fixed_times ([8, zeros(1, 12)], quarter_pi ());
  for k = 1:numel (digits)
    eight = 8 * digits{k}(1) / 2^24;    % in which eighth: its first digit tells
    q = floor ((eight + 1) / 2);        % nearest quarter
    f = [0, digits{k}] - [0, q * 2^22, zeros(1, 11)];   % -1/8 <= f < 1/8
    negative = f(2) < 0;
    if negative
      f = -f;
    end
    x = fixed_times (fixed_carry (f), two_pi);
    [ch, cl] = fixed_double (series (x, 0));
    [sh, sl] = fixed_double (series (x, 1));
    if negative                         % sine is odd
      sh = -sh;
      sl = -sl;
    end
    switch mod (q, 4)                   % turn by q quarters
      case 0
        v = [ch, cl, sh, sl];
      case 1
        v = [-sh, -sl, ch, cl];
      case 2
        v = [-ch, -cl, -sh, -sl];
      otherwise
        v = [sh, sl, -ch, -cl];
    end
    v = v + 0;                          % no negative zeros
    [c(k), c_lo(k), s(k), s_lo(k)] = deal (v(1), v(2), v(3), v(4));
  end

end

% x^j/j! - x^(j+2)/(j+2)! + ..., j = 0 for the cosine, 1 for the sine.
function total = series (x, j)

  term = [1, zeros(1, numel (x) - 1)];
  if j == 1
    term = x;
  end
  square = fixed_times (x, x);
  total = term;
  sgn = 1;
  while any (term)
    term = fixed_over (fixed_times (term, square), (j + 1) * (j + 2));
    j = j + 2;
    sgn = -sgn;
    total = total + sgn * term;
  end
  total = fixed_carry (total);

end

% pi/4 = 4 atan (1/5) - atan (1/239) (Machin).
function a = quarter_pi ()

  a = zeros (1, 13);
  for part = [4, -1; 5, 239]
    k = part(2);
    power = fixed_over ([1, zeros(1, 12)], k);
    j = 1;
    while any (power)
      a = a + part(1) * (2 - mod (j, 4)) * fixed_over (power, j);
      power = fixed_over (power, k * k);
      j = j + 2;
    end
  end
  a = fixed_carry (a);

end

%!demo
%! p = 10 .^ (1:15);
%! c = rope_truth_ref (p, 64, 'pairs', 1);
%! plain = rope_cache_ref (p, 64)(:,2);
%! loglog (p, abs (plain - c), 'o-', 'linewidth', 2);  grid on;
%! title ('Error of cos (p*w) in double: it grows with the position');  xlabel ('position (tokens)');  ylabel ('absolute error');
%! % the table of rope_cache has half an ulp, 5.6e-17, everywhere

%!test  % what is known: no angle, a turn of one radian
%! [c, s] = rope_truth_ref ([0 1 2 3], 2);
%! assert (c, cos ((0:3)'), eps / 2);
%! assert (s, sin ((0:3)'), eps / 2);
%! assert ([c(1), s(1)], [1 0]);
%!test  % the truth of the compiled library, near and far, in every quadrant
%! if exist ('rope_truth') > 0                          % compiled: 3 or 5
%!   p = [1:9, 1000, 131071, 2^31 - 1, 1e12 + 7, 2^53];
%!   [c, s, cl, sl] = rope_truth_ref (p, 96, 'pairs', [0 1 17 47], 'base', 500000);
%!   t = rope_truth (p, 96, 'base', 500000);
%!   at = [0 1 17 47] + 1;
%!   assert (c, t.cos(:,at), 0);
%!   assert (s, t.sin(:,at), 0);
%!   assert (abs (cl - t.cos_lo(:,at)) <= 2^-97 * abs (c));
%!   assert (abs (sl - t.sin_lo(:,at)) <= 2^-97 * abs (s));
%! end
%!error <rope_phase_ref: P must be integers from 0 to 2\^53> rope_truth_ref (-1, 4)
%!error id=rome:badCall rope_truth_ref (1)
