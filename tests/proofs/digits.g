# digits.g - the source "digits" of src/kernels/cache_body.h: two compensated products of three certified seeds.
#
# Claim: hi + lo has an absolute error below 7/8 of CACHE_SLACK_CAREFUL = 2^-96, which is as far as ends.g reaches.
#
# The first product is combine.g's: (cos, sin) of the sum of two digits with an error below 2^-102 in each component, then
# dd_fast_two_sum, whose loss fast_two_sum.g bounds: 2^-103.  Its result c1 + c2, s1 + s2 meets the third seed, y and w (cos and
# sin with sign).  P = c1 y1 and c2 = c1 dc + gc, |gc| <= 2^-101: fast_two_sum.g, normalised or tiny.
# turned: by how much these errors of the first product change the second, at most (2^-102 + 2^-103) (|cos| + |sin|).
# seeds: a seed whose components have relative errors of at most 2^-98 is the exact point times 1 + e, |e| <= 2^-98 as a
# complex number; three of them multiply to at most (1 + 2^-98)^3 - 1.  (Component by component this factor 3 would be 3 sqrt (2).)
# Must fail: s/<= 0x7p-99/<= 0x5p-99/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

gcy = gc * y1; gsw = gs * w1;
p = rnd(P); pl = P - p;
q = rnd(Q); ql = Q - q;
h rnd= p + q; e = (p + q) - h;
x1 rnd= P * dy; x2 = rnd(P * dc + gcy); xs rnd= x1 + x2;
z1 rnd= Q * dw; z2 = rnd(Q * ds + gsw); zs rnd= z1 + z2;
cross rnd= xs + zs;
rest rnd= pl + ql;
sum rnd= rest + cross;
lo rnd= e + sum;
given = (P * (1 + dc) + gcy) * (1 + dy) + (Q * (1 + ds) + gsw) * (1 + dw);
error = ((h + lo) - given) + turned + seeds;

{ |P| in [0, 1] /\ |Q| in [0, 1] /\ |P| + |Q| in [0, 0x1.00000000000004p0] /\ |y1| <= 1 /\ |w1| <= 1 /\
  |dc| <= 1b-53 /\ |dy| <= 1b-53 /\ |ds| <= 1b-53 /\ |dw| <= 1b-53 /\ |gc| <= 1b-101 /\ |gs| <= 1b-101 /\
  |turned| <= 0x3p-102 /\ |seeds| <= 0x3.0001p-98
  -> |error| <= 0x7p-99 /\ |lo| <= 0x1.1p-51 }

error -> (lo - (e + sum)) + (sum - (rest + cross)) + (rest - (pl + ql)) + (cross - (xs + zs)) + (xs - (x1 + x2))
  + (zs - (z1 + z2)) + (x1 - P * dy) + (x2 - (P * dc + gcy)) + (z1 - Q * dw) + (z2 - (Q * ds + gsw))
  - (P * dc + gcy) * dy - (Q * ds + gsw) * dw + turned + seeds;
$ |P| in 16;
