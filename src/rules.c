/* rules.c - the scaling rules in real arithmetic, each as its formula stands in rome.h.

   Decisions that a framework takes in double (floor, ceil, band edges) are taken exactly and refused within 1e-9 of their
   edge, where double could have decided otherwise.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"

#include <math.h>

#include "turns.h"

#define EDGE 1e-9

/* w[i] *= ratio^i */
static void multiply_powers (scaled *w, size_t pairs, const scaled *ratio)
{
  scaled p = *ratio;
  for (size_t i = 1; i < pairs; i++) {
    w[i] = scaled_multiply (&w[i], &p);
    p = scaled_multiply (&p, ratio);
  }
}

static rome_status unscaled (double base, size_t d, scaled *w)
{
  const scaled b = scaled_from_double (base), one = scaled_from_double (1);
  scaled ratio;
  const rome_status status = scaled_inverse_root (&b, d / 2, &ratio);
  for (size_t i = 0; i < d / 2; i++)
    w[i] = one;
  if (status == ROME_OK)
    multiply_powers (w, d / 2, &ratio);
  return status;
}

static void divide_all (scaled *w, size_t pairs, double divisor)
{
  const scaled f = scaled_from_double (divisor);
  for (size_t i = 0; i < pairs; i++)
    w[i] = scaled_divide (&w[i], &f);
}

/* Base multiplied by growth^(d/(d-2)): w_i growth^(-i/(d/2-1)); a single pair has i = 0 only. */
static rome_status grow_base (scaled *w, size_t d, const scaled *growth)
{
  scaled ratio;
  if (d == 2)
    return ROME_OK;
  const rome_status status = scaled_inverse_root (growth, d / 2 - 1, &ratio);
  if (status == ROME_OK)
    multiply_powers (w, d / 2, &ratio);
  return status;
}

/* 1 + f (L - Lmax) / Lmax, which is f L / Lmax - (f - 1) */
static scaled dynamic_growth (const rome_scaling *s)
{
  const double length = s->length > s->max_length ? s->length : s->max_length;
  const scaled one = scaled_from_double (1), f = scaled_from_double (s->factor), most = scaled_from_double (s->max_length);
  const wide l = wide_from_double (length), m = wide_from_double (s->max_length);
  const wide beyond = wide_sub (&l, &m);
  const scaled more = scaled_from_wide (&beyond);
  const scaled product = scaled_multiply (&f, &more), quotient = scaled_divide (&product, &most);
  return scaled_add (&one, &quotient);
}

/* ---- YaRN ---- */

/* d ln (L0 / (2 pi beta)) / (2 ln base), the index whose wave makes beta turns in L0 positions; 0 if negative, which *negative
   tells. */
static rome_status correction_dimension (const rome_scaling *s, double base, size_t d, double beta, wide *index, int *negative)
{
  const scaled length = scaled_from_double (s->original_length), turns = scaled_from_double (beta), b = scaled_from_double (base);
  const scaled inverse_two_pi = scaled_from_wide (&turns_inverse_two_pi);
  const scaled product = scaled_multiply (&length, &inverse_two_pi), x = scaled_divide (&product, &turns);
  wide log_x, log_b;
  int unused;
  rome_status status = scaled_log (&x, &log_x, negative);
  if (status == ROME_OK)
    status = scaled_log (&b, &log_b, &unused);
  if (status != ROME_OK)
    return status;
  if (wide_is_zero (&log_b))
    return ROME_BAD_ARGUMENT;
  const wide numerator = wide_mul_u64 (&log_x, d), denominator = wide_shift_left (&log_b, 1);
  *index = wide_div (&numerator, &denominator);
  return ROME_OK;
}

/* Distance to the nearest integer. */
static double integer_distance (const wide *x)
{
  wide fraction = *x;
  fraction.limb[WIDE_LIMBS - 1] = 0;
  const double above = wide_to_double (&fraction);
  return above < 0.5 ? above : 1 - above;
}

static wide integer_part (const wide *x)
{
  return wide_from_u64 (x->limb[WIDE_LIMBS - 1]);
}

/* Ends of the ramp, lo >= 0; no_ramp: hi is below 0, and every index lies beyond the ramp's foot. */
static rome_status ramp_ends (const rome_scaling *s, double base, size_t d, wide *lo, wide *hi, int *no_ramp)
{
  const wide one = wide_from_u64 (1), last = wide_from_u64 (d - 1), zero = wide_from_u64 (0);
  int lo_negative, hi_negative;
  rome_status status = correction_dimension (s, base, d, s->beta_fast, lo, &lo_negative);
  if (status == ROME_OK)
    status = correction_dimension (s, base, d, s->beta_slow, hi, &hi_negative);
  if (status != ROME_OK)
    return status;
  if (s->truncate) {
    if (integer_distance (lo) < EDGE)
      return ROME_EDGE_BETA_FAST;
    if (integer_distance (hi) < EDGE)
      return ROME_EDGE_BETA_SLOW;
    *lo = integer_part (lo);
    /* ceil (-x) = -floor (x) */
    const wide floor_hi = integer_part (hi);
    *hi = hi_negative ? floor_hi : wide_add (&floor_hi, &one);
  }
  if (lo_negative)
    *lo = zero;
  *no_ramp = hi_negative && !wide_is_zero (hi);
  if (!*no_ramp && wide_compare (hi, &last) > 0)
    *hi = last;
  if (!*no_ramp && wide_compare (lo, hi) == 0) {
    const wide little = wide_from_double (0.001);
    *hi = wide_add (hi, &little);
  }
  return ROME_OK;
}

/* (i - lo) / (hi - lo) clamped to [0, 1] */
static wide ramp_value (const wide *lo, const wide *hi, size_t i)
{
  const wide index = wide_from_u64 (i), one = wide_from_u64 (1), zero = wide_from_u64 (0);
  const int rising = wide_compare (hi, lo) > 0;
  if (!rising) { /* lo beyond the last index: a falling ramp, 1 before it and 0 after */
    if (wide_compare (&index, lo) >= 0)
      return zero;
    const wide rest = wide_sub (lo, &index), span = wide_sub (lo, hi);
    return wide_compare (&rest, &span) >= 0 ? one : wide_div (&rest, &span);
  }
  if (wide_compare (&index, lo) <= 0)
    return zero;
  if (wide_compare (&index, hi) >= 0)
    return one;
  const wide rest = wide_sub (&index, lo), span = wide_sub (hi, lo);
  return wide_div (&rest, &span);
}

/* w (1 - r) + (w / f) r */
static scaled blend (const scaled *w, const wide *r, double factor)
{
  const wide one = wide_from_u64 (1), rest = wide_sub (&one, r);
  const scaled f = scaled_from_double (factor), kept_share = scaled_from_wide (&rest), divided_share = scaled_from_wide (r);
  const scaled divided = scaled_divide (w, &f);
  const scaled a = scaled_multiply (w, &kept_share), b = scaled_multiply (&divided, &divided_share);
  return scaled_add (&a, &b);
}

static rome_status yarn (const rome_scaling *s, double base, size_t d, scaled *w)
{
  wide lo, hi;
  int no_ramp;
  const rome_status status = ramp_ends (s, base, d, &lo, &hi, &no_ramp);
  if (status != ROME_OK || no_ramp)
    return status;
  for (size_t i = 0; i < d / 2; i++) {
    const wide r = ramp_value (&lo, &hi, i);
    w[i] = blend (&w[i], &r, s->factor);
  }
  return ROME_OK;
}

/* ---- Llama-3 ---- */

/* x = L0 / wavelength, the turns of the wave in L0 positions: many turns are kept, few are divided. */
static rome_status llama3_pair (const rome_scaling *s, scaled *w)
{
  const scaled length = scaled_from_double (s->original_length), inverse_two_pi = scaled_from_wide (&turns_inverse_two_pi);
  scaled x = scaled_multiply (w, &length);
  x = scaled_multiply (&x, &inverse_two_pi);
  const double turns = scaled_to_double (&x);
  if (fabs (turns - s->high_freq) < EDGE * s->high_freq)
    return ROME_EDGE_HIGH_FREQ;
  if (fabs (turns - s->low_freq) < EDGE * s->low_freq)
    return ROME_EDGE_LOW_FREQ;
  if (turns > s->high_freq)
    return ROME_OK;
  if (turns < s->low_freq) {
    divide_all (w, 1, s->factor);
    return ROME_OK;
  }
  /* share of w / f: 1 - (x - low) / (high - low) = (high - x) / (high - low) */
  const wide low = wide_from_double (s->low_freq), high = wide_from_double (s->high_freq), place = scaled_to_wide (&x);
  const wide rest = wide_sub (&high, &place), span = wide_sub (&high, &low), share = wide_div (&rest, &span);
  *w = blend (w, &share, s->factor);
  return ROME_OK;
}

static rome_status llama3 (const rome_scaling *s, size_t d, scaled *w)
{
  rome_status status = ROME_OK;
  for (size_t i = 0; i < d / 2 && status == ROME_OK; i++)
    status = llama3_pair (s, &w[i]);
  return status;
}

/* ---- the others ---- */

static void longrope (const rome_scaling *s, size_t d, scaled *w)
{
  const double *divisor = s->length > s->original_length ? s->long_factor : s->short_factor;
  for (size_t i = 0; i < d / 2; i++)
    divide_all (&w[i], 1, divisor[i]);
}

static rome_status proportional (const rome_scaling *s, size_t d, scaled *w)
{
  const double rotated = s->partial * (double) d / 2; /* exact but for one rounding */
  if (rotated != rint (rotated) && fabs (rotated - rint (rotated)) < EDGE)
    return ROME_EDGE_PARTIAL;
  const scaled zero = scaled_from_double (0);
  divide_all (w, d / 2, s->factor);
  for (size_t i = (size_t) floor (rotated); i < d / 2; i++)
    w[i] = zero;
  return ROME_OK;
}

rome_status rules_frequencies (const rome_scaling *s, double base, size_t d, scaled *w)
{
  rome_status status = unscaled (base, d, w);
  scaled growth;
  if (status != ROME_OK)
    return status;
  switch (s->rule) {
  case ROME_SCALING_DEFAULT: return ROME_OK;
  case ROME_SCALING_LINEAR: divide_all (w, d / 2, s->factor); return ROME_OK;
  case ROME_SCALING_NTK: growth = scaled_from_double (s->factor); return grow_base (w, d, &growth);
  case ROME_SCALING_DYNAMIC: growth = dynamic_growth (s); return grow_base (w, d, &growth);
  case ROME_SCALING_YARN: return yarn (s, base, d, w);
  case ROME_SCALING_LONGROPE: longrope (s, d, w); return ROME_OK;
  case ROME_SCALING_LLAMA3: return llama3 (s, d, w);
  case ROME_SCALING_PROPORTIONAL: return proportional (s, d, w);
  }
  return ROME_BAD_ARGUMENT;
}

/* ---- attention factor ---- */

/* g (f, m) = 0.1 m ln f + 1, 1 for f <= 1 */
static rome_status yarn_growth (double factor, double mscale, scaled *g)
{
  const scaled one = scaled_from_double (1), ten = scaled_from_double (10), f = scaled_from_double (factor), m = scaled_from_double (mscale);
  wide log;
  int negative;
  *g = one;
  if (factor <= 1)
    return ROME_OK;
  const rome_status status = scaled_log (&f, &log, &negative);
  if (status != ROME_OK)
    return status;
  const scaled l = scaled_from_wide (&log), product = scaled_multiply (&l, &m), tenth = scaled_divide (&product, &ten);
  *g = scaled_add (&one, &tenth);
  return ROME_OK;
}

static rome_status yarn_attention (const rome_scaling *s, scaled *a)
{
  scaled top, bottom;
  if (s->mscale == 0 || s->mscale_all_dim == 0)
    return yarn_growth (s->factor, 1, a);
  rome_status status = yarn_growth (s->factor, s->mscale, &top);
  if (status == ROME_OK)
    status = yarn_growth (s->factor, s->mscale_all_dim, &bottom);
  if (status == ROME_OK)
    *a = scaled_divide (&top, &bottom);
  return status;
}

/* sqrt (1 + ln s / ln L0) with s = factor, or Lmax / L0; 1 for s <= 1 */
static rome_status longrope_attention (const rome_scaling *s, scaled *a)
{
  const scaled one = scaled_from_double (1), length = scaled_from_double (s->original_length), most = scaled_from_double (s->max_length);
  const scaled growth = s->factor > 0 ? scaled_from_double (s->factor) : scaled_divide (&most, &length);
  wide log_s, log_l;
  int negative, unused;
  *a = one;
  rome_status status = scaled_log (&growth, &log_s, &negative);
  if (status == ROME_OK)
    status = scaled_log (&length, &log_l, &unused);
  if (status != ROME_OK || negative || wide_is_zero (&log_s))
    return status;
  if (wide_is_zero (&log_l))
    return ROME_BAD_ARGUMENT;
  const wide quotient = wide_div (&log_s, &log_l);
  const scaled q = scaled_from_wide (&quotient), square = scaled_add (&one, &q);
  scaled inverse;
  status = scaled_inverse_root (&square, 2, &inverse);
  if (status == ROME_OK)
    *a = scaled_multiply (&square, &inverse);
  return status;
}

rome_status rules_attention (const rome_scaling *s, scaled *a)
{
  *a = scaled_from_double (s->attention != 0 ? s->attention : 1);
  if (s->attention != 0)
    return ROME_OK;
  if (s->rule == ROME_SCALING_YARN)
    return yarn_attention (s, a);
  return s->rule == ROME_SCALING_LONGROPE ? longrope_attention (s, a) : ROME_OK;
}
