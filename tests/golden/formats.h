/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binary number formats: correct rounding to bits, distance to a tie.  */

#ifndef GOLDEN_FORMATS_H
#define GOLDEN_FORMATS_H

#include <stdint.h>
#include <mpfr.h>

typedef struct
{
  const char *name;
  int precision;   /* bits of the significand, leading one included */
  int emin;        /* exponent of the smallest normal number */
} number_format;

extern const number_format format_f64, format_f32, format_f16, format_bf16;

/* Bit pattern of x rounded to nearest even; |x| must not overflow.  */
uint64_t format_bits (mpfr_srcptr x, const number_format *format);

/* Distance from |x| to the nearest rounding midpoint, in half ulps (0..1).  */
double format_tie_distance (mpfr_srcptr x, const number_format *format);

uint64_t double_bits (double x);
double double_from_bits (uint64_t bits);

#endif
