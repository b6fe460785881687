/* rotate.h - what the rotation and the matrix form share: the checks, and one row of angles at a time.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_ROTATE_H
#define ROME_ROTATE_H

#include "rome.h"

/* Whether the number of elements, also in bytes, fits the machine. */
int rotate_extent_fits (const rome_extent *n);
/* Whether all columns lie in the head, and all rows in the table. */
int rotate_columns_fit (const rome_rotation *r);
int rotate_rows_fit (const rome_rotation *r);
int rotate_is_empty (const rome_rotation *r);

/* The runs with every field set, read and written the other way round for the inverse; to be freed.  NULL: no memory. */
rome_run *rotate_runs (const rome_rotation *r, int inverse);

/* Number of rotated columns. */
size_t rotate_width (const rome_rotation *r);

/* Table row of token s of batch entry b. */
static inline size_t rotate_table_row (const rome_rows *rows, size_t b, size_t s)
{
  if (rows->row)
    return (size_t) rows->row[b * rows->batch_step + s * rows->token_step];
  return s + (rows->offset ? (size_t) rows->offset[b * rows->offset_step] : 0);
}

/* Where that row starts for a head, in elements. */
static inline ptrdiff_t rotate_table_at (const rome_rotation *r, size_t b, size_t s, size_t h)
{
  return (ptrdiff_t) rotate_table_row (&r->rows, b, s) * r->table.row_stride + (ptrdiff_t) b * r->table.batch_stride
         + (ptrdiff_t) h * r->table.head_stride;
}

/* Whether all batch entries take the same angles for the same token. */
static inline int rotate_batch_shares (const rome_rotation *r)
{
  const int same_row = r->rows.row ? r->rows.batch_step == 0 : !r->rows.offset || r->rows.offset_step == 0;
  return r->extent.batch == 1 || (same_row && r->table.batch_stride == 0);
}

#endif
