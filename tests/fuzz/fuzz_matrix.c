/* fuzz_matrix.c - rome_matrix_select, _pairs, _fused and _gemm on small matrices of any content: what they show is what they
   hold, and the engines agree.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include "matrices.h"

#define ORDER 12
#define TOKENS 3

static void take_matrix (bytes *b, matrix *m)
{
  static const double entry[] = {1, -1, 1, -1, 0.5, -0.0, NAN, 2, INFINITY, 0x1p-149};
  const size_t kind = take_below (b, 4), wild = take_below (b, 4) ? 2 : COUNT_OF (entry);
  for (size_t j = 0; j < m->order; j++) {
    if (kind == 0) /* any column */
      for (size_t i = 0; i < m->order; i++)
        matrix_set (m, i, j, take_below (b, 3) ? 0 : entry[take_below (b, wild)]);
    else if (kind == 1) /* selections */
      matrix_set (m, take_below (b, m->order), j, entry[take_below (b, wild)]);
    else if (j % 2 == 0 && j + 1 < m->order) /* rotations, some spoiled */
      matrix_couple (m, j, j + 1);
  }
  if (kind == 3)
    matrix_set (m, take_below (b, m->order), take_below (b, m->order), entry[take_below (b, COUNT_OF (entry))]);
}

static void check_selection (const matrix *m, const size_t *source, const signed char *sign)
{
  for (size_t j = 0; j < m->order; j++)
    for (size_t i = 0; i < m->order; i++)
      fuzz_check (matrix_get (m, i, j) == (sign[j] && i == source[j] ? sign[j] : 0));
}

static void product_f64 (void *data, size_t order, size_t n, const double *matrix_of, const double *in, double *out)
{
  (void) data;
  for (size_t k = 0; k < n; k++)
    for (size_t j = 0; j < order; j++) {
      double sum = 0;
      for (size_t i = 0; i < order; i++)
        sum += matrix_of[i + j * order] * in[i + k * order];
      out[j + k * order] = sum;
    }
}

/* Equal up to the sign of zeros, which a dense product loses. */
static void check_engines (const matrix *m, const double *x, const double *c, const double *s)
{
  const size_t d = m->order;
  double fused[TOKENS * ORDER], dense[TOKENS * ORDER];
  rome_matrix_rotation r = {.rotation = {.format = ROME_F64, .x = x, .y = fused, .extent = {1, TOKENS, 1, d}, .x_stride = {0, (ptrdiff_t) d, 0, 1},
                                         .y_stride = {0, (ptrdiff_t) d, 0, 1}, .table = {.cos = c, .sin = s, .rows = TOKENS, .wide = 1}, .threads = 1},
                            .matrix = m->data, .order = d};
  const rome_product product = {.f64 = product_f64};
  const rome_status by_selection = rome_matrix_fused (&r, NULL);
  r.rotation.y = dense;
  fuzz_check (rome_matrix_gemm (&r, &product, NULL) == ROME_OK);
  if (by_selection == ROME_OK)
    for (size_t k = 0; k < TOKENS * d; k++)
      fuzz_check (fused[k] == dense[k]);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  const size_t order = 1 + take_below (&b, ORDER);
  splitmix random = {take_bits (&b, 4)};
  matrix m = matrix_zero (take_below (&b, 2) ? ROME_F32 : ROME_F64, order);
  take_matrix (&b, &m);
  size_t source[ORDER], nruns = 0;
  signed char sign[ORDER];
  rome_run runs[ORDER / 2 + 1];
  if (rome_matrix_select (m.format, m.data, order, source, sign))
    check_selection (&m, source, sign);
  if (rome_matrix_pairs (m.format, NULL, m.data, order, runs, &nruns)) {
    matrix again = matrix_m_of_runs (m.format, order, runs, nruns);
    for (size_t j = 0; j < order; j++)
      for (size_t i = 0; i < order; i++)
        fuzz_check (matrix_get (&again, i, j) == matrix_get (&m, i, j));
    matrix_free (&again);
  }
  double x[TOKENS * ORDER], c[TOKENS * ORDER], s[TOKENS * ORDER];
  for (size_t k = 0; k < COUNT_OF (x); k++) {
    x[k] = element_random (&random, ROME_F64, 0);
    c[k] = element_random (&random, ROME_F64, 0);
    s[k] = element_random (&random, ROME_F64, 0);
  }
  if (m.format == ROME_F64 && rome_matrix_select (m.format, m.data, order, source, sign))
    check_engines (&m, x, c, s);
  matrix_free (&m);
  return 0;
}
