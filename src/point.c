/* point.c - cos and sin of an exact phase.

   The phase is folded to [0, 1/2] turn (cos even, sin odd, bit for bit) and split as q/4 + psi with |psi| <= 1/8; the
   kernel (kernels/point_body.h) gives cos and sin of |psi|.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "point.h"

#include <gsl/gsl_sf_trig.h>
#include <limits.h>
#include <pthread.h>

#include "floatguard.h"
#include "gslguard.h"
#include "kernels/kernels.h"
#include "round.h"
#include "scaled.h"
#include "settle.h"

static roots_table table;
static rome_self_check_result check;
static rome_status check_status = ROME_SELF_CHECK;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const dd two_pi = {0x1.921fb54442d18p+2, 0x1.1a62633145c07p-52};

static roots_point conjugate_if (roots_point z, int condition)
{
  if (condition)
    z.sin = dd_negate (z.sin);
  return z;
}

/* phase -> 0 <= |psi| <= 1/8 turn */
typedef struct {
  turns_phase psi; /* |psi| */
  int psi_negative, quadrant, sine_negative;
} folded;

static folded fold (const turns_phase *phase)
{
  folded f = {*phase, 0, 0, 0};
  uint64_t *top = &f.psi.limb[PHASE_LIMBS - 1];
  if (*top >> 63) { /* more than half a turn: cos (-a) = cos a, sin (-a) = -sin a */
    f.psi = turns_negate (phase);
    f.sine_negative = 1;
  }
  f.quadrant = (int) ((*top + (UINT64_C (1) << 61)) >> 62);
  *top -= (uint64_t) f.quadrant << 62;
  if (*top >> 63) {
    f.psi = turns_negate (&f.psi);
    f.psi_negative = 1;
  }
  return f;
}

/* The value at |psi| brought back to the phase. */
static roots_point unfold (roots_point z, const folded *f)
{
  z = conjugate_if (z, f->psi_negative);
  roots_point result = z;
  if (f->quadrant == 1)
    result = (roots_point) {dd_negate (z.sin), z.cos};
  else if (f->quadrant == 2)
    result = (roots_point) {dd_negate (z.cos), dd_negate (z.sin)};
  return conjugate_if (result, f->sine_negative);
}

/* Whether hi is the nearest double, and the sign of lo sure enough to decide a tie in any narrower format. */
static int rounding_is_certain (dd a)
{
  const double slack = fabs (a.hi) * ROME_CERTIFIED_BOUND;
  return a.hi + (a.lo + slack) == a.hi && a.hi + (a.lo - slack) == a.hi && fabs (a.lo) > slack;
}

roots_point point_certified (const turns_phase *phase)
{
  const folded f = fold (phase);
  if (turns_is_zero (phase))
    return (roots_point) {{1, 0}, {0, 0}};
  roots_point z = kernels ()->point (&table, &f.psi);
  /* about once in 2^44 values the double-double cannot tell which double is nearest */
  if (!rounding_is_certain (z.cos) || !rounding_is_certain (z.sin))
    z = settle_point (&f.psi, NULL);
  return unfold (z, &f);
}

roots_point point_scale (roots_point z, dd factor)
{
  return (roots_point) {dd_multiply (z.cos, factor), dd_multiply (z.sin, factor)};
}

roots_point point_certified_times (const turns_phase *phase, const wide *factor, dd factor_pair)
{
  const folded f = fold (phase);
  if (turns_is_zero (phase))
    return (roots_point) {factor_pair, {0, 0}};
  roots_point z = point_scale (kernels ()->point (&table, &f.psi), factor_pair);
  if (!rounding_is_certain (z.cos) || !rounding_is_certain (z.sin))
    z = settle_point (&f.psi, factor);
  return unfold (z, &f);
}

roots_point point_gsl (const turns_phase *phase)
{
  const folded f = fold (phase);
  dd psi;
  turns_to_pair (&f.psi, &psi.hi, &psi.lo);
  const dd angle = dd_multiply (two_pi, psi);
  gsl_sf_result c, s;
  gsl_sf_cos_e (angle.hi, &c);
  gsl_sf_sin_e (angle.hi, &s);
  const roots_point z = {{c.val - angle.lo * s.val, 0}, {s.val + angle.lo * c.val, 0}};
  return unfold (z, &f);
}

roots_point point_tiny (const turns_frequency *frequency, double position, const wide *factor, int shift)
{
  /* sin a = a and cos a = 1 are exact to far more than 106 bits here.  The angle is multiplied out to 300 bits, truncated, so
     that the low part decides ties as the sine, which is smaller, does. */
  const scaled turns = scaled_from_wide (&frequency->turns), circle = scaled_from_wide (&turns_two_pi), times = scaled_from_wide (factor),
               p = scaled_from_double (fabs (position));
  scaled angle = scaled_multiply (&turns, &circle);
  angle = scaled_multiply (&angle, &p);
  angle = scaled_multiply (&angle, &times);
  dd mantissa, cosine;
  wide_to_pair (&angle.mantissa, &mantissa.hi, &mantissa.lo);
  wide_to_pair (factor, &cosine.hi, &cosine.lo);
  if (shift)
    cosine = (dd) {ldexp (cosine.hi, -shift), ldexp (cosine.lo, -shift)};
  const int exponent = -angle.shift - (int) frequency->scale - shift;
  const dd sine = {round_scaled (mantissa, exponent), ldexp (mantissa.lo, exponent)};
  return (roots_point) {cosine, (position < 0) != (frequency->negative != 0) ? dd_negate (sine) : sine};
}

/* Largest relative error of the roots against the series in fixed point, which share nothing with them. */
static double roots_error (void)
{
  double worst = 0;
  for (int k = 1; k <= ROOTS_COARSE + ROOTS_FINE; k++) {
    const int coarse = k <= ROOTS_COARSE;
    const uint64_t j = (uint64_t) (coarse ? k : k - ROOTS_COARSE);
    const roots_point z = coarse ? table.coarse[j] : table.fine[j];
    turns_phase psi = {{0}};
    psi.limb[PHASE_LIMBS - 1] = j << (64 - (coarse ? ROOTS_COARSE_LOG2 : ROOTS_FINE_LOG2));
    const roots_point exact = settle_point (&psi, NULL);
    const dd c = dd_subtract (z.cos, exact.cos), s = dd_subtract (z.sin, exact.sin);
    worst = fmax (worst, fmax (fabs (c.hi) / exact.cos.hi, fabs (s.hi) / exact.sin.hi));
  }
  return worst;
}

/* Distance of two values in ulp of the first. */
static double distance_ulp (double a, double b)
{
  int exponent;
  if (a == b)
    return 0;
  frexp (a, &exponent);
  return ldexp (fabs (a - b), 53 - exponent);
}

/* 256 phases spread over the circle by the golden section, and their neighbours of 0, 1/4, 1/2, 3/4. */
static double tier_distance (void)
{
  double worst = 0;
  for (unsigned n = 1; n <= 256; n++) {
    turns_phase phase = {{0}};
    phase.limb[PHASE_LIMBS - 1] = n * UINT64_C (0x9e3779b97f4a7c15);
    phase.limb[PHASE_LIMBS - 2] = n * UINT64_C (0xf39cc0605cedc834);
    if (n % 8 == 0)
      phase.limb[PHASE_LIMBS - 1] = (phase.limb[PHASE_LIMBS - 1] >> 62 << 62) + n;
    const roots_point a = point_certified (&phase), b = point_gsl (&phase);
    worst = fmax (worst, fmax (distance_ulp (a.cos.hi, b.cos.hi), distance_ulp (a.sin.hi, b.sin.hi)));
  }
  return worst;
}

static void prepare (void)
{
  roots_make (&table);
  check.residual = table.residual;
  check.root_error = roots_error ();
  /* written so that NaN, too, means failure */
  if (!(check.residual < 0x1p-100) || !(check.root_error < 0x1p-103))
    return;
  check.tier_distance = tier_distance ();
  if (check.tier_distance <= 2)
    check_status = ROME_OK;
}

rome_status point_prepare (rome_self_check_result *result)
{
  gsl_guard_enter ();
  pthread_once (&once, prepare);
  gsl_guard_leave ();
  if (result)
    *result = check;
  return check_status;
}

rome_status rome_self_check (rome_self_check_result *result)
{
  DEFAULT_ARITHMETIC;
  return point_prepare (result);
}
