# less.g - the last steps of KERNEL (little) in src/kernels/point_body.h: 1 - versine and r - r cubic in double-double.
#
# Claim: cos r has an absolute error below 2^-106 from here, sin r a relative error below 3.1 * 2^-106.
#
# versine = Vh + Vl and cubic = ch + cl as little.g bounds them; for the sine 1 <= rh <= 2, which a power of two reaches
# without changing a bit.  two_product and fast_two_sum are exact (|rh| >= 2 |mh|).
# Must fail: s/<= 0x3.1p-106/<= 0x1p-108/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

# less (one, versine)
Vh = rnd(Vh_);
a rnd= 1 - Vh; al = (1 - Vh) - a;
at rnd= al - Vl;
cosine = a + at;

# m = dd_multiply (r, cubic), less (r, m)
rh = rnd(rh_);
m0 rnd= rh * ch; ml0 = rh * ch - m0;
m1 rnd= rh * cl; m2 rnd= rl * ch; m3 rnd= m1 + m2;
m4 rnd= ml0 + m3;
mh rnd= m0 + m4; ml = (m0 + m4) - mh;
d rnd= rh - mh; dl = (rh - mh) - d;
t rnd= rl - ml;
low rnd= dl + t;
sine = d + low;
given = (rh + rl) * (1 - (ch + cl));

{ Vh in [0, 1b-31] /\ |Vl| <= 1b-84 /\ rh in [1, 2] /\ rl / rh in [-1b-53, 1b-53] /\ ch in [0, 1b-33] /\ |cl| <= 1b-86
  -> |cosine - (1 - (Vh + Vl))| <= 1b-106 /\ |(sine - given) / given| <= 0x3.1p-106 /\ d >= 0.9 /\ |low| <= 1b-51 }

cosine - (1 - (Vh + Vl)) -> at - (al - Vl);
sine - given -> (low - (dl + t)) + (t - (rl - ml)) - (m4 - (ml0 + m3)) - (m3 - (m1 + m2)) - (m1 - rh * cl) - (m2 - rl * ch)
  + rl * cl;
$ rh in 32;
