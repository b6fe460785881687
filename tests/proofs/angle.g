# angle.g - r = dd_multiply (two_pi, delta) of src/kernels/point_body.h: from turns to radians.
#
# Claim: relative error of r below 5.1 * 2^-106, and the preconditions of the final dd_fast_two_sum.
#
# delta = hi + lo is turns_to_pair's reading of the exact phase, scaled by a power of two so that 1 <= hi <= 2: 117 leading
# bits, of which lo rounds the last 64 to 53 (|lo| <= 2^-53).  Hypotheses: hi + lo of 2 pi is off by less than 2^-107 (the next digits of pi),
# two_product is exact.
# Must fail: s/<= 0x5.1p-106/<= 0x1p-106/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

th = 0x1.921fb54442d18p+2; tl = 0x1.1a62633145c07p-52;
p rnd= th * dh; pl = th * dh - p;
c1 rnd= th * dl; c2 rnd= tl * dh; cross rnd= c1 + c2;
low rnd= pl + cross;
exact = two_pi * delta;

{ dh in [1, 2] /\ |dl| <= 1b-53 /\ dl / dh in [-1b-53, 1b-53] /\ |(dh + dl) - delta| <= 0x1.01p-106 /\ delta in [0.99, 2.01] /\
  |(th + tl) - two_pi| <= 1b-107 /\ two_pi in [6.28, 6.29]
  -> |((p + low) - exact) / exact| <= 0x5.1p-106 /\ p >= 6 /\ |low| <= 1b-48 }

(p + low) - exact -> (low - (pl + cross)) + (cross - (c1 + c2)) + (c1 - th * dl) + (c2 - tl * dh) - tl * dl
  + ((th + tl) - two_pi) * (dh + dl) + two_pi * ((dh + dl) - delta);
$ dh in 64;
