% CAPTION = study_save (FILE, DRAW)  draw on a hidden figure and print it as PNG.
%
% DRAW draws into the current figure, 1200-by-560 pixels, and returns the caption.

function caption = study_save (file, draw)

  octave = exist ('OCTAVE_VERSION', 'builtin') ~= 0;
  if octave && isempty (available_graphics_toolkits ())
    error ('rome:noPictures', 'no graphics toolkit (in Debian: gnuplot-nox, ghostscript, fonts-freefont-otf)');
  end
  f = figure ('visible', 'off', 'units', 'pixels', 'position', [0, 0, 1200, 560], 'color', 'w');
  close_it = onCleanup (@() close (f));
  caption = draw ();
  if exist (file, 'file')
    delete (file);
  end
  if octave
    print (f, file, '-dpng', '-S1200,560', '-F:7');
  else
    print (f, file, '-dpng', '-r120');
  end
  if ~ exist (file, 'file')
    error ('rome:noPictures', 'printing made no %s (in Debian PNG needs ghostscript and fonts-freefont-otf)', file);
  end

end
