% D = bench_case (SHAPE, CLASS, PAIRING, LAYOUT)  the data of one case of rome_bench.
%
% SHAPE    struct: name, size [B S H D], and heads_k, the heads of the keys, 0 for one array only
% CLASS    'single', 'double', 'bf16' or 'f16'
% LAYOUT   'contiguous': [D H S B], the head dimension first; 'planar': [B S H D]
% D        struct: x and k (arrays; k empty if there are no keys), c, s (tables), options (of rope_apply), bytes (of x and k
%          together), elements, two, and the arguments themselves

function d = bench_case (shape, class_name, pairing, layout)

  n = shape.size;
  narrow = any (strcmp (class_name, {'bf16', 'f16'}));
  if strcmp (layout, 'contiguous')
    d.format = 'dhsb';
    order = [4, 3, 2, 1];
  else
    d.format = 'bshd';
    order = 1:4;
  end
  d.shape = shape;
  d.class = class_name;
  d.pairing = pairing;
  d.layout = layout;
  d.x = numbers (n(order), class_name);
  d.k = [];
  d.two = shape.heads_k > 0;
  if d.two
    n(3) = shape.heads_k;
    d.k = numbers (n(order), class_name);
  end
  table_class = class_name;
  d.options = struct ('format', d.format, 'pairing', pairing);
  if narrow
    table_class = 'single';
    d.options.dtype = class_name;
  end
  [d.c, d.s] = rope_cache (n(2), n(4), 'dtype', table_class);
  d.M = cast (rome_matrix (n(4), 'pairing', pairing), table_class);
  d.elements = numel (d.x) + numel (d.k);
  d.element_bytes = 8 / (1 + strcmp (class_name, 'single') + 3 * narrow);
  d.bytes = d.elements * d.element_bytes;
  d.table_bytes = 2 * numel (d.c) * 8 / (1 + isa (d.c, 'single'));

end

% Numbers of full entropy in [-1/2, 1/2).
function x = numbers (n, class_name)

  if any (strcmp (class_name, {'bf16', 'f16'}))
    x = rope_pack (rand (n, 'single') - 0.5, class_name);
  else
    x = rand (n, class_name) - 0.5;
  end

end
