% PART = study_part_read (PLAN, K)  piece K of a study, [] if it is not there or damaged.

function part = study_part_read (plan, k)

  part = [];
  file = study_part_file (plan, k);
  if exist (file, 'file') ~= 2
    return
  end
  try
    kept = load (file);
    if isequal (kept.key, plan.key) && isequal (kept.k, k)
      part = kept.part;
    end
  catch
    part = [];                          % a damaged file is computed anew
  end

end
