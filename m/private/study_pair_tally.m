% STATS = study_pair_tally (C, ABSOLUTE, SCALED)  statistics of pairs (study_stats).
%
% Both are tokens-by-heads-by-h; the row of the worst is a row of the table.

function stats = study_pair_tally (c, absolute, scaled)

  flat = @(t) reshape (t, size (t, 1), []);
  stats = study_tally ([], flat (absolute), flat (scaled), 0);
  stats.row = c.rows(stats.row + 1);
  stats.column = floor (stats.column / size (scaled, 2));   % heads run faster than pairs
  stats = study_stats (stats);

end
