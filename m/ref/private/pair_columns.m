% [IN, OUT] = pair_columns (FNAME, PAIRING, D)  the two columns of every pair.
%
% D are the block sizes; the pairing applies inside each block.  Row i of the
% h-by-2 matrices holds the columns (1-based) that pair i is read from and
% written to.  Table column i belongs to pair i.
%
%   interleaved      columns 2i, 2i+1 (0-based)
%   half             columns i, i + d/2
%   quarter          half pairing inside each half of the block
%   interleave-half  reads the interleaved pairs, writes the half pairs

function [in, out] = pair_columns (fname, pairing, d)

  if strcmp (pairing, 'quarter')
    need (all (mod (d, 4) == 0), 'oddDimension', ...
          '%s: pairing quarter needs blocks of a multiple of 4, got %s', ...
          fname, mat2str (d));
    d = kron (d / 2, [1 1]);
  end

  adjacent = zeros (0, 2);
  split = zeros (0, 2);
  first = 0;                            % columns before this block
  for h = d / 2
    adjacent = [adjacent; first + [1:2:2*h; 2:2:2*h]'];
    split = [split; first + [1:h; h+1:2*h]'];
    first = first + 2*h;
  end

  switch pairing
    case 'interleaved'
      in = adjacent;
      out = adjacent;
    case 'interleave-half'
      in = adjacent;
      out = split;
    otherwise
      in = split;
      out = split;
  end

end
