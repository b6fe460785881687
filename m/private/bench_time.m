% T = bench_time (WHAT, N, D, MODEL)  seconds per call of one implementation, over N calls in a row.
%
% WHAT   'copy' (memcpy), 'plain loop', 'x + 0', 'empty call', 'rope_apply', 'rome_apply', 'recycled', 'in place', 'cleared' or 'model'
% D      data of bench_case; its options say the threads
% MODEL  handle of a rotation in .m code, for 'model'
%
% Each new y takes the place of the one before, as in a loop over layers.

function t = bench_time (what, n, d, model)

  x = d.x;
  k = d.k;
  c = d.c;
  s = d.s;
  o = d.options;
  switch what
    case 'copy'
      if d.bytes < 2 ^ 18               % starting a thread would take longer than the copy
        o.threads = 1;
      end
      t = mean (rome_probe ('copy', d.bytes, 'rounds', n, 'threads', o.threads));
    case 'plain loop'
      more = struct ('rounds', n);
      if d.bytes < 2 ^ 18
        o.threads = 1;
      end
      t = mean (rome_probe ('loop', x, c, s, o, more));
      if d.two
        t = t + mean (rome_probe ('loop', k, c, s, o, more));
      end
    case 'x + 0'
      start = now_of (o);
      for i = 1:n
        y = x + 0;
      end
      t = (now_of (o) - start) / n;
      if d.two
        start = now_of (o);
        for i = 1:n
          y = k + 0;
        end
        t = t + (now_of (o) - start) / n;
      end
    case 'empty call'
      start = now_of (o);
      for i = 1:n
        y = rome_probe (x, c, s, o);
      end
      t = (now_of (o) - start) / n;
    case {'rope_apply', 'cleared', 'recycled'}
      t = rotate (n, d, x, k, c, s, o);
    case 'rome_apply'
      o = rmfield (o, 'pairing');
      M = d.M;
      start = now_of (o);
      for i = 1:n
        y = rome_apply (x, M, c, s, o);
      end
      t = (now_of (o) - start) / n;
      if d.two
        start = now_of (o);
        for i = 1:n
          y = rome_apply (k, M, c, s, o);
        end
        t = t + (now_of (o) - start) / n;
      end
    case 'in place'
      t = in_place (n, d.two, x, k, c, s, o);
    case 'model'
      start = now_of (o);
      for i = 1:n
        y = model (x);
      end
      t = (now_of (o) - start) / n;
      if d.two
        start = now_of (o);
        for i = 1:n
          y = model (k);
        end
        t = t + (now_of (o) - start) / n;
      end
  end

end

function t = rotate (n, d, x, k, c, s, o)

  if d.two
    start = now_of (o);
    for i = 1:n
      [y, z] = rope_apply (x, k, c, s, o);
    end
  else
    start = now_of (o);
    for i = 1:n
      y = rope_apply (x, c, s, o);
    end
  end
  t = (now_of (o) - start) / n;

end

function t = in_place (n, two, x, k, c, s, o)

  x(1) = x(1);                          % from here on no other variable has this array
  o.in_place = true;
  if two
    k(1) = k(1);
    start = now_of (o);
    for i = 1:n
      [x, k] = rope_apply (x, k, c, s, o);
    end
  else
    start = now_of (o);
    for i = 1:n
      x = rope_apply (x, c, s, o);
    end
  end
  t = (now_of (o) - start) / n;

end

% Seconds.  One thread: of processor time, so that other work on the machine counts less; more: by the clock on the wall.
function t = now_of (o)

  if o.threads == 1
    t = cputime ();
  else
    t = 1e-6 * double (tic ());
  end

end
