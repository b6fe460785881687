% plot_labels (AX, HEADING, XTEXT, YTEXT)  title and axis labels; HEADING as it stands, the
% labels with TeX.

function plot_labels (ax, heading, xtext, ytext)

  s = plot_style ();
  title (ax, heading, 'interpreter', 'none', 'fontsize', s.heading, 'fontweight', 'normal');
  xlabel (ax, xtext, 'fontsize', s.font);
  ylabel (ax, ytext, 'fontsize', s.font);

end
