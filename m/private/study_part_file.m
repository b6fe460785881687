% FILE = study_part_file (PLAN, K)  the file of piece K of a study.

function file = study_part_file (plan, k)

  file = fullfile (plan.folder, sprintf ('%s-%06d.mat', plan.key, k));

end
