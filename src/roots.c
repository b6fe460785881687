/* roots.c - seeds by GSL, polish and certificate by z^N = 1.

   For z = zeta (1 + eps) with zeta^N = 1, e = z^N - 1 gives log (1 + eps) = log (1 + e) / N =: lambda, hence
   zeta = z exp (-lambda).  Afterwards |z - zeta| <= |z^N - 1| / N to first order: the certificate that is kept.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "roots.h"

#include <gsl/gsl_sf_trig.h>

static roots_point add (roots_point a, roots_point b)
{
  return (roots_point) {dd_add (a.cos, b.cos), dd_add (a.sin, b.sin)};
}

static roots_point times (roots_point a, double factor)
{
  return (roots_point) {dd_multiply_d (a.cos, factor), dd_multiply_d (a.sin, factor)};
}

/* z^(2^k) - 1 */
static roots_point excess (roots_point z, int k)
{
  for (; k > 0; k--)
    z = roots_multiply (z, z);
  return (roots_point) {dd_add_d (z.cos, -1), z.sin};
}

static double magnitude (roots_point a)
{
  return sqrt (a.cos.hi * a.cos.hi + a.sin.hi * a.sin.hi);
}

/* z exp (-lambda), lambda = (e - e^2/2 + e^3/3) / 2^k, to second order in lambda */
static roots_point polish (roots_point z, int k)
{
  const roots_point one = {{1, 0}, {0, 0}};
  const roots_point e = excess (z, k);
  const roots_point e2 = roots_multiply (e, e), e3 = roots_multiply (e2, e);
  const roots_point log1p = add (add (e, times (e2, -0.5)), times (e3, 1.0 / 3));
  const roots_point lambda = times (log1p, ldexp (1, -k));
  const roots_point lambda2 = roots_multiply (lambda, lambda);
  return roots_multiply (z, add (add (one, times (lambda, -1)), times (lambda2, 0.5)));
}

static void fill (roots_point *point, int count, int k, double *residual)
{
  const double two_pi = 6.283185307179586;
  point[0] = (roots_point) {{1, 0}, {0, 0}};
  for (int j = 1; j <= count; j++) {
    const double angle = two_pi * ldexp (j, -k);
    gsl_sf_result c, s;
    gsl_sf_cos_e (angle, &c);
    gsl_sf_sin_e (angle, &s);
    const roots_point seed = {{c.val, 0}, {s.val, 0}};
    point[j] = polish (seed, k);
    *residual = fmax (*residual, ldexp (magnitude (excess (point[j], k)), -k));
  }
}

void roots_make (roots_table *table)
{
  table->residual = 0;
  fill (table->coarse, ROOTS_COARSE, ROOTS_COARSE_LOG2, &table->residual);
  fill (table->fine, ROOTS_FINE, ROOTS_FINE_LOG2, &table->residual);
}
