% [AXIS, D, INDEX] = pair_places (FNAME, DIM, OPT)  the axis and the frequency of every pair.
%
% OPT holds the options axes, sections, sections_interleaved, pair_axes, pair_indices.
%
% AXIS   1-by-DIM/2: the axis (from 1) whose position turns the pair
% D      sizes of the blocks in which the frequencies start anew; DIM for one list
% INDEX  1-by-DIM/2: place of the pair's frequency in the list

function [axis, d, index] = pair_places (fname, dim, opt)

  d = block_sizes (fname, dim, opt.axes);
  need (sum (d) <= 2^20, 'badValue', '%s: DIM must be at most 2^20 = 1048576, got %.17g', fname, dim);
  h = sum (d) / 2;
  given = ~ [isempty(opt.axes), isempty(opt.sections), isempty(opt.pair_axes) && isempty(opt.pair_indices)];
  need (sum (given) <= 1, 'badOption', ...
        '%s: AXES, SECTIONS and PAIR_AXES with PAIR_INDICES cannot be given together', fname);
  need (isempty (opt.sections_interleaved) || ~ isempty (opt.sections), 'badOption', ...
        '%s: SECTIONS_INTERLEAVED needs SECTIONS', fname);
  index = 1:h;
  axis = repelem (1:numel (d), d / 2);
  if ~ isempty (opt.sections)
    n = double (opt.sections(:)');
    need (all (n >= 0 & n == fix (n)) && sum (n) == h, 'sizeMismatch', ...
          '%s: SECTIONS must be integers with the sum DIM/2 = %d, got %s', fname, h, mat2str (n));
    axis = repelem (1:numel (n), n);
    if ~ isempty (opt.sections_interleaved) && opt.sections_interleaved
      axis = ones (1, h);               % t h w t h w ... while a section lasts, then t
      for a = 2:numel (n)
        axis(a:numel (n):min (h, numel (n) * n(a))) = a;
      end
    end
  end
  if ~ isempty (opt.pair_axes)
    axis = one_per_pair (fname, 'PAIR_AXES', opt.pair_axes, h);
  end
  if ~ isempty (opt.pair_indices)
    index = one_per_pair (fname, 'PAIR_INDICES', opt.pair_indices, h);
  end

end

function v = one_per_pair (fname, name, v, h)

  v = double (v(:)');
  need (numel (v) == h, 'sizeMismatch', '%s: %s must have one element per pair (%d), got %d', ...
        fname, name, h, numel (v));
  need (all (v >= 1 & v <= h & v == fix (v)), 'badValue', ...
        '%s: %s must hold integers from 1 to %d', fname, name, h);

end
