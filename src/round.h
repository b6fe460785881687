/* round.h - one rounding from hi + lo to a number format.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_ROUND_H
#define ROME_ROUND_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "doubledouble.h"
#include "half.h"

/* hi + lo rounded to odd: a double that any narrower format rounds as it would round hi + lo itself (Boldo, Melquiond
   2008), so that nothing is rounded twice.  hi must be the nearest double of hi + lo. */
static inline double round_to_odd (dd a)
{
  uint64_t bits;
  memcpy (&bits, &a.hi, sizeof bits);
  if (a.lo == 0 || bits & 1)
    return a.hi;
  return nextafter (a.hi, a.lo > 0 ? INFINITY : -INFINITY);
}

/* Nearest double of (hi + lo) 2^shift, also where it is subnormal and ldexp rounds a second time: if hi then lies half-way
   between two results, lo decides. */
static inline double round_scaled (dd a, int shift)
{
  const double moved = ldexp (a.hi, shift);
  if (fabs (moved) >= 0x1p-1021 || a.lo == 0)
    return moved;
  const double error = a.hi - ldexp (moved, -shift), half = ldexp (0x1p-537, -shift - 538);
  if (fabs (error) != half || (error > 0) != (a.lo > 0))
    return moved;
  return nextafter (moved, error > 0 ? INFINITY : -INFINITY);
}

static inline float round_to_float (dd a)
{
  return (float) round_to_odd (a);
}

/* The float between is rounded to odd, too: 24 bits suffice for 11, and for bf16's range. */
static inline float round_to_odd_float (dd a)
{
  const double odd = round_to_odd (a);
  const float nearest = (float) odd;
  const double error = odd - (double) nearest;
  uint32_t bits;
  memcpy (&bits, &nearest, sizeof bits);
  if (error == 0 || bits & 1)
    return nearest;
  return nextafterf (nearest, error > 0 ? INFINITY : -INFINITY);
}

#endif
