% [C, S] = xpos_tables (FNAME, XPOS, C, S, P, DIM, L)  the scale of xPos laid on two tables.
%
%   scale = zeta_i ^ ((p - centre) / scale_base),   zeta_i = (2i + 0.4 DIM) / (1.4 DIM)
%
% multiplies the tables of queries and divides those of keys, in the class of C.  XPOS is 'q', 'k' or a struct with role, scale_base
% (512) and centre: a position, 'floor' (default) or 'ceil' of half the length L.

function [c, s] = xpos_tables (fname, xpos, c, s, p, dim, L)

  if ischar (xpos)
    xpos = struct ('role', xpos);
  end
  need (isstruct (xpos) && isscalar (xpos) && isfield (xpos, 'role') ...
        && any (strcmp (xpos.role, {'q', 'k'})), 'badOption', ...
        '%s: XPOS must be "q", "k" or a struct whose field ''role'' is one of them', fname);
  x = struct ('role', 'q', 'scale_base', 512, 'centre', 'floor');
  for name = fieldnames (xpos)'
    need (isfield (x, name{1}), 'unknownOption', ...
          '%s: unknown field ''%s'' in XPOS; known fields are role, scale_base, centre', fname, name{1});
    x.(name{1}) = xpos.(name{1});
  end
  L = double (L);                       % integer classes would round every quotient
  dim = double (dim);
  need (size (p, 2) == 1, 'badOption', '%s: XPOS is defined on one axis', fname);
  if any (strcmp (x.centre, {'floor', 'ceil'}))
    round_half = str2func (x.centre);
    x.centre = round_half (L / 2);
  end
  need (isnumeric (x.scale_base) && isscalar (x.scale_base) && x.scale_base > 0 ...
        && isnumeric (x.centre) && isscalar (x.centre), 'badValue', ...
        '%s: XPOS.scale_base must be greater than 0 and XPOS.centre a position, "floor" or "ceil"', fname);

  centre = double (x.centre);
  scale_base = double (x.scale_base);
  zeta = (cast (0:2:dim-2, class (c)) + 0.4 * dim) / (1.4 * dim);
  power = (cast (p, class (c)) - centre) / scale_base;
  scale = zeta .^ power;
  if strcmp (x.role, 'q')
    c = c .* scale;
    s = s .* scale;
  else
    c = c ./ scale;
    s = s ./ scale;
  end

end
