/* scaled.h - positive real numbers mantissa * 2^-shift of about 310 correct bits, with roots and logarithms.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_SCALED_H
#define ROME_SCALED_H

#include "rome.h"
#include "wide.h"

/* mantissa in [1, 2), or 0. */
typedef struct {
  wide mantissa;
  int shift;
} scaled;

/* Largest residual |1 - m x^n| of a root that is accepted, as a power of two. */
#define SCALED_RESIDUAL -215

scaled scaled_from_double (double x); /* x finite and >= 0: exact */
scaled scaled_from_wide (const wide *x);
double scaled_to_double (const scaled *a);
/* a as a fixed-point number; a < 2^63. */
wide scaled_to_wide (const scaled *a);

scaled scaled_multiply (const scaled *a, const scaled *b);
scaled scaled_divide (const scaled *a, const scaled *b);
scaled scaled_add (const scaled *a, const scaled *b);

/* base^(-1/n) for base >= 1: two integer roots by Newton's iteration, each with its residual checked. */
rome_status scaled_inverse_root (const scaled *base, uint64_t n, scaled *root);
/* |ln x| for x > 0; *negative tells its sign. */
rome_status scaled_log (const scaled *x, wide *log, int *negative);

/* exp x and exp (-x) for x >= 0 and below 2^30, relative error below 2^-280. */
scaled scaled_exp (const wide *x);
scaled scaled_exp_minus (const wide *x);
int scaled_compare (const scaled *a, const scaled *b); /* -1, 0, 1 */

#endif
