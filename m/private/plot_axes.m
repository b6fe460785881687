% AX = plot_axes (FNAME, PARENT, RIGHT)  empty axes in the style of the package.
%
% PARENT is an axes handle, or [] for the current axes, as for plot.  A figure that
% holds nothing yet gets the package's size, 10 by 5.6 inches: print then gives the
% same picture under every toolkit.  RIGHT is the part of the width that stays free
% at the right for plot_key or plot_scale; axes of a figure of their own also get
% margins in which titles and labels are not clipped.  Leaves hold on.

function ax = plot_axes (fname, parent, right)

  octave = exist ('OCTAVE_VERSION', 'builtin') ~= 0;
  rome_need (~ octave || ~ isempty (available_graphics_toolkits ()), 'noPictures', ...
             '%s: no graphics toolkit (in Debian: gnuplot-nox, ghostscript, fonts-freefont-otf)', fname);
  quiet = warning ('off', 'Octave:gnuplot-graphics');
  restore = onCleanup (@() warning (quiet));
  ax = parent;
  if isempty (parent)
    prepare_figure (gcf ());
    ax = gca ();
  end
  rome_need (isscalar (ax) && ishghandle (ax) && strcmp (get (ax, 'type'), 'axes'), 'badValue', ...
             '%s: PARENT must be the handle of axes', fname);
  set (get (ax, 'parent'), 'currentaxes', ax);

  place = clear_axes (ax);
  s = plot_style ();
  if isequal (size (place), [1, 4]) && max (abs (place - get (0, 'defaultaxesposition'))) < 1e-6
    place = [0.13, 0.17, 0.83, 0.72];   % alone in its figure
  end
  setappdata (ax, 'rope_place', place);
  set (ax, 'position', place .* [1, 1, 1 - right, 1], 'fontsize', s.font, 'box', 'on', 'layer', 'bottom', ...
       'linewidth', 1, 'xgrid', 'on', 'ygrid', 'on', 'gridcolor', s.grid, 'gridalpha', 1, 'gridlinestyle', '-', ...
       'xminorgrid', 'off', 'yminorgrid', 'off', 'xminortick', 'off', 'yminortick', 'off');
  hold (ax, 'on');

end

% An empty figure of the default size becomes one of ours; paper as large as the window.
function prepare_figure (f)

  if ~ isempty (get (f, 'children'))
    return
  end
  set (f, 'units', 'pixels', 'color', 'w');
  place = get (f, 'position');
  if isequal (place(3:4), [560, 420])   % the default
    place(3:4) = [1000, 560];
    set (f, 'position', place);
  end
  inches = place(3:4) / 100;
  set (f, 'paperunits', 'inches', 'papersize', inches, 'paperposition', [0, 0, inches]);

end

% Removes what an earlier plot left, also its key and colour scale beside the axes;
% gives the place that the axes had before that plot.
function place = clear_axes (ax)

  place = get (ax, 'position');
  if isappdata (ax, 'rope_place')
    place = getappdata (ax, 'rope_place');
  end
  if isappdata (ax, 'rope_beside')
    beside = getappdata (ax, 'rope_beside');
    delete (beside(ishghandle (beside)));
    rmappdata (ax, 'rope_beside');
  end
  cla (ax);
  set (ax, 'xscale', 'linear', 'yscale', 'linear', 'xlimmode', 'auto', 'ylimmode', 'auto', 'ydir', 'normal', 'visible', 'on', ...
       'xtickmode', 'auto', 'ytickmode', 'auto', 'xticklabelmode', 'auto', 'yticklabelmode', 'auto', 'dataaspectratiomode', 'auto');

end
