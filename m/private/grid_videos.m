% [P, R] = grid_videos (N, NAME, O)  schemes of videos with blocks for t, y and x.
%
% N  sizes [T H W];  O  options;  R  struct: dim, options, and pairing, note where they differ

function [p, r] = grid_videos (n, name, o)

  p = grid_tokens (n);
  switch name

    case 'wan'
      [r.dim, axes] = sixths (o);
      r.options = struct ('base', grid_number ('BASE', o.base, 1e4, 1), 'axes', axes);
      r.note = 'padding tokens are not turned';

    case 'cosmos'
      [r.dim, axes] = sixths (o);
      factor = grid_number ('THETA_RESCALE_FACTOR', o.theta_rescale_factor, [2, 1, 1], [1, 3]) .* ones (1, 3);
      r.options = rescaled (grid_number ('BASE', o.base, 1e4, 1), axes, factor, true);
      r.pairing = 'half';
      fps = grid_number ('FPS', o.fps, [], 1);
      if ~ isempty (fps)
        p(:, 1) = p(:, 1) / fps * 24;
      end

    case 'hunyuanvideo'
      r.dim = grid_dim (o.dim, 128, 32);
      axes = r.dim / 16 * [2, 7, 7];
      factor = grid_number ('THETA_RESCALE_FACTOR', o.theta_rescale_factor, 1, [1, 3]) .* ones (1, 3);
      r.options = rescaled (grid_number ('BASE', o.base, 256, 1), axes, factor, false);
      step = grid_number ('INTERPOLATION_FACTOR', o.interpolation_factor, 1, [1, 3]) .* ones (1, 3);
      p = [p(:, 1) * step(1), p(:, 2) * step(2), p(:, 3) * step(3)];

    case 'cogvideox'
      r.dim = grid_dim (o.dim, 64, 16);
      r.options = struct ('base', grid_number ('BASE', o.base, 1e4, 1), 'axes', r.dim / 8 * [2, 3, 3]);
      kind = grid_choice ('GRID_TYPE', o.grid_type, {'linspace', 'slice'});
      reference = grid_number ('REFERENCE', o.reference, [30, 45], 2, 1);
      if strcmp (kind, 'linspace')
        p = grid_region (n, p, reference);
      end

    case 'qwen-image'
      r.dim = grid_dim (o.dim, 128, 32);
      r.options = struct ('base', grid_number ('BASE', o.base, 1e4, 1), 'axes', r.dim / 16 * [2, 7, 7]);
      p = [p(:, 1), p(:, 2) - ceil(n(2) / 2), p(:, 3) - ceil(n(3) / 2)];
      count = grid_number ('TEXT', o.text, 0, 1, 0);
      first = max (floor (n(2:3) / 2));
      p = [repmat(first + (0:count-1)', 1, 3); p];
  end

end

% D - 4 floor (D/6) columns for t, 2 floor (D/6) for y and for x.
function [dim, axes] = sixths (o)

  dim = grid_dim (o.dim, 128, 2);
  side = 2 * floor (dim / 6);
  axes = [dim - 2 * side, side, side];
  if side < 2
    error ('rome:badValue', 'rope_grid: DIM must be 6 or more for this scheme, got %d', dim);
  end

end

% base * factor^(d/(d-2)) on each axis, the rule 'ntk' block by block.  over_head: half pairing
% over the whole head, where every pair names its axis and brings its frequency.
function options = rescaled (base, axes, factor, over_head)

  if any (factor < 1) || any (axes(factor ~= 1) == 2)
    error ('rome:badValue', 'rope_grid: THETA_RESCALE_FACTOR must be at least 1 (and blocks larger than 2 columns)');
  end
  if ~ over_head
    options = struct ('base', base, 'axes', axes);
    if any (factor ~= 1)
      options.scaling = struct ('rope_type', 'ntk', 'factor', factor);
    end
    return
  end
  pair_axes = repelem (1:numel (axes), axes / 2);
  w = [];
  for a = 1:numel (axes)
    rule = {};
    if factor(a) ~= 1
      rule = {'scaling', struct('rope_type', 'ntk', 'factor', factor(a))};
    end
    w = [w, rope_freqs(axes(a), 'base', base, rule{:})];
  end
  options = struct ('freqs', w, 'pair_axes', pair_axes);

end
