% R = rope_error_growth (EVALUATION, ...)    error of angle and tables by pair and position
% rope_error_growth (EVALUATION, ...)        prints the table
%
% For each pair i and each P the largest error at positions below P: of the angle that an
% evaluation passes to its cosine, in radians, and of the cosines and sines in its table.
% |cos error| <= min (2, |angle error|), plus the format's rounding: where the angle error
% is large, a table holds nothing of the position.
%
% EVALUATION  name of rope_evaluations, or a cell array of names
%
% Options (NAME, VALUE pairs or a struct):
%   'pairs'    pairs (from 0); default [0 1 8 16 32 63] below dim/2
%   'below'    the P, any number of integers up to 2^53; default [1e3 1e5 1e6 1e7 2^31]
%   'samples'  positions below each P, spread evenly (a Kronecker sequence of the golden
%              section), P-1 among them; default 400
%   'base', 'dim', 'options', 'model', 'format'  as for rope_blame; one axis
%
% R  struct array, one per evaluation: evaluation, title, format, pairs, below, angle and
%    table (pairs-by-P: largest absolute errors; NaN where a format has overflowed, angle
%    NaN for rope_cache, which has none)
%
% Errors: rome:badCall, rome:unknownEvaluation, rome:unknownModel, rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example:
%   rope_error_growth ({'rope_cache_ref', 'hf32', 'ggml', 'bf16pos'})
%
% See also: rope_blame, rope_first_error, rope_freqs_error, rope_evaluations

function r = rope_error_growth (evaluation, varargin)

  if nargin < 1
    error ('rome:badCall', 'rope_error_growth: EVALUATION is needed; rope_evaluations () lists them');
  end
  opt = rome_options ('rope_error_growth', struct ('pairs', [], 'below', [1e3, 1e5, 1e6, 1e7, 2^31], 'samples', 400, ...
    'base', 1e4, 'dim', 128, 'options', struct (), 'model', [], 'format', ''), varargin);
  s = study_setting ('rope_error_growth', opt);
  h = s.dim / 2;
  pairs = opt.pairs(:)';
  if isempty (pairs)
    pairs = [0, 1, 8, 16, 32, 63];
    pairs = pairs(pairs < h);
  end
  need (max (study_pair_axis (s.dim, s.options)) == 1, 'the setting must have one axis');
  need (isnumeric (pairs) && all (pairs >= 0 & pairs < h & pairs == fix (pairs)), ...
        sprintf ('PAIRS must be integers from 0 to %d', h - 1));
  need (isnumeric (opt.below) && all (opt.below >= 2 & opt.below <= 2 ^ 53 & opt.below == fix (opt.below)), ...
        'BELOW must be integers from 2 to 2^53');
  need (isnumeric (opt.samples) && isscalar (opt.samples) && opt.samples >= 1 && opt.samples == fix (opt.samples), ...
        'SAMPLES must be a positive integer');
  if ischar (evaluation)
    evaluation = {evaluation};
  end

  r = [];
  for k = 1:numel (evaluation)
    [e, format] = study_evaluation ('rope_error_growth', evaluation{k}, opt.format);
    one = struct ('evaluation', e.name, 'title', e.title, 'format', format, 'pairs', pairs, 'below', opt.below(:)', ...
                  'angle', NaN (numel (pairs), numel (opt.below)), 'table', NaN (numel (pairs), numel (opt.below)));
    for j = 1:numel (opt.below)
      p = study_spread (double (opt.below(j)), opt.samples, 'uniform');
      [one.angle(:, j), one.table(:, j)] = largest (e, p, s, format, pairs + 1);
    end
    r = [r, one];
  end
  if nargout == 0
    show (r);
    clear r
  end

end

function [angle, table] = largest (e, p, s, format, at)

  [c, sn, steps] = e.tables ([p; 0], s.dim, format, s.options);
  t = study_truth (p, s.dim, s.options);
  off = max (abs (c(1:end-1, at) - t.cos(:, at) - t.cos_lo(:, at)), abs (sn(1:end-1, at) - t.sin(:, at) - t.sin_lo(:, at)));
  table = largest_of (off);
  angle = NaN (numel (at), 1);
  if ~ isempty (steps)
    [w, lo] = study_exact_freqs (s.dim, s.options);
    [x, x_lo] = study_two_prod (p, w(at));
    angle = largest_of (abs ((steps.angle(1:end-1, at) - x) - (x_lo + p .* lo(at))));
  end

end

% Largest in each column; NaN where there is one.
function m = largest_of (x)

  x(~ isfinite (x)) = Inf;
  m = max (x, [], 1)';
  m(isinf (m)) = NaN;

end

function show (r)

  for one = r
    fprintf ('%s, stored as %s: error of the angle (rad) / of the table, largest of positions below\n', one.title, one.format);
    fprintf ('%8s', 'pair');
    fprintf ('  %18.7g', one.below);
    fprintf ('\n');
    for i = 1:numel (one.pairs)
      fprintf ('%8d', one.pairs(i));
      for j = 1:numel (one.below)
        fprintf ('  %8.2g /%8.2g', one.angle(i, j), one.table(i, j));
      end
      fprintf ('\n');
    end
  end

end

function need (ok, text)

  if ~ ok
    error ('rome:badValue', 'rope_error_growth: %s', text);
  end

end

%!test  # the table of the numerics chapter: base 1e4, dim 128 (largest of 400 positions below P)
%! r = rope_error_growth ('rope_cache_ref');
%! assert (r.pairs, [0 1 8 16 32 63]);
%! known = [6.2e-14 7.8e-12 6.4e-11 9.8e-10 1.3e-7; 1.1e-14 1.5e-12 1.2e-11 9.3e-11 2.4e-8; ...
%!          1.1e-15 7.7e-14 1.1e-12 9.3e-12 2.2e-9; 1.0e-17 1.2e-15 1.1e-14 1.5e-13 2.2e-11];
%! ratio = r.angle([2 4 5 6], :) ./ known;
%! assert (all (ratio(:) > 0.6 & ratio(:) < 1.2));
%! r = rope_error_growth ('hf32', 'pairs', [1 16 32], 'below', [1e3 1e5 1e6]);
%! known = [5.9e-5 6.9e-3 6.1e-2; 4.6e-6 5.9e-4 4.7e-3; 6.9e-7 5.1e-5 7.0e-4];
%! ratio = r.angle ./ known;
%! assert (all (ratio(:) > 0.85 & ratio(:) < 1.1));
%! r = rope_error_growth ('freq32', 'pairs', 1);
%! assert (r.angle(1:4), [3.0e-5 3.0e-3 3.0e-2 0.30], -0.03);
%! r = rope_error_growth ('ggml', 'pairs', [8 63], 'below', [1e3 1e5 1e6 1e7]);
%! known = [1.5e-4 1.5e-2 0.14 1.3; 3.1e-7 3.1e-5 3.2e-4 3.2e-3];
%! ratio = r.angle ./ known;
%! assert (all (ratio(:) > 0.75 & ratio(:) < 1.1));
%!test  # |cos error| <= angle error + rounding; pair 0 of float32 is exact up to 2^24
%! r = rope_error_growth ({'hf32', 'bf16pos'});
%! for one = r
%!   assert (all (one.table(:) <= min (2, one.angle(:)) * (1 + 1e-9) + 2^-24));
%! end
%! assert (all (r(1).angle(1, 1:4) < 1e-20));
%! assert (r(1).table(1, 1:4) < 2^-24, true (1, 4));
%! assert (r(1).table(1, 5) > 1.9);
%!test  # f16 overflows; rope_cache has no angle, and half an ulp everywhere
%! r = rope_error_growth ('all16', 'format', 'f16', 'pairs', 0:1, 'below', [1000, 1e6]);
%! assert (isnan (r.table), [false true; false true]);
%! r = rope_error_growth ('rope_cache', 'format', 'single');
%! assert (all (isnan (r.angle(:))));
%! assert (all (r.table(:) <= 2^-25 & r.table(:) > 2^-27));
%!demo
%! rope_error_growth ({'rope_cache_ref', 'hf32', 'ggml', 'bf16pos'})
%!error id=rome:badCall rope_error_growth ()
%!error id=rome:unknownEvaluation rope_error_growth ('x')
%!error id=rome:badValue rope_error_growth ('hf32', 'pairs', 64)
%!error id=rome:badValue rope_error_growth ('hf32', 'below', 1)
%!error id=rome:badValue rope_error_growth ('hf32', 'samples', 0)
%!error id=rome:badValue rope_error_growth ('hf32', 'model', 'wan2.1')
