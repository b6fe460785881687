% ROW = study_row (C, PAIRING, KLASS, IMPLEMENTATION, QUANTITY, STATS, BOUND)
%
% One row of the summary.  STATS is [] where no error statistics apply; BOUND is []
% without a bound.  Cells that do not apply are [].

function row = study_row (c, pairing, klass, implementation, quantity, stats, bound)

  row = struct ('model', c.name, 'dims', c.dims, 'axes', study_join (c.axes, ';'), ...
                'pairing', pairing, 'class', klass, 'implementation', implementation, ...
                'quantity', quantity, 'points', [], 'max_ulp', [], 'mean_ulp', [], ...
                'rms_ulp', [], 'not_correctly_rounded', [], 'max_abs', [], 'bound', bound, ...
                'worst_position', '', 'worst_pair', [], 'differing_bits', []);
  if isempty (stats)
    return
  end
  row.points = stats.points;
  row.max_ulp = stats.max;
  row.mean_ulp = stats.mean;
  row.rms_ulp = stats.rms;
  row.max_abs = stats.max_abs;
  if strcmp (quantity, 'relative position')
    row.worst_position = sprintf ('shift %d', stats.shift);
    return
  end
  row.worst_pair = stats.pair;
  row.worst_position = study_join (c.positions(stats.row + 1, :), ';');
  if strcmp (quantity, 'table')
    row.not_correctly_rounded = stats.above_half;
  end

end
