# rotation.g - the rotation of src/kernels/rotate_body.h in double: y0 = x0 c - x1 s, each operation rounded once.
#
# Claim: y0 = x0 C (1 + a) - x1 S (1 + b) with |a|, |b| <= 3 u + 3.1 u^2, u = 2^-53, where c and s are the doubles nearest to
# the exact C and S.
#
# The triangle inequality makes of it |y0 - (x0 C - x1 S)| <= (3 u + 3.1 u^2) (|x0 C| + |x1 S|); y1 = x1 c + x0 s likewise.
#
# P = x0 c and Q = x1 s, where they are not zero, are at least twice the least normal number, c and s are normal; ec, es:
# relative errors of the table, at most half an ulp; sum: relative error of the subtraction, which never underflows inexactly.
# Must fail: s/<= 0x3.00000000000019p-53/<= 0x2p-53/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

p = rnd(P); ep = (p - P) / P;
q = rnd(Q); eq = (q - Q) / Q;
a = (1 + ec) * (1 + ep) * (1 + sum) - 1;
b = (1 + es) * (1 + eq) * (1 + sum) - 1;

{ |P| in [1b-1021, 1b1000] /\ |Q| in [1b-1021, 1b1000] /\ |ec| <= 1b-53 /\ |es| <= 1b-53 /\ |sum| <= 1b-53
  -> |a| <= 0x3.00000000000019p-53 /\ |b| <= 0x3.00000000000019p-53 }

a -> ec + ep + sum + ec * ep + ec * sum + ep * sum + ec * ep * sum { P <> 0 };
b -> es + eq + sum + es * eq + es * sum + eq * sum + es * eq * sum { Q <> 0 };
