/* scaled.c - roots and logarithms in fixed point with a binary exponent.

   x = m 2^e with m in [1, 2), so that
       x^(-1/n) = m^(-1/n) 2^(-e/n)
   needs two integer roots of numbers in [1, 2] whatever the size of x.  Both come from Newton's iteration on
   1 - m r^n = 0; the residual proves the result: |r / m^(-1/n) - 1| <= |1 - m r^n| / n (1 + small).
   The logarithm is 256 times that of the 256th root, by the series of the inverse hyperbolic tangent; the exponential is the
   256th power of its series at a 256th of the argument, the multiples of ln 2 taken off first.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "scaled.h"

#include <math.h>

#include "round.h"

/* ln 2, truncated */
static const wide log_two = {{UINT64_C (0xe7b876206debac98), UINT64_C (0x8a0d175b8baafa2b), UINT64_C (0x40f343267298b62d),
                              UINT64_C (0xc9e3b39803f2f6af), UINT64_C (0xb17217f7d1cf79ab), 0}};

/* Keeps the leading bit of the mantissa at 2^0: every result has full relative accuracy. */
static scaled normalise (wide mantissa, int shift)
{
  if (wide_is_zero (&mantissa))
    return (scaled) {mantissa, 0};
  const int e = wide_exponent (&mantissa);
  const wide moved = e > 0 ? wide_shift_right (&mantissa, (unsigned) e) : wide_shift_left (&mantissa, (unsigned) -e);
  return (scaled) {moved, shift - e};
}

scaled scaled_from_double (double x)
{
  int exponent;
  const wide mantissa = wide_from_double (2 * frexp (x, &exponent));
  return normalise (mantissa, 1 - exponent);
}

scaled scaled_from_wide (const wide *x)
{
  return normalise (*x, 0);
}

double scaled_to_double (const scaled *a)
{
  dd mantissa;
  wide_to_pair (&a->mantissa, &mantissa.hi, &mantissa.lo);
  return round_scaled (mantissa, -a->shift);
}

wide scaled_to_wide (const scaled *a)
{
  return a->shift >= 0 ? wide_shift_right (&a->mantissa, (unsigned) a->shift) : wide_shift_left (&a->mantissa, (unsigned) -a->shift);
}

scaled scaled_multiply (const scaled *a, const scaled *b)
{
  return normalise (wide_mul (&a->mantissa, &b->mantissa), a->shift + b->shift);
}

scaled scaled_divide (const scaled *a, const scaled *b)
{
  return normalise (wide_div (&a->mantissa, &b->mantissa), a->shift - b->shift);
}

scaled scaled_add (const scaled *a, const scaled *b)
{
  if (wide_is_zero (&a->mantissa) || wide_is_zero (&b->mantissa))
    return wide_is_zero (&a->mantissa) ? *b : *a;
  const scaled *large = a->shift <= b->shift ? a : b, *little = large == a ? b : a;
  const int apart = little->shift - large->shift;
  const wide aligned = apart < 64 * WIDE_LIMBS ? wide_shift_right (&little->mantissa, (unsigned) apart) : wide_from_u64 (0);
  return normalise (wide_add (&large->mantissa, &aligned), large->shift);
}

static wide power (const wide *x, uint64_t n)
{
  wide result = wide_from_u64 (1), square = *x;
  for (; n; n >>= 1) {
    if (n & 1)
      result = wide_mul (&result, &square);
    if (n > 1)
      square = wide_mul (&square, &square);
  }
  return result;
}

/* x = m^(-1/n) for m in [1, 2], by x <- x + x (1 - m x^n) / n. */
static rome_status unit_root (const wide *m, uint64_t n, wide *x)
{
  const wide one = wide_from_u64 (1);
  *x = wide_from_double (pow (wide_to_double (m), -1.0 / (double) n));
  for (int step = 0; step < 8; step++) {
    const wide x_to_n = power (x, n);
    const wide product = wide_mul (m, &x_to_n);
    const int too_small = wide_compare (&product, &one) <= 0;
    const wide residual = too_small ? wide_sub (&one, &product) : wide_sub (&product, &one);
    const wide correction = wide_mul (x, &residual);
    const wide share = wide_div_u64 (&correction, n);
    *x = too_small ? wide_add (x, &share) : wide_sub (x, &share);
    /* the step just made squares a residual this small to below the last bit */
    if (wide_is_zero (&residual) || wide_exponent (&residual) < SCALED_RESIDUAL)
      return ROME_OK;
  }
  return ROME_NO_CONVERGENCE;
}

rome_status scaled_inverse_root (const scaled *base, uint64_t n, scaled *root)
{
  const scaled b = normalise (base->mantissa, base->shift);
  const uint64_t e = (uint64_t) -b.shift;
  const wide two = wide_from_u64 (2);
  wide of_mantissa, of_two;
  rome_status status = unit_root (&b.mantissa, n, &of_mantissa);
  if (status == ROME_OK)
    status = unit_root (&two, n, &of_two);
  if (status != ROME_OK)
    return status;
  const wide rest = power (&of_two, e % n);
  *root = normalise (wide_mul (&of_mantissa, &rest), (int) (e / n));
  return ROME_OK;
}

/* ln m for m in [1, 2] = 512 atanh ((1 - y) / (1 + y)), y = m^(-1/256) */
static rome_status unit_log (const wide *m, wide *log)
{
  const wide one = wide_from_u64 (1);
  wide y;
  const rome_status status = unit_root (m, 256, &y);
  if (status != ROME_OK)
    return status;
  const wide below = wide_compare (&y, &one) < 0 ? wide_sub (&one, &y) : wide_from_u64 (0), above = wide_add (&one, &y);
  const wide t = wide_div (&below, &above), t2 = wide_mul (&t, &t);
  wide term = t, sum = t;
  for (uint64_t k = 3; !wide_is_zero (&term); k += 2) {
    term = wide_mul (&term, &t2);
    const wide share = wide_div_u64 (&term, k);
    sum = wide_add (&sum, &share);
  }
  *log = wide_shift_left (&sum, 9);
  return ROME_OK;
}

rome_status scaled_log (const scaled *x, wide *log, int *negative)
{
  const scaled a = normalise (x->mantissa, x->shift);
  const uint64_t e = (uint64_t) (a.shift < 0 ? -a.shift : a.shift);
  wide of_mantissa;
  const rome_status status = unit_log (&a.mantissa, &of_mantissa);
  if (status != ROME_OK)
    return status;
  const wide multiple = wide_mul_u64 (&log_two, e);
  /* shift > 0 means x < 1: ln x = ln m - shift ln 2 < 0 */
  *negative = a.shift > 0;
  *log = *negative ? wide_sub (&multiple, &of_mantissa) : wide_add (&multiple, &of_mantissa);
  return ROME_OK;
}

/* exp x for x in [0, 2) */
static wide unit_exp (const wide *x)
{
  const wide small = wide_shift_right (x, 8);
  wide term = wide_from_u64 (1), sum = term;
  for (uint64_t k = 1; !wide_is_zero (&term); k++) {
    term = wide_mul (&term, &small);
    term = wide_div_u64 (&term, k);
    sum = wide_add (&sum, &term);
  }
  for (int k = 0; k < 8; k++)
    sum = wide_mul (&sum, &sum);
  return sum;
}

scaled scaled_exp (const wide *x)
{
  if (wide_is_zero (x))
    return scaled_from_double (1);
  /* exp x = exp (rest) 2^doublings, rest = x - doublings ln 2 in [0, 2 ln 2] */
  uint64_t doublings = (uint64_t) (wide_to_double (x) / wide_to_double (&log_two));
  wide multiple = wide_mul_u64 (&log_two, doublings);
  if (wide_compare (&multiple, x) > 0)
    multiple = wide_mul_u64 (&log_two, --doublings);
  const wide rest = wide_sub (x, &multiple), grown = unit_exp (&rest);
  scaled result = scaled_from_wide (&grown);
  result.shift -= (int) doublings;
  return result;
}

scaled scaled_exp_minus (const wide *x)
{
  if (wide_is_zero (x))
    return scaled_from_double (1);
  /* exp (-x) = exp (rest) 2^-halvings, rest = halvings ln 2 - x in [0, 2 ln 2] */
  uint64_t halvings = (uint64_t) (wide_to_double (x) / wide_to_double (&log_two)) + 1;
  wide multiple = wide_mul_u64 (&log_two, halvings);
  if (wide_compare (&multiple, x) < 0)
    multiple = wide_mul_u64 (&log_two, ++halvings);
  const wide rest = wide_sub (&multiple, x), grown = unit_exp (&rest);
  scaled result = scaled_from_wide (&grown);
  result.shift += (int) halvings;
  return result;
}

int scaled_compare (const scaled *a, const scaled *b)
{
  if (wide_is_zero (&a->mantissa) || wide_is_zero (&b->mantissa) || a->shift == b->shift)
    return wide_compare (&a->mantissa, &b->mantissa);
  return a->shift < b->shift ? 1 : -1;
}
