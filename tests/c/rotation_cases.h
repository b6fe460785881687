/* rotation_cases.h - random rotations: shapes, layouts, pairings, tables and rows, for the tests of the rotation and of the
   matrix form.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_ROTATION_CASES_H
#define TESTS_ROTATION_CASES_H

#include "rotation_model.h"

#define BLOCKS_MAX 4

typedef struct {
  rome_format format;
  rome_extent extent;
  size_t start, blocks, block_dim[BLOCKS_MAX];
  rome_pairing pairing;
  int wide, inverse, special, threads;
  size_t spare_rows; /* rows of the table beyond the tokens */
  enum { ROWS_COUNTED, ROWS_OFFSET, ROWS_OFFSETS, ROWS_SHARED, ROWS_BY_BATCH, ROWS_BY_TOKEN } rows;
  enum { TABLE_PLAIN, TABLE_COLUMNS, TABLE_ROWS, TABLE_PADDED, TABLE_BACKWARDS } table;
  int table_by_batch, table_by_head;
  layout x, y;
} rotation_case;

/* A case made real: owns what the rotation points to. */
typedef struct {
  rome_rotation r;
  rome_run runs[ROME_RUNS_PER_BLOCK * BLOCKS_MAX];
  size_t width;
  tensor x, y;
  void *cos, *sin;
  int64_t *row;
} rotation_made;

/* ---- tables ---- */

/* Room for the table of one head, whatever its strides. */
static inline size_t table_room (const rotation_case *c, size_t rows, size_t columns)
{
  return (c->table == TABLE_PADDED ? 3 : 1) * (rows + 1) * (columns + 1);
}

/* Strides of the table of a case, all parts of it apart. */
static inline rome_table table_strides (const rotation_case *c, size_t rows, size_t columns)
{
  rome_table t = {NULL, NULL, rows, c->wide, 1, (ptrdiff_t) rows, 0, 0};
  if (c->table == TABLE_ROWS || c->table == TABLE_BACKWARDS) {
    t.row_stride = (ptrdiff_t) columns + (c->table == TABLE_BACKWARDS);
    t.column_stride = 1;
  } else if (c->table == TABLE_PADDED) {
    t.row_stride = 3;
    t.column_stride = 3 * (ptrdiff_t) rows + 2;
  }
  const ptrdiff_t one = (ptrdiff_t) table_room (c, rows, columns);
  t.head_stride = c->table_by_head ? one : 0;
  t.batch_stride = c->table_by_batch ? one * (ptrdiff_t) (c->extent.heads + 1) : 0;
  return t;
}

static inline void *random_table (splitmix *r, rome_format format, size_t count, int special)
{
  void *table = need (count, rome_format_size (format));
  for (size_t k = 0; k < count; k++)
    element_set (format, table, (ptrdiff_t) k, element_random (r, format, special));
  return table;
}

static inline void make_table (rotation_made *m, const rotation_case *c, splitmix *r)
{
  const size_t rows = c->extent.tokens + c->spare_rows, columns = c->wide ? m->width : m->width / 2;
  const rome_format format = element_arithmetic (c->format);
  rome_table t = table_strides (c, rows, columns);
  const size_t one = table_room (c, rows, columns);
  const size_t count = one * (c->table_by_batch ? (c->extent.batch + 1) * (c->extent.heads + 1) : c->table_by_head ? c->extent.heads + 1 : 1);
  m->cos = random_table (r, format, count, c->special);
  m->sin = random_table (r, format, count, c->special);
  size_t origin = 0;
  if (c->table == TABLE_BACKWARDS) { /* rows run towards lower addresses */
    origin = (size_t) t.row_stride * rows;
    t.row_stride = -t.row_stride;
  }
  t.cos = (char *) m->cos + origin * rome_format_size (format);
  t.sin = (char *) m->sin + origin * rome_format_size (format);
  if (c->table == TABLE_PLAIN)
    t.row_stride = t.column_stride = 0;
  m->r.table = t;
}

/* ---- rows ---- */

static inline void make_rows (rotation_made *m, const rotation_case *c, splitmix *r)
{
  const size_t batch = c->extent.batch, tokens = c->extent.tokens, rows = tokens + c->spare_rows;
  const int listed = c->rows >= ROWS_SHARED;
  const size_t count = listed ? batch * tokens : batch;
  m->row = need (count + 1, sizeof *m->row);
  for (size_t k = 0; k < count + 1; k++)
    m->row[k] = (int64_t) splitmix_below (r, listed ? rows : c->spare_rows + 1);
  switch (c->rows) {
  case ROWS_COUNTED: m->r.rows = (rome_rows) {NULL, 7, 7, NULL, 7}; break;
  case ROWS_OFFSET: m->r.rows = (rome_rows) {NULL, 7, 7, m->row, 0}; break;
  case ROWS_OFFSETS: m->r.rows = (rome_rows) {NULL, 7, 7, m->row, 1}; break;
  case ROWS_SHARED: m->r.rows = (rome_rows) {m->row, 0, 1, NULL, 7}; break;
  case ROWS_BY_BATCH: m->r.rows = (rome_rows) {m->row, tokens, 1, NULL, 7}; break;
  case ROWS_BY_TOKEN: m->r.rows = (rome_rows) {m->row, 1, batch, NULL, 7}; break;
  }
}

/* ---- the whole ---- */

static inline rotation_made rotation_make (const rotation_case *c, splitmix *r)
{
  rotation_made m = {.r = {.format = c->format, .extent = c->extent, .start = c->start, .inverse = c->inverse, .threads = c->threads}};
  assert_ok (rome_pairing_runs (c->pairing, c->blocks, c->block_dim, m.runs, &m.r.nruns));
  for (size_t a = 0; a < c->blocks; a++)
    m.width += c->block_dim[a];
  m.x = tensor_make (c->format, c->extent, &c->x);
  m.y = tensor_make (c->format, c->extent, &c->y);
  tensor_randomize (&m.x, r, c->special);
  make_table (&m, c, r);
  make_rows (&m, c, r);
  m.r.x = m.x.origin;
  m.r.y = m.y.origin;
  m.r.x_stride = m.x.stride;
  m.r.y_stride = m.y.stride;
  return m;
}

/* The runs move with the struct, so the pointer to them is set where it is used. */
static inline const rome_rotation *rotation_of (rotation_made *m)
{
  m->r.runs = m->runs;
  return &m->r;
}

/* Whether every pair is written where it is read. */
static inline int rotation_in_place (const rotation_case *c)
{
  return c->pairing != ROME_INTERLEAVE_HALF;
}

static inline void rotation_free (rotation_made *m)
{
  tensor_free (&m->x);
  tensor_free (&m->y);
  free (m->cos);
  free (m->sin);
  free (m->row);
}

/* ---- random cases ---- */

static inline layout layout_random (splitmix *r)
{
  layout l = layout_plain;
  for (size_t k = 3; k > 0; k--) {
    const size_t other = (size_t) splitmix_below (r, k + 1);
    const int swap = l.order[k];
    l.order[k] = l.order[other];
    l.order[other] = swap;
  }
  for (int k = 0; k < 4; k++)
    l.gap[k] = splitmix_below (r, 3) ? 0 : (size_t) splitmix_below (r, 4);
  l.backwards = splitmix_below (r, 4) ? 0 : (unsigned) splitmix_below (r, 16);
  return l;
}

/* Up to BLOCKS_MAX blocks of a size that the pairing allows, which leave some columns free or none. */
static inline void random_columns (splitmix *r, rotation_case *c)
{
  static const size_t head[] = {2, 3, 8, 16, 64, 80, 96, 128, 256};
  const size_t multiple = c->pairing == ROME_QUARTER ? 4 : 2;
  c->extent.dim = head[splitmix_below (r, COUNT_OF (head))];
  c->start = splitmix_below (r, 2) ? 0 : (size_t) splitmix_below (r, c->extent.dim + 1);
  size_t left = c->extent.dim - c->start;
  const size_t blocks = (size_t) splitmix_between (r, 1, BLOCKS_MAX);
  for (c->blocks = 0; c->blocks < blocks; c->blocks++) {
    const int last = c->blocks + 1 == blocks;
    c->block_dim[c->blocks] = (last && splitmix_below (r, 2) ? left : (size_t) splitmix_below (r, left + 1)) / multiple * multiple;
    left -= c->block_dim[c->blocks];
  }
}

static inline rotation_case rotation_random (splitmix *r)
{
  rotation_case c = {.format = (rome_format) splitmix_below (r, ROME_F16 + 1),
                     .pairing = (rome_pairing) splitmix_below (r, ROME_INTERLEAVE_HALF + 1),
                     .wide = (int) splitmix_below (r, 2),
                     .inverse = (int) splitmix_below (r, 2),
                     .special = (int) splitmix_below (r, 2),
                     /* mostly alone: teams of changing size, larger than the machine, spend their time waiting */
                     .threads = splitmix_below (r, 16) ? 1 : (int) splitmix_below (r, 4),
                     .spare_rows = (size_t) splitmix_below (r, 5),
                     .rows = splitmix_below (r, ROWS_BY_TOKEN + 1),
                     .table = splitmix_below (r, TABLE_BACKWARDS + 1),
                     .x = layout_random (r)};
  random_columns (r, &c);
  /* now and then nothing at all */
  c.extent.batch = (size_t) splitmix_below (r, 12) % 4;
  c.extent.tokens = (size_t) splitmix_below (r, 40);
  c.extent.heads = (size_t) splitmix_below (r, 16) % 4;
  if (c.extent.tokens > 36 && c.extent.dim < 128)
    c.extent.tokens = 1 + (size_t) splitmix_below (r, 600); /* more than one chunk of a kernel */
  else if (c.extent.tokens > 34 && c.extent.dim < 20)
    c.extent.heads = 1 + (size_t) splitmix_below (r, 600);
  const int small = c.extent.tokens <= 40 && c.extent.heads <= 4;
  c.table_by_batch = small && splitmix_below (r, 3) == 0;
  c.table_by_head = small && splitmix_below (r, 3) == 0;
  c.y = splitmix_below (r, 2) ? c.x : layout_random (r);
  return c;
}

#endif
