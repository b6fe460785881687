# little.g - the series of KERNEL (little) in src/kernels/point_body.h, r <= 2 pi / 2^18.
#
# Claim: 1 - cos r and 1 - sin (r) / r are computed with absolute errors below 2^-110 and 2^-112.
#
# r = rh + rl; s = sin (r / 2), B = 4 s^2 = 2 (1 - cos r); g: relative error of GSL's sin (rh / 2) as sin (r / 2), for which
# gsl_sine.g and |rl| <= 2^-53 rh leave 2^-51; 2^-47 is enough.
# Hypotheses on the series.  From arcsin: r^2 = 2 sum B^n / (n^2 C(2n, n)) = B + B^2/12 + B^3/90 + B^4/560 + ...: all terms are
# positive, B < 2^-30.5, so the rest after B^3 is below B^4/500 < 2^-130.  D = 1 - sin (r) / r = r^2/6 - r^4/120 + r^6/5040 - ...,
# into which the same series puts D = r^2/6 - B^2/120 - B^3/840 + rest, |rest| < B^4/1000 < 2^-130.
# two_product, two_sum and fast_two_sum are exact.
# Must fail: s/<= 1b-110/<= 1b-130/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

r = rh + rl;
B = 4 * s * s;

gs = s * (1 + g);
f rnd= 4 * gs; b rnd= f * gs;
b2 rnd= b * b; b3 rnd= b2 * b;
u1 rnd= b2 / 24; u2 rnd= b3 / 180; u rnd= u1 + u2;
w1 rnd= b2 / 120; w2 rnd= b3 / 840; w rnd= w1 + w2;

# r2 = dd_multiply (r, r)
p rnd= rh * rh; pl = rh * rh - p;
c rnd= rh * rl; cross rnd= c + c;
low rnd= pl + cross;
r2h rnd= p + low; r2l = (p + low) - r2h;

# versine = dd_add_d (r2 / 2, -u)
vh = r2h * 0.5; vl = r2l * 0.5;
sh rnd= vh - u; se = (vh - u) - sh;
sl rnd= se + vl;
versine = sh + sl;

# cubic = dd_add_d (dd_multiply (r2, sixth), -w)
xh = 0x1.5555555555555p-3; xl = 0x1.5555555555555p-57;
k rnd= r2h * xh; kl = r2h * xh - k;
k1 rnd= r2h * xl; k2 rnd= r2l * xh; k3 rnd= k1 + k2;
k4 rnd= kl + k3;
mh rnd= k + k4; ml = (k + k4) - mh;
ch rnd= mh - w; ce = (mh - w) - ch;
cl rnd= ce + ml;
cubic = ch + cl;

{ rh in [0, 0x1.a1p-16] /\ |rl| <= 0x1.a1p-69 /\ s in [0, 0x1.a1p-17] /\ |g| <= 1b-47 /\
  |r * r - (B + B * B / 12 + B * B * B / 90)| <= 1b-130 /\ |D - (r * r / 6 - B * B / 120 - B * B * B / 840)| <= 1b-130
  -> |versine - B / 2| <= 1b-110 /\ |cubic - D| <= 1b-112 /\ |sh| <= 1b-31 /\ |sl| <= 1b-84 /\ |ch| <= 1b-33 /\ |cl| <= 1b-86 }

(p + low) - r * r -> (low - (pl + cross)) + (cross - (c + c)) + 2 * (c - rh * rl) - rl * rl;
b - B -> (b - f * gs) + (f - 4 * gs) * gs + B * (2 * g + g * g);
b2 - B * B -> (b2 - b * b) + (b - B) * (b + B);
b3 - B * B * B -> (b3 - b2 * b) + (b2 - B * B) * b + B * B * (b - B);
u - (B * B / 24 + B * B * B / 180) -> (u - (u1 + u2)) + (u1 - b2 / 24) + (u2 - b3 / 180) + (b2 - B * B) / 24
  + (b3 - B * B * B) / 180;
w - (B * B / 120 + B * B * B / 840) -> (w - (w1 + w2)) + (w1 - b2 / 120) + (w2 - b3 / 840) + (b2 - B * B) / 120
  + (b3 - B * B * B) / 840;
versine - B / 2 -> (sl - (se + vl)) + ((p + low) - r * r) / 2 + (r * r - (B + B * B / 12 + B * B * B / 90)) / 2
  - (u - (B * B / 24 + B * B * B / 180));
cubic - D -> (cl - (ce + ml)) + (k4 - (kl + k3)) + (k3 - (k1 + k2)) + (k1 - r2h * xl) + (k2 - r2l * xh) - r2l * xl
  + (p + low) * (xh + xl - 1 / 6) + ((p + low) - r * r) / 6 - (w - (B * B / 120 + B * B * B / 840))
  - (D - (r * r / 6 - B * B / 120 - B * B * B / 840));
