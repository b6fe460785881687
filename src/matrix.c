/* matrix.c - the matrix form y = x .* C + (x * M) .* S and what a matrix shows.

   A signed permutation needs no product: x * M only picks and negates elements, which is exact.  If the columns couple in
   pairs, M is a rotation generator, and the matrix form is the pairwise rotation operation for operation: the same bits.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "parallel.h"
#include "rotate.h"

static double element (rome_format format, const void *matrix, size_t k)
{
  return format == ROME_F64 ? ((const double *) matrix)[k] : (double) ((const float *) matrix)[k];
}

/* Column j: 1 if it has at most one non-zero element, and that is +-1. */
static int inspect_column (rome_format format, const void *matrix, size_t order, size_t j, size_t *source, signed char *sign)
{
  *source = j;
  *sign = 0;
  for (size_t i = 0; i < order; i++) {
    const double m = element (format, matrix, i + j * order);
    if (m == 0)
      continue;
    if (*sign != 0 || (m != 1 && m != -1))
      return 0;
    *source = i;
    *sign = m > 0 ? 1 : -1;
  }
  return 1;
}

/* Appends the pair (first, second) to the runs, lengthening the last run where its step goes on. */
static void append_pair (rome_run *runs, size_t *nruns, size_t first, size_t second)
{
  rome_run *last = *nruns ? &runs[*nruns - 1] : NULL;
  if (last && last->count == 1 && second - first == last->second - last->first && first > last->first) {
    last->step = first - last->first;
    last->count = 2;
  } else if (last && last->count > 1 && first == last->first + last->count * last->step
             && second == last->second + last->count * last->step) {
    last->count++;
  } else {
    runs[(*nruns)++] = (rome_run) {first, second, 1, 1};
  }
}

rome_matrix_kind rome_matrix_inspect (rome_format format, const void *matrix, size_t order, size_t *source, signed char *sign,
                                      rome_run *runs, size_t *nruns)
{
  rome_matrix_kind kind = {1, 1};
  *nruns = 0;
  for (size_t j = 0; j < order; j++)
    if (!inspect_column (format, matrix, order, j, &source[j], &sign[j]))
      return (rome_matrix_kind) {0, 0};
  for (size_t a = 0; a < order; a++) {
    const size_t b = source[a];
    const int coupled = sign[a] != 0 && b != a && source[b] == a && sign[b] == -sign[a];
    /* the first column of a pair must be the one with the minus sign: y[a] = x[a] C - x[b] S */
    if (!coupled || (a < b) != (sign[a] < 0)) {
      *nruns = 0;
      return (rome_matrix_kind) {1, 0};
    }
    if (a < b)
      append_pair (runs, nruns, a, b);
  }
  return kind;
}

#define REAL double
#define NAME f64
#include "matrix_source.h"
#undef REAL
#undef NAME
#define REAL float
#define NAME f32
#include "matrix_source.h"
#undef REAL
#undef NAME

/* The columns start .. start + order - 1 are rotated, through a table of one column per element or, spread over the runs, of
   one per pair. */
static rome_status check (const rome_matrix_rotation *m)
{
  rome_rotation r = m->rotation;
  if (r.start > r.extent.dim || m->order > r.extent.dim - r.start)
    return ROME_BAD_ARGUMENT;
  if (!r.table.wide && rotate_width (&r) != m->order)
    return ROME_BAD_ARGUMENT;
  return rotate_check (&r);
}

rome_status rome_matrix_gemm (const rome_matrix_rotation *m, const rome_product *product, const rome_monitor *monitor)
{
  const rome_status status = check (m);
  if (status != ROME_OK)
    return status;
  return m->rotation.format == ROME_F64 ? matrix_gemm_f64 (m, product, monitor) : matrix_gemm_f32 (m, product, monitor);
}

static rome_status fused_selection (const rome_matrix_rotation *m, const size_t *source, const signed char *sign,
                                    const rome_monitor *monitor)
{
  const rome_status status = check (m);
  if (status != ROME_OK)
    return status;
  return m->rotation.format == ROME_F64 ? matrix_select_f64 (m, source, sign, monitor)
                                        : matrix_select_f32 (m, source, sign, monitor);
}

rome_status rome_matrix_fused (const rome_matrix_rotation *m, const rome_monitor *monitor)
{
  const size_t order = m->order;
  size_t *source = malloc ((order + 1) * sizeof *source), nruns;
  signed char *sign = malloc (order + 1);
  rome_run *runs = malloc ((order / 2 + 1) * sizeof *runs);
  rome_status status = ROME_NO_MEMORY;
  if (source && sign && runs) {
    const rome_matrix_kind kind = rome_matrix_inspect (m->rotation.format, m->matrix, order, source, sign, runs, &nruns);
    if (kind.is_rotation) {
      rome_rotation r = m->rotation;
      r.runs = runs;
      r.nruns = nruns;
      status = rome_rotate (&r, monitor);
    } else if (kind.is_signed_selection) {
      status = fused_selection (m, source, sign, monitor);
    } else {
      status = ROME_BAD_ARGUMENT;
    }
  }
  free (source);
  free (sign);
  free (runs);
  return status;
}
