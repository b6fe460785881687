function rope_save (file, varargin)
%ROPE_SAVE  Write arrays to a .safetensors or .npy file.
%
%   Usage: rope_save (file, x)                             file.npy: one array
%          rope_save (file, name, x)                       file.safetensors: one tensor
%          rope_save (file, tensors)                       file.safetensors: several
%          rope_save (..., option, value, ...)
%
%   The ending of FILE, .npy or .safetensors, chooses the format.  TENSORS is an N-by-2 cell array {name, array; ...}, an N-by-3
%   cell array whose third column holds the DTYPE of each ('' for the usual one), or a struct with one field per tensor.
%
%   Arrays are full and numeric or logical.  The format of the numbers follows the class:
%
%     double, single            f64, f32; complex: c128 (only .npy), c64
%     int8 ... uint64, logical  i8 ... u64, bool
%     uint16 with 'dtype'       bf16 or f16: the bit patterns are written as they are, see rope_pack
%
%   X is stored in row-major order with the shape size (X), so that x(b,s,h,d) here is x[b-1,s-1,h-1,d-1] in Python.  With 'dims',
%   'reversed' no element is moved: a d-by-h-by-s-by-b array becomes a [b,s,h,d] tensor.  rope_load with the same option gives
%   the array back, bit for bit.
%
%   Options (NAME, VALUE pairs or a struct):
%     'dtype'       'f64', 'f32', 'bf16', 'f16': double and single arrays are rounded to it once, to nearest even; for uint16 see
%                   above
%     'dims'        'same' (default) or 'reversed'
%     'shape'       shape to be told by the file, as many elements as X: [] for a single number, n for a Python 1-D array, sizes
%                   with trailing ones.  Default: size (X), reversed with 'reversed'.  One tensor only
%     'metadata'    safetensors: texts for __metadata__, an N-by-2 cell array {key, text; ...} or a struct of texts
%     'order'       .npy: 'row-major' (default) or 'column-major' (fortran_order True: no element is moved)
%     'byte_order'  .npy: 'little' (default) or 'big'
%
%   bf16 in .npy is written as numpy with ml_dtypes does, type V2: in Python, np.load (f).view (ml_dtypes.bfloat16).
%
%   The file is written under another name in the same folder (FILE.part) and renamed when it is complete: after an error or
%   Ctrl-C an old FILE is as it was.
%
%   Errors: rome:cannotWrite (the system's reason is told), rome:badClass, rome:badValue (names, shapes), rome:unsupportedType (the
%   format has no such numbers), rome:unknownOption, rome:badOption.
%
%   Example:
%     [c, s] = rope_cache (2048, 128, 'dtype', 'single');
%     rope_save ([tempname(), '.safetensors'], struct ('cos', c, 'sin', s), 'metadata', {'base', '10000'});
%     rope_save ([tempname(), '.npy'], c);
%
%   See also: rope_load, rope_pack.

  tensor_need (nargin >= 2, 'badCall', 'rope_save: FILE and an array are needed');
  tensor_need (ischar (file) && size (file, 1) == 1, 'badClass', 'rope_save: FILE must be a row of characters, got %s', class (file));
  [~, ~, extension] = fileparts (file);
  npy = strcmpi (extension, '.npy');
  tensor_need (npy || strcmpi (extension, '.safetensors'), 'badValue', ...
               'rope_save: FILE must end in .safetensors or .npy, got %s', file);
  [tensors, opt] = arguments (varargin, npy);
  t = tensor_describe (tensors, opt, npy);
  if npy
    head = npy_header (t, opt);
  else
    [head, t] = safetensors_header (t, opt);
  end
  tensor_write (file, head, t, opt);

end

% TENSORS as an N-by-3 cell array, and the options.
function [tensors, opt] = arguments (args, npy)

  if npy
    tensors = {'', args{1}, ''};
    args = args(2:end);
  elseif ischar (args{1})
    tensor_need (numel (args) >= 2, 'badCall', 'rope_save: an array must follow the NAME');
    tensors = {args{1:2}, ''};
    args = args(3:end);
  elseif isstruct (args{1}) && isscalar (args{1})
    tensors = [fieldnames(args{1}), struct2cell(args{1})];
    args = args(2:end);
  else
    tensors = args{1};
    args = args(2:end);
    tensor_need (iscell (tensors) && ndims (tensors) == 2 && (any (size (tensors, 2) == [2, 3]) || isempty (tensors)), 'badClass', ...
                 'rope_save: TENSORS of a safetensors file must have names: a struct, {name, array; ...}, or NAME, X');
    if isempty (tensors)
      tensors = cell (0, 2);
    end
  end
  if size (tensors, 2) == 2
    tensors = [tensors, repmat({''}, size (tensors, 1), 1)];
  end
  none = 'size of X';                            % [] is a shape
  opt = rome_options ('rope_save', struct ('dtype', '', 'dims', {{'same', 'reversed'}}, 'shape', none, 'metadata', [], ...
                      'order', {{'row-major', 'column-major'}}, 'byte_order', {{'little', 'big'}}), args);
  opt.has_shape = ~ ischar (opt.shape);
  tensor_need (~ opt.has_shape || size (tensors, 1) == 1, 'badOption', 'rope_save: SHAPE is for one tensor, got %d', size (tensors, 1));
  if npy
    tensor_need (isempty (opt.metadata), 'badOption', 'rope_save: METADATA is for safetensors files');
  else
    tensor_need (strcmp (opt.order, 'row-major') && strcmp (opt.byte_order, 'little'), 'badOption', ...
                 'rope_save: safetensors files are row-major and little-endian, other ORDER and BYTE_ORDER are for .npy');
  end
  for k = 1:size (tensors, 1)
    if isempty (tensors{k, 3})
      tensors{k, 3} = opt.dtype;
    end
  end

end

% The bytes of a .npy file before its elements, version 1.0; their number is a multiple of 64.
function head = npy_header (t, opt)

  types = tensor_types ();
  code = types(strcmp (t.dtype, {types.name})).code;
  if isempty (code)
    code = 'V2';                                 % bf16
  end
  mark = '<';
  if strcmp (opt.byte_order, 'big') && ~ strcmp (code, 'V2')
    mark = '>';
  end
  if t.bits == 8
    mark = '|';
  end
  shape = tensor_shape_text (t.shape);
  if numel (t.shape) == 1
    shape = [shape, ','];                        % Python's tuple of one
  end
  words = {'False', 'True'};
  fortran = strcmp (opt.order, 'column-major');
  text = sprintf ('{''descr'': ''%s%s'', ''fortran_order'': %s, ''shape'': (%s), }', mark, code, words{fortran + 1}, shape);
  text = [text, repmat(' ', 1, mod (-(10 + numel (text) + 1), 64)), char(10)];
  tensor_need (numel (text) < 2^16, 'badValue', 'rope_save: SHAPE has too many dimensions for a .npy file, %d', numel (t.shape));
  head = [147, double('NUMPY'), 1, 0, mod(numel (text), 256), floor(numel (text) / 256), double(text)];

end

% The bytes of a safetensors file before its tensors, and these in the order of their data: the widest numbers first, so that
% every tensor begins at a multiple of its number's size.
function [head, t] = safetensors_header (t, opt)

  [~, order] = sort (-[t.bits]);
  where = zeros (1, numel (t));
  reached = 0;
  for k = order
    where(k) = reached;
    reached = reached + numel (t(k).x) * t(k).bits / 8;
  end
  parts = metadata_part (opt.metadata);
  for k = 1:numel (t)
    last = where(k) + numel (t(k).x) * t(k).bits / 8;
    parts{end+1} = sprintf ('%s:{"dtype":"%s","shape":[%s],"data_offsets":[%.0f,%.0f]}', ...
                            json_text (t(k).name), upper (t(k).dtype), tensor_shape_text (t(k).shape), where(k), last);
  end
  text = ['{', strjoin(parts, ','), '}'];
  text = [text, repmat(' ', 1, mod (-numel (text), 8))];
  tensor_need (numel (text) <= 1e8, 'badValue', 'rope_save: the names take more than the 100 million bytes that a header may have');
  head = [mod(floor (numel (text) ./ 256 .^ (0:7)), 256), double(text)];
  t = t(order);

end

function parts = metadata_part (metadata)

  parts = {};
  if isempty (metadata)
    return
  end
  if isstruct (metadata) && isscalar (metadata)
    metadata = [fieldnames(metadata), struct2cell(metadata)];
  end
  tensor_need (iscellstr (metadata) && ndims (metadata) == 2 && size (metadata, 2) == 2, 'badClass', ...
               'rope_save: METADATA must be a struct of texts or an N-by-2 cell array of texts');
  tensor_need (numel (unique (metadata(:, 1))) == size (metadata, 1), 'badValue', 'rope_save: METADATA has a key twice');
  pairs = cell (1, size (metadata, 1));
  for k = 1:size (metadata, 1)
    pairs{k} = [json_text(metadata{k, 1}), ':', json_text(metadata{k, 2})];
  end
  parts = {['"__metadata__":{', strjoin(pairs, ','), '}']};

end

function text = json_text (s)

  try
    regexp (s, '^', 'once');                     % refuses what is not UTF-8
  catch
    error ('rome:badValue', 'rope_save: names and metadata must be UTF-8');
  end
  text = '""';
  if ~ isempty (s)
    text = jsonencode (s);
  end

end

%!demo
%! % tables for another program, and back
%! file = [tempname(), '.safetensors'];
%! [c, s] = rope_cache (2048, 128, 'dtype', 'single');
%! rope_save (file, struct ('cos', c, 'sin', s), 'metadata', {'base', '10000'});
%! rope_load (file)
%! isequal (rope_load (file, 'cos'), c)
%! delete (file);

%!test  # the example of the help text
%! file = [tempname(), '.npy'];
%! c = rope_cache (2048, 128, 'dtype', 'single');
%! rope_save (file, c);
%! assert (rope_load (file), c);
%! delete (file);
