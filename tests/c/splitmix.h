/* splitmix.h - Steele, Lea and Flood's splitmix64: the same numbers on every machine, all 64 bits of them random.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_SPLITMIX_H
#define TESTS_SPLITMIX_H

#include <math.h>
#include <stdint.h>

#include "powers.h"

typedef struct {
  uint64_t state;
} splitmix;

static inline uint64_t splitmix_next (splitmix *r)
{
  uint64_t z = r->state += UINT64_C (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* 0 .. n-1, n > 0 */
static inline uint64_t splitmix_below (splitmix *r, uint64_t n)
{
  return (uint64_t) (((unsigned __int128) splitmix_next (r) * n) >> 64);
}

static inline int splitmix_between (splitmix *r, int low, int high)
{
  return low + (int) splitmix_below (r, (uint64_t) (high - low + 1));
}

/* Any sign, 53 random bits, every exponent from low to high equally likely. */
static inline double splitmix_double (splitmix *r, int low, int high)
{
  const double mantissa = 1 + 0x1p-52 * (double) (splitmix_next (r) >> 12);
  const double magnitude = powers_scale (mantissa, splitmix_between (r, low, high));
  return splitmix_next (r) >> 63 ? -magnitude : magnitude;
}

/* The same for a float, 24 random bits. */
static inline float splitmix_float (splitmix *r, int low, int high)
{
  const float mantissa = 1 + 0x1p-23F * (float) (splitmix_next (r) >> 41);
  const float magnitude = ldexpf (mantissa, splitmix_between (r, low, high));
  return splitmix_next (r) >> 63 ? -magnitude : magnitude;
}

#endif
