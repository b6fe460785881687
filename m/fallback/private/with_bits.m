% [...] = with_bits (MODEL, ARGS, ARRAYS, TENSORS, DTYPE)  calls a model with bit patterns of 16-bit formats as numbers.
%
% The first ARRAYS of ARGS are arrays, the first TENSORS of those the ones that the results look like.  Rotated in single,
% rounded once.
function varargout = with_bits (model, args, arrays, tensors, dtype)
  if ~any (strcmpi (dtype, {'bf16', 'f16'}))
    if ~isempty (dtype)
      dtype_fits (args{1}, dtype);
    end
    [varargout{1:nargout}] = model (args{:});
    return
  end
  packed = cellfun (@(a) isa (a, 'uint16'), args(1:arrays));
  for k = find (packed)
    args{k} = rope_unpack_ref (args{k}, dtype);
  end
  [varargout{1:nargout}] = model (args{:});
  for k = 1:min (nargout, tensors)
    if packed(k)
      varargout{k} = rope_pack_ref (varargout{k}, dtype);
    end
  end
end

function dtype_fits (x, dtype)
  if ~strcmpi (class (x), dtype)
    error ('rome:badOption', 'DTYPE is ''%s'', but X is %s', dtype, class (x));
  end
end
