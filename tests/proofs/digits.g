# digits.g - the sources "digits" and "careful" of src/kernels/cache_body.h: compensated products of three and four certified seeds.
#
# Claim: hi + lo has an absolute error below 5/8 of CACHE_SLACK_CAREFUL = 2^-95; ends.g reaches 7/8.
#
# Products of two seeds are combine.g's: (cos, sin) of the sum of two angles with an error below 2^-102 in each component, then
# dd_fast_two_sum, whose loss fast_two_sum.g bounds: 2^-103.  Digits multiply one of them by a third seed, ranges two of them with
# each other.  c1 + c2, s1 + s2 and y1 + y2, w1 + w2 are the factors, cos and sin (with sign): P = c1 y1, c2 = c1 dc + gc and
# y2 = y1 dy + gy, |gc|, |gy| <= 2^-101: fast_two_sum.g, normalised or tiny.  (A seed has no g.)  cy, sw: c2 y2 and s2 w2.
# turned: by how much these errors of both factors change the product, at most 2 (2^-102 + 2^-103) (|cos| + |sin|).
# seeds: a seed whose components have relative errors of at most 2^-98 is the exact point times 1 + e, |e| <= 2^-98 as a
# complex number; four of them multiply to at most (1 + 2^-98)^4 - 1.  (Component by component this factor 4 would be larger.)
# Must fail: s/<= 0x5p-98/<= 0x3p-98/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

p = rnd(P); pl = P - p;
q = rnd(Q); ql = Q - q;
h rnd= p + q; e = (p + q) - h;
x1 = rnd(P * dy + gcy); x2 = rnd(P * dc + gyc); xs rnd= x1 + x2;
z1 = rnd(Q * dw + gsw); z2 = rnd(Q * ds + gws); zs rnd= z1 + z2;
cross rnd= xs + zs;
rest rnd= pl + ql;
sum rnd= rest + cross;
lo rnd= e + sum;
given = P + (P * dy + gcy) + (P * dc + gyc) + cy + Q + (Q * dw + gsw) + (Q * ds + gws) + sw;
error = ((h + lo) - given) + turned + seeds;

{ |P| in [0, 1] /\ |Q| in [0, 1] /\ |P| + |Q| in [0, 0x1.00000000000004p0] /\
  |dc| <= 1b-53 /\ |dy| <= 1b-53 /\ |ds| <= 1b-53 /\ |dw| <= 1b-53 /\
  |gcy| <= 0x1.1p-101 /\ |gsw| <= 0x1.1p-101 /\ |gyc| <= 0x1.1p-101 /\ |gws| <= 0x1.1p-101 /\ |cy| <= 0x1.1p-106 /\ |sw| <= 0x1.1p-106 /\
  |turned| <= 0x5p-102 /\ |seeds| <= 0x4.0001p-98
  -> |error| <= 0x5p-98 /\ |lo| <= 0x1.1p-51 }

error -> (lo - (e + sum)) + (sum - (rest + cross)) + (rest - (pl + ql)) + (cross - (xs + zs)) + (xs - (x1 + x2))
  + (zs - (z1 + z2)) + (x1 - (P * dy + gcy)) + (x2 - (P * dc + gyc)) + (z1 - (Q * dw + gsw)) + (z2 - (Q * ds + gws))
  - cy - sw + turned + seeds;
$ |P| in 16;
