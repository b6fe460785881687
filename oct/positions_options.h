/* positions_options.h - POSITIONS and OFFSET.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_POSITIONS_OPTIONS_H
#define ROME_POSITIONS_OPTIONS_H

#include "frequency_options.h"

int read_positions (gate *g, const gate_value *positions, const option *offset, size_t axes, position_list *list);
void free_positions (position_list *list);
/* Largest position with its offset, plus 1: the length of the sequence as the length-dependent rules see it. */
double length_of (const position_list *list, size_t axes);

#endif
