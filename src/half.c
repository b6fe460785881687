/* half.c - arrays of bf16 and f16 bits.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "half.h"

#include "floatguard.h"
#include "rome.h"
#include "round.h"

/* A double goes through a float rounded to odd, so that it is rounded once. */
static float float_of (rome_format from, const void *x, size_t k)
{
  if (from == ROME_F32)
    return ((const float *) x)[k];
  const double value = ((const double *) x)[k];
  return value - value == 0 ? round_to_odd_float ((dd) {value, 0}) : (float) value;
}

void rome_pack (rome_format from, const void *x, size_t n, rome_format to, uint16_t *bits)
{
  DEFAULT_ARITHMETIC;
  for (size_t k = 0; k < n; k++)
    bits[k] = to == ROME_BF16 ? half_bf16_from_float (float_of (from, x, k)) : half_f16_from_float (float_of (from, x, k));
}

void rome_unpack (rome_format from, const uint16_t *bits, size_t n, float *x)
{
  DEFAULT_ARITHMETIC;
  for (size_t k = 0; k < n; k++)
    x[k] = from == ROME_BF16 ? half_float_from_bf16 (bits[k]) : half_float_from_f16 (bits[k]);
}
