/* rules_steps.c - what several families of scaling rules do.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules_steps.h"

void rules_multiply_powers (scaled *w, size_t pairs, const scaled *ratio)
{
  scaled p = *ratio;
  for (size_t i = 1; i < pairs; i++) {
    w[i] = scaled_multiply (&w[i], &p);
    p = scaled_multiply (&p, ratio);
  }
}

rome_status rules_powers (const scaled *base, size_t d, scaled *w)
{
  scaled ratio;
  const rome_status status = scaled_inverse_root (base, d / 2, &ratio);
  for (size_t i = 0; i < d / 2; i++)
    w[i] = scaled_from_double (1);
  if (status == ROME_OK)
    rules_multiply_powers (w, d / 2, &ratio);
  return status;
}

void rules_divide (scaled *w, size_t pairs, const scaled *divisor)
{
  for (size_t i = 0; i < pairs; i++)
    w[i] = scaled_divide (&w[i], divisor);
}

scaled rules_blend (const scaled *w, const wide *r, const scaled *factor)
{
  const wide one = wide_from_u64 (1), rest = wide_sub (&one, r);
  const scaled kept_share = scaled_from_wide (&rest), divided_share = scaled_from_wide (r);
  const scaled divided = scaled_divide (w, factor);
  const scaled a = scaled_multiply (w, &kept_share), b = scaled_multiply (&divided, &divided_share);
  return scaled_add (&a, &b);
}

rome_status rules_log (const scaled *x, scaled *log)
{
  wide value;
  int negative;
  const rome_status status = scaled_log (x, &value, &negative);
  if (status == ROME_OK)
    *log = scaled_from_wide (&value);
  return status == ROME_OK && negative ? ROME_BAD_ARGUMENT : status;
}
