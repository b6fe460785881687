# ends.g - the ends of the interval of a rounding proof (round_f64, round_f32, ROUND_16 of src/kernels/cache_body.h,
# is_doubtful of src/kernels/point_body.h): do they lie beyond every value that the error bound admits?
#
# Claim: with an error of at most 7/8 of the slack (255/256 for the truth) the upper end, as computed, is not below the exact value.
#
# The lower end by symmetry.  README.md says why that proves the rounding.
#
# f64: the upper end is the sum of hi and up = rnd (lo + slack), rounded once by the very rounding to be proved: the claim is
# up >= lo + error.  f32, 16-bit: there the sum is rounded to double (e1) and float (e2) first; |hi| = g hi with g = +-1.
# Sums of doubles never lose by underflow, so |e1| <= 2^-53; |e2| <= 2^-24 + 2^-47 holds unless the sum is below 2^-126, where
# slack decides.  |lo| < 1.1 * 2^-51 (combine.g, digits.g).  16-bit formats need |lo| <= 2 |hi|, written
# lo16 = ratio |hi|; README.md says what that leaves out.
# Must fail: s/careful_error = 0x7p-98/careful_error = 0x9p-98/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

careful = 0x1p-95; careful_error = 0x7p-98;
careful_up = rnd(lo + careful);

# truth: hi scaled to [1, 2], slack = 2^-98 hi exactly
truth_up = rnd(tl + th * 0x1p-98);

# narrower formats, "careful": 2^-51 |hi| and 2^-22 |hi| are exact
m32 = rnd(a * 0x1p-51 + careful); up32 = rnd(lo + m32);
end32 = (g * a + up32) * (1 + e1);
lo16 = ratio * a;
m16 = rnd(a * 0x1p-22 + careful); up16 = rnd(lo16 + m16);
end16 = (g * a + up16) * (1 + e1) * (1 + e2);

e12 = e1 + e2 + e1 * e2;

{ |lo| <= 0x1.1p-51 /\ th in [1, 2] /\ |tl| <= 1b-53 /\ a in [0, 1.07] /\ |g| <= 1 /\ |e1| <= 1b-53 /\ |e2| <= 0x1.000001p-24 /\
  |ratio| <= 2 /\ |lo16| <= 0x1.1p-51
  -> careful_up - (lo + careful_error) >= 0 /\
     truth_up - (tl + th * 0xffp-106) >= 0 /\
     end32 - (g * a + lo + careful_error) >= 0 /\ end16 - (g * a + lo16 + careful_error) >= 0 }

careful_up - (lo + careful_error) -> (careful_up - (lo + careful)) + (careful - careful_error);
truth_up - (tl + th * 0xffp-106) -> (truth_up - (tl + th * 0x1p-98)) + th * 0x1p-106;
end32 - (g * a + lo + careful_error) -> a * (0x1p-51 + g * e1) + (up32 - (lo + m32)) + (m32 - (a * 0x1p-51 + careful))
  + up32 * e1 + (careful - careful_error);
end16 - (g * a + lo16 + careful_error) -> a * (0x1p-22 + (g + ratio + 0x1p-22) * e12)
  + (up16 - (lo16 + m16)) * (1 + e12) + (m16 - (a * 0x1p-22 + careful)) * (1 + e12) + careful * e12 + (careful - careful_error);
