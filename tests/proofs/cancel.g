# cancel.g - dd_combine (src/doubledouble.h) where the second product takes at most half of the first, as in the kernel of
# src/kernels/point_body.h: the error relative to the sum.
#
# Claim: relative error below 38 * 2^-106 for -1/2 <= ratio <= 1/2, and |lo| < |hi|, as the next dd_fast_two_sum asks.
#
# P = x.hi y.hi, scaled by a power of two to [1, 2] (which changes no bit), z.hi w.hi = ratio P.
# Where the ratio comes from: sin (a -+ b) = sin a cos b -+ cos a sin b with 0 <= b <= a / 2 < pi / 4 has
# |ratio| = tan b / tan a <= (1 - tan^2 (a / 2)) / 2 < 1 / 2; here a = 2 pi k / 2^17, b <= 2 pi / 2^18, then a = 2 pi j / 2^9,
# b <= 2 pi / 2^10, k, j >= 1.  2^-40 more is room for the rounding of the factors.
# Must fail: s/<= 0x26p-106/<= 0x1p-106/
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

{ P in [1, 2] /\ |ratio| <= 0x1.0000000001p-1 /\
  |dx| <= 1b-53 /\ |dy| <= 1b-53 /\ |dz| <= 1b-53 /\ |dw| <= 1b-53
  -> |((h + lo) - given) / (P + Q)| <= 0x26p-106 /\ h >= 0.49 /\ |lo| <= 0x3p-51 }

P + Q -> P * (1 + ratio);
(h + lo) - given -> (lo - (e + sum)) + (sum - (rest + cross)) + (rest - (pl + ql)) + (cross - (xs + zs)) + (xs - (x1 + x2))
  + (zs - (z1 + z2)) + (x1 - P * dy) + (x2 - P * dx) + (z1 - Q * dw) + (z2 - Q * dz) - P * dx * dy - Q * dz * dw;
$ P in 8, ratio in 32;
