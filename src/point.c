/* point.c - cos and sin of exact phases.

   A phase is folded to [0, 1/2] turn (cos even, sin odd, bit for bit) and split as q/4 + psi with |psi| <= 1/8; the
   kernel (kernels/point_body.h) gives cos and sin of |psi| for a batch of them.

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

/* ---- phases taken apart ---- */

/* A phase of which only the highest limb is kept up to date: `flipped` (all ones or 0) tells whether the others are those of its
   negative. */
typedef struct {
  uint64_t top, flipped, others_are_zero;
} parted;

/* Subtracts the nearest multiple of 2^-bits turns and makes what is left positive; *sign: all ones if it was not. */
static inline unsigned take_nearest (parted *a, unsigned bits, uint64_t *sign)
{
  const unsigned nearest = (unsigned) ((a->top + (UINT64_C (1) << (63 - bits))) >> (64 - bits));
  a->top -= (uint64_t) nearest << (64 - bits);
  *sign = -(a->top >> 63);
  a->top = (a->top ^ *sign) + (*sign & a->others_are_zero);
  a->flipped ^= *sign;
  return nearest;
}

/* All of what is left. */
static inline void join (const turns_phase *phase, const parted *a, turns_phase *rest)
{
  uint64_t carry = a->flipped & 1;
#pragma GCC unroll 5
  for (int k = 0; k < PHASE_LIMBS - 1; k++) {
    rest->limb[k] = (phase->limb[k] ^ a->flipped) + carry;
    carry = rest->limb[k] < carry;
  }
  rest->limb[PHASE_LIMBS - 1] = a->top;
}

/* Signs as those of doubles. */
#define SIGN_BIT (UINT64_C (1) << 63)

/* Folds phase i to |psi| <= 1/8 turn: +-(quadrant / 4 +- psi). */
static inline parted fold (const turns_phase *phase, size_t i, point_batch *b)
{
  uint64_t other = 0, sine_negative, psi_negative;
  for (int k = 0; k < PHASE_LIMBS - 1; k++)
    other |= phase->limb[k];
  parted a = {phase->limb[PHASE_LIMBS - 1], 0, other == 0};
  /* more than half a turn: cos (-a) = cos a, sin (-a) = -sin a */
  sine_negative = -(a.top >> 63);
  a.top = (a.top ^ sine_negative) + (sine_negative & a.others_are_zero);
  a.flipped = sine_negative;
  const unsigned quadrant = take_nearest (&a, 2, &psi_negative);
  /* cos and sin of psi -> -sin and cos, or -cos and -sin */
  const uint64_t quarter = -(uint64_t) (quadrant & 1), half = -(uint64_t) (quadrant >> 1);
  b->swap[i] = quarter;
  b->cos_sign[i] = ((quarter & ~psi_negative) | half) & SIGN_BIT;
  b->sin_sign[i] = ((~quarter & (psi_negative ^ half)) ^ sine_negative) & SIGN_BIT;
  return a;
}

/* An empty place of a batch: 1/8 turn, where nothing is doubtful. */
static void fill_up (size_t i, point_batch *b)
{
  b->turns[i] = b->turns_lo[i] = 0;
  b->coarse[i] = ROOTS_COARSE;
  b->fine[i] = 0;
  b->coarse_sign[i] = b->fine_sign[i] = b->swap[i] = b->cos_sign[i] = b->sin_sign[i] = 0;
}

static void take_apart (size_t n, const turns_phase *phase, point_batch *b)
{
  for (size_t i = 0; i < n; i++) {
    uint64_t sign;
    parted a = fold (&phase[i], i, b);
    b->coarse[i] = (unsigned char) take_nearest (&a, ROOTS_COARSE_LOG2, &sign);
    b->coarse_sign[i] = sign & SIGN_BIT;
    b->fine[i] = (unsigned char) take_nearest (&a, ROOTS_FINE_LOG2, &sign);
    b->fine_sign[i] = sign & SIGN_BIT;
    turns_phase rest;
    join (&phase[i], &a, &rest);
    turns_to_pair (&rest, &b->turns[i], &b->turns_lo[i]);
  }
  for (size_t i = n; i % POINT_LANES; i++)
    fill_up (i, b);
}

/* ---- values ---- */

static double signed_by (double x, uint64_t sign)
{
  return sign ? -x : x;
}

static roots_point value_at (const point_values *z, size_t i)
{
  return (roots_point) {{z->cos[i], z->cos_lo[i]}, {z->sin[i], z->sin_lo[i]}};
}

/* The value at psi brought back to phase i. */
static inline void put_unfolded (roots_point a, size_t i, const point_batch *b, point_values *z)
{
  const int swap = b->swap[i] != 0;
  z->cos[i] = signed_by (swap ? a.sin.hi : a.cos.hi, b->cos_sign[i]);
  z->cos_lo[i] = signed_by (swap ? a.sin.lo : a.cos.lo, b->cos_sign[i]);
  z->sin[i] = signed_by (swap ? a.cos.hi : a.sin.hi, b->sin_sign[i]);
  z->sin_lo[i] = signed_by (swap ? a.cos.lo : a.sin.lo, b->sin_sign[i]);
}

/* About once in 2^44 values the double-double cannot tell which double is nearest; and no rest of a turn is exact. */
static void settle (size_t i, const turns_phase *phase, const point_factor *factor, point_batch *b, point_values *z)
{
  const parted a = fold (phase, i, b);
  turns_phase psi;
  join (phase, &a, &psi);
  if (turns_is_zero (phase))
    put_unfolded ((roots_point) {factor ? factor->pair : (dd) {1, 0}, {0, 0}}, i, b, z);
  else
    put_unfolded (settle_point (&psi, factor ? &factor->factor : NULL), i, b, z);
}

static void certified (size_t n, const turns_phase *phase, const point_factor *factor, point_values *z)
{
  point_batch batch;
  take_apart (n, phase, &batch);
  if (!kernels ()->points (n, &table, factor ? &factor->pair : NULL, &batch, z))
    return;
  for (size_t i = 0; i < n; i++)
    if (batch.doubtful[i])
      settle (i, &phase[i], factor, &batch, z);
}

static void gsl (size_t n, const turns_phase *phase, const point_factor *factor, point_values *z)
{
  point_batch batch;
  for (size_t i = 0; i < n; i++) {
    const parted a = fold (&phase[i], i, &batch);
    turns_phase rest;
    join (&phase[i], &a, &rest);
    dd psi;
    turns_to_pair (&rest, &psi.hi, &psi.lo);
    const dd angle = dd_multiply (two_pi, psi);
    gsl_sf_result c, s;
    gsl_sf_cos_e (angle.hi, &c);
    gsl_sf_sin_e (angle.hi, &s);
    dd cosine = {c.val - angle.lo * s.val, 0}, sine = {s.val + angle.lo * c.val, 0};
    if (factor) {
      cosine = (dd) {dd_multiply (cosine, factor->pair).hi, 0};
      sine = (dd) {dd_multiply (sine, factor->pair).hi, 0};
    }
    put_unfolded ((roots_point) {cosine, sine}, i, &batch, z);
  }
}

void point_many (size_t n, const turns_phase *phase, const point_factor *factor, rome_tier tier, point_values *z)
{
  if (tier == ROME_GSL)
    gsl (n, phase, factor, z);
  else
    certified (n, phase, factor, z);
}

roots_point point_certified (const turns_phase *phase)
{
  point_values z;
  certified (1, phase, NULL, &z);
  return value_at (&z, 0);
}

roots_point point_gsl (const turns_phase *phase)
{
  point_values z;
  gsl (1, phase, NULL, &z);
  return value_at (&z, 0);
}

roots_point point_tiny_angle (const scaled *radians, int negative, const wide *factor, int shift)
{
  /* sin a = a and cos a = 1 are exact to far more than 106 bits here.  The angle is multiplied out to 300 bits, truncated, so
     that the low part decides ties as the sine, which is smaller, does. */
  const scaled times = scaled_from_wide (factor), angle = scaled_multiply (radians, &times);
  dd mantissa, cosine;
  wide_to_pair (&angle.mantissa, &mantissa.hi, &mantissa.lo);
  wide_to_pair (factor, &cosine.hi, &cosine.lo);
  if (shift)
    cosine = (dd) {ldexp (cosine.hi, -shift), ldexp (cosine.lo, -shift)};
  const int exponent = -angle.shift - shift;
  const dd sine = {round_scaled (mantissa, exponent), ldexp (mantissa.lo, exponent)};
  return (roots_point) {cosine, negative ? dd_negate (sine) : sine};
}

roots_point point_tiny (const turns_frequency *frequency, double position, const wide *factor, int shift)
{
  const scaled turns = scaled_from_wide (&frequency->turns), circle = scaled_from_wide (&turns_two_pi), p = scaled_from_double (fabs (position));
  scaled angle = scaled_multiply (&turns, &circle);
  angle = scaled_multiply (&angle, &p);
  angle.shift += (int) frequency->scale;
  return point_tiny_angle (&angle, (position < 0) != (frequency->negative != 0), factor, shift);
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
