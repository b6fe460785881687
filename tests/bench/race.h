/* race.h - contenders timed in turns, so that what disturbs the machine disturbs all of them alike.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_RACE_H
#define BENCH_RACE_H

#include <stddef.h>

#define RACE_FEWEST 5
#define RACE_MOST 15

typedef struct {
  const char *name;
  void (*run) (void *data);
  void *data;
  /* set by race: */
  size_t rounds;
  double time[RACE_MOST]; /* seconds per run, one entry per round that counts */
} contender;

/* A warm-up that finds how often each one must run to be timed, then RACE_FEWEST rounds, and up to RACE_MOST while they fit into
   `seconds`. */
void race (contender *c, size_t count, double seconds);

/* Contenders of one thread are timed by the processor time of that thread, so that other work on the machine disturbs less; of more
   threads, by the clock on the wall, and only samples count during which all of them had a processor (if there are fewer than three,
   what follows is not a number).  0, as at first: by the clock on the wall, all samples count. */
void race_threads (int threads);

/* Medians: of the time, of the ratio of two times of the same round (several threads: the ratio of the medians); and how far apart the
   quartiles of the time are, relative to the median. */
double race_time (const contender *c);
double race_ratio (const contender *c, const contender *reference);
double race_spread (const contender *c);

#endif
