/* frequency_options.h - POSITIONS, DIM and the frequency options, shared by rope_cache, rope_truth and rope_freqs.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_FREQUENCY_OPTIONS_H
#define ROME_FREQUENCY_OPTIONS_H

#include "check.h"

/* The sizes of the axes: DIM itself, or option AXES, whose sum must be DIM.  To be freed by the caller. */
typedef struct {
  size_t dim, count;
  size_t *size;
} axis_list;

int read_dim_and_axes (gate *g, const gate_value *dim, const option *axes, axis_list *list);
/* Block sizes for pairings: option AXES with sum `width`, or one block. */
int read_blocks (gate *g, const option *axes, size_t width, axis_list *list);
void free_axes (axis_list *list);

int read_frequencies (gate *g, const axis_list *axes, const option *base, rome_freqs **freqs);

/* Positions as the core wants them; memory in value_memory and offset_memory belongs to the caller. */
typedef struct {
  rome_positions positions;
  double *value_memory, *offset_memory;
} position_list;

int read_positions (gate *g, const gate_value *positions, const option *offset, size_t axes, position_list *list);
void free_positions (position_list *list);

#endif
