# small.g - dd_combine (src/doubledouble.h) where the second product is at most 1/64 of the first, as for the cosines of
# src/kernels/point_body.h: the error relative to the sum.
#
# Claim: relative error below 15 * 2^-106 for -1/64 <= ratio <= 1/64.
#
# The model is that of cancel.g.
# |ratio| = tan a tan b < 2^-7: a <= pi / 4, b <= 2 pi / 2^10, or a <= 2 pi / 2^10, b <= 2 pi / 2^18.
# Must fail: s/<= 0xfp-106/<= 0x1p-107/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

Q = P * ratio;
p = rnd(P); pl = P - p;
q = rnd(Q); ql = Q - q;
h rnd= p + q; e = (p + q) - h;
x1 rnd= P * dy; x2 rnd= P * dx; xs rnd= x1 + x2;
z1 rnd= Q * dw; z2 rnd= Q * dz; zs rnd= z1 + z2;
cross rnd= xs + zs;
rest rnd= pl + ql;
sum rnd= rest + cross;
lo rnd= e + sum;
given = P * (1 + dx) * (1 + dy) + Q * (1 + dz) * (1 + dw);

{ P in [1, 2] /\ |ratio| <= 1b-6 /\
  |dx| <= 1b-53 /\ |dy| <= 1b-53 /\ |dz| <= 1b-53 /\ |dw| <= 1b-53
  -> |((h + lo) - given) / (P + Q)| <= 0xfp-106 }

P + Q -> P * (1 + ratio);
(h + lo) - given -> (lo - (e + sum)) + (sum - (rest + cross)) + (rest - (pl + ql)) + (cross - (xs + zs)) + (xs - (x1 + x2))
  + (zs - (z1 + z2)) + (x1 - P * dy) + (x2 - P * dx) + (z1 - Q * dw) + (z2 - Q * dz) - P * dx * dy - Q * dz * dw;
$ P in 8, ratio in 8;
