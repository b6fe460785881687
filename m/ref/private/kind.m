% TXT = kind (X)  what X is, for a message, such as 'sparse double'.

function txt = kind (x)

  txt = class (x);
  if issparse (x)
    txt = ['sparse ', txt];
  end
  if isnumeric (x) && ~ isreal (x)
    txt = ['complex ', txt];
  end

end
