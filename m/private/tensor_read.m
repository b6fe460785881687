% X = tensor_read (FID, FILE, T, FIRST, COUNT)  COUNT elements of the tensor T of a list, from number FIRST (from 0) on.
%
% X is a column in the order of the file; each complex element is two real ones.  It is filled part by part, so that no second copy of a large tensor arises and
% Ctrl-C is heard.

function x = tensor_read (fid, file, t, first, count)

  types = tensor_types ();
  type = types(strcmp (t.dtype, {types.name}));
  arch = ['ieee-', t.byte_order(1), 'e'];
  numbers = 1;                                  % of the stored class for each element
  if any (strcmp (type.name, {'c64', 'c128'}))
    numbers = 2;
  end
  tensor_need (fseek (fid, t.offset + first * type.bits / 8, 'bof') == 0, 'badFile', ...
               'rope_load: cannot move to byte %.0f of %s', t.offset + first * type.bits / 8, file);
  n = count * numbers;
  x = zeros (n, 1, type.stored);
  part = 2^21;
  for k = 0:part:n-1
    m = min (part, n - k);
    [piece, got] = fread (fid, m, [type.stored, '=>', type.stored], 0, arch);
    tensor_need (got == m, 'badFile', 'rope_load: %s ended while it was read', file);
    x(k+1:k+m) = piece;
  end
  if strcmp (type.class, 'logical')
    x = x ~= 0;
  end

end
