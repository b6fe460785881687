/* test_hostile.c - arguments at the edge and beyond: each in a process of its own, because the wrong answer may be a crash or
   a loop without end.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"

#include <float.h>
#include <limits.h>
#include <math.h>

#include "frequencies.h"
#include "frequency.h"
#include "matrices.h"
#include "rotation_cases.h"
#include "truths.h"

#define SECONDS 10

/* Runs a function of this file that returns the status it got; 100 and more mean a wrong value. */
#define WRONG_VALUE 100
#define expect_status(work, status) assert_int_equal (child_run (work, NULL, SECONDS), status)

/* ---- sizes that overflow or do not end ---- */

static double element[4] = {1, 2, 3, 4};
static const rome_run one_pair = {0, 1, 1, 1, 0, 1, 1};

/* A tensor without memory of its own: every stride is 0 but that of a pair's columns. */
static rome_rotation hostile (rome_extent extent)
{
  return (rome_rotation) {.format = ROME_F64, .x = element, .y = element + 2, .extent = extent, .x_stride = {0, 0, 0, 1},
                          .y_stride = {0, 0, 0, 1}, .runs = &one_pair, .nruns = 1, .table = {.cos = element, .sin = element, .rows = SIZE_MAX},
                          .threads = 1};
}

static int many_batches_without_tokens (void *data)
{
  (void) data;
  const rome_rotation r = hostile ((rome_extent) {SIZE_MAX, 0, 1, 2});
  return (int) rome_rotate (&r, NULL);
}

static int many_listed_tokens_without_heads (void *data)
{
  (void) data;
  const int64_t row = 0;
  rome_rotation r = hostile ((rome_extent) {(size_t) 1 << 40, (size_t) 1 << 40, 0, 2});
  r.rows = (rome_rows) {.row = &row};
  return (int) rome_rotate (&r, NULL);
}

static void test_empty_tensors_of_any_size_return_at_once (void **state)
{
  (void) state;
  expect_status (many_batches_without_tokens, ROME_OK);
  expect_status (many_listed_tokens_without_heads, ROME_OK);
}

static int heads_times_dim_wraps_to_zero (void *data)
{
  (void) data;
  const rome_rotation r = hostile ((rome_extent) {1, 1, (size_t) 1 << 63, 2});
  return (int) rome_rotate (&r, NULL);
}

static int batch_times_tokens_wraps (void *data)
{
  (void) data;
  const rome_rotation r = hostile ((rome_extent) {(size_t) 1 << 33, (size_t) 1 << 33, 1, 2});
  return (int) rome_rotate (&r, NULL);
}

static void test_sizes_whose_product_overflows_are_refused (void **state)
{
  (void) state;
  expect_status (heads_times_dim_wraps_to_zero, ROME_BAD_ARGUMENT);
  expect_status (batch_times_tokens_wraps, ROME_BAD_ARGUMENT);
}

static int rows_beyond_the_largest_position (void *data)
{
  (void) data;
  const size_t dim = 2;
  const rome_positions positions = {SIZE_MAX, NULL, NULL};
  rome_freqs *freqs = NULL;
  rome_status status = frequencies_create (&freqs, 1e4, 1, &dim);
  if (status == ROME_OK)
    status = rome_cache (freqs, &positions, ROME_F64, NULL, NULL, 1, NULL);
  rome_freqs_free (freqs);
  return (int) status;
}

/* Few enough for positions, and with so many pairs more entries than can be counted. */
static int entries_wrap (int is_truth, size_t count)
{
  const size_t dim = 4096;
  const rome_positions positions = {count, NULL, NULL};
  const rome_truth_values values = {0};
  patience p = {0, 1};
  const rome_monitor monitor = {patience_ends, &p};
  rome_freqs *freqs = NULL;
  rome_status status = frequencies_create (&freqs, 1e4, 1, &dim);
  if (status == ROME_OK)
    status = is_truth ? rome_truth (freqs, &positions, ROME_CERTIFIED, &values, 1, &monitor)
                      : rome_cache (freqs, &positions, ROME_F64, NULL, NULL, 1, &monitor);
  rome_freqs_free (freqs);
  return (int) status;
}

static int entries_of_the_truth_wrap (void *data)
{
  (void) data;
  return entries_wrap (1, (size_t) 1 << 53);
}

static int entries_of_a_table_wrap (void *data)
{
  (void) data;
  return entries_wrap (0, (size_t) 1 << 53);
}

static int truth_beyond_the_largest_position (void *data)
{
  (void) data;
  const size_t dim = 2;
  const rome_positions positions = {((size_t) 1 << 53) + 2, NULL, NULL};
  const rome_truth_values values = {0};
  patience p = {0, 1}; /* it would take years */
  const rome_monitor monitor = {patience_ends, &p};
  rome_freqs *freqs = NULL;
  rome_status status = frequencies_create (&freqs, 1e4, 1, &dim);
  if (status == ROME_OK)
    status = rome_truth (freqs, &positions, ROME_CERTIFIED, &values, 1, &monitor);
  rome_freqs_free (freqs);
  return (int) status;
}

static void test_counted_positions_end_at_the_largest (void **state)
{
  (void) state;
  expect_status (entries_of_the_truth_wrap, ROME_BAD_ARGUMENT);
  expect_status (entries_of_a_table_wrap, ROME_BAD_ARGUMENT);
  expect_status (rows_beyond_the_largest_position, ROME_BAD_ARGUMENT);
  expect_status (truth_beyond_the_largest_position, ROME_BAD_ARGUMENT);
}

static int order_of_all_memory (void *data)
{
  (void) data;
  const rome_matrix_rotation m = {.rotation = hostile ((rome_extent) {1, 1, 1, 2}), .matrix = element, .order = SIZE_MAX};
  return (int) rome_matrix_fused (&m, NULL);
}

static int order_beyond_the_head (void *data)
{
  (void) data;
  /* 3 by 3 elements are not there: the order has to be refused before the matrix is read */
  static const double none;
  const rome_matrix_rotation m = {.rotation = hostile ((rome_extent) {1, 1, 1, 2}), .matrix = &none, .order = (size_t) 1 << 40};
  return (int) rome_matrix_fused (&m, NULL);
}

/* Sizes of which every product with the order would wrap. */
static int plan_of_all_memory (void *data)
{
  (void) data;
  static const size_t orders[] = {SIZE_MAX, ((size_t) 1 << 61) + 1, (size_t) 1 << 63, (size_t) 1 << 31};
  rome_status status = ROME_BAD_ARGUMENT;
  for (size_t k = 0; k < COUNT_OF (orders) && status == ROME_BAD_ARGUMENT; k++) {
    rome_matrix_plan *plan = (rome_matrix_plan *) element;
    size_t nruns = 7;
    status = rome_matrix_plan_create (&plan, ROME_F64, NULL, element, orders[k]);
    if (plan || rome_matrix_pairs (ROME_F64, NULL, element, orders[k], NULL, &nruns) || nruns)
      return WRONG_VALUE;
  }
  return (int) status;
}

static void test_order_is_checked_before_the_matrix_is_read (void **state)
{
  (void) state;
  expect_status (plan_of_all_memory, ROME_BAD_ARGUMENT);
  expect_status (order_of_all_memory, ROME_BAD_ARGUMENT);
  expect_status (order_beyond_the_head, ROME_BAD_ARGUMENT);
}

static int very_many_threads (void *data)
{
  (void) data;
  double y[2] = {0};
  rome_rotation r = hostile ((rome_extent) {1, 1, 1, 2});
  r.y = y;
  r.threads = INT_MAX;
  matrix m = matrix_zero (ROME_F64, 2);
  matrix_set (&m, 0, 1, 1);
  const rome_matrix_rotation form = {.rotation = r, .matrix = m.data, .order = 2};
  rome_status status = rome_rotate (&r, NULL);
  if (status == ROME_OK)
    status = rome_matrix_fused (&form, NULL);
  matrix_free (&m);
  return (int) status;
}

static void test_threads_cost_memory_only_for_work (void **state)
{
  (void) state;
  expect_status (very_many_threads, ROME_OK);
}

/* ---- runs that are no pairing ---- */

static rome_status rotate_by_runs (const rome_run *runs, size_t nruns, double *y)
{
  static const double x[4] = {1, 2, 3, 4};
  rome_rotation r = hostile ((rome_extent) {1, 1, 1, 4});
  r.x = x;
  r.y = y;
  r.runs = runs;
  r.nruns = nruns;
  return rome_rotate (&r, NULL);
}

/* As many pairs as it takes, but not every column is read once and written once. */
static int pairs_that_repeat (void *data)
{
  (void) data;
  const rome_run still = {0, 1, 0, 2, 0, 1, 1}, twice[] = {{0, 1, 1, 1, 0, 1, 1}, {2, 3, 1, 1, 1, 0, 1}},
                 alone[] = {{0, 1, 1, 1, 0, 0, 1}, {2, 3, 1, 1, 1, 1, 1}}, read_twice[] = {{0, 1, 1, 1, 0, 1, 1}, {0, 1, 1, 1, 2, 3, 1}};
  double y[4];
  if (rotate_by_runs (&still, 1, y) != ROME_BAD_ARGUMENT)
    return 1 + WRONG_VALUE;
  if (rotate_by_runs (twice, 2, y) != ROME_BAD_ARGUMENT)
    return 2 + WRONG_VALUE;
  if (rotate_by_runs (alone, 2, y) != ROME_BAD_ARGUMENT)
    return 3 + WRONG_VALUE;
  if (rotate_by_runs (read_twice, 2, y) != ROME_BAD_ARGUMENT)
    return 4 + WRONG_VALUE;
  return ROME_OK;
}

static void test_runs_hold_every_column_once (void **state)
{
  (void) state;
  expect_status (pairs_that_repeat, ROME_OK);
}

/* ---- a table of one column per pair follows the caller's runs, in every engine ---- */

static void test_fused_follows_the_order_of_the_runs (void **state)
{
  (void) state;
  splitmix random = {141};
  const rome_run unsorted[] = {{2, 3, 1, 1, 2, 3, 1}, {0, 1, 1, 1, 0, 1, 1}};
  const rotation_case c = {.format = ROME_F64, .extent = {1, 6, 1, 4}, .blocks = 1, .block_dim = {4}, .threads = 1,
                           .x = layout_plain, .y = layout_plain};
  rotation_made made = rotation_make (&c, &random);
  made.r.runs = unsorted;
  made.r.nruns = 2;
  matrix m = matrix_m_of_runs (ROME_F64, 4, unsorted, 2);
  tensor expected = model_rotate (&made.r, &made.x, &layout_plain);
  const rome_matrix_rotation form = {.rotation = made.r, .matrix = m.data, .order = 4};
  assert_ok (rome_matrix_fused (&form, NULL));
  tensor_equal (&made.y, &expected);
  tensor_free (&expected);
  matrix_free (&m);
  rotation_free (&made);
}

/* ---- tables that run backwards ---- */

/* The first row taken lies one element below the origin of the table. */
static void test_matrix_form_reads_the_row_before_the_origin (void **state)
{
  (void) state;
  const double c[5] = {5, 7, 11, 13, 31}, s[5] = {17, 19, 23, 29, 37}, x[2] = {2, 3}, expected[2] = {2 * 7 + 3 * 19, 3 * 13 + 2 * 29};
  const int64_t row = 1;
  matrix m = matrix_zero (ROME_F64, 2);
  matrix_set (&m, 1, 0, 1); /* a swap, which is a selection but no rotation */
  matrix_set (&m, 0, 1, 1);
  double y[2] = {0};
  rome_rotation r = hostile ((rome_extent) {1, 1, 1, 2});
  r.x = x;
  r.y = y;
  /* rows 0 and 1 of the first column are c[2] and c[1], of the second c[4] and c[3] */
  r.table = (rome_table) {.cos = c + 2, .sin = s + 2, .rows = 2, .wide = 1, .row_stride = -1, .column_stride = 2};
  r.rows.row = &row;
  const rome_matrix_rotation form = {.rotation = r, .matrix = m.data, .order = 2};
  assert_ok (rome_matrix_fused (&form, NULL));
  assert_same_double (y[0], expected[0]);
  assert_same_double (y[1], expected[1]);
  matrix_free (&m);
}

/* ---- very small angles ---- */

/* sin of a tiny angle is the angle, however the position is put together. */
static void check_tiny (double base, double position, double offset)
{
  const double sum = position + offset; /* exact in all uses here */
  const rome_positions whole = {1, &sum, NULL}, parts = {1, &position, &offset};
  rome_freqs *freqs = frequencies_make (base, 8);
  truths a = truths_make (freqs, &whole), b = truths_make (freqs, &parts);
  for (size_t i = 0; i < 4; i++) {
    assert_same_double (a.cos_hi[i], b.cos_hi[i]);
    assert_same_double (a.sin_hi[i], b.sin_hi[i]);
    assert_true (fabs (a.sin_lo[i] - b.sin_lo[i]) <= fabs (a.sin_hi[i]) * ROME_CERTIFIED_BOUND);
  }
  truths_free (&a);
  truths_free (&b);
  rome_freqs_free (freqs);
}

static void test_offset_of_a_tiny_angle (void **state)
{
  (void) state;
  check_tiny (1e4, 0, 1e-90);
  check_tiny (1e4, 0, 1e-300);
  check_tiny (1e4, 0x1p-300, 0x1p-301);
  check_tiny (1e300, 0, 1);
  check_tiny (1e300, 5, -2);
  check_tiny (1e300, 0x1p53, 1 - 0x1p53); /* cancels */
  check_tiny (1e300, 123456, 0.5);
}

static void test_tables_of_tiny_angles_with_an_offset (void **state)
{
  (void) state;
  enum { ROWS = 40, PAIRS = 4 };
  const double offset = 7;
  double row[ROWS], c[2][ROWS * PAIRS], s[2][ROWS * PAIRS];
  for (size_t n = 0; n < ROWS; n++)
    row[n] = (double) n + offset;
  rome_freqs *freqs = frequencies_make (1e300, 2 * PAIRS);
  const rome_positions counted = {ROWS, NULL, &offset}, listed = {ROWS, row, NULL};
  assert_ok (rome_cache (freqs, &counted, ROME_F64, c[0], s[0], 1, NULL));
  assert_ok (rome_cache (freqs, &listed, ROME_F64, c[1], s[1], 1, NULL));
  assert_memory_equal (c[0], c[1], sizeof c[0]);
  assert_memory_equal (s[0], s[1], sizeof s[0]);
  rome_freqs_free (freqs);
}

static void test_gsl_tier_of_a_tiny_angle_has_no_low_part (void **state)
{
  (void) state;
  const double position = 1e-200;
  const rome_positions one = {1, &position, NULL};
  rome_freqs *freqs = frequencies_make (1e4, 8);
  truths t = truths_room (4);
  truths_fill (&t, freqs, &one, ROME_GSL, 1);
  for (size_t i = 0; i < 4; i++)
    assert_true (t.cos_lo[i] == 0 && t.sin_lo[i] == 0);
  truths_free (&t);
  rome_freqs_free (freqs);
}

/* ---- subnormal results are rounded once ---- */

/* value * 2^1074 is the integer next to hi + lo, ties to even if lo is 0. */
static void check_subnormal (double value, double hi, double lo)
{
  const double distance = ldexp (value, 1074) - hi; /* exact */
  assert_true (fabs (distance) <= 0.5);
  if (fabs (distance) == 0.5)
    assert_true (lo == 0 || (lo > 0) == (distance > 0));
}

/* The sine of a tiny angle, and the same angle moved by a power of two into the subnormal range. */
static void test_subnormal_sines_round_once (void **state)
{
  (void) state;
  enum { PAIRS = 64, NORMAL = -400, STEPS = 40 };
  rome_freqs *freqs = frequencies_make (1e4, 2 * PAIRS);
  for (int low = -1020; low > -1020 - STEPS; low--) {
    const double normal = ldexp (1, NORMAL), subnormal = ldexp (1, low);
    const rome_positions here = {1, &normal, NULL}, there = {1, &subnormal, NULL};
    truths a = truths_make (freqs, &here), b = truths_make (freqs, &there);
    for (size_t i = 0; i < PAIRS; i++)
      if (fabs (b.sin_hi[i]) < DBL_MIN)
        check_subnormal (b.sin_hi[i], ldexp (a.sin_hi[i], low - NORMAL + 1074), ldexp (a.sin_lo[i], low - NORMAL + 1074));
    truths_free (&a);
    truths_free (&b);
  }
  rome_freqs_free (freqs);
}

static void test_subnormal_frequencies_round_once (void **state)
{
  (void) state;
  enum { DIM = 60000 };
  rome_freqs *freqs = frequencies_make (DBL_MAX, DIM);
  double *w = need (DIM / 2, sizeof *w);
  int subnormal = 0;
  rome_freqs_round (freqs, w);
  for (size_t i = 0; i < DIM / 2; i++)
    if (w[i] < DBL_MIN) {
      const turns_frequency *f = &freqs->turns[i];
      const wide radians = wide_mul (&f->turns, &turns_two_pi);
      double hi, lo;
      wide_to_pair (&radians, &hi, &lo);
      check_subnormal (w[i], ldexp (hi, 1074 - (int) f->scale), ldexp (lo, 1074 - (int) f->scale));
      subnormal++;
    }
  assert_true (subnormal > 10);
  free (w);
  rome_freqs_free (freqs);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_empty_tensors_of_any_size_return_at_once),
    cmocka_unit_test (test_sizes_whose_product_overflows_are_refused),
    cmocka_unit_test (test_counted_positions_end_at_the_largest),
    cmocka_unit_test (test_order_is_checked_before_the_matrix_is_read),
    cmocka_unit_test (test_threads_cost_memory_only_for_work),
    cmocka_unit_test (test_runs_hold_every_column_once),
    cmocka_unit_test (test_fused_follows_the_order_of_the_runs),
    cmocka_unit_test (test_matrix_form_reads_the_row_before_the_origin),
    cmocka_unit_test (test_offset_of_a_tiny_angle),
    cmocka_unit_test (test_tables_of_tiny_angles_with_an_offset),
    cmocka_unit_test (test_gsl_tier_of_a_tiny_angle_has_no_low_part),
    cmocka_unit_test (test_subnormal_sines_round_once),
    cmocka_unit_test (test_subnormal_frequencies_round_once),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
