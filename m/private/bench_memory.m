% BYTES = bench_memory (WHAT)  resident memory of this process: 'now', or 'peak' since the last 'reset'; NaN where the system
% does not tell (it takes Linux, and the right to reset one's own peak).

function bytes = bench_memory (what)

  bytes = NaN;
  if strcmp (what, 'reset')
    id = fopen ('/proc/self/clear_refs', 'w');
    if id >= 0
      fprintf (id, '5');
      bytes = 0;
      fclose (id);
    end
    return
  end
  id = fopen ('/proc/self/status', 'r');
  if id < 0
    return
  end
  text = fread (id, Inf, 'char=>char')';
  fclose (id);
  if strcmp (what, 'peak')
    found = regexp (text, 'VmHWM:\s*(\d+) kB', 'tokens', 'once');
  else
    found = regexp (text, 'VmRSS:\s*(\d+) kB', 'tokens', 'once');
  end
  if ~ isempty (found)
    bytes = 1024 * str2double (found{1});
  end

end
