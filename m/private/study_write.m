% study_write (FILE, TEXT)  write a text file as a whole or not at all.
%
% Under another name first, its size checked, then renamed.  rome:cannotWrite where the
% folder cannot be written or the disk is full.

function study_write (file, text)

  draft = [file, '.tmp'];
  ok = false;
  fid = fopen (draft, 'w');
  if fid >= 0
    fwrite (fid, text, 'char*1');
    fclose (fid);
    there = dir (draft);
    ok = ~ isempty (there) && there(1).bytes == numel (text) && study_rename (draft, file);
    if ~ ok && exist (draft, 'file') == 2
      delete (draft);
    end
  end
  if ~ ok
    error ('rome:cannotWrite', ['rope_study: cannot write %s: not writable, or the disk is full; what was computed is kept ', ...
           'in the folder parts beside it, and the same call goes on from there'], file);
  end

end
