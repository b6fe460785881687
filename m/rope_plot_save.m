function rope_plot_save (h, file, varargin)
%ROPE_PLOT_SAVE  Write a figure to a file, the same under every graphics toolkit.
%
%   Usage: rope_plot_save (h, file)
%          rope_plot_save (h, file, name, value, ...)
%
%   H     handle of a figure, or of axes in it, as the functions rope_plot_... return
%   FILE  name of the file; its ending says the format: .png, .svg or .pdf.  A file of that name is replaced.
%
%   Figures of the rope_plot_... family are 10 by 5.6 inches: on a slide their text stands at 18 points, on a page of 16 cm at
%   9 points; other figures are taken as 100 pixels to the inch.  SVG and PDF hold lines and text as such; error maps are pictures inside them, which Octave's SVG under
%   the qt and fltk toolkits leaves out: use .png or .pdf there.  Without a display Octave draws with gnuplot (in Debian:
%   gnuplot-nox, ghostscript, fonts-freefont-otf), or with qt through xvfb-run.
%
%   Option (name, value pair in any case, or a struct):
%     'dpi'  resolution of .png in dots per inch, 30 to 1200; default 150, that is 1500 by 840 dots
%
%   Errors: rome:badCall, rome:badValue, rome:unknownOption, rome:cannotWrite, rome:noPictures (the file was not made).
%
%   Example:
%     ax = rope_plot_ladder ('llama-3-8b');
%     rope_plot_save (ax, fullfile (tempdir (), 'ladder.png'));
%
%   See also: rope_plot_ladder, rope_plot_pairs, rope_plot_score, rope_plot_error, rope_plot_matrix, rope_plot_spectrum,
%   rope_plot_roofline.

  fname = 'rope_plot_save';
  rome_need (nargin > 1, 'badCall', '%s: H and FILE are needed', fname);
  opt = rome_options (fname, struct ('dpi', 150), varargin);
  rome_need (isscalar (h) && all (ishghandle (h)) && any (strcmp (get (h, 'type'), {'figure', 'axes'})), 'badValue', ...
             '%s: H must be the handle of a figure or of axes', fname);
  rome_need (ischar (file) && size (file, 1) == 1, 'badValue', '%s: FILE must be text, got %s', fname, class (file));
  rome_need (rome_is_real (opt.dpi) && isscalar (opt.dpi) && opt.dpi >= 30 && opt.dpi <= 1200, 'badValue', ...
             '%s: DPI must be a number from 30 to 1200', fname);
  [~, ~, ending] = fileparts (file);
  devices = {'.png', '-dpng'; '.svg', '-dsvg'; '.pdf', '-dpdf'};
  at = strcmpi (ending, devices(:, 1));
  rome_need (any (at), 'badValue', '%s: FILE must end in .png, .svg or .pdf, got ''%s''', fname, file);
  id = fopen (file, 'w');               % print itself fails late and in other words
  rome_need (id >= 0, 'cannotWrite', '%s: cannot write %s', fname, file);
  fclose (id);
  delete (file);

  f = h;
  while ~ strcmp (get (f, 'type'), 'figure')
    f = get (f, 'parent');
  end
  if strcmp (get (f, 'paperpositionmode'), 'auto')      % 100 pixels to an inch, under every toolkit
    units = get (f, 'units');
    set (f, 'units', 'pixels');
    inches = get (f, 'position') / 100;
    set (f, 'units', units, 'paperunits', 'inches', 'papersize', inches(3:4), 'paperposition', [0, 0, inches(3:4)]);
  end
  quiet = warning ('off', 'all');
  restore = onCleanup (@() warning (quiet));
  failure = 'print made no file';
  try
    print (f, file, devices{at, 2}, sprintf ('-r%d', round (opt.dpi)));
  catch err
    failure = err.message;
  end
  rome_need (exist (file, 'file') == 2 && getfield (dir (file), 'bytes') > 0, 'noPictures', ...
             '%s: %s (in Debian PNG needs ghostscript and fonts-freefont-otf): %s', fname, failure, file);

end

%!demo
%! ax = rope_plot_matrix (rome_matrix (16, 'pairing', 'half'));
%! file = [tempname(), '.png'];
%! rope_plot_save (ax, file);
%! printf ('%d bytes in %s\n', getfield (dir (file), 'bytes'), file);
%! delete (file);

%!test  # every format; 10 by 5.6 inches at the resolution asked for
%! f = figure ('visible', 'off');
%! ax = rope_plot_matrix (rome_matrix (4));
%! for ending = {'.png', '.svg', '.pdf'}
%!   file = [tempname(), ending{1}];
%!   rope_plot_save (ax, file, 'dpi', 50);
%!   assert (getfield (dir (file), 'bytes') > 1000);
%!   if strcmp (ending{1}, '.png')
%!     x = fopen (file);  b = fread (x, 24)';  fclose (x);
%!     assert (b(2:4), 'PNG' + 0);
%!     assert ([256 .^ (3:-1:0) * b(17:20)', 256 .^ (3:-1:0) * b(21:24)'], [500, 280]);
%!   endif
%!   delete (file);
%! endfor
%! close (f);
%!error <rope_plot_save: H and FILE are needed> rope_plot_save (1)
%!error <rope_plot_save: H must be the handle of a figure or of axes> rope_plot_save (-3, 'a.png')
%!error <rope_plot_save: H must be the handle of a figure or of axes> rope_plot_save ('x', 'a.png')
%!test
%! f = figure ('visible', 'off');
%! fail ("rope_plot_save (f, 'a.gif')", "rope_plot_save: FILE must end in .png, .svg or .pdf, got 'a.gif'");
%! fail ("rope_plot_save (f, 3)", "rope_plot_save: FILE must be text, got double");
%! fail ("rope_plot_save (f, 'a.png', 'dpi', 3)", "rope_plot_save: DPI must be a number from 30 to 1200");
%! fail ("rope_plot_save (f, '/dev/null/a.png')", "rope_plot_save: cannot write /dev/null/a.png");
%! close (f);
