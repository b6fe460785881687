% PARTS = study_compute (CASES, TASKS, OPT, PLAN, SAY)  compute or read the pieces of a study.
%
% Every piece goes to a file of its own in PLAN.folder as soon as it is done, so that an
% interrupted study goes on where it stopped and several processes can share the work.  With
% OPT.shard = [k n] only the tasks k, k + n, ... are done; with OPT.merge none, and a missing
% piece is an error.  PARTS{k} belongs to TASKS(k); [] for tasks of other shards.

function parts = study_compute (cases, tasks, opt, plan, say)

  parts = cell (1, numel (tasks));
  mine = 1:numel (tasks);
  if ~ isempty (opt.shard)
    mine = opt.shard(1):opt.shard(2):numel (tasks);
  end
  if opt.resume || opt.merge
    for k = mine
      parts{k} = study_part_read (plan, k);
    end
  end
  open = mine(cellfun (@isempty, parts(mine)));
  if opt.merge && ~ isempty (open)
    error ('rome:incomplete', ['rope_study: %d of %d pieces are missing in %s (numbers %s): run their shards with the same ', ...
           'arguments, then merge'], numel (open), numel (tasks), plan.folder, some (open));
  end
  if numel (open) < numel (mine)
    say ('%d of %d pieces were there, from %s', numel (mine) - numel (open), numel (mine), plan.folder);
  end

  started = tic ();
  told = -Inf;
  done = 0;
  total = sum ([tasks(open).work]);
  for k = open
    parts{k} = study_task (cases, tasks(k), opt);
    study_part_write (plan, k, parts{k});
    done = done + tasks(k).work;
    now_at = toc (started);
    if numel (open) <= 60 || now_at - told > 2 || k == open(end)
      left = '';
      if k ~= open(end)
        left = sprintf ('; about %s left', duration_text (now_at / done * (total - done)));
      end
      say ('%s%s', tasks(k).text, left);
      told = now_at;
    end
  end

end

function text = some (numbers)

  text = study_join (numbers(1:min (8, end)), ', ');
  if numel (numbers) > 8
    text = [text, ', ...'];
  end

end

function text = duration_text (seconds)

  if seconds < 100
    text = sprintf ('%.0f s', ceil (seconds));
  elseif seconds < 6000
    text = sprintf ('%.0f min', seconds / 60);
  else
    text = sprintf ('%.1f h', seconds / 3600);
  end

end
