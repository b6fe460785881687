/* doubledouble.h - unevaluated sums hi + lo of two doubles, about 106 bits.

   Error bounds of Joldes, Muller, Popescu, ACM TOMS 44 (2017), u = 2^-53: sum 3 u^2, product 5 u^2 relative.
   Needs IEEE arithmetic without contraction or reassociation: rome_self_check notices a build that lacks it.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_DOUBLEDOUBLE_H
#define ROME_DOUBLEDOUBLE_H

#include <math.h>

typedef struct {
  double hi, lo;
} dd;

static inline dd dd_two_sum (double a, double b)
{
  const double s = a + b;
  const double t = s - a;
  return (dd) {s, (a - (s - t)) + (b - t)};
}

/* |a| >= |b| or a == 0 */
static inline dd dd_fast_two_sum (double a, double b)
{
  const double s = a + b;
  return (dd) {s, b - (s - a)};
}

/* Exact where nothing over- or underflows, in both forms alike, so that the bits do not depend on the processor. */
static inline dd dd_two_product (double a, double b)
{
  const double p = a * b;
#ifdef __FMA__
  return (dd) {p, fma (a, b, -p)};
#else
  /* Veltkamp's splitting, Dekker's product: 17 operations that every processor has, and no call to libm */
  const double ka = 134217729.0 * a, kb = 134217729.0 * b;
  const double ah = ka - (ka - a), bh = kb - (kb - b);
  const double al = a - ah, bl = b - bh;
  return (dd) {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
#endif
}

static inline dd dd_negate (dd a)
{
  return (dd) {-a.hi, -a.lo};
}

static inline dd dd_add (dd a, dd b)
{
  const dd s = dd_two_sum (a.hi, b.hi);
  const dd t = dd_two_sum (a.lo, b.lo);
  const dd v = dd_fast_two_sum (s.hi, s.lo + t.hi);
  return dd_fast_two_sum (v.hi, v.lo + t.lo);
}

static inline dd dd_subtract (dd a, dd b)
{
  return dd_add (a, dd_negate (b));
}

static inline dd dd_multiply (dd a, dd b)
{
  const dd p = dd_two_product (a.hi, b.hi);
  const double cross = a.hi * b.lo + a.lo * b.hi;
  return dd_fast_two_sum (p.hi, p.lo + cross);
}

static inline dd dd_multiply_d (dd a, double b)
{
  const dd p = dd_two_product (a.hi, b);
  return dd_fast_two_sum (p.hi, p.lo + a.lo * b);
}

static inline dd dd_add_d (dd a, double b)
{
  const dd s = dd_two_sum (a.hi, b);
  return dd_fast_two_sum (s.hi, s.lo + a.lo);
}

/* x y + sign z w, sign = +-1.  The error is a few u^2 times |x y| + |z w|: for sums that do not cancel much.  The result is
   not normalised: |lo| may be a few ulp of hi. */
static inline dd dd_combine (dd x, dd y, double sign, dd z, dd w)
{
  const dd p = dd_two_product (x.hi, y.hi), q = dd_two_product (sign * z.hi, w.hi);
  const dd h = dd_two_sum (p.hi, q.hi);
  const double cross = (x.hi * y.lo + x.lo * y.hi) + sign * (z.hi * w.lo + z.lo * w.hi);
  return (dd) {h.hi, h.lo + ((p.lo + q.lo) + cross)};
}

/* A power of two scales exactly. */
static inline dd dd_scale (dd a, double power_of_two)
{
  return (dd) {a.hi * power_of_two, a.lo * power_of_two};
}

#endif
