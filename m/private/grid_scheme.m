% [P, O] = grid_scheme (N, NAME, ARGS)  coordinates and options of a named axis scheme.
%
% N     sizes of the grid, [H W] or [T H W]
% NAME  one of grid_schemes ();  ARGS  its options, see the help of rope_grid

function [p, o] = grid_scheme (n, name, args)

  [names, axes, allowed] = grid_schemes ();
  k = find (strcmpi (name, names));
  if isempty (k)
    error ('rome:badValue', 'rope_grid: SCHEME must be one of %s, got ''%s''', strjoin (names', ', '), name);
  end
  name = names{k};
  if ~ isempty (axes{k}) && ~ any (numel (n) == axes{k})
    shown = {'[H W]', '[T H W]'};
    error ('rome:sizeMismatch', 'rope_grid: SIZES must be %s for scheme ''%s'', got %d numbers', ...
           strjoin (shown(axes{k} - 1), ' or '), name, numel (n));
  end
  o = read_options (args, name, allowed{k});

  if any (strcmp (name, {'axial', 'eva-02', 'sam2', 'rope-vit-axial', 'pixtral', 'qwen2-vl-vision', 'llama-4-vision', ...
                         'diffusers-2d', 'cogview4', 'flux.1', 'flux.2'}))
    [p, r] = grid_images (n, name, o);
  elseif any (strcmp (name, {'dinov3', 'pixel', 'rope-vit-mixed', 'ltx'}))
    [p, r] = grid_frequencies (n, name, o);
  elseif any (strcmp (name, {'qwen2-vl', 'qwen3-vl', 'qwen3-vl-ggml', 'ernie-4.5-vl'}))
    [p, r] = grid_sections (n, name, o);
  else
    [p, r] = grid_videos (n, name, o);
  end

  o = struct ('name', name, 'dim', r.dim, 'head_dim', r.dim, 'pairing', 'interleaved', ...
              'options', r.options, 'note', '', 'start', 0);
  given = intersect (fieldnames (r), {'pairing', 'note', 'start', 'head_dim'});
  for k = 1:numel (given)
    o.(given{k}) = r.(given{k});
  end

end

% Every option, [] where it is not given; one that the scheme does not have is refused.
function o = read_options (args, name, allowed)

  all_names = {'dim', 'base', 'reference', 'angle', 'merge', 'cls', 'normalize', 'periods', 'max_freq', 'bands', ...
               'text', 'interpolation_factor', 'theta_rescale_factor', 'grid_type', 'fps', 'scale', 'sections'};
  empty = cell2struct (cell (numel (all_names), 1), all_names, 1);
  o = rome_options ('rope_grid', empty, args);
  allowed = [{'dim', 'base'}, allowed];
  if strcmp (name, 'pixel')
    allowed = setdiff (allowed, {'base'});
  end
  for k = 1:numel (all_names)
    if ~ isempty (o.(all_names{k})) && ~ any (strcmp (all_names{k}, allowed))
      error ('rome:badOption', 'rope_grid: option ''%s'' has no meaning for scheme ''%s''; it has %s', ...
             all_names{k}, name, strjoin (allowed, ', '));
    end
  end

end
