/* bench_engines.c - what the engines of the matrix form cost against the fused one, and "gemm" against the BLAS alone.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "memory.h"
#include "rotation.h"
#include "sections.h"

/* Column-major C = op (A) B of the BLAS. */
extern void sgemm_ (const char *ta, const char *tb, const int *m, const int *n, const int *k, const float *alpha, const float *a, const int *lda,
                    const float *b, const int *ldb, const float *beta, float *c, const int *ldc);
extern void dgemm_ (const char *ta, const char *tb, const int *m, const int *n, const int *k, const double *alpha, const double *a, const int *lda,
                    const double *b, const int *ldb, const double *beta, double *c, const int *ldc);

static void product_f32 (void *data, size_t order, size_t n, const float *matrix, const float *in, float *out)
{
  const int m = (int) order, columns = (int) n;
  const float one = 1, zero = 0;
  (void) data;
  sgemm_ ("T", "N", &m, &columns, &m, &one, matrix, &m, in, &m, &zero, out, &m);
}

static void product_f64 (void *data, size_t order, size_t n, const double *matrix, const double *in, double *out)
{
  const int m = (int) order, columns = (int) n;
  const double one = 1, zero = 0;
  (void) data;
  dgemm_ ("T", "N", &m, &columns, &m, &one, matrix, &m, in, &m, &zero, out, &m);
}

static void run_tile (void *data)
{
  const rome_matrix_rotation *m = data;
  report_need (rome_matrix_tile (m, NULL) == ROME_OK, "rome_matrix_tile");
}

static void run_gemm (void *data)
{
  const rome_matrix_rotation *m = data;
  const rome_product product = {product_f64, product_f32, NULL, 1};
  report_need (rome_matrix_gemm (m, &product, NULL) == ROME_OK, "rome_matrix_gemm");
}

/* The product alone, block by block into the same small array. */
#define BLOCK 256
static void run_blas (void *data)
{
  static double out[BLOCK * 128];
  const rotation_case *c = data;
  const size_t heads = c->elements / 128;
  for (size_t k = 0; k < heads; k += BLOCK) {
    const size_t n = heads - k < BLOCK ? heads - k : BLOCK;
    if (c->rotation.format == ROME_F64)
      product_f64 (NULL, 128, n, c->matrix, (const double *) c->x + k * 128, out);
    else
      product_f32 (NULL, 128, n, c->matrix, (const float *) c->x + k * 128, (float *) out);
  }
}

static void measure (size_t tokens, rome_format format, const char *order, void (*engine) (void *))
{
  const shape s = {"", {1, tokens, 32, 128}};
  rotation_case c;
  rome_matrix_plan *plan;
  char text[48];
  rotation_make (&c, &s, format, order, ROME_INTERLEAVED);
  report_need (rome_matrix_plan_create (&plan, c.table_format, NULL, c.matrix, 128) == ROME_OK, "rome_matrix_plan_create");
  c.matrix_rotation.plan = plan;
  rotation_check (&c, engine, &c.matrix_rotation);
  contender k[] = {{.name = engine == run_tile ? "tile" : "gemm", .run = engine, .data = &c.matrix_rotation},
                   {.name = "fused", .run = rotation_run_fused, .data = &c.matrix_rotation},
                   {.name = "blas", .run = run_blas, .data = &c}};
  race (k, engine == run_tile ? 2 : 3, 0.5);
  snprintf (text, sizeof text, "%s 1,%zu,32,128 %s %s", k[0].name, tokens, rotation_format_name (format), order[1] == 's' ? "bshd" : "planar");
  report_row (text, 1, (double) c.elements, &k[0]);
  report_number (COST, &k[0], &k[1], 0);
  if (engine == run_tile)
    report_nothing ();
  else
    report_number (COST, &k[0], &k[2], 0);
  rome_matrix_plan_free (plan);
  rotation_free (&c);
}

void bench_engines (void)
{
  static const size_t tokens[] = {1, 64, 512, 2048};
  report_table ("engines", "the matrix form by engine, interleaved, one thread: against fused, and the whole of \"gemm\" against the BLAS alone", "element", 2,
                (const char *[]) {"/ fused", "/ BLAS"});
  race_threads (1);
  for (size_t k = 0; k < sizeof tokens / sizeof *tokens; k++) {
    if (rome_has_tile ())
      measure (tokens[k], ROME_BF16, "bshd", run_tile);
    measure (tokens[k], ROME_F32, "bshd", run_gemm);
    measure (tokens[k], ROME_F64, "bshd", run_gemm);
    if (k % 2)
      measure (tokens[k], ROME_F32, "dhsb", run_gemm);
  }
  race_threads (0);
}
