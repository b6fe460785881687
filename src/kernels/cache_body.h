/* cache_body.h - table entries by the addition theorem in double-double, each with a proof of its rounding.

   cos (a + b) = cos a cos b - sin a sin b, sin (a + b) = sin a cos b + cos a sin b: hi + lo has an absolute error below 2^-95 (a
   chain of up to four certified angles, 2^-98 each, and arithmetic).  An entry is proved correctly rounded where both ends of
   hi + lo +- slack round to the same number; elsewhere the caller is told and takes the certified truth.  Ranges come here only where
   range_body.h does not prove enough.

   Included by one file per instruction set, which defines KERNEL (name).

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "../doubledouble.h"
#include "../half.h"

/* ---- sources: entry k as a pair of dd ---- */

static inline roots_point KERNEL (source_careful) (const cache_source *src, size_t k)
{
  const dd bc = {src->b.cos[k], src->b.cos_lo[k]}, bs = {src->b.sin[k], src->b.sin_lo[k]};
  return (roots_point) {dd_combine (src->a.cos, bc, -1, src->a.sin, bs), dd_combine (src->a.sin, bc, 1, src->a.cos, bs)};
}

/* Any integer: three tables for three digits of the position. */
static inline roots_point KERNEL (source_digits) (const cache_source *src, size_t k)
{
  const uint64_t p = src->position[k];
  const roots_point high = src->digit[2][p >> 2 * CACHE_DIGIT_BITS], middle = src->digit[1][p >> CACHE_DIGIT_BITS & CACHE_DIGIT_MASK],
                    low = src->digit[0][p & CACHE_DIGIT_MASK];
  const dd hc = dd_combine (high.cos, middle.cos, -1, high.sin, middle.sin), hs = dd_combine (high.sin, middle.cos, 1, high.cos, middle.sin);
  const dd c = dd_fast_two_sum (hc.hi, hc.lo), s = dd_fast_two_sum (hs.hi, hs.lo);
  return (roots_point) {dd_combine (c, low.cos, -1, s, low.sin), dd_combine (s, low.cos, 1, c, low.sin)};
}

/* ---- formats: one rounding and the bits in which its two ends differ ---- */

static inline double KERNEL (round_f64) (dd v, double slack, int64_t *doubt)
{
  const double up = v.hi + (v.lo + slack), down = v.hi + (v.lo - slack);
  int64_t i, j;
  memcpy (&i, &up, sizeof i);
  memcpy (&j, &down, sizeof j);
  *doubt |= i ^ j;
  return up;
}

/* The slack is widened beyond half an ulp of the intermediate format, so that the ends enclose the exact value after the
   first rounding, too; rounding is monotonic, so both ends agreeing proves the result. */
static inline float KERNEL (round_f32) (dd v, double slack, int32_t *doubt)
{
  const double margin = fabs (v.hi) * 0x1p-51 + slack;
  const float up = (float) (v.hi + (v.lo + margin)), down = (float) (v.hi + (v.lo - margin));
  int32_t i, j;
  memcpy (&i, &up, sizeof i);
  memcpy (&j, &down, sizeof j);
  *doubt |= i ^ j;
  return up;
}

/* Rounded to odd at the 24 bits of single, from where the shorter formats are rounded as from the value itself: equal ends prove
   the result. */
static inline int64_t KERNEL (odd) (double v)
{
  const int64_t below = (INT64_C (1) << 29) - 1;
  int64_t bits;
  memcpy (&bits, &v, sizeof bits);
  return (bits | ((bits & below) + below)) & ~below; /* any bit below carries into the last one that stays */
}

#define ROUND_16(FORMAT)                                                                                              \
  static inline uint16_t KERNEL (round_##FORMAT) (dd v, double slack, int64_t *doubt)                                 \
  {                                                                                                                   \
    const double margin = fabs (v.hi) * 0x1p-51 + slack;                                                              \
    const int64_t up = KERNEL (odd) (v.hi + (v.lo + margin)), down = KERNEL (odd) (v.hi + (v.lo - margin));           \
    double value;                                                                                                     \
    memcpy (&value, &up, sizeof value);                                                                               \
    *doubt |= up ^ down;                                                                                              \
    return half_##FORMAT##_from_float ((float) value);                                                                \
  }
ROUND_16 (bf16)
ROUND_16 (f16)

/* ---- loops ---- */

#define FILL(SOURCE, FORMAT, TYPE, BITS)                                                                              \
  static int KERNEL (fill_##SOURCE##_##FORMAT) (size_t n, const cache_source *source, double slack, void *c, void *s) \
  {                                                                                                                   \
    const cache_source src = *source;                                                                                 \
    TYPE *restrict cos_out = c, *restrict sin_out = s;                                                                \
    BITS doubt = 0;                                                                                                   \
    for (size_t k = 0; k < n; k++) {                                                                                  \
      const roots_point z = KERNEL (source_##SOURCE) (&src, k);                                                       \
      cos_out[k] = KERNEL (round_##FORMAT) (z.cos, slack, &doubt);                                                    \
      sin_out[k] = KERNEL (round_##FORMAT) (z.sin, slack, &doubt);                                                    \
    }                                                                                                                 \
    return doubt != 0;                                                                                                \
  }

FILL (careful, f64, double, int64_t)
FILL (careful, f32, float, int32_t)
FILL (careful, bf16, uint16_t, int64_t)
FILL (careful, f16, uint16_t, int64_t)
FILL (digits, f64, double, int64_t)
FILL (digits, f32, float, int32_t)
FILL (digits, bf16, uint16_t, int64_t)
FILL (digits, f16, uint16_t, int64_t)

/* Seeds from seeds: a + b_k. */
static void KERNEL (add_seeds) (size_t n, const cache_source *source, double *restrict cos, double *restrict cos_lo, double *restrict sin,
                                double *restrict sin_lo)
{
  const cache_source src = *source;
  for (size_t k = 0; k < n; k++) {
    const roots_point z = KERNEL (source_careful) (&src, k);
    const dd c = dd_fast_two_sum (z.cos.hi, z.cos.lo), s = dd_fast_two_sum (z.sin.hi, z.sin.lo);
    cos[k] = c.hi;
    cos_lo[k] = c.lo;
    sin[k] = s.hi;
    sin_lo[k] = s.lo;
  }
}

#undef FILL
#undef ROUND_16
