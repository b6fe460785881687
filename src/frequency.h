/* frequency.h - inside view of the exact frequencies, shared by truth and tables.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_FREQUENCY_H
#define ROME_FREQUENCY_H

#include "rome.h"
#include "turns.h"

struct rome_freqs {
  size_t pairs, axes;
  size_t *axis;             /* axis whose position turns pair i */
  turns_frequency *turns;   /* in turns per position */
  double *radians;          /* rounded to nearest, in radians per position */
};

#endif
