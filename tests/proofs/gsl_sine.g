# gsl_sine.g - gsl_sf_sin_e (x) for 0 < x < 2^-16.3, where GSL (specfunc/trig.c) computes x (1 - x^2 / 6) in double.
#
# Claim: relative error below 1.61 * 2^-53 (little.g asks for 2^-47 only).
#
# Hypothesis: sinc = sin (x) / x = 1 - x^2 / 6 + x^4 / 120 - ..., where the terms from x^4 / 120 < 2^-72 on alternate and fall.
# Must fail: s/<= 0x1.9ap-53/<= 0x1p-55/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

x = rnd(x_);
x2 rnd= x * x;
t rnd= x2 / 6;
f rnd= 1 - t;
v rnd= x * f;

{ x in [1b-500, 0x1.a1p-17] /\ |sinc - (1 - x * x / 6)| <= 1b-72 -> |v / (x * sinc) - 1| <= 0x1.9ap-53 }

v / (x * sinc) - 1 -> (v / (x * f)) * (f / sinc) - 1 { x <> 0, sinc <> 0, x * f <> 0 };
v / (x * f) -> 1 + (v - x * f) / (x * f) { x * f <> 0 };
f / sinc -> 1 + (f - sinc) / sinc { sinc <> 0 };
f - sinc -> (f - (1 - t)) + (x * x / 6 - t) - (sinc - (1 - x * x / 6));
