/* parallel.c - OpenMP over spans, in rounds: the monitor is asked by the calling thread between two rounds.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "parallel.h"

#include <stdatomic.h>

#ifdef _OPENMP
#  include <omp.h>
#endif

/* Spans per thread and round: enough to balance, few enough to answer an interrupt soon. */
#define ROUND 16

/* Asked for by rome_set_threads; 0: nothing. */
static atomic_int wished;

rome_status rome_set_threads (int n)
{
  if (n < 0)
    return ROME_BAD_ARGUMENT;
  wished = n;
  return ROME_OK;
}

int rome_threads (void)
{
  const int n = wished;
  if (n > 0)
    return n;
#ifdef _OPENMP
  return omp_get_max_threads ();
#else
  return 1;
#endif
}

static size_t count_spans (size_t count, size_t grain)
{
  return count / grain + (count % grain != 0);
}

size_t parallel_workers (size_t count, size_t grain, int threads)
{
  const size_t wanted = (size_t) (threads > 0 ? threads : rome_threads ()), spans = count_spans (count, grain);
  return wanted < spans ? wanted : spans ? spans : 1;
}

static size_t worker_number (void)
{
#ifdef _OPENMP
  return (size_t) omp_get_thread_num ();
#else
  return 0;
#endif
}

rome_status parallel_spans (size_t count, size_t grain, int threads, parallel_span *span, void *data,
                            const rome_monitor *monitor)
{
  const size_t spans = count_spans (count, grain), team = parallel_workers (count, grain, threads);
  for (size_t first = 0; first < spans; first += ROUND * team) {
    if (monitor && monitor->stop && monitor->stop (monitor->data))
      return ROME_INTERRUPTED;
    const size_t left = spans - first, round = left < ROUND * team ? left : ROUND * team;
    if (team <= 1) { /* no parallel region: it would cost more than a small call */
      for (size_t k = first; k < first + round; k++)
        span (data, 0, k * grain, k + 1 < spans ? (k + 1) * grain : count);
      continue;
    }
#ifdef _OPENMP
#  pragma omp parallel for schedule(dynamic) num_threads((int) team)
#endif
    for (size_t k = first; k < first + round; k++)
      span (data, worker_number (), k * grain, k + 1 < spans ? (k + 1) * grain : count);
  }
  return ROME_OK;
}
