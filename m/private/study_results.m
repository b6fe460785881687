% FILES = study_results (ROWS, CHECKS, CASES, DETAILS, OPT, PLAN)  results.csv and results.mat.
%
% results.csv begins with lines '# name: value' that hold every parameter and version, then
% come all columns of the rows, numbers with 17 digits.  Two runs of the same study give the
% same file.  results.mat holds the struct `study`: parameters, versions, cases, rows,
% checks, details (maps and curves by evaluation), created.

function files = study_results (rows, checks, cases, details, opt, plan)

  files = {fullfile(opt.output, 'results.csv'), fullfile(opt.output, 'results.mat')};
  about = rmfield (plan.about, {'instruction_set', 'threads', 'computer'});   % the numbers do not depend on these
  lines = {};
  for name = fieldnames (about)'
    lines{end+1} = sprintf ('# version of %s: %s\n', name{1}, about.(name{1}));
  end
  what = rmfield (opt, {'output', 'plots', 'shard', 'merge', 'resume'});
  for name = fieldnames (what)'
    lines{end+1} = sprintf ('# %s: %s\n', name{1}, jsonencode (what.(name{1})));
  end
  for k = 1:numel (cases)
    c = cases{k};
    lines{end+1} = sprintf ('# case %d: %s; %s; positions: %s; options %s\n', k, c.name, c.text, c.sampling, jsonencode (c.options));
  end
  study_write (files{1}, [lines{:}, study_csv(rows, fieldnames (rows)', '%.17g')]);

  study = struct ('parameters', opt, 'versions', plan.about, 'cases', {cases}, 'rows', rows, 'checks', checks, ...
                  'details', {details}, 'created', datestr (now (), 31));
  draft = [files{2}, '.tmp'];
  ok = false;
  try
    if exist ('OCTAVE_VERSION', 'builtin') ~= 0
      save ('-v7', draft, 'study');
    else
      save (draft, 'study', '-v7');
    end
    kept = load (draft, '-mat');
    ok = numel (kept.study.rows) == numel (rows) && study_rename (draft, files{2});
  catch
    ok = false;
  end
  if ~ ok
    if exist (draft, 'file') == 2
      delete (draft);
    end
    error ('rome:cannotWrite', ['rope_study: cannot write %s: not writable, or the disk is full; what was computed is kept ', ...
           'in the folder parts beside it, and the same call goes on from there'], files{2});
  end

end
