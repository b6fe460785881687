% MACHINE = bench_machine ()  what the figures were measured on.

function machine = bench_machine ()

  machine = struct ('date', datestr (now (), 31), 'processor', processor (), 'octave', version (), 'rome', rome_info ());

end

function name = processor ()

  name = computer ();
  id = fopen ('/proc/cpuinfo', 'r');
  if id < 0
    return
  end
  text = fread (id, Inf, 'char=>char')';
  fclose (id);
  found = regexp (text, 'model name\s*:\s*([^\n]*)', 'tokens', 'once');
  if ~ isempty (found)
    name = strtrim (found{1});
  end

end
