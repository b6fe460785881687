% PART = study_task (CASES, TASK, OPT)  compute one piece of a study, see study_tasks.

function part = study_task (cases, task, opt)

  c = cases{task.case};
  part = struct ('tables', [], 'rows', [], 'shifts', []);
  if strcmp (task.kind, 'table')
    part.tables = study_table_error (c, task, opt);
  else
    [part.rows, part.shifts] = study_rotation (c, task, opt);
  end

end
