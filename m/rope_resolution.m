function [d, ax] = rope_resolution (varargin)
%ROPE_RESOLUTION  Aliasing and resolution of a base: what distances a model's frequencies can tell apart.
%
%   Usage: rope_resolution (model)                         draws
%          d = rope_resolution (model, name, value, ...)   numbers only
%          [d, ax] = rope_resolution (...)                 both
%
%   The pairs are a ruler with marks of geometrically growing spacing.  This function measures it by the mean cosine
%   B(t) = (1/h) sum_i cos (t w_i):
%
%     aliasing     a pair with |w_i| > pi turns more than half way from one token to the next: it cannot tell t from another
%                  whole number of tokens by its angle alone.  And beyond the longest wavelength no pair is unambiguous.
%     resolution   half width: the first distance at which B falls below 1/2, what "near" means; and the largest B beyond it
%                  (side lobe), the distance most easily mistaken for 0
%     precision    one token turns the slowest pair by w_min.  A format of unit roundoff u holds an angle near 1 to u, so that it
%                  resolves single tokens in that pair only if w_min > u.
%
%   MODEL  a model name or config file (see rope_config), a struct of rope_config, or the number of rotated columns, with one
%          axis; any frequency options of rope_freqs may follow
%
%   Options (name, value pairs in any case, or a struct):
%     'length'           tokens; default the model's longest sequence, or 4096; at most 2^24
%     'title', 'parent'  of the figure
%
%   D is a struct: length, w (rad per token), aliased (pairs, 0-based), shortest and longest (wavelengths in tokens, without those
%   of frequency 0), unambiguous (longest >= length, logical), half_width (tokens; [] if B stays above 1/2), side_lobe and
%   side_lobe_distance ([] likewise), step (w_min in rad), formats, resolves (logical, for bf16, f16, single, double).
%
%   Errors: rome:badCall, rome:badValue, rome:unknownOption, rome:noPictures, and those of rope_config and rope_cache.
%
%   Example:
%     d = rope_resolution ('llama-3-8b');
%     [d.longest, d.half_width, d.side_lobe]
%
%   Sources: Men et al., arXiv:2405.14591; Liu, Rotary Positional Embeddings as Phase Modulation, arXiv:2602.10959 (aliasing bound
%   and precision wall of the base).
%
%   See also: rope_decay, rope_turns, rope_precision.

  fname = 'rope_resolution';
  [m, rest] = model_of (fname, varargin);
  one_axis (fname, m);
  opt = plot_options (fname, struct ('length', []), rest);
  n = context_of (fname, opt.length, m, 4096);
  rome_need (n <= 2^24, 'badValue', '%s: LENGTH must not exceed 2^24, got %d', fname, n);

  w = rope_freqs (m.dim, m.options, 'seq_len', n);
  w = abs (w(:)');
  turning = w(w > 0);
  rome_need (~ isempty (turning), 'badValue', '%s: all frequencies are 0', fname);
  half = [];
  lobe = [];
  where = [];
  shown = struct ('t', [], 'B', []);
  for first = 0:65536:n - 1             % in portions, as memory is bounded
    c = rope_cache (min (65536, n - first), m.dim, 'freqs', w, 'offset', first);
    B = mean (c, 2);
    t = first + (0:numel (B) - 1)';
    if isempty (half)
      half = t(find (B < 0.5, 1));
    end
    if ~ isempty (half)
      [value, k] = max (B + 0 ./ (t >= half));      % NaN before the half width
      if isempty (lobe) || value > lobe
        lobe = value;
        where = t(k);
      end
    end
    keep = t < 1024 | mod (t, ceil (n / 2048)) == 0;
    shown.t = [shown.t; t(keep)];
    shown.B = [shown.B; B(keep)];
  end
  u = 2 .^ -[8, 11, 24, 53];
  d = struct ('length', n, 'w', w, 'aliased', find (w > pi) - 1, 'shortest', 2 * pi / max (turning), 'longest', 2 * pi / min (turning), ...
              'unambiguous', 2 * pi / min (turning) >= n, 'half_width', half, 'side_lobe', lobe, 'side_lobe_distance', where, ...
              'step', min (turning), 'formats', {{'bf16', 'f16', 'single', 'double'}}, 'resolves', min (turning) > u);

  if isempty (opt.title)
    opt.title = ['Resolution of the distance: ', m.name];
  end
  ax = answer (nargout, @() draw (d, shown, opt));
  if nargout == 0
    clear d
  end

end

function ax = draw (d, shown, opt)

  ax = rope_plot_score (max (shown.t, 0.5), shown.B, 'xscale', 'log', 'labels', {'mean cosine'}, 'ylabel', 'B(t)', 'title', opt.title, ...
                        'parent', opt.parent);
  s = plot_style ();
  if ~ isempty (d.half_width)
    plot (ax, d.half_width, 0.5, 'd', 'color', s.vermilion, 'markerfacecolor', s.vermilion, 'markersize', s.dot + 3);
    text (d.half_width * 0.75, 0.42, sprintf ('half at %d', d.half_width), 'parent', ax, 'horizontalalignment', 'right', 'fontsize', s.small, 'color', s.vermilion);
    plot (ax, d.side_lobe_distance, d.side_lobe, 'v', 'color', s.green, 'markerfacecolor', s.green, 'markersize', s.dot + 3);
    text (d.side_lobe_distance * 1.25, d.side_lobe + 0.05, sprintf ('side lobe %.2f at %d', d.side_lobe, d.side_lobe_distance), 'parent', ax, ...
          'fontsize', s.small, 'color', s.green);
  end
  if d.longest < d.length
    plot (ax, d.longest([1 1]), get (ax, 'ylim'), '--', 'color', s.grey, 'linewidth', s.line / 2);
  end

end

%!demo
%! rope_resolution ('llama-2-7b');

%!test
%! d = rope_resolution (16, 'base', 100, 'length', 3000);
%! w = 100 .^ (-(0:7) / 8);
%! B = mean (cos ((0:2999)' * w), 2);
%! assert (d.half_width, find (B < 0.5, 1) - 1);
%! [lobe, k] = max (B(d.half_width+1:end));
%! assert (d.side_lobe, lobe, 1e-12);
%! assert (d.side_lobe_distance, d.half_width + k - 1);
%! assert ([d.shortest, d.longest], 2 * pi * [1, 100 ^ (7/8)], 1e-12);
%! assert (d.unambiguous, false);
%! assert (isempty (d.aliased));
%! assert (d.resolves, [true, true, true, true]);
%!test  # fast pairs alias; slow ones need digits
%! d = rope_resolution (6, 'freqs', [4, 1, 1e-5], 'length', 100);
%! assert (d.aliased, 0);
%! assert (d.resolves, [false, false, true, true]);
%! assert (d.unambiguous);
%! d = rope_resolution (2, 'freqs', 1e-4, 'length', 100);
%! assert (isempty (d.half_width) && isempty (d.side_lobe));
%!test  # portions do not matter; scaling counts
%! d = rope_resolution ('llama-3.1-8b', 'length', 131072);
%! assert (d.longest, 8 * rope_resolution ('llama-3-8b').longest, 1e-3);
%!test
%! f = figure ('visible', 'off');
%! [d, ax] = rope_resolution ('llama-2-7b');
%! assert (numel (findobj (ax, 'type', 'line')) >= 4);
%! close (f);
%!error <rope_resolution: all frequencies are 0> d = rope_resolution (2, 'freqs', 0);
%!error <rope_resolution: LENGTH must not exceed 2\^24> d = rope_resolution (2, 'length', 2^25);
%!error <rope_resolution: DIM must be at most 2\^20 = 1048576, got 1000000000000000$> r = rope_resolution (1e15);
