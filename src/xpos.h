/* xpos.h - the scale that xPos lays on a table, growing for keys as it falls for queries.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_XPOS_H
#define ROME_XPOS_H

#include "frequency.h"

/* Slopes of all pairs; ROME_BAD_ARGUMENT for a scale_base or centre out of range. */
rome_status xpos_prepare (rome_freqs *freqs, const rome_xpos *xpos);
/* ROME_XPOS_RANGE if a scale at one of the positions, with the attention factor, is not within 2^+-bits. */
rome_status xpos_check (const rome_freqs *freqs, const rome_positions *positions, int bits);
/* The powers of two that leave room in a format for cosines and sines that are small themselves. */
int xpos_bits (rome_format format);

/* z^((position + offset - centre) / scale_base), or its inverse for keys: relative error below 2^-270. */
scaled xpos_scale (const rome_freqs *freqs, size_t pair, double position, double offset);
/* The ratio of the scale at one position to that at the position before. */
scaled xpos_step (const rome_freqs *freqs, size_t pair);

#endif
