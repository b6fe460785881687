% OUT = study_outputs (C, X, TABLES, PAIRING, M)  every implementation's rotation.
%
% OUT is a struct array: implementation and y.  TABLES {cosines, sines} hold all
% rows; X stands at the rows C.rows.

function out = study_outputs (c, x, tables, pairing, M)

  [cosines, sines] = tables{:};
  rope = {'pairing', pairing, 'axes', c.blocks, 'positions', c.rows};
  rome = {'positions', c.rows};
  y = {rope_apply(x, cosines, sines, rope{:}), ...
       rome_apply(x, M, cosines, sines, 'engine', 'fused', rome{:}), ...
       rome_apply(x, M, cosines, sines, 'engine', 'gemm', rome{:}), ...
       rope_ref(x, cosines, sines, rope{:}), ...
       rome_ref(x, M, cosines, sines, rome{:})};
  names = {'rope_apply', 'rome_apply fused', 'rome_apply gemm', 'rope_ref', 'rome_ref'};
  out = struct ('implementation', names, 'y', y);

end
