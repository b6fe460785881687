% [CLAIM, CAPTION] = study_save (FILE, DRAW)  draw on a hidden figure and save it.
%
% DRAW draws into the current figure, 10 by 5.6 inches, and returns the sentence that the
% figure proves and the caption.  FILE ends in .png: 2000 by 1120 dots, 300 dots per inch on a
% page.

function [claim, caption] = study_save (file, draw)

  octave = exist ('OCTAVE_VERSION', 'builtin') ~= 0;
  if octave && isempty (available_graphics_toolkits ())
    error ('rome:noPictures', 'no graphics toolkit (in Debian: gnuplot-nox, ghostscript, fonts-freefont-otf)');
  end
  f = figure ('visible', 'off', 'color', 'w');
  close_it = onCleanup (@() close (f));
  [claim, caption] = draw ();
  rope_plot_save (f, file, 'dpi', 200);

end
