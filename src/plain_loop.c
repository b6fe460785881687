/* plain_loop.c - the rotation as a C programmer writes it at first, against which ours is measured: the loops in the order of
   memory, the angles in the order in which they are needed, and the compiler left to do what it can.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 199309L
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "floatguard.h"
#include "parallel.h"
#include "rotate.h"

#define REAL double
#define T(name) name##_f64
#include "plain_source.h"
#undef REAL
#undef T
#define REAL float
#define T(name) name##_f32
#include "plain_source.h"
#undef REAL
#undef T

/* Whether x is dense, from the fastest dimension on: dim, heads, tokens, batch; or, planar, batch, tokens, heads, dim. */
static int is_dense (const rome_rotation *r, int planar)
{
  const rome_extent *n = &r->extent;
  const rome_stride rows = {(ptrdiff_t) (n->dim * n->heads * n->tokens), (ptrdiff_t) (n->dim * n->heads), (ptrdiff_t) n->dim, 1};
  const rome_stride planes = {1, (ptrdiff_t) n->batch, (ptrdiff_t) (n->batch * n->tokens), (ptrdiff_t) (n->batch * n->tokens * n->heads)};
  const rome_stride *want = planar ? &planes : &rows, *x = &r->x_stride, *y = &r->y_stride;
  return (n->batch == 1 || (x->batch == want->batch && y->batch == want->batch)) && (n->tokens == 1 || (x->token == want->token && y->token == want->token))
         && (n->heads == 1 || (x->head == want->head && y->head == want->head)) && x->dim == want->dim && y->dim == want->dim;
}

/* Whether sizes can be counted in bytes, those of the table too. */
static int sizes_fit (const rome_rotation *r)
{
  return rotate_extent_fits (&r->extent) && rotate_extent_fits (&(rome_extent) {1, r->table.rows, 2, r->extent.dim});
}

/* Nothing but whole heads in one block of interleaved or half pairing, at the positions 0, 1, 2, ... */
static int is_usual (const rome_rotation *r)
{
  const size_t pairs = r->extent.dim / 2;
  if ((r->format != ROME_F64 && r->format != ROME_F32) || r->nruns != 1 || r->start || r->inverse || r->rows.row || r->rows.offset || r->table.wide
      || r->table.batch_stride || r->table.head_stride || r->table.rows < r->extent.tokens || pairs == 0 || r->extent.dim % 2)
    return 0;
  const rome_run *run = &r->runs[0];
  const int half = run->step == 1 && run->second == pairs, interleaved = run->step == 2 && run->second == 1;
  return run->first == 0 && run->count == pairs && run->to_first == 0 && run->to_second == run->second && run->to_step == run->step && (half || interleaved);
}

static int is_by_row (const rome_rotation *r)
{
  return r->table.column_stride == 1 && r->table.row_stride == (ptrdiff_t) (r->extent.dim / 2);
}

rome_status rome_rotate_plainly (const rome_rotation *r, const rome_monitor *monitor)
{
  DEFAULT_ARITHMETIC;
  if (!sizes_fit (r) || !is_usual (r))
    return ROME_BAD_ARGUMENT;
  const size_t pairs = r->extent.dim / 2, tokens = r->extent.batch * r->extent.tokens, threads = (size_t) (r->threads > 0 ? r->threads : rome_threads ());
  const int is_f64 = r->format == ROME_F64, given = r->table.row_stride || r->table.column_stride;
  const int columns = !given || (r->table.row_stride == 1 && r->table.column_stride == (ptrdiff_t) r->table.rows);
  rome_rotation copy = *r;
  if (rotate_is_empty (r))
    return ROME_OK;
  if (is_dense (r, 0) && is_by_row (r))
    return parallel_spans (tokens, (tokens + threads - 1) / threads, (int) threads, is_f64 ? rows_f64 : rows_f32, &copy, monitor);
  if (is_dense (r, 1) && columns)
    return parallel_spans (pairs, (pairs + threads - 1) / threads, (int) threads, is_f64 ? planes_f64 : planes_f32, &copy, monitor);
  return ROME_BAD_ARGUMENT;
}

/* ---- its time ---- */

/* One thread: its processor time, so that other work on the machine counts less. */
static double now (int threads)
{
  struct timespec t;
  clock_gettime (threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

/* A table by columns, by rows. */
static void turn_table (const rome_rotation *r, const void *table, char *to)
{
  const size_t size = rome_format_size (r->format), pairs = r->extent.dim / 2;
  for (size_t t = 0; t < r->table.rows; t++)
    for (size_t k = 0; k < pairs; k++)
      memcpy (to + (t * pairs + k) * size, (const char *) table + (t + k * r->table.rows) * size, size);
}

rome_status rome_plain_seconds (const rome_rotation *rotation, size_t rounds, double *seconds, const rome_monitor *monitor)
{
  rome_rotation r = *rotation;
  if (!sizes_fit (&r) || !is_usual (&r))
    return ROME_BAD_ARGUMENT;
  const size_t size = rome_format_size (r.format), bytes = size * r.extent.batch * r.extent.tokens * r.extent.heads * r.extent.dim;
  const size_t table = size * r.table.rows * (r.extent.dim / 2);
  char *own = r.y ? NULL : malloc (bytes + 1), *turned = malloc (2 * table + 1);
  rome_status status = (r.y || own) && turned ? ROME_OK : ROME_NO_MEMORY;
  if (own) {
    r.y = memset (own, 1, bytes);
    r.y_stride = r.x_stride;
  }
  if (status == ROME_OK) {
    if (is_dense (&r, 0) && !is_by_row (&r)) {
      turn_table (&r, r.table.cos, turned);
      turn_table (&r, r.table.sin, turned + table);
      r.table.cos = turned;
      r.table.sin = turned + table;
      r.table.column_stride = 1;
      r.table.row_stride = (ptrdiff_t) (r.extent.dim / 2);
    }
  }
  for (size_t k = 0; k < rounds && status == ROME_OK; k++) {
    const double start = now (r.threads);
    status = rome_rotate_plainly (&r, monitor);
    seconds[k] = now (r.threads) - start;
  }
  free (own);
  free (turned);
  return status;
}
