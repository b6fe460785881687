% FIGURES = study_plots (CASES, DETAILS, ROWS, FOLDER, SAY)  draw and save all pictures.
%
% FIGURES is a struct array: file (PNG) and caption (what the picture shows, with its
% numbers).  Where pictures cannot be made there is one warning, and the study goes on.

function figures = study_plots (cases, details, rows, folder, say)

  figures = struct ('file', {}, 'caption', {});
  plots = {};                           % name of the file, function that draws
  for k = 1:numel (cases)
    c = cases{k};
    d = details{k};
    if c.dims == 1
      plots = [plots; {[c.slug, '-table-error'], @() study_plot_positions(c, d)}; ...
               {[c.slug, '-float32-map'], @() study_plot_map(c, d)}; ...
               {[c.slug, '-relative-position'], @() study_plot_shifts(c, d)}];
    else
      plots = [plots; {[c.slug, '-grid'], @() study_plot_grid(c, d)}];
    end
  end
  plots = [plots; {'bounds', @() study_plot_bounds(rows)}];

  quiet = warning ('off', 'Octave:gnuplot-graphics');
  restore = onCleanup (@() warning (quiet));
  try
    for k = 1:size (plots, 1)
      file = fullfile (folder, [plots{k, 1}, '.png']);
      figures(end+1) = struct ('file', file, 'caption', study_save (file, plots{k, 2}));
    end
    say ('%d pictures', numel (figures));
  catch err
    warning ('rome:noPictures', 'rope_study: %d of %d pictures made: %s', ...
             numel (figures), size (plots, 1), err.message);
  end

end
