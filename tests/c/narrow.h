/* narrow.h - one rounding of hi + lo to a short format, and the values of 16-bit patterns, by plain scaling: nothing is shared
   with the library.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_NARROW_H
#define TESTS_NARROW_H

#include <math.h>
#include <stdint.h>

#include "powers.h"
#include "rome.h"

/* Significant bits, exponents of the smallest normal and of the largest number. */
typedef struct {
  int digits, least, most;
} narrow_format;

static inline narrow_format narrow_format_of (rome_format format)
{
  switch (format) {
  case ROME_F32: return (narrow_format) {24, -126, 127};
  case ROME_BF16: return (narrow_format) {8, -126, 127};
  case ROME_F16: return (narrow_format) {11, -14, 15};
  case ROME_F64: break;
  }
  return (narrow_format) {53, -1022, 1023};
}

/* hi + lo, hi the nearest double of it, to the nearest number of the format, ties to even.  lo matters only where hi lies in
   the middle of two numbers. */
static inline double narrow_round (double hi, double lo, rome_format format)
{
  const narrow_format f = narrow_format_of (format);
  if (format == ROME_F64 || hi == 0 || !isfinite (hi))
    return hi;
  const int exponent = powers_exponent (hi) > f.least ? powers_exponent (hi) : f.least, unit = exponent - f.digits + 1;
  const double units = powers_scale (hi, -unit);
  double rounded = rint (units);
  if (fabs (units - rounded) == 0.5 && lo != 0)
    rounded = lo > 0 ? ceil (units) : floor (units);
  const double result = powers_scale (rounded, unit);
  return fabs (result) >= powers_scale (1, f.most + 1) ? copysign (INFINITY, hi) : copysign (result, hi);
}

/* Value of a 16-bit pattern. */
static inline double narrow_value (uint16_t bits, rome_format format)
{
  const narrow_format f = narrow_format_of (format);
  const int fraction_bits = f.digits - 1, biased = (bits & 0x7fff) >> fraction_bits, fraction = bits & ((1 << fraction_bits) - 1);
  double magnitude;
  if (biased == f.most - f.least + 2)
    magnitude = fraction ? NAN : INFINITY;
  else if (biased == 0)
    magnitude = powers_scale (fraction, f.least - fraction_bits);
  else
    magnitude = powers_scale (fraction + (1 << fraction_bits), biased - 1 + f.least - fraction_bits);
  return bits >> 15 ? -magnitude : magnitude;
}

/* Pattern of a number; any NaN becomes some NaN. */
static inline uint16_t narrow_bits (double x, rome_format format)
{
  const narrow_format f = narrow_format_of (format);
  const int fraction_bits = f.digits - 1, exponent_mask = f.most - f.least + 2;
  const uint16_t sign = (uint16_t) (signbit (x) ? 0x8000 : 0);
  const double magnitude = fabs (narrow_round (x, 0, format));
  if (isnan (x))
    return (uint16_t) (sign | exponent_mask << fraction_bits | 1 << (fraction_bits - 1));
  if (isinf (magnitude))
    return (uint16_t) (sign | exponent_mask << fraction_bits);
  /* in units of the smallest number the patterns count on: the exponent field is the carry */
  if (magnitude < powers_scale (1, f.least))
    return (uint16_t) (sign | (int) powers_scale (magnitude, fraction_bits - f.least));
  const int exponent = powers_exponent (magnitude), fraction = (int) powers_scale (magnitude, fraction_bits - exponent) - (1 << fraction_bits);
  return (uint16_t) (sign | (exponent - f.least + 1) << fraction_bits | fraction);
}

#endif
