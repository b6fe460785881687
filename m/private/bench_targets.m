% TARGETS = bench_targets (ROWS)  the project's aims at the prompt, as far as the cases were run.
%
% They hold for a machine like the one they were set on (2 cores, 12 to 18 GB/s of memcpy from memory); elsewhere they inform.

function targets = bench_targets (rows)

  targets = struct ('text', {}, 'value', {}, 'wanted', {}, 'met', {});
  aims = {'A', 'rope_apply', 1, 'over_best_m', 10; 'A', 'rope_apply', 2, 'over_best_m', 15; ...
          'A', 'recycled', 1, 'over_best_m', 23; 'A', 'recycled', 2, 'over_best_m', 45; ...
          'B', 'rope_apply', 1, 'over_cleared', 2; 'B', 'rope_apply', 2, 'over_cleared', 3.5; ...
          'B', 'recycled', 1, 'over_cleared', 5; 'B', 'recycled', 2, 'over_cleared', 9; ...
          'E', 'rope_apply', 1, 'over_best_m', 9};
  words = struct ('over_best_m', 'times the best .m code', 'over_cleared', 'times a cleared result');
  for i = 1:numel (rows)
    r = rows(i);
    if ~ strcmp (r.class, 'single')
      continue
    end
    where = sprintf ('%s %s %s', r.shape, r.pairing, r.layout);
    for k = 1:size (aims, 1)
      if strcmp (r.shape, aims{k, 1}) && strcmp (r.implementation, aims{k, 2}) && r.threads == aims{k, 3}
        value = r.(aims{k, 4});
        text = sprintf ('%s, %s, threads %d: %s', where, r.implementation, r.threads, words.(aims{k, 4}));
        targets(end + 1) = struct ('text', text, 'value', value, 'wanted', aims{k, 5}, 'met', value >= aims{k, 5});
      end
    end
    if strcmp (r.shape, 'E') && strcmp (r.implementation, 'rope_apply') && r.threads == 1
      targets(end + 1) = struct ('text', [where, ': microseconds per call (at most)'], 'value', 1e6 * r.seconds, 'wanted', 6, ...
                                 'met', r.seconds <= 6e-6);
      targets(end + 1) = struct ('text', [where, ': times an empty call (at most)'], 'value', r.over_empty, 'wanted', 3, ...
                                 'met', r.over_empty <= 3);
    end
  end

end
