/* rules_longrope.c - LongRoPE: each frequency divided by its own factor.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"
#include "rules_steps.h"

/* (L - L0) / (Lmax - L0) clamped to [0, 1] */
static wide progress (const rome_scaling *s)
{
  if (s->length <= s->original_length || s->length >= s->max_length)
    return wide_from_u64 (s->length > s->original_length);
  const wide length = wide_from_double (s->length), original = wide_from_double (s->original_length), most = wide_from_double (s->max_length);
  const wide beyond = wide_sub (&length, &original), span = wide_sub (&most, &original);
  return wide_div (&beyond, &span);
}

/* Divides by 1 + (e - 1) x = (1 - x) + e x. */
static void divide_by_part (const rome_scaling *s, size_t d, scaled *w)
{
  const wide one = wide_from_u64 (1), x = progress (s), rest = wide_sub (&one, &x);
  const scaled kept = scaled_from_wide (&rest), share = scaled_from_wide (&x);
  for (size_t i = 0; i < d / 2; i++) {
    const scaled e = scaled_from_double (s->long_factor[i]), product = scaled_multiply (&e, &share);
    const scaled divisor = scaled_add (&kept, &product);
    w[i] = scaled_divide (&w[i], &divisor);
  }
}

static int is_long (const rome_scaling *s)
{
  return s->length > s->original_length;
}

rome_status rules_longrope (const rome_scaling *s, size_t d, scaled *w)
{
  if (s->rule == ROME_SCALING_DYNAMIC_LONGROPE) {
    divide_by_part (s, d, w);
    return ROME_OK;
  }
  const double *list = is_long (s) ? s->long_factor : s->short_factor;
  for (size_t i = 0; i < d / 2; i++) {
    const scaled e = scaled_from_double (list[i]);
    w[i] = scaled_divide (&w[i], &e);
  }
  return ROME_OK;
}

/* sqrt (1 + ln s / ln L0) with s = factor, or Lmax / L0; 1 for s <= 1 */
static rome_status by_growth (const rome_scaling *s, scaled *a)
{
  const scaled one = scaled_from_double (1), length = scaled_from_double (s->original_length);
  scaled growth = scaled_from_double (s->factor > 0 ? s->factor : s->max_length);
  if (!(s->factor > 0))
    growth = scaled_divide (&growth, &length);
  wide log_s, log_l;
  int negative, shrinks;
  *a = one;
  rome_status status = scaled_log (&growth, &log_s, &negative);
  if (status == ROME_OK)
    status = scaled_log (&length, &log_l, &shrinks);
  if (status != ROME_OK || negative || wide_is_zero (&log_s))
    return status;
  if (shrinks || wide_is_zero (&log_l)) /* an original length of one position or less has no such factor */
    return ROME_BAD_ARGUMENT;
  const wide quotient = wide_div (&log_s, &log_l);
  const scaled q = scaled_from_wide (&quotient), square = scaled_add (&one, &q);
  scaled inverse;
  status = scaled_inverse_root (&square, 2, &inverse);
  if (status == ROME_OK)
    *a = scaled_multiply (&square, &inverse);
  return status;
}

rome_status rules_longrope_attention (const rome_scaling *s, scaled *a)
{
  const double given = is_long (s) ? s->long_mscale : s->short_mscale;
  if (given == 0)
    return by_growth (s, a);
  *a = scaled_from_double (given);
  return ROME_OK;
}
