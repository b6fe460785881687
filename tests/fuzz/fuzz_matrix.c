/* fuzz_matrix.c - rome_matrix_select, _pairs, the plans and the engines fused, gemm and tile on small matrices P and M of any content:
   what they show is what they hold, and the engines agree.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include "matrices.h"
#include "product.h"

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

/* What P and M show as pairs is what they hold. */
static void check_pairs (const matrix *P, const matrix *M, const rome_run *runs, size_t nruns)
{
  matrix again[2] = {matrix_p_of_runs (M->format, M->order, runs, nruns), matrix_m_of_runs (M->format, M->order, runs, nruns)};
  for (size_t j = 0; j < M->order; j++)
    for (size_t i = 0; i < M->order; i++) {
      fuzz_check (matrix_get (&again[0], i, j) == (P ? matrix_get (P, i, j) : i == j));
      fuzz_check (matrix_get (&again[1], i, j) == matrix_get (M, i, j));
    }
  matrix_free (&again[0]);
  matrix_free (&again[1]);
}

static void check_plan (const rome_matrix_plan *plan, const matrix *P, const matrix *M)
{
  size_t source[ORDER], nruns, count;
  signed char sign[ORDER];
  rome_run runs[ORDER / 2 + 1];
  const int selection = rome_matrix_select (M->format, M->data, M->order, source, sign)
                        && (!P || rome_matrix_select (P->format, P->data, P->order, source, sign));
  const int pairs = rome_matrix_pairs (M->format, P ? P->data : NULL, M->data, M->order, runs, &nruns);
  const rome_run *planned = rome_matrix_plan_runs (plan, &count);
  fuzz_check (rome_matrix_plan_kind (plan) == (pairs ? ROME_MATRIX_PAIRS : selection ? ROME_MATRIX_SELECTION : ROME_MATRIX_ANY));
  fuzz_check (count == nruns && memcmp (planned, runs, nruns * sizeof *runs) == 0);
  if (pairs)
    check_pairs (P, M, runs, nruns);
}

typedef struct {
  rome_matrix_rotation r;
  tensor x, y, other;
  void *c, *s;
} form;

static form take_form (bytes *b, const matrix *P, const matrix *M, splitmix *random)
{
  const rome_format tables = M->format, format = tables == ROME_F64 ? ROME_F64 : (rome_format) (ROME_F32 + take_below (b, 3));
  const size_t start = take_below (b, 3), dim = start + M->order + take_below (b, 2), count = TOKENS * M->order;
  const rome_extent extent = {1, TOKENS, 1 + take_below (b, 2), dim};
  form f = {.x = tensor_make (format, extent, &layout_plain), .y = tensor_make (format, extent, &layout_plain),
            .other = tensor_make (format, extent, &layout_plain), .c = need (count, rome_format_size (tables)), .s = need (count, rome_format_size (tables))};
  tensor_randomize (&f.x, random, 0);
  for (size_t k = 0; k < count; k++) {
    element_set (tables, f.c, (ptrdiff_t) k, element_random (random, tables, 0));
    element_set (tables, f.s, (ptrdiff_t) k, element_random (random, tables, 0));
  }
  f.r = (rome_matrix_rotation) {.rotation = {.format = format, .x = f.x.origin, .y = f.y.origin, .extent = extent, .x_stride = f.x.stride,
                                             .y_stride = f.y.stride, .start = start, .table = {.cos = f.c, .sin = f.s, .rows = TOKENS, .wide = 1},
                                             .inverse = !P && take_below (b, 2), .threads = 1}, /* there is no inverse with P */
                                .matrix = M->data, .order = M->order, .permutation = P ? P->data : NULL};
  return f;
}

/* The same numbers: bits, up to the sign of zeros, which a dense product loses. */
static void check_same (const form *f)
{
  TENSOR_LOOP (f->x.extent)
    for (size_t d = 0; d < f->x.extent.dim; d++) {
      const ptrdiff_t at = tensor_at (&f->y, b, s, h, d);
      const double one = element_get (f->y.format, f->y.origin, at), two = element_get (f->y.format, f->other.origin, at);
      fuzz_check (one == two || (isnan (one) && isnan (two)));
    }
  tensor_check_guards (&f->x);
  tensor_check_guards (&f->y);
  tensor_check_guards (&f->other);
}

/* Engine fused where there is a selection, with a plan and without; gemm always; tile if there is one and the format is its own. */
static void check_engines (form *f, const rome_matrix_plan *plan)
{
  const rome_product product = {plain_product_f64, plain_product_f32, NULL};
  const rome_matrix_kind kind = rome_matrix_plan_kind (plan);
  const rome_status fused = rome_matrix_fused (&f->r, NULL);
  fuzz_check ((fused == ROME_OK) == (kind != ROME_MATRIX_ANY));
  f->r.rotation.y = f->other.origin;
  f->r.plan = plan;
  fuzz_check (rome_matrix_fused (&f->r, NULL) == fused);
  if (fused != ROME_OK)
    return;
  tensor_equal (&f->y, &f->other);
  const rome_status tiled = rome_matrix_tile (&f->r, NULL);
  fuzz_check (tiled == ROME_OK || tiled == ROME_NO_TILE || f->r.rotation.format != ROME_BF16);
  if (tiled == ROME_OK)
    tensor_equal (&f->y, &f->other);
  fuzz_check (rome_matrix_gemm (&f->r, &product, NULL) == ROME_OK);
  check_same (f);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  const size_t order = 1 + take_below (&b, ORDER);
  splitmix random = {take_bits (&b, 2)};
  const rome_format format = take_below (&b, 2) ? ROME_F32 : ROME_F64;
  matrix M = matrix_zero (format, order), P = matrix_zero (format, order);
  const int with_p = (int) take_below (&b, 2);
  take_matrix (&b, &M);
  if (with_p)
    take_matrix (&b, &P);
  size_t source[ORDER];
  signed char sign[ORDER];
  if (rome_matrix_select (format, M.data, order, source, sign))
    check_selection (&M, source, sign);
  rome_matrix_plan *plan = NULL;
  fuzz_check (rome_matrix_plan_create (&plan, format, with_p ? P.data : NULL, M.data, order) == ROME_OK);
  check_plan (plan, with_p ? &P : NULL, &M);
  if (take_below (&b, 2)) {
    form f = take_form (&b, with_p ? &P : NULL, &M, &random);
    check_engines (&f, plan);
    tensor_free (&f.x);
    tensor_free (&f.y);
    tensor_free (&f.other);
    free (f.c);
    free (f.s);
  }
  rome_matrix_plan_free (plan);
  matrix_free (&M);
  matrix_free (&P);
  return 0;
}
