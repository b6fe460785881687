/* matrix_run.c - the engines of the matrix form: y = (x * P) .* C + (x * M) .* S by a product, by picking, on the matrix unit.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix_run.h"

#include <stdlib.h>
#include <string.h>

#include "kernels/kernels.h"
#include "parallel.h"
#include "rotate.h"

/* ---- the order in which heads are taken ---- */

enum { HEAD, TOKEN, BATCH, AXES };

/* axis: which runs fastest, which next.  Where the columns of a head lie together, heads do, because they share their angles; else
   whatever lies closest in memory, so that the lines of a column are used whole. */
typedef struct {
  const rome_rotation *r;
  int axis[AXES];
  size_t count[AXES];
  ptrdiff_t x_step[AXES], y_step[AXES];
} walk;

typedef struct {
  size_t at[AXES];
  ptrdiff_t x, y;
} place;

/* One head: where it lies, and its row of angles, in elements. */
typedef struct {
  ptrdiff_t x, y, row;
} spot;

static size_t distance (ptrdiff_t step)
{
  return step < 0 ? -(size_t) step : (size_t) step;
}

static walk walk_over (const rome_rotation *r)
{
  walk w = {r, {HEAD, TOKEN, BATCH}, {r->extent.heads, r->extent.tokens, r->extent.batch},
            {r->x_stride.head, r->x_stride.token, r->x_stride.batch}, {r->y_stride.head, r->y_stride.token, r->y_stride.batch}};
  for (int pass = 0; pass < 2 && distance (r->x_stride.dim) != 1; pass++)
    for (int k = 0; k + 1 < AXES; k++)
      if (w.count[w.axis[k]] == 1 || (w.count[w.axis[k + 1]] > 1 && distance (w.x_step[w.axis[k]]) > distance (w.x_step[w.axis[k + 1]]))) {
        const int nearer = w.axis[k + 1];
        w.axis[k + 1] = w.axis[k];
        w.axis[k] = nearer;
      }
  return w;
}

static place place_of (const walk *w, size_t item)
{
  place p = {{0}, 0, 0};
  for (int k = 0; k < AXES; k++) {
    const int a = w->axis[k];
    p.at[a] = item % w->count[a];
    item /= w->count[a];
    p.x += (ptrdiff_t) p.at[a] * w->x_step[a];
    p.y += (ptrdiff_t) p.at[a] * w->y_step[a];
  }
  return p;
}

static void place_step (const walk *w, place *p)
{
  for (int k = 0; k < AXES; k++) {
    const int a = w->axis[k];
    if (++p->at[a] < w->count[a]) {
      p->x += w->x_step[a];
      p->y += w->y_step[a];
      return;
    }
    p->at[a] = 0;
    p->x -= (ptrdiff_t) (w->count[a] - 1) * w->x_step[a];
    p->y -= (ptrdiff_t) (w->count[a] - 1) * w->y_step[a];
  }
}

/* n heads from number `item` on. */
static void list_spots (const walk *w, size_t item, size_t n, spot *at)
{
  place p = place_of (w, item);
  for (size_t k = 0; k < n; k++, place_step (w, &p))
    at[k] = (spot) {p.x, p.y, rotate_table_at (w->r, p.at[BATCH], p.at[TOKEN], p.at[HEAD])};
}

/* ---- the work ---- */

/* Heads that a thread takes at once: enough to be worth asking for, few enough that what is made of them stays in the cache. */
#define SPAN_MOST 256
#define SPAN_ELEMENTS 32768
/* Of these, heads that are worked on together where no product is made: 16 make a tile, and a line of most columns. */
#define GROUP 16
/* From this order on a span of products takes long enough for the monitor to be asked before each. */
#define LARGE_ORDER 512

static size_t span_of (size_t order, int is_product)
{
  const size_t fits = SPAN_ELEMENTS / (order + 1), fewest = is_product ? 1 : GROUP, n = fits < SPAN_MOST ? fits : SPAN_MOST;
  return n < fewest ? fewest : n > GROUP ? n / GROUP * GROUP : n;
}

/* Whether all of the angles are -s. */
static const rotate_spread_style as_is = {0, 1, 1}, negated = {0, -1, -1}, doubled = {1, 1, 1}, doubled_negated = {1, -1, -1};

/* How many heads from the first on are equally far apart, in x and in y. */
static size_t equally_spaced (size_t n, const spot *at)
{
  size_t k = n < 2 ? n : 2;
  while (k < n && at[k].x - at[k - 1].x == at[1].x - at[0].x && at[k].y - at[k - 1].y == at[1].y - at[0].y)
    k++;
  return k;
}

#define REAL double
#define STORED double
#define IS_REAL 1
#define BITS int64_t
#define NAME f64
#define ARITHMETIC f64
#include "matrix_source.h"
#undef REAL
#undef STORED
#undef BITS
#undef NAME
#undef ARITHMETIC
#define REAL float
#define STORED float
#define BITS int32_t
#define NAME f32
#define ARITHMETIC f32
#include "matrix_source.h"
#undef IS_REAL
#undef STORED
#undef NAME
#define IS_REAL 0
#define STORED uint16_t
#define NAME bf16
#define WITH_TILES
#include "matrix_source.h"
#undef WITH_TILES
#undef NAME
#define NAME f16
#include "matrix_source.h"

/* The columns start .. start + order - 1 are rotated, through a table of one column per element or, spread over the runs, of
   one per pair. */
static int is_legal (const rome_matrix_rotation *m)
{
  const rome_rotation *r = &m->rotation;
  if (r->start > r->extent.dim || m->order > r->extent.dim - r->start || (r->inverse && m->permutation))
    return 0;
  return (r->table.wide || (rotate_width (r) == m->order && rotate_columns_fit (r))) && rotate_rows_fit (r);
}

rome_status matrix_run (const rome_matrix_rotation *rotation, const rome_product *product, const matrix_picks *picks, const matrix_tiles *tiles,
                        const rome_monitor *monitor)
{
  rome_matrix_rotation m = *rotation;
  if (m.rotation.table.wide)
    m.rotation.nruns = 0; /* nothing to spread */
  if (rotate_is_empty (&m.rotation))
    return ROME_OK;
  if (!rotate_extent_fits (&m.rotation.extent) || !is_legal (&m))
    return ROME_BAD_ARGUMENT;
  if (m.rotation.table.row_stride == 0 && m.rotation.table.column_stride == 0) {
    m.rotation.table.row_stride = 1;
    m.rotation.table.column_stride = (ptrdiff_t) m.rotation.table.rows;
  }
  rome_run *runs = rotate_runs (&m.rotation, 0);
  if (!runs)
    return ROME_NO_MEMORY;
  m.rotation.runs = runs;
  rome_status status = ROME_BAD_ARGUMENT;
  switch (m.rotation.format) {
  case ROME_F64: status = matrix_run_f64 (&m, product, picks, NULL, monitor); break;
  case ROME_F32: status = matrix_run_f32 (&m, product, picks, NULL, monitor); break;
  case ROME_BF16: status = matrix_run_bf16 (&m, product, picks, tiles, monitor); break;
  case ROME_F16: status = matrix_run_f16 (&m, product, picks, NULL, monitor); break;
  }
  free (runs);
  return status;
}
