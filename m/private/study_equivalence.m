% N = study_equivalence (C, X, TABLES, PAIRING, FORMAT, OUT)  differing bits of each result.
%
% N(k) counts the bits in which OUT(k).y of study_outputs differs from the first,
% rope_apply.  rope_apply itself is compared with what it gives on one thread from
% X in another memory order.

function n = study_equivalence (c, x, tables, pairing, format, out)

  narrow = {};
  if isa (x, 'uint16')
    narrow = {'dtype', format};
  end
  other = rope_apply (permute (x, [3, 2, 1]), tables{:}, 'pairing', pairing, 'axes', c.blocks, ...
                      'positions', c.local, 'format', 'dhs', 'threads', 1, narrow{:});
  n = zeros (size (out));
  n(1) = study_differing_bits (out(1).y, ipermute (other, [3, 2, 1]));
  for k = 2:numel (out)
    n(k) = study_differing_bits (out(1).y, out(k).y);
  end

end
