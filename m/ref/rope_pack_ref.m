% U = rope_pack_ref (X, DTYPE)  bits of the 16-bit numbers nearest to X, as uint16.
%
% Reference model of rope_pack: round (rope_round_ref), then write sign, exponent and fraction.
%
%   bf16   the upper half of the bits of a single: 1 + 8 + 7
%   f16    1 + 5 + 10; with |y| = f * 2^e, 1/2 <= f < 1, the fields are e + 14 and 2048 f - 1024,
%          below 2^-14 the exponent field is 0 and the fraction counts multiples of 2^-24
%
% X      double or single, real
% DTYPE  'bf16' or 'f16'
% U      uint16, size of X; NaN becomes a quiet NaN of its sign
%
% Errors: rome:badCall, rome:badClass, rome:badOption
%
% Example:
%   dec2hex (rope_pack_ref ([1, -2, 0.1], 'bf16'))    % 3F80  C000  3DCD
%
% See also: rope_pack, rope_unpack_ref, rope_round_ref

function u = rope_pack_ref (x, dtype)

  need (nargin == 2, 'badCall', 'rope_pack_ref: X and DTYPE are needed');
  need (is_real_full (x), 'badClass', 'rope_pack_ref: X must be a real full double or single array, got %s', kind (x));
  y = single (rope_round_ref (x, dtype));
  bits = double (typecast (y(:), 'uint32'));
  negative = bits >= 2^31;
  if strcmpi (dtype, 'bf16')
    u = floor (bits / 2^16);
    u(isnan (y)) = 2^15 * negative(isnan (y)) + 32704;         % 7FC0
  else
    a = double (abs (y(:)));
    [f, e] = log2 (a);
    u = (e + 14) * 1024 + (2048 * f - 1024);
    small = a < 2^-14;
    u(small) = a(small) * 2^24;
    u(isinf (a)) = 31744;                                      % 7C00
    u(isnan (a)) = 32256;                                      % 7E00
    u = u + 2^15 * negative;
  end
  u = reshape (uint16 (u), size (x));

end

%!demo
%! x = [1 -2 0.1 65504 1e-7];
%! printf ('%-8s %-6s %-6s\n', 'x', 'bf16', 'f16');
%! for v = x
%!   printf ('%-8g %04X   %04X\n', v, rope_pack_ref (v, 'bf16'), rope_pack_ref (v, 'f16'));
%! end

%!test
%! rand ('twister', 4);
%! x = [(rand (1, 2000) - 0.5) .* 2 .^ (300 * rand (1, 2000) - 150), (0:63) * 2^-26, 65519.99, 65520, 0, -0, Inf, -Inf, NaN, -NaN];
%! for dtype = {'bf16', 'f16'}
%!   assert (rope_pack_ref (x, dtype{1}), rope_pack (x, dtype{1}));
%!   assert (rope_pack_ref (single (x)', dtype{1}), rope_pack (single (x)', dtype{1}));
%! end
%!assert (rope_pack_ref (zeros (3, 0, 2), 'f16'), zeros (3, 0, 2, 'uint16'))
%!error <rope_pack_ref: X and DTYPE are needed> rope_pack_ref (1)
%!error <rope_pack_ref: X must be a real full double or single array, got> rope_pack_ref ({}, 'f16')
