% TEXT = rome_data_text (NAME)  contents of a file of the folder data, which must have the SHA-256 that SHA256SUMS beside it tells.
%
% Where there is no function to take it (MATLAB) the file is read as it is.
function text = rome_data_text (name)
  file = rome_data_file (name);
  text = fileread (file);
  if ~exist ('hash', 'builtin')
    return
  end
  list = rome_data_file ('SHA256SUMS');
  if exist (list, 'file') ~= 2
    error ('rome:damagedData', 'rope_config: SHA256SUMS is missing beside %s, which cannot be checked', file);
  end
  told = regexp (fileread (list), ['([0-9a-f]{64})  ', regexptranslate('escape', name), '\n'], 'tokens', 'once');
  if isempty (told) || ~strcmp (hash ('sha256', text), told{1})
    error ('rome:damagedData', 'rope_config: %s is damaged: its SHA-256 is not the one in SHA256SUMS beside it', file);
  end
end
