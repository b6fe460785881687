% R = interop_measure ()  our builtins against what other libraries computed (data/interop), as figures.
% R = interop_measure (T)  one case, which may have been changed
% interop_measure ()  prints them as a table
%
% R is a column of structs: name, library, and where they apply (else NaN)
%   freqs      largest error of the library's frequencies over its bound, against rope_freqs (exact, rounded once)
%   tables     the same of its cosines and sines, against rope_cache in double (correctly rounded)
%   own        the same against rope_cache with the library's own frequencies: what its product and its cosine add
%   error      largest error of its cosines and sines against the exact ones, absolute, and at which position
%   rotation   largest error of its rotated vectors over the bound, against rope_apply in double with exact tables
%   bits       differing values of n, rope_apply in the library's format with the library's own tables
%   operator   largest error of its rotation alone, given its tables, over 2 u (|x0 c| + |x1 s|)
%
% All comparisons are element by element: the error of each over the bound of that element; 1 is the limit.
%
% SPDX-License-Identifier: GPL-3.0-or-later

function r = interop_measure (t)

  if nargin
    r = measured (t);
    return
  end
  cases = interop_cases ();
  r = struct ([]);
  for k = 1:numel (cases)
    r = [r; measured(cases{k})];
  end
  if nargout == 0
    fprintf ('| case | frequencies | tables | its own frequencies | largest error | at position | rotation | rotation alone | differing values |\n');
    fprintf ('|---|---|---|---|---|---|---|---|---|\n');
    for k = 1:numel (r)
      fprintf ('| %s: %s | %s | %s | %s | %s | %s | %s | %s | %s |\n', r(k).library, r(k).name, shown ('%.2f', r(k).freqs), ...
               shown ('%.2f', r(k).tables), shown ('%.2f', r(k).own), shown ('%.1e', r(k).error), shown ('%.7g', r(k).position), ...
               shown ('%.2f', r(k).rotation), shown ('%.2f', r(k).operator), shown ('%.0f of %.0f', r(k).bits));
    end
    clear r
  end

end

function s = shown (format, v)

  s = '';
  if ~ any (isnan (v))
    s = sprintf (format, v);
  end

end

function r = measured (t)

  r = struct ('name', t.name, 'library', t.library, 'freqs', NaN, 'tables', NaN, 'own', NaN, 'error', NaN, 'position', NaN, ...
              'rotation', NaN, 'bits', [NaN, NaN], 'operator', NaN);
  if ~ strcmp (t.kind, 'operator')
    b = interop_bound (t);
    r = tables (t, b, r);
  end
  switch t.kind
    case 'rotation'
      r = rotation (t, b, r);
    case 'xpos'
      r = xpos (t, b, r);
    case 'operator'
      r = operator (t, r);
  end

end

% The library's frequencies and tables against the exact ones.
function r = tables (t, b, r)

  if isfield (t, 'inv_freq')
    w = rope_freqs (t.dim, t.options);
    w = w(1:numel (t.inv_freq));
    assert (all (t.inv_freq(w' == 0) == 0));
    delta = b.delta .* ones (1, numel (b.angle(1,:)));
    e = abs (double (t.inv_freq)' - w) ./ w;
    r.freqs = max (e(w > 0) ./ delta(w > 0));
  end
  if isfield (t, 'cos')
    [c, s] = rope_cache (positions (t), t.dim, t.options);
    assert (size (t.cos), size (c));
    e = max (abs (double (t.cos) - c), abs (double (t.sin) - s));
    r.tables = max ((e ./ b.table)(:));
    [r.error, k] = max (e(:));
    k = mod (k - 1, size (e, 1)) + 1;
    r.position = max (abs (t.positions(k,:)));
    if isfield (t, 'inv_freq') && size (t.positions, 2) == 1
      r.own = own_frequencies (t, b);
    end
  end

end

% Exact tables of the library's frequencies: left are the rounding of the product, of the cosine and of the attention factor.
function ratio = own_frequencies (t, b)

  u = 2^-24;
  [c, s] = rope_cache (positions (t), t.dim, 'freqs', double (t.inv_freq));
  e = max (abs (double (t.cos) - b.a * c), abs (double (t.sin) - b.a * s));
  bound = b.a * (positions (t) * abs (double (t.inv_freq))' * u + u) + 2 * u * b.a * (b.a ~= 1);
  ratio = max ((e ./ bound)(:)) / (1 + 1e-5);

end

% One row of positions means one position, not a number of rows.
function p = positions (t)

  p = t.positions;
  assert (size (p, 1) > 1);

end

% x rotated by exact tables in double against the library's result; by its own tables in its own format.
function r = rotation (t, b, r)

  [c, s] = rope_cache (positions (t), t.dim, t.options);
  o = {'pairing', t.pairing, 'format', t.format};
  u = 2^-24;
  r.rotation = 0;
  r.bits = [0, 0];
  r.operator = 0;
  for z = {'q', 'k'}
    if ~ isfield (t, z{1})
      continue
    end
    x = t.(z{1});
    y = t.([z{1}, '_out']);
    bound = spread (x, b.table + 2 * u * abs (c), b.table + 2 * u * abs (s), o) * (1 + 1e-5) + 1e-15;
    e = abs (double (y) - rope_apply (double (x), c, s, o{:}));
    r.rotation = max (r.rotation, max ((e ./ bound)(:)));
    r = own_tables (r, x, y, t.cos, t.sin, o, u);
  end

end

% |x0| bc + |x1| bs and |x1| bc + |x0| bs at the places of a pair: a rotation with each sign of the sines has one of them.
function v = spread (x, bc, bs, o)

  x = abs (double (x));
  v = max (rope_apply (x, bc, bs, o{:}), rope_apply (x, bc, -bs, o{:}));

end

function r = own_tables (r, x, y, c, s, o, u)

  mine = rope_apply (x, c, s, o{:});
  r.bits = r.bits + [sum(typecast (mine(:), 'uint32') ~= typecast (y(:), 'uint32')), numel(y)];
  C = double (c);
  S = double (s);
  e = abs (double (y) - rope_apply (double (x), C, S, o{:}));
  bound = 2 * u * spread (x, abs (C), abs (S), o) * (1 + 1e-5) + 1e-44;
  r.operator = max (r.operator, max ((e ./ bound)(:)));

end

% q is multiplied by zeta^((p - S/2) / scale_base), k by its inverse, zeta_i = (2i + 0.4 d) / 1.4 d; see data/interop/README.md.
function r = xpos (t, b, r)

  u = 2^-24;
  [c, s] = rope_cache (positions (t), t.dim, t.options);
  o = {'pairing', t.pairing, 'format', t.format};
  p = (t.positions - floor (numel (t.positions) / 2)) / t.scale_base;
  zeta = ((0:2:t.dim-2) + 0.4 * t.dim) / (1.4 * t.dim);
  scale = zeta .^ p;
  % zeta: sum, 0.4 d, quotient and 1.4 d (4 u), raised to p; the power (2 u), its exponent
  of_scale = u * (4 * abs (p) + 2 + abs (p .* log (zeta)));
  r.freqs = max ((abs (double (t.scale) - scale) ./ scale ./ (of_scale * (1 + 1e-5)))(:));
  r.rotation = 0;
  for z = {'q', 'k'}
    x = t.(z{1});
    f = scale;
    n = 4;                                  % two products and a sum for each term, as for a rotation, and the scale: 2 + 1 + 1
    if z{1} == 'k'
      f = 1 ./ scale;
      n = 5;
    end
    [C, S] = rope_cache (positions (t), t.dim, t.options, 'xpos', struct ('role', z{1}, 'scale_base', t.scale_base));
    of_term = of_scale + n * u;
    bound = spread (x, f .* b.table + of_term .* abs (C), f .* b.table + of_term .* abs (S), o) * (1 + 1e-5) + 1e-15;
    e = abs (double (t.([z{1}, '_out'])) - rope_apply (double (x), C, S, o{:}));
    r.rotation = max (r.rotation, max ((e ./ bound)(:)));
  end

end

% An operator that is given its tables.
function r = operator (t, r)

  o = {'pairing', t.pairing, 'format', t.format};
  if isfield (t, 'num_heads')
    o = [o, {'num_heads', t.num_heads}];
  end
  [c, s] = deal (t.cos, t.sin);
  if isfield (t, 'ids')
    o = [o, {'positions', double(t.ids)}];
  elseif ndims (c) > 2
    c = permute (c, [1, 4, 2, 3]);          % batch, 1, tokens, pairs
    s = permute (s, [1, 4, 2, 3]);
  end
  if ~ isfield (t, 'dtype')
    r.bits = [0, 0];
    r.operator = 0;
    r = own_tables (r, t.q, t.q_out, c, s, o, 2^-24);
    return
  end
  u = struct ('bf16', 2^-8, 'f16', 2^-11).(t.dtype);
  least = struct ('bf16', 2^-134, 'f16', 2^-25).(t.dtype);      % half of the smallest number: underflow of each operation
  mine = rope_apply (t.q, c, s, o{:}, 'dtype', t.dtype);
  r.bits = [sum(mine(:) ~= t.q_out(:)), numel(mine)];
  [x, y, c, s] = deal (rope_unpack (t.q, t.dtype), rope_unpack (t.q_out, t.dtype), rope_unpack (c, t.dtype), rope_unpack (s, t.dtype));
  exact = rope_apply (double (x), double (c), double (s), o{:});
  bound = 2 * u * spread (x, abs (double (c)), abs (double (s)), o) * (1 + u) + 3 * least;
  r.operator = max ((abs (double (y) - exact) ./ bound)(:));

end
