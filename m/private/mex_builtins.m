% NAMES = mex_builtins (FOLDER)  names of the builtins whose help files (NAME.cc) lie in the folder, as a cell row.
function names = mex_builtins (folder)
  files = dir (fullfile (folder, '*.cc'));
  names = {};
  for k = 1:numel (files)
    found = regexp (fileread (fullfile (folder, files(k).name)), '^(?:ROME_BUILTIN|DEFMETHOD_DLD) \((\w+),', 'tokens', 'lineanchors');
    for n = 1:numel (found)
      names{end+1} = found{n}{1};
    end
  end
  names = sort (names);
end
