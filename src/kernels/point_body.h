/* point_body.h - certified cos and sin of phases.

   A phase folded to psi <= 1/8 turn is
       psi = j / 2^9 + s1 (k / 2^17 + s2 delta),   0 <= delta <= 2^-18,   s1, s2 = +-1,
   so that two roots of unity and a rotation by r = 2 pi delta, r < 2^-15.3, give the value.  The sums of products below
   cancel by a factor of 3 at most (k = 1 or j = 1), so dd_combine keeps their relative accuracy.  Where j, k or delta are 0 their
   products are with 1 and 0, which changes nothing.

   Included by one file per instruction set, which defines KERNEL (name).

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_sf_trig.h>

#include "../doubledouble.h"

/* a - b for |a| >= 2 |b| */
static inline dd KERNEL (less) (dd a, dd b)
{
  const dd s = dd_fast_two_sum (a.hi, -b.hi);
  return dd_fast_two_sum (s.hi, s.lo + (a.lo - b.lo));
}

/* cos r and sin r.  GSL's sine enters only through the small terms B^2/24 and beyond, where
   B = 4 sin^2 (r/2) = 2 (1 - cos r): from r^2 = B + B^2/12 + B^3/90 + ... follow
       1 - cos r = r^2/2 - B^2/24 - B^3/180,     sin r = r - r (r^2/6 - B^2/120 - B^3/840). */
static inline roots_point KERNEL (little) (dd r, double half_sine)
{
  const double b = 4 * half_sine * half_sine, b2 = b * b, b3 = b2 * b;
  const dd r2 = dd_multiply (r, r), one = {1, 0};
  const dd versine = dd_add_d (dd_scale (r2, 0.5), -(b2 / 24 + b3 / 180));
  const dd sixth = {0x1.5555555555555p-3, 0x1.5555555555555p-57};
  const dd cubic = dd_add_d (dd_multiply (r2, sixth), -(b2 / 120 + b3 / 840));
  return (roots_point) {KERNEL (less) (one, versine), KERNEL (less) (r, dd_multiply (r, cubic))};
}

/* sign: 0 or the sign bit */
static inline double KERNEL (signed_by) (double x, uint64_t sign)
{
  uint64_t bits;
  memcpy (&bits, &x, sizeof bits);
  bits ^= sign;
  memcpy (&x, &bits, sizeof x);
  return x;
}

static inline dd KERNEL (signed_dd) (dd x, uint64_t sign)
{
  return (dd) {KERNEL (signed_by) (x.hi, sign), KERNEL (signed_by) (x.lo, sign)};
}

static inline double KERNEL (either) (double x, double y, uint64_t second)
{
  uint64_t a, b;
  memcpy (&a, &x, sizeof a);
  memcpy (&b, &y, sizeof b);
  a = (a & ~second) | (b & second);
  memcpy (&x, &a, sizeof x);
  return x;
}

/* a times b, or times the conjugate of b */
static inline roots_point KERNEL (turn) (roots_point a, roots_point b, uint64_t sign)
{
  b.sin = KERNEL (signed_dd) (b.sin, sign);
  const dd c = dd_combine (a.cos, b.cos, -1, a.sin, b.sin), s = dd_combine (a.sin, b.cos, 1, a.cos, b.sin);
  return (roots_point) {dd_fast_two_sum (c.hi, c.lo), dd_fast_two_sum (s.hi, s.lo)};
}

/* Whether hi is not surely the nearest double, or the sign of lo not sure enough to decide a tie in any narrower format. */
static inline int64_t KERNEL (is_doubtful) (dd a)
{
  const double slack = fabs (a.hi) * ROME_CERTIFIED_BOUND;
  return (a.hi + (a.lo + slack) != a.hi) | (a.hi + (a.lo - slack) != a.hi) | !(fabs (a.lo) > slack);
}

/* Roots of unity out of their table, side by side. */
typedef struct {
  double cos[POINT_BATCH], cos_lo[POINT_BATCH], sin[POINT_BATCH], sin_lo[POINT_BATCH];
} KERNEL (roots);

static void KERNEL (look_up) (size_t n, const roots_point *table, const unsigned char *index, KERNEL (roots) *to)
{
  for (size_t i = 0; i < n; i++) {
    const roots_point *z = &table[index[i]];
    to->cos[i] = z->cos.hi;
    to->cos_lo[i] = z->cos.lo;
    to->sin[i] = z->sin.hi;
    to->sin_lo[i] = z->sin.lo;
  }
}

static inline roots_point KERNEL (root) (const KERNEL (roots) *z, size_t i)
{
  return (roots_point) {{z->cos[i], z->cos_lo[i]}, {z->sin[i], z->sin_lo[i]}};
}

static int KERNEL (points) (size_t n, const roots_table *table, const dd *factor, point_batch *batch, point_values *z)
{
  const dd two_pi = {0x1.921fb54442d18p+2, 0x1.1a62633145c07p-52}, times = factor ? *factor : (dd) {1, 0};
  double angle[POINT_BATCH], angle_lo[POINT_BATCH], half_sine[POINT_BATCH];
  KERNEL (roots) coarse, fine;
  n = (n + POINT_LANES - 1) / POINT_LANES * POINT_LANES;
  KERNEL (look_up) (n, table->coarse, batch->coarse, &coarse);
  KERNEL (look_up) (n, table->fine, batch->fine, &fine);
  for (size_t i = 0; i < n; i++) {
    const dd r = dd_multiply (two_pi, (dd) {batch->turns[i], batch->turns_lo[i]});
    angle[i] = r.hi;
    angle_lo[i] = r.lo;
  }
  for (size_t i = 0; i < n; i++) {
    gsl_sf_result sine;
    gsl_sf_sin_e (0.5 * angle[i], &sine);
    half_sine[i] = sine.val;
  }
  int64_t doubt = 0;
  for (size_t i = 0; i < n; i++) {
    const roots_point little = KERNEL (little) ((dd) {angle[i], angle_lo[i]}, half_sine[i]);
    const roots_point inner = KERNEL (turn) (KERNEL (root) (&fine, i), little, batch->fine_sign[i]);
    roots_point a = KERNEL (turn) (KERNEL (root) (&coarse, i), inner, batch->coarse_sign[i]);
    if (factor)
      a = (roots_point) {dd_multiply (a.cos, times), dd_multiply (a.sin, times)};
    batch->doubtful[i] = KERNEL (is_doubtful) (a.cos) | KERNEL (is_doubtful) (a.sin);
    doubt |= batch->doubtful[i];
    const uint64_t swap = batch->swap[i], cos_sign = batch->cos_sign[i], sin_sign = batch->sin_sign[i];
    z->cos[i] = KERNEL (signed_by) (KERNEL (either) (a.cos.hi, a.sin.hi, swap), cos_sign);
    z->cos_lo[i] = KERNEL (signed_by) (KERNEL (either) (a.cos.lo, a.sin.lo, swap), cos_sign);
    z->sin[i] = KERNEL (signed_by) (KERNEL (either) (a.sin.hi, a.cos.hi, swap), sin_sign);
    z->sin_lo[i] = KERNEL (signed_by) (KERNEL (either) (a.sin.lo, a.cos.lo, swap), sin_sign);
  }
  return doubt != 0;
}
