% [ROWS, SHIFTS] = study_rotation (C, TASK, OPT)  rotation, equivalence, norm, inverse, shifts.
%
% One pairing and one number format of a case: its rows of the results, and the
% relative-position defects by shift (study_relative, with class, pairing, implementation).

function [rows, shifts] = study_rotation (c, task, opt)

  pairing = task.pairing;
  format = task.format;
  start_random (opt, task);
  entries = study_entries (opt);
  entries = entries(strcmp ({entries.format}, format));
  ours = entries(strcmp ({entries.name}, 'rope_cache'));

  bound = study_bounds (c.factor(1), format);
  M = rome_matrix (c.dim, 'pairing', pairing, 'axes', c.blocks);
  [a, b] = study_pairs (M);
  x = study_native (randn (numel (c.rows), c.heads, c.head_dim), format);
  p = study_rows (c, c.rows);
  [hi, lo] = study_exact_rotation (x, rope_truth (p, c.dim, c.options), a, b, format);
  rotation_stats = @(y) rotation_error (c, x, y, hi, lo, a, b, format);

  c.local = (numel (c.rows)-1:-1:0)';   % tables the other way round: rows are looked up
  tables = native_tables (c, ours, flipud (p));
  out = study_outputs (c, x, tables, pairing, format, M);
  bits = study_equivalence (c, x, tables, pairing, format, out);
  first = rotation_stats (out(1).y);
  rows = [];
  for k = 1:numel (out)
    stats = first;                      % the same bits have the same errors
    if k > 1 && bits(k) > 0
      stats = rotation_stats (out(k).y);
    end
    rows = [rows, study_row(c, pairing, format, out(k).implementation, 'rotation', stats, bound.rotation)];
  end
  for k = 1:numel (out)
    row = study_row (c, pairing, format, out(k).implementation, 'equivalence', [], []);
    row.points = numel (x);
    row.differing_bits = bits(k);
    rows = [rows, row];
  end

  [norm_stats, inverse_stats] = study_defects (c, x, out(1).y, tables, pairing, format, a, b);
  rows = [rows, study_row(c, pairing, format, 'rope_apply', 'norm', norm_stats, bound.norm), ...
          study_row(c, pairing, format, 'rope_apply', 'inverse', inverse_stats, bound.inverse)];
  [row, shifts] = relative_row (c, 'rope_apply', ours, pairing, format, bound.relative);
  rows = [rows, row];

  narrow = {};
  if isa (x, 'uint16')
    narrow = {'dtype', format};
  end
  for e = entries(~ ismember ({entries.name}, {'rope_cache', 'rope_cache_ref'}))
    tables = native_tables (c, e, flipud (p));
    y = rope_apply (x, tables{:}, 'pairing', pairing, 'axes', c.blocks, 'positions', c.local, narrow{:});
    [row, more] = relative_row (c, e, e, pairing, format, []);
    rows = [rows, study_row(c, pairing, format, e, 'rotation', rotation_stats(y), []), row];
    shifts = [shifts, more];
  end

end

% The same numbers whatever was computed before, and in whichever process.
function start_random (opt, task)

  n = 16 * find (strcmp (task.pairing, opt.pairings)) + find (strcmp (task.format, {'double', 'single', 'bf16', 'f16'}));
  rng (mod (opt.seed * 257 + n, 2 ^ 32), 'twister');

end

function tables = native_tables (c, entry, p)

  [cosines, sines] = entry.tables (p, c.dim, entry.format, c.options);
  tables = {study_native(cosines, entry.format), study_native(sines, entry.format)};

end

function stats = rotation_error (c, x, y, hi, lo, a, b, format)

  [y0, y1] = study_split (y, a, b, format);
  stats = study_pair_error (c, x, c.factor(1), (y0 - hi{1}) - lo{1}, (y1 - hi{2}) - lo{2}, a, b, format);

end

function [row, r] = relative_row (c, implementation, entry, pairing, format, bound)

  r = study_relative (c, entry, pairing, format);
  row = study_row (c, pairing, format, implementation, 'relative position', r.stats, bound);
  r.implementation = row.implementation;
  r.name = entry.name;
  r.pairing = pairing;
  r.class = format;
  r = rmfield (r, 'stats');

end
