/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sets, one function each; README.md says what they hold.  */

#ifndef GOLDEN_SETS_H
#define GOLDEN_SETS_H

#include <stdint.h>

#include "sheet.h"

#define COUNT(array) (sizeof (array) / sizeof (array)[0])

/* Parameters that sets 1, 2 and 9 walk through.  */
enum { BASES = 5, DIMS = 5 };
extern const double set_bases[BASES];
extern const long set_dims[DIMS];

/* The line "base d i pos cos_hi cos_lo sin_hi sin_lo" and its header.  */
void set_note_points (sheet *s);
void set_put_point (sheet *s, double base, long dim, long i, int64_t position);

void set_grid (void);
void set_zeros (void);
void set_random (void);
void set_hard (void);          /* sets 3 to 6 in one scan */
void set_frequencies (void);
void set_levels (void);
void set_fractional (void);
void set_rotations (void);
void set_tables (void);
void set_lag (void);
void set_xpos (void);

#endif
