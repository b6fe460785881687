/* exact_sum.c - sums of products of doubles without any rounding.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "exact_sum.h"

#include <math.h>

/* |x| = integer * 2^exponent, the integer of at most 53 bits */
static uint64_t integer_of (double x, int *exponent)
{
  const double mantissa = frexp (fabs (x), exponent);
  *exponent -= 53;
  uint64_t integer = (uint64_t) ldexp (mantissa, 53);
  for (; *exponent < -1074; ++*exponent) /* a subnormal number has fewer bits */
    integer >>= 1;
  return integer;
}

/* Three limbs from limb `at` on, and the carry or the borrow beyond them. */
static void add_at (exact_sum *sum, size_t at, const uint64_t part[3], int negative)
{
  unsigned carry = 0;
  for (size_t k = at; k < EXACT_SUM_LIMBS; k++) {
    const uint64_t more = k - at < 3 ? part[k - at] : 0;
    const wide_u128 whole = negative ? (wide_u128) sum->limb[k] - more - carry : (wide_u128) sum->limb[k] + more + carry;
    sum->limb[k] = (uint64_t) whole;
    carry = (whole >> 64) != 0;
  }
}

void exact_sum_add (exact_sum *sum, double a, double b)
{
  int of_a, of_b;
  const wide_u128 product = (wide_u128) integer_of (a, &of_a) * integer_of (b, &of_b);
  if (product == 0)
    return;
  const unsigned bit = (unsigned) (of_a + of_b - EXACT_SUM_UNIT), shift = bit % 64;
  const wide_u128 low = product << shift;
  const uint64_t part[3] = {(uint64_t) low, (uint64_t) (low >> 64), shift ? (uint64_t) (product >> (128 - shift)) : 0};
  add_at (sum, bit / 64, part, signbit (a) != signbit (b));
}

/* 64 bits from bit `at` on; zeros below the lowest. */
static uint64_t bits_at (const exact_sum *sum, int at)
{
  if (at <= -64)
    return 0;
  if (at < 0)
    return sum->limb[0] << -at;
  const size_t k = (size_t) at / 64;
  const unsigned shift = (unsigned) at % 64;
  return sum->limb[k] >> shift | (shift && k + 1 < EXACT_SUM_LIMBS ? sum->limb[k + 1] << (64 - shift) : 0);
}

int exact_sum_read (const exact_sum *sum, scaled *magnitude)
{
  exact_sum a = *sum;
  const int negative = a.limb[EXACT_SUM_LIMBS - 1] >> 63 != 0;
  unsigned carry = 1;
  for (size_t k = 0; negative && k < EXACT_SUM_LIMBS; k++) {
    a.limb[k] = ~a.limb[k] + carry;
    carry = carry && a.limb[k] == 0;
  }
  int top = EXACT_SUM_LIMBS - 1;
  while (top >= 0 && a.limb[top] == 0)
    top--;
  *magnitude = (scaled) {{{0}}, 0};
  if (top < 0)
    return 0;
  const int leading = 64 * top + 63 - __builtin_clzll (a.limb[top]);
  magnitude->mantissa.limb[WIDE_LIMBS - 1] = 1;
  for (int k = 0; k < WIDE_LIMBS - 1; k++)
    magnitude->mantissa.limb[k] = bits_at (&a, leading - WIDE_FRACTION_BITS + 64 * k);
  magnitude->shift = -(leading + EXACT_SUM_UNIT);
  return negative ? -1 : 1;
}
