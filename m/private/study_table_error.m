% R = study_table_error (C, TASK, OPT)  error of the table entries of some rows of a case.
%
% Each evaluation is compared with the certified hi + lo of rope_truth at every row of
% TASK.rows and every pair, cosine and sine.  R is a struct array over study_entries:
% stats (sums of study_tally), by_pair and by_pair_ulp (pairs-by-octaves of study_octave:
% largest absolute error and largest error in ulp), and by_row (largest absolute error of
% each row, for grids) or by_bin (of each quarter octave of positions, for 1-D).

function r = study_table_error (c, task, opt)

  h = c.dim / 2;
  entries = study_entries (opt);
  octaves = study_octave (max (c.sizes) - 1);
  bins = quarter (c.sizes(1) - 1);
  r = struct ('stats', cell (1, numel (entries)), 'by_pair', zeros (h, octaves), 'by_pair_ulp', zeros (h, octaves), ...
              'by_row', [], 'by_bin', []);
  rows = task.rows(1):task.rows(2);
  p = study_rows (c, rows);
  for k = 1:numel (entries)             % whole tables, as users ask for them
    [cosines, sines] = entries(k).tables (at_two (p), c.dim, entries(k).format, c.options);
    value{k} = [cosines(1:size (p, 1), :), sines(1:size (p, 1), :)];
    r(k).by_row = zeros (numel (rows) * (c.dims > 1), 1);
    r(k).by_bin = zeros (bins * (c.dims == 1), 1);
  end

  blocks = max (1, round (numel (rows) * h / 2 ^ 17));
  edge = round (linspace (0, numel (rows), blocks + 1));
  for b = 1:blocks                      % in the processor's cache
    at = edge(b)+1 : edge(b+1);
    truth = study_truth (p(at, :), c.dim, c.options);
    hi = [truth.cos, truth.sin];
    lo = [truth.cos_lo, truth.sin_lo];
    octave = study_octave (max (abs (p(at, :)), [], 2));
    ulp = struct ();
    for k = 1:numel (entries)
      format = entries(k).format;
      if ~ isfield (ulp, format)
        ulp.(format) = study_ulp (hi, lo, format);
      end
      [off, wrong] = study_off (value{k}(at, :), hi, lo, ulp.(format));
      signed = off ./ ulp.(format);
      a = abs (off);
      e = abs (signed);
      r(k).stats = study_tally (r(k).stats, a, e, rows(at(1)), {signed, off}, sum (wrong(:)));
      pair = max (a(:, 1:h), a(:, h+1:end));
      r(k).by_pair = octave_maximum (r(k).by_pair, octave, pair);
      r(k).by_pair_ulp = octave_maximum (r(k).by_pair_ulp, octave, max (e(:, 1:h), e(:, h+1:end)));
      worst = max (pair, [], 2);
      if c.dims > 1
        r(k).by_row(at) = worst;
      else
        r(k).by_bin = max (r(k).by_bin, accumarray (quarter (p(at)), worst, [bins, 1], @max));
      end
    end
  end

end

% A single number would be a number of positions.
function p = at_two (p)

  if numel (p) == 1
    p = [p; p];
  end

end

% Bin 1 is position 0, then four bins to an octave: 1, 2^(1/4), ... (log2 is rounded: the
% same position always falls into the same bin).
function k = quarter (p)

  k = ones (size (p));
  k(p >= 1) = 2 + floor (4 * log2 (p(p >= 1)));

end

function m = octave_maximum (m, octave, e)

  for k = unique (octave)'
    m(:, k) = max (m(:, k), max (e(octave == k, :), [], 1)');
  end

end
