# truth.g - the whole of KERNEL (point) in src/kernels/point_body.h: the error budget of the certified truth.
#
# Claim: relative error of sin below 196 * 2^-106, of cos below 52 * 2^-106, times an attention factor below 206 * 2^-106; all
# below 255/256 of ROME_CERTIFIED_BOUND = 2^-98 = 256 * 2^-106, which is as far as ends.g reaches.
#
# Relative errors: fs, fc, js, jc of the roots of unity (roots.c in this folder checks every one: 2^-103); ls, lc of the
# little rotation: angle.g 5.1 (sin (r (1 + e)) changes by at most |e| relatively), less.g 3.1, little.g; k of one compensated
# product: cancel.g for the sines, small.g for the cosines; m of one dd_multiply (multiply.g), a of the factor as hi + lo.
# The phase adds less than 2^-130.  r1 .. r4: ratios of the second to the first product, as in cancel.g and small.g.
# Steps that fall away (k = 0, j = 0) only leave terms out.
# Must fail: s/<= 0xcep-106/<= 0x40p-106/
# SPDX-License-Identifier: GPL-3.0-or-later
inner_sine = ((1 + fs) * (1 + lc) + r1 * (1 + fc) * (1 + ls)) / (1 + r1) + k1 - 1;
inner_cosine = ((1 + fc) * (1 + lc) + r2 * (1 + fs) * (1 + ls)) / (1 + r2) + k2 - 1;
sine = ((1 + js) * (1 + ec) + r3 * (1 + jc) * (1 + es)) / (1 + r3) + k3 - 1;
cosine = ((1 + jc) * (1 + ec) + r4 * (1 + js) * (1 + es)) / (1 + r4) + k4 - 1;
scaled = (1 + z) * (1 + m) * (1 + a) - 1;

{ |fs| <= 1b-103 /\ |fc| <= 1b-103 /\ |js| <= 1b-103 /\ |jc| <= 1b-103 /\ |lc| <= 0x1.2p-106 /\ |ls| <= 0x8.4p-106 /\
  |k1| <= 0x26p-106 /\ |k3| <= 0x26p-106 /\ |k2| <= 0xfp-106 /\ |k4| <= 0xfp-106 /\
  |r1| <= 0x1.0000000001p-1 /\ |r3| <= 0x1.0000000001p-1 /\ |r2| <= 1b-6 /\ |r4| <= 1b-6 /\
  |es| <= 0x50p-106 /\ |ec| <= 0x1ap-106 /\    # es, ec stand for inner_sine and inner_cosine, as the first two goals allow
  |z| <= 0xc4p-106 /\ |m| <= 0x7.1p-106 /\ |a| <= 1b-106
  -> |inner_sine| <= 0x50p-106 /\ |inner_cosine| <= 0x1ap-106 /\ |sine| <= 0xc4p-106 /\ |cosine| <= 0x34p-106 /\
     |scaled| <= 0xcep-106 }

inner_sine -> (fs + lc + fs * lc + r1 * (fc + ls + fc * ls)) / (1 + r1) + k1 { 1 + r1 <> 0 };
inner_cosine -> (fc + lc + fc * lc + r2 * (fs + ls + fs * ls)) / (1 + r2) + k2 { 1 + r2 <> 0 };
sine -> (js + ec + js * ec + r3 * (jc + es + jc * es)) / (1 + r3) + k3 { 1 + r3 <> 0 };
cosine -> (jc + ec + jc * ec + r4 * (js + es + js * es)) / (1 + r4) + k4 { 1 + r4 <> 0 };
scaled -> z + m + a + z * m + z * a + m * a + z * m * a;
$ r1 in 32; $ r3 in 32;
