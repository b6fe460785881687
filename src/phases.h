/* phases.h - from positions and frequencies to phases and points.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_PHASES_H
#define ROME_PHASES_H

#include "frequency.h"
#include "point.h"

/* ROME_BAD_ARGUMENT unless every position and offset is finite and within +-2^53, ROME_SELF_CHECK unless the arithmetic is
   sound. */
rome_status phases_check (const rome_freqs *freqs, const rome_positions *positions);

/* Values of one pair at n <= POINT_BATCH rows, times the attention factor. */
void phases_rows (const rome_freqs *freqs, const rome_positions *positions, size_t pair, size_t row, size_t n, rome_tier tier, point_values *z);

/* Certified values of one pair (not mixed, not of level angle) at n <= POINT_BATCH positions + offset on its axis, times the
   attention factor. */
void phases_column (const rome_freqs *freqs, size_t pair, size_t n, const double *position, double offset, point_values *z);

/* The same without offset and factor, tiny angles as accurate absolutely as others. */
void phases_rotations (const rome_freqs *freqs, size_t pair, size_t n, const double *position, point_values *z);

/* Certified value of one pair at position + offset, times the attention factor and a scale of xPos. */
roots_point phases_scaled (const rome_freqs *freqs, size_t pair, double position, double offset, const scaled *scale);

#endif
