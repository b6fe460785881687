function [d, ax] = rope_decay (varargin)
%ROPE_DECAY  How the expected attention score falls with distance, for a model's base and scaling.
%
%   Usage: rope_decay (model)                         draws
%          d = rope_decay (model, name, value, ...)   numbers only
%          [d, ax] = rope_decay (...)                 both
%
%   If key and query have the same content up to noise of zero mean, the expected score of two tokens at distance t, relative to
%   that at distance 0, is
%
%     B(t) = (a^2 / h) sum_i cos (t w_i),   h = dim/2 pairs, a the attention factor of the scaling rule (B(0) = a^2)
%
%   (RoFormer section 3.3; Men et al., Base of RoPE Bounds Context Length, arXiv:2405.14591: a model can tell such keys from
%   random ones only where B(t) >= 0).  RoFormer shows the long-term decay by another quantity: with h_i = q_i conj (k_i) the score of
%   any query and key is at most max |h_{i+1} - h_i| times the sum of the |S_j| (Abel summation, h_h = 0), so that their mean,
%
%     U(t) = a^2 sum_{j=1..h} |S_j(t)| / sum_{j=1..h} |S_j(0)|,   S_j(t) = sum_{i<j} exp (1i t w_i)     (section 3.4.3)
%
%   falls like the largest score that such vectors can have.  U bounds that, not B.
%
%   MODEL  a model name or config file (see rope_config), a struct of rope_config, or the number of rotated columns, with one
%          axis; any frequency options of rope_freqs may follow
%
%   Options (name, value pairs in any case, or a struct):
%     'length'     distances 0 ... length-1; default the model's longest sequence, or 4096
%     'distances'  instead: the distances themselves, a vector of 0 or more
%     'points'     largest number of distances kept, chosen evenly up to 1024 and then evenly in the logarithm; default 3000.
%                  first_negative and least look at every distance.
%     'title', 'parent'  of the figure, as for rope_plot_score
%
%   D is a struct: distance, score (B), bound (U), columns; first_negative, the first distance at which B < 0 ([] if none);
%   least, the smallest B, and least_distance; attention.  Cosines are correctly rounded, so B is exact to a few 1e-16.
%
%   Errors: rome:badCall, rome:badValue, rome:unknownOption, rome:noPictures, and those of rope_config and rope_cache.
%
%   Example:
%     d = rope_decay ('llama-2-7b');
%     d.first_negative                       % Men et al.: base 10000 is too small for long contexts
%
%   See also: rope_lagscore, rope_turns, rope_plot_score.

  fname = 'rope_decay';
  [m, rest] = model_of (fname, varargin);
  opt = plot_options (fname, struct ('length', [], 'distances', [], 'points', 3000), rest);
  one_axis (fname, m);
  rome_need (isempty (opt.distances) || (rome_is_real (opt.distances) && isvector (opt.distances) && all (opt.distances >= 0)), 'badValue', ...
             '%s: DISTANCES must be a vector of numbers, 0 or more', fname);
  rome_need (rome_is_real (opt.points) && isscalar (opt.points) && opt.points >= 2, 'badValue', '%s: POINTS must be 2 or more', fname);
  n = context_of (fname, opt.length, m, 4096);
  rome_need (n <= 2^24, 'badValue', '%s: LENGTH must not exceed 2^24, got %d', fname, n);

  given = double (opt.distances(:));
  if isempty (given)
    given = spread (n, opt.points);
    [negative, least, where] = scan (m, n);
  else
    B = curves (m, given);
    negative = min (given(B < 0));
    [least, k] = min (B);
    where = given(k);
  end
  [B, U] = curves (m, given);
  [~, a] = rope_freqs (m.dim, m.options);
  d = struct ('distance', given, 'score', B, 'bound', U, 'first_negative', negative, 'least', least, 'least_distance', where, 'attention', a);

  if isempty (opt.title)
    opt.title = ['Expected score by distance: ', m.name];
  end
  kinds = {'linear', 'log'};
  ax = answer (nargout, @() rope_plot_score (d.distance, [d.score, d.bound], 'labels', {'expected score B', 'partial sums U'}, ...
                                            'xscale', kinds{1 + (max (given) > 1000)}, 'ylabel', 'relative to distance 0', ...
                                            'title', opt.title, 'parent', opt.parent));
  if nargout == 0
    clear d
  end

end

% Evenly up to 1024, then evenly in the logarithm; the last is n - 1.
function t = spread (n, points)

  if n <= points
    t = (0:n - 1)';
    return
  end
  near = min (1024, floor (points / 2));
  t = unique ([(0:near - 1)'; round(logspace (log10 (near), log10 (n - 1), points - near)')]);

end

% B over all distances, in portions.
function [negative, least, where] = scan (m, n)

  negative = [];
  least = Inf;
  where = 0;
  portion = 65536;
  for first = 0:portion:n - 1
    c = rope_cache (min (portion, n - first), m.dim, m.options, 'offset', first, 'seq_len', n);
    B = attention (m) * mean (c, 2);
    if isempty (negative)
      negative = first + find (B < 0, 1) - 1;
    end
    [value, k] = min (B);
    if value < least
      least = value;
      where = first + k - 1;
    end
  end

end

function a = attention (m)

  [~, a] = rope_freqs (m.dim, m.options);

end

function [B, U] = curves (m, t)

  B = zeros (size (t));
  U = B;
  for first = 1:4096:numel (t)
    k = first:min (first + 4095, numel (t));
    [c, s] = rope_cache ([t(k); 0], m.dim, m.options, 'seq_len', max (t) + 1);
    c = c(1:end-1, :);                  % the last row made sure that a single distance is not a count
    s = s(1:end-1, :);
    B(k) = attention (m) * mean (c, 2);
    U(k) = attention (m) * mean (hypot (cumsum (c, 2), cumsum (s, 2)), 2) / ((size (c, 2) + 1) / 2);
  end

end

%!demo
%! rope_decay ('llama-2-7b');
%! % B(t) first falls below 0 where base 10000 stops telling similar keys from random ones

%!test  # direct formula
%! t = [0, 1, 2.5, 100, 4095];
%! d = rope_decay (64, 'base', 1e4, 'distances', t);
%! w = 1e4 .^ (-(0:31) / 32);
%! assert (d.score, mean (cos (t' * w), 2), 1e-12);
%! U = zeros (5, 1);
%! for j = 1:32
%!   U = U + abs (sum (exp (1i * t' * w(1:j)), 2));
%! endfor
%! assert (d.bound, U / 32 / 16.5, 1e-12);
%! assert ([d.score(1), d.bound(1)], [1, 1], 1e-15);
%! assert (rope_decay (64, 'distances', 7).score, mean (cos (7 * w)), 1e-14);
%!test  # every distance is looked at
%! d = rope_decay (16, 'base', 100, 'length', 3000, 'points', 50);
%! B = mean (cos ((0:2999)' * 100 .^ (-(0:7) / 8)), 2);
%! assert (d.first_negative, find (B < 0, 1) - 1);
%! assert (d.least, min (B), 1e-12);
%! assert (B(d.least_distance + 1), min (B), 1e-12);
%! assert (numel (d.distance) <= 50);
%! assert (d.distance(end), 2999);
%!test  # an attention factor counts twice; a larger base stays positive for longer
%! s = struct ('rope_type', 'yarn', 'factor', 4, 'original_max_position_embeddings', 4096);
%! d = rope_decay (64, 'scaling', s, 'length', 100);
%! assert (d.score(1), d.attention ^ 2, 1e-15);
%! assert (d.attention, 0.1 * log (4) + 1, 1e-15);
%! assert (isempty (rope_decay (128, 'base', 1e8, 'length', 8192).first_negative));
%! assert (rope_decay (128, 'base', 1e4, 'length', 8192).first_negative > 100);
%!test
%! f = figure ('visible', 'off');
%! [d, ax] = rope_decay ('llama-3-8b', 'length', 2000);
%! assert (get (ax, 'xscale'), 'log');
%! assert (numel (findobj (ax, 'type', 'line')) >= 3);
%! close (f);
%!error <rope_decay: MODEL is missing> rope_decay ()
%!error <rope_decay: MODEL must have one axis; 'wan2.1' has 3> d = rope_decay ('wan2.1');
%!error <rope_decay: LENGTH must be an integer from 2 to 2\^40> d = rope_decay (8, 'length', 1.5);
%!error <rope_decay: LENGTH must not exceed 2\^24> d = rope_decay (8, 'length', 2^25);
%!error <rope_decay: DISTANCES must be a vector of numbers, 0 or more> d = rope_decay (8, 'distances', -1);
%!error <rope_decay: POINTS must be 2 or more> d = rope_decay (8, 'points', 1);
%!error <rope_decay: DIM must be at most 2\^20 = 1048576, got 1000000000000000$> r = rope_decay (1e15);
