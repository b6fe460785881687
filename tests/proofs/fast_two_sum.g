# fast_two_sum.g - dd_fast_two_sum after a compensated product that may cancel to nothing (source "digits").
#
# Claim: for |hi|, |lo| < 1.1 * 2^-51 what is lost is below 2^-103, and the new low part is below 2^-101.
#
# That is the case |hi| < |lo| (combine.g bounds |lo|); where |hi| >= |lo| the sum is exact and normalised (Dekker 1971).
# Must fail: s/<= 1b-103/<= 1b-123/
# SPDX-License-Identifier: GPL-3.0-or-later
@rnd = float<ieee_64, ne>;

h = rnd(h_); l = rnd(l_);
s rnd= h + l;
t rnd= s - h;
d rnd= l - t;

{ |h| <= 0x1.1p-51 /\ |l| <= 0x1.1p-51 -> |(s + d) - (h + l)| <= 1b-103 /\ |d| <= 1b-101 }

(s + d) - (h + l) -> (d - (l - t)) - (t - (s - h));
l - t -> - (t - (s - h)) - (s - (h + l));
