/* rotate.c - the rotation: checks, the way through memory, then the typed walk over the tensor.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rotate.h"

#include <stdlib.h>

#include "kernels/kernels.h"
#include "parallel.h"

size_t rotate_width (const rome_rotation *r)
{
  size_t pairs = 0;
  for (size_t k = 0; k < r->nruns; k++)
    pairs += r->runs[k].count;
  return 2 * pairs;
}

/* The last of count columns from first on in steps lies below width. */
static int columns_fit (size_t first, size_t step, size_t count, size_t width)
{
  return count == 0 || (first < width && (step == 0 || (count - 1) <= (width - 1 - first) / step));
}

static int run_fits (const rome_run *run, size_t width)
{
  return columns_fit (run->first, run->step, run->count, width) && columns_fit (run->second, run->step, run->count, width)
         && columns_fit (run->to_first, run->to_step, run->count, width) && columns_fit (run->to_second, run->to_step, run->count, width);
}

int rotate_extent_fits (const rome_extent *n)
{
  size_t elements = sizeof (double);
  return !(__builtin_mul_overflow (elements, n->batch, &elements) || __builtin_mul_overflow (elements, n->tokens, &elements)
           || __builtin_mul_overflow (elements, n->heads, &elements) || __builtin_mul_overflow (elements, n->dim, &elements)
           || elements > PTRDIFF_MAX);
}

int rotate_columns_fit (const rome_rotation *r)
{
  const size_t width = rotate_width (r);
  if (r->start > r->extent.dim || width > r->extent.dim - r->start)
    return 0;
  for (size_t k = 0; k < r->nruns; k++)
    if (!run_fits (&r->runs[k], width))
      return 0;
  return 1;
}

static int batch_rows_fit (const rome_rotation *r, size_t b)
{
  if (!r->rows.row) {
    const int64_t offset = r->rows.offset ? r->rows.offset[b * r->rows.offset_step] : 0;
    return offset >= 0 && r->extent.tokens <= r->table.rows && (uint64_t) offset <= r->table.rows - r->extent.tokens;
  }
  for (size_t s = 0; s < r->extent.tokens; s++) {
    const int64_t row = r->rows.row[b * r->rows.batch_step + s * r->rows.token_step];
    if (row < 0 || (uint64_t) row >= r->table.rows)
      return 0;
  }
  return 1;
}

int rotate_rows_fit (const rome_rotation *r)
{
  for (size_t b = 0; b < r->extent.batch; b++)
    if (!batch_rows_fit (r, b))
      return 0;
  return 1;
}

int rotate_is_empty (const rome_rotation *r)
{
  return r->extent.batch == 0 || r->extent.tokens == 0 || r->extent.heads == 0 || r->extent.dim == 0;
}

/* ---- the way through memory ---- */

/* The kernels run over elements that follow each other in memory: the pairs of one head, or one pair of columns along tokens
   or along heads or batch entries. */
typedef enum { ALONG_DIM, ALONG_TOKENS, ALONG_HEADS, ALONG_BATCH } direction;

/* Elements at equal steps: line l, element e is
     ALONG_TOKENS  batch entry l, token e, or (batch_first) batch entry e % batch, token e / batch
     ALONG_HEADS   token l of all batch entries or of one, head e, or (batch_first) batch entry e % batch, head e / batch
     ALONG_BATCH   batch entry e, token l % tokens of head l / tokens */
typedef struct {
  direction way;
  size_t lines, length;
  ptrdiff_t x_step, y_step;
  int batch_first;
} walk;

/* Whether batch entries and then the other dimension follow each other at one step. */
static int continues (size_t batch, ptrdiff_t batch_stride, ptrdiff_t other_stride)
{
  return batch > 1 && other_stride == (ptrdiff_t) batch * batch_stride;
}

static int runs_on (const rome_extent *n, ptrdiff_t x_batch, ptrdiff_t x_other, ptrdiff_t y_batch, ptrdiff_t y_other)
{
  return continues (n->batch, x_batch, x_other) && continues (n->batch, y_batch, y_other);
}

static walk tokens_walk (const rome_rotation *r)
{
  const rome_extent *n = &r->extent;
  const rome_stride *x = &r->x_stride, *y = &r->y_stride;
  if (runs_on (n, x->batch, x->token, y->batch, y->token))
    return (walk) {ALONG_TOKENS, 1, n->batch * n->tokens, x->batch, y->batch, 1};
  return (walk) {ALONG_TOKENS, n->batch, n->tokens, x->token, y->token, 0};
}

static walk heads_walk (const rome_rotation *r)
{
  const rome_extent *n = &r->extent;
  const rome_stride *x = &r->x_stride, *y = &r->y_stride;
  if (runs_on (n, x->batch, x->head, y->batch, y->head))
    return (walk) {ALONG_HEADS, n->tokens, n->batch * n->heads, x->batch, y->batch, 1};
  return (walk) {ALONG_HEADS, n->tokens * n->batch, n->heads, x->head, y->head, 0};
}

/* Fewer elements than this in a row are not worth a kernel's call. */
#define SHORT_ROW 8

static walk choose_walk (const rome_rotation *r)
{
  const rome_extent *n = &r->extent;
  const rome_stride *x = &r->x_stride;
  if (x->dim == 1 || n->dim == 1)
    return (walk) {.way = ALONG_DIM};
  if (n->heads > 1 && (x->head == 1 || (x->batch == 1 && continues (n->batch, x->batch, x->head))))
    return heads_walk (r);
  const walk tokens = tokens_walk (r);
  if (tokens.x_step == 1)
    return tokens;
  if (x->batch == 1 && n->batch >= SHORT_ROW)
    return (walk) {ALONG_BATCH, n->tokens * n->heads, n->batch, x->batch, r->y_stride.batch, 0};
  /* no long row of neighbours: the way with the smaller steps touches fewer pages */
  return labs (x->dim) < labs (tokens.x_step) ? (walk) {.way = ALONG_DIM} : tokens;
}

/* Elements of a line that are turned at once: 4 arrays of angles of this length stay in the first-level cache. */
#define CHUNK 512

#define REAL double
#define STORED double
#define ANGLES f64
#define NAME f64
#include "rotate_source.h"
#undef REAL
#undef STORED
#undef ANGLES
#undef NAME
#define REAL float
#define ANGLES f32
#define STORED float
#define NAME f32
#include "rotate_source.h"
#undef STORED
#undef NAME
#define STORED uint16_t
#define NAME bf16
#include "rotate_source.h"
#undef NAME
#define NAME f16
#include "rotate_source.h"

rome_run *rotate_runs (const rome_rotation *r, int inverse)
{
  rome_run *runs = malloc ((r->nruns + 1) * sizeof *runs);
  for (size_t k = 0; runs && k < r->nruns; k++) {
    rome_run a = r->runs[k];
    if (a.to_step == 0)
      a = (rome_run) {a.first, a.second, a.step, a.count, a.first, a.second, a.step};
    runs[k] = inverse ? (rome_run) {a.to_first, a.to_second, a.to_step, a.count, a.first, a.second, a.step} : a;
  }
  return runs;
}

/* Whether the columns first + k step and second + k step of all runs are the columns 0 .. width-1, each once. */
static rome_status columns_are_distinct (const rome_rotation *r, int written)
{
  const size_t width = rotate_width (r);
  char *seen = calloc (width + 1, 1);
  rome_status status = seen ? ROME_OK : ROME_NO_MEMORY;
  for (size_t n = 0; n < r->nruns && seen; n++) {
    const rome_run *a = &r->runs[n];
    const size_t first = written ? a->to_first : a->first, second = written ? a->to_second : a->second, step = written ? a->to_step : a->step;
    for (size_t k = 0; k < a->count; k++)
      if (seen[first + k * step]++ || seen[second + k * step]++)
        status = ROME_BAD_ARGUMENT;
  }
  free (seen);
  return status;
}

rome_status rome_rotate (const rome_rotation *rotation, const rome_monitor *monitor)
{
  rome_rotation r = *rotation;
  rome_status status = ROME_OK;
  if (!rotate_columns_fit (&r))
    return ROME_BAD_ARGUMENT;
  if (rotate_is_empty (&r))
    return ROME_OK;
  if (!rotate_extent_fits (&r.extent) || (r.nruns > 0 && !rotate_rows_fit (&r)))
    return ROME_BAD_ARGUMENT;
  rome_run *runs = rotate_runs (&r, r.inverse);
  if (!runs)
    return ROME_NO_MEMORY;
  r.runs = runs;
  status = columns_are_distinct (&r, 0);
  if (status == ROME_OK)
    status = columns_are_distinct (&r, 1);
  if (status != ROME_OK) {
    free (runs);
    return status;
  }
  if (r.table.row_stride == 0 && r.table.column_stride == 0) {
    r.table.row_stride = 1;
    r.table.column_stride = (ptrdiff_t) r.table.rows;
  }
  switch (r.format) {
  case ROME_F64: status = rotate_f64 (&r, monitor); break;
  case ROME_F32: status = rotate_f32 (&r, monitor); break;
  case ROME_BF16: status = rotate_bf16 (&r, monitor); break;
  case ROME_F16: status = rotate_f16 (&r, monitor); break;
  }
  free (runs);
  return status;
}
