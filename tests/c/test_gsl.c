/* test_gsl.c - the caller's error handler of GSL survives every call, also when two threads come first at once.

   Each test is a process of its own, because what is at stake happens at first use.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <pthread.h>

#include "frequencies.h"

static void own_handler (const char *reason, const char *file, int line, int number)
{
  (void) reason, (void) file, (void) line, (void) number;
  _exit (99); /* the library must never get here */
}

/* The handler now, left in place. */
static gsl_error_handler_t *handler_now (void)
{
  gsl_error_handler_t *handler = gsl_set_error_handler (NULL);
  gsl_set_error_handler (handler);
  return handler;
}

enum { FINE, STATUS_WRONG, HANDLER_CHANGED, VALUES_DIFFER, NO_THREAD };

/* Every function that calls GSL; results through *cosine, so that two threads can be compared. */
static int use_all (double *cosine)
{
  const double position = 12345.5;
  const rome_positions one = {1, &position, NULL}, many = {100, NULL, NULL};
  const size_t dim = 8;
  rome_freqs *freqs = NULL;
  double c[400], s[400];
  const rome_truth_values values = {cosine, NULL, NULL, NULL};
  const int wrong = frequencies_create (&freqs, 1e4, 1, &dim) != ROME_OK || rome_self_check (NULL) != ROME_OK
                    || rome_truth (freqs, &one, ROME_GSL, &values, 1, NULL) != ROME_OK
                    || rome_truth (freqs, &one, ROME_CERTIFIED, &values, 1, NULL) != ROME_OK
                    || rome_cache (freqs, &many, ROME_F64, c, s, 1, NULL) != ROME_OK
                    || rome_cache (freqs, &one, ROME_F32, c, s, 1, NULL) != ROME_OK;
  rome_freqs_free (freqs);
  return wrong ? STATUS_WRONG : FINE;
}

static int with_own_handler (void *data)
{
  (void) data;
  double cosine[4];
  gsl_set_error_handler (own_handler);
  const int result = use_all (cosine);
  return result != FINE ? result : handler_now () == own_handler ? FINE : HANDLER_CHANGED;
}

static int with_default_handler (void *data)
{
  (void) data;
  double cosine[4];
  const int result = use_all (cosine);
  return result != FINE ? result : handler_now () == NULL ? FINE : HANDLER_CHANGED;
}

static int after_failures (void *data)
{
  (void) data;
  const double bad = NAN;
  const rome_positions positions = {1, &bad, NULL};
  const size_t dim = 8;
  rome_freqs *freqs = NULL;
  const rome_truth_values values = {0};
  gsl_set_error_handler (own_handler);
  if (frequencies_create (&freqs, 1e4, 1, &dim) != ROME_OK
      || rome_truth (freqs, &positions, ROME_GSL, &values, 1, NULL) != ROME_BAD_ARGUMENT)
    return STATUS_WRONG;
  rome_freqs_free (freqs);
  return handler_now () == own_handler ? FINE : HANDLER_CHANGED;
}

static int after_an_interrupt (void *data)
{
  (void) data;
  patience p = {0, 1};
  const rome_monitor monitor = {patience_ends, &p};
  const rome_positions positions = {100, NULL, NULL};
  const size_t dim = 8;
  rome_freqs *freqs = NULL;
  double c[400], s[400];
  gsl_set_error_handler (own_handler);
  if (frequencies_create (&freqs, 1e4, 1, &dim) != ROME_OK
      || rome_cache (freqs, &positions, ROME_F64, c, s, 1, &monitor) != ROME_INTERRUPTED)
    return STATUS_WRONG;
  rome_freqs_free (freqs);
  return handler_now () == own_handler ? FINE : HANDLER_CHANGED;
}

/* How often GSL's handler is called during a call and after it, when somebody reports an error then. */
static int reports;

static void count_reports (const char *reason, const char *file, int line, int number)
{
  (void) reason, (void) file, (void) line, (void) number;
  reports++;
}

static int report_one (void *data)
{
  (void) data;
  gsl_error ("reported by the monitor", __FILE__, __LINE__, GSL_EUNDRFLW);
  return 0;
}

static int silent_inside (void *data)
{
  (void) data;
  const rome_monitor monitor = {report_one, NULL};
  const rome_positions positions = {100, NULL, NULL};
  const size_t dim = 8;
  rome_freqs *freqs = NULL;
  double c[400];
  const rome_truth_values values = {c, NULL, NULL, NULL};
  gsl_set_error_handler (count_reports);
  if (frequencies_create (&freqs, 1e4, 1, &dim) != ROME_OK || rome_truth (freqs, &positions, ROME_GSL, &values, 1, &monitor) != ROME_OK)
    return STATUS_WRONG;
  rome_freqs_free (freqs);
  if (reports != 0)
    return HANDLER_CHANGED;
  report_one (NULL);
  return reports == 1 ? FINE : HANDLER_CHANGED;
}

/* ---- two threads ---- */

typedef struct {
  pthread_barrier_t *start;
  double cosine[4];
  int result;
} visitor;

static void *visit (void *data)
{
  visitor *v = data;
  pthread_barrier_wait (v->start);
  v->result = use_all (v->cosine);
  return NULL;
}

static int two_at_once (void *data)
{
  (void) data;
  pthread_barrier_t start;
  pthread_t thread[2];
  visitor v[2] = {{&start, {0}, -1}, {&start, {0}, -1}};
  gsl_set_error_handler (own_handler);
  pthread_barrier_init (&start, NULL, 2);
  for (int n = 0; n < 2; n++)
    if (pthread_create (&thread[n], NULL, visit, &v[n]))
      return NO_THREAD;
  for (int n = 0; n < 2; n++)
    pthread_join (thread[n], NULL);
  pthread_barrier_destroy (&start);
  if (v[0].result != FINE || v[1].result != FINE)
    return STATUS_WRONG;
  if (memcmp (v[0].cosine, v[1].cosine, sizeof v[0].cosine) != 0)
    return VALUES_DIFFER;
  return handler_now () == own_handler ? FINE : HANDLER_CHANGED;
}

static void test_own_handler_survives (void **state)
{
  (void) state;
  assert_int_equal (child_run (with_own_handler, NULL, 30), FINE);
}

static void test_default_handler_survives (void **state)
{
  (void) state;
  assert_int_equal (child_run (with_default_handler, NULL, 30), FINE);
}

static void test_handler_survives_failures (void **state)
{
  (void) state;
  assert_int_equal (child_run (after_failures, NULL, 30), FINE);
  assert_int_equal (child_run (after_an_interrupt, NULL, 30), FINE);
}

static void test_handler_is_off_inside_only (void **state)
{
  (void) state;
  assert_int_equal (child_run (silent_inside, NULL, 30), FINE);
}

static void test_first_use_by_two_threads (void **state)
{
  (void) state;
  for (int n = 0; n < 50; n++)
    assert_int_equal (child_run (two_at_once, NULL, 30), FINE);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_own_handler_survives),
    cmocka_unit_test (test_default_handler_survives),
    cmocka_unit_test (test_handler_survives_failures),
    cmocka_unit_test (test_handler_is_off_inside_only),
    cmocka_unit_test (test_first_use_by_two_threads),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
