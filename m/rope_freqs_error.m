% R = rope_freqs_error (DIMS, BASES)    accuracy of the usual ways to make the frequencies
% rope_freqs_error (...)                prints the table
%
% Largest relative error of w_i = base^(-2i/d) over all i and all bases, in units of
% roundoff u of the format (2^-53 double, 2^-24 single), for each d of DIMS:
%
%   power          base .^ (-2i/d)                double
%   inverse power  1 ./ base .^ (2i/d)            double, as rope_cache_ref
%   exp-log        exp (-2i/d * log (base))       double, as rope_cache_exp64_ref
%   float32        1 ./ base .^ (2i/d)            all in single, as Hugging Face (hf32)
%   running        (base ^ (-2/d)) ^ i            the power rounded to single, as ggml
%
% The exact frequencies are those of the certified truth, to a relative 2^-98.  The
% exponent 2i/d is exact only if d is a power of two; else its rounding is amplified by
% (2i/d) log (base): d = 80 and 96 are five times worse than 64 and 128.
%
% DIMS   even numbers, at most 2^20; default [32 64 80 96 128 256]
% BASES  default [100 1e4 5e5 1e6 1e7]
% R      struct array, one per way: name, format, u, dims, error (1-by-numel (DIMS), in u),
%        worst_base, worst_pair (of the same size; pairs from 0)
%
% Errors: rome:badValue
%
% Example:
%   rope_freqs_error ()
%   r = rope_freqs_error (96);  r(4).error             % 6.4 u
%
% See also: rope_freqs, rope_blame, rope_error_growth, rope_evaluations

function r = rope_freqs_error (dims, bases)

  if nargin < 1 || isempty (dims)
    dims = [32, 64, 80, 96, 128, 256];
  end
  if nargin < 2 || isempty (bases)
    bases = [100, 1e4, 5e5, 1e6, 1e7];
  end
  if ~ (isnumeric (dims) && isreal (dims) && all (dims(:) > 0 & mod (dims(:), 2) == 0))
    error ('rome:badValue', 'rope_freqs_error: DIMS must be positive even integers');
  end
  rome_need (all (dims(:) <= 2^20), 'badValue', 'rope_freqs_error: DIMS must be at most 2^20 = 1048576, got %.17g', max (double (dims(:))));
  if ~ (isfloat (bases) && isreal (bases) && all (bases(:) >= 1 & bases(:) < Inf))
    error ('rome:badValue', 'rope_freqs_error: BASES must be finite numbers, 1 or more');
  end
  f32 = @(x) single (x);
  ways = { ...
    'power',         'double', @(b, k, d) b .^ (-k / d); ...
    'inverse power', 'double', @(b, k, d) 1 ./ b .^ (k / d); ...
    'exp-log',       'double', @(b, k, d) exp (-k / d * log (b)); ...
    'float32',       'single', @(b, k, d) 1 ./ f32 (b) .^ (f32 (k) / f32 (d)); ...
    'running',       'single', @(b, k, d) double (f32 (b) ^ (f32 (-2) / f32 (d))) .^ (k / 2)};

  none = zeros (size (dims(:)'));
  r = struct ('name', ways(:, 1)', 'format', ways(:, 2)', 'u', 0, 'dims', dims(:)', 'error', none, ...
              'worst_base', none, 'worst_pair', none);
  for j = 1:numel (dims)
    for base = double (bases(:)')
      d = double (dims(j));
      [w, lo] = study_exact_freqs (d, struct ('base', base));
      for k = 1:numel (r)
        r(k).u = study_unit (r(k).format);
        v = double (ways{k, 3} (base, 0:2:d-2, d));
        [e, i] = max (abs ((v - w) - lo) ./ w / r(k).u);
        if e > r(k).error(j)
          r(k).error(j) = e;
          r(k).worst_base(j) = base;
          r(k).worst_pair(j) = i - 1;
        end
      end
    end
  end

  if nargout == 0
    fprintf ('largest relative error of the frequencies in units of roundoff u; bases %s\n', mat2str (double (bases(:)')));
    fprintf ('%8s', 'dim');
    fprintf ('%15s', r.name);
    fprintf ('\n');
    for j = 1:numel (dims)
      fprintf ('%8d', dims(j));
      for k = 1:numel (r)
        fprintf ('%15.2f', r(k).error(j));
      end
      fprintf ('\n');
    end
    clear r
  end

end

%!shared r
%! r = rope_freqs_error ();
%!assert ({r.name}, {'power', 'inverse power', 'exp-log', 'float32', 'running'})
%!assert (r(1).dims, [32 64 80 96 128 256])
%!test  # a power alone is good to one rounding and a bit where 2i/d is exact, five times worse at 80 and 96
%! good = [1 2 5 6];  bad = [3 4];
%! assert (all (r(1).error(good) > 0.5 & r(1).error(good) < 1));
%! assert (all (r(1).error(bad) > 4 & r(1).error(bad) < 9));
%! assert (all (r(4).error(good) > 1 & r(4).error(good) < 1.5));
%! assert (all (r(4).error(bad) > 5 & r(4).error(bad) < 9));
%! assert (all (r(3).error > 10 & r(3).error < 20));
%!test  # the bound u (1 + (2i/d) log (base)) of the power
%! assert (all (r(1).error <= 1.1 * (1 + log (1e7))));
%!test  # the correctly rounded frequencies of rope_freqs: within half a unit each
%! [w, lo] = deal (rope_freqs (96), 0);
%! a = rope_freqs_error (96, 1e4);
%! v = 1e4 .^ (-(0:2:94) / 96);
%! assert (a(1).error, max (abs (v - w) ./ w) * 2^53, 0.51);
%! assert (a(1).worst_base, 1e4);
%!test  # base 1: every frequency is 1
%! a = rope_freqs_error ([8 80], 1);
%! assert ([a.error], zeros (1, 10));
%!test
%! text = evalc ('rope_freqs_error (96)');
%! assert (any (strfind (text, 'units of roundoff')));
%!demo
%! rope_freqs_error ()
%!error <DIMS must be positive even integers$> rope_freqs_error (7)
%!error id=rome:badValue rope_freqs_error (8, 0.5)
%!error <BASES must be finite numbers, 1 or more$> rope_freqs_error (8, Inf)
%!error <DIMS must be at most 2\^20 = 1048576, got 1000000000000000$> rope_freqs_error ([8, 1e15])
%!error id=rome:badValue rope_freqs_error (1e15)
