/* test_inspect.c - what a matrix shows: a signed selection, the pairs of a rotation, or neither.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrices.h"

#define ORDER_MAX 256

typedef struct {
  int is_selection, is_rotation;
  size_t source[ORDER_MAX], nruns;
  signed char sign[ORDER_MAX];
  rome_run runs[ORDER_MAX / 2];
} view;

static void check_plan (const matrix *P, const matrix *m, const view *v)
{
  rome_matrix_plan *plan;
  size_t nruns;
  assert_ok (rome_matrix_plan_create (&plan, m->format, P ? P->data : NULL, m->data, m->order));
  const rome_run *runs = rome_matrix_plan_runs (plan, &nruns);
  /* a permutation P that selects nothing is not met in these tests */
  assert_int_equal (rome_matrix_plan_kind (plan), v->is_rotation ? ROME_MATRIX_PAIRS : v->is_selection ? ROME_MATRIX_SELECTION : ROME_MATRIX_ANY);
  assert_int_equal (nruns, v->nruns);
  assert_memory_equal (runs, v->runs, nruns * sizeof *runs);
  rome_matrix_plan_free (plan);
}

static view look (const matrix *P, const matrix *m)
{
  view v;
  assert_true (m->order <= ORDER_MAX);
  v.nruns = 99;
  v.is_selection = rome_matrix_select (m->format, m->data, m->order, v.source, v.sign) != 0;
  v.is_rotation = rome_matrix_pairs (m->format, P ? P->data : NULL, m->data, m->order, v.runs, &v.nruns) != 0;
  check_plan (P, m, &v);
  return v;
}

static void assert_same_matrix (const matrix *a, matrix b)
{
  assert_memory_equal (a->data, b.data, a->order * a->order * rome_format_size (a->format));
  matrix_free (&b);
}

/* The runs give back the matrices, and their pairs are sorted by the first column that is written. */
static void check_pairs (const matrix *P, const matrix *m)
{
  const view v = look (P, m);
  assert_true (v.is_rotation && v.is_selection);
  assert_true (v.nruns <= m->order / 2);
  assert_same_matrix (m, matrix_m_of_runs (m->format, m->order, v.runs, v.nruns));
  if (P)
    assert_same_matrix (P, matrix_p_of_runs (m->format, m->order, v.runs, v.nruns));
  size_t pairs = 0, last = 0;
  for (size_t n = 0; n < v.nruns; n++)
    for (size_t k = 0; k < v.runs[n].count; k++, pairs++) {
      const model_pair p = model_pair_of (&v.runs[n], k, 0);
      assert_true (p.to_first < p.to_second && p.to_second < m->order);
      assert_true (pairs == 0 || p.to_first > last);
      assert_true (P || (p.first == p.to_first && p.second == p.to_second));
      last = p.to_first;
    }
  assert_int_equal (pairs, m->order / 2);
}

static void check_rotation (const matrix *m)
{
  check_pairs (NULL, m);
}

static void check_selection_only (const matrix *m)
{
  const view v = look (NULL, m);
  assert_true (v.is_selection && !v.is_rotation);
  assert_int_equal (v.nruns, 0);
  for (size_t j = 0; j < m->order; j++)
    for (size_t i = 0; i < m->order; i++)
      assert_true (matrix_get (m, i, j) == (v.source[j] == i ? (double) v.sign[j] : 0));
}

static void check_general (const matrix *m)
{
  const view v = look (NULL, m);
  assert_true (!v.is_selection && !v.is_rotation);
  assert_int_equal (v.nruns, 0);
}

/* ---- rotations ---- */

static matrix pairing_matrix (rome_pairing pairing, rome_format format, size_t blocks, const size_t *dim, matrix *P)
{
  rome_run runs[ROME_RUNS_PER_BLOCK * 4];
  size_t nruns, order = 0;
  for (size_t a = 0; a < blocks; a++)
    order += dim[a];
  assert_ok (rome_pairing_runs (pairing, blocks, dim, runs, &nruns));
  *P = matrix_p_of_runs (format, order, runs, nruns);
  return matrix_m_of_runs (format, order, runs, nruns);
}

static void check_pairing (rome_pairing pairing, rome_format format, size_t blocks, const size_t *dim)
{
  matrix P, m = pairing_matrix (pairing, format, blocks, dim, &P);
  check_pairs (&P, &m);
  /* P is the identity where pairs are written where they are read (two columns always are) */
  if (pairing != ROME_INTERLEAVE_HALF)
    check_pairs (NULL, &m);
  matrix_free (&P);
  matrix_free (&m);
}

static void test_pairings_of_all_sizes (void **state)
{
  (void) state;
  for (size_t order = 2; order <= ORDER_MAX; order += 2)
    for (int pairing = ROME_INTERLEAVED; pairing <= ROME_INTERLEAVE_HALF; pairing++)
      if (pairing != ROME_QUARTER || order % 4 == 0)
        check_pairing ((rome_pairing) pairing, order % 6 ? ROME_F64 : ROME_F32, 1, &order);
}

/* A pairing of one block is found as the runs that it is. */
static void test_one_block_is_one_run (void **state)
{
  (void) state;
  const rome_pairing pairing[] = {ROME_INTERLEAVED, ROME_HALF, ROME_INTERLEAVE_HALF};
  for (size_t order = 2; order <= 64; order += 2)
    for (size_t n = 0; n < COUNT_OF (pairing); n++) {
      matrix P, m = pairing_matrix (pairing[n], ROME_F64, 1, &order, &P);
      const view v = look (&P, &m);
      assert_int_equal (v.nruns, 1);
      matrix_free (&P);
      matrix_free (&m);
    }
}

static void test_blocks (void **state)
{
  (void) state;
  const size_t lists[][4] = {{44, 44, 40, 0}, {4, 4, 4, 4}, {4, 8, 12, 8}, {64, 4, 4, 64}, {8, 0, 8, 8}};
  for (size_t n = 0; n < COUNT_OF (lists); n++)
    for (int pairing = ROME_INTERLEAVED; pairing <= ROME_INTERLEAVE_HALF; pairing++)
      check_pairing ((rome_pairing) pairing, ROME_F64, 4, lists[n]);
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

/* Pairs read anywhere and written anywhere. */
static void test_random_pairs_with_a_permutation (void **state)
{
  (void) state;
  splitmix r = {93};
  size_t from[ORDER_MAX], to[ORDER_MAX];
  rome_run runs[ORDER_MAX / 2];
  for (int n = 0; n < 300; n++) {
    const size_t order = 2 * (1 + (size_t) splitmix_below (&r, 40));
    shuffle (&r, order, from);
    shuffle (&r, order, to);
    for (size_t k = 0; k < order; k += 2) {
      const size_t a = to[k] < to[k + 1] ? to[k] : to[k + 1], b = to[k] < to[k + 1] ? to[k + 1] : to[k];
      runs[k / 2] = (rome_run) {from[k], from[k + 1], 1, 1, a, b, 1};
    }
    matrix P = matrix_p_of_runs (ROME_F64, order, runs, order / 2), m = matrix_m_of_runs (ROME_F64, order, runs, order / 2);
    check_pairs (&P, &m);
    /* M alone is a rotation only if P happens to be the identity */
    matrix swapped = matrix_permutation (ROME_F64, order, &r);
    assert_false (order > 8 && look (&swapped, &m).is_rotation);
    matrix_free (&swapped);
    matrix_free (&P);
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

/* P takes column 0 twice, and the second time in no pair: no rotation, though columns 0 and 1 are a pair (found by the fuzzer). */
static void test_a_column_taken_twice (void **state)
{
  (void) state;
  matrix P = matrix_zero (ROME_F64, 3), m = matrix_zero (ROME_F64, 3);
  matrix_set (&P, 0, 0, 1);
  matrix_set (&P, 1, 1, 1);
  matrix_set (&P, 0, 2, 1);
  matrix_couple (&m, 0, 1);
  matrix_set (&m, 1, 2, 1);
  const view v = look (&P, &m);
  assert_false (v.is_rotation);
  assert_true (v.is_selection);
  matrix_free (&P);
  matrix_free (&m);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_pairings_of_all_sizes),
    cmocka_unit_test (test_one_block_is_one_run),
    cmocka_unit_test (test_blocks),
    cmocka_unit_test (test_a_column_taken_twice),
    cmocka_unit_test (test_random_pairs),
    cmocka_unit_test (test_random_pairs_with_a_permutation),
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
