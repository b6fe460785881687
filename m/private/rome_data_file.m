% FILE = rome_data_file (NAME)  a file of the folder data: beside m/ in a checkout, inside the installed package.
function file = rome_data_file (name)
  here = fileparts (fileparts (mfilename ('fullpath')));
  file = fullfile (here, 'data', name);
  if exist (file, 'file') ~= 2
    file = fullfile (fileparts (here), 'data', name);
  end
end
