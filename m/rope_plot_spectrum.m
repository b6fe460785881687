function [ax, data] = rope_plot_spectrum (w, F, varargin)
%ROPE_PLOT_SPECTRUM  Draw spectra over angular frequency.
%
%   Usage: rope_plot_spectrum (w, F)
%          rope_plot_spectrum (w, F, name, value, ...)
%          [ax, data] = rope_plot_spectrum (...)
%
%   W  real vector of angular frequencies in rad per token
%   F  real or complex matrix, one row per frequency and one column per spectrum, at most 8: its absolute values are drawn
%
%   Options (name, value pairs in any case, or a struct):
%     'labels'  cell array of texts, one per spectrum, for the key
%     'scale'   'db' (default): 20 log10 of the absolute value over the largest of all; or 'linear'
%     'floor'   least value drawn in dB; default -160
%     'title'   text over the axes; default 'Spectrum'
%     'parent'  axes to draw in; default the current axes, which are cleared
%
%   AX is the handle of the axes.  DATA is a struct: w, value (as drawn, columns), labels.
%
%   Errors: rome:badCall, rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:noPictures.
%
%   Example:
%     x = exp (1i * 0.5 * (0:255)') .* hanning (256);
%     rope_plot_spectrum (2 * pi * (-128:127) / 256, fftshift (fft (x)));
%
%   See also: rope_spectrum, rope_plot_save.

  fname = 'rope_plot_spectrum';
  rome_need (nargin > 1, 'badCall', '%s: W and F are needed', fname);
  opt = plot_options (fname, struct ('labels', [], 'scale', {{'db', 'linear'}}, 'floor', -160), varargin);
  rome_need (rome_is_real (w) && isvector (w), 'badValue', '%s: W must be a vector of finite real numbers', fname);
  w = w(:);
  if isvector (F)
    F = F(:);
  end
  rome_need (isfloat (F) && ndims (F) == 2, 'badValue', '%s: F must be a real or complex matrix', fname);
  rome_need (size (F, 1) == numel (w) && size (F, 2) >= 1 && size (F, 2) <= 8, 'sizeMismatch', ...
             '%s: F must have one row per frequency (%d) and 1 to 8 columns, got %s', fname, numel (w), rome_size (F));
  rome_need (rome_is_real (opt.floor) && isscalar (opt.floor) && opt.floor < 0, 'badValue', '%s: FLOOR must be a negative number of dB', fname);
  labels = plot_texts (fname, opt.labels, size (F, 2), 'spectrum');
  [w, order] = sort (w);
  value = abs (double (F(order, :)));
  unit = '|F|';
  if strcmp (opt.scale, 'db')
    value = max (20 * log10 (value / max ([value(:); realmin])), opt.floor);
    unit = '|F| (dB of the largest)';
  end

  key = size (F, 2) > 1 || ~ isempty (opt.labels);
  ax = plot_axes (fname, opt.parent, 0.25 * key);
  styles = plot_curves (ax, w, value, 8 * key);
  lim = [w(1), w(end)];
  if lim(1) < lim(2)
    set (ax, 'xlim', lim);
  end
  if max (abs (w)) <= pi * (1 + eps) && max (abs (w)) > 2
    set (ax, 'xlim', [-pi, pi], 'xtick', pi * (-1:0.5:1), 'xticklabel', {'-\pi', '-\pi/2', '0', '\pi/2', '\pi'});
  end
  if isempty (opt.title)
    opt.title = 'Spectrum';
  end
  plot_labels (ax, opt.title, 'angular frequency (rad per token)', unit);
  if key
    plot_key (ax, labels, styles);
  end
  data = struct ('w', w, 'value', value, 'labels', {labels});
  if nargout == 0
    clear ax
  end

end

%!demo
%! n = (0:255)';
%! window = 0.5 - 0.5 * cos (2 * pi * n / 256);
%! x = [window, window .* exp(1i * n)];
%! rope_plot_spectrum (2 * pi * (-128:127) / 256, fftshift (fft (x), 1), 'labels', {'before', 'turned by 1 rad per token'}, 'floor', -100);

%!test
%! f = figure ('visible', 'off');
%! [ax, d] = rope_plot_spectrum ([1 0 -1], [0.1; 1; 0.01]);
%! assert (d.w, [-1; 0; 1]);
%! assert (d.value, [-40; 0; -20], 1e-12);
%! assert (numel (findobj (ax, 'type', 'line')), 1);
%! [ax, d] = rope_plot_spectrum ([0 1], [3i 4; 0 1], 'scale', 'linear', 'labels', {'a', 'b'});
%! assert (d.value, [3 4; 0 1]);
%! [ax, d] = rope_plot_spectrum ([0 3], [0; 0], 'floor', -50);
%! assert (d.value, [-50; -50]);
%! close (f);
%!error <rope_plot_spectrum: W and F are needed> rope_plot_spectrum (1)
%!error <rope_plot_spectrum: W must be a vector of finite real numbers> rope_plot_spectrum ('a', 1)
%!error <rope_plot_spectrum: F must have one row per frequency \(2\) and 1 to 8 columns, got 3x1> rope_plot_spectrum ([1 2], [1 2 3])
%!error <rope_plot_spectrum: FLOOR must be a negative number of dB> rope_plot_spectrum (1, 1, 'floor', 3)
%!error <rope_plot_spectrum: SCALE must be one of db, linear, got 'x'> rope_plot_spectrum (1, 1, 'scale', 'x')
