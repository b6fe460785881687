/* point_body.h - certified cos and sin of psi <= 1/8 turn.

       psi = j / 2^9 + s1 (k / 2^17 + s2 delta),   0 <= delta <= 2^-18,   s1, s2 = +-1,
   so that two roots of unity and a rotation by r = 2 pi delta, r < 2^-15.3, give the value.  The sums of products below
   cancel by a factor of 3 at most (k = 1 or j = 1), so dd_combine keeps their relative accuracy.

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
static inline roots_point KERNEL (little) (dd r)
{
  gsl_sf_result half_sine;
  gsl_sf_sin_e (0.5 * r.hi, &half_sine);
  const double b = 4 * half_sine.val * half_sine.val, b2 = b * b, b3 = b2 * b;
  const dd r2 = dd_multiply (r, r), one = {1, 0};
  const dd versine = dd_add_d (dd_scale (r2, 0.5), -(b2 / 24 + b3 / 180));
  const dd sixth = {0x1.5555555555555p-3, 0x1.5555555555555p-57};
  const dd cubic = dd_add_d (dd_multiply (r2, sixth), -(b2 / 120 + b3 / 840));
  return (roots_point) {KERNEL (less) (one, versine), KERNEL (less) (r, dd_multiply (r, cubic))};
}

/* a times b, or times the conjugate of b for sign = -1 */
static inline roots_point KERNEL (turn) (roots_point a, roots_point b, double sign)
{
  const dd c = dd_combine (a.cos, b.cos, -sign, a.sin, b.sin), s = dd_combine (a.sin, b.cos, sign, a.cos, b.sin);
  return (roots_point) {dd_fast_two_sum (c.hi, c.lo), dd_fast_two_sum (s.hi, s.lo)};
}

/* Nearest multiple of 2^-bits of a phase below 1/2; the phase becomes the distance, *sign its sign. */
static inline unsigned KERNEL (nearest) (turns_phase *a, int bits, double *sign)
{
  uint64_t *top = &a->limb[PHASE_LIMBS - 1];
  const unsigned j = (unsigned) ((*top + (UINT64_C (1) << (63 - bits))) >> (64 - bits));
  *top -= (uint64_t) j << (64 - bits);
  *sign = *top >> 63 ? -1 : 1;
  if (*sign < 0)
    *a = turns_negate (a);
  return j;
}

static roots_point KERNEL (point) (const roots_table *table, const turns_phase *psi)
{
  const dd two_pi = {0x1.921fb54442d18p+2, 0x1.1a62633145c07p-52};
  turns_phase rest = *psi;
  double s1, s2;
  const unsigned j = KERNEL (nearest) (&rest, ROOTS_COARSE_LOG2, &s1);
  const unsigned k = KERNEL (nearest) (&rest, ROOTS_FINE_LOG2, &s2);
  dd delta;
  turns_to_pair (&rest, &delta.hi, &delta.lo);
  roots_point z = table->fine[k];
  if (delta.hi != 0) {
    const roots_point little = KERNEL (little) (dd_multiply (two_pi, delta));
    if (k)
      z = KERNEL (turn) (z, little, s2);
    else
      z = (roots_point) {little.cos, dd_scale (little.sin, s2)};
  }
  if (j)
    return KERNEL (turn) (table->coarse[j], z, s1);
  z.sin = dd_scale (z.sin, s1);
  return z;
}
