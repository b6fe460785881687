/* wides.h - random wide numbers, and what the tests of wide.h, turns.h and the frequencies ask of them.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_WIDES_H
#define TESTS_WIDES_H

#include "check.h"

#include "splitmix.h"
#include "wide.h"

#define WIDE_BITS (64 * WIDE_LIMBS)

/* Limbs of all zeros and all ones are frequent, so that carries run far; the others are random. */
static inline wide wides_random (splitmix *r)
{
  wide a;
  for (int k = 0; k < WIDE_LIMBS; k++) {
    const uint64_t kind = splitmix_below (r, 8);
    a.limb[k] = kind == 0 ? 0 : kind == 1 ? UINT64_MAX : splitmix_next (r);
  }
  return a;
}

/* 2^(bit - 320) */
static inline wide wides_bit (unsigned bit)
{
  wide a = {{0}};
  a.limb[bit / 64] = UINT64_C (1) << bit % 64;
  return a;
}

static inline wide wides_difference (const wide *a, const wide *b)
{
  return wide_compare (a, b) >= 0 ? wide_sub (a, b) : wide_sub (b, a);
}

#define assert_same_wide(a, b) assert_memory_equal (&(a), &(b), sizeof (wide))

/* Fails unless |a - b| <= units * 2^-320. */
static inline void wides_close (const wide *a, const wide *b, uint64_t units)
{
  const wide distance = wides_difference (a, b);
  wide bound = {{0}};
  bound.limb[0] = units;
  if (wide_compare (&distance, &bound) > 0)
    fail_msg ("two wide numbers differ by 2^%d", wide_exponent (&distance));
}

#endif
