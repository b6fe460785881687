/* exact_sum.h - sums of products of doubles without any rounding, however they cancel.

   A fixed-point number so wide that every product of two doubles below 2^113 is a whole number of its units (Kulisch, Miranker
   1981); negative sums in two's complement.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_EXACT_SUM_H
#define ROME_EXACT_SUM_H

#include "scaled.h"

#define EXACT_SUM_LIMBS 36
#define EXACT_SUM_UNIT -2176 /* of the lowest bit, as a power of two; the smallest product is 2^-2148 */

/* all zeros: 0 */
typedef struct {
  uint64_t limb[EXACT_SUM_LIMBS];
} exact_sum;

/* a and b finite, |a b| < 2^113 */
void exact_sum_add (exact_sum *sum, double a, double b);
/* Its sign, and its magnitude to 320 bits below the leading one, truncated. */
int exact_sum_read (const exact_sum *sum, scaled *magnitude);

#endif
