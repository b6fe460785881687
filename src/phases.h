/* phases.h - from positions and frequencies to phases and points.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_PHASES_H
#define ROME_PHASES_H

#include "frequency.h"
#include "point.h"

/* ROME_BAD_ARGUMENT unless every position and offset is finite and within +-2^53. */
rome_status phases_check (const rome_freqs *freqs, const rome_positions *positions);

/* Position of a row on the axis of a pair, without the offset. */
double phases_position (const rome_positions *positions, size_t row, size_t axis);

/* Value at one row and pair. */
roots_point phases_point (const rome_freqs *freqs, const rome_positions *positions, size_t row, size_t pair, rome_tier tier);

#endif
