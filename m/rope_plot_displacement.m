function [ax, data] = rope_plot_displacement (A, varargin)
%ROPE_PLOT_DISPLACEMENT  Draw the map of scores by displacement on a grid.
%
%   Usage: rope_plot_displacement (A)
%          rope_plot_displacement (A, name, value, ...)
%          [ax, data] = rope_plot_displacement (...)
%
%   A  real matrix (2 n_1 - 1)-by-(2 n_2 - 1), as rope_lagscore returns for one head on a grid of two axes: displacements
%      -(n_a - 1) ... n_a - 1.  Of three axes, n_0 first, a slice is drawn.
%
%   Options (name, value pairs in any case, or a struct):
%     'slice'     displacement on the first of three axes; default 0
%     'spacing'   distance of neighbours, a scalar or one per drawn axis; default 1
%     'quantity'  text at the colour scale; default 'mean score'
%     'title'     text over the axes; default 'Score by displacement'
%     'parent'    axes to draw in; default the current axes, which are cleared
%
%   AX is the handle of the axes.  DATA is a struct: score (the matrix drawn), vertical and horizontal (displacements on the
%   axes before the last and on the last).
%
%   Errors: rome:badCall, rome:badValue, rome:unknownOption, rome:noPictures.
%
%   Example:
%     x = repmat (randn (1, 64), 256, 1);
%     rope_plot_displacement (rope_lagscore (x, x, 'grid', [16 16], 'axes', [32 32]));
%
%   See also: rope_lagscore, rope_plot_score, rope_plot_save.

  fname = 'rope_plot_displacement';
  rome_need (nargin > 0, 'badCall', '%s: A is missing', fname);
  opt = plot_options (fname, struct ('slice', 0, 'spacing', 1, 'quantity', 'mean score'), varargin);
  rome_need (rome_is_real (A) && ndims (A) <= 3 && all (mod (size (A), 2) == 1), 'badValue', ...
             '%s: A must be a real array of 2 or 3 odd sizes, got %s', fname, rome_size (A));
  rome_need (rome_is_real (opt.spacing) && any (numel (opt.spacing) == [1, 2]), 'badValue', '%s: SPACING must have 1 or 2 elements', fname);
  rome_need (ischar (opt.quantity), 'badValue', '%s: QUANTITY must be text', fname);
  if ndims (A) == 3
    largest = (size (A, 1) - 1) / 2;
    rome_need (rome_is_real (opt.slice) && isscalar (opt.slice) && any (opt.slice == -largest:largest), 'badValue', ...
               '%s: SLICE must be an integer from %d to %d', fname, -largest, largest);
    A = reshape (A(opt.slice + largest + 1, :, :), size (A, 2), size (A, 3));
  end
  [m, n] = size (A);
  spacing = opt.spacing(:)' .* [1, 1];
  data = struct ('score', double (A), 'vertical', spacing(1) * (-(m - 1) / 2:(m - 1) / 2), 'horizontal', spacing(2) * (-(n - 1) / 2:(n - 1) / 2));

  ax = plot_axes (fname, opt.parent, 0.2);
  s = plot_style ();
  limits = [min(data.score(:)), max(data.score(:))];
  if limits(1) == limits(2)
    limits = limits + [-1, 1] * max (abs (limits(1)), 1) / 2;
  end
  colormap (ax, s.map);
  imagesc (data.horizontal, data.vertical, data.score, 'parent', ax);
  edge = abs (spacing) / 2;
  set (ax, 'clim', limits, 'ydir', 'normal', 'xlim', data.horizontal([1, end]) + [-1, 1] * edge(2), ...
       'ylim', data.vertical([1, end]) + [-1, 1] * edge(1), 'xgrid', 'off', 'ygrid', 'off', 'layer', 'top', 'dataaspectratio', [1, 1, 1]);
  if isempty (opt.title)
    opt.title = 'Score by displacement';
  end
  plot_labels (ax, opt.title, 'displacement on the last axis (tokens)', 'on the axis before (tokens)');
  tick = linspace (limits(1), limits(2), 6);
  plot_scale (ax, limits, tick, arrayfun (@(v) sprintf ('%.3g', v), tick, 'UniformOutput', false), opt.quantity);
  if nargout == 0
    clear ax
  end

end

%!demo
%! x = repmat (randn (1, 64), 1024, 1) + 0.3 * randn (1024, 64);
%! rope_plot_displacement (rope_lagscore (x, x, 'grid', [32 32], 'axes', [32 32], 'base', 100), ...
%!                         'title', 'Equal content on 32 by 32 patches: the score falls along both axes');

%!test
%! f = figure ('visible', 'off');
%! A = reshape (1:15, 3, 5);
%! [ax, d] = rope_plot_displacement (A, 'spacing', [2 3]);
%! assert (d.vertical, [-2 0 2]);
%! assert (d.horizontal, [-6 -3 0 3 6]);
%! assert (get (findobj (ax, 'type', 'image'), 'cdata'), A);
%! assert (numel (findobj (f, 'type', 'axes')), 2);
%! B = rand (3, 5, 7);
%! [ax, d] = rope_plot_displacement (B, 'slice', 1);
%! assert (d.score, squeeze (B(3, :, :)));
%! [ax, d] = rope_plot_displacement (zeros (3));
%! close (f);
%!error <rope_plot_displacement: A is missing> rope_plot_displacement ()
%!error <rope_plot_displacement: A must be a real array of 2 or 3 odd sizes, got 2x3> rope_plot_displacement (ones (2, 3))
%!error <rope_plot_displacement: SLICE must be an integer from -1 to 1> rope_plot_displacement (ones (3, 3, 3), 'slice', 2)
%!error <rope_plot_displacement: SPACING must have 1 or 2 elements> rope_plot_displacement (1, 'spacing', [1 2 3])
%!error <rope_plot_displacement: QUANTITY must be text> rope_plot_displacement (1, 'quantity', 1)
