/* test_inspect.c - what rome_matrix_select and rome_matrix_pairs see in a matrix.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrices.h"

#define ORDER_MAX 256

typedef struct {
  struct {
    int is_signed_selection, is_rotation;
  } kind;
  size_t source[ORDER_MAX], nruns;
  signed char sign[ORDER_MAX];
  rome_run runs[ORDER_MAX / 2];
} view;

static view look (const matrix *m)
{
  view v;
  assert_true (m->order <= ORDER_MAX);
  v.nruns = 99;
  v.kind.is_signed_selection = rome_matrix_select (m->format, m->data, m->order, v.source, v.sign);
  v.kind.is_rotation = rome_matrix_pairs (m->format, NULL, m->data, m->order, v.runs, &v.nruns);
  return v;
}

/* The runs give back the matrix, and their pairs are sorted by the first column. */
static void check_rotation (const matrix *m)
{
  const view v = look (m);
  assert_true (v.kind.is_rotation && v.kind.is_signed_selection);
  assert_true (v.nruns <= m->order / 2);
  matrix again = matrix_of_runs (m->format, m->order, v.runs, v.nruns);
  assert_memory_equal (m->data, again.data, m->order * m->order * rome_format_size (m->format));
  size_t pairs = 0, last = 0;
  for (size_t n = 0; n < v.nruns; n++)
    for (size_t k = 0; k < v.runs[n].count; k++, pairs++) {
      const size_t first = v.runs[n].first + k * v.runs[n].step, second = v.runs[n].second + k * v.runs[n].step;
      assert_true (first < second && second < m->order);
      assert_true (pairs == 0 || first > last);
      last = first;
    }
  assert_int_equal (pairs, m->order / 2);
  matrix_free (&again);
}

static void check_selection_only (const matrix *m)
{
  const view v = look (m);
  assert_true (v.kind.is_signed_selection && !v.kind.is_rotation);
  assert_int_equal (v.nruns, 0);
  for (size_t j = 0; j < m->order; j++)
    for (size_t i = 0; i < m->order; i++)
      assert_true (matrix_get (m, i, j) == (v.source[j] == i ? (double) v.sign[j] : 0));
}

static void check_general (const matrix *m)
{
  const view v = look (m);
  assert_true (!v.kind.is_signed_selection && !v.kind.is_rotation);
  assert_int_equal (v.nruns, 0);
}

/* ---- rotations ---- */

static void test_pairings_of_all_sizes (void **state)
{
  (void) state;
  for (size_t order = 2; order <= ORDER_MAX; order += 2)
    for (int variant = 0; variant < 4; variant++) {
      rome_run runs[1];
      size_t nruns;
      assert_ok (rome_pairing_runs (variant & 1 ? ROME_HALF : ROME_INTERLEAVED, 1, &order, runs, &nruns));
      matrix m = matrix_of_runs (variant & 2 ? ROME_F32 : ROME_F64, order, runs, nruns);
      check_rotation (&m);
      const view v = look (&m);
      /* a pairing of one block is found as the one run that it is */
      assert_int_equal (v.nruns, 1);
      assert_true (v.runs[0].first == runs[0].first && v.runs[0].second == runs[0].second && v.runs[0].count == runs[0].count);
      assert_true (v.runs[0].step == runs[0].step || runs[0].count == 1);
      matrix_free (&m);
    }
}

static void test_blocks (void **state)
{
  (void) state;
  const size_t lists[][4] = {{44, 44, 40, 0}, {2, 2, 2, 2}, {2, 4, 6, 8}, {64, 2, 2, 64}, {8, 0, 8, 8}};
  for (size_t n = 0; n < COUNT_OF (lists); n++)
    for (int pairing = ROME_INTERLEAVED; pairing <= ROME_HALF; pairing++) {
      rome_run runs[4];
      size_t nruns, order = lists[n][0] + lists[n][1] + lists[n][2] + lists[n][3];
      assert_ok (rome_pairing_runs ((rome_pairing) pairing, 4, lists[n], runs, &nruns));
      matrix m = matrix_of_runs (ROME_F64, order, runs, nruns);
      check_rotation (&m);
      matrix_free (&m);
    }
}

static void test_random_pairs (void **state)
{
  (void) state;
  splitmix r = {91};
  size_t column[ORDER_MAX];
  for (int n = 0; n < 300; n++) {
    const size_t order = 2 * (1 + (size_t) splitmix_below (&r, 40));
    shuffle (&r, order, column);
    matrix m = matrix_zero (n % 2 ? ROME_F32 : ROME_F64, order);
    for (size_t k = 0; k < order; k += 2) {
      const size_t a = column[k], b = column[k + 1];
      matrix_couple (&m, a < b ? a : b, a < b ? b : a);
    }
    check_rotation (&m);
    matrix_free (&m);
  }
}

/* ---- signed selections that are no rotation ---- */

static void test_transposed_rotations (void **state)
{
  (void) state;
  for (size_t order = 2; order <= 64; order += 2) {
    matrix m = matrix_zero (ROME_F64, order);
    for (size_t k = 0; k < order; k += 2)
      matrix_couple (&m, k + 1, k);
    check_selection_only (&m);
    matrix_free (&m);
  }
}

static void test_one_pair_the_wrong_way (void **state)
{
  (void) state;
  for (size_t wrong = 0; wrong < 8; wrong++) {
    matrix m = matrix_zero (ROME_F64, 16);
    for (size_t k = 0; k < 8; k++)
      matrix_couple (&m, k == wrong ? k + 8 : k, k == wrong ? k : k + 8);
    check_selection_only (&m);
    matrix_free (&m);
  }
}

static void test_random_permutations (void **state)
{
  (void) state;
  splitmix r = {92};
  for (int n = 0; n < 200; n++) {
    /* among 21 columns at least one couples with itself or in a longer cycle */
    matrix m = matrix_permutation (n % 2 ? ROME_F32 : ROME_F64, 21, &r);
    check_selection_only (&m);
    matrix_free (&m);
  }
}

static void test_zero_columns_and_double_use (void **state)
{
  (void) state;
  matrix m = matrix_zero (ROME_F64, 6);
  check_selection_only (&m);
  matrix_couple (&m, 0, 1);
  matrix_couple (&m, 2, 3);
  check_selection_only (&m);
  matrix_set (&m, 0, 4, 1); /* row 0 is picked by columns 1 and 4 */
  matrix_set (&m, 0, 5, -1);
  check_selection_only (&m);
  matrix_free (&m);
  m = matrix_zero (ROME_F32, 2);
  matrix_set (&m, 1, 0, 1); /* a swap: both signs the same */
  matrix_set (&m, 0, 1, 1);
  check_selection_only (&m);
  matrix_set (&m, 0, 1, -0.0);
  check_selection_only (&m);
  matrix_free (&m);
}

static void test_one_by_one (void **state)
{
  (void) state;
  const double value[] = {0, 1, -1};
  for (size_t n = 0; n < COUNT_OF (value); n++) {
    matrix m = matrix_zero (ROME_F64, 1);
    matrix_set (&m, 0, 0, value[n]);
    check_selection_only (&m);
    matrix_free (&m);
  }
}

/* ---- anything else ---- */

static void test_other_values (void **state)
{
  (void) state;
  const double value[] = {2, 0.5, -3, NAN, INFINITY, 0x1.fffffep-1, 0x1p-1074, -0x1.000002p+0};
  for (size_t n = 0; n < COUNT_OF (value); n++)
    for (size_t where = 0; where < 16; where++) {
      matrix m = matrix_zero (ROME_F64, 4);
      matrix_couple (&m, 0, 2);
      matrix_couple (&m, 1, 3);
      matrix_set (&m, where % 4, where / 4, value[n]);
      check_general (&m);
      matrix_free (&m);
    }
}

static void test_two_in_a_column (void **state)
{
  (void) state;
  for (size_t j = 0; j < 4; j++)
    for (int sign = -1; sign <= 1; sign += 2) {
      matrix m = matrix_zero (ROME_F32, 4);
      matrix_couple (&m, 0, 1);
      matrix_couple (&m, 2, 3);
      matrix_set (&m, j, j, sign);
      check_general (&m);
      matrix_free (&m);
    }
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_pairings_of_all_sizes),
    cmocka_unit_test (test_blocks),
    cmocka_unit_test (test_random_pairs),
    cmocka_unit_test (test_transposed_rotations),
    cmocka_unit_test (test_one_pair_the_wrong_way),
    cmocka_unit_test (test_random_permutations),
    cmocka_unit_test (test_zero_columns_and_double_use),
    cmocka_unit_test (test_one_by_one),
    cmocka_unit_test (test_other_values),
    cmocka_unit_test (test_two_in_a_column),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
