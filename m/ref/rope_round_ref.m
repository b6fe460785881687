% Y = rope_round_ref (X, DTYPE)  X rounded to the values of a 16-bit format.
%
% Reference model of rope_round.  A format with p bits of precision has the numbers
% n * 2^(e-p) with integers |n| <= 2^p; e is that of the binade of x, 2^(e-1) <= |x| < 2^e,
% but never so small that the spacing 2^(e-p) falls below the smallest subnormal number:
%
%   y = round (x / spacing) * spacing,   ties to even n
%
% X      double or single, real
% DTYPE  'bf16'  p = 8, exponents of single
%        'f16'   p = 11, spacing at least 2^-24, infinite from 65520 on
% Y      class and size of X
%
% Errors: rome:badCall, rome:badClass, rome:badOption
%
% Example:
%   rope_round_ref ([0.1, 1 + 2^-8, 1e5], 'bf16')     % 0.1001  1.0000  99840
%
% See also: rope_round, rope_pack_ref

function y = rope_round_ref (x, dtype)

  need (nargin == 2, 'badCall', 'rope_round_ref: X and DTYPE are needed');
  need (is_real_full (x), 'badClass', 'rope_round_ref: X must be a real full double or single array, got %s', kind (x));
  need (ischar (dtype) && any (strcmpi (dtype, {'bf16', 'f16'})), 'badOption', ...
        'rope_round_ref: DTYPE must be one of ''bf16'', ''f16''');
  y = cast (round16 (x, lower (dtype)), class (x));

end

%!demo
%! x = 240:0.25:280;
%! plot (x, rope_round_ref (x, 'bf16'), '-', x, rope_round_ref (x, 'f16'), '-', 'linewidth', 2);  grid on;
%! legend ('bf16', 'f16', 'location', 'northwest');
%! title ('Rounding to 16 bits: bf16 holds every integer up to 256 only');  xlabel ('x');  ylabel ('rounded');

%!shared x
%! rand ('twister', 3);
%! x = [(rand (1, 2000) - 0.5) .* 2 .^ (300 * rand (1, 2000) - 150), (0:63) * 2^-26, 65519.99, 65520, 0, -0, Inf, -Inf, NaN];
%!assert (rope_round_ref ([0.1, 1 + 2^-8, 1e5], 'bf16'), [0.10009765625, 1, 99840])
%!test
%! for dtype = {'bf16', 'f16'}
%!   assert (num2hex (rope_round_ref (x, dtype{1})), num2hex (rope_round (x, dtype{1})));
%!   assert (num2hex (rope_round_ref (single (x), dtype{1})), num2hex (rope_round (single (x), dtype{1})));
%! end
%!error <rope_round_ref: X and DTYPE are needed> rope_round_ref (1)
%!error <rope_round_ref: X must be a real full double or single array, got> rope_round_ref ('a', 'f16')
%!error <rope_round_ref: DTYPE must be one of 'bf16', 'f16'> rope_round_ref (1, 'f32')
