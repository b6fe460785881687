% BYTES = tensor_available ()  memory that can be had, or Inf where the system does not tell.

function bytes = tensor_available ()

  bytes = Inf;
  if exist ('/proc/meminfo', 'file')
    kib = regexp (fileread ('/proc/meminfo'), 'MemAvailable:\s*(\d+) kB', 'tokens', 'once');
    if ~ isempty (kib)
      bytes = 1024 * str2double (kib{1});
    end
  end

end
