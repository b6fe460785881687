% bench_print_end (R)  targets, machine and files of rome_bench.

function bench_print_end (r)

  if ~ isempty (r.targets)
    fprintf ('\nTargets (! missed)\n');
    for t = r.targets
      mark = ' ';
      if ~ t.met
        mark = '!';
      end
      fprintf ('%s %-72s %8.3g  wanted %g\n', mark, t.text, t.value, t.wanted);
    end
  end
  if ~ isempty (r.peers)
    fprintf ('\nPeers: how many times faster the rotation is\n');
    for p = r.peers
      fprintf ('  %-12s %-26s threads %d %8.3g ns/elem %8.3g\n', p.peer, p.case, p.threads, p.ns_per_element, p.over_peer);
    end
  end
  fprintf ('\n%s, Octave %s, RoME %s with %s kernels, %s\n', r.machine.processor, r.machine.octave, r.machine.rome.version, ...
           r.machine.rome.instruction_set, r.machine.date);
  for f = [{r.files.csv, r.files.memory_csv, r.files.targets_csv, r.files.peers_csv}, r.files.plots]
    if ~ isempty (f{1})
      fprintf ('written: %s\n', f{1});
    end
  end

end
