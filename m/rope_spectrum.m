function [r, ax] = rope_spectrum (dim, varargin)
%ROPE_SPECTRUM  Test a rotation's sign and pairing by the modulation theorem: each spectrum moves by k bins.
%
%   Usage: rope_spectrum (dim)                           draws
%          r = rope_spectrum (dim, name, value, ...)     numbers only
%          [r, ax] = rope_spectrum (...)                 both
%
%   RoPE is single-sideband modulation.  With z(n) = x0(n) + 1i x1(n) for a pair of columns and the frequency w = 2 pi k / N, the
%   rotation multiplies z(n) by exp (1i n w) and moves the spectrum by exactly k bins:
%
%     F[rotated](b + k) = F[x](b),   F the discrete Fourier transform over N tokens
%
%   A rotation with the wrong sign moves it by -k; one that takes other columns for a pair leaves images at both b + k and
%   b - k, or the spectrum where it was.  Nothing of the test shares code with the rotation: it knows the theorem only.  The
%   input is pseudo-random noise of a narrow band, and the tables are roots of unity, cos and sin of 2 pi mod (k n, N) / N.
%
%   DIM  number of columns, even, all rotated
%
%   Options (name, value pairs in any case, or a struct):
%     'pairing'  what the rotation is expected to do: 'interleaved' (default), 'half', 'quarter' (dim a multiple of 4)
%     'apply'    the rotation under test, a function handle y = apply (x, c, s), x N-by-DIM, c and s N-by-DIM/2; default
%                rope_apply with that pairing.  Any other implementation can stand here.
%     'tokens'   N, an even number, 32 or more; default 4096
%     'bins'     k of every pair, DIM/2 integers from 1 to N/2 - 1; default spread between N/16 and 7N/16
%     'seed'     of the noise; default 1
%     'pair'     the pair that is drawn, 0-based; default 0
%     'title', 'parent'  of the figure
%
%   R is a struct with one value per pair: pair (0 ...), bin (k), shift (the shift by which the spectrum moved, found by
%   correlation), error (max |F[y](b + k) - F[x](b)| / max |F[x]|; correct rotations in double: below 2e-15), mirrored (the same
%   with -k), image (the part of the energy that is not at the expected place), verdict (cell array: 'correct', 'wrong sign' or 'wrong
%   pairing'); correct (all are); and w, measured: the frequencies of rope_cache (N, DIM) with base 10000 and those read back from
%   the phase of the lag-1 autocorrelation of a rotated constant.
%
%   Errors: rome:badCall, rome:badValue, rome:oddDimension, rome:unknownOption, rome:outOfMemory, rome:noPictures.
%
%   Example: a rotation by the transposed matrix
%     r = rope_spectrum (8, 'apply', @(x, c, s) rope_apply (x, c, -s));
%     r.verdict{1}                                     % wrong sign
%
%   Reference model: rope_spectrum_ref.
%
%   See also: rope_apply, rope_lagscore, rope_plot_spectrum.

  fname = 'rope_spectrum';
  rome_need (nargin > 0, 'badCall', '%s: DIM is missing', fname);
  opt = plot_options (fname, struct ('pairing', {{'interleaved', 'half', 'quarter'}}, 'apply', [], 'tokens', 4096, 'bins', [], 'seed', 1, 'pair', 0), varargin);
  count = @(n, low) rome_is_real (n) && isscalar (n) && n == fix (n) && n >= low;
  rome_need (count (dim, 2), 'badValue', '%s: DIM must be a positive even integer', fname);
  rome_need (dim <= 2^20, 'badValue', '%s: DIM must be at most 2^20 = 1048576, got %.17g', fname, dim);
  step = 2 + 2 * strcmp (opt.pairing, 'quarter');
  rome_need (mod (dim, step) == 0, 'oddDimension', '%s: DIM must be a multiple of %d, got %d', fname, step, dim);
  N = opt.tokens;
  rome_need (count (N, 32) && mod (N, 2) == 0 && N <= 2^22, 'badValue', '%s: TOKENS must be an even number from 32 to 2^22', fname);
  rome_fits (fname, 'TOKENS times DIM', 8 * 8 * N * dim);   % x, y, tables, spectra
  h = dim / 2;
  k = opt.bins;
  if isempty (k)
    k = round (linspace (7 * N / 16, N / 16, h));
  end
  rome_need (rome_is_real (k) && numel (k) == h && all (k == fix (k) & k >= 1 & k < N / 2), 'badValue', ...
             '%s: BINS must be %d integers from 1 to %d', fname, h, N / 2 - 1);
  k = double (k(:)');
  rome_need (count (opt.seed, 0), 'badValue', '%s: SEED must be an integer, 0 or more', fname);
  rome_need (count (opt.pair, 0) && opt.pair < h, 'badValue', '%s: PAIR must be an integer from 0 to %d', fname, h - 1);
  apply = opt.apply;
  if isempty (apply)
    apply = @(x, c, s) rope_apply (x, c, s, 'pairing', opt.pairing);
  end
  rome_need (isa (apply, 'function_handle'), 'badValue', '%s: APPLY must be a function handle', fname);

  columns = columns_of (opt.pairing, dim);
  x = noise (N, dim, columns, opt.seed);
  phase = 2 * pi * mod ((0:N-1)' * k, N) / N;
  y = call (fname, apply, x, cos (phase), sin (phase));
  before = fft (complex (x(:, columns(:, 1)), x(:, columns(:, 2))));
  after = fft (complex (y(:, columns(:, 1)), y(:, columns(:, 2))));
  r = judge (before, after, k);
  [c, s] = rope_cache (N, dim);
  one = zeros (N, dim);
  one(:, columns(:, 1)) = 1;
  y = call (fname, apply, one, c, s);
  z = complex (y(:, columns(:, 1)), y(:, columns(:, 2)));
  w = rope_freqs (dim);
  r.w = w(:)';
  r.measured = angle (sum (z(2:end, :) .* conj (z(1:end-1, :)), 1));

  if isempty (opt.title)
    opt.title = sprintf ('Pair %d, moved by %d of %d bins: %s', opt.pair, k(opt.pair + 1), N, r.verdict{opt.pair + 1});
  end
  bins = (-N/2:N/2-1)';
  shown = fftshift ([before(:, opt.pair + 1), after(:, opt.pair + 1)], 1);
  ax = answer (nargout, @() rope_plot_spectrum (2 * pi * bins / N, shown, 'labels', {'before', 'after rotation'}, 'floor', -120, ...
                                               'title', opt.title, 'parent', opt.parent));
  if nargout == 0
    clear r
  end

end

% The columns of the pairs, 1-based.
function columns = columns_of (pairing, dim)

  i = (1:dim / 2)';
  switch pairing
    case 'interleaved'
      columns = [2 * i - 1, 2 * i];
    case 'half'
      columns = [i, i + dim / 2];
    otherwise
      columns = [i, i + dim / 4];
      second = i > dim / 4;
      columns(second, :) = columns(second, :) + dim / 4;
  end

end

% Every pair gets a random spectrum in the bins -N/64 ... N/64.
function x = noise (N, dim, columns, seed)

  remembered = rng ();                  % leave the caller's random numbers alone
  restore = onCleanup (@() rng (remembered));
  rng (seed, 'twister');
  width = floor (N / 64) + 1;
  F = zeros (N, dim / 2);
  at = [1:width, N-width+2:N];
  F(at, :) = complex (randn (numel (at), dim / 2), randn (numel (at), dim / 2));
  z = ifft (F) * sqrt (N);
  x = zeros (N, dim);
  x(:, columns(:, 1)) = real (z);
  x(:, columns(:, 2)) = imag (z);

end

function y = call (fname, apply, x, c, s)

  y = apply (x, c, s);
  rome_need (isfloat (y) && isreal (y) && isequal (size (y), size (x)), 'badValue', ...
             '%s: APPLY must return a real array of %s, got %s %s', fname, rome_size (x), rome_size (y), class (y));
  y = double (y);

end

function r = judge (before, after, k)

  [N, h] = size (before);
  r = struct ('pair', 0:h-1, 'bin', k, 'shift', zeros (1, h), 'error', zeros (1, h), 'mirrored', zeros (1, h), 'image', zeros (1, h), ...
              'verdict', {cell(1, h)}, 'correct', true);
  for i = 1:h
    size_of = max (abs (before(:, i)));
    r.error(i) = max (abs (after(:, i) - circshift (before(:, i), k(i)))) / size_of;
    r.mirrored(i) = max (abs (after(:, i) - circshift (before(:, i), -k(i)))) / size_of;
    match = abs (ifft (fft (after(:, i)) .* conj (fft (before(:, i)))));
    [~, at] = max (match);
    r.shift(i) = at - 1 - N * (at - 1 >= N / 2);
    band = circshift (abs (before(:, i)) > 0.1 * eps * size_of * N, k(i));
    energy = abs (after(:, i)) .^ 2;
    r.image(i) = sum (energy(~ band)) / sum (energy);
    tolerance = 0.01;                   % a correct rotation in single or bf16 is still correct; others are off by 1
    if r.error(i) <= tolerance
      r.verdict{i} = 'correct';
    elseif r.mirrored(i) <= tolerance
      r.verdict{i} = 'wrong sign';
    else
      r.verdict{i} = 'wrong pairing';
    end
  end
  r.correct = all (strcmp (r.verdict, 'correct'));

end

%!demo
%! rope_spectrum (16, 'pair', 3);

%!demo
%! % interleaved columns turned as if they were halves: images
%! rope_spectrum (16, 'pair', 3, 'apply', @(x, c, s) rope_apply (x, c, s, 'pairing', 'half'));

%!test  # every pairing; the bound of the numerics chapter
%! for pairing = {'interleaved', 'half', 'quarter'}
%!   r = rope_spectrum (64, 'pairing', pairing{1});
%!   assert (r.correct);
%!   assert (max (r.error) < 2e-15);
%!   assert (r.shift, r.bin);
%!   assert (max (r.image) < 1e-25);
%! endfor
%! assert (r.measured, r.w, 1e-12);
%!test  # the other implementations: matrix form, models
%! assert (rope_spectrum (16, 'apply', @(x, c, s) rome_apply (x, rome_matrix (16), c, s)).correct);
%! assert (rope_spectrum (16, 'apply', @(x, c, s) rope_ref (x, c, s)).correct);
%! assert (rope_spectrum (16, 'apply', @(x, c, s) rope_apply (single (x), c, s)).correct);
%!test  # a wrong sign moves the other way
%! r = rope_spectrum (16, 'apply', @(x, c, s) rope_apply (x, c, s, 'inverse', true));
%! assert (r.verdict, repmat ({'wrong sign'}, 1, 8));
%! assert (r.shift, -r.bin);
%! assert (max (r.mirrored) < 2e-15);
%! assert (r.measured, -r.w, 1e-12);
%! assert (min (r.image) > 0.9);
%! assert (~ r.correct);
%!test  # a wrong pairing leaves images
%! r = rope_spectrum (16, 'apply', @(x, c, s) rope_apply (x, c, s, 'pairing', 'half'));
%! assert (r.verdict, repmat ({'wrong pairing'}, 1, 8));
%! assert (min (r.image) > 0.2);
%! r = rope_spectrum (16, 'pairing', 'half', 'apply', @(x, c, s) rope_apply (x, c, s));
%! assert (r.verdict, repmat ({'wrong pairing'}, 1, 8));
%!test  # direct sums
%! c = cos (2 * pi * mod ((0:63)' * [9 4], 64) / 64);  s = sin (2 * pi * mod ((0:63)' * [9 4], 64) / 64);
%! x = sin ((1:64)' * [3 5 7 11]);
%! F = rope_spectrum_ref (x);  G = rope_spectrum_ref (rope_apply (x, c, s));
%! assert (G(:,1), circshift (F(:,1), 9), 1e-12);
%! assert (G(:,2), circshift (F(:,2), 4), 1e-12);
%!test  # the caller's random numbers stay
%! rand ('twister', 5);  a = rand ();
%! rand ('twister', 5);  r = rope_spectrum (8, 'tokens', 64);
%! assert (rand (), a);
%! assert (r.correct);
%!test
%! f = figure ('visible', 'off');
%! [r, ax] = rope_spectrum (8);
%! assert (numel (findobj (f, 'type', 'axes')), 2);
%! assert (~ isempty (strfind (get (get (ax, 'title'), 'string'), 'correct')));
%! close (f);
%!error <rope_spectrum: DIM is missing> rope_spectrum ()
%!error <rope_spectrum: DIM must be a multiple of 2, got 3> r = rope_spectrum (3);
%!error <rope_spectrum: DIM must be a positive even integer> r = rope_spectrum ('a');
%!error <rope_spectrum: TOKENS must be an even number from 32> r = rope_spectrum (4, 'tokens', 33);
%!error <rope_spectrum: BINS must be 2 integers from 1 to 2047> r = rope_spectrum (4, 'bins', [1 0]);
%!error <rope_spectrum: APPLY must be a function handle> r = rope_spectrum (4, 'apply', 3);
%!error <rope_spectrum: APPLY must return a real array of 4096x4, got 1x1 double> r = rope_spectrum (4, 'apply', @(x, c, s) 1);
%!error <rope_spectrum: PAIR must be an integer from 0 to 1> r = rope_spectrum (4, 'pair', 2);
%!error <rope_spectrum: SEED must be an integer, 0 or more> r = rope_spectrum (4, 'seed', -1);
%!error <rope_spectrum: DIM must be at most 2\^20 = 1048576, got 1000000000000000$> r = rope_spectrum (1e15);
%!error <rope_spectrum: DIM must be at most 2\^20 = 1048576, got 1048578$> r = rope_spectrum (2^20 + 2);
%!error id=rome:outOfMemory r = rope_spectrum (2^20, 'tokens', 2^22);
