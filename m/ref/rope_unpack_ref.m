% X = rope_unpack_ref (U, DTYPE)  the numbers whose 16-bit patterns are U.
%
% Reference model of rope_unpack: sign, exponent field k and fraction field n of the bits give
%
%   (1 + n / 2^f) * 2^(k - b),   or n / 2^f * 2^(1 - b) for k = 0
%
% with f = 7, b = 127 (bf16) or f = 10, b = 15 (f16); the largest k stands for Inf (n = 0) and NaN.
%
% U      uint16
% DTYPE  'bf16' or 'f16'
% X      single, size of U: every such number is a single
%
% Errors: rome:badCall, rome:badClass, rome:badOption
%
% Example:
%   rope_unpack_ref (uint16 ([16256, 15821]), 'bf16')   % 1.0000  0.1001
%
% See also: rope_unpack, rope_pack_ref

function x = rope_unpack_ref (u, dtype)

  need (nargin == 2, 'badCall', 'rope_unpack_ref: U and DTYPE are needed');
  need (isa (u, 'uint16'), 'badClass', 'rope_unpack_ref: U must be uint16, got %s', class (u));
  need (ischar (dtype) && any (strcmpi (dtype, {'bf16', 'f16'})), 'badOption', ...
        'rope_unpack_ref: DTYPE must be one of ''bf16'', ''f16''');
  f = 7;  b = 127;
  if strcmpi (dtype, 'f16')
    f = 10;  b = 15;
  end
  u = double (u);
  sign = 1 - 2 * (u >= 2^15);
  k = mod (floor (u / 2^f), 2^(15-f));
  n = mod (u, 2^f);
  x = (1 + n / 2^f) .* 2 .^ (k - b);
  x(k == 0) = n(k == 0) / 2^f * 2^(1-b);
  last = k == 2^(15-f) - 1;
  x(last & n == 0) = Inf;
  x(last & n > 0) = NaN;
  x = single (sign .* x);

end

%!demo
%! k = uint16 (1:64:31743);
%! semilogy (double (k), double (rope_unpack_ref (k, 'f16')), 'linewidth', 2);  grid on;
%! title ('Positive numbers of f16: a logarithm, but for the subnormal ones');  xlabel ('pattern');  ylabel ('value');

%!test  # all bit patterns
%! u = uint16 (0:65535);
%! for dtype = {'bf16', 'f16'}
%!   a = rope_unpack_ref (u, dtype{1});
%!   b = rope_unpack (u, dtype{1});
%!   assert (isnan (a), isnan (b));
%!   k = ~ isnan (a);
%!   assert (typecast (a(k), 'uint32'), typecast (b(k), 'uint32'));
%! end
%!error <rope_unpack_ref: U must be uint16, got double> rope_unpack_ref (1, 'f16')
%!error <rope_unpack_ref: DTYPE must be one of 'bf16', 'f16'> rope_unpack_ref (uint16 (1), 'x')
%!error <rope_unpack_ref: U and DTYPE are needed> rope_unpack_ref (uint16 (1))
