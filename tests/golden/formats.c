/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "formats.h"

const number_format format_f64 = { "f64", 53, -1022 };
const number_format format_f32 = { "f32", 24, -126 };
const number_format format_f16 = { "f16", 11, -14 };
const number_format format_bf16 = { "bf16", 8, -126 };

/* Exponent of the binade of x; the subnormals share the lowest one.  */
static long
binade (mpfr_srcptr x, const number_format *format)
{
  long e = mpfr_zero_p (x) ? format->emin : mpfr_get_exp (x) - 1;
  return e < format->emin ? format->emin : e;
}

static void
count_ulps (mpfr_t ulps, mpfr_srcptr x, long e, const number_format *format)
{
  mpfr_abs (ulps, x, MPFR_RNDN);
  mpfr_mul_2si (ulps, ulps, format->precision - 1 - e, MPFR_RNDN);
}

uint64_t
format_bits (mpfr_srcptr x, const number_format *format)
{
  long e = binade (x, format);
  int fraction_bits = format->precision - 1;
  mpfr_t ulps;
  mpfr_init2 (ulps, mpfr_get_prec (x));
  count_ulps (ulps, x, e, format);
  mpfr_rint (ulps, ulps, MPFR_RNDN);   /* ties cannot happen but for exact x */
  uint64_t count = mpfr_get_ui (ulps, MPFR_RNDN);
  mpfr_clear (ulps);

  /* The hidden one of COUNT adds itself to the exponent field, and so does
     the carry of a rounding up to the next power of two.  */
  uint64_t bits = ((uint64_t) (e - format->emin) << fraction_bits) + count;
  int width = format == &format_f64 ? 64 : format == &format_f32 ? 32 : 16;
  return mpfr_signbit (x) ? bits | (uint64_t) 1 << (width - 1) : bits;
}

double
format_tie_distance (mpfr_srcptr x, const number_format *format)
{
  mpfr_t ulps;
  mpfr_init2 (ulps, mpfr_get_prec (x));
  count_ulps (ulps, x, binade (x, format), format);
  mpfr_frac (ulps, ulps, MPFR_RNDN);
  mpfr_mul_2ui (ulps, ulps, 1, MPFR_RNDN);
  mpfr_sub_ui (ulps, ulps, 1, MPFR_RNDN);
  mpfr_abs (ulps, ulps, MPFR_RNDN);
  double distance = mpfr_get_d (ulps, MPFR_RNDN);
  mpfr_clear (ulps);
  return distance;
}

uint64_t
double_bits (double x)
{
  uint64_t bits;
  memcpy (&bits, &x, sizeof bits);
  return bits;
}

double
double_from_bits (uint64_t bits)
{
  double x;
  memcpy (&x, &bits, sizeof x);
  return x;
}
