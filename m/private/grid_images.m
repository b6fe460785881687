% [P, R] = grid_images (N, NAME, O)  schemes of images with the usual frequencies base^(-2i/d).
%
% N  sizes [H W];  O  options;  R  struct: dim, options, and pairing, note where they differ

function [p, r] = grid_images (n, name, o)

  p = grid_tokens (n);
  switch name

    case {'axial', 'eva-02'}
      A = numel (n);
      r.dim = grid_dim (o.dim, 64 - mod (64, 2 * A), 2 * A);
      reference = o.reference;
      if strcmp (name, 'eva-02') && isempty (reference)
        reference = 16;                 % patches a side in pre-training
      end
      if ~ isempty (reference)
        reference = grid_number ('REFERENCE', reference, [], [1, A]) .* ones (1, A);
        for a = 1:A
          p(:, a) = p(:, a) * reference(a) / n(a);
        end
      end
      r.options = struct ('base', base_of (o, 1e4), 'axes', repmat (r.dim / A, 1, A));

    case {'sam2', 'rope-vit-axial'}
      p = p(:, [2, 1]);                 % x first
      defaults = {256, 1e4};
      if strcmp (name, 'rope-vit-axial')
        defaults = {64, 100};
      end
      r.dim = grid_dim (o.dim, defaults{1}, 4);
      r.options = struct ('base', base_of (o, defaults{2}), 'axes', [r.dim, r.dim] / 2);

    case 'pixtral'
      r.dim = grid_dim (o.dim, 64, 4);
      h = r.dim / 2;
      r.options = struct ('base', base_of (o, 1e4), 'pair_axes', two_halves (h), ...
                          'pair_indices', [1:2:h, 2:2:h]);
      r.note = 'interleaved in Mistral''s code; the Hugging Face port has its weights permuted for half pairing';

    case 'qwen2-vl-vision'
      r = both_axes_over_head (o, 80);
      p = merge_blocks (n, grid_number ('MERGE', o.merge, 2, 1, 1));

    case 'cogview4'
      r = both_axes_over_head (o, 40);
      for a = 1:2
        p(:, a) = floor (p(:, a) * 256 / n(a));
      end

    case 'llama-4-vision'
      r.dim = grid_dim (o.dim, 88, 4);
      r.options = struct ('base', base_of (o, 1e4), 'axes', [r.dim, r.dim] / 2);
      p = p(:, [2, 1]) + 1;             % x first, both from 1
      cls = o.cls;
      if isempty (cls)
        cls = true;
      end
      if ~ (isscalar (cls) && (islogical (cls) || isnumeric (cls)) && any (cls == [0, 1]))
        error ('rome:badValue', 'rope_grid: CLS must be true or false');
      end
      p = [p; zeros(double (cls), 2)];
      r.note = 'the class token, if any, is the last row, not turned';

    case 'diffusers-2d'
      r.dim = grid_dim (o.dim, 88, 4);
      r.options = struct ('base', base_of (o, 1e4), 'axes', [r.dim, r.dim] / 2);
      if ~ isempty (o.reference)
        p = grid_region (n, p, grid_number ('REFERENCE', o.reference, [], 2, 1));
      end
      p = p(:, [2, 1]);                 % its emb_h is made from the columns of the grid
      r.note = 'the first half of a head turns with x, though diffusers calls it h';

    case 'flux.1'
      r.dim = grid_dim (o.dim, 128, 32);
      r.options = struct ('base', base_of (o, 1e4), 'axes', r.dim / 16 * [2, 7, 7]);
      count = grid_number ('TEXT', o.text, 0, 1, 0);
      p = [zeros(count, 3); zeros(size (p, 1), 1), p];
    case 'flux.2'
      r.dim = grid_dim (o.dim, 128, 8);
      r.options = struct ('base', base_of (o, 2000), 'axes', repmat (r.dim / 4, 1, 4));
      count = grid_number ('TEXT', o.text, 0, 1, 0);
      z = zeros (size (p, 1), 1);
      p = [zeros(count, 3), (0:count-1)'; z, p, z];
  end

end

function b = base_of (o, default)
  b = grid_number ('BASE', o.base, default, 1);
end

function a = two_halves (h)
  a = [ones(1, h / 2), 2 * ones(1, h / 2)];
end

% Half pairing over the whole head, the frequencies of D/2 columns for y and again for x:
% every second of the D/2 frequencies of the head, as base^(-2i/(D/2)) = base^(-2(2i)/D).
function r = both_axes_over_head (o, dim)

  r.dim = grid_dim (o.dim, dim, 4);
  h = r.dim / 2;
  r.options = struct ('base', base_of (o, 1e4), 'pair_axes', two_halves (h), 'pair_indices', [1:2:h, 1:2:h]);
  r.pairing = 'half';

end

% The tokens of a merge-by-merge block, which become one token of the language model,
% follow each other; blocks row by row, frames one after the other.
function p = merge_blocks (n, merge)

  T = prod (n(1:end-2));
  hw = n(end-1:end);
  if any (mod (hw, merge) ~= 0)
    error ('rome:sizeMismatch', 'rope_grid: H and W must be multiples of MERGE = %d, got %dx%d', merge, hw(1), hw(2));
  end
  q = grid_tokens ([T, hw / merge, merge, merge]);   % frame, block row and column, row and column inside
  p = [merge * q(:, 2) + q(:, 4), merge * q(:, 3) + q(:, 5)];

end
