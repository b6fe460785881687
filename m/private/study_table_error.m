% R = study_table_error (C, TABLES, SAY)  error of every table entry of a case.
%
% C       case from study_case
% TABLES  struct: double and single, each {cosines, sines} of the builtin, all rows
% SAY     function that prints a line of progress
%
% Each implementation is compared with the certified hi + lo of rope_truth at every
% position and pair, cosine and sine.  R is a struct array over implementations:
% implementation, class, stats (study_tally), by_row (largest absolute error of
% each row) and by_pair (h-by-octave, largest absolute error of each pair for
% positions 2^(k-1) ... 2^k - 1; 1-D only).
%
% The work goes in blocks of rows, so that memory stays small and the arrays in
% the processor's cache.

function r = study_table_error (c, tables, say)

  h = c.dim / 2;
  r = implementations (c);
  blocks = max (1, round (c.count * h / 2^17));
  edge = round (linspace (0, c.count, blocks + 1));
  for b = 1:blocks
    rows = edge(b)+1 : edge(b+1);
    p = c.positions(rows, :);
    truth = rope_truth (p, c.dim, c.options);
    hi = [truth.cos, truth.sin];
    lo = [truth.cos_lo, truth.sin_lo];
    ulp = struct ('double', study_ulp (hi, lo, 'double'), ...
                  'single', study_ulp (hi, lo, 'single'));
    for k = 1:numel (r)
      klass = r(k).class;
      if strcmp (r(k).implementation, 'rope_cache')
        value = [tables.(klass){1}(rows, :), tables.(klass){2}(rows, :)];
      else
        [cosines, sines] = study_tables (c, r(k).implementation, klass, p);
        value = [cosines, sines];
      end
      off = abs ((double (value) - hi) - lo);   % the first difference is exact
      r(k).stats = study_tally (r(k).stats, off, off ./ ulp.(klass), rows(1) - 1);
      r(k).by_row(rows) = max (off, [], 2);
      if c.dims == 1
        r(k).by_pair = octave_maximum (r(k).by_pair, p, max (off(:, 1:h), off(:, h+1:end)));
      end
    end
    if floor (4 * b / blocks) > floor (4 * (b - 1) / blocks)
      say ('%s: tables against the truth, %d of %d rows', c.name, rows(end), c.count);
    end
  end
  for k = 1:numel (r)
    r(k).stats.pair = mod (r(k).stats.pair, h);
  end

end

function r = implementations (c)

  list = {'rope_cache', 'double'; 'rope_cache', 'single'; ...
          'rope_cache_ref', 'double'; 'rope_cache_ref', 'single'; ...
          'float32 (Hugging Face)', 'single'};
  octaves = floor (log2 (max (max (c.positions(:)), 1))) + 1;
  r = struct ('implementation', list(:, 1), 'class', list(:, 2), 'stats', [], ...
              'by_row', zeros (c.count, 1), 'by_pair', zeros (c.dim / 2, octaves));

end

% Largest error of each pair in each octave of positions; position 0 is exact.
function m = octave_maximum (m, p, off)

  octave = floor (log2 (max (p, 1))) + 1;
  for k = unique (octave)'
    m(:, k) = max (m(:, k), max (off(octave == k, :), [], 1)');
  end

end
