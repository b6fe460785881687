/* rotation_model.h - the rotation in its plainest form, one element after the other, as the definition in rome.h reads.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_ROTATION_MODEL_H
#define TESTS_ROTATION_MODEL_H

#include "tensors.h"

/* One rounding per operation, in double or, for the shorter formats, in single. */
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

/* Cosine and sine for one token and head at a table column; the sine with the sign of the direction. */
typedef struct {
  double c, s;
} model_angle;

static inline model_angle model_angle_at (const rome_rotation *r, size_t b, size_t s, size_t h, size_t column)
{
  const rome_table *t = &r->table;
  const int strides_given = t->row_stride != 0 || t->column_stride != 0;
  const ptrdiff_t row_stride = strides_given ? t->row_stride : 1, column_stride = strides_given ? t->column_stride : (ptrdiff_t) t->rows;
  const ptrdiff_t at = (ptrdiff_t) model_row (&r->rows, b, s) * row_stride + (ptrdiff_t) column * column_stride
                       + (ptrdiff_t) b * t->batch_stride + (ptrdiff_t) h * t->head_stride;
  const rome_format format = element_arithmetic (r->format);
  return (model_angle) {element_get (format, t->cos, at), (r->inverse ? -1 : 1) * element_get (format, t->sin, at)};
}

/* Pair k of a run: where it is read and written; backwards for the inverse, which undoes the rotation. */
typedef struct {
  size_t first, second, to_first, to_second;
} model_pair;

static inline model_pair model_pair_of (const rome_run *run, size_t k, int inverse)
{
  const model_pair there = {run->first + k * run->step, run->second + k * run->step, run->to_first + k * run->to_step,
                            run->to_second + k * run->to_step};
  const model_pair back = {there.to_first, there.to_second, there.first, there.second};
  return inverse ? back : there;
}

/* A head as numbers, in and out: token s of batch entry b, head h. */
static inline void model_head (const rome_rotation *r, size_t b, size_t s, size_t h, const double *x, double *y)
{
  const rome_format f = r->format;
  memcpy (y, x, r->extent.dim * sizeof *y);
  for (size_t n = 0, pair = 0; n < r->nruns; n++)
    for (size_t k = 0; k < r->runs[n].count; k++, pair++) {
      const model_pair p = model_pair_of (&r->runs[n], k, r->inverse);
      /* the wide table is that of the rotated columns */
      const size_t a = r->inverse ? p.first : p.to_first, z = r->inverse ? p.second : p.to_second;
      const model_angle one = model_angle_at (r, b, s, h, r->table.wide ? a : pair), two = model_angle_at (r, b, s, h, r->table.wide ? z : pair);
      const double x0 = x[r->start + p.first], x1 = x[r->start + p.second];
      y[r->start + p.to_first] = model_plus (f, model_times (f, x0, one.c), -model_times (f, x1, one.s));
      y[r->start + p.to_second] = model_plus (f, model_times (f, x1, two.c), model_times (f, x0, two.s));
    }
}

/* What rome_rotate must make of x, in the same layout as y. */
static inline tensor model_rotate (const rome_rotation *r, const tensor *x, const layout *l)
{
  tensor y = tensor_make (r->format, r->extent, l);
  double *in = need (2 * r->extent.dim, sizeof *in), *out = in + r->extent.dim;
  TENSOR_LOOP (r->extent) {
    for (size_t d = 0; d < r->extent.dim; d++)
      in[d] = element_get (r->format, x->origin, tensor_at (x, b, s, h, d));
    model_head (r, b, s, h, in, out);
    for (size_t d = 0; d < r->extent.dim; d++)
      element_set (r->format, y.origin, tensor_at (&y, b, s, h, d), out[d]);
  }
  free (in);
  return y;
}

#endif
