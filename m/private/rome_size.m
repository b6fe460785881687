% TXT = rome_size (X)  the size of X for a message, such as '5x3'.

function txt = rome_size (x)

  txt = sprintf ('x%d', size (x));
  txt = txt(2:end);

end
