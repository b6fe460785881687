/* test_isolation.c - what a call must leave as it was, and what must not change its results: the caller's rounding mode, flushing of
   subnormal numbers, traps, precision of the x87, GSL's error handler, OpenMP's number of threads, the locale, the signal mask.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "gate_host.h"

#include <fenv.h>
#include <gsl/gsl_errno.h>
#include <locale.h>
#include <omp.h>
#include <signal.h>
#include <unistd.h>

/* ---- the state of the process ---- */

typedef struct {
  fenv_t environment; /* only some of its bytes count: compared by its parts below */
  int rounding, flags;
  unsigned mxcsr;
  unsigned short x87;
  gsl_error_handler_t *handler;
  int threads, dynamic, levels, schedule, chunk;
  char locale[64];
  sigset_t blocked;
  void (*on_interrupt) (int);
} process_state;

static void own_handler (const char *reason, const char *file, int line, int number)
{
  (void) reason, (void) file, (void) line, (void) number;
  abort ();
}

static void on_interrupt (int number)
{
  (void) number;
}

static process_state state_now (void)
{
  process_state s;
  memset (&s, 0, sizeof s);
  s.rounding = fegetround ();
  s.flags = fetestexcept (FE_ALL_EXCEPT);
#ifdef __x86_64__
  __asm__ volatile ("stmxcsr %0\n\tfnstcw %1" : "=m"(s.mxcsr), "=m"(s.x87));
#endif
  s.handler = gsl_set_error_handler (NULL);
  gsl_set_error_handler (s.handler);
  omp_sched_t schedule;
  omp_get_schedule (&schedule, &s.chunk);
  s.threads = omp_get_max_threads (), s.dynamic = omp_get_dynamic (), s.levels = omp_get_max_active_levels (), s.schedule = (int) schedule;
  snprintf (s.locale, sizeof s.locale, "%s", setlocale (LC_ALL, NULL));
  sigprocmask (SIG_BLOCK, NULL, &s.blocked);
  struct sigaction action;
  sigaction (SIGINT, NULL, &action);
  s.on_interrupt = action.sa_handler;
  return s;
}

static const char *what_changed (const process_state *a, const process_state *b)
{
  return a->rounding != b->rounding                                ? "the rounding mode"
         : a->flags != b->flags                                    ? "the floating-point flags"
         : a->mxcsr != b->mxcsr || a->x87 != b->x87                ? "the control words"
         : a->handler != b->handler                                ? "GSL's error handler"
         : a->threads != b->threads || a->dynamic != b->dynamic || a->levels != b->levels ? "OpenMP's threads"
         : a->schedule != b->schedule || a->chunk != b->chunk      ? "OpenMP's schedule"
         : strcmp (a->locale, b->locale) != 0                      ? "the locale"
         : memcmp (&a->blocked, &b->blocked, sizeof a->blocked)    ? "the signal mask"
         : a->on_interrupt != b->on_interrupt                      ? "the action on SIGINT"
                                                                   : NULL;
}

/* ---- callers with settings of their own ---- */

static void as_usual (void)
{
}

static void upwards (void)
{
  fesetround (FE_UPWARD);
}

static void downwards (void)
{
  fesetround (FE_DOWNWARD);
}

static void towards_zero (void)
{
  fesetround (FE_TOWARDZERO);
}

#ifdef __x86_64__
static void set_mxcsr (unsigned bits, unsigned cleared)
{
  unsigned mxcsr;
  __asm__ volatile ("stmxcsr %0" : "=m"(mxcsr));
  mxcsr = (mxcsr | bits) & ~cleared;
  __asm__ volatile ("ldmxcsr %0" : : "m"(mxcsr));
}

/* FTZ and DAZ, as programs set them that were linked with -ffast-math */
static void flushing (void)
{
  set_mxcsr (0x8040, 0);
}

/* invalid operations, divisions by zero, overflows, and here inexact results too, raise SIGFPE */
static void trapping (void)
{
  feclearexcept (FE_ALL_EXCEPT);
  set_mxcsr (0, 0x1e80);
}

static void in_single_precision (void)
{
  const unsigned short x87 = 0x007f;
  __asm__ volatile ("fldcw %0" : : "m"(x87));
}
#endif

static const struct {
  const char *name;
  void (*set) (void);
} callers[] = {{"the usual settings", as_usual}, {"rounding upwards", upwards}, {"rounding downwards", downwards}, {"rounding towards zero", towards_zero},
#ifdef __x86_64__
               {"flushing subnormal numbers", flushing}, {"trapping exceptions", trapping}, {"single precision in the x87", in_single_precision},
#endif
};

/* ---- the tests ---- */

static uint64_t result_for (host *h, const char *line, void (*settings) (void), const char *name)
{
  fenv_t ours;
  fegetenv (&ours);
  settings ();
  const process_state before = state_now ();
  const int answer = host_call (h);
  const process_state after = state_now ();
  fesetenv (&ours);
  const char *changed = what_changed (&before, &after);
  if (answer != 0)
    fail_msg ("%s with %s: %s", line, name, h->g.error_text);
  if (changed)
    fail_msg ("%s with %s changes %s", line, name, changed);
  const uint64_t hash = host_hash (h);
  host_again (h);
  return hash;
}

static void test_every_builtin_for_every_caller (void **state)
{
  (void) state;
  size_t calls = 0;
  for (size_t k = 0; k < host_line_count (); k++) {
    const host_line *line = &host_lines[k];
    host h;
    host_open (&h, line->line, line->nargout);
    const uint64_t expected = result_for (&h, line->line, callers[0].set, callers[0].name);
    for (size_t n = 1; n < COUNT_OF (callers); n++, calls++)
      if (result_for (&h, line->line, callers[n].set, callers[n].name) != expected && !line->timed)
        fail_msg ("%s gives something else with %s", line->line, callers[n].name);
    host_close (&h);
  }
  printf ("measured %zu calls of builtins by callers with settings of their own: the same bits, the settings and flags left alone\n", calls);
}

/* OpenMP's threads keep the settings that they were made with. */
static void test_threads_made_by_such_a_caller (void **state)
{
  (void) state;
  enum { TOKENS = 4096, DIM = 64 };
  static double c[2][TOKENS * DIM / 2], s[2][TOKENS * DIM / 2];
  const size_t dim = DIM;
  rome_freqs *freqs = NULL;
  const rome_freqs_spec spec = {.base = 1e4, .axes = {ROME_AXES_BLOCKS, 1, &dim}};
  const rome_positions positions = {TOKENS, NULL, NULL};
  assert_int_equal (rome_freqs_create (&freqs, &spec), ROME_OK);
  assert_int_equal (rome_cache (freqs, &positions, ROME_F64, c[0], s[0], 1, NULL), ROME_OK);
  fesetround (FE_UPWARD);
  int made = 0;
#pragma omp parallel num_threads(3) reduction(+ : made)
  made += fesetround (FE_UPWARD) == 0;
  const rome_status status = rome_cache (freqs, &positions, ROME_F64, c[1], s[1], 3, NULL);
  int kept = 0;
#pragma omp parallel num_threads(3) reduction(+ : kept)
  {
    kept += fegetround () == FE_UPWARD;
    fesetround (FE_TONEAREST);
  }
  assert_int_equal (status, ROME_OK);
  assert_int_equal (kept, made);
  assert_memory_equal (c[0], c[1], sizeof c[0]);
  assert_memory_equal (s[0], s[1], sizeof s[0]);
  rome_freqs_free (freqs);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_every_builtin_for_every_caller),
    cmocka_unit_test (test_threads_made_by_such_a_caller),
  };
  setlocale (LC_ALL, "C.UTF-8");
  gsl_set_error_handler (own_handler);
  omp_set_num_threads (2);
  omp_set_dynamic (0);
  signal (SIGUSR1, on_interrupt);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
