# careful.g - seeds from seeds (add_seeds of src/kernels/cache_body.h): one compensated product of two certified seeds.
#
# Claim: hi + lo has an absolute error below 9/16 * 2^-96.  digits.g goes on from there.
#
# X, Z and Y, W are the exact cos and sin (with their signs) of the two angles, ex .. ew the relative errors of the seeds,
# arithmetic the error that combine.g bounds.  Cauchy and Schwarz: |X Y| + |Z W| <= 1.
# Must fail: s/<= 0x9p-100/<= 0x7p-100/
# SPDX-License-Identifier: GPL-3.0-or-later
exact = XY + ZW;
computed = XY * (1 + ex) * (1 + ey) + ZW * (1 + ez) * (1 + ew) + arithmetic;

{ |XY| in [0, 1] /\ |ZW| in [0, 1] /\ |XY| + |ZW| in [0, 1] /\ |arithmetic| <= 1b-102 /\
  |ex| <= 1b-98 /\ |ey| <= 1b-98 /\ |ez| <= 1b-98 /\ |ew| <= 1b-98
  -> |computed - exact| <= 0x9p-100 }

computed - exact -> XY * (ex + ey + ex * ey) + ZW * (ez + ew + ez * ew) + arithmetic;
$ |XY| in 64;
