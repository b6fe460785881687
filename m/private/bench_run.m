% [ROWS, MEMORY] = bench_run (CASE, OPT)  time every implementation of one case, in turn.

function [rows, memory] = bench_run (c, opt)

  [d, memory] = data_of (c);
  list = contenders (d, opt);
  check (d, list);
  enough = min (0.02, opt.seconds / numel (list) / 3);
  for i = 1:numel (list)
    list(i).calls = calls_for (measure (list(i), 1, d), enough);
    list(i).seconds = [];
  end
  started = tic ();
  rounds = 0;
  while rounds < 3 || (toc (started) < opt.seconds && rounds < 99)
    for i = 1:numel (list)
      list(i).seconds(end + 1) = measure (list(i), list(i).calls, d);
    end
    rounds = rounds + 1;
  end
  rows = bench_rows (c, d, list);

end

% The data, and what making and rotating them takes in memory beside what was there.
function [d, memory] = data_of (c)

  before = bench_memory ('now');
  d = bench_case (c.shape, c.class, c.pairing, c.layout);
  d.options.threads = 1;
  reset = bench_memory ('reset');
  held = bench_memory ('now');
  if d.two
    [y, z] = rope_apply (d.x, d.k, d.c, d.s, d.options);
  else
    y = rope_apply (d.x, d.c, d.s, d.options);
  end
  peak = bench_memory ('peak') + reset - before;
  clear y z
  o = rmfield (d.options, 'pairing');
  o.engine = 'gemm';
  bench_memory ('reset');
  held_now = bench_memory ('now');
  y = rome_apply (d.x, d.M, d.c, d.s, o);
  peak_gemm = held - before + bench_memory ('peak') + reset - held_now;
  clear y
  bench_memory ('reset');
  held_now = bench_memory ('now');
  [c2, s2] = rope_cache (c.shape.size(2), c.shape.size(4), 'dtype', class (d.c));
  peak_tables = bench_memory ('peak') + reset - held_now;
  clear c2 s2
  x = d.x;
  x(1) = x(1);                          % an array of its own
  o = d.options;
  o.in_place = true;
  bench_memory ('reset');
  held_too = bench_memory ('now');
  x = rope_apply (x, d.c, d.s, o);
  grown = bench_memory ('peak') + reset - held_too;
  bound = 2 * d.bytes + d.table_bytes + 64e6;
  memory = struct ('shape', c.shape.name, 'layout', c.layout, 'class', c.class, 'pairing', c.pairing, 'peak', max (peak, 0), ...
                   'peak_gemm', max (peak_gemm, 0), 'peak_tables', max (peak_tables, 0), 'bound', bound, 'bound_tables', d.table_bytes + 64e6, ...
                   'within', ~ (max (peak, peak_gemm) > bound || peak_tables > d.table_bytes + 64e6), 'peak_in_place', max (held - before + grown, 0), ...
                   'bound_in_place', bound - d.bytes, 'within_in_place', ~ (held - before + grown > bound - d.bytes));

end

function list = contenders (d, opt)

  narrow = any (strcmp (d.class, {'bf16', 'f16'}));
  list = entry ('x + 0', 'x + 0', 1, []);
  list(end + 1) = entry ('empty call', 'empty call', 1, []);
  for t = opt.threads
    for name = {'memcpy', 'plain loop', 'rope_apply', 'recycled', 'in place', 'cleared', 'rome_apply'}
      what = name{1};
      if strcmp (what, 'memcpy')
        what = 'copy';
      elseif strcmp (what, 'plain loop') && narrow
        continue                        % a loop over 16-bit numbers would be another story
      end
      list(end + 1) = entry (name{1}, what, t, []);
    end
  end
  if ~ narrow
    models = bench_models (d);
    for i = 1:numel (models)
      list(end + 1) = entry (models(i).name, 'model', 1, models(i).run);
    end
    list(end + 1) = entry ('rope_ref', 'model', 1, @(x) rope_ref (x, d.c, d.s, 'format', d.format, 'pairing', d.pairing));
  end

end

function e = entry (name, what, threads, model)

  e = struct ('name', name, 'what', what, 'threads', threads, 'model', model, 'calls', 0, 'seconds', []);

end

% Every .m way must give the rotation: to the last bit, but for the complex product, whose order of operations is Octave's own.
function check (d, list)

  y = rope_apply (d.x, d.c, d.s, d.options);
  for i = 1:numel (list)
    if strcmp (list(i).what, 'model')
      z = list(i).model (d.x);
      wrong = max (abs (z(:) - y(:)));
      rome_need (wrong <= 4 * eps (class (d.x)), 'internal', 'rome_bench: %s is off by %g', list(i).name, wrong);
    end
  end

end

function t = measure (e, n, d)

  pause (0.005);                        % threads of the one before go to sleep
  d.options.threads = e.threads;
  known = {'memcpy', 'plain loop', 'recycled', 'empty call'};   % these take no new memory
  if ~ any (strcmp (e.name, known)) && d.bytes >= 2 ^ 22
    bench_time (e.what, 1, d, e.model); % so that all find memory that was given back a moment ago, not some that the system must fetch first
  end
  switch e.what
    case 'recycled'
      old = rome_memory ('recycle', true, 'limit', 8 * d.bytes + 1e9);
      bench_time (e.what, 3, d, []);    % fills the shelf
      t = bench_time (e.what, n, d, []);
      rome_memory (old);
    case 'cleared'
      old = rome_probe ('allocation', 'cleared');
      t = bench_time (e.what, n, d, []);
      rome_probe ('allocation', old);
    otherwise
      t = bench_time (e.what, n, d, e.model);
  end

end

% Calls in a row that take about SECONDS, so that the clock's steps do not show.
function n = calls_for (t, seconds)

  n = min (max (ceil (seconds / max (t, 1e-7)), 1), 10000);

end
