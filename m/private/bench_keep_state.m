% RESTORE = bench_keep_state ()  an object that puts threads, memory and random numbers back when it is cleared.

function restore = bench_keep_state ()

  random = rand ('twister');
  threads = rome_threads ();
  memory = rome_memory ();
  allocation = rome_probe ('allocation');
  restore = onCleanup (@() put_back (random, threads, memory, allocation));

end

function put_back (random, threads, memory, allocation)

  rand ('twister', random);
  rome_threads (threads);
  rome_memory (memory);
  rome_probe ('allocation', allocation);

end
