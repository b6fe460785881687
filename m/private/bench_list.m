% CASES = bench_list (OPT)  every combination that is to be timed.

function cases = bench_list (opt)

  cases = struct ('shape', {}, 'class', {}, 'pairing', {}, 'layout', {});
  for shape = opt.shapes
    for class_name = opt.classes
      for pairing = opt.pairings
        for layout = opt.layouts
          cases(end + 1) = struct ('shape', shape, 'class', class_name{1}, 'pairing', pairing{1}, 'layout', layout{1});
        end
      end
    end
  end

end
