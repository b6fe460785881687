/* rotate.c - the rotation: checks, then the typed walk over the tensor.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rotate.h"

#include <stdlib.h>
#include <string.h>

#include "kernels/kernels.h"
#include "parallel.h"

size_t rotate_width (const rome_rotation *r)
{
  size_t pairs = 0;
  for (size_t k = 0; k < r->nruns; k++)
    pairs += r->runs[k].count;
  return 2 * pairs;
}

static int run_fits (const rome_run *run, size_t width)
{
  const size_t first = run->first > run->second ? run->first : run->second;
  return run->count == 0 || (first < width && run->step <= width && (run->count - 1) <= (width - 1 - first) / (run->step ? run->step : 1));
}

rome_status rotate_check (const rome_rotation *r)
{
  const size_t width = rotate_width (r);
  if (r->start > r->extent.dim || width > r->extent.dim - r->start)
    return ROME_BAD_ARGUMENT;
  for (size_t k = 0; k < r->nruns; k++)
    if (!run_fits (&r->runs[k], width))
      return ROME_BAD_ARGUMENT;
  for (size_t b = 0; b < r->extent.batch; b++) {
    if (r->rows.row) {
      for (size_t s = 0; s < r->extent.tokens; s++) {
        const int64_t row = r->rows.row[b * r->rows.batch_step + s * r->rows.token_step];
        if (row < 0 || (uint64_t) row >= r->table.rows)
          return ROME_BAD_ARGUMENT;
      }
    } else {
      const int64_t offset = r->rows.offset ? r->rows.offset[b * r->rows.offset_step] : 0;
      if (offset < 0 || r->extent.tokens > r->table.rows || (uint64_t) offset > r->table.rows - r->extent.tokens)
        return ROME_BAD_ARGUMENT;
    }
  }
  return ROME_OK;
}

/* How the tensor is walked: along the dimension whose elements follow each other in memory, so that the kernels see unit
   steps. */
typedef enum {
  ALONG_DIM,   /* a head is contiguous: kernels run over the pairs of one head */
  ALONG_TOKENS /* else: kernels run over tokens (or batch and tokens together) of one pair of columns */
} direction;

static direction choose_direction (const rome_rotation *r)
{
  if (r->x_stride.dim == 1 || r->extent.dim == 1)
    return ALONG_DIM;
  return ALONG_TOKENS;
}

/* Tokens of all batch entries as lines of equal step: line l, element e is batch entry b and token s with
   e = b + s * batch (batch_first) or, with one line per batch entry, s = e. */
typedef struct {
  size_t lines, length;
  ptrdiff_t x_step, y_step, x_line, y_line;
  int batch_first;
} token_lines;

static token_lines make_lines (const rome_rotation *r)
{
  const rome_extent *n = &r->extent;
  const rome_stride *x = &r->x_stride, *y = &r->y_stride;
  const ptrdiff_t batch = (ptrdiff_t) n->batch;
  if (n->batch > 1 && x->token == batch * x->batch && y->token == batch * y->batch)
    return (token_lines) {1, n->batch * n->tokens, x->batch, y->batch, 0, 0, 1};
  return (token_lines) {n->batch, n->tokens, x->token, y->token, x->batch, y->batch, 0};
}

/* Elements of a line that are turned at once: 4 arrays of angles of this length stay in the first-level cache. */
#define CHUNK 512

#define REAL double
#define NAME f64
#include "rotate_source.h"
#undef REAL
#undef NAME
#define REAL float
#define NAME f32
#include "rotate_source.h"
#undef REAL
#undef NAME

rome_status rome_rotate (const rome_rotation *r, const rome_monitor *monitor)
{
  const rome_status status = rotate_check (r);
  if (status != ROME_OK || r->extent.batch == 0 || r->extent.tokens == 0 || r->extent.heads == 0 || r->extent.dim == 0)
    return status;
  return r->format == ROME_F64 ? rotate_f64 (r, monitor) : rotate_f32 (r, monitor);
}
