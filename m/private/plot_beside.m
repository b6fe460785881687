% BESIDE = plot_beside (AX, WIDTH, GAP)  axes of their own at the right of AX, as high as AX.
%
% They go when AX is drawn anew (plot_axes).

function beside = plot_beside (ax, width, gap)

  place = get (ax, 'position');
  beside = axes ('parent', get (ax, 'parent'), 'position', [place(1) + place(3) + gap, place(2), width, place(4)]);
  kept = [];
  if isappdata (ax, 'rope_beside')
    kept = getappdata (ax, 'rope_beside');
  end
  setappdata (ax, 'rope_beside', [kept, beside]);

end
