/* narrow.h - rounding of hi + lo to float that shares nothing with the library: candidates are compared exactly.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_NARROW_H
#define TESTS_NARROW_H

#include <math.h>

/* hi the nearest double of hi + lo.  Only where hi is a midpoint of two floats can lo decide. */
static inline float narrow_to_float (double hi, double lo)
{
  const float nearest = (float) hi;
  const float other = nextafterf (nearest, hi > (double) nearest ? INFINITY : -INFINITY);
  if ((double) nearest == hi || fabs (hi - (double) nearest) != fabs (hi - (double) other) || lo == 0)
    return nearest;
  return (lo > 0) == (other > nearest) ? other : nearest;
}

#endif
