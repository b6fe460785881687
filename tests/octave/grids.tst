## grids.tst - the named axis schemes of rope_grid against few-line models written from the formulas.
##
## Every grid has different sides, so that a swapped axis shows.  A model is a function of one token's indices (t, y, x), from 0,
## that gives the angles of all pairs in their order; tables are compared in double, to the error of the model's own arithmetic.

## w_i of a block of d columns
%!function w = ladder (base, d)
%!  w = base .^ (-(0:2:d-2) / d);
%!endfunction

## the table of a scheme equals cos and sin of the model's angles, token by token, row-major; extra: rows before and after
%!function o = check (sizes, args, angles, before, after)
%!  [p, o] = rope_grid (sizes, "scheme", args{:});
%!  [c, s] = rope_cache (p, o.dim, o.options);
%!  n = [ones(1, 3 - numel (sizes)), sizes];
%!  a = [];
%!  for t = 0:n(1)-1
%!    for y = 0:n(2)-1
%!      for x = 0:n(3)-1
%!        a(end+1,:) = angles (t, y, x);
%!      endfor
%!    endfor
%!  endfor
%!  if (nargin > 3)
%!    a = [before; a; after];
%!  endif
%!  assert (size (c), size (a));
%!  assert (c, cos (a), 4 * eps * max (1, max (abs (a(:)))));
%!  assert (s, sin (a), 4 * eps * max (1, max (abs (a(:)))));
%!  t = rope_truth (p, o.dim, o.options);        # and the tables are correctly rounded
%!  assert (c, t.cos);
%!  assert (s, t.sin);
%!endfunction

## Images

%!test  # axial: y first
%! w = ladder (1e4, 32);
%! o = check ([3, 5], {"axial"}, @(t, y, x) [y * w, x * w]);
%! assert (o.pairing, "interleaved");
%! w = ladder (100, 8);
%! check ([3, 5], {"axial", "dim", 16, "base", 100}, @(t, y, x) [y * w, x * w]);
%! w = ladder (1e4, 20);
%! check ([2, 3, 5], {"axial"}, @(t, y, x) [t * w, y * w, x * w]);

%!test  # EVA-02: the coordinate is i/N * 16 on each axis
%! w = ladder (1e4, 32);
%! check ([3, 5], {"eva-02"}, @(t, y, x) [y / 3 * 16 * w, x / 5 * 16 * w]);
%! check ([3, 5], {"eva-02", "reference", [7, 14]}, @(t, y, x) [y / 3 * 7 * w, x / 5 * 14 * w]);
%! assert (rope_grid ([16, 16], "scheme", "eva-02"), rope_grid ([16, 16]));

%!test  # SAM2 and RoPE-ViT: x first
%! w = ladder (1e4, 128);
%! check ([3, 5], {"sam2"}, @(t, y, x) [x * w, y * w]);
%! w = ladder (100, 32);
%! check ([3, 5], {"rope-vit-axial"}, @(t, y, x) [x * w, y * w]);

%!test  # RoPE-Mixed: every pair turns with both axes
%! m = 10 .^ (-(0:4:63) / 64);
%! for angle = [0, 0.7, -2]
%!   fx = [m * cos(angle), m * cos(angle + pi/2)];
%!   fy = [m * sin(angle), m * sin(angle + pi/2)];
%!   check ([3, 5], {"rope-vit-mixed", "angle", angle}, @(t, y, x) x * fx + y * fy);
%! endfor

%!test  # Pixtral: one list for the head, y takes every other one from the first
%! w = ladder (1e4, 64);
%! o = check ([3, 5], {"pixtral"}, @(t, y, x) [y * w(1:2:end), x * w(2:2:end)]);
%! assert (o.options, setfield (rope_config ("pixtral-12b-vision").options, "base", 1e4));

%!test  # Qwen2-VL vision: frequencies restart, half pairing over the whole head
%! w = ladder (1e4, 40);
%! o = check ([3, 5], {"qwen2-vl-vision", "merge", 1}, @(t, y, x) [y * w, x * w]);
%! assert (o.pairing, "half");
%! assert (o.dim, 80);
%! [p, o] = rope_grid ([3, 5], "scheme", "qwen2-vl-vision", "merge", 1);   # full tables tile over the whole head
%! [C, S] = rope_cache (p, o.dim, o.options, "width", "full", "pairing", o.pairing);
%! c = rope_cache (p, o.dim, o.options);
%! assert (C, [c, c]);
%! assert (c, rope_cache (p, 80, "axes", [40, 40]));                      # the same numbers as blocks of 40

%!test  # its tokens: the four of a 2-by-2 block follow each other
%! p = rope_grid ([4, 6], "scheme", "qwen2-vl-vision");
%! assert (p(1:8,:), [0, 0; 0, 1; 1, 0; 1, 1; 0, 2; 0, 3; 1, 2; 1, 3]);
%! q = [];
%! for t = 1:3
%!   for by = 0:1
%!     for bx = 0:2
%!       for y = 0:1
%!         for x = 0:1
%!           q(end+1,:) = [2 * by + y, 2 * bx + x];
%!         endfor
%!       endfor
%!     endfor
%!   endfor
%! endfor
%! assert (rope_grid ([3, 4, 6], "scheme", "qwen2-vl-vision"), q);
%! assert (p, q(1:24,:));

%!test  # Llama 4 vision: x first, both from 1, the class token last and unturned
%! w = ladder (1e4, 44);
%! o = check ([3, 5], {"llama-4-vision"}, @(t, y, x) [(x + 1) * w, (y + 1) * w], zeros (0, 44), zeros (1, 44));
%! assert (o.options, rope_config ("llama-4-vision").options);
%! check ([3, 5], {"llama-4-vision", "cls", false}, @(t, y, x) [(x + 1) * w, (y + 1) * w]);

%!test  # DINOv3: centred coordinates of the patch middles, periods
%! w = 2 * pi ./ 100 .^ ((0:15) / 16);
%! c = @(i, n) 2 * (i + 0.5) / n - 1;
%! o = check ([3, 5], {"dinov3"}, @(t, y, x) [c(y, 3) * w, c(x, 5) * w]);
%! assert (o.pairing, "half");
%! check ([3, 5], {"dinov3", "normalize", "max"}, @(t, y, x) [c(y, 5) * w, c(x, 5) * w]);
%! check ([3, 5], {"dinov3", "normalize", "min"}, @(t, y, x) [c(y, 3) * w, c(x, 3) * w]);
%! periods = logspace (log10 (0.5), log10 (90), 8);
%! check ([3, 5], {"dinov3", "dim", 32, "periods", [0.5, 90]}, @(t, y, x) 2 * pi * [c(y, 3) ./ periods, c(x, 5) ./ periods]);
%! p = rope_grid ([3, 5], "scheme", "dinov3");
%! assert (p, -flipud (p));                              # exactly centred
%! assert (max (p), [2/3, 4/5], eps / 2);

%!test  # pixel frequencies, linear and logarithmic bands, 2-D and 3-D
%! c = @(i, n) 2 * i / (n - 1) - 1;
%! w = pi * linspace (1, 5, 16);
%! check ([3, 5], {"pixel"}, @(t, y, x) [c(y, 3) * w, c(x, 5) * w]);
%! w = pi * logspace (0, log10 (112), 8);
%! check ([3, 5], {"pixel", "dim", 32, "max_freq", 224, "bands", "log"}, @(t, y, x) [c(y, 3) * w, c(x, 5) * w]);
%! w = pi * linspace (1, 128, 4);
%! check ([2, 3, 5], {"pixel", "dim", 24, "max_freq", 256}, @(t, y, x) [c(t, 2) * w, c(y, 3) * w, c(x, 5) * w]);
%! assert (rope_grid ([1, 3], "scheme", "pixel"), [-1, -1; -1, 0; -1, 1]);

%!test  # diffusers' 2-D: what it calls h is x; fitted into another grid
%! w = ladder (1e4, 44);
%! check ([3, 5], {"diffusers-2d"}, @(t, y, x) [x * w, y * w]);
%! ys = linspace (6, (6 + 19) * 2 / 3, 3);               # 32-by-32 holds 19-by-32 of it, 6 rows down (13/2 rounded to even)
%! xs = linspace (0, 32 * 4 / 5, 5);
%! check ([3, 5], {"diffusers-2d", "reference", [32, 32]}, @(t, y, x) [xs(x+1) * w, ys(y+1) * w]);

%!test  # CogView4: the table of 256 positions, picked
%! w = ladder (1e4, 20);
%! o = check ([3, 5], {"cogview4"}, @(t, y, x) [floor(y * 256 / 3) * w, floor(x * 256 / 5) * w]);
%! assert (o.pairing, "half");

%!test  # FLUX: (id, y, x), text at the origin; FLUX.2: the fourth axis numbers the text
%! a = ladder (1e4, 16);
%! w = ladder (1e4, 56);
%! o = check ([3, 5], {"flux.1"}, @(t, y, x) [0 * a, y * w, x * w]);
%! assert (o.options, rope_config ("flux.1").options);
%! check ([3, 5], {"flux.1", "text", 2}, @(t, y, x) [0 * a, y * w, x * w], zeros (2, 64), zeros (0, 64));
%! w = ladder (2000, 32);
%! o = check ([3, 5], {"flux.2", "text", 3}, @(t, y, x) [0 * w, y * w, x * w, 0 * w], [zeros(3, 48), (0:2)' * w], zeros (0, 64));
%! assert (o.options, rope_config ("flux.2").options);

## Videos

%!test  # Wan: 44 + 42 + 42
%! a = ladder (1e4, 44);
%! w = ladder (1e4, 42);
%! o = check ([2, 3, 5], {"wan"}, @(t, y, x) [t * a, y * w, x * w]);
%! assert (o.options, rope_config ("wan2.1").options);
%! [~, o] = rope_grid ([2, 3, 5], "scheme", "wan", "dim", 64);
%! assert (o.options.axes, [24, 20, 20]);

%!test  # HunyuanVideo: base 256; the interpolation factor multiplies; the rescaled base of each axis
%! a = ladder (256, 16);
%! w = ladder (256, 56);
%! o = check ([2, 3, 5], {"hunyuanvideo"}, @(t, y, x) [t * a, y * w, x * w]);
%! assert (o.options, rope_config ("hunyuanvideo").options);
%! check ([2, 3, 5], {"hunyuanvideo", "interpolation_factor", [2, 0.5, 0.25]}, @(t, y, x) [2 * t * a, 0.5 * y * w, 0.25 * x * w]);
%! a = ladder (256 * 4 ^ (16 / 14), 16);
%! v = ladder (256 * 2 ^ (56 / 54), 56);
%! o = check ([2, 3, 5], {"hunyuanvideo", "theta_rescale_factor", [4, 1, 2]}, @(t, y, x) [t * a, y * w, x * v]);
%! assert (o.options.scaling, struct ("rope_type", "ntk", "factor", [4, 1, 2]));

%!test  # CogVideoX: D/4 + 3D/8 + 3D/8, the region of the training grid, or indices
%! a = ladder (1e4, 16);
%! w = ladder (1e4, 24);
%! check ([2, 3, 5], {"cogvideox", "grid_type", "slice"}, @(t, y, x) [t * a, y * w, x * w]);
%! o = check ([2, 30, 45], {"cogvideox"}, @(t, y, x) [t * a, y * w, x * w]);      # the training grid itself
%! assert (o.options, rope_config ("cogvideox").options);
%! ys = linspace (2, 29 * 2 / 3, 3);                     # 3-by-5 fills 27 of 30 rows, from row 2 (1.5 rounded to even)
%! xs = linspace (0, 45 * 4 / 5, 5);
%! check ([2, 3, 5], {"cogvideox"}, @(t, y, x) [t * a, ys(y+1) * w, xs(x+1) * w]);
%! ys = linspace (0, 30 * 4 / 5, 5);                     # 5-by-3 fills 18 of 45 columns, from column 14 (13.5)
%! xs = linspace (14, 32 * 2 / 3, 3);
%! check ([2, 5, 3], {"cogvideox"}, @(t, y, x) [t * a, ys(y+1) * w, xs(x+1) * w]);

%!test  # Cosmos: half over the whole head, a base for each axis, frames per second
%! a = ladder (1e4 * 2 ^ (44 / 42), 44);
%! w = ladder (1e4, 42);
%! o = check ([2, 3, 5], {"cosmos"}, @(t, y, x) [t * a, y * w, x * w]);
%! assert (o.pairing, "half");
%! check ([2, 3, 5], {"cosmos", "fps", 30}, @(t, y, x) [t / 30 * 24 * a, y * w, x * w]);
%! v = ladder (1e4 * 3 ^ (42 / 40), 42);
%! a = ladder (1e4, 44);
%! check ([2, 3, 5], {"cosmos", "theta_rescale_factor", [1, 3, 3]}, @(t, y, x) [t * a, y * v, x * v]);

%!test  # Qwen-Image: centred with negative coordinates, the text after the larger half side
%! a = ladder (1e4, 16);
%! w = ladder (1e4, 56);
%! check ([2, 3, 4], {"qwen-image"}, @(t, y, x) [t * a, (y - 2) * w, (x - 2) * w]);
%! text = [2; 3; 4] * [a, w, w];
%! check ([1, 3, 5], {"qwen-image", "text", 3}, @(t, y, x) [t * a, (y - 2) * w, (x - 3) * w], text, zeros (0, 64));

%!test  # LTX-Video: rising frequencies, alternating axes, identity columns first
%! n = 341;
%! w = 1e4 .^ ((0:n-1) / (n - 1)) * pi / 2;
%! c = @(t, y, x) 2 * [t * 8 / 25 / 20; y * 32 / 2048; x * 32 / 2048] - 1;
%! o = check ([2, 3, 5], {"ltx"}, @(t, y, x) (c (t, y, x) * w)(:)');
%! assert ([o.dim, o.head_dim, o.start], [2046, 2048, 2]);
%! w = 1e4 .^ ((0:9) / 9) * pi / 2;
%! c = @(t, y, x) 2 * [t * 2 / 20; y * 3 / 100; x * 4 / 200] - 1;
%! o = check ([2, 3, 5], {"ltx", "dim", 64, "scale", [2, 3, 4], "reference", [20, 100, 200]}, @(t, y, x) (c (t, y, x) * w)(:)');
%! assert (o.start, 4);

## Language models

%!test  # M-RoPE: contiguous and interleaved sections, ggml's variant, Ernie's alternation
%! w = ladder (1e6, 128);
%! axis = [ones(1, 16), 2 * ones(1, 24), 3 * ones(1, 24)];
%! o = check ([2, 3, 5], {"qwen2-vl"}, @(t, y, x) [t, y, x](axis) .* w);
%! assert (o.options, rope_config ("qwen2-vl").options);
%! w = ladder (5e6, 128);
%! axis = ones (1, 64);
%! axis(2:3:60) = 2;
%! axis(3:3:60) = 3;
%! assert ([sum(axis == 1), sum(axis == 2), sum(axis == 3)], [24, 20, 20]);
%! o = check ([2, 3, 5], {"qwen3-vl"}, @(t, y, x) [t, y, x](axis) .* w);
%! assert (o.options, rope_config ("qwen3-vl").options);
%! axis(62:63) = 4;                                      # pairs 61 and 62, from 0
%! o = check ([2, 3, 5], {"qwen3-vl-ggml"}, @(t, y, x) [t, y, x, 0](axis) .* w);
%! assert (o.options.pair_axes, axis);
%! w = ladder (5e5, 128);
%! axis = [kron(ones (1, 22), [2, 3]), ones(1, 20)];
%! o = check ([2, 3, 5], {"ernie-4.5-vl"}, @(t, y, x) [t, y, x](axis) .* w);
%! assert (o.pairing, "interleaved");

%!test  # how far ggml's IMROPE is from Hugging Face's at the pairs it reads differently (numbers of variants: 0.0135 rad at 32k)
%! p = 32767 * [1, 1, 1];
%! [~, a] = rope_grid ([1, 1, 1], "scheme", "qwen3-vl");
%! [~, b] = rope_grid ([1, 1, 1], "scheme", "qwen3-vl-ggml");
%! [~, s] = rope_cache (p, 128, a.options);
%! [~, r] = rope_cache ([p, 0], 128, b.options);
%! assert (find (s ~= r), [62, 63]);
%! assert (s(62), 0.0135, 5e-4);

%!test  # where t = h = w every sharing of one list is the 1-D table
%! p = (0:40)' * [1, 1, 1];
%! for name = {"qwen2-vl", "qwen3-vl", "ernie-4.5-vl"}
%!   [~, o] = rope_grid ([1, 1, 1], "scheme", name{1});
%!   [c, s] = rope_cache (p, o.dim, o.options);
%!   [d, t] = rope_cache (41, o.dim, "base", o.options.base);
%!   assert (c, d);
%!   assert (s, t);
%! endfor

%!test  # every scheme: an empty grid is empty, a struct of options works, the result rotates
%! names = rope_grid ("schemes");
%! for k = 1:numel (names)
%!   try
%!     [p, o] = rope_grid ([2, 4, 6], struct ("scheme", names{k}));
%!     q = rope_grid ([2, 0, 6], "scheme", names{k});
%!   catch err
%!     assert (err.identifier, "rome:sizeMismatch");
%!     [p, o] = rope_grid ([4, 6], struct ("scheme", names{k}));
%!     q = rope_grid ([0, 6], "scheme", names{k});
%!   end_try_catch
%!   assert (rows (q), double (strcmp (names{k}, "llama-4-vision")));
%!   assert (columns (q), columns (p));
%!   assert (all (isfinite (p(:))));
%!   [c, s] = rope_cache (p, o.dim, o.options);
%!   x = cos ((1:rows (p))' * (1:o.head_dim));
%!   y = rope_apply (x, c, s, "pairing", o.pairing, "start", o.start);
%!   assert (norm (y, "fro"), norm (x, "fro"), 1e-12 * norm (x, "fro"));
%!   assert (y(:, 1:o.start), x(:, 1:o.start));
%!   rope = RotaryEmbedding (o.dim, o.options, "pairing", o.pairing);
%!   if (columns (p) > 1 && strcmp (o.pairing, "interleaved"))
%!     assert (rope.apply (x, "positions", p, "start", o.start), y);
%!   elseif (! isfield (o.options, "axes"))               # half over the whole head
%!     assert (rope.apply (x, "positions", p, "start", o.start), y);
%!   endif
%! endfor

## Test input validation
%!error <rope_grid: SCHEME must be one of axial, eva-02, .*, got 'swin'$> rope_grid ([2, 3], "scheme", "swin")
%!error id=rome:badValue rope_grid ([2, 3], "scheme", "swin")
%!error <rope_grid: SIZES must be \[T H W\] for scheme 'wan', got 2 numbers$> rope_grid ([2, 3], "scheme", "wan")
%!error <rope_grid: SIZES must be \[H W\] or \[T H W\] for scheme 'qwen2-vl-vision', got 1 numbers$> rope_grid (2, "scheme", "qwen2-vl-vision")
%!error id=rome:sizeMismatch rope_grid ([2, 3, 4], "scheme", "sam2")
%!error <rope_grid: option 'fps' has no meaning for scheme 'sam2'; it has dim, base$> rope_grid ([2, 3], "scheme", "sam2", "fps", 3)
%!error id=rome:badOption rope_grid ([2, 3], "scheme", "sam2", "fps", 3)
%!error <rope_grid: unknown option 'start'; valid options are dim, base, > rope_grid ([2, 3], "scheme", "sam2", "start", 3)
%!error <rope_grid: DIM must be a multiple of 4 for this scheme, got 66$> rope_grid ([2, 3], "scheme", "sam2", "dim", 66)
%!error id=rome:oddDimension rope_grid ([2, 3], "scheme", "sam2", "dim", 66)
%!error <rope_grid: DIM must hold integers, 1 or more$> rope_grid ([2, 3], "scheme", "sam2", "dim", 6.5)
%!error <rope_grid: BASE must be positive$> rope_grid ([2, 3], "scheme", "sam2", "base", -1)
%!error <rope_grid: BASE must be finite real numbers, got char$> rope_grid ([2, 3], "scheme", "sam2", "base", "x")
%!error <rope_grid: REFERENCE must have 1 or 2 numbers, got 1x3$> rope_grid ([2, 3], "scheme", "eva-02", "reference", [1, 2, 3])
%!error <rope_grid: REFERENCE must have 2 numbers, got 1x1$> rope_grid ([1, 2, 3], "scheme", "cogvideox", "reference", 3)
%!error <rope_grid: H and W must be multiples of MERGE = 2, got 3x4$> rope_grid ([3, 4], "scheme", "qwen2-vl-vision")
%!error <rope_grid: CLS must be true or false$> rope_grid ([3, 4], "scheme", "llama-4-vision", "cls", 7)
%!error <rope_grid: NORMALIZE must be one of separate, max, min, got 'no'$> rope_grid ([3, 4], "scheme", "dinov3", "normalize", "no")
%!error <rope_grid: BASE and PERIODS cannot be given together$> rope_grid ([3, 4], "scheme", "dinov3", "base", 10, "periods", [1, 2])
%!error <rope_grid: BANDS must be one of linear, log, got double$> rope_grid ([3, 4], "scheme", "pixel", "bands", 3)
%!error <rope_grid: ANGLE must be a finite real number, in radians$> rope_grid ([3, 4], "scheme", "rope-vit-mixed", "angle", [1, 2])
%!error <rope_grid: TEXT must hold integers, 0 or more$> rope_grid ([3, 4], "scheme", "flux.1", "text", -1)
%!error <rope_grid: THETA_RESCALE_FACTOR must be at least 1> rope_grid ([1, 3, 4], "scheme", "cosmos", "theta_rescale_factor", 0.5)
%!error <rope_grid: SECTIONS must sum to DIM/2 = 64, got a sum of 60$> rope_grid ([1, 3, 4], "scheme", "qwen2-vl", "sections", [20, 20, 20])
%!error <rope_grid: SECTIONS must be \[n n m\] for scheme 'ernie-4.5-vl'$> rope_grid ([1, 3, 4], "scheme", "ernie-4.5-vl", "sections", [20, 24, 20])
%!error <rope_grid: DIM must be 6 or more for this scheme, got 4$> rope_grid ([1, 3, 4], "scheme", "ltx", "dim", 4)
