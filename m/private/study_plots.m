% FIGURES = study_plots (CASES, DETAILS, ROWS, FOLDER, SAY)  draw and save all pictures.
%
% FIGURES is a struct array: file (PNG), claim (the sentence that
% it proves), caption (what it shows, with its numbers) and case (name of the case, or '').
% Where pictures cannot be made there is one warning, and the study goes on.

function figures = study_plots (cases, details, rows, folder, say)

  figures = struct ('file', {}, 'claim', {}, 'caption', {}, 'case', {});
  plots = {};                           % name of the file, function that draws, name of the case
  for k = 1:numel (cases)
    c = cases{k};
    d = details{k};
    others = unique ({d.tables(~ ismember ({d.tables.name}, {'rope_cache', 'rope_cache_ref', 'exp64'})).name}, 'stable');
    if c.dims == 1
      plots = [plots; {[c.slug, '-table-error.png'], @() study_plot_positions(c, d), c.name}];
      for name = others(1:min (3, end))
        t = d.tables(strcmp ({d.tables.name}, name{1}));
        plots = [plots; {[c.slug, '-', name{1}, '-map.png'], @() study_plot_map(c, t(1)), c.name}];
        plots = [plots; {[c.slug, '-', name{1}, '-blame.png'], @() study_plot_blame(c, t(1)), c.name}];
      end
      plots = [plots; {[c.slug, '-distribution.png'], @() study_plot_distribution(c, d), c.name}; ...
               {[c.slug, '-relative-position.png'], @() study_plot_shifts(c, d), c.name}];
    else
      plots = [plots; {[c.slug, '-matrix.png'], @() study_plot_matrix(c), c.name}];
      for name = others(1:min (1, end))
        t = d.tables(strcmp ({d.tables.name}, name{1}));
        plots = [plots; {[c.slug, '-', name{1}, '-grid.png'], @() study_plot_grid(c, t(1)), c.name}];
      end
    end
  end
  plots = [{'bounds.png', @() study_plot_bounds(rows), ''}; plots];

  quiet = warning ('off', 'Octave:gnuplot-graphics');
  restore = onCleanup (@() warning (quiet));
  try
    for k = 1:size (plots, 1)
      file = fullfile (folder, plots{k, 1});
      [claim, caption] = study_save (file, plots{k, 2});
      figures(end+1) = struct ('file', file, 'claim', claim, 'caption', caption, 'case', plots{k, 3});
    end
    say ('%d pictures', numel (figures));
  catch err
    warning ('rome:noPictures', 'rope_study: %d of %d pictures made: %s', ...
             numel (figures), size (plots, 1), err.message);
  end

end
