/* phases.h - from positions and frequencies to phases and points.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_PHASES_H
#define ROME_PHASES_H

#include "frequency.h"
#include "point.h"

/* ROME_BAD_ARGUMENT unless every position and offset is finite and within +-2^53, ROME_SELF_CHECK unless the arithmetic is
   sound. */
rome_status phases_check (const rome_freqs *freqs, const rome_positions *positions);

/* Value at one row and pair, times the attention factor. */
roots_point phases_point (const rome_freqs *freqs, const rome_positions *positions, size_t row, size_t pair, rome_tier tier);

/* Certified value of one pair (not mixed, not of level angle) at position + offset on its axis, with the attention factor; or
   (then offset is 0) without. */
roots_point phases_single (const rome_freqs *freqs, size_t pair, double position, double offset, int attention);

/* Certified value of one pair at position + offset, times the attention factor and a scale of xPos. */
roots_point phases_scaled (const rome_freqs *freqs, size_t pair, double position, double offset, const scaled *scale);

#endif
