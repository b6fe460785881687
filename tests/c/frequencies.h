/* frequencies.h - how the tests make frequencies: the default rule, one block of columns per axis.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_FREQUENCIES_H
#define TESTS_FREQUENCIES_H

#include "check.h"

static inline rome_status frequencies_create (rome_freqs **freqs, double base, size_t axes, const size_t *axis_dim)
{
  const rome_freqs_spec spec = {.base = base, .axes = {ROME_AXES_BLOCKS, axes, axis_dim}};
  return rome_freqs_create (freqs, &spec);
}

static inline rome_freqs *frequencies_make (double base, size_t d)
{
  rome_freqs *freqs = NULL;
  assert_ok (frequencies_create (&freqs, base, 1, &d));
  assert_non_null (freqs);
  return freqs;
}

/* The last few frequencies that the lines of a golden file asked for. */
#define FREQUENCIES_KEPT 16

typedef struct {
  double base[FREQUENCIES_KEPT];
  size_t d[FREQUENCIES_KEPT], next;
  rome_freqs *freqs[FREQUENCIES_KEPT];
} frequencies_kept;

static inline const rome_freqs *frequencies_for (frequencies_kept *kept, double base, size_t d)
{
  for (size_t n = 0; n < FREQUENCIES_KEPT; n++)
    if (kept->freqs[n] && kept->base[n] == base && kept->d[n] == d)
      return kept->freqs[n];
  const size_t n = kept->next++ % FREQUENCIES_KEPT;
  rome_freqs_free (kept->freqs[n]);
  kept->freqs[n] = frequencies_make (base, d);
  kept->base[n] = base;
  kept->d[n] = d;
  return kept->freqs[n];
}

static inline void frequencies_forget (frequencies_kept *kept)
{
  for (size_t n = 0; n < FREQUENCIES_KEPT; n++)
    rome_freqs_free (kept->freqs[n]);
}

#endif
