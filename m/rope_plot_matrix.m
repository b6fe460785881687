function [ax, data] = rope_plot_matrix (M, varargin)
%ROPE_PLOT_MATRIX  Draw the structure of a rotation matrix: its signs, and the blocks of its axes.
%
%   Usage: rope_plot_matrix (M)
%          rope_plot_matrix (M, name, value, ...)
%          [ax, data] = rope_plot_matrix (...)
%
%   Draws every positive entry as a filled circle, every negative one as an open square, and leaves zeros white; row 0 is at
%   the top.  The matrix form of RoPE has one +1 and one -1 for each pair of columns.
%
%   M  real matrix, square or not, such as rome_matrix returns; at most 4096 entries that are not zero
%
%   Options (name, value pairs in any case, or a struct):
%     'axes'    block sizes [d_1 ... d_A], sum the order of M: grey lines at their edges
%     'title'   text over the axes; default 'Structure of M'
%     'parent'  axes to draw in; default the current axes, which are cleared
%
%   AX is the handle of the axes.  DATA is a struct: row, column (0-based) and value of the entries that are not zero, by column.
%
%   Errors: rome:badCall, rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:noPictures.
%
%   Example:
%     rope_plot_matrix (rome_matrix (32, 'pairing', 'half', 'axes', [8 12 12]), 'axes', [8 12 12]);
%
%   See also: rome_matrix, rome_apply, rope_plot_save.

  fname = 'rope_plot_matrix';
  rome_need (nargin > 0, 'badCall', '%s: M is missing', fname);
  opt = plot_options (fname, struct ('axes', []), varargin);
  rome_need ((isfloat (M) || islogical (M)) && isreal (M) && ndims (M) == 2 && ~ isempty (M), 'badValue', '%s: M must be a real matrix', fname);
  rome_need (nnz (M) <= 4096, 'badValue', '%s: M has %d entries that are not zero; at most 4096 can be seen', fname, nnz (M));
  rome_need (isempty (opt.axes) || (rome_is_real (opt.axes) && sum (opt.axes(:)) == size (M, 2)), 'sizeMismatch', ...
             '%s: AXES must sum to the order of M, %d', fname, size (M, 2));
  [row, column, value] = find (double (M));
  data = struct ('row', row(:) - 1, 'column', column(:) - 1, 'value', value(:));

  ax = plot_axes (fname, opt.parent, 0.2);
  s = plot_style ();
  [m, n] = size (M);
  for edge = cumsum (opt.axes(1:end-1))
    plot (ax, [edge, edge, NaN, 0, n] - 0.5, [0, m, NaN, edge, edge] - 0.5, '-', 'color', [0.7, 0.7, 0.7], 'linewidth', s.line);
  end
  dot = max (2.5, min (9, 170 / max (m, n)));
  up = data.value > 0;
  plot (ax, data.column(up), data.row(up), 'o', 'color', s.blue, 'markerfacecolor', s.blue, 'markersize', dot);
  plot (ax, data.column(~ up), data.row(~ up), 's', 'color', s.vermilion, 'markersize', dot, 'linewidth', s.edge);
  set (ax, 'ydir', 'reverse', 'dataaspectratio', [1, 1, 1], 'xlim', [-0.5, n - 0.5], 'ylim', [-0.5, m - 0.5], 'xgrid', 'off', 'ygrid', 'off');
  if isempty (opt.title)
    opt.title = 'Structure of M';
  end
  plot_labels (ax, opt.title, 'column', 'row');
  [texts, styles] = entries (s, data.value);
  if ~ isempty (texts)
    plot_key (ax, texts, styles);
  end
  if nargout == 0
    clear ax
  end

end

function [texts, styles] = entries (s, value)

  names = {'+1', '-1'};
  if any (abs (value) ~= 1)
    names = {'positive', 'negative'};
  end
  present = [any(value > 0), any(value < 0)];
  styles = struct ('color', {s.blue, s.vermilion}, 'linestyle', 'none', 'marker', {'o', 's'}, 'filled', {true, false});
  texts = names(present);
  styles = styles(present);

end

%!demo
%! rope_plot_matrix (rome_matrix (32, 'pairing', 'half', 'axes', [8 12 12]), 'axes', [8 12 12], ...
%!                   'title', 'One matrix for three axes');

%!test
%! f = figure ('visible', 'off');
%! [ax, d] = rope_plot_matrix (rome_matrix (4));
%! assert ([d.row, d.column, d.value], [1 0 -1; 0 1 1; 3 2 -1; 2 3 1]);
%! assert (numel (findobj (ax, 'type', 'line')), 2);
%! assert (get (ax, 'ydir'), 'reverse');
%! [ax, d] = rope_plot_matrix (rome_matrix (12, 'axes', [4 8]), 'axes', [4 8], 'parent', ax);
%! assert (numel (findobj (ax, 'type', 'line')), 3);
%! assert (numel (d.value), 12);
%! rope_plot_matrix (zeros (3));
%! close (f);
%!error <rope_plot_matrix: M is missing> rope_plot_matrix ()
%!error <rope_plot_matrix: M must be a real matrix> rope_plot_matrix (1i)
%!error <rope_plot_matrix: M has 10000 entries that are not zero; at most 4096 can be seen> rope_plot_matrix (ones (100))
%!error <rope_plot_matrix: AXES must sum to the order of M, 4> rope_plot_matrix (eye (4), 'axes', [2 4])
