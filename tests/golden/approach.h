/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Integer positions whose angle comes closest to a multiple of pi/2.  */

#ifndef GOLDEN_APPROACH_H
#define GOLDEN_APPROACH_H

#include <stddef.h>
#include <stdint.h>
#include <mpfr.h>

/* No continued fraction with denominators below 2^53 is longer.  */
enum { APPROACH_MOST = 80 };

typedef struct
{
  int64_t position;
  double distance;   /* |position * w / (pi/2) - nearest integer| */
} approach;

/* The best ones below 2^53 in rising order of position; returns how many.  */
size_t approach_find (approach found[APPROACH_MOST], mpfr_srcptr w);

#endif
