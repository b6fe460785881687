% [PHASE, LO, DIGITS] = rope_phase_ref (P, DIM, ...)  angles as exact fractions of a turn.
%
% Lesson 7 of m/ref (README.md there), derived in notebooks/04-exact-phases.  The angle
% of pair i at position p, as a fraction of a full turn, is
%
%   phase = p F_i mod 1,   F_i = w_i / (2 pi),  w_i = base^(-2i/DIM)
%
% F_i is an integer over 2^288, right to 2^-270.  p F_i is then a product of integers, and
% "mod 1" is what stands before the point and is dropped: no 2 pi in several parts, no
% cancellation, whatever the position.  In double, cos (p*w) loses about p u of its angle.
%
%   pi      16 atan (1/5) - 4 atan (1/239), the series of atan (Machin)
%   1/(2pi) Newton's y (2 - 2 pi y)
%   w_1     r = base^(-2/DIM) by Newton's x + x (1 - base x^n) / n, n = DIM/2; w_i = r^i
%
% All of it is arithmetic of 24-bit digits held in doubles, exact sums and products, in plain .m:
% slow (milliseconds for each entry) and easy to check; rope_truth is the fast one, in C.
%
% P       integers, 0 <= p <= 2^53, a vector
% DIM     even, 2 to 256
% PHASE   numel (P)-by-DIM/2: the double nearest to the exact phase, 0 <= phase <= 1
% LO      exact phase - PHASE, rounded to double
% DIGITS  numel (P)-by-DIM/2 cell array of 1-by-12: the fraction's digits in base 2^24
%
% Options (NAME, VALUE pairs or a struct):
%   'base'   an integer from 1 to 2^24; default 10000
%   'pairs'  pairs to compute, 0-based; default all.  The results have one column for each
%
% Errors: rome:badCall, rome:badValue, rome:oddDimension, rome:unknownOption, rome:badOption
%
% Example:
%   rope_phase_ref (1e15, 4)                            % 0.5449  0.0754 of a turn
%
% See also: rope_truth_ref, rope_truth, rope_cache

function [phase, lo, digits] = rope_phase_ref (p, dim, varargin)

  fname = 'rope_phase_ref';
  need (nargin >= 2, 'badCall', '%s: P and DIM are needed', fname);
  opt = rome_options (fname, struct ('base', 1e4, 'pairs', []), varargin);
  block_sizes (fname, dim, []);
  need (dim <= 256, 'badValue', '%s: DIM must be at most 256, got %d', fname, dim);
  need (is_real_full (p) && all (p(:) >= 0 & p(:) <= 2^53 & p(:) == fix (p(:))), 'badValue', ...
        '%s: P must be integers from 0 to 2^53', fname);
  need (is_real_full (opt.base) && isscalar (opt.base) && opt.base >= 1 && opt.base <= 2^24 && opt.base == fix (opt.base), ...
        'badValue', '%s: BASE must be an integer from 1 to 2^24', fname);
  pairs = 0:dim / 2 - 1;
  if ~ isempty (opt.pairs)
    need (is_real_full (opt.pairs) && all (ismember (opt.pairs(:), pairs)), 'badValue', ...
          '%s: PAIRS must be integers from 0 to %d', fname, dim / 2 - 1);
    pairs = double (opt.pairs(:)');
  end

  n = 13;                               % digits: one before the point, 12 * 24 = 288 bits after it
  F = fixed_over (reciprocal (fixed_pi (n)), 2);        % frequency of pair 0 in turns, 1/(2 pi)
  r = root (double (opt.base), dim / 2, n);
  digits = cell (numel (p), numel (pairs));
  phase = zeros (size (digits));
  lo = phase;
  for i = 0:max ([pairs, -1])
    for k = find (pairs == i)
      for j = 1:numel (p)
        % p in three digits of 24 bits, times F: carries run left, what passes the point is whole turns
        v = double (p(j));
        whole = [floor(v / 2^48), mod(floor (v / 2^24), 2^24), mod(v, 2^24)];
        product = fixed_carry (conv (whole, F));        % the point stands after the third digit
        digits{j, k} = product(4:n + 2);
        [phase(j, k), lo(j, k)] = fixed_double ([0, digits{j, k}]);
      end
    end
    F = fixed_times (F, r);             % the next pair
  end

end

% pi by Machin's formula.
function a = fixed_pi (n)

  a = fixed_carry (16 * arctangent (5, n) - 4 * arctangent (239, n));

end

% atan (1/k) = 1/k - 1/(3 k^3) + 1/(5 k^5) - ...
function sum_ = arctangent (k, n)

  power = fixed_over ([1, zeros(1, n - 1)], k);
  sum_ = power;
  j = 1;
  while any (power)
    power = fixed_over (power, k * k);
    j = j + 2;
    term = fixed_over (power, j);
    if mod (j, 4) == 3
      term = -term;
    end
    sum_ = sum_ + term;
  end
  sum_ = fixed_carry (sum_);

end

% 1/a: each step doubles the number of right digits.
function y = reciprocal (a)

  n = numel (a);
  y = fixed_of (1 / fixed_double (a), n);
  two = [2, zeros(1, n - 1)];
  for step = 1:4
    y = fixed_times (y, fixed_carry (two - fixed_times (a, y)));
  end

end

% b^(-1/m) for an integer b.
function x = root (b, m, n)

  one = [1, zeros(1, n - 1)];
  if b == 1
    x = one;
    return
  end
  x = fixed_of (b ^ (-1 / m), n);
  for step = 1:4
    rest = one - b * power (x, m);      % may be negative: its sign is taken out
    sgn = sign (fixed_double (fixed_carry (rest)));
    step_ = fixed_over (fixed_times (x, fixed_carry (sgn * rest)), m);
    x = fixed_carry (x + sgn * step_);
  end

end

function y = power (x, m)

  y = [1, zeros(1, numel (x) - 1)];
  for bit = dec2bin (m)
    y = fixed_times (y, y);
    if bit == '1'
      y = fixed_times (y, x);
    end
  end

end

%!demo
%! p = 10 .^ (0:3:15);
%! [phase, ~] = rope_phase_ref (p, 4);
%! plain = mod (p' * (1e4 .^ (-[0 2] / 4)) / (2 * pi), 1);
%! printf ('%8s  %-20s %s\n', 'position', 'phase of pair 0', 'p*w/(2 pi) mod 1 in double');
%! printf ('%8.0e  %.17f  %.17f\n', [p', phase(:,1), plain(:,1)]');

%!test  % the first 12 digits of 1/(2 pi), and a position of a thousand turns
%! [phase, lo, digits] = rope_phase_ref ([0 1 2^53], 2);
%! assert (phase(1:2), [0; 1 / (2 * pi)], eps / 8);
%! assert (digits{1}, zeros (1, 12));
%! assert (abs (lo) <= eps / 4);
%!test  % 1/(2 pi) in hexadecimal: the digits of the literature on argument reduction
%! [~, ~, digits] = rope_phase_ref (1, 2);
%! assert (sprintf ('%06X', digits{1}(1:6)), '28BE60DB9391054A7F09D5F47D4D377036D8');
%!test  % phases add exactly
%! [~, ~, a] = rope_phase_ref (2^52 + 12345, 6, 'base', 100);
%! [~, ~, b] = rope_phase_ref ([2^52, 12345], 6, 'base', 100);
%! for i = 1:3
%!   total = b{1,i} + b{2,i};
%!   for k = 12:-1:2
%!     over = total(k) >= 2^24;  total(k) = total(k) - over * 2^24;  total(k-1) = total(k-1) + over;
%!   end
%!   total(1) = mod (total(1), 2^24);
%!   assert (a{i}, total);
%! end
%!error <rope_phase_ref: P must be integers from 0 to 2\^53> rope_phase_ref (0.5, 4)
%!error <rope_phase_ref: BASE must be an integer from 1 to 2\^24> rope_phase_ref (1, 4, 'base', 1.5)
%!error <rope_phase_ref: PAIRS must be integers from 0 to 1> rope_phase_ref (1, 4, 'pairs', 2)
%!error <rope_phase_ref: DIM must be at most 256, got 258> rope_phase_ref (1, 258)
%!error id=rome:badCall rope_phase_ref (1)
