/* frequencies.h - how the tests make frequencies: the default rule, one axis or several.

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

/* Consecutive lines of a golden file mostly ask for the same frequencies. */
typedef struct {
  double base;
  size_t d;
  rome_freqs *freqs;
} frequencies_kept;

static inline const rome_freqs *frequencies_for (frequencies_kept *kept, double base, size_t d)
{
  if (!kept->freqs || kept->base != base || kept->d != d) {
    rome_freqs_free (kept->freqs);
    *kept = (frequencies_kept) {base, d, frequencies_make (base, d)};
  }
  return kept->freqs;
}

#endif
