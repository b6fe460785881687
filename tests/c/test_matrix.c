/* test_matrix.c - the matrix form: the same bits as the rotation where the matrix is one, the plain formula everywhere.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "matrices.h"
#include "product.h"

#include <pthread.h>
#include <stdatomic.h>

#include <time.h>

#include "rotation_cases.h"

/* ---- a product for the gemm engine ---- */

typedef struct {
  matrix_form expected;
  pthread_t caller;
  int concurrent;
  atomic_int calls, elsewhere; /* on other threads than the caller's */
  atomic_size_t columns;
} product_log;

static void note_call (product_log *log, size_t order, size_t n, const void *data)
{
  log->elsewhere += !pthread_equal (pthread_self (), log->caller);
  assert_true (log->concurrent || log->elsewhere == 0);
  assert_int_equal (order, log->expected.M->order);
  assert_true (data == log->expected.M->data || (log->expected.P && data == log->expected.P->data));
  log->calls++;
  log->columns += n;
}

#define DEFINE_PRODUCT(REAL, NAME)                                                                                    \
  static void product_##NAME (void *data, size_t order, size_t n, const REAL *m, const REAL *in, REAL *out)           \
  {                                                                                                                   \
    note_call (data, order, n, m);                                                                                    \
    plain_product_##NAME (data, order, n, m, in, out);                                                                \
  }
DEFINE_PRODUCT (double, f64)
DEFINE_PRODUCT (float, f32)

static rome_matrix_rotation form_of (const rome_rotation *r, matrix_form f)
{
  return (rome_matrix_rotation) {.rotation = *r, .matrix = f.M->data, .permutation = f.P ? f.P->data : NULL, .order = f.M->order};
}

static rome_status run_gemm (const rome_rotation *r, matrix_form f, const rome_monitor *monitor)
{
  product_log log = {f, pthread_self (), (int) (r->extent.tokens % 2), 0, 0, 0};
  const rome_product product = {product_f64, product_f32, &log, log.concurrent};
  const rome_matrix_rotation form = form_of (r, f);
  const rome_status status = rome_matrix_gemm (&form, &product, monitor);
  if (status == ROME_OK && f.M->order > 0)
    assert_int_equal (log.columns, r->extent.batch * r->extent.tokens * r->extent.heads * (f.P ? 2 : 1));
  return status;
}

static rome_status run_fused (const rome_rotation *r, matrix_form f, const rome_monitor *monitor)
{
  const rome_matrix_rotation form = form_of (r, f);
  return rome_matrix_fused (&form, monitor);
}

/* Through a plan made once; the narrow tables of a rotation may as well follow the plan's own runs. */
static rome_status run_planned (const rome_rotation *r, matrix_form f, const rome_monitor *monitor)
{
  rome_matrix_rotation form = form_of (r, f);
  rome_matrix_plan *plan;
  size_t nruns;
  assert_ok (rome_matrix_plan_create (&plan, f.M->format, form.permutation, form.matrix, form.order));
  form.plan = plan;
  const rome_run *runs = rome_matrix_plan_runs (plan, &nruns);
  if (nruns > 0 && nruns == r->nruns && memcmp (runs, r->runs, nruns * sizeof *runs) == 0)
    form.rotation.runs = runs;
  const rome_status status = rome_matrix_fused (&form, monitor);
  rome_matrix_plan_free (plan);
  return status;
}

/* Where the processor has tiles and the format is theirs; else what the library must say to it. */
static rome_status run_tile (const rome_rotation *r, matrix_form f, const rome_monitor *monitor)
{
  const rome_matrix_rotation form = form_of (r, f);
  return rome_matrix_tile (&form, monitor);
}

/* All engines write to fresh tensors. */
typedef rome_status engine (const rome_rotation *r, matrix_form form, const rome_monitor *monitor);

static void check_engine (engine *run, rotation_made *made, const layout *l, matrix_form form, const tensor *expected)
{
  rome_rotation r = *rotation_of (made);
  tensor y = tensor_make (r.format, r.extent, l);
  r.y = y.origin;
  r.y_stride = y.stride;
  assert_ok (run (&r, form, NULL));
  tensor_equal (&y, expected);
  tensor_check_guards (&y);
  tensor_free (&y);
}

/* ---- a rotation's matrix ---- */

static void check_rotation_matrix (const rotation_case *c, splitmix *random)
{
  rotation_made made = rotation_make (c, random);
  const rome_rotation *r = rotation_of (&made);
  const rome_format format = element_arithmetic (c->format);
  matrix m = matrix_m_of_runs (format, made.width, r->runs, r->nruns), P = matrix_p_of_runs (format, made.width, r->runs, r->nruns);
  const matrix_form form = {rotation_in_place (c) ? NULL : &P, &m};
  assert_ok (rome_rotate (r, NULL));
  check_engine (run_fused, &made, &c->x, form, &made.y);
  check_engine (run_planned, &made, &c->x, form, &made.y);
  /* a product adds zeros: NaN and infinity spread, -0 becomes 0, everything else stays */
  if (!c->special)
    check_engine (run_gemm, &made, &c->x, form, &made.y);
  matrix_free (&m);
  matrix_free (&P);
  rotation_free (&made);
}

/* Shapes and matrices of any order, with zeros, subnormal and infinite numbers among them or not. */
static void test_tiles_have_the_same_bits (void **state)
{
  (void) state;
  splitmix r = {108};
  static const size_t dim[] = {2, 16, 20, 32, 64, 80, 128};
  /* with gaps, the heads are equally far apart within a token only */
  static const layout gaps = {{3, 2, 1, 0}, {0, 6, 10, 2}, 0};
  for (int n = 0; n < 200; n++) {
    const layout *l = n / 2 % 2 ? &gaps : &layout_plain;
    const size_t d = dim[splitmix_below (&r, COUNT_OF (dim))];
    rotation_case c = {.format = ROME_BF16, .extent = {1 + (size_t) splitmix_below (&r, 2), 1 + (size_t) splitmix_below (&r, 30), 1 + (size_t) splitmix_below (&r, 20), d},
                       .blocks = 1, .block_dim = {d}, .pairing = n % 4 == 3 && d % 4 == 0 ? ROME_QUARTER : n % 4 == 2 ? ROME_INTERLEAVE_HALF : (rome_pairing) (n % 2),
                       .wide = n % 3 == 0, .special = n % 5 == 0, .inverse = n % 4 != 2 && n % 7 == 0, .threads = 1 + n % 2, .spare_rows = 1,
                       .rows = ROWS_BY_BATCH, .x = *l, .y = *l};
    rotation_made made = rotation_make (&c, &r);
    const rome_rotation *t = rotation_of (&made);
    matrix m = matrix_m_of_runs (ROME_F32, made.width, t->runs, t->nruns), P = matrix_p_of_runs (ROME_F32, made.width, t->runs, t->nruns);
    const matrix_form form = {rotation_in_place (&c) ? NULL : &P, &m};
    assert_ok (rome_rotate (t, NULL));
    if (rome_has_tile ())
      check_engine (run_tile, &made, &c.x, form, &made.y);
    else
      assert_int_equal (run_tile (t, form, NULL), ROME_NO_TILE);
    matrix_free (&m);
    matrix_free (&P);
    rotation_free (&made);
  }
  printf ("measured tile unit: %s\n", rome_has_tile () ? "compared" : "not there, refused");
}

static void test_tiles_refuse_other_formats_and_matrices (void **state)
{
  (void) state;
  splitmix r = {109};
  for (int f = ROME_F64; f <= ROME_F16; f++) {
    const rotation_case c = {.format = (rome_format) f, .extent = {1, 3, 2, 16}, .blocks = 1, .block_dim = {16}, .wide = 1, .threads = 1, .x = layout_plain,
                             .y = layout_plain};
    rotation_made made = rotation_make (&c, &r);
    const rome_rotation *t = rotation_of (&made);
    matrix m = matrix_m_of_runs (element_arithmetic (c.format), 16, t->runs, t->nruns);
    if (f != ROME_BF16)
      assert_int_equal (run_tile (t, (matrix_form) {NULL, &m}, NULL), ROME_BAD_ARGUMENT);
    if (f == ROME_BF16)
      ((float *) m.data)[0] = 2;
    if (f == ROME_BF16 && rome_has_tile ())
      assert_int_equal (run_tile (t, (matrix_form) {NULL, &m}, NULL), ROME_BAD_ARGUMENT);
    matrix_free (&m);
    rotation_free (&made);
  }
}

static void test_rotations_have_the_same_bits (void **state)
{
  (void) state;
  splitmix r = {101};
  for (int n = 0; n < 400; n++) {
    rotation_case c = rotation_random (&r);
    if (c.extent.tokens > 100)
      c.extent.tokens = 100;
    if (c.extent.heads > 100)
      c.extent.heads = 100;
    if (!rotation_in_place (&c)) /* the way back has another M and P */
      c.inverse = 0;
    check_rotation_matrix (&c, &r);
  }
}

static void test_larger_than_one_block_of_work (void **state)
{
  (void) state;
  splitmix r = {102};
  for (int threads = 0; threads <= 3; threads++) {
    const rotation_case c = {.format = threads % 2 ? ROME_F32 : ROME_F64, .extent = {2, 400, 5, 36}, .start = 3, .blocks = 2,
                             .block_dim = {12, 20}, .pairing = ROME_HALF, .wide = threads / 2, .threads = threads, .spare_rows = 1,
                             .rows = ROWS_BY_BATCH, .x = layout_plain, .y = layout_plain};
    check_rotation_matrix (&c, &r);
  }
}

/* Pairs that no pairing of ours makes: every second column and the one half a head away. */
static void test_runs_of_any_step (void **state)
{
  (void) state;
  static const rome_run runs[] = {{0, 8, 2, 4, 0, 8, 2}, {1, 9, 2, 4, 1, 9, 2}};
  splitmix r = {112};
  for (int n = 0; n < 16; n++) {
    const rotation_case c = {.format = (rome_format) (n % 4), .extent = {2, 9, 2, 16}, .blocks = 1, .block_dim = {16}, .inverse = n / 4 % 2, .threads = 1 + n / 8,
                             .spare_rows = 1, .rows = ROWS_BY_BATCH, .x = layout_plain, .y = layout_plain};
    rotation_made made = rotation_make (&c, &r);
    memcpy (made.runs, runs, sizeof runs);
    made.r.nruns = COUNT_OF (runs);
    matrix m = matrix_m_of_runs (element_arithmetic (c.format), 16, runs, COUNT_OF (runs));
    assert_ok (rome_rotate (rotation_of (&made), NULL));
    check_engine (run_fused, &made, &c.x, (matrix_form) {NULL, &m}, &made.y);
    check_engine (run_planned, &made, &c.x, (matrix_form) {NULL, &m}, &made.y);
    check_engine (run_gemm, &made, &c.x, (matrix_form) {NULL, &m}, &made.y);
    matrix_free (&m);
    rotation_free (&made);
  }
}

/* ---- any matrix ---- */

/* A window of `order` columns in a head, with a table of one column per element. */
static rotation_case window_case (splitmix *r, size_t order)
{
  rotation_case c = rotation_random (r);
  c.wide = 1;
  c.blocks = 1;
  c.block_dim[0] = order;
  c.extent.dim = order + (size_t) splitmix_below (r, 4);
  c.start = (size_t) splitmix_below (r, c.extent.dim - order + 1);
  c.pairing = c.pairing % 2 ? ROME_HALF : ROME_INTERLEAVED;
  if (c.extent.tokens > 60)
    c.extent.tokens = 60;
  if (c.extent.heads > 60)
    c.extent.heads = 60;
  return c;
}

/* What M picks, by the engines that pick; what the product sums, by the one that multiplies. */
static void check_selection (rotation_made *made, const layout *l, const matrix *m)
{
  const matrix_form form = {NULL, m};
  tensor picked = model_matrix (rotation_of (made), form, model_pick, &made->x), summed = model_matrix (rotation_of (made), form, model_product, &made->x);
  check_engine (run_fused, made, l, form, &picked);
  check_engine (run_planned, made, l, form, &picked);
  check_engine (run_gemm, made, l, form, &summed);
  tensor_free (&picked);
  tensor_free (&summed);
}

static void test_signed_selections (void **state)
{
  (void) state;
  splitmix r = {103};
  for (int n = 0; n < 200; n++) {
    const size_t order = 2 * (1 + (size_t) splitmix_below (&r, 20));
    const rotation_case c = window_case (&r, order);
    rotation_made made = rotation_make (&c, &r);
    matrix m = matrix_permutation (element_arithmetic (c.format), order, &r);
    for (size_t i = 0; n % 4 == 0 && i < order; i++)
      matrix_set (&m, i, order / 2, 0); /* a column of zeros */
    check_selection (&made, &c.y, &m);
    matrix_free (&m);
    rotation_free (&made);
  }
}

static void test_selections_with_a_table_of_pairs (void **state)
{
  (void) state;
  splitmix r = {104};
  for (int n = 0; n < 100; n++) {
    rotation_case c = window_case (&r, 24);
    c.wide = 0;
    rotation_made made = rotation_make (&c, &r);
    matrix m = matrix_permutation (element_arithmetic (c.format), 24, &r);
    tensor picked = model_matrix (rotation_of (&made), (matrix_form) {NULL, &m}, model_pick, &made.x);
    check_engine (run_fused, &made, &c.y, (matrix_form) {NULL, &m}, &picked);
    check_engine (run_planned, &made, &c.y, (matrix_form) {NULL, &m}, &picked);
    tensor_free (&picked);
    matrix_free (&m);
    rotation_free (&made);
  }
}

/* |y - exact| <= (order + 3) u (|x| |C| + |x| |M| |S|), the bound of a sum of products in any order, and the last rounding. */
static void check_head_against_exact (const rome_rotation *r, const matrix *m, size_t b, size_t s, size_t h, const double *x, const double *y)
{
  const double u = r->format == ROME_F64 ? 0x1p-53 : 0x1p-24, stored = ldexp (1, -narrow_format_of (r->format).digits);
  for (size_t j = 0; j < m->order; j++) {
    const model_angle a = model_angle_at (r, b, s, h, model_column (r, j));
    __float128 z = 0;
    double size = fabs (x[r->start + j] * a.c);
    for (size_t i = 0; i < m->order; i++) {
      const __float128 term = (__float128) matrix_get (m, i, j) * (__float128) x[r->start + i];
      z += term;
      size += fabs ((double) term * a.s);
    }
    const __float128 exact = (__float128) x[r->start + j] * (__float128) a.c + z * (__float128) a.s, error = (__float128) y[r->start + j] - exact;
    assert_true (fabs ((double) error) <= (double) (m->order + 3) * u * size + stored * fabs (y[r->start + j]));
  }
}

static void check_heads_against_exact (const rome_rotation *r, const matrix *m, const tensor *x, const tensor *y)
{
  double in[300], out[300];
  TENSOR_LOOP (r->extent) {
    for (size_t d = 0; d < r->extent.dim; d++) {
      in[d] = element_get (r->format, x->origin, tensor_at (x, b, s, h, d));
      out[d] = element_get (r->format, y->origin, tensor_at (y, b, s, h, d));
    }
    check_head_against_exact (r, m, b, s, h, in, out);
  }
}

static void test_general_matrices (void **state)
{
  (void) state;
  splitmix r = {105};
  for (int n = 0; n < 60; n++) {
    const size_t order = 2 * (1 + (size_t) splitmix_below (&r, 16));
    rotation_case c = window_case (&r, order);
    c.special = 0;
    c.wide = n % 2;
    rotation_made made = rotation_make (&c, &r);
    matrix m = matrix_random (element_arithmetic (c.format), order, &r);
    tensor expected = model_matrix (rotation_of (&made), (matrix_form) {NULL, &m}, model_product, &made.x);
    check_engine (run_gemm, &made, &c.y, (matrix_form) {NULL, &m}, &expected);
    check_heads_against_exact (rotation_of (&made), &m, &made.x, &expected);
    /* "fused" is for selections */
    assert_refused (run_fused (rotation_of (&made), (matrix_form) {NULL, &m}, NULL));
    assert_refused (run_planned (rotation_of (&made), (matrix_form) {NULL, &m}, NULL));
    tensor_free (&expected);
    matrix_free (&m);
    rotation_free (&made);
  }
}

static void test_in_place (void **state)
{
  (void) state;
  splitmix r = {106};
  for (int n = 0; n < 40; n++) {
    rotation_case c = window_case (&r, 16);
    c.special = 0;
    rotation_made made = rotation_make (&c, &r);
    const rome_format format = element_arithmetic (c.format);
    matrix m = n % 2 ? matrix_permutation (format, 16, &r) : matrix_random (format, 16, &r);
    tensor expected = model_matrix (rotation_of (&made), (matrix_form) {NULL, &m}, model_product, &made.x);
    made.r.y = made.x.origin;
    made.r.y_stride = made.x.stride;
    assert_ok ((n % 2 ? run_fused : run_gemm) (rotation_of (&made), (matrix_form) {NULL, &m}, NULL));
    tensor_equal (&made.x, &expected);
    tensor_check_guards (&made.x);
    tensor_free (&expected);
    matrix_free (&m);
    rotation_free (&made);
  }
}

/* P and M of any kind. */
static void test_two_matrices (void **state)
{
  (void) state;
  splitmix r = {112};
  for (int n = 0; n < 80; n++) {
    rotation_case c = window_case (&r, 20);
    const rome_format format = element_arithmetic (c.format);
    const int pick = n % 2;
    c.inverse = 0;
    c.special = c.special && pick;
    rotation_made made = rotation_make (&c, &r);
    matrix m = pick ? matrix_permutation (format, 20, &r) : matrix_random (format, 20, &r);
    matrix P = pick ? matrix_permutation (format, 20, &r) : matrix_random (format, 20, &r);
    const matrix_form form = {&P, &m};
    tensor expected = model_matrix (rotation_of (&made), form, pick ? model_pick : model_product, &made.x);
    check_engine (pick ? run_fused : run_gemm, &made, &c.y, form, &expected);
    tensor_free (&expected);
    matrix_free (&m);
    matrix_free (&P);
    rotation_free (&made);
  }
}

/* Also where the heads would be overwritten before all of their columns have been read. */
static void test_tiles_in_place (void **state)
{
  (void) state;
  splitmix r = {113};
  for (int n = 0; n < 60 && rome_has_tile (); n++) {
    const size_t d = (size_t) (n % 3 ? 64 : 48);
    rotation_case c = {.format = ROME_BF16, .extent = {1 + (size_t) splitmix_below (&r, 2), 1 + (size_t) splitmix_below (&r, 30), 1 + (size_t) splitmix_below (&r, 20), d},
                       .blocks = 1, .block_dim = {d}, .wide = 1, .special = n % 4 == 0, .threads = 1 + n % 2, .spare_rows = 1, .rows = ROWS_BY_BATCH,
                       .x = layout_plain, .y = layout_plain};
    rotation_made made = rotation_make (&c, &r);
    matrix m = matrix_permutation (ROME_F32, d, &r), P = matrix_permutation (ROME_F32, d, &r);
    const matrix_form form = {n % 2 ? &P : NULL, &m};
    tensor expected = model_matrix (rotation_of (&made), form, model_pick, &made.x);
    made.r.y = made.x.origin;
    made.r.y_stride = made.x.stride;
    assert_ok (run_tile (rotation_of (&made), form, NULL));
    tensor_equal (&made.x, &expected);
    tensor_check_guards (&made.x);
    tensor_free (&expected);
    matrix_free (&m);
    matrix_free (&P);
    rotation_free (&made);
  }
}

/* A product that other threads may call is called by them: here each waits until two have come. */
typedef struct {
  atomic_int inside, most;
} meeting;

static void product_that_waits (void *data, size_t order, size_t n, const double *m, const double *in, double *out)
{
  meeting *w = data;
  (void) m;
  memcpy (out, in, order * n * sizeof *out);
  w->inside++;
  for (int k = 0; k < 1000 && w->most < 2; k++) {
    if (w->inside >= 2)
      w->most = 2;
    nanosleep (&(struct timespec) {0, 1000000}, NULL);
  }
  w->inside--;
}

static void test_concurrent_products (void **state)
{
  (void) state;
  splitmix r = {114};
  const rotation_case c = {.format = ROME_F64, .extent = {1, 600, 2, 16}, .blocks = 1, .block_dim = {16}, .wide = 1, .threads = 2, .x = layout_plain, .y = layout_plain};
  rotation_made made = rotation_make (&c, &r);
  matrix m = matrix_random (ROME_F64, 16, &r);
  meeting w = {0, 0};
  const rome_product product = {product_that_waits, NULL, &w, 1};
  const rome_matrix_rotation form = form_of (rotation_of (&made), (matrix_form) {NULL, &m});
  assert_ok (rome_matrix_gemm (&form, &product, NULL));
  assert_int_equal (w.most, 2);
  matrix_free (&m);
  rotation_free (&made);
}

static void test_order_zero_copies (void **state)
{
  (void) state;
  splitmix r = {107};
  rotation_case c = window_case (&r, 0);
  c.extent = (rome_extent) {2, 3, 2, 5};
  rotation_made made = rotation_make (&c, &r);
  matrix m = matrix_zero (element_arithmetic (c.format), 0);
  check_engine (run_fused, &made, &c.y, (matrix_form) {NULL, &m}, &made.x);
  matrix_free (&m);
  rotation_free (&made);
}

/* One column: y = x C + x M S. */
static void test_order_one (void **state)
{
  (void) state;
  splitmix r = {113};
  for (int n = 0; n < 8; n++) {
    rotation_case c = window_case (&r, 0);
    c.format = (rome_format) (n % 4);
    c.extent = (rome_extent) {2, 3, 2, 5};
    rotation_made made = rotation_make (&c, &r);
    matrix m = matrix_zero (element_arithmetic (c.format), 1);
    matrix_set (&m, 0, 0, n < 4 ? 1 : -1);
    double room[2][64];
    for (ptrdiff_t k = 0; k < 64; k++) {
      element_set (m.format, room[0], k, element_random (&r, m.format, 0));
      element_set (m.format, room[1], k, element_random (&r, m.format, 0));
    }
    made.r.table = (rome_table) {.cos = room[0], .sin = room[1], .rows = 16, .wide = 1};
    made.r.inverse = 0;
    check_selection (&made, &c.y, &m);
    matrix_free (&m);
    rotation_free (&made);
  }
}

/* ---- refusals and interrupts ---- */

static rotation_case usual_case (void)
{
  return (rotation_case) {.format = ROME_F64, .extent = {1, 40, 2, 20}, .start = 2, .blocks = 1, .block_dim = {16}, .threads = 1,
                          .spare_rows = 2, .rows = ROWS_BY_BATCH, .x = layout_plain, .y = layout_plain};
}

/* Rotation generators and permutations, so that both ways of "fused" are asked. */
static void check_refused_by_all (rotation_made *made, size_t order)
{
  splitmix r = {108};
  matrix permutation = matrix_permutation (made->r.format, order, &r), rotation = matrix_zero (made->r.format, order);
  for (size_t k = 0; k + 1 < order; k += 2)
    matrix_couple (&rotation, k, k + 1);
  assert_refused (run_gemm (rotation_of (made), (matrix_form) {NULL, &rotation}, NULL));
  assert_refused (run_fused (rotation_of (made), (matrix_form) {NULL, &rotation}, NULL));
  assert_refused (run_fused (rotation_of (made), (matrix_form) {NULL, &permutation}, NULL));
  matrix_free (&rotation);
  matrix_free (&permutation);
  made->y.extent = (rome_extent) {0, 0, 0, 0};
  tensor_check_guards (&made->y);
  rotation_free (made);
}

static void test_bad_arguments (void **state)
{
  (void) state;
  splitmix r = {109};
  rotation_case c = usual_case ();
  rotation_made made = rotation_make (&c, &r);
  made.r.start = 5; /* 16 columns from here on do not fit in 20 */
  check_refused_by_all (&made, 16);
  made = rotation_make (&c, &r);
  made.r.start = SIZE_MAX;
  check_refused_by_all (&made, 16);
  made = rotation_make (&c, &r);
  made.runs[0].first = (size_t) 1 << 40; /* as many columns as the matrix has, and far away */
  check_refused_by_all (&made, 16);
  made = rotation_make (&c, &r);
  made.runs[0].to_first = (size_t) 1 << 40;
  check_refused_by_all (&made, 16);
  made = rotation_make (&c, &r);
  made.r.table.rows = 1;
  check_refused_by_all (&made, 16);
  made = rotation_make (&c, &r);
  made.row[39] = -1;
  check_refused_by_all (&made, 16);
  c.wide = 1;
  c.block_dim[0] = 18;
  made = rotation_make (&c, &r);
  made.r.start = 3;
  check_refused_by_all (&made, 18);
}

static void test_order_must_fit_the_runs_of_a_narrow_table (void **state)
{
  (void) state;
  splitmix r = {110};
  const rotation_case c = usual_case ();
  rotation_made made = rotation_make (&c, &r);
  matrix m = matrix_random (ROME_F64, 14, &r), p = matrix_permutation (ROME_F64, 14, &r);
  assert_refused (run_gemm (rotation_of (&made), (matrix_form) {NULL, &m}, NULL));
  assert_refused (run_fused (rotation_of (&made), (matrix_form) {NULL, &p}, NULL));
  matrix_free (&m);
  matrix_free (&p);
  rotation_free (&made);
}

static void check_interrupt (engine *run, rotation_made *made, const matrix *m)
{
  patience p = {0, 0};
  const rome_monitor monitor = {patience_ends, &p}, deaf = {NULL, NULL};
  assert_ok (run (rotation_of (made), (matrix_form) {NULL, m}, &monitor));
  const int calls = p.calls;
  assert_true (calls >= 2);
  for (int at = 1; at <= calls; at++) {
    p = (patience) {0, at};
    assert_int_equal (run (rotation_of (made), (matrix_form) {NULL, m}, &monitor), ROME_INTERRUPTED);
    assert_int_equal (p.calls, at);
  }
  assert_ok (run (rotation_of (made), (matrix_form) {NULL, m}, &deaf));
}

static void test_interrupt (void **state)
{
  (void) state;
  splitmix r = {111};
  rotation_case c = usual_case ();
  c.extent.tokens = 6000;
  c.extent.heads = 1;
  rotation_made made = rotation_make (&c, &r);
  matrix general = matrix_random (ROME_F64, 16, &r), permutation = matrix_permutation (ROME_F64, 16, &r);
  check_interrupt (run_gemm, &made, &general);
  check_interrupt (run_fused, &made, &permutation);
  matrix_free (&general);
  matrix_free (&permutation);
  rotation_free (&made);
}

/* How often a dense product is asked whether to stop: before each span from LARGE_ORDER (512) on, seldom below. */
static int questions (size_t order, size_t tokens)
{
  splitmix r = {112};
  rotation_case c = usual_case ();
  c.extent = (rome_extent) {1, tokens, 1, order};
  c.start = 0;
  c.block_dim[0] = order;
  rotation_made made = rotation_make (&c, &r);
  matrix general = matrix_random (ROME_F64, order, &r);
  patience p = {0, 0};
  const rome_monitor monitor = {patience_ends, &p};
  assert_ok (run_gemm (rotation_of (&made), (matrix_form) {NULL, &general}, &monitor));
  matrix_free (&general);
  rotation_free (&made);
  return p.calls;
}

static void test_large_products_are_interrupted_soon (void **state)
{
  (void) state;
  assert_true (questions (512, 480) >= 10); /* 480 heads in spans of 48 */
  assert_true (questions (510, 480) < 4);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_rotations_have_the_same_bits),
    cmocka_unit_test (test_tiles_have_the_same_bits),
    cmocka_unit_test (test_tiles_refuse_other_formats_and_matrices),
    cmocka_unit_test (test_larger_than_one_block_of_work),
    cmocka_unit_test (test_runs_of_any_step),
    cmocka_unit_test (test_signed_selections),
    cmocka_unit_test (test_selections_with_a_table_of_pairs),
    cmocka_unit_test (test_general_matrices),
    cmocka_unit_test (test_in_place),
    cmocka_unit_test (test_two_matrices),
    cmocka_unit_test (test_tiles_in_place),
    cmocka_unit_test (test_concurrent_products),
    cmocka_unit_test (test_order_zero_copies),
    cmocka_unit_test (test_order_one),
    cmocka_unit_test (test_bad_arguments),
    cmocka_unit_test (test_order_must_fit_the_runs_of_a_narrow_table),
    cmocka_unit_test (test_interrupt),
    cmocka_unit_test (test_large_products_are_interrupted_soon),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
