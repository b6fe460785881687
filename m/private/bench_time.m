% T = bench_time (WHAT, N, D, MODEL)  seconds per call of one implementation, over N calls in a row.
%
% WHAT   'copy' (memcpy), 'x + 0', 'empty call', 'rope_apply', 'rome_apply', 'recycled', 'in place', 'cleared' or 'model'
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
    case 'x + 0'
      start = tic ();
      for i = 1:n
        y = x + 0;
      end
      t = toc (start) / n;
      if d.two
        start = tic ();
        for i = 1:n
          y = k + 0;
        end
        t = t + toc (start) / n;
      end
    case 'empty call'
      start = tic ();
      for i = 1:n
        y = rome_probe (x, c, s, o);
      end
      t = toc (start) / n;
    case {'rope_apply', 'cleared', 'recycled'}
      t = rotate (n, d, x, k, c, s, o);
    case 'rome_apply'
      o = rmfield (o, 'pairing');
      M = d.M;
      start = tic ();
      for i = 1:n
        y = rome_apply (x, M, c, s, o);
      end
      t = toc (start) / n;
      if d.two
        start = tic ();
        for i = 1:n
          y = rome_apply (k, M, c, s, o);
        end
        t = t + toc (start) / n;
      end
    case 'in place'
      t = in_place (n, d.two, x, k, c, s, o);
    case 'model'
      start = tic ();
      for i = 1:n
        y = model (x);
      end
      t = toc (start) / n;
      if d.two
        start = tic ();
        for i = 1:n
          y = model (k);
        end
        t = t + toc (start) / n;
      end
  end

end

function t = rotate (n, d, x, k, c, s, o)

  if d.two
    start = tic ();
    for i = 1:n
      [y, z] = rope_apply (x, k, c, s, o);
    end
  else
    start = tic ();
    for i = 1:n
      y = rope_apply (x, c, s, o);
    end
  end
  t = toc (start) / n;

end

function t = in_place (n, two, x, k, c, s, o)

  x(1) = x(1);                          % from here on no other variable has this array
  o.in_place = true;
  if two
    k(1) = k(1);
    start = tic ();
    for i = 1:n
      [x, k] = rope_apply (x, k, c, s, o);
    end
  else
    start = tic ();
    for i = 1:n
      x = rope_apply (x, c, s, o);
    end
  end
  t = toc (start) / n;

end
