## The ONNX backend cases of RotaryEmbedding (data/onnx, see README there) through rope_apply and the models.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function name = onnx_file (varargin)
%!  name = fullfile (fileparts (which ("run_one")), "..", "..", "data", "onnx", varargin{:});
%!endfunction

## an array of the shape given from its row-major list of values
%!function a = read_array (file, shape)
%!  shape = shape(:)';
%!  n = numel (shape);
%!  v = load ("-ascii", file);
%!  assert (numel (v), prod (shape));
%!  a = permute (reshape (v, fliplr (shape)), n:-1:1);
%!endfunction

## all cases with their arrays; pairing, rows of the tables (empty: tables per batch entry)
%!function list = read_cases ()
%!  index = jsondecode (fileread (onnx_file ("index.json")), "makeValidName", false);
%!  list = {};
%!  for k = 1:numel (index.cases)
%!    if (iscell (index.cases))  o = index.cases{k};  else  o = index.cases(k);  endif
%!    t.name = o.name;
%!    t.x = single (read_array (onnx_file (o.name, "input.csv"), o.input_shape));
%!    t.y = single (read_array (onnx_file (o.name, "output.csv"), o.input_shape));
%!    t.c = single (read_array (onnx_file (o.name, "cos_cache.csv"), o.cache_shape));
%!    t.s = single (read_array (onnx_file (o.name, "sin_cache.csv"), o.cache_shape));
%!    t.positions = [];
%!    if (! isempty (o.position_ids_shape))
%!      t.positions = read_array (onnx_file (o.name, "position_ids.csv"), o.position_ids_shape);
%!    endif
%!    t.pairing = {"half", "interleaved"}{o.interleaved + 1};
%!    t.heads = o.num_heads;
%!    t.R = o.rotary_embedding_dim;
%!    list{end+1} = t;
%!  endfor
%!endfunction

## x as batch, heads, tokens, dim
%!function x = unfolded (t, x)
%!  if (! isempty (t.heads))
%!    [B, S, N] = size (x);
%!    x = permute (reshape (x, B, S, N / t.heads, t.heads), [1, 4, 2, 3]);
%!  endif
%!endfunction

## the tables as matrices and the row of each token: with one table per batch entry, one below the other
%!function [c, s, rows] = flat_tables (t)
%!  c = t.c;  s = t.s;  rows = t.positions;
%!  if (isempty (rows))
%!    [B, S, n] = size (c);
%!    c = reshape (permute (c, [2, 1, 3]), B * S, n);
%!    s = reshape (permute (s, [2, 1, 3]), B * S, n);
%!    rows = reshape (0:B*S-1, S, B)';
%!  endif
%!endfunction

%!test  # all cases are there, each attribute is used
%! list = [read_cases(){:}];
%! assert (numel (list), 8);
%! assert (sum (cellfun (@isempty, {list.positions})), 3);
%! assert (sum (strcmp ({list.pairing}, "interleaved")), 3);
%! assert (sum ([list.R] == 4), 3);
%! assert ([list.heads], 4);
%! for t = list
%!   D = size (unfolded (t, t.x), 4);
%!   R = t.R;
%!   if (R == 0)  R = D;  endif
%!   assert (2 * size (t.c)(end), R);
%! endfor

%!test  # rope_apply, tables and rows as the operator gets them
%! for k = read_cases ()
%!   t = k{1};
%!   if (! isempty (t.heads))
%!     y = rope_apply (t.x, t.c, t.s, "pairing", t.pairing, "positions", t.positions, "num_heads", t.heads, "format", "bsd");
%!   elseif (! isempty (t.positions))
%!     y = rope_apply (t.x, t.c, t.s, "pairing", t.pairing, "positions", t.positions, "format", "bhsd");
%!   else
%!     c = permute (t.c, [1, 4, 2, 3]);  s = permute (t.s, [1, 4, 2, 3]);   # batch, 1, tokens, R/2
%!     y = rope_apply (t.x, c, s, "pairing", t.pairing, "format", "bhsd");
%!   endif
%!   assert (class (y), "single");
%!   assert (size (y), size (t.y));
%!   assert (double (y), double (t.y), 1e-6);
%! endfor

%!test  # the columns beyond rotary_embedding_dim are copied
%! for k = read_cases ()
%!   t = k{1};
%!   if (t.R > 0)
%!     [c, s, rows] = flat_tables (t);
%!     y = rope_apply (t.x, c, s, "pairing", t.pairing, "positions", rows, "format", "bhsd");
%!     assert (y(:,:,:,t.R+1:end), t.x(:,:,:,t.R+1:end));
%!     assert (t.y(:,:,:,t.R+1:end), t.x(:,:,:,t.R+1:end));
%!   endif
%! endfor

%!test  # rope_ref, rome_ref and rome_apply give the outputs, and the bits of rope_apply
%! for k = read_cases ()
%!   t = k{1};
%!   [c, s, rows] = flat_tables (t);
%!   x = unfolded (t, t.x);
%!   o = {"pairing", t.pairing, "positions", rows, "format", "bhsd"};
%!   M = rome_matrix (2 * columns (c), "pairing", t.pairing);
%!   y = rope_ref (x, c, s, o{:});
%!   assert (double (y), double (unfolded (t, t.y)), 1e-6);
%!   assert (isequal (rope_apply (x, c, s, o{:}), y));
%!   assert (isequal (rome_ref (x, M, c, s, o{:}), y));
%!   assert (isequal (rome_apply (x, M, c, s, o{:}), y));
%! endfor

%!test  # double data and tables
%! for k = read_cases ()
%!   t = k{1};
%!   [c, s, rows] = flat_tables (t);
%!   y = rope_apply (double (unfolded (t, t.x)), double (c), double (s), "pairing", t.pairing, "positions", rows, "format", "bhsd");
%!   assert (y, double (unfolded (t, t.y)), 1e-6);
%! endfor

%!test  # the cases tell the pairings apart
%! for k = read_cases ()
%!   t = k{1};
%!   [c, s, rows] = flat_tables (t);
%!   other = setdiff ({"half", "interleaved"}, t.pairing){1};
%!   y = rope_apply (unfolded (t, t.x), c, s, "pairing", other, "positions", rows, "format", "bhsd");
%!   assert (max (abs (y - unfolded (t, t.y))(:)) > 0.1);
%! endfor
