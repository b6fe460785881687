% T = tensor_describe (TENSORS, OPT, NPY)  checked tensors, ready to be written.
%
% TENSORS  N-by-3 cell array: name, array, dtype
% OPT      options of rope_save
% NPY      whether they go to a .npy file
% T        row of structs: name, dtype, shape (as the file will tell it), bits, stored (class of the numbers written), x

function t = tensor_describe (tensors, opt, npy)

  n = size (tensors, 1);
  t = struct ('name', cell (1, n), 'dtype', '', 'shape', [], 'bits', 0, 'stored', '', 'x', []);
  for k = 1:n
    check_name (tensors{k, 1}, npy);
    x = tensors{k, 2};
    what = 'X';
    if ~ npy
      what = sprintf ('tensor ''%s''', tensors{k, 1});
    end
    tensor_need (isnumeric (x) || islogical (x), 'badClass', 'rope_save: %s must be a numeric or logical array, got %s', what, class (x));
    tensor_need (~ issparse (x), 'badClass', 'rope_save: %s must be a full array, got sparse', what);
    [t(k).x, t(k).dtype] = formatted (x, tensors{k, 3}, what);
    types = tensor_types ();
    type = types(strcmp (t(k).dtype, {types.name}));
    tensor_need (npy || type.safe, 'unsupportedType', 'rope_save: safetensors files have no %s (%s)', upper (type.name), what);
    t(k).name = tensors{k, 1};
    t(k).bits = type.bits;
    t(k).stored = type.stored;
    t(k).shape = told_shape (t(k).x, opt, what);
  end
  names = {t.name};
  tensor_need (numel (unique (names)) == n, 'badValue', 'rope_save: two tensors have the same name');

end

function check_name (name, npy)

  tensor_need (ischar (name) && (size (name, 1) == 1 || isempty (name)), 'badClass', ...
               'rope_save: the NAME of a tensor must be a row of characters, got %s', class (name));
  tensor_need (npy || ~ strcmp (name, '__metadata__'), 'badValue', ...
               'rope_save: a tensor cannot be called __metadata__, see the option METADATA');

end

% The array in the format asked for, and that format's name.
function [x, dtype] = formatted (x, wanted, what)

  tensor_need (ischar (wanted), 'badClass', 'rope_save: DTYPE must be text, got %s', class (wanted));
  types = tensor_types ();
  own = types(strcmp (class (x), {types.class}));
  own = own(end).name;                           % of uint16: u16, the last
  if isfloat (x)
    names = {'f32', 'f64'; 'c64', 'c128'};
    own = names{1 + (~ isreal (x)), 1 + isa (x, 'double')};
  end
  dtype = lower (wanted);
  if isempty (wanted) || strcmp (dtype, own)
    dtype = own;
    return
  end
  tensor_need (any (strcmp (dtype, {types(~ cellfun (@isempty, {types.class})).name})), 'unsupportedType', ...
               'rope_save: DTYPE ''%s'' is unknown (%s)', wanted, what);
  to_half = any (strcmp (dtype, {'bf16', 'f16'}));
  if isa (x, 'uint16') && to_half
    return                                       % bit patterns
  end
  tensor_need (isfloat (x) && isreal (x) && (to_half || any (strcmp (dtype, {'f32', 'f64'}))), 'badOption', ...
               'rope_save: %s of class %s cannot be written as %s; convert it first', what, class (x), dtype);
  if to_half
    x = rope_pack (x, dtype);
  elseif strcmp (dtype, 'f32')
    x = single (x);
  else
    x = double (x);
  end

end

function shape = told_shape (x, opt, what)

  reversed = strcmp (opt.dims, 'reversed');
  if ~ opt.has_shape
    shape = size (x);
    if reversed
      shape = fliplr (shape);
    end
    return
  end
  shape = opt.shape;
  tensor_need (isnumeric (shape) && isreal (shape) && (isvector (shape) || isempty (shape)) ...
               && all (shape(:) >= 0 & shape(:) == fix (shape(:)) & shape(:) <= 2^53), ...
               'badValue', 'rope_save: SHAPE must be a row of integers, 0 or more');
  shape = double (reshape (shape, 1, []));
  mine = size (x);
  asked = shape;
  if reversed
    asked = fliplr (shape);
  end
  tensor_need (isequal (squeezed (mine), squeezed (asked)), 'badValue', ...
               'rope_save: SHAPE must have the sizes of %s up to ones, got [%s] for [%s]', what, ...
               tensor_shape_text (shape), tensor_shape_text (mine));

end

% Sizes other than 1: adding or leaving out ones does not reorder elements.
function s = squeezed (s)

  s = s(s ~= 1);

end
