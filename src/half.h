/* half.h - bits of the 16-bit formats bf16 and f16 from and to float, rounded to nearest, ties to even.

   Every NaN becomes a quiet one with its sign and leading payload bits; overflow rounds to infinity; subnormals are kept.
   Written without branches, so that loops over them vectorise.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_HALF_H
#define ROME_HALF_H

#include <stdint.h>
#include <string.h>

static inline uint32_t half_bits (float x)
{
  uint32_t bits;
  memcpy (&bits, &x, sizeof bits);
  return bits;
}

static inline float half_float (uint32_t bits)
{
  float x;
  memcpy (&x, &bits, sizeof x);
  return x;
}

static inline uint16_t half_bf16_from_float (float x)
{
  const uint32_t bits = half_bits (x), magnitude = bits & 0x7fffffff;
  const uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
  const uint32_t quiet = bits >> 16 | 0x40;
  return (uint16_t) (magnitude > 0x7f800000 ? quiet : rounded);
}

static inline float half_float_from_bf16 (uint16_t h)
{
  return half_float ((uint32_t) h << 16);
}

static inline uint16_t half_f16_from_float (float x)
{
  const uint32_t bits = half_bits (x), magnitude = bits & 0x7fffffff, sign = bits >> 16 & 0x8000;
  /* 2^-14 and above: move the exponent, round the mantissa; from 65520 on this passes into infinity */
  const uint32_t normal = (magnitude - 0x38000000 + 0xfff + (magnitude >> 13 & 1)) >> 13;
  const uint32_t large = normal > 0x7c00 ? 0x7c00 : normal;
  /* below: adding 1/2 leaves units of 2^-24 in the last place, rounded by the addition itself */
  const uint32_t subnormal = half_bits (half_float (magnitude) + 0.5f) - 0x3f000000;
  const uint32_t nan = 0x7e00 | (magnitude >> 13 & 0x3ff);
  const uint32_t finite = magnitude < 0x38800000 ? subnormal : large;
  return (uint16_t) (sign | (magnitude > 0x7f800000 ? nan : finite));
}

static inline float half_float_from_f16 (uint16_t h)
{
  const uint32_t sign = (uint32_t) (h & 0x8000) << 16, magnitude = h & 0x7fff;
  const float subnormal = (float) magnitude * 0x1p-24f;
  const uint32_t normal = (magnitude << 13) + (magnitude >= 0x7c00 ? 0x70000000u : 0x38000000u);
  return half_float (sign | (magnitude < 0x400 ? half_bits (subnormal) : normal));
}

#endif
