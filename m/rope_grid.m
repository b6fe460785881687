% P = rope_grid (SIZES, ...)                      positions of the tokens of a grid
% [P, O] = rope_grid (SIZES, 'scheme', NAME, ...) the coordinates of a named model
% rope_grid ('schemes')                           the names, as a cell array
%
% Row r of P holds the coordinates of token r on A axes.  The LAST axis runs
% fastest (row-major, as video and image models flatten their tokens): on a
% T-by-H-by-W grid the token (t, h, w) is number (t*H + h)*W + w, counted from 0.
%
% SIZES  vector [n_1 ... n_A], integers, 0 or more
% P      prod (SIZES)-by-A, double; coordinate = start + step * (0 ... n_a-1)
%
% Options (NAME, VALUE pairs or a struct):
%   'order'  'row-major' (default), or 'column-major': the FIRST axis runs
%            fastest, the order of Octave's own arrays
%   'start'  first coordinate, a scalar or one per axis; default 0
%   'step'   distance of neighbours, a scalar or one per axis; default 1
%   'scheme' a named model, below, which has options of its own instead
%
% With a scheme, SIZES are always [H W] of an image or [T H W] of a video, in
% patches; P has the columns that the model's own axis order asks for, and O says how
% to use it: name, dim, head_dim, pairing, options (for rope_cache, rope_truth, ...),
% start (unrotated columns before the rotated ones), note.
%
%   [p, o] = rope_grid ([24 32], 'scheme', 'pixtral');
%   [c, s] = rope_cache (p, o.dim, o.options);
%   y = rope_apply (x, c, s, 'pairing', o.pairing, 'start', o.start);
%
% Schemes.  y, x, t count patches from 0; D is the head size, w_i = base^(-2i/d) for a
% block of d columns; options with their defaults in brackets.  All take dim [D as
% said] and base.  'half' is half pairing over the whole head, the others interleaved.
%
% Images, [H W]
%   axial            (y, x), blocks D/2 + D/2 [D 64, base 1e4]; reference [none]: r or
%                    [r_y r_x], the coordinate is i/N * r (grids of another size)
%   eva-02           axial with reference [16]
%   sam2             (x, y): x first [D 256, base 1e4]
%   rope-vit-axial   (x, y) [D 64, base 100]
%   rope-vit-mixed   (x, y), every pair turns with both: x fx + y fy, with
%                    m_j = base^(-4j/D), f = m_j (cos a, sin a), then the same turned
%                    by 90 degrees [D 64, base 10]; angle [0]: a of the head, in radians
%   pixtral          (y, x): y turns with every second w_i of the whole head from the
%                    first, x with the others [D 64, base 1e4]
%   qwen2-vl-vision  (y, x), half, D/4 frequencies each [D 80, base 1e4]; merge [2]: the
%                    tokens of a merge-by-merge block follow each other.  [T H W] too
%   llama-4-vision   (x+1, y+1), the class token last with (0, 0) [D 88, base 1e4];
%                    cls [true]
%   dinov3           half; coordinate 2 (i + 1/2)/N - 1 on (y, x), angle 2 pi c/period,
%                    periods base^(j/(D/4)) [D 64, base 100], or periods [min max] in
%                    equal ratios; normalize ['separate', 'max', 'min']: N of the axis,
%                    the longer or the shorter side
%   pixel            coordinate linspace (-1, 1, N) on any number of axes, frequencies
%                    pi * linspace (1, max_freq/2, n) on each [D 64, max_freq 10]; bands
%                    ['linear', 'log']: pi * 2^linspace (0, log2 (max_freq) - 1, n)
%   diffusers-2d     get_2d_rotary_pos_embed of diffusers: what is called h there is x, so
%                    (x, y) [D 88, base 1e4]; reference [none]: [H W] of the training
%                    grid, into which the image is fitted, as for cogvideox
%   cogview4         (y, x), half, coordinate floor (i*256/N) [D 40, base 1e4]
%   flux.1           (0, y, x), blocks 16 + 56 + 56; text [0] tokens at (0, 0, 0) first
%   flux.2           (0, y, x, 0), blocks of 32, base 2000; text [0] tokens at (0,0,0,l) first
% Videos, [T H W], (t, y, x)
%   wan              blocks D - 4 floor (D/6) and twice 2 floor (D/6) [D 128: 44 42 42]
%   hunyuanvideo     blocks 16 + 56 + 56, base 256; interpolation_factor [1] MULTIPLIES the
%                    coordinates; theta_rescale_factor [1]: base * f^(d/(d-2)), per axis
%   cogvideox        blocks D/4 + 3D/8 + 3D/8 [D 64]; grid_type ['linspace']: H and W span
%                    the region that the image fills in the training grid, reference
%                    [[30 45]], centred, without its end; 'slice': 0, 1, ... (version 1.5)
%   cosmos           half; blocks as wan; theta_rescale_factor [[2 1 1]]; fps [none]: t is
%                    t/fps * 24
%   qwen-image       blocks 16 + 56 + 56; y and x centred, from -ceil (N/2); text [0] tokens at
%                    (k, k, k), k = max (floor (H/2), floor (W/2)) + l first
%   ltx              whole inner width D [2048] before the heads are split: D mod 6 columns
%                    unrotated, then the axes alternate, t y x t y x ...; frequencies
%                    base^(j/(n-1)) * pi/2, n = floor (D/6), RISING; coordinate
%                    2 c - 1, c = i * scale / reference, scale [[8/25 32 32]] (seconds and
%                    pixels of a latent), reference [[20 2048 2048]]
% Language models that see images and videos, [T H W] tokens after merging, (t, y, x);
% rope_mrope makes the positions of whole sequences
%   qwen2-vl         contiguous sections [[16 24 24]], half [D 128, base 1e6]
%   qwen3-vl         interleaved sections [[24 20 20]], half [D 128, base 5e6]
%   qwen3-vl-ggml    the same as ggml's IMROPE gives it: pairs that no section claims (61
%                    and 62) turn with a fourth coordinate, 0 here, where Hugging Face
%                    leaves them with t
%   ernie-4.5-vl     y and x alternate over sections [[22 22 20]], t has the last 20 pairs;
%                    interleaved [D 128, base 5e5]
%
% Prefix tokens without rotation (class, register, text of some models): rotate the rest,
% or put zero rows before P.  DINOv3's training augmentations shift and scale P.
%
% The tables of rope_cache are correctly rounded for the coordinates in P and for the exact
% formula of base, blocks and scaling; where a scheme gives 'freqs' (dinov3, pixel, mixed, ltx,
% cosmos) these doubles are the definition.
%
% Sources: the models' own code (Mistral's mistral-inference, naver-ai/rope-vit,
% facebookresearch/sam2 and dinov3, baaivision/EVA, black-forest-labs/flux, Wan-Video/Wan2.1,
% Tencent/HunyuanVideo), Hugging Face transformers and diffusers, timm, lucidrains'
% rotary-embedding-torch, ggml.
%
% Errors: rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:badOption,
%         rome:oddDimension, rome:outOfMemory
%
% Example:
%   rope_grid ([2 3])                       % 0 0; 0 1; 0 2; 1 0; 1 1; 1 2
%   [c, s] = rope_cache_ref (rope_grid ([4 8 8]), 128, 'axes', [44 44 40]);
%   [p, o] = rope_grid ([5 30 45], 'scheme', 'cogvideox');
%
% See also: rope_mrope, rope_cache, rope_config, rome_matrix

function [p, o] = rope_grid (sizes, varargin)

  if nargin < 1
    error ('rome:badCall', 'rope_grid: SIZES is missing');
  end
  if ischar (sizes) && strcmp (sizes, 'schemes')
    p = grid_schemes ();
    return
  end
  plain = struct ('order', {{'row-major', 'column-major'}}, 'start', 0, 'step', 1);
  [name, args] = take_scheme (varargin);
  if ~ (isnumeric (sizes) && isreal (sizes) && isvector (sizes) ...
        && all (sizes >= 0 & sizes == fix (sizes) & sizes < Inf))
    error ('rome:badValue', 'rope_grid: SIZES must be a vector of integers, 0 or more');
  end
  n = double (sizes(:)');
  rome_fits ('rope_grid', 'SIZES', 3 * 8 * prod (n) * (numel (n) + 1));      % P and what is made on the way
  if ~ isempty (name)
    [p, o] = grid_scheme (n, name, args);
    return
  end
  if nargout > 1
    error ('rome:badCall', 'rope_grid: the second output needs the option SCHEME');
  end

  opt = rome_options ('rope_grid', setfield (plain, 'scheme', ''), args); %#ok<SFLD>
  A = numel (n);
  first = per_axis ('START', opt.start, A);
  step = per_axis ('STEP', opt.step, A);
  p = grid_tokens (n, opt.order);
  for a = 1:A
    p(:, a) = first(a) + step(a) * p(:, a);
  end

end

% The option 'scheme', taken out of pairs and structs; the other options follow from it.
function [name, args] = take_scheme (args)

  name = '';
  k = 1;
  while k <= numel (args)
    if isstruct (args{k}) && isscalar (args{k})
      fields = fieldnames (args{k});
      f = find (strcmpi ('scheme', fields));
      if ~ isempty (f)
        name = checked (args{k}.(fields{f(1)}));
        args{k} = rmfield (args{k}, fields(f));
      end
      k = k + 1;
    elseif ischar (args{k}) && strcmpi (args{k}, 'scheme') && k < numel (args)
      name = checked (args{k+1});
      args(k:k+1) = [];
    else
      k = k + 2;
    end
  end

end

function name = checked (name)

  if ~ (ischar (name) && size (name, 1) == 1)
    error ('rome:badValue', 'rope_grid: SCHEME must be text, got %s', class (name));
  end

end

function v = per_axis (name, v, A)

  if ~ (isnumeric (v) && isreal (v) && all (isfinite (v(:))))
    error ('rome:badValue', 'rope_grid: %s must be finite real numbers', name);
  end
  if ~ (isscalar (v) || (isvector (v) && numel (v) == A))
    error ('rome:sizeMismatch', ...
           'rope_grid: %s must be a scalar or one per axis (%d), got %dx%d', ...
           name, A, size (v, 1), size (v, 2));
  end
  v = double (v(:)') .* ones (1, A);

end

%!demo
%! % which axis turns which pair, and how fast: five ways to share a head among y and x
%! names = {'axial', 'sam2', 'pixtral', 'dinov3', 'rope-vit-mixed'};
%! for k = 1:numel (names)
%!   [p, o] = rope_grid ([16 24], 'scheme', names{k}, 'dim', 64);
%!   [c, s] = rope_cache (p, o.dim, o.options);
%!   subplot (numel (names), 2, 2*k - 1);
%!   imagesc (reshape (c(:, 3), 24, 16)', [-1 1]);
%!   ylabel ('y (patch)');
%!   title ([names{k}, ': cos, pair 2']);
%!   subplot (numel (names), 2, 2*k);
%!   imagesc (reshape (c(:, 19), 24, 16)', [-1 1]);
%!   title ('cos, pair 18');
%! end
%! xlabel ('x (patch)');
%! colormap (gray (64));

%!assert (rope_grid ([2 3]), [0 0; 0 1; 0 2; 1 0; 1 1; 1 2])
%!assert (rope_grid ([2 3], 'order', 'column-major'), [0 0; 1 0; 0 1; 1 1; 0 2; 1 2])
%!assert (rope_grid (4), (0:3)')
%!assert (rope_grid ([2 2], 'start', [-1 5]), [-1 5; -1 6; 0 5; 0 6])
%!assert (rope_grid ([2 2], 'start', 1, 'step', [0.5 2]), [1 1; 1 3; 1.5 1; 1.5 3])
%!assert (rope_grid ([2 2], struct ('Start', 1)), [1 1; 1 2; 2 1; 2 2])
%!assert (rope_grid ([2 0 3]), zeros (0, 3))
%!test  % token (t, h, w) is number (t*H + h)*W + w
%! n = [5 6 7];
%! p = rope_grid (n);
%! assert ((p(:, 1) * n(2) + p(:, 2)) * n(3) + p(:, 3), (0:prod (n) - 1)');
%! assert (max (p), n - 1);
%!test  % column-major is the order of Octave's arrays
%! n = [5 6 7];
%! p = rope_grid (n, 'order', 'column-major') + 1;
%! assert (sub2ind (n, p(:, 1), p(:, 2), p(:, 3)), (1:prod (n))');
%!test  % a named scheme, as an option and in a struct; SAM2 has x first
%! [p, o] = rope_grid ([2 3], 'scheme', 'sam2');
%! assert (p, [0 0; 1 0; 2 0; 0 1; 1 1; 2 1]);
%! assert (fieldnames (o), {'name'; 'dim'; 'head_dim'; 'pairing'; 'options'; 'note'; 'start'});
%! assert (o.options, struct ('base', 1e4, 'axes', [128 128]));
%! assert (rope_grid ([2 3], struct ('Scheme', 'SAM2')), p);
%! [~, o] = rope_grid ([2 3], 'scheme', 'sam2', 'dim', 64, 'base', 100);
%! assert (o.options, struct ('base', 100, 'axes', [32 32]));
%!test  % each scheme of the list is described in the help
%! text = fileread (which ('rope_grid'));
%! names = rope_grid ('schemes');
%! assert (numel (names), 24);
%! for k = 1:numel (names)
%!   assert (~ isempty (regexp (text, ['\n%   ', regexptranslate('escape', names{k}), ' ', '+'], 'once')));
%! end
%!error id=rome:badCall rope_grid ()
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([2 2.5])
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([2 -1])
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([2 NaN])
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([2 Inf])
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ({2})
%!error <rope_grid: SIZES must be a vector of integers, 0 or more$> rope_grid ([])
%!error id=rome:badValue rope_grid ([2 -1])
%!error <rope_grid: START must be a scalar or one per axis \(2\), got 1x3$> rope_grid ([2 3], 'start', [1 2 3])
%!error id=rome:sizeMismatch rope_grid ([2 3], 'start', [1 2 3])
%!error <rope_grid: STEP must be finite real numbers$> rope_grid ([2 3], 'step', NaN)
%!error <rope_grid: ORDER must be one of row-major, column-major, got 'x'$> rope_grid (2, 'order', 'x')
%!error <rope_grid: unknown option 'foo'; valid options are order, start, step, scheme$> rope_grid (2, 'foo', 1)
%!error <rope_grid: the second output needs the option SCHEME$> [p, o] = rope_grid ([2 3]);
%!error <rope_grid: SCHEME must be text, got double$> rope_grid ([2 3], 'scheme', 3)
%!error id=rome:outOfMemory rope_grid (1e12)
%!error <rope_grid: SIZES is too large: it needs .* GB of memory, but .* GB are available$> rope_grid ([1e6 1e6])
%!error id=rome:outOfMemory rope_grid (realmax)
%!error id=rome:outOfMemory rope_grid ([1e200 1e200], 'scheme', 'sam2')
%!error <rope_grid: DIM must be at most 2\^20 = 1048576, got 1000000000000000$> rope_grid ([2 3], 'scheme', 'pixel', 'dim', 1e15)
%!assert (rope_grid ([2 2], 'start', uint8 (250), 'step', int8 (100)), [250 250; 250 350; 350 250; 350 350])
