/* frequency.h - inside view of the exact frequencies, shared by truth and tables.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_FREQUENCY_H
#define ROME_FREQUENCY_H

#include "doubledouble.h"
#include "rome.h"
#include "scaled.h"
#include "turns.h"

struct rome_freqs {
  size_t pairs, axes;
  int mixed;              /* every pair turns with all axes */
  rome_level level;
  size_t *axis;           /* not mixed: axis whose position turns pair i */
  turns_frequency *turns; /* in turns per position: pairs, or pairs by axes if mixed */
  double *radians;        /* rounded to nearest, in radians per position, alike */
  int has_attention;      /* factor other than 1 */
  wide attention;
  dd attention_pair;      /* the same as hi + lo */
  double softmax;
  rome_xpos xpos;
  scaled *slope;          /* xPos: -ln z_i / scale_base of every pair; NULL without */
};

#endif
