/* roots.h - roots of unity to double-double accuracy: seeds by GSL, digits 54 to 104 by Newton's iteration on z^N = 1.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_ROOTS_H
#define ROME_ROOTS_H

#include "doubledouble.h"
#include "rome.h"

typedef struct {
  dd cos, sin;
} roots_point;

#define ROOTS_COARSE 64 /* exp (2 pi i j / 2^9),  j = 0 .. 64: an eighth of a turn */
#define ROOTS_COARSE_LOG2 9
#define ROOTS_FINE 128 /* exp (2 pi i j / 2^17), j = 0 .. 128: 2^-10 turn */
#define ROOTS_FINE_LOG2 17

typedef struct {
  roots_point coarse[ROOTS_COARSE + 1], fine[ROOTS_FINE + 1];
  double residual; /* largest |z^N - 1| / N found, which bounds |z - root| */
} roots_table;

/* Product of two complex numbers. */
static inline roots_point roots_multiply (roots_point a, roots_point b)
{
  return (roots_point) {dd_subtract (dd_multiply (a.cos, b.cos), dd_multiply (a.sin, b.sin)),
                        dd_add (dd_multiply (a.cos, b.sin), dd_multiply (a.sin, b.cos))};
}

/* Fills the table. */
void roots_make (roots_table *table);

#endif
