/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "exact.h"

static mpfr_prec_t working_bits = 512;
static bool use_roots = false;

void
exact_setup (mpfr_prec_t bits, bool by_roots)
{
  working_bits = bits;
  use_roots = by_roots;
}

mpfr_prec_t
exact_bits (void)
{
  return working_bits;
}

static long
common_divisor (long a, long b)
{
  while (b != 0)
    {
      long rest = a % b;
      a = b;
      b = rest;
    }
  return a;
}

static void
power_by_logarithm (mpfr_t r, mpfr_srcptr x, long num, long den)
{
  mpfr_log (r, x, MPFR_RNDN);
  mpfr_mul_si (r, r, -num, MPFR_RNDN);
  mpfr_div_si (r, r, den, MPFR_RNDN);
  mpfr_exp (r, r, MPFR_RNDN);
}

static void
power_by_root (mpfr_t r, mpfr_srcptr x, long num, long den)
{
  long shared = common_divisor (num, den);
  mpfr_rootn_ui (r, x, den / shared, MPFR_RNDN);
  mpfr_pow_si (r, r, -(num / shared), MPFR_RNDN);
}

/* Takes the rounding error off a power that is a short binary fraction, such
   as 256^(-3/8): split into doubles, the error would look like a value.  */
static void
snap_to_short_fraction (mpfr_t r)
{
  mpfr_t brief, rest;
  mpfr_init2 (brief, working_bits / 2);
  mpfr_init2 (rest, working_bits);
  mpfr_set (brief, r, MPFR_RNDN);
  mpfr_sub (rest, r, brief, MPFR_RNDN);
  if (mpfr_regular_p (rest)
      && mpfr_get_exp (rest) < mpfr_get_exp (r) - (working_bits - 32))
    mpfr_set (r, brief, MPFR_RNDN);
  mpfr_clears (brief, rest, (mpfr_ptr) 0);
}

void
exact_power (mpfr_t r, mpfr_srcptr x, long num, long den)
{
  if (use_roots)
    power_by_root (r, x, num, den);
  else
    power_by_logarithm (r, x, num, den);
  snap_to_short_fraction (r);
}

void
exact_frequency (mpfr_t w, double base, long dim, long i)
{
  mpfr_t b;
  mpfr_init2 (b, working_bits);
  mpfr_set_d (b, base, MPFR_RNDN);
  exact_power (w, b, 2 * i, dim);
  mpfr_clear (b);
}

void
exact_cos_sin (mpfr_t c, mpfr_t s, mpfr_srcptr angle)
{
  /* cos x = 1 - x^2/2 needs twice the leading zeros of a tiny x on top,
     or the low word would lose everything.  */
  mpfr_prec_t extra = 0;
  if (mpfr_regular_p (angle) && mpfr_get_exp (angle) < 0)
    extra = -2 * mpfr_get_exp (angle);
  mpfr_set_prec (c, working_bits + extra);
  mpfr_set_prec (s, working_bits + extra);
  mpfr_sin_cos (s, c, angle, MPFR_RNDN);
}

void
exact_rotation (mpfr_t c, mpfr_t s, mpfr_srcptr w, double position)
{
  mpfr_t angle;
  mpfr_init2 (angle, working_bits);
  mpfr_mul_d (angle, w, position, MPFR_RNDN);
  exact_cos_sin (c, s, angle);
  mpfr_clear (angle);
}

triple
exact_triple (mpfr_srcptr x)
{
  triple t;
  mpfr_t rest;
  mpfr_init2 (rest, mpfr_get_prec (x));
  t.hi = mpfr_get_d (x, MPFR_RNDN);
  mpfr_sub_d (rest, x, t.hi, MPFR_RNDN);
  t.mid = mpfr_get_d (rest, MPFR_RNDN);
  mpfr_sub_d (rest, rest, t.mid, MPFR_RNDN);
  t.lo = mpfr_get_d (rest, MPFR_RNDN);
  mpfr_clear (rest);

  /* A rest that underflows is printed as +0, never as -0.  */
  t.mid += 0.0;
  t.lo += 0.0;
  return t;
}

pair
exact_pair (mpfr_srcptr x)
{
  triple t = exact_triple (x);
  return (pair) { t.hi, t.mid };
}

double
exact_log2 (double x)
{
  mpfr_t y;
  mpfr_init2 (y, 64);
  mpfr_set_d (y, x, MPFR_RNDN);
  mpfr_log2 (y, y, MPFR_RNDN);
  double result = mpfr_get_d (y, MPFR_RNDN);
  mpfr_clear (y);
  return result;
}
