/* rotation_model.h - the rotation in its plainest form, one element after the other, as the definition in rome.h reads.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_ROTATION_MODEL_H
#define TESTS_ROTATION_MODEL_H

#include "tensors.h"

/* One rounding per operation, in the format's own arithmetic. */
static inline double model_times (rome_format format, double a, double b)
{
  return format == ROME_F64 ? a * b : (double) ((float) a * (float) b);
}

static inline double model_plus (rome_format format, double a, double b)
{
  return format == ROME_F64 ? a + b : (double) ((float) a + (float) b);
}

static inline size_t model_row (const rome_rows *rows, size_t b, size_t s)
{
  if (rows->row)
    return (size_t) rows->row[b * rows->batch_step + s * rows->token_step];
  return s + (rows->offset ? (size_t) rows->offset[b * rows->offset_step] : 0);
}

/* Entry of a table. */
static inline double model_angle (const rome_rotation *r, const void *table, size_t row, size_t column)
{
  return element_get (r->format, table, (ptrdiff_t) (row + column * r->table.rows));
}

/* A head as numbers, in and out. */
static inline void model_pair (const rome_rotation *r, size_t row, size_t first, size_t second, size_t pair, const double *x, double *y)
{
  const rome_format f = r->format;
  const size_t column0 = r->table.wide ? first : pair, column1 = r->table.wide ? second : pair;
  const double sign = r->inverse ? -1 : 1, x0 = x[r->start + first], x1 = x[r->start + second];
  const double c0 = model_angle (r, r->table.cos, row, column0), s0 = sign * model_angle (r, r->table.sin, row, column0);
  const double c1 = model_angle (r, r->table.cos, row, column1), s1 = sign * model_angle (r, r->table.sin, row, column1);
  y[r->start + first] = model_plus (f, model_times (f, x0, c0), -model_times (f, x1, s0));
  y[r->start + second] = model_plus (f, model_times (f, x1, c1), model_times (f, x0, s1));
}

static inline void model_head (const rome_rotation *r, size_t row, const double *x, double *y)
{
  memcpy (y, x, r->extent.dim * sizeof *y);
  for (size_t n = 0, pair = 0; n < r->nruns; n++)
    for (size_t k = 0; k < r->runs[n].count; k++, pair++)
      model_pair (r, row, r->runs[n].first + k * r->runs[n].step, r->runs[n].second + k * r->runs[n].step, pair, x, y);
}

/* What rome_rotate must make of x, in the same layout as y. */
static inline tensor model_rotate (const rome_rotation *r, const tensor *x, const layout *l)
{
  tensor y = tensor_make (r->format, r->extent, l);
  double *in = need (2 * r->extent.dim, sizeof *in), *out = in + r->extent.dim;
  TENSOR_LOOP (r->extent) {
    for (size_t d = 0; d < r->extent.dim; d++)
      in[d] = element_get (r->format, x->origin, tensor_at (x, b, s, h, d));
    model_head (r, model_row (&r->rows, b, s), in, out);
    for (size_t d = 0; d < r->extent.dim; d++)
      element_set (r->format, y.origin, tensor_at (&y, b, s, h, d), out[d]);
  }
  free (in);
  return y;
}

#endif
