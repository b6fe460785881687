% ROWS = bench_rows (CASE, D, LIST)  what was measured as rows of the result, with the ratios of this case.

function rows = bench_rows (c, d, list)

  rows = [];
  n = c.shape.size;
  for i = 1:numel (list)
    t = sort (list(i).seconds);
    row = struct ('shape', c.shape.name, 'batch', n(1), 'tokens', n(2), 'heads', n(3) + c.shape.heads_k, 'dim', n(4), ...
                  'layout', c.layout, 'class', c.class, 'pairing', c.pairing, 'implementation', list(i).name, ...
                  'threads', list(i).threads, 'calls', list(i).calls * numel (t), 'seconds', median (t));
    if list(i).threads > 1
      row.seconds = t(1);               % the others waited for a processor, more likely than not
    end
    row.spread = (quartile (t, 0.75) - quartile (t, 0.25)) / 2 / row.seconds;
    row.ns_per_element = 1e9 * row.seconds / d.elements;
    row.gb_per_s = 2 * d.bytes / row.seconds / 1e9;
    rows = [rows, row];
  end
  names = {rows.implementation};
  threads = [rows.threads];
  is_m = strncmp (names, '.m ', 3);
  for i = 1:numel (rows)
    rows(i).of_memcpy = rows(strcmp (names, 'memcpy') & threads == closest (threads(strcmp (names, 'memcpy')), threads(i))).seconds / rows(i).seconds;
    loop = strcmp (names, 'plain loop');
    rows(i).over_loop = NaN;
    if any (loop)
      rows(i).over_loop = rows(loop & threads == closest (threads(loop), threads(i))).seconds / rows(i).seconds;
    end
    rows(i).over_best_m = min ([rows(is_m).seconds, NaN]) / rows(i).seconds;
    rows(i).over_cleared = rows(strcmp (names, 'cleared') & threads == closest (threads(strcmp (names, 'cleared')), threads(i))).seconds / rows(i).seconds;
    rows(i).over_empty = rows(i).seconds / rows(strcmp (names, 'empty call')).seconds;
  end

end

% What was measured with as many threads, or the fewest.
function t = closest (known, t)

  if ~ any (known == t)
    t = min (known);
  end

end

function q = quartile (sorted, p)

  at = 1 + p * (numel (sorted) - 1);
  low = floor (at);
  high = ceil (at);
  q = sorted(low) + (at - low) * (sorted(high) - sorted(low));

end
