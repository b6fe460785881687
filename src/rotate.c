/* rotate.c - the rotation: checks, the way through memory, then the typed walk over the tensor.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rotate.h"

#include <stdlib.h>
#include <string.h>

#include "floatguard.h"
#include "kernels/kernels.h"
#include "parallel.h"
#include "rotate_plan.h"

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

static void complete_runs (const rome_rotation *r, int inverse, rome_run *runs)
{
  for (size_t k = 0; k < r->nruns; k++) {
    rome_run a = r->runs[k];
    if (a.to_step == 0)
      a = (rome_run) {a.first, a.second, a.step, a.count, a.first, a.second, a.step};
    runs[k] = inverse ? (rome_run) {a.to_first, a.to_second, a.to_step, a.count, a.first, a.second, a.step} : a;
  }
}

rome_run *rotate_runs (const rome_rotation *r, int inverse)
{
  rome_run *runs = malloc ((r->nruns + 1) * sizeof *runs);
  if (runs)
    complete_runs (r, inverse, runs);
  return runs;
}

/* ---- whether the columns first + k step and second + k step of all runs are the columns 0 .. width-1, each once ---- */

typedef struct {
  size_t first, second, step, count;
} columns;

static columns columns_of (const rome_run *a, int written)
{
  return (columns) {written ? a->to_first : a->first, written ? a->to_second : a->second, written ? a->to_step : a->step, a->count};
}

/* Both members of a run go in the same steps: they meet where they start a multiple of the step apart that is less than its
   length. */
static int members_meet (const columns *c)
{
  const size_t apart = c->first < c->second ? c->second - c->first : c->first - c->second;
  return apart == 0 || (c->count > 1 && (c->step == 0 || (apart % c->step == 0 && apart / c->step < c->count)));
}

/* The lowest and the highest column of a run. */
static void reach (const columns *c, size_t *low, size_t *high)
{
  const size_t length = (c->count - 1) * c->step;
  *low = c->first < c->second ? c->first : c->second;
  *high = (c->first < c->second ? c->second : c->first) + length;
}

/* A sufficient condition that needs no look at every column: no run meets itself or reaches into another's. */
static int plainly_distinct (const rome_rotation *r, int written)
{
  for (size_t n = 0; n < r->nruns; n++) {
    const columns c = columns_of (&r->runs[n], written);
    size_t low, high, other_low, other_high;
    if (c.count == 0)
      continue;
    if (members_meet (&c))
      return 0;
    reach (&c, &low, &high);
    for (size_t m = 0; m < n; m++) {
      const columns other = columns_of (&r->runs[m], written);
      if (other.count == 0)
        continue;
      reach (&other, &other_low, &other_high);
      if (low <= other_high && other_low <= high)
        return 0;
    }
  }
  return 1;
}

#define FEW_RUNS 16 /* compared with each other */

static rome_status columns_are_distinct (const rome_rotation *r, int written)
{
  if (r->nruns <= FEW_RUNS && plainly_distinct (r, written))
    return ROME_OK;
  char *seen = calloc (rotate_width (r) + 1, 1);
  rome_status status = seen ? ROME_OK : ROME_NO_MEMORY;
  for (size_t n = 0; n < r->nruns && seen; n++) {
    const columns c = columns_of (&r->runs[n], written);
    for (size_t k = 0; k < c.count; k++)
      if (seen[c.first + k * c.step]++ || seen[c.second + k * c.step]++)
        status = ROME_BAD_ARGUMENT;
  }
  free (seen);
  return status;
}

static rome_status turn (const rome_rotation *r, const rome_monitor *monitor)
{
  rotate_task task = {*r, 1};
  const rotate_way way = rotate_choose (&task);
  switch (r->format) {
  case ROME_F64: return (way == ROTATE_ALONG_DIM ? turn_along_dim_f64 : turn_along_tokens_f64) (&task, monitor);
  case ROME_F32: return (way == ROTATE_ALONG_DIM ? turn_along_dim_f32 : turn_along_tokens_f32) (&task, monitor);
  case ROME_BF16: return (way == ROTATE_ALONG_DIM ? turn_along_dim_bf16 : turn_along_tokens_bf16) (&task, monitor);
  case ROME_F16: return (way == ROTATE_ALONG_DIM ? turn_along_dim_f16 : turn_along_tokens_f16) (&task, monitor);
  }
  return ROME_BAD_ARGUMENT;
}

rome_status rome_rotate (const rome_rotation *rotation, const rome_monitor *monitor)
{
  DEFAULT_ARITHMETIC;
  rome_rotation r = *rotation;
  rome_run few[FEW_RUNS];
  if (!rotate_columns_fit (&r))
    return ROME_BAD_ARGUMENT;
  if (rotate_is_empty (&r))
    return ROME_OK;
  if (!rotate_extent_fits (&r.extent) || (r.nruns > 0 && !rotate_rows_fit (&r)))
    return ROME_BAD_ARGUMENT;
  rome_run *runs = r.nruns <= FEW_RUNS ? few : malloc (r.nruns * sizeof *runs);
  if (!runs)
    return ROME_NO_MEMORY;
  complete_runs (&r, r.inverse, runs);
  r.runs = runs;
  if (r.table.row_stride == 0 && r.table.column_stride == 0) {
    r.table.row_stride = 1;
    r.table.column_stride = (ptrdiff_t) r.table.rows;
  }
  rome_status status = columns_are_distinct (&r, 0);
  if (status == ROME_OK)
    status = columns_are_distinct (&r, 1);
  if (status == ROME_OK)
    status = turn (&r, monitor);
  if (runs != few)
    free (runs);
  return status;
}
