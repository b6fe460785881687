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
  for p = blocks (double (opt.exhaustive), double (opt.below), s.dim)
    open = any (isinf (first), 2);
    if ~ any (open)
      break
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
