% R = rope_first_error (EVALUATION, ...)    where an evaluation first goes wrong by so much
% rope_first_error (EVALUATION, ...)        prints the table
%
% The first position at which cosine or sine of a pair is off by more than each threshold
% from the certified truth.
%
% EVALUATION  name of rope_evaluations ('hf32', 'ggml', 'bf16pos', ...)
%
% Options (NAME, VALUE pairs or a struct):
%   'thresholds'  absolute errors; default [1e-6 1e-5 1e-4 1e-3 1e-2 0.5]
%   'pairs'       pairs (from 0); default all
%   'exhaustive'  every position below this is looked at; default 131072
%   'below'       from there on positions in steps of a 20000th of themselves, up to this,
%                 which may be up to 2^53; default 2^31.  A position found there is the
%                 first one of the sample: the true first one may lie earlier
%   'base', 'dim', 'options', 'model', 'format'  as for rope_blame; one axis
%
% R  struct: evaluation, title, format, name, thresholds, pairs, position (pairs-by-
%    thresholds: the first position, Inf if there is none), exact (of the same size: true
%    if every earlier position was looked at), exhaustive, below
%
% Errors: rome:badCall, rome:unknownEvaluation, rome:unknownModel, rome:badValue,
%         rome:unknownOption, rome:badOption
%
% Example: how far float32 tables of Llama-2 can be trusted
%   rope_first_error ('hf32', 'pairs', [0 1 8 32])
%   r = rope_first_error ('bf16pos', 'pairs', 0);  r.position     % 257 for all
%
% See also: rope_blame, rope_error_growth, rope_evaluations, rope_truth

function r = rope_first_error (evaluation, varargin)

  if nargin < 1
    error ('rome:badCall', 'rope_first_error: EVALUATION is needed; rope_evaluations () lists them');
  end
  opt = rome_options ('rope_first_error', struct ('thresholds', [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.5], 'pairs', [], ...
    'exhaustive', 131072, 'below', 2^31, 'base', 1e4, 'dim', 128, 'options', struct (), 'model', [], 'format', ''), varargin);
  [e, format] = study_evaluation ('rope_first_error', evaluation, opt.format);
  s = study_setting ('rope_first_error', opt);
  pairs = opt.pairs(:)';
  if isempty (pairs)
    pairs = 0:s.dim/2-1;
  end
  limit = opt.thresholds(:)';
  count = @(n) isnumeric (n) && isscalar (n) && n >= 1 && n <= 2 ^ 53 && n == fix (n);
  need (max (study_pair_axis (s.dim, s.options)) == 1, 'the setting must have one axis');
  need (isnumeric (pairs) && all (pairs >= 0 & pairs < s.dim / 2 & pairs == fix (pairs)), ...
        sprintf ('PAIRS must be integers from 0 to %d', s.dim / 2 - 1));
  need (isfloat (limit) && ~ isempty (limit) && all (limit > 0 & limit < Inf), 'THRESHOLDS must be positive finite numbers');
  need (count (opt.exhaustive), 'EXHAUSTIVE must be an integer from 1 to 2^53');
  need (count (opt.below), 'BELOW must be an integer from 1 to 2^53');

  first = Inf (numel (pairs), numel (limit));
  told = 1e5;
  for p = blocks (double (opt.exhaustive), double (opt.below), s.dim)
    open = any (isinf (first), 2);
    if ~ any (open)
      break
    end
    if nargout == 0 && p{1}(1) >= 2 * told
      told = p{1}(1);
      fprintf ('  %d pairs still within a threshold at position %.0f\n', sum (open), told);
    end
    at = pairs(open) + 1;
    [c, sn] = e.tables ([p{1}; 0], s.dim, format, s.options);
    t = study_truth (p{1}, s.dim, s.options);
    off = max (abs (c(1:end-1, at) - t.cos(:, at)), abs (sn(1:end-1, at) - t.sin(:, at)));
    off(isnan (off)) = Inf;
    first(open, :) = min (first(open, :), first_above (off, p{1}, limit));
  end
  r = struct ('evaluation', e.name, 'title', e.title, 'format', format, 'name', s.name, 'thresholds', limit, ...
              'pairs', pairs, 'position', first, 'exact', first < opt.exhaustive, ...
              'exhaustive', opt.exhaustive, 'below', opt.below);
  if nargout == 0
    show (r);
    clear r
  end

end

% The positions in blocks of some 2^19 table entries, as a cell row.
function list = blocks (exhaustive, below, dim)

  rows = max (1, round (2 ^ 19 / (dim / 2)));
  top = min (exhaustive, below);
  list = {};
  for from = 0:rows:top-1
    list{end+1} = (from:min (from + rows, top) - 1)';
  end
  if below <= exhaustive
    return
  end
  n = ceil (log (below / top) / log1p (1 / 20000)) + 1;
  for from = 0:rows:n-1
    p = floor (top * (1 + 1 / 20000) .^ (from:min (from + rows, n) - 1)');
    list{end+1} = unique (min (p, below - 1));
  end

end

function first = first_above (off, p, limit)

  first = Inf (size (off, 2), numel (limit));
  for k = 1:numel (limit)
    [found, row] = max (off > limit(k), [], 1);
    first(found > 0, k) = p(row(found > 0));
  end

end

function show (r)

  fprintf ('%s, stored as %s; %s: first position at which cos or sin is off by more than\n', r.title, r.format, r.name);
  fprintf ('%8s', 'pair');
  fprintf ('%13.0e', r.thresholds);
  fprintf ('\n');
  for i = 1:numel (r.pairs)
    fprintf ('%8d', r.pairs(i));
    for k = 1:numel (r.thresholds)
      if isinf (r.position(i, k))
        fprintf ('%13s', '-');
      else
        mark = ' ~';
        fprintf ('%12.0f%s', r.position(i, k), mark(2 - r.exact(i, k)));
      end
    end
    fprintf ('\n');
  end
  fprintf ('~ among positions in steps of a 20000th of themselves; - none below %.0f\n', r.below);

end

function need (ok, text)

  if ~ ok
    error ('rome:badValue', 'rope_first_error: %s', text);
  end

end

%!test  # the figures of the numerics chapter for float32, base 1e4, dim 128
%! r = rope_first_error ('hf32', 'pairs', [1 8 32], 'exhaustive', 20000, 'below', 200000);
%! assert (r.position(:, 1:3), [23 159 1473; 84 810 6483; 1603 12863 r.position(3,3)]);
%! assert (r.position(1, 4), 17780);
%! assert (r.position(:, [3 4 5]), [1473 17780 151401; 6483 51918 Inf; 185827 Inf Inf], -0.01);
%! assert (r.exact, r.position < 20000);
%!test  # against a plain search
%! r = rope_first_error ('ggml', 'dim', 12, 'base', 500, 'exhaustive', 3000, 'below', 3000, 'thresholds', [1e-5 1e-4]);
%! [c, s] = rope_cache_ggml_ref (3000, 12, 'base', 500);
%! t = rope_truth (3000, 12, 'base', 500);
%! e = max (abs (double (c) - t.cos), abs (double (s) - t.sin));
%! for i = 1:6
%!   for k = 1:2
%!     p = find (e(:, i) > r.thresholds(k), 1) - 1;
%!     if (isempty (p)), p = Inf; end
%!     assert (r.position(i, k), p);
%!   end
%! end
%!test  # bf16 holds 257 consecutive integers; pair 0 of float32 fails just above 2^24
%! assert (rope_first_error ('bf16pos', 'pairs', 0, 'exhaustive', 1000, 'below', 1000).position, 257 * ones (1, 6));
%! r = rope_first_error ('hf32', 'dim', 2, 'exhaustive', 100, 'below', 2^25);
%! assert (all (r.position > 2^24 & r.position < 2^24 * 1.001));
%!test  # rope_cache never: half an ulp
%! r = rope_first_error ('rope_cache', 'dim', 8, 'below', 2^40, 'exhaustive', 1000);
%! assert (all (isinf (r.position(:))));
%!test
%! text = evalc ("rope_first_error ('hf32', 'dim', 4, 'exhaustive', 2000, 'below', 4000)");
%! assert (any (strfind (text, 'first position at which cos or sin is off by more than')));
%!demo
%! rope_first_error ('bf16pos', 'pairs', [0 8 16 32 63], 'below', 131072)
%!error id=rome:badCall rope_first_error ()
%!error id=rome:unknownEvaluation rope_first_error ('x')
%!error <THRESHOLDS must be positive finite numbers$> rope_first_error ('hf32', 'thresholds', 0)
%!error <PAIRS must be integers from 0 to 63$> rope_first_error ('hf32', 'pairs', 64)
%!error <EXHAUSTIVE must be an integer from 1 to 2\^53$> rope_first_error ('hf32', 'exhaustive', 0)
%!error <BELOW must be an integer from 1 to 2\^53$> rope_first_error ('hf32', 'below', 1.5)
%!error <the setting must have one axis$> rope_first_error ('hf32', 'model', 'wan2.1')
