# short.g - the source "short" of src/kernels/range_body.h: factors of a short part and a rest, the ends of f64.
#
# Claim: the upper end, before it is rounded, lies CACHE_SLACK_SHORT = m = 2^-76 above the exact value, the lower one as far below, to
# within 7/8 of m.
#
# cos a = a1 + a2 + ea, and so on: a1 a multiple of 2^-26, |a1| <= 1, |a2| <= 2^-27, |ea| <= 2^-81 (half an ulp of a2) and the error
# of the seed, below 2^-96; b1, b2, eb of cos b; s1, s2, es and t1, t2, et of the sines (with their signs).  a1 b1 and s1 t1 are multiples of
# 2^-52; so is their sum, which is below 2: exact, fused or not.  That is the high part.  What it leaves of the value is
#     low = P1 + P2 + P3 + P4 + rest,   P1 = s2 T, P2 = s1 t2, P3 = a2 B, P4 = a1 b2,
# B and T being b1 + b2 and t1 + t2 rounded.  The products are exact if they are fused with the sums, else off by at most 2^-81 each.
# rest takes back the roundings of B and T (twice 2^-27 2^-54) and of the products (4 * 2^-81), and adds ea .. et times cosines and
# sines, at most (2^-81 + 2^-96) 2 sqrt (2) as in plain.g.  |P1 + P2 + P3 + P4| <= 2 sqrt (2) 2^-27 (1 + 2^-25) by Cauchy and Schwarz.
# With an attention factor everything scales by the power of two that the slack is scaled by.
# Must fail: s/<= 0xep-80/<= 0x7p-80/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

m = 0x1p-76;
l1 = rnd(P1 + m);
l2 = rnd(P2 + l1);
l3 = rnd(P3 + l2);
l4 = rnd(P4 + l3);
down = rnd(l4 - 2 * m);
low = (P1 + P2 + P3 + P4) + rest;

{ |P1| <= 1b-27 /\ |P2| <= 1b-27 /\ |P3| <= 1b-27 /\ |P4| <= 1b-27 /\ |P1 + P2 + P3 + P4| <= 0x1.6a0a1p-26 /\ |rest| <= 0x4.6a1p-80
  -> |(l4 - m) - low| <= 0xep-80 /\ |(down + m) - low| <= 0xep-80 }

P4 + l3 -> (l3 - (P3 + l2)) + (l2 - (P2 + l1)) + (l1 - (P1 + m)) + m + (P1 + P2 + P3 + P4);
(l4 - m) - low -> (l4 - (P4 + l3)) + (l3 - (P3 + l2)) + (l2 - (P2 + l1)) + (l1 - (P1 + m)) - rest;
l4 - 2 * m -> (l4 - (P4 + l3)) + (l3 - (P3 + l2)) + (l2 - (P2 + l1)) + (l1 - (P1 + m)) - m + (P1 + P2 + P3 + P4);
(down + m) - low -> (down - (l4 - 2 * m)) + (l4 - (P4 + l3)) + (l3 - (P3 + l2)) + (l2 - (P2 + l1)) + (l1 - (P1 + m)) - rest;
