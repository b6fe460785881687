function [x, info] = rope_load (file, varargin)
%ROPE_LOAD  Tensors from .safetensors and .npy files.
%
%   Usage: rope_load (file)
%          [list, metadata] = rope_load (file)             a safetensors file: what it holds
%          [x, info] = rope_load (file, name)              one of its tensors
%          [x, info] = rope_load (file)                    the array of a .npy file
%          [x, info] = rope_load (..., option, value, ...)
%
%   rope_load (FILE) with a safetensors file (the weights of models on Hugging Face) lists its tensors; without output it
%   prints the list.  LIST is a column of structs with the fields
%
%     name        as it stands in the file, 'model.layers.0.self_attn.q_proj.weight' for instance
%     dtype       format of the numbers: 'f64', 'f32', 'bf16', 'f16', 'i64' ... 'i8', 'u64' ... 'u8', 'bool', 'c64', 'c128'
%     shape       row of dimensions as the file tells them, [] for a single number
%     offset      first byte, counted from 0 at the beginning of the file
%     bytes       length in bytes
%     order       'row-major' (last index fastest) or 'column-major', of the elements in the file
%     byte_order  'little' or 'big'
%
%   and METADATA an N-by-2 cell array of the texts under __metadata__, key and value.
%
%   rope_load (FILE, NAME) reads that tensor and nothing else of the file.  NAME may be a cell array of names: X is then a cell
%   array of the same shape.  INFO is the tensor's struct of the list.
%
%   Class of X: double (f64), single (f32), intN, uintN, logical (bool), complex (c64, c128).  bf16 and f16 come as uint16 bit
%   patterns, for rope_apply (..., 'dtype', info.dtype) or rope_unpack, or unpacked: see the option.  Nothing else is converted.
%   8-bit and smaller floats (f8_e4m3, ...) are listed but not loaded.
%
%   Order of dimensions.  X has the shape that the file tells, so that Python's x[b,s,h,d] is x(b+1,s+1,h+1,d+1) here, whatever
%   the order in the file; a shape [n] gives a column.  Files are row-major as a rule, Octave is column-major, and so the
%   elements are moved.  With 'dims', 'reversed' a row-major file is taken as it lies, no element is moved and the dimensions
%   come out reversed: a [b,s,h,d] tensor becomes a d-by-h-by-s-by-b array, which is rope_apply's format 'dhsb'.
%
%   Options (NAME, VALUE pairs or a struct):
%     'dims'     'same' (default) or 'reversed': see above
%     'unpack'   true: bf16 and f16 become single (exactly); default false
%     'rows'     [first last]: only these indices of the file's first dimension, counted from 1; for row-major files, of which
%                only that part is read
%     'dtype'    'bf16' or 'f16': meaning of 16-bit elements where the file does not tell, as in .npy files of type u2 or V2
%                (numpy writes bfloat16 as V2)
%     'list'     true: the struct of the list in place of the array, for .npy files too
%
%   .npy: versions 1 to 3, either order, either byte order, types b1, i1-i8, u1-u8, f2, f4, f8, c8, c16.
%
%   Memory: the elements are read part by part into their array, which moving the dimensions doubles for a moment.  A tensor for
%   which that is more than the memory available is refused; 'rows' reads a part of it.
%
%   Checks.  Before any memory is taken for elements, everything that the header says is compared with the size of the file:
%   lengths, offsets, that no tensors overlap or leave gaps, that shape times size is the range of bytes, duplicate names.
%   The header of a .npy file is never evaluated.
%
%   Errors: rome:noFile (there is none, or it cannot be opened), rome:badFile (damaged, truncated or another format),
%   rome:unsupportedType, rome:unknownTensor (near names are listed), rome:outOfMemory, rome:badClass, rome:badValue,
%   rome:unknownOption, rome:badOption.
%
%   Example:
%     file = [tempname(), '.safetensors'];
%     rope_save (file, {'layers.0.q', rand(2, 5, 3, 8); 'layers.0.k', single(rand (2, 5, 1, 8))});
%     rope_load (file)                                     % prints the two lines
%     q = rope_load (file, 'layers.0.q');  size (q)        % 2 5 3 8
%     q = rope_load (file, 'layers.0.q', 'dims', 'reversed');  size (q)     % 8 3 5 2
%
%   Formats: safetensors (github.com/huggingface/safetensors) and NEP 1 with numpy.lib.format.
%
%   See also: rope_save, rope_unpack, rope_apply, rope_config.

  tensor_need (nargin >= 1, 'badCall', 'rope_load: FILE is missing');
  [names, opt] = arguments (varargin);
  [fid, bytes, close] = tensor_open (file);
  if is_npy (fid, file)
    tensor_need (isnumeric (names), 'badOption', 'rope_load: %s holds one array without a name, got the name ''%s''', file, strjoin (cellstr (names), ', '));
    list = tensor_list_npy (fid, bytes, file);
    metadata = cell (0, 2);
    wanted = 1;
  else
    [list, metadata] = tensor_list_safetensors (fid, bytes, file);
    wanted = find_tensors (list, names, file);
  end

  if opt.list || isempty (wanted)
    x = list;
    info = metadata;
    if nargout == 0
      print_list (list);
      clear x
    end
    return
  end
  info = list(wanted);
  if iscell (names)
    x = cell (size (names));
    for k = 1:numel (names)
      x{k} = one_tensor (fid, file, list(wanted(k)), opt);
    end
  else
    x = one_tensor (fid, file, info, opt);
  end

end

% The name asked for as text, several names as a cell array, [] for none; and the options.
function [names, opt] = arguments (args)

  names = [];
  options_from = 1;
  pairs = numel (args) - sum (cellfun (@isstruct, args));
  if mod (pairs, 2) == 1                         % NAME, VALUE come in twos
    names = args{1};
    options_from = 2;
    tensor_need ((ischar (names) && size (names, 1) <= 1) || (iscellstr (names) && ~ isempty (names)), 'badClass', ...
                 'rope_load: NAME must be a row of characters or a cell array of such, got %s', class (names));
  end
  opt = rome_options ('rope_load', struct ('dims', {{'same', 'reversed'}}, 'unpack', false, 'rows', [], ...
                      'dtype', {{'', 'bf16', 'f16'}}, 'list', false), args(options_from:end));
  tensor_need (is_flag (opt.unpack), 'badValue', 'rope_load: UNPACK must be true or false');
  tensor_need (is_flag (opt.list), 'badValue', 'rope_load: LIST must be true or false');

end

function yes = is_flag (v)

  yes = (islogical (v) || isnumeric (v)) && isscalar (v) && (v == 0 || v == 1);

end

% By its first bytes; by its name if they say nothing.
function yes = is_npy (fid, file)

  first = fread (fid, [1, 10], 'uint8');
  fseek (fid, 0, 'bof');
  magic = numel (first) >= 6 && isequal (first(1:6), [147, double('NUMPY')]);
  brace = numel (first) >= 9 && first(9) == '{';
  [~, ~, extension] = fileparts (file);
  yes = magic || strcmpi (extension, '.npy');
  tensor_need (yes || brace || strcmpi (extension, '.safetensors'), 'badFile', ...
               'rope_load: %s is neither a safetensors nor a .npy file', file);

end

% Numbers of the tensors asked for; none if no name was given.  (A tensor may be called '', which is char; none is [].)
function k = find_tensors (list, names, file)

  k = [];
  if isnumeric (names)
    return
  end
  names = cellstr (names);
  k = zeros (1, numel (names));
  for n = 1:numel (names)
    i = find (strcmp (names{n}, {list.name}));
    tensor_need (~ isempty (i), 'unknownTensor', 'rope_load: %s has no tensor ''%s''%s', file, names{n}, near_names (list, names{n}));
    k(n) = i;
  end

end

% Some names of the file, those with the longest common start first.
function text = near_names (list, name)

  text = '';
  if isempty (list)
    return
  end
  common = zeros (1, numel (list));
  for k = 1:numel (list)
    m = min (numel (name), numel (list(k).name));
    common(k) = sum (cumprod (double (name(1:m)) == double (list(k).name(1:m))));
  end
  [~, order] = sort (-common);
  near = {list(order(1:min (end, 5))).name};
  text = ['; it has ', strjoin(near, ', ')];
  if numel (list) > 5
    text = sprintf ('%s and %d more', text, numel (list) - 5);
  end

end

function x = one_tensor (fid, file, t, opt)

  meaning = t.dtype;
  if ~ isempty (opt.dtype)
    tensor_need (any (strcmp (t.dtype, {'u16', 'v2', opt.dtype})), 'badOption', ...
                 'rope_load: DTYPE ''%s'' tells what 16-bit elements mean, but these are %s', opt.dtype, t.dtype);
    meaning = opt.dtype;
  end
  types = tensor_types ();
  type = types(strcmp (meaning, {types.name}));
  hint = '';
  if strcmp (meaning, 'v2')
    hint = '; if they are bfloat16 say ''dtype'', ''bf16''';
  end
  tensor_need (~ isempty (type.class), 'unsupportedType', ...
               'rope_load: elements of type %s cannot be loaded%s', upper (meaning), hint);

  [first, count, shape] = selected (t, opt.rows);
  moved = numel (shape) > 1 && strcmp (t.order, 'column-major') == strcmp (opt.dims, 'reversed');
  need = count * type.bits / 8 * (1 + moved);
  have = tensor_available ();
  tensor_need (need <= have, 'outOfMemory', 'rope_load: tensor ''%s'' needs %.1f GB of memory, but %.1f GB are available', ...
               t.name, need / 1e9, have / 1e9);
  arrange = @(v) tensor_arrange (v, shape, strcmp (t.order, 'column-major'), strcmp (opt.dims, 'reversed'));
  x = tensor_read (fid, file, t, first, count);
  if strncmp (meaning, 'c', 1)
    x = complex (arrange (x(1:2:end)), arrange (x(2:2:end)));    % last: what is complex with no imaginary part stays so
  else
    x = arrange (x);
  end
  if opt.unpack && any (strcmp (meaning, {'bf16', 'f16'}))
    x = rope_unpack (x, meaning);
  end

end

% First element, number of elements and shape of the rows asked for.
function [first, count, shape] = selected (t, rows)

  first = 0;
  shape = t.shape;
  count = prod (shape);
  if isempty (rows)
    return
  end
  tensor_need (isnumeric (rows) && isreal (rows) && numel (rows) == 2 && all (rows(:) == fix (rows(:))), 'badValue', ...
               'rope_load: ROWS must be two integers, first and last');
  tensor_need (~ isempty (shape) && strcmp (t.order, 'row-major'), 'badOption', ...
               'rope_load: ROWS needs a row-major tensor with at least one dimension');
  rows = double (rows);
  tensor_need (rows(1) >= 1 && rows(2) <= shape(1) && rows(1) <= rows(2) + 1, 'badValue', ...
               'rope_load: ROWS must lie between 1 and %d, got %g to %g', shape(1), rows);
  width = prod (shape(2:end));
  first = (rows(1) - 1) * width;
  shape(1) = rows(2) - rows(1) + 1;
  count = shape(1) * width;

end

function print_list (list)

  for t = list(:)'
    fprintf ('%-11s %-24s %12.0f bytes  %s\n', t.dtype, ['[', tensor_shape_text(t.shape), ']'], t.bytes, t.name);
  end

end

%!demo
%! % a file as models come in, its list, and one tensor in both orders of dimensions
%! file = [tempname(), '.safetensors'];
%! rope_save (file, {'layers.0.q', rand(2, 5, 3, 8), 'bf16'; 'layers.0.k', single(rand (2, 5, 1, 8)), ''}, 'metadata', {'format', 'pt'});
%! rope_load (file)
%! [q, info] = rope_load (file, 'layers.0.q');
%! size (q), class (q), info.dtype
%! size (rope_load (file, 'layers.0.q', 'dims', 'reversed', 'unpack', true))
%! delete (file);

%!test  # the example of the help text
%! file = [tempname(), '.safetensors'];
%! rope_save (file, {'layers.0.q', rand(2, 5, 3, 8); 'layers.0.k', single(rand (2, 5, 1, 8))});
%! assert (size (rope_load (file, 'layers.0.q')), [2, 5, 3, 8]);
%! assert (size (rope_load (file, 'layers.0.q', 'dims', 'reversed')), [8, 3, 5, 2]);
%! delete (file);
%!test  # real tensors into a rotation: as they lie in the file and by their own indices, the same bits
%! file = [tempname(), '.safetensors'];
%! rope_save (file, 'q', randn (2, 5, 3, 8), 'dtype', 'bf16');
%! [c, s] = rope_cache (5, 8);
%! [q, info] = rope_load (file, 'q');
%! y = rope_apply (q, c, s, 'dtype', info.dtype);
%! z = rope_apply (rope_load (file, 'q', 'dims', 'reversed'), c, s, 'dtype', info.dtype, 'format', 'dhsb');
%! assert (permute (z, 4:-1:1), y);
%! delete (file);
