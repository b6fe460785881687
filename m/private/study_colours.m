% C = study_colours ()  the colours of Okabe and Ito, which colour-blind readers can
% tell apart; map is a colour map that rises evenly in lightness.

function c = study_colours ()

  c.blue = [0, 114, 178] / 255;
  c.orange = [230, 159, 0] / 255;
  c.vermilion = [213, 94, 0] / 255;
  c.green = [0, 158, 115] / 255;
  c.sky = [86, 180, 233] / 255;
  c.grey = [0.45, 0.45, 0.45];
  if exist ('viridis', 'file')
    c.map = viridis (256);
  else                                  % MATLAB's nearest
    c.map = parula (256);
  end

end
