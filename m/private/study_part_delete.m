% study_part_delete (PLAN)  remove the pieces of a study, and their folder if it is empty then.

function study_part_delete (plan)

  for f = dir (fullfile (plan.folder, [plan.key, '-*.mat']))'
    delete (fullfile (plan.folder, f.name));
  end
  if isfolder (plan.folder) && numel (dir (plan.folder)) == 2   % . and ..
    [~, ~] = rmdir (plan.folder);
  end

end
