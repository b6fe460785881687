/* rotate.h - what the rotation and the matrix form share: the checks, and one row of angles at a time.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_ROTATE_H
#define ROME_ROTATE_H

#include "rome.h"

/* ROME_BAD_ARGUMENT if a column or a table row would lie outside. */
rome_status rotate_check (const rome_rotation *r);

/* Number of rotated columns. */
size_t rotate_width (const rome_rotation *r);

/* Table row of token s of batch entry b. */
static inline size_t rotate_row (const rome_rows *rows, size_t b, size_t s)
{
  if (rows->row)
    return (size_t) rows->row[b * rows->batch_step + s * rows->token_step];
  return s + (rows->offset ? (size_t) rows->offset[b * rows->offset_step] : 0);
}

#endif
