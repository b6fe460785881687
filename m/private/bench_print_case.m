% bench_print_case (CASE, ROWS, MEMORY, WHERE)  one case as a table.

function bench_print_case (c, rows, memory, where)

  n = c.shape.size;
  keys = '';
  if c.shape.heads_k > 0
    keys = sprintf (' and %d heads of keys', c.shape.heads_k);
  end
  fprintf ('\n%s (%s%s), %s, %s, %s  [%s]\n', c.shape.name, strjoin (arrayfun (@(v) sprintf ('%d', v), n, 'UniformOutput', false), ' x '), ...
           keys, c.class, c.pairing, c.layout, where);
  fprintf ('  %-12s %7s %12s %6s %9s %9s %10s %10s %12s\n', '', 'threads', 'us/call', '+-', 'ns/elem', 'GB/s', 'of memcpy', 'over loop', 'over best .m');
  for r = rows
    fprintf ('  %-12s %7d %12.4g %5.0f%% %9.3g %9.3g %10.3g %10.3g %12.3g\n', r.implementation, r.threads, 1e6 * r.seconds, 100 * r.spread, ...
             r.ns_per_element, r.gb_per_s, r.of_memcpy, r.over_loop, r.over_best_m);
  end
  if ~ isnan (memory.peak)
    marks = {' !', ''};
    fprintf ('  memory: %.0f, as a matrix product %.0f of at most %.0f MB, tables %.0f of %.0f MB%s; in place %.0f of %.0f MB%s\n', memory.peak / 1e6, memory.peak_gemm / 1e6, memory.bound / 1e6, ...
             memory.peak_tables / 1e6, memory.bound_tables / 1e6, marks{1 + memory.within}, ...
             memory.peak_in_place / 1e6, memory.bound_in_place / 1e6, marks{1 + memory.within_in_place});
  end

end
