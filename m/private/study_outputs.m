% OUT = study_outputs (C, X, TABLES, PAIRING, FORMAT, M)  every implementation's rotation.
%
% OUT is a struct array: implementation and y.  TABLES {cosines, sines} hold the rows
% C.rows in reverse order; token t of X stands at row C.local(t) of them.  The reference
% models know no 16-bit arrays: they rotate in single, and the result is rounded once.

function out = study_outputs (c, x, tables, pairing, format, M)

  place = {'positions', c.local};
  narrow = {};
  plain = @(v) v;
  back = plain;
  if isa (x, 'uint16')
    narrow = {'dtype', format};
    plain = @(v) rope_unpack (v, format);
    back = @(v) rope_pack (v, format);
  end
  [cosines, sines] = tables{:};
  rope = [{'pairing', pairing, 'axes', c.blocks}, place];
  y = {rope_apply(x, cosines, sines, rope{:}, narrow{:}), ...
       rome_apply(x, M, cosines, sines, 'engine', 'fused', place{:}, narrow{:}), ...
       rome_apply(x, M, cosines, sines, 'engine', 'gemm', place{:}, narrow{:}), ...
       back(rope_ref (plain (x), plain (cosines), plain (sines), rope{:})), ...
       back(rome_ref (plain (x), M, plain (cosines), plain (sines), place{:}))};
  names = {'rope_apply', 'rome_apply fused', 'rome_apply gemm', 'rope_ref', 'rome_ref'};
  out = struct ('implementation', names, 'y', y);

end
