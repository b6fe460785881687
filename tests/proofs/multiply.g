# multiply.g - dd_multiply (src/doubledouble.h), as point_scale applies the attention factor.
#
# Claim: relative error below 7.1 * 2^-106, and the precondition of its dd_fast_two_sum.
#
# Joldes, Muller and Popescu (2017) prove 5 * 2^-106 for this algorithm; 7.1 is enough here.  a and b are scaled to 1 <= hi <= 2;
# two_product is exact.
# Must fail: s/<= 0x7.1p-106/<= 0x1p-107/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

a = rnd(a_); b = rnd(b_);
p rnd= a * b; pl = a * b - p;
c1 rnd= a * bl; c2 rnd= al * b; cross rnd= c1 + c2;
low rnd= pl + cross;
given = (a + al) * (b + bl);

{ a in [1, 2] /\ b in [1, 2] /\ al / a in [-1b-53, 1b-53] /\ bl / b in [-1b-53, 1b-53] /\ |al| <= 1b-53 /\ |bl| <= 1b-53
  -> |((p + low) - given) / given| <= 0x7.1p-106 /\ p >= 1 /\ |low| <= 1b-50 }

(p + low) - given -> (low - (pl + cross)) + (cross - (c1 + c2)) + (c1 - a * bl) + (c2 - al * b) - al * bl;
$ a in 16, b in 16;
