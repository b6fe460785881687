/* rules_base.c - scaling rules that change the base: NTK-aware scaling and its relatives.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rules.h"
#include "rules_steps.h"
#include "turns.h"

/* Base multiplied by growth^(d/(d-2)): w_i growth^(-i/(d/2-1)); a single pair has i = 0 only. */
static rome_status grow_base (scaled *w, size_t d, const scaled *growth)
{
  scaled ratio;
  if (d == 2)
    return ROME_OK;
  const rome_status status = scaled_inverse_root (growth, d / 2 - 1, &ratio);
  if (status == ROME_OK)
    rules_multiply_powers (w, d / 2, &ratio);
  return status;
}

/* a - b for a >= b */
static scaled difference (double a, double b)
{
  const wide x = wide_from_double (a), y = wide_from_double (b), rest = wide_sub (&x, &y);
  return scaled_from_wide (&rest);
}

/* 1 + f (L - Lmax) / Lmax, which is f L / Lmax - (f - 1) */
static scaled dynamic_growth (const rome_scaling *s)
{
  const double length = s->length > s->max_length ? s->length : s->max_length;
  const scaled one = scaled_from_double (1), f = scaled_from_double (s->factor), most = scaled_from_double (s->max_length);
  const scaled beyond = difference (length, s->max_length);
  const scaled product = scaled_multiply (&f, &beyond), quotient = scaled_divide (&product, &most);
  return scaled_add (&one, &quotient);
}

/* 1 + f (f - 1), which is f^2 - (f - 1) */
static scaled static_growth (const rome_scaling *s)
{
  const scaled one = scaled_from_double (1), f = scaled_from_double (s->factor), beyond = difference (s->factor, 1);
  const scaled product = scaled_multiply (&f, &beyond);
  return scaled_add (&one, &product);
}

/* 2^(n+1) - 1 for the least n >= 0 with L <= L0 2^n */
static scaled qwen_growth (const rome_scaling *s)
{
  int n = 0;
  while (ldexp (s->original_length, n) < s->length) /* exact */
    n++;
  return difference (ldexp (1, n + 1), 1);
}

static rome_status base_factor (const rome_scaling *s, double base, size_t d, scaled *w)
{
  const scaled b = scaled_from_double (base), f = scaled_from_double (s->factor), one = scaled_from_double (1);
  const scaled product = scaled_multiply (&b, &f);
  return scaled_compare (&product, &one) < 0 ? ROME_BAD_ARGUMENT : rules_powers (&product, d, w);
}

/* w_i exp (-ln f (m/h)^b), m = i + 1; (m/h)^b = exp (-b ln (h/m)) */
static rome_status ntk_mixed (const rome_scaling *s, size_t d, scaled *w)
{
  const scaled f = scaled_from_double (s->factor), b = scaled_from_double (s->mixed_b), h = scaled_from_double ((double) (d / 2));
  scaled log_f, log_share;
  rome_status status = rules_log (&f, &log_f);
  for (size_t i = 0; i < d / 2 && status == ROME_OK; i++) {
    const scaled m = scaled_from_double ((double) (i + 1)), inverse = scaled_divide (&h, &m);
    status = rules_log (&inverse, &log_share);
    const scaled power = scaled_multiply (&b, &log_share);
    if (status != ROME_OK || power.shift < -20) /* the share is below 2^-10^6 */
      continue;
    const wide exponent = scaled_to_wide (&power);
    const scaled share = scaled_exp_minus (&exponent), fall = scaled_multiply (&log_f, &share);
    const wide slower = scaled_to_wide (&fall);
    const scaled divisor = scaled_exp_minus (&slower);
    w[i] = scaled_multiply (&w[i], &divisor);
  }
  return status;
}

/* w_i^q = exp (-(2/d) q ln b)^i, q = ln (L0 f / 2 pi) / ln (L0 / 2 pi) */
static rome_status theta_scale (const rome_scaling *s, double base, size_t d, scaled *w)
{
  const scaled circle = scaled_from_wide (&turns_two_pi), length = scaled_from_double (s->original_length);
  const scaled f = scaled_from_double (s->factor), b = scaled_from_double (base), h = scaled_from_double ((double) (d / 2));
  const scaled old_turns = scaled_divide (&length, &circle), new_turns = scaled_multiply (&old_turns, &f);
  scaled log_old, log_new, log_b;
  rome_status status = rules_log (&old_turns, &log_old);
  if (status == ROME_OK)
    status = rules_log (&new_turns, &log_new);
  if (status == ROME_OK)
    status = rules_log (&b, &log_b);
  if (status != ROME_OK || wide_is_zero (&log_old.mantissa))
    return status == ROME_OK ? ROME_BAD_ARGUMENT : status;
  const scaled q = scaled_divide (&log_new, &log_old), product = scaled_multiply (&q, &log_b), exponent = scaled_divide (&product, &h);
  const wide fall = scaled_to_wide (&exponent);
  const scaled ratio = scaled_exp_minus (&fall);
  for (size_t i = 0; i < d / 2; i++)
    w[i] = scaled_from_double (1);
  rules_multiply_powers (w, d / 2, &ratio);
  return ROME_OK;
}

rome_status rules_base (const rome_scaling *s, double base, size_t d, scaled *w)
{
  scaled growth;
  switch (s->rule) {
  case ROME_SCALING_BASE_FACTOR: return base_factor (s, base, d, w);
  case ROME_SCALING_NTK_MIXED: return ntk_mixed (s, d, w);
  case ROME_SCALING_THETA_SCALE: return theta_scale (s, base, d, w);
  case ROME_SCALING_DYNAMIC: growth = dynamic_growth (s); break;
  case ROME_SCALING_DYNAMIC_STATIC: growth = static_growth (s); break;
  case ROME_SCALING_QWEN_DYNAMIC: growth = qwen_growth (s); break;
  default: growth = scaled_from_double (s->factor); break; /* NTK */
  }
  return grow_base (w, d, &growth);
}
