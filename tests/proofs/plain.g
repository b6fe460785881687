# plain.g - the source "plain" of src/kernels/cache_body.h: one product of two angles in double.
#
# Claim: absolute error below 7/8 of CACHE_SLACK_PLAIN = 2^-51, which is as far as ends.g reaches.
#
# X, Z and Y, W are the exact cos and sin (with their signs) of the two angles, dx .. dw the errors of the doubles nearest to
# them: at most 2^-54 (half an ulp below 1; the 2^-86 more is room for the error 2^-98 of what was rounded).  The doubles do
# not exceed 1 (rounding is monotonic), hence |P|, |Q| <= 1.
#     |inputs| <= 2^-54 (1 + 2^-32) (|X| + |Y| + |Z| + |W|) <= 2^-54 (1 + 2^-32) 2 sqrt (2),
# because X^2 + Z^2 = Y^2 + W^2 = 1.
# Must fail: s/<= 0x7p-54/<= 0x1p-54/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

exact = X * Y + Z * W;
P = (X + dx) * (Y + dy); p = rnd(P);
Q = (Z + dz) * (W + dw); q = rnd(Q);
h rnd= p + q;
inputs = dx * Y + X * dy + dz * W + Z * dw;

{ |X| <= 1 /\ |Y| <= 1 /\ |Z| <= 1 /\ |W| <= 1 /\ |exact| <= 1 /\ |P| <= 1 /\ |Q| <= 1 /\
  |dx| <= 0x1.00000001p-54 /\ |dy| <= 0x1.00000001p-54 /\ |dz| <= 0x1.00000001p-54 /\ |dw| <= 0x1.00000001p-54 /\
  |inputs| <= 0x1.6a09e669p-53
  -> |h - exact| <= 0x7p-54 }

h - exact -> (h - (p + q)) + (p - P) + (q - Q) + inputs + dx * dy + dz * dw;
p + q -> (p - P) + (q - Q) + inputs + dx * dy + dz * dw + exact;
