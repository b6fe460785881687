% [FID, BYTES, CLOSE] = tensor_open (FILE)  open a regular file for reading.
%
% BYTES is its size.  The file is closed when CLOSE is cleared, also after an error or Ctrl-C.

function [fid, bytes, close] = tensor_open (file)

  tensor_need (ischar (file) && size (file, 1) == 1, 'badClass', ...
               'rope_load: FILE must be a row of characters, got %s', class (file));
  [bytes, kind] = regular_file (file);
  tensor_need (~ strcmp (kind, 'none'), 'noFile', 'rope_load: there is no file %s', file);
  tensor_need (strcmp (kind, 'file'), 'badFile', 'rope_load: %s is not a regular file', file);
  [fid, why] = fopen (file, 'r', 'ieee-le');
  tensor_need (fid >= 0, 'noFile', 'rope_load: cannot open %s: %s', file, why);
  close = onCleanup (@() fclose (fid));

end

% Looked at before it is opened: opening a pipe would wait for its other end.
function [bytes, kind] = regular_file (file)

  bytes = 0;
  kind = 'none';
  if exist ('OCTAVE_VERSION', 'builtin')
    [info, status] = stat (file);
    if status == 0
      bytes = info.size;
      kind = 'other';
      if S_ISREG (info.mode)
        kind = 'file';
      end
    end
  elseif exist (file, 'dir')
    kind = 'other';
  elseif exist (file, 'file')
    info = dir (file);
    bytes = info(1).bytes;
    kind = 'file';
  end

end
