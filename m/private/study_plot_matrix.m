% [CLAIM, CAPTION] = study_plot_matrix (C)  the matrix of half pairing of a case with several axes.

function [claim, caption] = study_plot_matrix (c)

  M = rome_matrix (c.dim, 'pairing', 'half', 'axes', c.blocks);
  rope_plot_matrix (M, 'axes', c.blocks, 'title', sprintf ('%s: M of half pairing, blocks %s', c.name, study_join (c.blocks, ' + ')));
  claim = sprintf ('One constant signed permutation M serves all %d axes.', c.dims);
  caption = sprintf ('M of order %d: one +1 or -1 in each row and column, in a block for each axis that is rotated apart.', c.dim);

end
