/* bench_operator.c - the rotary operator in 1-D, 2-D and 3-D: split and merge as frameworks do it, the matrix form with a dense
   product, the matrix form fused.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "frequencies.h"
#include "memory.h"
#include "sections.h"
#include "rotation.h"

#define AXES_MOST 3

/* Column-major C = op (A) B of the BLAS. */
extern void sgemm_ (const char *ta, const char *tb, const int *m, const int *n, const int *k, const float *alpha, const float *a, const int *lda,
                    const float *b, const int *ldb, const float *beta, float *c, const int *ldc);

static void product_f32 (void *data, size_t order, size_t n, const float *matrix, const float *in, float *out)
{
  const int m = (int) order, columns = (int) n;
  const float one = 1, zero = 0;
  (void) data;
  sgemm_ ("T", "N", &m, &columns, &m, &one, matrix, &m, in, &m, &zero, out, &m);
}

typedef struct {
  size_t axes, dim[AXES_MOST];
  rotation_case c;
  rome_run runs[ROME_RUNS_PER_BLOCK * AXES_MOST];
  rome_matrix_rotation m; /* of all axes */
  rome_matrix_plan *plan;
  float *cos, *sin;                        /* one row of full width per token */
  float *slice, *turned, *product, *other; /* temporaries of the split form */
} operator_case;

/* ---- split and merge: every line a pass over memory, as eager frameworks run it ---- */

static void split_pass (const operator_case *o, size_t at, size_t d)
{
  const size_t rows = o->c.elements / 128, half = d / 2, heads = o->c.rotation.extent.heads;
  const float *x = o->c.x;
  float *y = o->c.y;
  for (size_t r = 0; r < rows; r++) /* x_a = x[..., at:at+d] */
    for (size_t j = 0; j < d; j++)
      o->slice[r * d + j] = x[r * 128 + at + j];
  for (size_t r = 0; r < rows; r++) /* rotate_half: cat (-x2, x1) */
    for (size_t j = 0; j < half; j++) {
      o->turned[r * d + j] = -o->slice[r * d + half + j];
      o->turned[r * d + half + j] = o->slice[r * d + j];
    }
  for (size_t r = 0; r < rows; r++) /* x_a * cos */
    for (size_t j = 0; j < d; j++)
      o->product[r * d + j] = o->slice[r * d + j] * o->cos[r / heads * 128 + at + j];
  for (size_t r = 0; r < rows; r++) /* rotated * sin */
    for (size_t j = 0; j < d; j++)
      o->other[r * d + j] = o->turned[r * d + j] * o->sin[r / heads * 128 + at + j];
  for (size_t k = 0; k < rows * d; k++) /* + */
    o->slice[k] = o->product[k] + o->other[k];
  for (size_t r = 0; r < rows; r++) /* cat */
    for (size_t j = 0; j < d; j++)
      y[r * 128 + at + j] = o->slice[r * d + j];
}

static void run_split (void *data)
{
  const operator_case *o = data;
  for (size_t a = 0, at = 0; a < o->axes; at += o->dim[a], a++)
    split_pass (o, at, o->dim[a]);
}

static void run_dense (void *data)
{
  const operator_case *o = data;
  const rome_product product = {NULL, product_f32, NULL, 0};
  report_need (rome_matrix_gemm (&o->m, &product, NULL) == ROME_OK, "rome_matrix_gemm");
}

/* ---- one split of the head ---- */

static void make (operator_case *o, const shape *s, size_t axes, const size_t *dim)
{
  const size_t tokens = s->extent.tokens;
  *o = (operator_case) {.axes = axes};
  rotation_make (&o->c, s, ROME_F32, "bshd", ROME_HALF);
  memcpy (o->dim, dim, axes * sizeof *dim);
  report_need (rome_pairing_runs (ROME_HALF, axes, dim, o->runs, &o->c.rotation.nruns) == ROME_OK, "rome_pairing_runs");
  o->c.rotation.runs = o->runs;
  memset (o->c.matrix, 0, 128 * 128 * sizeof (float));
  o->cos = memory_make (tokens * 128 * sizeof (float));
  o->sin = memory_make (tokens * 128 * sizeof (float));
  for (size_t n = 0, pair = 0; n < o->c.rotation.nruns; n++)
    for (size_t k = 0; k < o->runs[n].count; k++, pair++) {
      const size_t a = o->runs[n].first + k, b = o->runs[n].second + k;
      ((float *) o->c.matrix)[b + a * 128] = -1;
      ((float *) o->c.matrix)[a + b * 128] = 1;
      for (size_t t = 0; t < tokens; t++) {
        o->cos[t * 128 + a] = o->cos[t * 128 + b] = ((float *) o->c.cos)[t + pair * tokens];
        o->sin[t * 128 + a] = o->sin[t * 128 + b] = ((float *) o->c.sin)[t + pair * tokens];
      }
    }
  o->m = (rome_matrix_rotation) {.rotation = o->c.rotation, .matrix = o->c.matrix, .order = 128};
  report_need (rome_matrix_plan_create (&o->plan, ROME_F32, NULL, o->c.matrix, 128) == ROME_OK, "rome_matrix_plan_create");
  o->m.plan = o->plan;
  float **temporary[] = {&o->slice, &o->turned, &o->product, &o->other};
  for (int k = 0; k < 4; k++)
    *temporary[k] = memory_make (o->c.bytes);
}

static void free_case (operator_case *o)
{
  float *all[] = {o->cos, o->sin, o->slice, o->turned, o->product, o->other};
  for (int k = 0; k < 6; k++)
    memory_free (all[k]);
  rome_matrix_plan_free (o->plan);
  rotation_free (&o->c);
}

static void measure (const shape *s, const char *name, size_t axes, const size_t *dim)
{
  operator_case o;
  char text[48];
  make (&o, s, axes, dim);
  rotation_check (&o.c, run_split, &o);
  rotation_check (&o.c, run_dense, &o);
  rotation_check (&o.c, rotation_run_fused, &o.m);
  contender k[] = {{.name = "rome fused", .run = rotation_run_fused, .data = &o.m},
                   {.name = "split/merge", .run = run_split, .data = &o},
                   {.name = "rome dense", .run = run_dense, .data = &o},
                   {.name = "rope", .run = rotation_run, .data = &o.c.rotation}};
  o.c.rotation.threads = o.m.rotation.threads = 1;
  race_threads (1);
  race (k, 4, 1);
  snprintf (text, sizeof text, "%s %s", s->name, name);
  report_row (text, 1, (double) o.c.elements, &k[0]);
  report_number (SPEED, &k[0], &k[1], 3.7);
  report_number (SPEED, &k[2], &k[1], 0);
  report_number (COST, &k[0], &k[3], 1.05);
  report_number (SPEED, &k[0], &k[2], 0);
  free_case (&o);
  race_threads (0);
}

void bench_operator (void)
{
  static const shape shapes[] = {{"decode 1,1,32", {1, 1, 32, 128}}, {"1,64,32", {1, 64, 32, 128}}, {"1,2048,32", {1, 2048, 32, 128}}};
  report_table ("operator", "b,s,h of f32, half, one thread: fused RoME and dense RoME against split and merge (the paper: 3.7)", "element", 4,
                (const char *[]) {"fused / split", "dense / split", "fused / rope", "fused / dense"});
  for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
    measure (&shapes[k], "1-D 128", 1, (const size_t[]) {128});
    measure (&shapes[k], "2-D 64+64", 2, (const size_t[]) {64, 64});
    measure (&shapes[k], "3-D 44+44+40", 3, (const size_t[]) {44, 44, 40});
    measure (&shapes[k], "3-D 32+48+48", 3, (const size_t[]) {32, 48, 48});
  }
}
