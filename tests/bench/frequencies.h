/* frequencies.h - the default rule on one axis, and the frequencies as a direct evaluation uses them.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_FREQUENCIES_H
#define BENCH_FREQUENCIES_H

#include <stdlib.h>

#include "report.h"
#include "rome.h"

typedef struct {
  rome_freqs *exact;
  size_t pairs;
  double *rounded;
} frequencies;

static inline frequencies frequencies_make (double base, size_t dim)
{
  const rome_freqs_spec spec = {.base = base, .axes = {ROME_AXES_BLOCKS, 1, &dim}};
  frequencies f = {NULL, dim / 2, malloc (dim / 2 * sizeof (double))};
  report_need (f.rounded && rome_freqs_create (&f.exact, &spec) == ROME_OK, "making frequencies");
  rome_freqs_round (f.exact, f.rounded);
  return f;
}

static inline void frequencies_free (frequencies *f)
{
  rome_freqs_free (f->exact);
  free (f->rounded);
}

#endif
