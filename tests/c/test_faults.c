/* test_faults.c - every allocation fails once, and all from one on: the call says so, keeps nothing, and works the next time.

   Linked with malloc, calloc, realloc and aligned_alloc wrapped, so that the library, the builtins and their results' memory come here.
   (What GSL and FFTW allocate themselves does not: FFTW has no answer to a failure but to end the process.)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"

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
  for (size_t k = 0; k < COUNT_OF (host_lines); k++)
    check_line (&host_lines[k], &failures);
  printf ("measured %ld failing allocations in %zu calls of builtins: each refused or done without, nothing kept\n", failures, COUNT_OF (host_lines));
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
  for (size_t k = 0; k < COUNT_OF (host_lines); k++) {
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
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
