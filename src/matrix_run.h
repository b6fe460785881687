/* matrix_run.h - the engines of the matrix form, for matrices that have been looked at.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_MATRIX_RUN_H
#define ROME_MATRIX_RUN_H

#include "kernels/tile.h"
#include "rome.h"

/* What M picks, and P: column j is sign[j] times column source[j]. */
typedef struct {
  const size_t *of_p, *of_m;
  const signed char *p_sign, *m_sign;
} matrix_picks;

/* Both matrices as tiles; permutation NULL: the identity. */
typedef struct {
  const tile_unit *unit;
  tile_matrix *matrix, *permutation;
} matrix_tiles;

/* By the product, or where that is NULL by picking; with tiles (which need picks too) on the matrix unit, for ROME_BF16. */
rome_status matrix_run (const rome_matrix_rotation *m, const rome_product *product, const matrix_picks *picks, const matrix_tiles *tiles,
                        const rome_monitor *monitor);

#endif
