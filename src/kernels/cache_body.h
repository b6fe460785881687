/* cache_body.h - table entries by the addition theorem, with a proof of each rounding.

   cos (a + b) = cos a cos b - sin a sin b in double-double: the products of the high parts are exact as p + e, the four
   cross terms need one rounding each.  Absolute error of hi + lo below 2^-96 (seeds 2 * 2^-98, arithmetic 2^-102.5), so
   the entry is proved correctly rounded where hi + (lo +- 2^-96) round to the same number; elsewhere the caller is told.

   Included by one file per instruction set, which defines KERNEL (name).

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "../doubledouble.h"

#define SLACK_COMPENSATED 0x1p-96
/* four roundings of numbers <= 1, and the high parts' own: below 2^-51 */
#define SLACK_PLAIN 0x1p-50

static inline int64_t KERNEL (differ) (double a, double b)
{
  int64_t i, j;
  memcpy (&i, &a, sizeof i);
  memcpy (&j, &b, sizeof j);
  return i ^ j;
}

static inline int32_t KERNEL (differ_f) (float a, float b)
{
  int32_t i, j;
  memcpy (&i, &a, sizeof i);
  memcpy (&j, &b, sizeof j);
  return i ^ j;
}

static int KERNEL (cache_f64) (size_t n, cache_seed a, cache_seeds b, double *restrict c, double *restrict s)
{
  int64_t doubt = 0;
  for (size_t k = 0; k < n; k++) {
    const dd bc = {b.cos[k], b.cos_lo[k]}, bs = {b.sin[k], b.sin_lo[k]};
    const dd cs = dd_combine (a.cos, bc, -1, a.sin, bs), sn = dd_combine (a.sin, bc, 1, a.cos, bs);
    const double c_up = cs.hi + (cs.lo + SLACK_COMPENSATED), c_down = cs.hi + (cs.lo - SLACK_COMPENSATED);
    const double s_up = sn.hi + (sn.lo + SLACK_COMPENSATED), s_down = sn.hi + (sn.lo - SLACK_COMPENSATED);
    c[k] = c_up;
    s[k] = s_up;
    doubt |= KERNEL (differ) (c_up, c_down) | KERNEL (differ) (s_up, s_down);
  }
  return doubt != 0;
}

static int KERNEL (cache_f32_quick) (size_t n, cache_seed a, cache_seeds b, float *restrict c, float *restrict s)
{
  int32_t doubt = 0;
  for (size_t k = 0; k < n; k++) {
    const double ch = a.cos.hi * b.cos[k] - a.sin.hi * b.sin[k], sh = a.sin.hi * b.cos[k] + a.cos.hi * b.sin[k];
    const float c_up = (float) (ch + SLACK_PLAIN), c_down = (float) (ch - SLACK_PLAIN);
    const float s_up = (float) (sh + SLACK_PLAIN), s_down = (float) (sh - SLACK_PLAIN);
    c[k] = c_up;
    s[k] = s_up;
    doubt |= KERNEL (differ_f) (c_up, c_down) | KERNEL (differ_f) (s_up, s_down);
  }
  return doubt != 0;
}

/* The slack relative to hi is wider than half an ulp of double, so that the sums, too, enclose the exact value and the
   rounding to float, a monotonic function, is proved where both ends agree. */
static int KERNEL (cache_f32_careful) (size_t n, cache_seed a, cache_seeds b, float *restrict c, float *restrict s)
{
  int32_t doubt = 0;
  for (size_t k = 0; k < n; k++) {
    const dd bc = {b.cos[k], b.cos_lo[k]}, bs = {b.sin[k], b.sin_lo[k]};
    const dd cs = dd_combine (a.cos, bc, -1, a.sin, bs), sn = dd_combine (a.sin, bc, 1, a.cos, bs);
    const double cw = fabs (cs.hi) * 0x1p-51 + SLACK_COMPENSATED, sw = fabs (sn.hi) * 0x1p-51 + SLACK_COMPENSATED;
    const float c_up = (float) (cs.hi + (cs.lo + cw)), c_down = (float) (cs.hi + (cs.lo - cw));
    const float s_up = (float) (sn.hi + (sn.lo + sw)), s_down = (float) (sn.hi + (sn.lo - sw));
    c[k] = c_up;
    s[k] = s_up;
    doubt |= KERNEL (differ_f) (c_up, c_down) | KERNEL (differ_f) (s_up, s_down);
  }
  return doubt != 0;
}

#undef SLACK_COMPENSATED
#undef SLACK_PLAIN
