% F = rope_spectrum_ref (X, ...)  spectra of the pairs of columns, by direct sums.
%
% Lesson 10 of m/ref (README.md there), derived in notebooks/08-modulation.
%
% Reference model of the spectra in rope_spectrum.  A pair of columns is one complex
% sequence z(n) = x0(n) + i x1(n), n = 0, ..., N-1, and its discrete Fourier transform is
%
%   F(b) = sum_n z(n) e^(-2 pi i b n / N),   b = 0, ..., N-1
%
% RoPE multiplies z(n) by e^(i n w): with w = 2 pi k / N that moves the spectrum by k bins,
% F[rotated](b + k) = F[x](b) (the modulation theorem).
%
% X  N-by-D, real, D even
% F  N-by-D/2, complex; row b + 1 for bin b
%
% Option (NAME, VALUE pair or a struct):
%   'pairing'  as for rope_ref; 'interleaved' (default), 'half', 'quarter', 'interleave-half'
%
% N^2 steps: a few thousand tokens at the most.  b n is reduced modulo N before it becomes
% an angle, so that the angles are exact to rounding.
%
% Errors: rome:badClass, rome:sizeMismatch, rome:oddDimension, rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example: a sequence that turns once in 8 tokens stands in bin 1
%   n = (0:7)';
%   abs (rope_spectrum_ref ([cos(2*pi*n/8), sin(2*pi*n/8)]))'        % 0 8 0 0 0 0 0 0
%
% See also: rope_spectrum, rope_ref

function F = rope_spectrum_ref (x, varargin)

  fname = 'rope_spectrum_ref';
  need (nargin >= 1, 'badCall', '%s: X is missing', fname);
  opt = rome_options (fname, struct ('pairing', {{'interleaved', 'half', 'quarter', 'interleave-half'}}), varargin);
  need (is_real_full (x), 'badClass', '%s: X must be real, double or single', fname);
  need (ndims (x) == 2, 'sizeMismatch', '%s: X must be N-by-D, got %s', fname, shape (x));
  columns = pair_columns (fname, opt.pairing, block_sizes (fname, size (x, 2), []));

  z = complex (double (x(:, columns(:, 1))), double (x(:, columns(:, 2))));
  N = size (x, 1);
  n = 0:N-1;
  F = exp (-2i * pi * mod (n' * n, N) / N) * z;

end

%!demo
%! n = (0:63)';
%! x = [exp(-(n - 32) .^ 2 / 100), zeros(64, 1)];
%! w = 2 * pi * 16 / 64;
%! y = rope_ref (x, cos (n * w), sin (n * w));
%! plot (0:63, abs (rope_spectrum_ref (x)), 0:63, abs (rope_spectrum_ref (y)), 'linewidth', 2);  grid on;  legend ('before', 'rotated by 16 bins');
%! title ('Rotation moves the spectrum');  xlabel ('bin');  ylabel ('|F|');

%!test
%! n = (0:7)';
%! assert (abs (rope_spectrum_ref ([cos(2*pi*n/8), sin(2*pi*n/8)]))', [0 8 0 0 0 0 0 0], 1e-14)
%!test  % Octave's fft
%! x = sin ((1:50)' * (1:4) .^ 2);
%! assert (rope_spectrum_ref (x, 'pairing', 'half'), fft (complex (x(:, 1:2), x(:, 3:4))), 1e-13);
%!test  % the modulation theorem by direct sums
%! x = sin ((1:32)' * [3 5]);
%! w = 2 * pi * 5 / 32;
%! y = rope_ref (x, cos ((0:31)' * w), sin ((0:31)' * w));
%! assert (circshift (rope_spectrum_ref (x), 5), rope_spectrum_ref (y), 1e-13);
%!error <rope_spectrum_ref: X is missing> rope_spectrum_ref ()
%!error <rope_spectrum_ref: X must be real> rope_spectrum_ref (1i)
%!error <rope_spectrum_ref: DIM must be even, got 3> rope_spectrum_ref (ones (2, 3))
%!error <rope_spectrum_ref: X must be N-by-D, got 1x1x2> rope_spectrum_ref (ones (1, 1, 2))
