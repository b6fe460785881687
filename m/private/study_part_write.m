% study_part_write (PLAN, K, PART)  keep piece K of a study.
%
% Written under another name, read back and then renamed: a file of a piece is whole or it
% is not there.  A full disk or a folder that cannot be written is rome:cannotWrite.

function study_part_write (plan, k, part)

  file = study_part_file (plan, k);
  if ~ isfolder (plan.folder)
    [~, ~] = mkdir (plan.folder);
  end
  draft = study_draft (plan.folder);
  key = plan.key;
  ok = false;
  try
    if exist ('OCTAVE_VERSION', 'builtin') ~= 0
      save ('-v7', draft, 'key', 'k', 'part');
    else
      save (draft, 'key', 'k', 'part', '-v7');
    end
    kept = load (draft, '-mat');        % packed: a file that was cut short does not load
    ok = isequal (kept.k, k) && isequal (fieldnames (kept.part), fieldnames (part));
  catch
    ok = false;
  end
  if ok
    ok = study_rename (draft, file);
  end
  if ~ ok
    if exist (draft, 'file') == 2
      delete (draft);
    end
    error ('rome:cannotWrite', ['rope_study: cannot write to %s: not writable, or the disk is full; the pieces that are ', ...
           'there stay, and the same call goes on from them'], plan.folder);
  end

end
