function roofline (csv, png)
% ROOFLINE  Bytes per second over the size of the tensor, from the CSV of the bench
%
% Usage:
%   roofline (CSV, PNG)
%
% Reads the rows of table "growth" and draws the rotation, the rotation in place and memcpy.  Fractions above the line of
% memcpy are what several streams and fetching ahead gain.

  text = fileread (csv);
  lines = strsplit (text, '\n');
  names = {'rope', 'rope in place', 'memcpy'};
  style = {'-o', '-s', '--k'};
  colour = [0 0.447 0.698; 0.835 0.369 0; 0 0 0];
  fig = figure ('visible', 'off');
  hold ('on');
  for n = 1:numel (names)
    bytes = [];
    speed = [];
    for k = 1:numel (lines)
      field = strsplit (lines{k}, ',');
      if (numel (field) > 9 && strcmp (field{1}, 'growth') && strcmp (field{4}, names{n}) && strcmp (field{8}, 'GB/s'))
        bytes(end+1) = str2double (field{9});
        speed(end+1) = str2double (field{10});
      end
    end
    semilogx (bytes / 2^20, speed, style{n}, 'color', colour(n,:), 'linewidth', 1.5, 'displayname', names{n});
  end
  set (gca, 'xscale', 'log', 'fontsize', 12);
  grid ('on');
  xlabel ('size of the tensor (MB)');
  ylabel ('read and written (GB/s)');
  title ('f32, half pairing, one thread');
  legend ('show', 'location', 'northeast');
  set (fig, 'paperunits', 'inches', 'paperposition', [0 0 7 4.5]);
  print (fig, '-dpng', '-r150', png);
  close (fig);
end
