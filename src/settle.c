/* settle.c - Taylor series of cos and sin in fixed point; slow and simple, called once in 2^44 values.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "settle.h"

/* sum over k of (-1)^k a^(2k+odd) / (2k+odd)! */
static wide series (const wide *a, int odd)
{
  const wide square = wide_mul (a, a);
  wide term = odd ? *a : wide_from_u64 (1), sum = term;
  for (uint64_t k = 1; !wide_is_zero (&term); k++) {
    const wide power = wide_mul (&term, &square);
    const uint64_t n = 2 * k + (uint64_t) odd;
    term = wide_div_u64 (&power, n * (n - 1));
    sum = k % 2 ? wide_sub (&sum, &term) : wide_add (&sum, &term);
  }
  return sum;
}

roots_point settle_point (const turns_phase *psi, const wide *factor)
{
  const wide turns = turns_to_wide (psi);
  const wide angle = wide_mul (&turns, &turns_two_pi);
  wide c = series (&angle, 0), s = series (&angle, 1);
  roots_point z;
  if (factor) {
    c = wide_mul (&c, factor);
    s = wide_mul (&s, factor);
  }
  wide_to_pair (&c, &z.cos.hi, &z.cos.lo);
  wide_to_pair (&s, &z.sin.hi, &z.sin.lo);
  return z;
}
