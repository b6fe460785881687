/* powers.h - scaling by powers of two without a call of libm: the tests spend most of their time there.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_POWERS_H
#define TESTS_POWERS_H

#include <math.h>
#include <stdint.h>
#include <string.h>

/* x 2^e, e within +-2000; exact or rounded once, as ldexp does. */
static inline double powers_scale (double x, int e)
{
  uint64_t bits;
  double power;
  if (e < -1022 || e > 1023)
    return ldexp (x, e);
  bits = (uint64_t) (e + 1023) << 52;
  memcpy (&power, &bits, sizeof power);
  return x * power;
}

/* ilogb of a number that is not 0. */
static inline int powers_exponent (double x)
{
  uint64_t bits;
  memcpy (&bits, &x, sizeof bits);
  const int biased = (int) (bits >> 52 & 0x7ff);
  return biased == 0 || biased == 0x7ff ? ilogb (x) : biased - 1023;
}

#endif
