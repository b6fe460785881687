# plain.g - the source "plain" of src/kernels/range_body.h: products of two angles in double, the narrower formats' ends.
#
# Claim: the upper end lies CACHE_SLACK_PLAIN = m = 2^-50 above the exact value, the lower one as far below, to within 3/4 of m.
#
# X, Z and Y, W are the exact cos and sin (with their signs) of the two angles; the doubles nearest to them are off by at most
# 2^-54 (half an ulp below 1; 2^-86 more is room for the error of what was rounded, below 2^-96), and do not exceed 1 (rounding is
# monotonic).  P and Q are the products of these doubles, exact if they are fused with the sums, else off by at most 2^-54 each.
#     inputs = P + Q - exact,   |inputs| <= 2^-54 (1 + 2^-32) (|X| + |Y| + |Z| + |W|) + 2^-106 + 2 * 2^-54
#                                        <= 2^-54 ((1 + 2^-31) 2 sqrt (2) + 2)
# because X^2 + Z^2 = Y^2 + W^2 = 1, and |P + Q| <= 1 + |inputs|.
# With an attention factor everything scales by the power of two that the slack is scaled by.
# Must fail: s/<= 0x5p-53/<= 0x1p-53/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

m = 0x1p-50;
t = rnd(Q + m);
up = rnd(P + t);
down = rnd(up - 2 * m);
exact = (P + Q) - inputs;

{ |P| <= 1 /\ |Q| <= 1 /\ |P + Q| <= 0x1.000000000001p0 /\ |inputs| <= 0x2.6a09e66ap-53
  -> |(up - m) - exact| <= 0x5p-53 /\ |(down + m) - exact| <= 0x6p-53 }

P + t -> (t - (Q + m)) + m + (P + Q);
(up - m) - exact -> (up - (P + t)) + (t - (Q + m)) + inputs;
up - 2 * m -> (up - (P + t)) + (t - (Q + m)) - m + (P + Q);
(down + m) - exact -> (down - (up - 2 * m)) + (up - (P + t)) + (t - (Q + m)) + inputs;
