% S = plot_style ()  what all figures of the package share: colours, sizes, toolkit.
%
%   order      8 colours of Okabe and Ito (2008), which colour-blind readers can tell
%              apart, dark enough for lines on white; blue first
%   marker     one marker per colour, so that a print in grey can be read too
%   map        colour map that rises evenly in lightness
%   grid, grey light lines; text of second rank
%   font, heading, small, line, dot, edge   sizes in points
%
% Sizes are meant for a figure 10 inches wide: on a slide its text stands at 18 points,
% in a printed page of 16 cm at 9 points.

function s = plot_style ()

  s.blue = [0, 114, 178] / 255;
  s.vermilion = [213, 94, 0] / 255;
  s.green = [0, 158, 115] / 255;
  s.purple = [204, 121, 167] / 255;
  s.orange = [230, 159, 0] / 255;
  s.sky = [86, 180, 233] / 255;
  s.black = [0, 0, 0];
  s.grey = [0.40, 0.40, 0.40];
  s.grid = [0.86, 0.86, 0.86];
  s.order = [s.blue; s.vermilion; s.green; s.purple; s.orange; s.sky; s.black; s.grey];
  s.marker = {'o', 's', '^', 'd', 'v', '+', 'x', '*'};
  if exist ('viridis', 'file')
    s.map = viridis (256);
  else                                  % MATLAB's nearest
    s.map = parula (256);
  end
  s.font = 14;
  s.heading = 16;
  s.small = 12;
  s.line = 2;
  s.dot = 6;
  s.edge = 1.5;                         % lines of markers
  s.gnuplot = exist ('OCTAVE_VERSION', 'builtin') ~= 0 && strcmp (graphics_toolkit (), 'gnuplot');
  if s.gnuplot                          % whose lines come out half as wide
    s.line = 4;
    s.edge = 3;
  end

end
