% bench_folder (FOLDER)  make the folder and try it, before minutes of work.

function bench_folder (folder)

  if ~ isfolder (folder)
    [~, ~] = mkdir (folder);
  end
  file = fullfile (folder, 'bench.csv');
  id = fopen (file, 'w');
  rome_need (id >= 0, 'cannotWrite', 'rome_bench: cannot write %s', file);
  fclose (id);

end
