/* test_faults.c - every allocation fails once, and all from one on: the call says so, keeps nothing, and works the next time.

   Linked with malloc, calloc, realloc and aligned_alloc wrapped, so that the library, the builtins and their results' memory come here.
   (What GSL and FFTW allocate themselves does not: FFTW has no answer to a failure but to end the process.)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"

#include <malloc.h>
#include <stdatomic.h>

#include "fftplan.h"
#include "gate_host.h"

static atomic_long live;    /* blocks not yet freed */
static atomic_long asked;   /* allocations since the last call of plan_failure */
static long first_failing;  /* 0: none */
static int others_fail_too; /* those after it */

void *__real_malloc (size_t size);
void *__real_calloc (size_t count, size_t size);
void *__real_realloc (void *memory, size_t size);
void *__real_aligned_alloc (size_t alignment, size_t size);
void __real_free (void *memory);
void *__wrap_malloc (size_t size);
void *__wrap_calloc (size_t count, size_t size);
void *__wrap_realloc (void *memory, size_t size);
void *__wrap_aligned_alloc (size_t alignment, size_t size);
void __wrap_free (void *memory);

static int fails (void)
{
  const long number = ++asked;
  return first_failing && (number == first_failing || (others_fail_too && number > first_failing));
}

static void *counted (void *memory)
{
  live += memory != NULL;
  return memory;
}

void *__wrap_malloc (size_t size)
{
  return fails () ? NULL : counted (__real_malloc (size));
}

void *__wrap_calloc (size_t count, size_t size)
{
  return fails () ? NULL : counted (__real_calloc (count, size));
}

void *__wrap_realloc (void *memory, size_t size)
{
  if (fails ())
    return NULL;
  live -= memory != NULL;
  return counted (__real_realloc (memory, size));
}

void *__wrap_aligned_alloc (size_t alignment, size_t size)
{
  return fails () ? NULL : counted (__real_aligned_alloc (alignment, size));
}

void __wrap_free (void *memory)
{
  live -= memory != NULL;
  __real_free (memory);
}

static void plan_failure (long number, int and_after)
{
  asked = 0;
  others_fail_too = and_after;
  first_failing = number;
}

/* ---- the builtins ---- */

/* A call with allocation number `number` failing; 0 once there are not so many. */
static int fails_properly (host *h, long number, int and_after, const uint64_t *expected)
{
  const long before = live;
  plan_failure (number, and_after);
  const int answer = host_call (h);
  const int reached = asked >= number;
  plan_failure (0, 0);
  /* some memory only makes a call faster: it may do without */
  if (answer == 0 && expected && host_hash (h) != *expected)
    fail_msg ("%s gives something else after its allocation %ld failed", h->g.function, number);
  host_again (h);
  if (live != before)
    fail_msg ("%s keeps %ld blocks after its allocation %ld failed", h->g.function, live - before, number);
  if (answer != 0 && strcmp (h->g.error_id, "rome:outOfMemory") != 0)
    fail_msg ("%s: allocation %ld failed: %s: %s", h->g.function, number, h->g.error_id, h->g.error_text);
  return reached;
}

static void check_line (const host_line *line, long *failures)
{
  host h;
  host_open (&h, line->line, line->nargout);
  /* what is made at first use and kept is made here */
  if (host_call (&h) != 0)
    fail_msg ("%s: %s", line->line, h.g.error_text);
  const uint64_t expected = host_hash (&h);
  host_again (&h);
  for (int and_after = 0; and_after < 2; and_after++)
    for (long number = 1; fails_properly (&h, number, and_after, line->timed ? NULL : &expected); number++) {
      ++*failures;
      assert_int_equal (host_call (&h), 0);
      if (!line->timed && host_hash (&h) != expected)
        fail_msg ("%s gives something else once allocation %ld has failed", line->line, number);
      host_again (&h);
    }
  host_close (&h);
}

static void test_builtins (void **state)
{
  (void) state;
  long failures = 0;
  for (size_t k = 0; k < host_line_count (); k++)
    check_line (&host_lines[k], &failures);
  printf ("measured %ld failing allocations in %zu calls of builtins: each refused or done without, nothing kept\n", failures, host_line_count ());
}

/* ---- Ctrl-C at every question: the call ends as interrupted, and keeps nothing ---- */

#define MOST_QUESTIONS 30

static void interrupt_line (const host_line *line, long *interrupts)
{
  host h;
  patience p = {0, 0};
  host_open (&h, line->line, line->nargout);
  h.g.monitor = (rome_monitor) {patience_ends, &p, NULL};
  assert_int_equal (host_call (&h), 0);
  const int questions = p.calls < MOST_QUESTIONS ? p.calls : MOST_QUESTIONS;
  host_again (&h);
  for (int at = 1; at <= questions; at++) {
    const long before = live;
    p = (patience) {0, at};
    const int answer = host_call (&h);
    /* several threads may ask less often than they did before */
    if (p.calls >= at && (answer == 0 || strcmp (h.g.error_id, GATE_INTERRUPT) != 0))
      fail_msg ("%s: interrupted at question %d, and says %d, %s", line->line, at, answer, h.g.error_id);
    *interrupts += p.calls >= at;
    host_again (&h);
    if (live > before + 2) /* a plan of FFTW may have come to stay */
      fail_msg ("%s keeps %ld blocks after an interrupt", line->line, live - before);
  }
  host_close (&h);
}

static void test_interrupts (void **state)
{
  (void) state;
  long interrupts = 0;
  for (size_t k = 0; k < host_line_count (); k++)
    interrupt_line (&host_lines[k], &interrupts);
  assert_true (interrupts > 50);
  printf ("measured %ld interrupts in calls of builtins: each said so\n", interrupts);
}

/* ---- plans of FFTW that make room for others ---- */

static void test_old_plans_go (void **state)
{
  (void) state;
  const long besides = live - (long) fft_plans_kept ();
  size_t first_round = 0;
  for (size_t n = 0; n < 3000; n++) {
    fft_plan *p = fft_acquire (&(fft_shape) {.rank = 1, .many = 1, .distance = 64, .size = {1 + n % 60}});
    assert_non_null (p);
    fft_release (p);
    assert_int_equal (live - (long) fft_plans_kept (), besides);
    if (n == 600)
      first_round = mallinfo2 ().uordblks;
  }
  /* what FFTW itself has allocated: 2400 plans of some kilobytes each */
  assert_true (mallinfo2 ().uordblks < first_round + 200000);
}

/* ---- first use: what is kept is made while allocations fail ---- */

/* The blocks that stay in the end besides FFTW's plans, or 127 if a call went wrong. */
static int blocks_kept (void *data)
{
  const host_line *line = data;
  host h;
  host_open (&h, line->line, line->nargout);
  long number = line->timed; /* 0: no failures */
  for (int reached = number > 0; reached; number++) {
    plan_failure (number, 0);
    const int answer = host_call (&h);
    reached = asked >= number;
    plan_failure (0, 0);
    host_again (&h);
    if (answer != 0 && strcmp (h.g.error_id, "rome:outOfMemory") != 0)
      return 127;
  }
  if (host_call (&h) != 0)
    return 127;
  host_close (&h);
  const long besides = live - (long) fft_plans_kept ();
  return besides >= 0 && besides < 127 ? (int) besides : 127;
}

static void test_first_use (void **state)
{
  (void) state;
  for (size_t k = 0; k < host_line_count (); k++) {
    host_line line = host_lines[k];
    if (!strstr (line.line, "rope_lagscore")) /* FFTW's plans are the only blocks that are kept */
      continue;
    line.timed = 0;
    assert_int_equal (child_run (blocks_kept, &line, 60), 0);
    line.timed = 1;
    assert_int_equal (child_run (blocks_kept, &line, 60), 0);
  }
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_first_use), /* before any thread: it forks */
    cmocka_unit_test (test_builtins),
    cmocka_unit_test (test_interrupts),
    cmocka_unit_test (test_old_plans_go),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
