/* census.h - counting values that are not the nearest number of a format to an exact hi + lo, and finding the worst.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LONG_CENSUS_H
#define LONG_CENSUS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  double base, position;
  size_t dim, pair;
  int is_sine;
} place;

typedef struct {
  uint64_t values, misrounded;
  double worst, squares; /* ulp */
  double relative;       /* largest relative error of hi + lo, where that is asked */
  place at;              /* of the worst */
} census;

static inline double census_power (int exponent)
{
  const uint64_t bits = (uint64_t) (exponent + 1023) << 52;
  double power;
  memcpy (&power, &bits, sizeof power);
  return power;
}

/* Exponent of the binade of hi + lo, not 0 and normal: a power of two approached from below belongs to the finer one (Muller). */
static inline int census_binade (double hi, double lo)
{
  uint64_t bits;
  memcpy (&bits, &hi, sizeof bits);
  const int exponent = (int) (bits >> 52 & 0x7ff) - 1023, is_power = (bits & (UINT64_MAX >> 12)) == 0;
  return is_power && lo != 0 && (hi > 0) == (lo < 0) ? exponent - 1 : exponent;
}

/* Distance of a value from hi + lo in units in the last place of a format of `digits` bits whose smallest normal number is
   2^least. */
static inline double census_ulp (double value, double hi, double lo, int digits, int least)
{
  if (hi == 0)
    return value == 0 ? 0 : HUGE_VAL;
  const int binade = census_binade (hi, lo);
  return fabs ((value - hi) - lo) * census_power (digits - 1 - (binade < least ? least : binade));
}

static inline void census_count (census *c, int misrounded, double ulp, const place *at)
{
  c->values++;
  c->misrounded += misrounded != 0;
  c->squares += ulp * ulp;
  if (!(ulp <= c->worst)) { /* NaN, too */
    c->worst = ulp;
    c->at = *at;
  }
}

static inline void census_add (census *sum, const census *part)
{
  sum->values += part->values;
  sum->misrounded += part->misrounded;
  sum->squares += part->squares;
  sum->relative = fmax (sum->relative, part->relative);
  if (!(part->worst <= sum->worst)) {
    sum->worst = part->worst;
    sum->at = part->at;
  }
}

static inline double census_rms (const census *c)
{
  return sqrt (c->squares / (double) c->values);
}

/* A uniform error of at most half an ulp: 1 / sqrt (12). */
static inline int census_is_uniform (const census *c)
{
  return fabs (census_rms (c) - 0.288675) < 0.002;
}

static inline void census_print (const char *what, const census *c)
{
  printf ("measured %s: %llu values, %llu misrounded, worst %.9f ulp (base %.10g, dim %zu, pair %zu, position %.17g, %s), rms %.5f", what,
          (unsigned long long) c->values, (unsigned long long) c->misrounded, c->worst, c->at.base, c->at.dim, c->at.pair, c->at.position,
          c->at.is_sine ? "sin" : "cos", census_rms (c));
  if (c->relative > 0)
    printf (", hi + lo within 2^%.1f", log2 (c->relative));
  printf ("\n");
}

#endif
