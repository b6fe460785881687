/* test_pairing.c - which columns form pairs, written out.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

/* The columns of all pairs in order: first, second, first, second, ..., as they are read or (written) as they are written. */
static size_t columns (rome_pairing pairing, size_t blocks, const size_t *dim, int written, size_t *column)
{
  rome_run runs[16];
  size_t nruns = 99, n = 0;
  assert_ok (rome_pairing_runs (pairing, blocks, dim, runs, &nruns));
  assert_true (nruns <= ROME_RUNS_PER_BLOCK * blocks);
  for (size_t k = 0; k < nruns; k++)
    for (size_t m = 0; m < runs[k].count; m++) {
      column[n++] = written ? runs[k].to_first + m * runs[k].to_step : runs[k].first + m * runs[k].step;
      column[n++] = written ? runs[k].to_second + m * runs[k].to_step : runs[k].second + m * runs[k].step;
    }
  return n;
}

static void check_columns (rome_pairing pairing, size_t blocks, const size_t *dim, size_t count, const size_t *read, const size_t *written)
{
  size_t column[64];
  assert_int_equal (columns (pairing, blocks, dim, 0, column), count);
  assert_memory_equal (column, read, count * sizeof *read);
  assert_int_equal (columns (pairing, blocks, dim, 1, column), count);
  assert_memory_equal (column, written, count * sizeof *written);
}

static const size_t in_order[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

static void test_one_block (void **state)
{
  (void) state;
  const size_t eight = 8, two = 2, four = 4, halves[] = {0, 4, 1, 5, 2, 6, 3, 7}, quarters[] = {0, 2, 1, 3, 4, 6, 5, 7};
  const size_t of_four[] = {0, 2, 1, 3};
  check_columns (ROME_INTERLEAVED, 1, &eight, 8, in_order, in_order);
  check_columns (ROME_HALF, 1, &eight, 8, halves, halves);
  check_columns (ROME_QUARTER, 1, &eight, 8, quarters, quarters);
  check_columns (ROME_INTERLEAVE_HALF, 1, &eight, 8, in_order, halves);
  check_columns (ROME_INTERLEAVED, 1, &two, 2, in_order, in_order);
  check_columns (ROME_HALF, 1, &two, 2, in_order, in_order);
  check_columns (ROME_QUARTER, 1, &four, 4, in_order, in_order);
  check_columns (ROME_INTERLEAVE_HALF, 1, &two, 2, in_order, in_order);
  check_columns (ROME_HALF, 1, &four, 4, of_four, of_four);
}

static void test_several_blocks (void **state)
{
  (void) state;
  const size_t blocks[] = {4, 2, 6}, gaps[] = {0, 4, 0, 2, 0}, fours[] = {4, 8};
  const size_t halves[] = {0, 2, 1, 3, 4, 5, 6, 9, 7, 10, 8, 11}, halves_with_gaps[] = {0, 2, 1, 3, 4, 5};
  const size_t quarters[] = {0, 1, 2, 3, 4, 6, 5, 7, 8, 10, 9, 11};
  check_columns (ROME_INTERLEAVED, 3, blocks, 12, in_order, in_order);
  check_columns (ROME_HALF, 3, blocks, 12, halves, halves);
  check_columns (ROME_INTERLEAVE_HALF, 3, blocks, 12, in_order, halves);
  check_columns (ROME_QUARTER, 2, fours, 12, quarters, quarters);
  check_columns (ROME_INTERLEAVED, 5, gaps, 6, in_order, in_order);
  check_columns (ROME_HALF, 5, gaps, 6, halves_with_gaps, halves_with_gaps);
  check_columns (ROME_INTERLEAVE_HALF, 5, gaps, 6, in_order, halves_with_gaps);
}

static void test_nothing (void **state)
{
  (void) state;
  size_t column[1];
  for (int pairing = ROME_INTERLEAVED; pairing <= ROME_INTERLEAVE_HALF; pairing++)
    assert_int_equal (columns ((rome_pairing) pairing, 0, NULL, 0, column), 0);
}

static void test_interleaved_blocks_are_one_run (void **state)
{
  (void) state;
  const size_t dim[] = {44, 44, 40};
  rome_run runs[6];
  size_t nruns;
  assert_ok (rome_pairing_runs (ROME_INTERLEAVED, 3, dim, runs, &nruns));
  assert_int_equal (nruns, 1);
  assert_int_equal (runs[0].count, 64);
}

static void test_bad_arguments (void **state)
{
  (void) state;
  const size_t odd[] = {4, 3, 6}, no_quarters[] = {4, 6}, good = 4;
  rome_run runs[6];
  size_t nruns = 99;
  for (int pairing = ROME_INTERLEAVED; pairing <= ROME_INTERLEAVE_HALF; pairing++)
    assert_refused (rome_pairing_runs ((rome_pairing) pairing, 3, odd, runs, &nruns));
  assert_refused (rome_pairing_runs (ROME_QUARTER, 2, no_quarters, runs, &nruns));
  assert_refused (rome_pairing_runs ((rome_pairing) 99, 1, &good, runs, &nruns));
}

/* Columns are counted by size_t: blocks that sum to more have none. */
static void test_blocks_whose_sum_overflows (void **state)
{
  (void) state;
  const size_t beyond[] = {SIZE_MAX - 3, 8}, last[] = {SIZE_MAX - 11, 8};
  rome_run runs[4];
  size_t nruns;
  for (int pairing = ROME_INTERLEAVED; pairing <= ROME_INTERLEAVE_HALF; pairing++) {
    assert_refused (rome_pairing_runs ((rome_pairing) pairing, 2, beyond, runs, &nruns));
    assert_ok (rome_pairing_runs ((rome_pairing) pairing, 2, last, runs, &nruns));
  }
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_one_block),
    cmocka_unit_test (test_several_blocks),
    cmocka_unit_test (test_nothing),
    cmocka_unit_test (test_interleaved_blocks_are_one_run),
    cmocka_unit_test (test_bad_arguments),
    cmocka_unit_test (test_blocks_whose_sum_overflows),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
