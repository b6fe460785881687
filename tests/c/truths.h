/* truths.h - rome_truth as the tests ask for it: all values of some positions, or one value.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_TRUTHS_H
#define TESTS_TRUTHS_H

#include "check.h"

#include <math.h>

#include "powers.h"

/* count positions by pairs, column by column */
typedef struct {
  size_t count;
  double *cos_hi, *cos_lo, *sin_hi, *sin_lo;
} truths;

static inline truths truths_room (size_t count)
{
  truths t = {count, need (4 * count, sizeof (double)), NULL, NULL, NULL};
  t.cos_lo = t.cos_hi + count;
  t.sin_hi = t.cos_lo + count;
  t.sin_lo = t.sin_hi + count;
  return t;
}

static inline void truths_free (truths *t)
{
  free (t->cos_hi);
}

static inline void truths_fill (truths *t, const rome_freqs *freqs, const rome_positions *positions, rome_tier tier, int threads)
{
  const rome_truth_values values = {t->cos_hi, t->cos_lo, t->sin_hi, t->sin_lo};
  assert_true (positions->count * rome_freqs_pairs (freqs) <= t->count);
  assert_ok (rome_truth (freqs, positions, tier, &values, threads, NULL));
}

static inline truths truths_make (const rome_freqs *freqs, const rome_positions *positions)
{
  truths t = truths_room (positions->count * rome_freqs_pairs (freqs));
  truths_fill (&t, freqs, positions, ROME_CERTIFIED, 1);
  return t;
}

/* The same bits in all four outputs. */
static inline void truths_equal (const truths *a, const truths *b)
{
  assert_int_equal (a->count, b->count);
  assert_memory_equal (a->cos_hi, b->cos_hi, 4 * a->count * sizeof (double));
}

/* Distance of a number from hi + lo in units of the last place of a format of `digits` bits, after Muller: the binade is
   that of the exact value, so a power of two from below counts in the finer one. */
static inline double truths_ulp (double value, double hi, double lo, int digits)
{
  if (hi == 0)
    return value == 0 ? 0 : HUGE_VAL;
  int exponent = powers_exponent (hi);
  if (fabs (hi) == powers_scale (1, exponent) && (hi > 0 ? lo < 0 : lo > 0))
    exponent--;
  return fabs (powers_scale ((value - hi) - lo, digits - 1 - exponent));
}

#endif
