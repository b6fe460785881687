/* frequency.c - exact angular frequencies base^(-2i/d).

   base = m 2^e with m in [1, 2), so that with n = d/2
       base^(-i/n) = (m^(-1/n))^i * (2^(-1/n))^(e i)
   needs two integer roots of numbers in [1, 2] whatever the size of base.  Both come from Newton's iteration on
   1 - m x^n = 0, whose residual r proves the result: |x / m^(-1/n) - 1| <= |r| / n (1 + small), since
   x^n m = 1 - r.  Powers of the root follow by repeated multiplication, one truncation of 2^-320 each.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "frequency.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Largest residual |1 - m x^n| that is accepted, as a power of two. */
#define RESIDUAL_EXPONENT -215

/* A positive real mantissa * 2^-shift with mantissa in [2^-64, 2). */
typedef struct {
  wide mantissa;
  unsigned shift;
} scaled;

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
static rome_status inverse_root (const wide *m, uint64_t n, wide *x)
{
  const wide one = wide_from_u64 (1);
  int residual_exponent = 0;
  *x = wide_from_double (pow (wide_to_double (m), -1.0 / (double) n));
  for (int step = 0; step < 6; step++) {
    const wide x_to_n = power (x, n);
    const wide product = wide_mul (m, &x_to_n);
    const int too_small = wide_compare (&product, &one) <= 0;
    const wide residual = too_small ? wide_sub (&one, &product) : wide_sub (&product, &one);
    residual_exponent = wide_is_zero (&residual) ? -WIDE_FRACTION_BITS : wide_exponent (&residual);
    const wide correction = wide_mul (x, &residual);
    const wide share = wide_div_u64 (&correction, n);
    *x = too_small ? wide_add (x, &share) : wide_sub (x, &share);
    /* the step just made squares a residual this small to below the last bit */
    if (residual_exponent < RESIDUAL_EXPONENT)
      return ROME_OK;
  }
  return ROME_NO_CONVERGENCE;
}

static scaled scaled_multiply (const scaled *a, const scaled *b)
{
  scaled product = {wide_mul (&a->mantissa, &b->mantissa), a->shift + b->shift};
  while (product.mantissa.limb[WIDE_LIMBS - 1] == 0 && product.mantissa.limb[WIDE_LIMBS - 2] >> 32 == 0) {
    product.mantissa = wide_shift_left (&product.mantissa, 32);
    product.shift += 32;
  }
  return product;
}

/* base^(-1/n) */
static rome_status unit_ratio (double base, uint64_t n, scaled *ratio)
{
  int exponent;
  const double m = 2 * frexp (base, &exponent);
  const uint64_t e = (uint64_t) (exponent - 1);
  const wide mantissa = wide_from_double (m), two = wide_from_u64 (2);
  wide root_m, root_two;
  rome_status status = inverse_root (&mantissa, n, &root_m);
  if (status == ROME_OK)
    status = inverse_root (&two, n, &root_two);
  if (status != ROME_OK)
    return status;
  const scaled from_m = {root_m, 0};
  const scaled from_two = {power (&root_two, e % n), (unsigned) (e / n)};
  *ratio = scaled_multiply (&from_m, &from_two);
  return ROME_OK;
}

static double scaled_to_double (const scaled *a)
{
  return ldexp (wide_to_double (&a->mantissa), -(int) a->shift);
}

/* The frequencies of one axis of d columns, into pairs first, first + 1, ... */
static rome_status fill_axis (rome_freqs *freqs, size_t first, size_t axis, double base, size_t d)
{
  scaled ratio, w = {wide_from_u64 (1), 0};
  const rome_status status = unit_ratio (base, d / 2, &ratio);
  if (status != ROME_OK)
    return status;
  for (size_t i = 0; i < d / 2; i++) {
    freqs->axis[first + i] = axis;
    freqs->turns[first + i] = turns_from_radians (&w.mantissa, w.shift, 0);
    freqs->radians[first + i] = scaled_to_double (&w);
    w = scaled_multiply (&w, &ratio);
  }
  return ROME_OK;
}

static rome_freqs *allocate (size_t pairs, size_t axes)
{
  rome_freqs *freqs = calloc (1, sizeof *freqs);
  if (!freqs)
    return NULL;
  freqs->pairs = pairs;
  freqs->axes = axes;
  freqs->axis = calloc (pairs, sizeof *freqs->axis);
  freqs->turns = calloc (pairs, sizeof *freqs->turns);
  freqs->radians = calloc (pairs, sizeof *freqs->radians);
  if (freqs->axis && freqs->turns && freqs->radians)
    return freqs;
  rome_freqs_free (freqs);
  return NULL;
}

rome_status rome_freqs_create (rome_freqs **freqs, double base, size_t axes, const size_t *axis_dim)
{
  size_t pairs = 0;
  *freqs = NULL;
  if (!isfinite (base) || base < 1 || axes == 0)
    return ROME_BAD_ARGUMENT;
  for (size_t a = 0; a < axes; a++) {
    if (axis_dim[a] == 0 || axis_dim[a] % 2 || axis_dim[a] > (size_t) 1 << 30)
      return ROME_BAD_ARGUMENT;
    pairs += axis_dim[a] / 2;
  }
  rome_freqs *made = allocate (pairs, axes);
  if (!made)
    return ROME_NO_MEMORY;
  for (size_t a = 0, first = 0; a < axes; first += axis_dim[a] / 2, a++) {
    const rome_status status = fill_axis (made, first, a, base, axis_dim[a]);
    if (status != ROME_OK) {
      rome_freqs_free (made);
      return status;
    }
  }
  *freqs = made;
  return ROME_OK;
}

void rome_freqs_free (rome_freqs *freqs)
{
  if (!freqs)
    return;
  free (freqs->axis);
  free (freqs->turns);
  free (freqs->radians);
  free (freqs);
}

size_t rome_freqs_pairs (const rome_freqs *freqs)
{
  return freqs->pairs;
}

size_t rome_freqs_axes (const rome_freqs *freqs)
{
  return freqs->axes;
}

void rome_freqs_round (const rome_freqs *freqs, double *w)
{
  memcpy (w, freqs->radians, freqs->pairs * sizeof *w);
}
