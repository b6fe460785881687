% FILE = study_draft (FOLDER)  a new name in a folder, for a file that is renamed when it is whole.

function file = study_draft (folder)

  [~, name] = fileparts (tempname ());  % tempname (FOLDER) would move elsewhere if there is no such folder
  file = fullfile (folder, [name, '.tmp']);

end
