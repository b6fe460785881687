% [P, R] = grid_sections (N, NAME, O)  one list of frequencies shared out among t, y and x.
%
% N  sizes [T H W] in tokens of the language model;  O  options;  R  struct: dim, options, pairing, note

function [p, r] = grid_sections (n, name, o)

  p = grid_tokens (n);
  r.dim = grid_dim (o.dim, 128, 2);
  h = r.dim / 2;
  defaults = struct ('name', {'qwen2-vl', 'qwen3-vl', 'qwen3-vl-ggml', 'ernie-4.5-vl'}, ...
                     'sections', {[16, 24, 24], [24, 20, 20], [24, 20, 20], [22, 22, 20]}, ...
                     'base', {1e6, 5e6, 5e6, 5e5}, 'pairing', {'half', 'half', 'half', 'interleaved'});
  d = defaults(strcmp (name, {defaults.name}));
  s = grid_number ('SECTIONS', o.sections, d.sections, 3, 0);
  if sum (s) ~= h
    error ('rome:sizeMismatch', 'rope_grid: SECTIONS must sum to DIM/2 = %d, got a sum of %d', h, sum (s));
  end
  r.pairing = d.pairing;
  r.options = struct ('base', grid_number ('BASE', o.base, d.base, 1));
  switch name
    case {'qwen2-vl', 'qwen3-vl'}
      r.options.sections = s;
      r.options.sections_interleaved = strcmp (name, 'qwen3-vl');
    case 'qwen3-vl-ggml'
      i = 0:h-1;                        % pair i belongs to axis i mod 3 up to the end of its section
      axis = mod (i, 3) + 1;
      axis(i >= 3 * s(axis)) = 4;
      r.options.pair_axes = axis;
      p = [p, zeros(size (p, 1), max (axis) - 3)];
      r.note = 'pairs outside all sections turn with a fourth coordinate, where Hugging Face has t';
    case 'ernie-4.5-vl'
      if s(1) ~= s(2)
        error ('rome:badValue', 'rope_grid: SECTIONS must be [n n m] for scheme ''ernie-4.5-vl''');
      end
      r.options.pair_axes = [repmat([2, 3], 1, s(1)), ones(1, s(3))];
  end

end
