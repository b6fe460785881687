/* matrices.h - square matrices of either format, column by column, and the matrix form in its plainest form.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_MATRICES_H
#define TESTS_MATRICES_H

#include "rotation_model.h"

typedef struct {
  rome_format format;
  size_t order;
  void *data;
} matrix;

static inline matrix matrix_zero (rome_format format, size_t order)
{
  return (matrix) {format, order, need (order * order, rome_format_size (format))};
}

static inline void matrix_free (matrix *m)
{
  free (m->data);
}

static inline double matrix_get (const matrix *m, size_t i, size_t j)
{
  return element_get (m->format, m->data, (ptrdiff_t) (i + j * m->order));
}

static inline void matrix_set (matrix *m, size_t i, size_t j, double value)
{
  element_set (m->format, m->data, (ptrdiff_t) (i + j * m->order), value);
}

/* (x M)[first] = -x[second], (x M)[second] = x[first] */
static inline void matrix_couple (matrix *m, size_t first, size_t second)
{
  matrix_set (m, second, first, -1);
  matrix_set (m, first, second, 1);
}

/* P and M of runs: y[to_first] = x[first] C - x[second] S, y[to_second] = x[second] C + x[first] S. */
static inline matrix matrix_m_of_runs (rome_format format, size_t order, const rome_run *runs, size_t nruns)
{
  matrix m = matrix_zero (format, order);
  for (size_t n = 0; n < nruns; n++)
    for (size_t k = 0; k < runs[n].count; k++) {
      const model_pair p = model_pair_of (&runs[n], k, 0);
      matrix_set (&m, p.second, p.to_first, -1);
      matrix_set (&m, p.first, p.to_second, 1);
    }
  return m;
}

static inline matrix matrix_p_of_runs (rome_format format, size_t order, const rome_run *runs, size_t nruns)
{
  matrix m = matrix_zero (format, order);
  for (size_t n = 0; n < nruns; n++)
    for (size_t k = 0; k < runs[n].count; k++) {
      const model_pair p = model_pair_of (&runs[n], k, 0);
      matrix_set (&m, p.first, p.to_first, 1);
      matrix_set (&m, p.second, p.to_second, 1);
    }
  return m;
}

static inline matrix matrix_random (rome_format format, size_t order, splitmix *r)
{
  matrix m = matrix_zero (format, order);
  for (size_t j = 0; j < order; j++)
    for (size_t i = 0; i < order; i++)
      matrix_set (&m, i, j, element_random (r, format, 0));
  return m;
}

/* 0 .. n-1 in random order */
static inline void shuffle (splitmix *r, size_t n, size_t *list)
{
  for (size_t k = 0; k < n; k++)
    list[k] = k;
  for (size_t k = n; k > 1; k--) {
    const size_t other = (size_t) splitmix_below (r, k), swap = list[k - 1];
    list[k - 1] = list[other];
    list[other] = swap;
  }
}

/* One +-1 in every column, all in different rows. */
static inline matrix matrix_permutation (rome_format format, size_t order, splitmix *r)
{
  matrix m = matrix_zero (format, order);
  size_t *source = need (order, sizeof *source);
  shuffle (r, order, source);
  for (size_t j = 0; j < order; j++)
    matrix_set (&m, source[j], j, splitmix_below (r, 2) ? 1 : -1);
  free (source);
  return m;
}

/* ---- the matrix form: y[j] = (x P)[j] C[j] + (x M)[j] S[j], P the identity if NULL ---- */

typedef struct {
  const matrix *P, *M;
} matrix_form;

/* Table column that turns column j of the window. */
static inline size_t model_column (const rome_rotation *r, size_t j)
{
  size_t pair = 0;
  for (size_t n = 0; !r->table.wide && n < r->nruns; n++)
    for (size_t k = 0; k < r->runs[n].count; k++, pair++) {
      const model_pair p = model_pair_of (&r->runs[n], k, 0);
      if (p.to_first == j || p.to_second == j)
        return pair;
    }
  return j;
}

/* (x M)[j] */
typedef double model_times_matrix (const matrix *m, const double *x, size_t j);

/* summed from the first row on */
static inline double model_product (const matrix *m, const double *x, size_t j)
{
  double sum = 0;
  for (size_t i = 0; i < m->order; i++)
    sum = model_plus (m->format, sum, model_times (m->format, matrix_get (m, i, j), x[i]));
  return sum;
}

/* for a matrix that picks: signed zeros, infinities and NaN stay as and where they are */
static inline double model_pick (const matrix *m, const double *x, size_t j)
{
  for (size_t i = 0; i < m->order; i++)
    if (matrix_get (m, i, j) != 0)
      return matrix_get (m, i, j) > 0 ? x[i] : -x[i];
  return 0;
}

/* Columns start, start + 1, ... of y for the same columns of x; the angles are those of token s, batch entry b, head h. */
static inline void model_matrix_head (const rome_rotation *r, matrix_form form, model_times_matrix *times, size_t b, size_t s, size_t h,
                                      const double *x, double *y)
{
  const rome_format f = r->format;
  memcpy (y, x, r->extent.dim * sizeof *y);
  for (size_t j = 0; j < form.M->order; j++) {
    const model_angle a = model_angle_at (r, b, s, h, model_column (r, j));
    const double p = form.P ? times (form.P, x + r->start, j) : x[r->start + j], z = times (form.M, x + r->start, j);
    y[r->start + j] = model_plus (f, model_times (f, p, a.c), model_times (f, z, a.s));
  }
}

static inline tensor model_matrix (const rome_rotation *r, matrix_form form, model_times_matrix *times, const tensor *x)
{
  tensor y = tensor_make (r->format, r->extent, &layout_plain);
  double *in = need (2 * r->extent.dim, sizeof *in), *out = in + r->extent.dim;
  TENSOR_LOOP (r->extent) {
    for (size_t d = 0; d < r->extent.dim; d++)
      in[d] = element_get (r->format, x->origin, tensor_at (x, b, s, h, d));
    model_matrix_head (r, form, times, b, s, h, in, out);
    for (size_t d = 0; d < r->extent.dim; d++)
      element_set (r->format, y.origin, tensor_at (&y, b, s, h, d), out[d]);
  }
  free (in);
  return y;
}

#endif
