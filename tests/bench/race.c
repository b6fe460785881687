/* race.c - timing in turns.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "race.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "report.h"

/* A sample lasts at least this long: clocks and calls then cost nothing. */
#define SHORTEST 1e-3

/* Several threads: the share of the processors that the program must have had for a sample to count, and seconds after which no
   further samples are waited for.  Threads that are done spin while they wait for the others, so that nothing else lowers it. */
#define UNDISTURBED 0.95
#define PATIENCE 3

static int threads_used; /* 0: any */

void race_threads (int threads)
{
  threads_used = threads;
}

static double read_clock (clockid_t id)
{
  struct timespec t;
  clock_gettime (id, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

static double now (void)
{
  return read_clock (threads_used == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC);
}

/* Seconds per run; *counts: whether all threads had a processor all the time. */
static double sample (const contender *c, size_t runs, int *counts)
{
  const double used = read_clock (CLOCK_PROCESS_CPUTIME_ID), start = now ();
  for (size_t k = 0; k < runs; k++)
    c->run (c->data);
  const double time = now () - start;
  *counts = threads_used < 2 || read_clock (CLOCK_PROCESS_CPUTIME_ID) - used >= UNDISTURBED * threads_used * time;
  return time / (double) runs;
}

/* The first run, with cold caches, tells only that a contender is slow. */
static size_t runs_needed (const contender *c)
{
  size_t runs = 1;
  int any;
  if (sample (c, 1, &any) > 8 * SHORTEST)
    return 1;
  while (sample (c, runs, &any) * (double) runs < SHORTEST)
    runs *= 2;
  return runs;
}

/* Seconds of the clock used. */
static int enough (const contender *c, size_t count, double spent, double seconds)
{
  size_t fewest = RACE_MOST;
  for (size_t k = 0; k < count; k++)
    fewest = c[k].rounds < fewest ? c[k].rounds : fewest;
  return fewest == RACE_MOST || (fewest >= RACE_FEWEST && spent >= seconds) || (threads_used > 1 && spent >= PATIENCE);
}

/* Who wrote the arrays last, and whether past the cache, is felt by who comes next: every other round runs backwards, from another
   start each time, so that no contender always follows the same one. */
static size_t whose_turn (unsigned round, size_t i, size_t count)
{
  const size_t at = (i + round / 2) % count;
  return round % 2 == 0 ? at : count - 1 - at;
}

void race (contender *c, size_t count, double seconds)
{
  size_t *runs = malloc (count * sizeof *runs);
  report_need (runs != NULL, "allocating memory");
  for (size_t k = 0; k < count; k++) {
    runs[k] = runs_needed (&c[k]);
    c[k].rounds = 0;
  }
  const double start = now ();
  for (unsigned round = 0; !enough (c, count, now () - start, seconds); round++)
    for (size_t i = 0; i < count; i++) {
      const size_t k = whose_turn (round, i, count);
      int counts;
      const double time = sample (&c[k], runs[k], &counts);
      if (counts && c[k].rounds < RACE_MOST)
        c[k].time[c[k].rounds++] = time;
    }
  free (runs);
}

/* ---- medians ---- */

static int ascending (const void *a, const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* The value below which the given share of n values lies. */
static double quantile (const double *value, size_t n, double share)
{
  double sorted[RACE_MOST];
  if (n < 3)
    return NAN;
  memcpy (sorted, value, n * sizeof *value);
  qsort (sorted, n, sizeof *sorted, ascending);
  return sorted[(size_t) (share * (double) n)];
}

double race_time (const contender *c)
{
  return quantile (c->time, c->rounds, 0.5);
}

double race_ratio (const contender *c, const contender *reference)
{
  double ratio[RACE_MOST];
  if (threads_used > 1) /* samples that did not count are missing: no rounds in common */
    return race_time (c) / race_time (reference);
  for (size_t k = 0; k < c->rounds; k++)
    ratio[k] = c->time[k] / reference->time[k];
  return quantile (ratio, c->rounds, 0.5);
}

double race_spread (const contender *c)
{
  return (quantile (c->time, c->rounds, 0.75) - quantile (c->time, c->rounds, 0.25)) / race_time (c);
}
