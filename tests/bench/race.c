/* race.c - timing in turns.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "race.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "report.h"

/* A sample lasts at least this long: clocks and calls then cost nothing. */
#define SHORTEST 1e-3

static clockid_t clock_used = CLOCK_MONOTONIC;

void race_threads (int threads)
{
  clock_used = threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC;
}

static double now (void)
{
  struct timespec t;
  clock_gettime (clock_used, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

static double sample (const contender *c, size_t runs)
{
  const double start = now ();
  for (size_t k = 0; k < runs; k++)
    c->run (c->data);
  return (now () - start) / (double) runs;
}

/* The first run, with cold caches, tells only that a contender is slow. */
static size_t runs_needed (const contender *c)
{
  size_t runs = 1;
  if (sample (c, 1) > 8 * SHORTEST)
    return 1;
  while (sample (c, runs) * (double) runs < SHORTEST)
    runs *= 2;
  return runs;
}

void race (contender *c, size_t count, double seconds)
{
  size_t *runs = malloc (count * sizeof *runs), round;
  report_need (runs != NULL, "allocating memory");
  for (size_t k = 0; k < count; k++)
    runs[k] = runs_needed (&c[k]);
  const double start = now ();
  for (round = 0; round < RACE_FEWEST || (round < RACE_MOST && now () - start < seconds); round++) /* seconds of the clock used */
    for (size_t k = 0; k < count; k++)
      c[k].time[round] = sample (&c[k], runs[k]);
  for (size_t k = 0; k < count; k++)
    c[k].rounds = round;
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
  for (size_t k = 0; k < c->rounds; k++)
    ratio[k] = c->time[k] / reference->time[k];
  return quantile (ratio, c->rounds, 0.5);
}

double race_spread (const contender *c)
{
  return (quantile (c->time, c->rounds, 0.75) - quantile (c->time, c->rounds, 0.25)) / race_time (c);
}
