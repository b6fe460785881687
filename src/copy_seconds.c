/* copy_seconds.c - the time of a plain copy, against which rotations are measured.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 199309L
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "parallel.h"

typedef struct {
  const char *from;
  char *to;
} copy_job;

static void copy_span (void *data, size_t worker, size_t begin, size_t end)
{
  const copy_job *job = data;
  (void) worker;
  memcpy (job->to + begin, job->from + begin, end - begin);
}

/* One thread: its processor time, so that other work on the machine counts less. */
static double now (int threads)
{
  struct timespec t;
  clock_gettime (threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

rome_status rome_copy_seconds (size_t bytes, int threads, size_t rounds, double *seconds, const rome_monitor *monitor)
{
  if (bytes == 0 || threads < 1)
    return ROME_BAD_ARGUMENT;
  char *from = malloc (bytes), *to = malloc (bytes);
  rome_status status = from && to ? ROME_OK : ROME_NO_MEMORY;
  if (status == ROME_OK) {
    memset (from, 1, bytes);
    memset (to, 2, bytes);
  }
  copy_job job = {from, to};
  const size_t part = (bytes - 1) / (size_t) threads + 1;
  for (size_t k = 0; k < rounds && status == ROME_OK; k++) {
    const double start = now (threads);
    status = parallel_spans (bytes, part, threads, copy_span, &job, monitor);
    seconds[k] = now (threads) - start;
  }
  free (from);
  free (to);
  return status;
}
