% ROW = study_row (C, PAIRING, FORMAT, ENTRY, QUANTITY, STATS, BOUND)
%
% One row of the results.  ENTRY is the name of an implementation, or a struct with name and
% title of an evaluation; STATS (study_stats) is [] where no error statistics apply; BOUND
% is [] without a bound.  Cells that do not apply are [].

function row = study_row (c, pairing, format, entry, quantity, stats, bound)

  if ischar (entry)
    entry = struct ('name', entry, 'title', entry);
  end
  base = [];
  if isfield (c.options, 'base')
    base = c.options.base;
  end
  row = struct ('model', c.name, 'dims', c.dims, 'axes', study_join (c.axes, ';'), ...
                'pairing', pairing, 'class', format, 'implementation', entry.title, ...
                'quantity', quantity, 'points', [], 'max_ulp', [], 'mean_ulp', [], ...
                'rms_ulp', [], 'not_correctly_rounded', [], 'max_abs', [], 'bound', bound, ...
                'worst_position', '', 'worst_pair', [], 'differing_bits', [], ...
                'evaluation', entry.name, 'base', base, 'dim', c.dim, 'unit', 'u', ...
                'p50', [], 'p99', [], 'p999', [], 'p9999', [], 'bias_ulp', [], 'bias_abs', [], ...
                'fraction_not_correctly_rounded', [], 'worst_part', '');
  if isempty (stats)
    row.unit = '';
    return
  end
  row.points = stats.points;
  row.max_ulp = stats.max;
  row.mean_ulp = stats.mean;
  row.rms_ulp = stats.rms;
  row.max_abs = stats.max_abs;
  for name = {'p50', 'p99', 'p999', 'p9999'}
    row.(name{1}) = stats.(name{1});
  end
  if strcmp (quantity, 'relative position')
    row.worst_position = sprintf ('shift %d', stats.shift);
    return
  end
  h = c.dim / 2;
  row.worst_pair = mod (stats.column, h);
  row.worst_position = study_join (study_rows (c, stats.row), ';');
  if strcmp (quantity, 'table')
    parts = {'cos', 'sin'};
    row.unit = 'ulp';
    row.worst_part = parts{1 + (stats.column >= h)};
    row.not_correctly_rounded = stats.wrong;
    row.fraction_not_correctly_rounded = stats.wrong / stats.points;
    row.bias_ulp = stats.bias;
    row.bias_abs = stats.bias_abs;
  end

end
