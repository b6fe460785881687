/* test_pairing.c - which columns form pairs, written out.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#define ROOM 8

/* The columns of all pairs in order: first, second, first, second, ... */
static size_t columns (rome_pairing pairing, size_t blocks, const size_t *dim, size_t *column)
{
  rome_run runs[ROOM];
  size_t nruns = 99, n = 0;
  assert_ok (rome_pairing_runs (pairing, blocks, dim, runs, &nruns));
  assert_true (nruns <= blocks);
  for (size_t k = 0; k < nruns; k++)
    for (size_t m = 0; m < runs[k].count; m++) {
      column[n++] = runs[k].first + m * runs[k].step;
      column[n++] = runs[k].second + m * runs[k].step;
    }
  return n;
}

static void check_columns (rome_pairing pairing, size_t blocks, const size_t *dim, size_t count, const size_t *expected)
{
  size_t column[64];
  assert_int_equal (columns (pairing, blocks, dim, column), count);
  assert_memory_equal (column, expected, count * sizeof *expected);
}

static void test_small_heads (void **state)
{
  (void) state;
  const size_t eight = 8, two = 2, blocks[] = {4, 2, 6}, gaps[] = {0, 4, 0, 2, 0};
  const size_t consecutive[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, halves[] = {0, 4, 1, 5, 2, 6, 3, 7};
  const size_t halves_of_blocks[] = {0, 2, 1, 3, 4, 5, 6, 9, 7, 10, 8, 11}, halves_with_gaps[] = {0, 2, 1, 3, 4, 5};
  check_columns (ROME_INTERLEAVED, 1, &eight, 8, consecutive);
  check_columns (ROME_HALF, 1, &eight, 8, halves);
  check_columns (ROME_INTERLEAVED, 1, &two, 2, consecutive);
  check_columns (ROME_HALF, 1, &two, 2, consecutive);
  check_columns (ROME_INTERLEAVED, 3, blocks, 12, consecutive);
  check_columns (ROME_HALF, 3, blocks, 12, halves_of_blocks);
  check_columns (ROME_INTERLEAVED, 5, gaps, 6, consecutive);
  check_columns (ROME_HALF, 5, gaps, 6, halves_with_gaps);
}

static void test_nothing (void **state)
{
  (void) state;
  size_t column[1];
  assert_int_equal (columns (ROME_INTERLEAVED, 0, NULL, column), 0);
  assert_int_equal (columns (ROME_HALF, 0, NULL, column), 0);
}

static void test_interleaved_blocks_are_one_run (void **state)
{
  (void) state;
  const size_t dim[] = {44, 44, 40};
  rome_run runs[3];
  size_t nruns;
  assert_ok (rome_pairing_runs (ROME_INTERLEAVED, 3, dim, runs, &nruns));
  assert_int_equal (nruns, 1);
  assert_int_equal (runs[0].count, 64);
}

static void test_bad_arguments (void **state)
{
  (void) state;
  const size_t odd[] = {4, 3, 6}, good = 4;
  rome_run runs[3];
  size_t nruns = 99;
  assert_refused (rome_pairing_runs (ROME_INTERLEAVED, 3, odd, runs, &nruns));
  assert_refused (rome_pairing_runs (ROME_HALF, 3, odd, runs, &nruns));
  assert_refused (rome_pairing_runs ((rome_pairing) 99, 1, &good, runs, &nruns));
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_small_heads),
    cmocka_unit_test (test_nothing),
    cmocka_unit_test (test_interleaved_blocks_are_one_run),
    cmocka_unit_test (test_bad_arguments),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
