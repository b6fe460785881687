/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdbool.h>

#include "approach.h"
#include "exact.h"

static const int64_t position_limit = (int64_t) 1 << 53;

static double
distance_to_integer (mpfr_srcptr turns, int64_t position)
{
  mpfr_t x, nearest;
  mpfr_inits2 (exact_bits (), x, nearest, (mpfr_ptr) 0);
  mpfr_mul_d (x, turns, (double) position, MPFR_RNDN);
  mpfr_rint (nearest, x, MPFR_RNDN);
  mpfr_sub (x, x, nearest, MPFR_RNDN);
  mpfr_abs (x, x, MPFR_RNDN);
  double distance = mpfr_get_d (x, MPFR_RNDN);
  mpfr_clears (x, nearest, (mpfr_ptr) 0);
  return distance;
}

/* Takes the integer part off X and inverts the rest: one step of the
   continued fraction.  False when the quotient leaves the useful range.  */
static bool
next_quotient (int64_t *quotient, mpfr_t x)
{
  if (mpfr_cmp_d (x, (double) position_limit) >= 0)
    return false;
  *quotient = mpfr_get_si (x, MPFR_RNDZ);
  mpfr_frac (x, x, MPFR_RNDN);
  if (mpfr_zero_p (x))
    mpfr_set_inf (x, 1);
  else
    mpfr_ui_div (x, 1, x, MPFR_RNDN);
  return true;
}

/* The denominators of the convergents of w / (pi/2) are the best positions.  */
size_t
approach_find (approach found[APPROACH_MOST], mpfr_srcptr w)
{
  size_t count = 0;
  int64_t quotient, before = 0, current = 1;
  mpfr_t turns, x;
  mpfr_inits2 (exact_bits (), turns, x, (mpfr_ptr) 0);
  mpfr_const_pi (turns, MPFR_RNDN);
  mpfr_div (turns, w, turns, MPFR_RNDN);
  mpfr_mul_2ui (turns, turns, 1, MPFR_RNDN);

  mpfr_set (x, turns, MPFR_RNDN);
  next_quotient (&quotient, x);
  while (count < APPROACH_MOST)
    {
      found[count++] = (approach) { current, distance_to_integer (turns, current) };
      if (! next_quotient (&quotient, x)
          || quotient > (position_limit - before) / current)
        break;
      int64_t next = quotient * current + before;
      before = current;
      current = next;
    }
  mpfr_clears (turns, x, (mpfr_ptr) 0);
  return count;
}
