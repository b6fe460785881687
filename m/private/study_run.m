% [ROWS, DETAIL] = study_run (C, SAY)  all measurements of one case.
%
% ROWS are the rows of the summary; DETAIL keeps what the pictures need: tables
% (see study_table_error) and shifts (study_relative, with class, pairing and
% implementation).

function [rows, detail] = study_run (c, say)

  classes = {'double', 'single'};
  pairings = {'interleaved', 'half'};
  tables = struct ();
  p = c.positions;
  if c.dims == 1
    p = c.count;                        % as users ask for 0 ... n-1
  end
  for klass = classes
    [cosines, sines] = study_tables (c, 'rope_cache', klass{1}, p);
    tables.(klass{1}) = {cosines, sines};
  end
  say ('%s: %s', c.name, c.text);
  detail.tables = study_table_error (c, tables, say);
  detail.shifts = [];
  truth = rope_truth (c.positions(c.rows + 1, :), c.dim, c.options);

  rows = [];
  for pairing = pairings
    for klass = classes
      rows = [rows, table_rows(c, pairing{1}, klass{1}, detail.tables)];
      [more, shifts] = rotation_rows (c, pairing{1}, klass{1}, tables.(klass{1}), truth);
      rows = [rows, more];
      detail.shifts = [detail.shifts, shifts];
      say ('%s: rotation, equivalence, norm, inverse, shifts; %s pairing, %s', ...
           c.name, pairing{1}, klass{1});
    end
  end

end

% The entries of the tables do not depend on the pairing: computed once.
function rows = table_rows (c, pairing, klass, tables)

  rows = [];
  for t = tables(strcmp ({tables.class}, klass))'
    bound = [];
    if strcmp (t.implementation, 'rope_cache')
      bound = 0.5;
    end
    rows = [rows, study_row(c, pairing, klass, t.implementation, 'table', t.stats, bound)];
  end

end

function [rows, shifts] = rotation_rows (c, pairing, klass, tables, truth)

  bound = study_bounds (c.factor(1));
  M = rome_matrix (c.dim, 'pairing', pairing, 'axes', c.blocks);
  [a, b] = study_pairs (M);
  x = cast (randn (numel (c.rows), c.heads, c.head_dim), klass);
  [hi, lo] = study_exact_rotation (x, truth, a, b);
  rotation_stats = @(y) rotation_error (c, x, y, hi, lo, a, b, klass);

  out = study_outputs (c, x, tables, pairing, M);
  bits = study_equivalence (c, x, tables, pairing, out);
  first = rotation_stats (out(1).y);
  rows = [];
  for k = 1:numel (out)
    stats = first;                      % the same bits have the same errors
    if k > 1 && bits(k) > 0
      stats = rotation_stats (out(k).y);
    end
    rows = [rows, study_row(c, pairing, klass, out(k).implementation, 'rotation', stats, bound.rotation)];
  end
  for k = 1:numel (out)
    row = study_row (c, pairing, klass, out(k).implementation, 'equivalence', [], []);
    row.points = numel (x);
    row.differing_bits = bits(k);
    rows = [rows, row];
  end

  [norm_stats, inverse_stats] = study_defects (c, x, out(1).y, tables, pairing, a, b);
  rows = [rows, study_row(c, pairing, klass, 'rope_apply', 'norm', norm_stats, bound.norm), ...
          study_row(c, pairing, klass, 'rope_apply', 'inverse', inverse_stats, bound.inverse)];
  [row, shifts] = relative_row (c, 'rope_apply', 'rope_cache', pairing, klass, bound.relative);
  rows = [rows, row];

  if strcmp (klass, 'single')
    framework = 'float32 (Hugging Face)';
    [cosines, sines] = study_tables (c, framework, klass, c.positions(c.rows + 1, :));
    y = rope_apply (x, cosines, sines, 'pairing', pairing, 'axes', c.blocks);
    [row, more] = relative_row (c, framework, framework, pairing, klass, []);
    rows = [rows, study_row(c, pairing, klass, framework, 'rotation', rotation_stats(y), []), row];
    shifts = [shifts, more];
  end

end

function stats = rotation_error (c, x, y, hi, lo, a, b, klass)

  [y0, y1] = study_split (y, a, b);
  stats = study_pair_error (c, x, c.factor(1), (y0 - hi{1}) - lo{1}, (y1 - hi{2}) - lo{2}, a, b, klass);

end

function [row, r] = relative_row (c, implementation, tables, pairing, klass, bound)

  r = study_relative (c, tables, pairing, klass);
  r.stats.shift = r.worst_shift;
  r.implementation = implementation;
  r.pairing = pairing;
  r.class = klass;
  row = study_row (c, pairing, klass, implementation, 'relative position', r.stats, bound);

end
