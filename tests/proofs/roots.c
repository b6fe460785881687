/* roots.c - is every root of unity of the table as accurate as truth.g assumes?

   Each component of the 65 + 129 points is compared with the fixed-point series of src/settle.c, which shares nothing with GSL
   or with floating-point arithmetic and gives 106 bits.  The certificate |z^N - 1| / N of src/roots.c bounds the absolute error
   only; this is the relative one, of cosine and sine each.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "roots.h"
#include "settle.h"

#define CLAIM 0x1p-103

/* |a / b - 1|; hi and lo lie so near that the differences are exact. */
static double relative (dd a, dd b)
{
  const double difference = (a.hi - b.hi) + (a.lo - b.lo);
  return b.hi == 0 ? fabs (a.hi + a.lo) : fabs (difference / b.hi);
}

static double worst_of (const roots_point *point, int count, int log2_order)
{
  double worst = 0;
  for (int j = 0; j <= count; j++) {
    turns_phase phase = {{0}};
    phase.limb[PHASE_LIMBS - 1] = (uint64_t) j << (64 - log2_order);
    const roots_point exact = settle_point (&phase, NULL);
    worst = fmax (worst, fmax (relative (point[j].cos, exact.cos), relative (point[j].sin, exact.sin)));
  }
  return worst;
}

int main (void)
{
  static roots_table table;
  roots_make (&table);
  const double worst = fmax (worst_of (table.coarse, ROOTS_COARSE, ROOTS_COARSE_LOG2), worst_of (table.fine, ROOTS_FINE, ROOTS_FINE_LOG2));
  /* the reference itself is off by up to 2^-106 */
  if (!(worst + 0x1p-106 <= CLAIM)) {
    printf ("relative error 2^%.2f, claimed 2^%.2f\n", log2 (worst), log2 (CLAIM));
    return 1;
  }
  printf ("%d roots checked one by one, relative error at most 2^%.2f\n", ROOTS_COARSE + ROOTS_FINE + 2, log2 (worst));
  return 0;
}
