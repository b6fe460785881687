/* axes_options.h - DIM with the options that divide it among axes.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_AXES_OPTIONS_H
#define ROME_AXES_OPTIONS_H

#include "check.h"

typedef struct {
  size_t dim, count;
  rome_axes_kind kind;
  size_t *size, *of_pair, *index; /* to be freed by free_axes */
} axis_list;

/* A positive even integer. */
int read_dim (gate *g, const gate_value *dim, size_t *value);
/* One block of dim columns, the blocks of option AXES, whose sizes must sum to dim (sum_name says what that is), or the sections
   of option SECTIONS, which must sum to dim / 2; sections and interleaved may be NULL. */
int read_axes (gate *g, size_t dim, const char *sum_name, const option *axes, const option *sections, const option *interleaved,
               axis_list *list);
/* The axis of every pair of option PAIR_AXES and its place in the list of frequencies of option PAIR_INDICES, both counted from 1
   there; list becomes one of kind ROME_AXES_PAIRS if either is given. */
int read_pairs (gate *g, const option *pair_axes, const option *pair_indices, axis_list *list);
void free_axes (axis_list *list);

#endif
