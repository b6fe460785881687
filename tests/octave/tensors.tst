## rope_load and rope_save: files written by numpy and safetensors (data/interop/files, made by tests/interop/files.py), round
## trips bit for bit, damaged files.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function f = fixture (name)
%!  f = fullfile (fileparts (which ("run_one")), "..", "..", "data", "interop", "files", name);
%!endfunction

## a new file with these bytes; numbers and text may mix
%!function f = file_of (ending, varargin)
%!  f = [tempname(), ending];
%!  fid = fopen (f, "w");
%!  for k = 1:numel (varargin)
%!    fwrite (fid, varargin{k}, class (varargin{k}));
%!  endfor
%!  fclose (fid);
%!endfunction

## a safetensors file of this header and these bytes of data
%!function f = st (header, data = zeros (1, 0, "uint8"))
%!  f = file_of (".safetensors", uint64 (numel (header)), header, uint8 (data));
%!endfunction

## a .npy file: version, header text, data
%!function f = npy (version, header, data = zeros (1, 0, "uint8"))
%!  n = numel (header);
%!  if (version == 1)  n = uint16 (n);  else  n = uint32 (n);  endif
%!  f = file_of (".npy", uint8 ([147, double("NUMPY"), version, 0]), n, header, data);
%!endfunction

## the error of rope_load for a file; the file is removed
%!function check_refused (f, id, pattern, varargin)
%!  try
%!    rope_load (f, varargin{:});
%!    err = [];
%!  catch err
%!  end_try_catch
%!  delete (f);
%!  assert (! isempty (err), "rope_load took a file that must fail: %s", pattern);
%!  assert (err.identifier, ["rome:", id], err.message);
%!  assert (! isempty (regexp (err.message, pattern)), "\n%s\nis not\n%s", err.message, pattern);
%!  assert (isempty (regexp (err.message, "[.\n]$")));
%!endfunction

%!function check_same (a, b)
%!  assert (class (a), class (b));
%!  assert (size (a), size (b));
%!  assert (iscomplex (a), iscomplex (b));
%!  if (islogical (a))
%!    assert (a, b);
%!  else
%!    assert (typecast (real (a)(:), "uint8"), typecast (real (b)(:), "uint8"));
%!    assert (typecast (imag (a)(:), "uint8"), typecast (imag (b)(:), "uint8"));
%!  endif
%!endfunction

## random bits as an array of a class, NaN with payloads among them
%!function x = random_bits (cls, dims)
%!  if (strcmp (cls, "logical"))
%!    x = rand (dims) > 0.5;
%!  else
%!    n = numel (typecast (zeros (1, 1, cls), "uint8"));
%!    x = reshape (typecast (uint8 (floor (256 * rand (1, n * prod (dims)))), cls), dims);
%!  endif
%!endfunction

## ---- what others wrote ----

%!test  # each type of numpy, element by element in the row-major order of the file, little- and big-endian
%! types = {"f8", "double", "f64"; "f4", "single", "f32"; "f2", "uint16", "f16"; "i8", "int64", "i64"; "i4", "int32", "i32"; "i2", "int16", "i16"; ...
%!          "i1", "int8", "i8"; "u8", "uint64", "u64"; "u4", "uint32", "u32"; "u2", "uint16", "u16"; "u1", "uint8", "u8"};
%! for k = 1:rows (types)
%!   for big = {"", "big-"}
%!     f = fixture (["npy-", big{1}, types{k,1}, ".npy"]);
%!     if (! exist (f, "file"))  continue;  endif
%!     fid = fopen (f);  bytes = fread (fid, Inf, "*uint8");  fclose (fid);
%!     [x, info] = rope_load (f);
%!     assert (class (x), types{k,2});
%!     assert (size (x), [2, 3, 4]);
%!     assert (info.dtype, types{k,3});
%!     assert (info.byte_order, {"little", "big"}{1 + ! isempty(big{1})});
%!     v = typecast (bytes(info.offset+1:end), types{k,2});
%!     assert (numel (v), 24);
%!     if (! isempty (big{1}))  v = swapbytes (v);  endif
%!     check_same (x, permute (reshape (v, 4, 3, 2), 3:-1:1));
%!     check_same (rope_load (f, "dims", "reversed"), reshape (v, 4, 3, 2));
%!   endfor
%! endfor

%!test  # complex and logical
%! for k = {"c8", "single"; "c16", "double"; "big-c8", "single"}'
%!   f = fixture (["npy-", k{1}, ".npy"]);
%!   fid = fopen (f);  bytes = fread (fid, Inf, "*uint8");  fclose (fid);
%!   [x, info] = rope_load (f);
%!   v = typecast (bytes(info.offset+1:end), k{2});
%!   if (k{1}(1) == "b")  v = swapbytes (v);  endif
%!   v = reshape (v, 2, 4, 3, 2);
%!   check_same (real (x), permute (reshape (v(1,:,:,:), 4, 3, 2), 3:-1:1));
%!   check_same (imag (x), permute (reshape (v(2,:,:,:), 4, 3, 2), 3:-1:1));
%! endfor
%! [x, info] = rope_load (fixture ("npy-b1.npy"));
%! assert (class (x), "logical");
%! assert (info.dtype, "bool");
%! assert (any (x(:)) && ! all (x(:)));

%!test  # places: 100 i + 10 j + k at x(i+1,j+1,k+1), whatever the order of the file; headers of version 2 and 3
%! [i, j, k] = ndgrid (0:1, 0:2, 0:3);
%! want = single (100*i + 10*j + k);
%! assert (rope_load (fixture ("npy-places.npy")), want);
%! [x, info] = rope_load (fixture ("npy-fortran.npy"));
%! assert (x, want);
%! assert (info.order, "column-major");
%! assert (rope_load (fixture ("npy-fortran.npy"), "dims", "reversed"), permute (want, 3:-1:1));
%! assert (rope_load (fixture ("npy-places.npy"), "dims", "reversed"), permute (want, 3:-1:1));
%! assert (rope_load (fixture ("npy-v2.npy")), int32 ([0, 1, 2; 10, 11, 12]));
%! assert (rope_load (fixture ("npy-v3.npy")), int32 ([0, 1, 2; 10, 11, 12]));
%! assert (rope_load (fixture ("torch.safetensors"), "model.layers.0.self_attn.q_proj.weight"), want);
%! assert (rope_load (fixture ("torch.safetensors"), "model.layers.0.self_attn.q_proj.weight", "dims", "reversed"), permute (want, 3:-1:1));
%! assert (rope_load (fixture ("torch.safetensors"), "model.layers.0.self_attn.q_proj.weight", "rows", [2, 2]), want(2,:,:));
%! assert (rope_load (fixture ("numpy.safetensors"), "x"), [0, 1, 2; 10, 11, 12]);

%!test  # scalar, vector, empty
%! [x, info] = rope_load (fixture ("npy-scalar.npy"));
%! assert (x, 2.5);  assert (size (info.shape), [1, 0]);
%! [x, info] = rope_load (fixture ("npy-vector.npy"));
%! assert (x, (0:4)');  assert (info.shape, 5);
%! assert (rope_load (fixture ("npy-vector.npy"), "dims", "reversed"), (0:4)');
%! check_same (rope_load (fixture ("npy-empty.npy")), zeros (0, 3, "single"));
%! assert (rope_load (fixture ("torch.safetensors"), "scalar"), 2.5);
%! assert (rope_load (fixture ("torch.safetensors"), "vector"), single (0:4)');
%! check_same (rope_load (fixture ("torch.safetensors"), "empty"), zeros (0, 3, "single"));

%!test  # bfloat16 of numpy, which says V2
%! f = fixture ("npy-bf16.npy");
%! [u, info] = rope_load (f, "dtype", "bf16");
%! assert (class (u), "uint16");
%! assert (rope_load (f, "dtype", "bf16", "unpack", true), single ([0, 1, 2; 10, 11, 12]));
%! assert (rope_load (f, "list", true).dtype, "v2");

%!error id=rome:unsupportedType rope_load (fixture ("npy-bf16.npy"))
%!error <elements of type V2 cannot be loaded; if they are bfloat16 say 'dtype', 'bf16'$> rope_load (fixture ("npy-bf16.npy"))
%!error id=rome:unsupportedType rope_load (fixture ("npy-object.npy"))
%!error <npy-object.npy has elements of type \|O: Python objects are never loaded$> rope_load (fixture ("npy-object.npy"))
%!error id=rome:unsupportedType rope_load (fixture ("npy-text.npy"))
%!error <has elements of type <U2$> rope_load (fixture ("npy-text.npy"))
%!error id=rome:unsupportedType rope_load (fixture ("npy-record.npy"))
%!error <: records are not read$> rope_load (fixture ("npy-record.npy"))

%!test  # the list of a file of torch: names, types, shapes, metadata
%! [list, metadata] = rope_load (fixture ("torch.safetensors"));
%! assert (fieldnames (list)', {"name", "dtype", "shape", "offset", "bytes", "order", "byte_order"});
%! assert (size (list), [21, 1]);
%! names = {list.name};
%! for dtype = {"float64", "f64", 8; "float32", "f32", 4; "bfloat16", "bf16", 2; "float16", "f16", 2; "int64", "i64", 8; "int32", "i32", 4; ...
%!              "int16", "i16", 2; "int8", "i8", 1; "uint64", "u64", 8; "uint32", "u32", 4; "uint16", "u16", 2; "uint8", "u8", 1; ...
%!              "bool", "bool", 1; "complex64", "c64", 8; "float8_e4m3fn", "f8_e4m3", 1; "float8_e5m2", "f8_e5m2", 1}'
%!   t = list(strcmp (names, ["model.", dtype{1}]));
%!   assert (t.dtype, dtype{2});
%!   assert (t.shape, [2, 3, 4]);
%!   assert (t.bytes, 24 * dtype{3});
%! endfor
%! assert (any (strcmp (names, 'sp ace "quoted" \ é')));
%! assert (rope_load (fixture ("torch.safetensors"), 'sp ace "quoted" \ é'), int32 ([0, 1; 10, 11]));
%! assert (sortrows (metadata), {"format", "pt"; "note", "a \"b\"\nc é"});
%! text = evalc ("rope_load (fixture ('torch.safetensors'))");
%! assert (numel (strfind (text, "\n")), 21);
%! assert (! isempty (regexp (text, 'bf16 +\[2, 3, 4\] +48 bytes  model.bfloat16\n')));

%!test  # each type of torch, element by element
%! f = fixture ("torch.safetensors");
%! fid = fopen (f);  bytes = fread (fid, Inf, "*uint8");  fclose (fid);
%! seen = 0;
%! for t = rope_load (f)'
%!   i = find (strcmp (t.dtype, {"f64", "f32", "bf16", "f16", "i64", "i32", "i16", "i8", "u64", "u32", "u16", "u8"}));
%!   if (isempty (i) || ! isequal (t.shape, [2, 3, 4]))  continue;  endif
%!   cls = {"double", "single", "uint16", "uint16", "int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8"}{i};
%!   [x, info] = rope_load (f, t.name);
%!   check_same (x, permute (reshape (typecast (bytes(t.offset + (1:t.bytes)), cls), 4, 3, 2), 3:-1:1));
%!   assert (info, t);
%!   seen++;
%! endfor
%! assert (seen, 13);
%! u = rope_load (f, "model.bfloat16");
%! check_same (rope_load (f, "model.bfloat16", "unpack", true), rope_unpack (u, "bf16"));
%! check_same (rope_load (f, "model.float16", "unpack", true), rope_unpack (rope_load (f, "model.float16"), "f16"));
%! check_same (rope_load (f, "vector", "unpack", true), single (0:4)');
%! both = rope_load (f, {"scalar"; "vector"});
%! assert (both, {2.5; single(0:4)'});

%!error id=rome:unsupportedType rope_load (fixture ("torch.safetensors"), "model.float8_e4m3fn")
%!error <rope_load: elements of type F8_E4M3 cannot be loaded$> rope_load (fixture ("torch.safetensors"), "model.float8_e4m3fn")
%!error id=rome:unknownTensor rope_load (fixture ("torch.safetensors"), "model.layers.1")
%!error <has no tensor 'model.layers.1'; it has model.layers.0.self_attn.q_proj.weight, .* and 16 more$> rope_load (fixture ("torch.safetensors"), "model.layers.1")
%!error id=rome:unknownTensor rope_load (fixture ("torch.safetensors"), {"scalar", "x"})

## ---- round trips ----

%!test  # every class and type, both formats, both orders of dimensions, both byte orders and element orders: same bits
%! rand ("twister", 11);
%! classes = {"double", "single", "uint16", "int64", "int32", "int16", "int8", "uint64", "uint32", "uint8", "logical"};
%! for dims = {[2, 3, 4, 5], [1, 1], [7, 1], [1, 7], [0, 3], [3, 0, 2], [1, 4, 1, 3]}
%!   for cls = classes
%!     x = random_bits (cls{1}, dims{1});
%!     for way = {"same", "reversed"}
%!       f = [tempname(), ".safetensors"];
%!       rope_save (f, "model.x", x, "dims", way{1});
%!       [y, info] = rope_load (f, "model.x", "dims", way{1});
%!       check_same (y, x);
%!       s = dims{1};
%!       if (way{1}(1) == "r")  s = fliplr (s);  endif
%!       assert (info.shape, s);
%!       check_same (rope_load (f, "model.x", "dims", setdiff ({"same", "reversed"}, way){1}), permute (x, ndims (x):-1:1));
%!       delete (f);
%!       f = [tempname(), ".npy"];
%!       for order = {"row-major", "column-major"}
%!         for endian = {"little", "big"}
%!           rope_save (f, x, "dims", way{1}, "order", order{1}, "byte_order", endian{1});
%!           [y, info] = rope_load (f, "dims", way{1});
%!           check_same (y, x);
%!           assert (info.order, order{1});
%!         endfor
%!       endfor
%!       delete (f);
%!     endfor
%!   endfor
%! endfor

%!test  # complex numbers, zeros with signs and no imaginary part too
%! z = complex ([1, -0, 3], [-0, 0, -0]);
%! for x = {z, single(z), complex(rand (2, 3, 2), rand (2, 3, 2))}
%!   f = [tempname(), ".npy"];
%!   rope_save (f, x{1});
%!   check_same (rope_load (f), x{1});
%!   rope_save (f, x{1}, "dims", "reversed", "byte_order", "big");
%!   check_same (rope_load (f, "dims", "reversed"), x{1});
%!   delete (f);
%! endfor
%! f = [tempname(), ".safetensors"];
%! rope_save (f, "freqs_cis", single (z));
%! check_same (rope_load (f, "freqs_cis"), single (z));
%! delete (f);

%!test  # 16-bit patterns, all of them; conversion to formats
%! u = uint16 (reshape (0:65535, 256, 256));
%! x = single (randn (5, 6));
%! for dtype = {"bf16", "f16"}
%!   for ending = {".npy", ".safetensors"}
%!     f = [tempname(), ending{1}];
%!     name = {"x"}(ending{1}(2) == "s");
%!     rope_save (f, name{:}, u, "dtype", dtype{1});
%!     [v, info] = rope_load (f, name{:}, "dtype", dtype{1});
%!     check_same (v, u);
%!     rope_save (f, name{:}, x, "dtype", dtype{1});
%!     check_same (rope_load (f, name{:}, "dtype", dtype{1}, "unpack", true), rope_round (x, dtype{1}));
%!     rope_save (f, name{:}, double (x), "dtype", "F32");
%!     check_same (rope_load (f, name{:}), x);
%!     rope_save (f, name{:}, x, "dtype", "f64");
%!     check_same (rope_load (f, name{:}), double (x));
%!     delete (f);
%!   endfor
%! endfor

%!test  # several tensors: order, names, metadata, wide numbers at multiples of their size
%! f = [tempname(), ".safetensors"];
%! t = {"b", uint8([1, 2, 3]), ""; "model.layers.0.q", rand(2, 3), "bf16"; "", 4, ""; "é \"\\\n", single(5), ""; "e", zeros(0, 2), ""};
%! rope_save (f, t, "metadata", {"format", "pt"; "k", "\"v\"\n"});
%! [list, m] = rope_load (f);
%! assert ({list.name}', t(:,1));
%! assert ({list.dtype}, {"u8", "bf16", "f64", "f32", "f64"});
%! assert (m, {"format", "pt"; "k", "\"v\"\n"});
%! assert (mod ([list.offset], [1, 2, 8, 4, 8]), zeros (1, 5));
%! assert (rope_load (f, ""), 4);
%! assert (rope_load (f, t{4,1}), single (5));
%! assert (rope_load (f, "b"), t{1,2});
%! rope_save (f, struct ("q", [1, 2], "k", true));
%! assert (rope_load (f, {"q", "k"}), {[1, 2], true});
%! rope_save (f, cell (0, 2), "metadata", struct ("only", "this"));
%! [list, m] = rope_load (f);
%! assert (size (list), [0, 1]);
%! assert (m, {"only", "this"});
%! delete (f);

%!test  # a shape of its own
%! f = [tempname(), ".npy"];
%! rope_save (f, 3, "shape", []);
%! [x, info] = rope_load (f);  assert (x, 3);  assert (isempty (info.shape));
%! rope_save (f, (1:3)', "shape", 3);
%! [x, info] = rope_load (f);  assert (x, (1:3)');  assert (info.shape, 3);
%! x = rand (2, 3);
%! rope_save (f, x, "shape", [2, 1, 3, 1]);
%! [y, info] = rope_load (f);  check_same (y, reshape (x, 2, 1, 3));  assert (info.shape, [2, 1, 3, 1]);
%! rope_save (f, x, "shape", [3, 1, 2], "dims", "reversed");
%! [y, info] = rope_load (f, "dims", "reversed");  check_same (y, reshape (x, 2, 1, 3));
%! delete (f);

%!test  # rows, and what is not read is not touched: the last rows of a file that ends within its data are not asked for
%! f = [tempname(), ".safetensors"];
%! x = rand (50, 3, 2);
%! rope_save (f, "x", x);
%! check_same (rope_load (f, "x", "rows", [7, 9]), x(7:9,:,:));
%! check_same (rope_load (f, "x", "rows", [50, 50], "dims", "reversed"), permute (x(50,:,:), 3:-1:1));
%! check_same (rope_load (f, "x", "rows", [4, 3]), zeros (0, 3, 2));
%! delete (f);

%!test  # above one part of reading
%! f = [tempname(), ".safetensors"];
%! x = uint16 (mod ((1:2^21 + 12345) * 7919, 65521))';
%! rope_save (f, "x", x);
%! check_same (rope_load (f, "x"), x);
%! delete (f);

## ---- damaged safetensors files ----

%!test
%! ok = '{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
%! f = st (ok, 1:8);  assert (numel (rope_load (f, "x")), 2);  delete (f);
%! check_refused (file_of (".safetensors"), "badFile", "not a valid safetensors file: 0 bytes, the header's length alone takes 8$");
%! check_refused (file_of (".safetensors", uint8 (1:7)), "badFile", "7 bytes, the header's length alone takes 8$");
%! check_refused (file_of (".safetensors", uint64 (100), ok), "badFile", "says that its header has 100 bytes, but 54 follow$");
%! check_refused (file_of (".safetensors", bitshift (uint64 (1), 60), ok), "badFile", "its header has 1152921504606846976 bytes, but 54 follow$");
%! check_refused (file_of (".safetensors", intmax ("uint64"), ok), "badFile", "says that its header has 18446744073709551616 bytes");
%! check_refused (file_of (".safetensors", int64 (-1), ok), "badFile", "says that its header has ");
%! check_refused (file_of (".safetensors", uint64 (0)), "badFile", "its header does not begin with '\\{'$");
%! check_refused (st (ok, 1:7), "badFile", "data_offsets of tensor 'x' end at 8, but the file holds 7 bytes of data$");
%! check_refused (st (ok, 1:9), "badFile", "1 bytes at its end belong to no tensor$");
%! check_refused (st ([" ", ok], 1:8), "badFile", "does not begin with '\\{'$");
%! check_refused (st (ok(1:end-1), 1:8), "badFile", "its header is not JSON");
%! check_refused (st ([ok, "x"], 1:8), "badFile", "its header is not JSON");
%! check_refused (st ([ok, "\0x"], 1:8), "badFile", "its header holds control characters$");
%! check_refused (st (["{\"", char(255), ok(3:end)], 1:8), "badFile", "its header is not JSON");
%! check_refused (st (["{", repmat("[", 1, 1e6)], 1:8), "badFile", "its header is nested more than 16 deep$");
%! check_refused (st (["{\"a\":", repmat("{\"a\":", 1, 1e5)], 1:8), "badFile", "its header is nested more than 16 deep$");
%! check_refused (st ("{\"x", 1:8), "badFile", "its header is not JSON");
%! check_refused (st ("{\"x\\", 1:8), "badFile", "its header is not JSON");

%!test
%! one = @(dtype, shape, span, n) st (sprintf ('{"x":{"dtype":%s,"shape":%s,"data_offsets":%s}}', dtype, shape, span), zeros (1, n));
%! check_refused (one ('"Q4"', "[2]", "[0,8]", 8), "unsupportedType", "tensor 'x' of .* has the unknown dtype \"Q4\"$");
%! check_refused (one ('"f32"', "[2]", "[0,8]", 8), "unsupportedType", "unknown dtype \"f32\"$");
%! check_refused (one ('"V2"', "[2]", "[0,8]", 8), "unsupportedType", "unknown dtype \"V2\"$");
%! check_refused (one ("7", "[2]", "[0,8]", 8), "badFile", "dtype of tensor 'x' must be text, got 7$");
%! check_refused (one ('"F32"', "[3]", "[0,8]", 8), "badFile", "tensor 'x' of shape \\[3\\] and dtype F32 needs 12 bytes, but its data_offsets span 8$");
%! check_refused (one ('"F32"', "[]", "[0,8]", 8), "badFile", "needs 4 bytes, but its data_offsets span 8$");
%! check_refused (one ('"F32"', "[0]", "[0,8]", 8), "badFile", "needs 0 bytes");
%! check_refused (one ('"F4"', "[3]", "[0,2]", 2), "badFile", "needs 2 bytes|span 2$");
%! check_refused (one ('"F32"', "[-2]", "[0,8]", 8), "badFile", "shape of tensor 'x' must be a list of integers, 0 or more, got \\[-2\\]$");
%! check_refused (one ('"F32"', "[-2,-1]", "[0,8]", 8), "badFile", "must be a list of integers");
%! check_refused (one ('"F32"', "[2.0]", "[0,8]", 8), "badFile", "must be a list of integers");
%! check_refused (one ('"F32"', "2", "[0,8]", 8), "badFile", "must be a list of integers");
%! check_refused (one ('"F32"', '["2"]', "[0,8]", 8), "badFile", "must be a list of integers");
%! check_refused (one ('"F32"', '[[2]]', "[0,8]", 8), "badFile", "must be a list of integers");
%! check_refused (one ('"F32"', 'null', "[0,8]", 8), "badFile", "must be a list of integers");
%! check_refused (one ('"F32"', "[4294967296,4294967296,2]", "[0,8]", 8), "badFile", "needs Inf bytes|needs inf bytes");
%! check_refused (one ('"F32"', "[4611686018427387906]", "[0,8]", 8), "badFile", "shape of tensor 'x' exceeds 2\\^53");
%! check_refused (one ('"F32"', "[4294967296,4294967296,0]", "[0,0]", 0), "badFile", "needs Inf bytes|needs inf bytes");
%! check_refused (one ('"U8"', ["[2", repmat(",1", 1, 80), "]"], "[0,2]", 2), "badFile", "81 dimensions; more than 64 are not read$");
%! check_refused (one ('"F32"', "[2]", "[8,0]", 8), "badFile", "data_offsets of tensor 'x' end before they begin: \\[8,0\\]$");
%! check_refused (one ('"F32"', "[2]", "[-8,0]", 8), "badFile", "data_offsets of tensor 'x' must be a list of integers");
%! check_refused (one ('"F32"', "[2]", "[0,8,9]", 8), "badFile", "must be two integers, got \\[0,8,9\\]$");
%! check_refused (one ('"F32"', "[2]", "[0]", 8), "badFile", "must be two integers");
%! check_refused (one ('"F32"', "[2]", "[1152921504606846976,1152921504606846984]", 8), "badFile", "data_offsets of tensor 'x' exceeds 2\\^53");
%! check_refused (one ('"F32"', "[2]", "[16,24]", 8), "badFile", "end at 24, but the file holds 8 bytes of data$");
%! check_refused (one ('"F32"', "[2]", "[4,12]", 12), "badFile", "4 bytes before tensor 'x' belong to none$");

%!test
%! a = '"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}';
%! b = '"b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}';
%! check_refused (st (["{", a, ",", b, "}"], 1:7), "badFile", "tensors 'a' and 'b' overlap$");
%! check_refused (st (["{", b, ",", a, "}"], 1:7), "badFile", "tensors 'a' and 'b' overlap$");
%! check_refused (st (["{", a, ",", strrep(a, "\"a\"", "\"b\""), "}"], 1:4), "badFile", "tensors '.' and '.' overlap$");
%! check_refused (st (["{", a, ",", strrep(b, "3,7", "5,9"), "}"], 1:9), "badFile", "1 bytes before tensor 'b' belong to none$");
%! check_refused (st (["{", a, ",", a, "}"], 1:4), "badFile", "two entries for tensor 'a'$");
%! check_refused (st (["{", a, ",", strrep(a, "\"a\"", "\"\\u0061\""), "}"], 1:4), "badFile", "two entries for tensor 'a'$");
%! check_refused (st ('{"a":{"dtype":"U8","shape":[4],"shape":[2],"data_offsets":[0,4]}}', 1:4), "badFile", "two entries for field of 'a': 'shape'$");
%! check_refused (st ('{"a":{"dtype":"U8","data_offsets":[0,4]}}', 1:4), "badFile", "tensor 'a' has no field 'shape'$");
%! check_refused (st ('{"a":{"shape":[4],"data_offsets":[0,4]}}', 1:4), "badFile", "tensor 'a' has no field 'dtype'$");
%! check_refused (st ('{"a":{"dtype":"U8","shape":[4]}}', 1:4), "badFile", "tensor 'a' has no field 'data_offsets'$");
%! check_refused (st ('{"a":[1,2]}', 1:4), "badFile", "entry of tensor 'a' is not an object$");
%! check_refused (st ('{"__metadata__":[1,2]}'), "badFile", "its __metadata__ is not an object$");
%! check_refused (st ('{"__metadata__":{"a":1}}'), "badFile", "metadata 'a' must be text, got 1$");
%! check_refused (st ('{"__metadata__":{"a":"1","a":"2"}}'), "badFile", "two entries for metadata 'a'$");

%!test  # good ones that are unusual: no tensors, spaces, order of fields, escapes, sub-byte types that are only listed
%! f = st ("{}");  assert (size (rope_load (f)), [0, 1]);  delete (f);
%! f = st ("{ \"a,:{}[\" : {\"shape\" : [ 2 , 1 ],\n\"data_offsets\":[0,2], \"dtype\":\"U8\", \"more\":{\"x\":[1]}} }  ", [5, 6]);
%! assert (rope_load (f, "a,:{}["), uint8 ([5; 6]));  delete (f);
%! f = st ('{"q":{"dtype":"F4","shape":[2,2],"data_offsets":[0,2]}}', [5, 6]);
%! assert (rope_load (f).dtype, "f4");  check_refused (f, "unsupportedType", "elements of type F4 cannot be loaded$", "q");

## ---- damaged .npy files ----

%!test
%! good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n";
%! f = npy (1, good, single ([1, 2]));  assert (rope_load (f), single ([1; 2]));  delete (f);
%! f = npy (1, "{'shape':(2L , 1L),'fortran_order':True,\"descr\":'>u2'}", uint8 ([1, 2, 3, 4]));  assert (rope_load (f), uint16 ([258; 772]));  delete (f);
%! check_refused (file_of (".npy"), "badFile", "is not a valid .npy file: it does not begin with .x93NUMPY$");
%! check_refused (file_of (".npy", uint8 ("NUMPY")), "badFile", "does not begin with");
%! check_refused (file_of (".npy", uint8 ([147, double("NUMPX"), 1, 0, 0, 0])), "badFile", "does not begin with");
%! check_refused (npy (4, good, single ([1, 2])), "badFile", "version 4.0; 1.0, 2.0 and 3.0 are known$");
%! check_refused (npy (0, good, single ([1, 2])), "badFile", "version 0.0;");
%! check_refused (file_of (".npy", uint8 ([147, double("NUMPY"), 1, 1, 4, 0]), "{}  "), "badFile", "version 1.1;");
%! check_refused (file_of (".npy", uint8 ([147, double("NUMPY"), 1, 0, 4])), "badFile", "it ends within its header$");
%! check_refused (file_of (".npy", uint8 ([147, double("NUMPY"), 1, 0]), uint16 (500), good), "badFile", "its header has 500 bytes, but 58 follow$");
%! check_refused (file_of (".npy", uint8 ([147, double("NUMPY"), 2, 0]), intmax ("uint32"), good), "badFile", "its header has 4294967295 bytes, but 58 follow$");
%! check_refused (npy (2, [good, repmat(" ", 1, 2^21)], single ([1, 2])), "badFile", "a header of 2097210 bytes; an array's has about a hundred$");
%! check_refused (npy (1, good, single (1)), "badFile", "shape \\(2\\) of <f4 needs 8 bytes, but 4 follow the header$");
%! check_refused (npy (1, good, single ([1, 2, 3])), "badFile", "4 bytes follow its last element$");
%! check_refused (npy (1, good(1:end-2), single ([1, 2])), "badFile", "header is not closed by '}'$");
%! check_refused (npy (1, strrep (good, "(2,)", "(2)"), single ([1, 2])), "badFile", "shape must be a tuple, got \\(2\\)$");
%! check_refused (npy (1, strrep (good, "(2,)", "2"), single ([1, 2])), "badFile", "cannot be read from ''shape': 2");
%! check_refused (npy (1, strrep (good, "(2,)", "(-2,)"), single ([1, 2])), "badFile", "cannot be read from ''shape': \\(-2");
%! check_refused (npy (1, strrep (good, "(2,)", "(1e1,)"), single ([1, 2])), "badFile", "cannot be read from");
%! check_refused (npy (1, strrep (good, "(2,)", "(4294967296, 4294967296)"), single ([1, 2])), "badFile", "needs [iI]nf bytes");
%! check_refused (npy (1, strrep (good, "(2,)", "(4294967296, 4294967296, 0)"), single ([1, 2])), "badFile", "needs [iI]nf bytes");
%! check_refused (npy (1, strrep (good, "(2,)", "(99999999999999999999,)"), single ([1, 2])), "badFile", "more than 64 dimensions or one above 2\\^53$");
%! check_refused (npy (1, strrep (good, "(2,)", ["(2", repmat(", 1", 1, 70), ")"]), single ([1, 2])), "badFile", "more than 64 dimensions");
%! check_refused (npy (1, strrep (good, "False", "0"), single ([1, 2])), "badFile", "cannot be read from ''fortran_order': 0");
%! check_refused (npy (1, strrep (good, "False", "'no'"), single ([1, 2])), "badFile", "fortran_order must be True or False, got 'no'$");
%! check_refused (npy (1, strrep (good, "'<f4'", "True"), single ([1, 2])), "badFile", "descr must be text, got True$");
%! check_refused (npy (1, strrep (good, "'descr'", "'discr'"), single ([1, 2])), "badFile", "unknown or repeated entry 'discr'$");
%! check_refused (npy (1, strrep (good, "{", "{'shape': (2,), "), single ([1, 2])), "badFile", "unknown or repeated entry 'shape'$");
%! check_refused (npy (1, "{'descr': '<f4', 'shape': (2,)}", single ([1, 2])), "badFile", "has no entry 'fortran_order'$");
%! check_refused (npy (1, "{}", single ([1, 2])), "badFile", "has no entry 'descr'$");
%! check_refused (npy (1, strrep (good, "(2,)", ["(2", char([200, 7]), ",)"]), single ([1, 2])), "badFile", "its header is not ASCII$");
%! check_refused (npy (1, "", single ([1, 2])), "badFile", "header is not closed");
%! check_refused (npy (1, strrep (good, "<f4", "=f4"), single ([1, 2])), "unsupportedType", "has elements of type =f4$");
%! check_refused (npy (1, strrep (good, "<f4", "|f4"), single ([1, 2])), "unsupportedType", "has elements of type .f4$");
%! check_refused (npy (1, strrep (good, "<f4", "<f16"), single ([1, 2])), "unsupportedType", "has elements of type <f16$");
%! check_refused (npy (1, strrep (good, "<f4", "<M8[ns]"), single ([1, 2])), "unsupportedType", "has elements of type <M8");
%! check_refused (npy (1, strrep (good, "<f4", ""), single ([1, 2])), "unsupportedType", "has elements of type $");

%!test  # a header is data: what Octave or Python would run stays text
%! evil = "{'descr': '<f4', 'fortran_order': False, 'shape': (system('touch /tmp/rome_evil'),), }";
%! check_refused (npy (1, evil, single (1)), "badFile", "cannot be read from");
%! assert (! exist ("/tmp/rome_evil", "file"));

## ---- files and arguments ----

%!error id=rome:noFile rope_load (tempname ())
%!error <rope_load: there is no file /no/where.npy$> rope_load ("/no/where.npy")
%!error id=rome:badFile rope_load (tempdir ())
%!error <is not a regular file$> rope_load (tempdir ())
%!error id=rome:badClass rope_load (5)
%!error <rope_load: FILE must be a row of characters, got double$> rope_load (5)
%!error <rope_load: FILE must be a row of characters, got char$> rope_load (["a"; "b"])
%!error id=rome:badCall rope_load ()
%!error id=rome:badClass rope_load (fixture ("torch.safetensors"), 5)
%!error <rope_load: NAME must be a row of characters or a cell array of such, got double$> rope_load (fixture ("torch.safetensors"), 5)
%!error id=rome:badClass rope_load (fixture ("torch.safetensors"), {1, 2})
%!error id=rome:badOption rope_load (fixture ("npy-places.npy"), "x")
%!error <npy-places.npy holds one array without a name, got the name 'x'$> rope_load (fixture ("npy-places.npy"), "x")
%!error id=rome:unknownOption rope_load (fixture ("npy-places.npy"), "order", "same")
%!error <rope_load: DIMS must be one of same, reversed, got 'C'$> rope_load (fixture ("npy-places.npy"), "dims", "C")
%!error <rope_load: UNPACK must be true or false$> rope_load (fixture ("npy-places.npy"), "unpack", "yes")
%!error id=rome:badOption rope_load (fixture ("npy-places.npy"), "dtype", "bf16")
%!error <rope_load: DTYPE 'bf16' tells what 16-bit elements mean, but these are f32$> rope_load (fixture ("npy-places.npy"), "dtype", "bf16")
%!error <rope_load: ROWS must lie between 1 and 2, got 0 to 1$> rope_load (fixture ("npy-places.npy"), "rows", [0, 1])
%!error <rope_load: ROWS must lie between 1 and 2, got 2 to 3$> rope_load (fixture ("npy-places.npy"), "rows", [2, 3])
%!error <rope_load: ROWS must be two integers, first and last$> rope_load (fixture ("npy-places.npy"), "rows", 1.5)
%!error <rope_load: ROWS needs a row-major tensor> rope_load (fixture ("npy-fortran.npy"), "rows", [1, 1])
%!error <rope_load: ROWS needs a row-major tensor> rope_load (fixture ("npy-scalar.npy"), "rows", [1, 1])
%!test
%! check_refused (file_of (".bin", "PK\3\4 something else"), "badFile", "is neither a safetensors nor a .npy file$");
%! f = file_of (".bin", uint8 ([147, double("NUMPY"), 1, 0, 58, 0]), "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } ", single ([1, 2]));
%! assert (rope_load (f), single ([1; 2]));  delete (f);

%!function saves (ending, varargin)
%!  rope_save ([tempname(), ending], varargin{:});
%!endfunction

%!error id=rome:badCall rope_save ("a.npy")
%!error id=rome:badValue rope_save ("a.txt", 1)
%!error <rope_save: FILE must end in .safetensors or .npy, got a.txt$> rope_save ("a.txt", 1)
%!error id=rome:badClass rope_save (1, 1)
%!error id=rome:cannotWrite rope_save ("/no/where/a.npy", 1)
%!error <rope_save: cannot write /no/where/a.npy: > rope_save ("/no/where/a.npy", 1)
%!error <rope_save: X must be a numeric or logical array, got char$> saves (".npy", "abc")
%!error <rope_save: X must be a numeric or logical array, got cell$> saves (".npy", {1})
%!error <rope_save: X must be a full array, got sparse$> saves (".npy", sparse (1))
%!error <rope_save: tensor 'x' must be a full array, got sparse$> saves (".safetensors", "x", sparse (1))
%!error id=rome:badClass saves (".safetensors", [1, 2])
%!error <rope_save: TENSORS of a safetensors file must have names: a struct, \{name, array; ...\}, or NAME, X$> saves (".safetensors", [1, 2])
%!error <rope_save: an array must follow the NAME$> saves (".safetensors", "x")
%!error id=rome:unsupportedType saves (".safetensors", "x", 1i)
%!error <rope_save: safetensors files have no C128 \(tensor 'x'\)$> saves (".safetensors", "x", 1i)
%!error <rope_save: two tensors have the same name$> saves (".safetensors", {"x", 1; "x", 2})
%!error <a tensor cannot be called __metadata__> saves (".safetensors", "__metadata__", 1)
%!error <the NAME of a tensor must be a row of characters, got double$> saves (".safetensors", {5, 1})
%!error <names and metadata must be UTF-8$> saves (".safetensors", char (255), 1)
%!error id=rome:unsupportedType saves (".npy", 1, "dtype", "f8")
%!error <rope_save: DTYPE 'f8' is unknown \(X\)$> saves (".npy", 1, "dtype", "f8")
%!error <rope_save: DTYPE must be text, got double$> saves (".npy", 1, "dtype", 5)
%!error <rope_save: X of class int8 cannot be written as f32; convert it first$> saves (".npy", int8 (1), "dtype", "f32")
%!error <rope_save: X of class double cannot be written as i32; convert it first$> saves (".npy", 1, "dtype", "i32")
%!error <rope_save: X of class double cannot be written as bf16; convert it first$> saves (".npy", 1i, "dtype", "bf16")
%!error <rope_save: SHAPE must have the sizes of X up to ones, got \[3, 2\] for \[2, 3\]$> saves (".npy", ones (2, 3), "shape", [3, 2])
%!error <rope_save: SHAPE must be a row of integers, 0 or more$> saves (".npy", 1, "shape", -1)
%!error <rope_save: SHAPE is for one tensor, got 2$> saves (".safetensors", {"x", 1; "y", 2}, "shape", 1)
%!error <rope_save: METADATA is for safetensors files$> saves (".npy", 1, "metadata", {"a", "b"})
%!error <rope_save: METADATA must be a struct of texts> saves (".safetensors", "x", 1, "metadata", {"a", 1})
%!error <rope_save: METADATA has a key twice$> saves (".safetensors", "x", 1, "metadata", {"a", "1"; "a", "2"})
%!error <safetensors files are row-major and little-endian> saves (".safetensors", "x", 1, "byte_order", "big")
%!error id=rome:unknownOption saves (".npy", 1, "foo", 2)

%!test  # an old file stays as it was when the new one fails; nothing is left behind
%! d = tempname ();  mkdir (d);
%! f = fullfile (d, "a.npy");
%! rope_save (f, 7);
%! try, rope_save (f, {}); catch, end_try_catch
%! assert (rope_load (f), 7);
%! mkdir (fullfile (d, "b.npy"));
%! try
%!   rope_save (fullfile (d, "b.npy"), 1);
%!   err.identifier = "none";
%! catch err
%! end_try_catch
%! assert (err.identifier, "rome:cannotWrite");
%! assert (sort ({dir(d).name}), {".", "..", "a.npy", "b.npy"});
%! confirm_recursive_rmdir (false, "local");  rmdir (d, "s");

%!test  # a disk that is full: what was written before stays, the part is removed
%! if (ispc () || ! exist ("/dev/full"))
%!   return;
%! endif
%! d = tempname ();  mkdir (d);
%! f = fullfile (d, "a.npy");
%! rope_save (f, 7);
%! assert (symlink ("/dev/full", [f, ".part"]), 0);
%! try
%!   rope_save (f, rand (1000, 100));
%!   err.identifier = "none";
%! catch err
%! end_try_catch
%! assert (err.identifier, "rome:cannotWrite");
%! assert (rope_load (f), 7);
%! assert (sort ({dir(d).name}), {".", "..", "a.npy"});
%! confirm_recursive_rmdir (false, "local");  rmdir (d, "s");

%!test  # a tensor larger than the memory (a file with a hole): refused before any is taken, while its rows and the others are read
%! f = [tempname(), ".safetensors"];
%! n = 2^40;
%! header = sprintf ('{"big":{"dtype":"U8","shape":[%d,1024],"data_offsets":[0,%d]},"end":{"dtype":"U8","shape":[2],"data_offsets":[%d,%d]}}', n/1024, n, n, n+2);
%! fid = fopen (f, "w");  fwrite (fid, uint64 (numel (header)), "uint64");  fwrite (fid, header);  fclose (fid);
%! if (system (sprintf ("truncate -s %.0f %s 2>/dev/null", 8 + numel (header) + n + 2, f)) == 0)   # not every system can
%!   fid = fopen (f, "r+");  fseek (fid, -1, "eof");  fwrite (fid, 7);  fclose (fid);
%!   assert (rope_load (f, "end"), uint8 ([0; 7]));
%!   assert (rope_load (f, "big", "rows", [2^30, 2^30]), zeros (1, 1024, "uint8"));
%!   check_refused (f, "outOfMemory", "^rope_load: tensor 'big' needs 2199.0 GB of memory, but .* GB are available$", "big");
%! else
%!   delete (f);
%! endif
