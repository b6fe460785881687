% TXT = shape (X)  the size of X for a message, such as '5x3'.

function txt = shape (x)

  txt = strrep (sprintf ('%dx', size (x)), 'x', ' ');
  txt = strrep (strtrim (txt), ' ', 'x');

end
