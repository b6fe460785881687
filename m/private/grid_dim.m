% D = grid_dim (V, DEFAULT, MULTIPLE)  the option dim, a positive multiple of MULTIPLE.

function d = grid_dim (v, default, multiple)

  d = grid_number ('DIM', v, default, 1, 1);
  if d > 2^20
    error ('rome:badValue', 'rope_grid: DIM must be at most 2^20 = 1048576, got %.17g', d);
  end
  if mod (d, multiple) ~= 0
    error ('rome:oddDimension', 'rope_grid: DIM must be a multiple of %d for this scheme, got %d', multiple, d);
  end

end
