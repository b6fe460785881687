% load_worker (seed, seconds, hashes)  makes calls of load_problem in random order for so long, and compares each with its stored hash.
%
% hashes  cell array of texts, number k + 1 for problem k.
%
% Prints one line: calls, wrong ones, resident memory after the first tenth of the time and at the end.  An error if a result was wrong,
% or if memory grew by more than 30 MB.
function load_worker (seed, seconds, hashes)
  rand ('twister', seed);
  started = tic ();
  calls = 0;
  wrong = {};
  early = [];
  do
    number = floor (numel (hashes) * rand ());
    threads = 1 + (rand () < 0.5);
    calls++;
    if ! strcmp (load_hash (load_problem (number, threads)), hashes{number + 1})
      wrong{end+1} = sprintf ('%d on %d threads', number, threads);
    end
    spent = toc (started);
    if isempty (early) && spent > seconds / 10
      early = resident ();
    end
  until spent > seconds || numel (wrong) > 20
  late = resident ();
  if isempty (early)
    early = late;
  end
  printf ('seed %d: %d calls in %.0f s, %d wrong, %.1f MB resident after a tenth of the time, %.1f MB at the end\n', seed, calls, spent, ...
          numel (wrong), early / 1e6, late / 1e6);
  if ! isempty (wrong)
    error ('load_worker: other bits than stored of problem %s', strjoin (wrong, ', '));
  elseif late - early > 30e6
    error ('load_worker: memory grew by %.1f MB', (late - early) / 1e6);
  end
end

function bytes = resident ()
  pages = sscanf (fileread ('/proc/self/statm'), '%d');
  bytes = 4096 * pages(2);
end
