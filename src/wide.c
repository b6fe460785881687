/* wide.c - 384-bit fixed-point arithmetic, schoolbook: at six limbs nothing cleverer pays.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "wide.h"

#include <math.h>

wide wide_from_u64 (uint64_t integer)
{
  wide a = {{0}};
  a.limb[WIDE_LIMBS - 1] = integer;
  return a;
}

wide wide_from_double (double x)
{
  int exponent;
  const double fraction = frexp (x, &exponent); /* x = fraction * 2^exponent, fraction in [1/2, 1) */
  wide a = {{0}};
  if (x == 0)
    return a;
  a.limb[0] = (uint64_t) ldexp (fraction, 53);
  /* limb[0] counts units of 2^-320: the 53-bit integer must move by exponent - 53 + 320 places */
  const int shift = exponent - 53 + WIDE_FRACTION_BITS;
  return shift >= 0 ? wide_shift_left (&a, (unsigned) shift) : wide_shift_right (&a, (unsigned) -shift);
}

int wide_is_zero (const wide *a)
{
  uint64_t any = 0;
  for (int k = 0; k < WIDE_LIMBS; k++)
    any |= a->limb[k];
  return any == 0;
}

int wide_exponent (const wide *a)
{
  int k = WIDE_LIMBS - 1;
  while (k > 0 && a->limb[k] == 0)
    k--;
  return 64 * k + 63 - __builtin_clzll (a->limb[k]) - WIDE_FRACTION_BITS;
}

double wide_to_double (const wide *a)
{
  if (wide_is_zero (a))
    return 0;
  const int exponent = wide_exponent (a);
  /* the 64 leading bits, then a sticky bit for whatever lies below: 64 bits round correctly to 53 */
  const int drop = exponent + WIDE_FRACTION_BITS - 63;
  wide top;
  int sticky = 0;
  if (drop > 0) {
    const wide kept = wide_shift_right (a, (unsigned) drop);
    const wide back = wide_shift_left (&kept, (unsigned) drop);
    sticky = wide_compare (&back, a) != 0;
    top = kept;
  } else {
    top = wide_shift_left (a, (unsigned) -drop);
  }
  return ldexp ((double) (top.limb[0] | (uint64_t) sticky), drop - WIDE_FRACTION_BITS);
}

void wide_to_pair (const wide *a, double *hi, double *lo)
{
  *hi = wide_to_double (a);
  const wide head = wide_from_double (*hi);
  if (wide_compare (a, &head) >= 0) {
    const wide rest = wide_sub (a, &head);
    *lo = wide_to_double (&rest);
  } else {
    const wide rest = wide_sub (&head, a);
    *lo = -wide_to_double (&rest);
  }
}

wide wide_add (const wide *a, const wide *b)
{
  wide sum;
  wide_u128 carry = 0;
  for (int k = 0; k < WIDE_LIMBS; k++) {
    carry += (wide_u128) a->limb[k] + b->limb[k];
    sum.limb[k] = (uint64_t) carry;
    carry >>= 64;
  }
  return sum;
}

wide wide_sub (const wide *a, const wide *b)
{
  wide difference;
  uint64_t borrow = 0;
  for (int k = 0; k < WIDE_LIMBS; k++) {
    const wide_u128 d = (wide_u128) a->limb[k] - b->limb[k] - borrow;
    difference.limb[k] = (uint64_t) d;
    borrow = (uint64_t) (d >> 64) & 1;
  }
  return difference;
}

wide wide_mul (const wide *a, const wide *b)
{
  uint64_t product[2 * WIDE_LIMBS] = {0};
  for (int i = 0; i < WIDE_LIMBS; i++) {
    wide_u128 carry = 0;
    for (int j = 0; j < WIDE_LIMBS; j++) {
      carry += (wide_u128) a->limb[i] * b->limb[j] + product[i + j];
      product[i + j] = (uint64_t) carry;
      carry >>= 64;
    }
    product[i + WIDE_LIMBS] = (uint64_t) carry;
  }
  wide result;
  for (int k = 0; k < WIDE_LIMBS; k++)
    result.limb[k] = product[k + WIDE_FRACTION_BITS / 64];
  return result;
}

wide wide_mul_u64 (const wide *a, uint64_t b)
{
  wide product;
  wide_u128 carry = 0;
  for (int k = 0; k < WIDE_LIMBS; k++) {
    carry += (wide_u128) a->limb[k] * b;
    product.limb[k] = (uint64_t) carry;
    carry >>= 64;
  }
  return product;
}

wide wide_div_u64 (const wide *a, uint64_t b)
{
  wide quotient;
  uint64_t remainder = 0;
  for (int k = WIDE_LIMBS - 1; k >= 0; k--) {
    const wide_u128 dividend = ((wide_u128) remainder << 64) | a->limb[k];
    quotient.limb[k] = (uint64_t) (dividend / b);
    remainder = (uint64_t) (dividend % b);
  }
  return quotient;
}

/* Schoolbook division by bits; used a few times per table, where 704 steps do not matter. */
wide wide_div (const wide *a, const wide *b)
{
  wide quotient = {{0}};
  uint64_t rest[WIDE_LIMBS + 1] = {0};
  for (int bit = 64 * WIDE_LIMBS + WIDE_FRACTION_BITS - 1; bit >= 0; bit--) {
    /* rest = 2 rest + next bit of a, which is followed by WIDE_FRACTION_BITS zeros */
    const int from = bit - WIDE_FRACTION_BITS;
    uint64_t in = from >= 0 ? a->limb[from / 64] >> (from % 64) & 1 : 0;
    for (int k = 0; k <= WIDE_LIMBS; k++) {
      const uint64_t out = rest[k] >> 63;
      rest[k] = rest[k] << 1 | in;
      in = out;
    }
    wide low;
    for (int k = 0; k < WIDE_LIMBS; k++)
      low.limb[k] = rest[k];
    if (rest[WIDE_LIMBS] == 0 && wide_compare (&low, b) < 0)
      continue;
    low = wide_sub (&low, b);
    for (int k = 0; k < WIDE_LIMBS; k++)
      rest[k] = low.limb[k];
    rest[WIDE_LIMBS] = 0;
    if (bit < 64 * WIDE_LIMBS)
      quotient.limb[bit / 64] |= UINT64_C (1) << (bit % 64);
  }
  return quotient;
}

wide wide_shift_left (const wide *a, unsigned bits)
{
  wide shifted = {{0}};
  const unsigned limbs = bits / 64, rest = bits % 64;
  for (unsigned k = WIDE_LIMBS; k-- > limbs;) {
    shifted.limb[k] = a->limb[k - limbs] << rest;
    if (rest && k > limbs)
      shifted.limb[k] |= a->limb[k - limbs - 1] >> (64 - rest);
  }
  return shifted;
}

wide wide_shift_right (const wide *a, unsigned bits)
{
  wide shifted = {{0}};
  const unsigned limbs = bits / 64, rest = bits % 64;
  for (unsigned k = 0; k + limbs < WIDE_LIMBS; k++) {
    shifted.limb[k] = a->limb[k + limbs] >> rest;
    if (rest && k + limbs + 1 < WIDE_LIMBS)
      shifted.limb[k] |= a->limb[k + limbs + 1] << (64 - rest);
  }
  return shifted;
}

int wide_compare (const wide *a, const wide *b)
{
  for (int k = WIDE_LIMBS - 1; k >= 0; k--)
    if (a->limb[k] != b->limb[k])
      return a->limb[k] < b->limb[k] ? -1 : 1;
  return 0;
}
