# combine.g - dd_combine (src/doubledouble.h): x y + z w of four double-doubles on the unit circle.
#
# Claim: hi + lo differs by less than 2^-102 from x y + z w of the double-doubles given; |lo| < 1.1 * 2^-51, |hi| < 1.07.
#
# x.hi y.hi = P and x.lo = x.hi dx, and so on: |dx| <= 2^-53 says that x is normalised.  z carries the sign.
# Hypotheses: two_product and two_sum are exact (Dekker 1971; Knuth; no under- or overflow), hence pl, ql, e as defined;
# |P| + |Q| <= 1 + 2^-50 by Cauchy and Schwarz, for (cos, sin) of two angles, each rounded to double.
# Must fail: s/<= 1b-102/<= 1b-122/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

p = rnd(P); pl = P - p;                       # two_product (x.hi, y.hi)
q = rnd(Q); ql = Q - q;                       # two_product (z.hi, w.hi)
h rnd= p + q; e = (p + q) - h;                # two_sum
x1 rnd= P * dy; x2 rnd= P * dx; xs rnd= x1 + x2;
z1 rnd= Q * dw; z2 rnd= Q * dz; zs rnd= z1 + z2;
cross rnd= xs + zs;
rest rnd= pl + ql;
sum rnd= rest + cross;
lo rnd= e + sum;
given = P * (1 + dx) * (1 + dy) + Q * (1 + dz) * (1 + dw);

{ |P| in [0, 1] /\ |Q| in [0, 1] /\ |P| + |Q| in [0, 0x1.00000000000004p0] /\
  |dx| <= 1b-53 /\ |dy| <= 1b-53 /\ |dz| <= 1b-53 /\ |dw| <= 1b-53
  -> |(h + lo) - given| <= 1b-102 /\ |lo| <= 0x1.1p-51 /\ |h| <= 1.07 }

(h + lo) - given -> (lo - (e + sum)) + (sum - (rest + cross)) + (rest - (pl + ql)) + (cross - (xs + zs)) + (xs - (x1 + x2))
  + (zs - (z1 + z2)) + (x1 - P * dy) + (x2 - P * dx) + (z1 - Q * dw) + (z2 - Q * dz) - P * dx * dy - Q * dz * dw;
$ |P| in 16;
