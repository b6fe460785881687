/* test_parallel.c - work is cut into spans that cover it once, each with scratch memory of its own.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"

#include <math.h>
#include <stdatomic.h>
#include <time.h>

#include "parallel.h"

typedef struct {
  size_t count, grain, workers;
  atomic_int *visits;   /* of every element */
  atomic_int *busy;     /* of every worker: two spans at once must not share a number */
  atomic_int wrong, spans;
} ledger;

static void visit (void *data, size_t worker, size_t begin, size_t end)
{
  ledger *l = data;
  l->wrong += begin >= end || end > l->count || end - begin > l->grain || worker >= l->workers;
  if (worker < l->workers)
    l->wrong += atomic_fetch_add (&l->busy[worker], 1) != 0;
  for (size_t k = begin; k < end && k < l->count; k++)
    l->visits[k]++;
  if (worker < l->workers)
    l->busy[worker]--;
  l->spans++;
}

static void check_coverage (size_t count, size_t grain, int threads)
{
  ledger l = {count, grain, parallel_workers (count, grain, threads), NULL, NULL, 0, 0};
  l.visits = need (count, sizeof *l.visits);
  l.busy = need (l.workers, sizeof *l.busy);
  assert_ok (parallel_spans (count, grain, threads, visit, &l, NULL));
  assert_int_equal (l.wrong, 0);
  assert_int_equal (l.spans, (count + grain - 1) / grain);
  for (size_t k = 0; k < count; k++)
    assert_int_equal (l.visits[k], 1);
  free (l.visits);
  free (l.busy);
}

static void test_every_element_once (void **state)
{
  (void) state;
  const size_t count[] = {0, 1, 2, 7, 8, 9, 100, 1000, 4097}, grain[] = {1, 2, 8, 100, 5000};
  for (size_t c = 0; c < COUNT_OF (count); c++)
    for (size_t g = 0; g < COUNT_OF (grain); g++)
      for (int threads = 1; threads <= 3; threads++)
        check_coverage (count[c], grain[g], threads);
  check_coverage (1000, 10, 0);
  check_coverage (1000, 10, -5);
}

typedef struct {
  atomic_int inside, number[2];
} meeting;

/* Waits for the other span, so that it takes two threads to get through. */
static void meet (void *data, size_t worker, size_t begin, size_t end)
{
  (void) end;
  meeting *m = data;
  m->number[begin] = (int) worker;
  m->inside++;
  for (const time_t start = time (NULL); m->inside < 2 && time (NULL) - start < 10;)
    ;
}

/* One runtime of OpenMP makes the threads and another is asked for their numbers: all would be 0, and share their memory. */
static void test_threads_have_numbers_of_their_own (void **state)
{
  (void) state;
#ifdef _OPENMP
  meeting m = {0, {-1, -1}};
  assert_ok (parallel_spans (2, 1, 2, meet, &m, NULL));
  assert_int_equal (m.inside, 2);
  assert_int_equal (m.number[0] + m.number[1], 1);
#endif
}

/* In a child of a process whose threads have worked, which are not there. */
static int work_in_child (void *data)
{
  (void) data;
  check_coverage (1000, 10, 3);
  return (int) parallel_workers ((size_t) 1 << 20, 1, 7);
}

static void test_children_do_not_wait_for_threads (void **state)
{
  (void) state;
  check_coverage (1000, 10, 3);
  assert_int_equal (child_run (work_in_child, NULL, 20), 1);
}

static void test_number_of_workers (void **state)
{
  (void) state;
  const size_t plenty = (size_t) 1 << 20;
  assert_int_equal (parallel_workers (plenty, 1, 1), 1);
  assert_int_equal (parallel_workers (plenty, 1, 7), 7);
  assert_int_equal (parallel_workers (plenty, 1, 0), rome_threads ());
  assert_int_equal (parallel_workers (plenty, 1, -3), rome_threads ());
  /* no more than there are spans */
  assert_int_equal (parallel_workers (100, 30, 7), 4);
  assert_int_equal (parallel_workers (0, 30, 7), 1);
}

static void test_threads_can_be_set (void **state)
{
  (void) state;
  const int before = rome_threads ();
  assert_int_equal (rome_set_threads (-1), ROME_BAD_ARGUMENT);
  assert_int_equal (rome_threads (), before);
  assert_ok (rome_set_threads (before + 3));
  assert_int_equal (rome_threads (), before + 3);
  assert_int_equal (parallel_workers ((size_t) 1 << 20, 1, 0), before + 3);
  assert_int_equal (parallel_workers ((size_t) 1 << 20, 1, 1), 1); /* a call's own wish comes first */
  assert_ok (rome_set_threads (0));
  assert_int_equal (rome_threads (), before);
}

static void test_monitor_stops_between_rounds (void **state)
{
  (void) state;
  ledger l = {1000, 1, 1, need (1000, sizeof (atomic_int)), need (1, sizeof (atomic_int)), 0, 0};
  patience p = {0, 3};
  const rome_monitor monitor = {patience_ends, &p};
  assert_int_equal (parallel_spans (1000, 1, 1, visit, &l, &monitor), ROME_INTERRUPTED);
  assert_int_equal (p.calls, 3);
  assert_true (l.spans > 0 && l.spans < 1000);
  /* nothing to do: nobody needs to be asked twice */
  p = (patience) {0, 0};
  assert_ok (parallel_spans (0, 1, 1, visit, &l, &monitor));
  assert_true (p.calls <= 1);
  free (l.visits);
  free (l.busy);
}

/* The time of a copy: one figure per round, more for more bytes, and nothing without bytes or threads. */
static void test_copies_are_timed (void **state)
{
  (void) state;
  double small[9], large[9], least[2] = {INFINITY, INFINITY};
  assert_ok (rome_copy_seconds ((size_t) 1 << 14, 1, 9, small, NULL));
  assert_ok (rome_copy_seconds ((size_t) 1 << 24, 2, 9, large, NULL));
  for (int k = 0; k < 9; k++) {
    assert_true (small[k] >= 0 && large[k] > 0 && large[k] < 60);
    least[0] = fmin (least[0], small[k]);
    least[1] = fmin (least[1], large[k]);
  }
  assert_true (least[1] > 8 * least[0]); /* of a thousandfold */
  assert_int_equal (rome_copy_seconds (0, 1, 9, small, NULL), ROME_BAD_ARGUMENT);
  assert_int_equal (rome_copy_seconds (100, 0, 9, small, NULL), ROME_BAD_ARGUMENT);
  assert_ok (rome_copy_seconds (1, 7, 1, small, NULL)); /* more threads than bytes */
  patience p = {0, 1};
  const rome_monitor monitor = {patience_ends, &p};
  assert_int_equal (rome_copy_seconds (100, 1, 9, small, &monitor), ROME_INTERRUPTED);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_every_element_once),
    cmocka_unit_test (test_threads_have_numbers_of_their_own),
    cmocka_unit_test (test_children_do_not_wait_for_threads),
    cmocka_unit_test (test_number_of_workers),
    cmocka_unit_test (test_threads_can_be_set),
    cmocka_unit_test (test_monitor_stops_between_rounds),
    cmocka_unit_test (test_copies_are_timed),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
