/* parallel.c - OpenMP over spans: each thread takes the next one; the calling thread asks the monitor now and then.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "parallel.h"
#include "floatguard.h"

#include <pthread.h>
#include <stdatomic.h>

#ifdef _OPENMP
#  include <omp.h>
#endif

/* ---- processes that fork ----

   A child has none of OpenMP's threads, and gcc's runtime would wait for them for ever: once a team has worked in the parent, its
   children work with one thread. */

static atomic_int had_team, is_child;

static void after_fork_in_child (void)
{
  is_child = had_team;
}

static void watch_forks (void)
{
  (void) pthread_atfork (NULL, NULL, after_fork_in_child);
}

static void note_team (void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once (&once, watch_forks);
  had_team = 1;
}

/* ---- how many threads ---- */

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
  const size_t wanted = is_child ? 1 : (size_t) (threads > 0 ? threads : rome_threads ()), spans = count_spans (count, grain);
  return wanted < spans ? wanted : spans ? spans : 1;
}

/* Work in progress. */
typedef struct {
  size_t count, grain, spans;
  parallel_span *span;
  void *data;
  const rome_monitor *monitor;
  size_t round; /* spans after which it is asked */
  atomic_size_t next; /* span that nobody has taken yet */
  atomic_int stopped;
} work;

static void take (const work *w, size_t worker, size_t k)
{
  w->span (w->data, worker, k * w->grain, k + 1 < w->spans ? (k + 1) * w->grain : w->count);
}

/* Tells the monitor that `begun` spans have been taken, and asks it. */
static int asked_to_stop (const work *w, size_t taken, size_t begun)
{
  const rome_monitor *m = w->monitor;
  if (taken % w->round || !m)
    return 0;
  if (m->progress)
    m->progress (m->data, (double) begun / (double) w->spans);
  return m->stop && m->stop (m->data);
}

static rome_status take_all (const work *w)
{
  for (size_t k = 0; k < w->spans; k++) {
    if (asked_to_stop (w, k, k))
      return ROME_INTERRUPTED;
    take (w, 0, k);
  }
  return ROME_OK;
}

/* Takes spans until there are none left.  Worker 0 is the calling thread, which alone may ask the monitor. */
static void take_spans (work *w, size_t worker)
{
  DEFAULT_ARITHMETIC;
  for (size_t taken = 0;; taken++) {
    if (worker == 0 && asked_to_stop (w, taken, w->next < w->spans ? w->next : w->spans))
      w->stopped = 1;
    const size_t k = w->stopped ? w->spans : w->next++;
    if (k >= w->spans)
      return;
    take (w, worker, k);
  }
}

rome_status parallel_spans_asking (size_t count, size_t grain, int threads, size_t round, parallel_span *span, void *data, const rome_monitor *monitor)
{
  work w = {count, grain, count_spans (count, grain), span, data, monitor, round, 0, 0};
  const size_t team = parallel_workers (count, grain, threads);
  if (team <= 1) /* no parallel region: it would cost more than a small call */
    return take_all (&w);
  note_team ();
#ifdef _OPENMP
#  pragma omp parallel num_threads((int) team)
  take_spans (&w, (size_t) omp_get_thread_num ());
#else
  take_spans (&w, 0);
#endif
  return w.stopped ? ROME_INTERRUPTED : ROME_OK;
}

rome_status parallel_spans (size_t count, size_t grain, int threads, parallel_span *span, void *data,
                            const rome_monitor *monitor)
{
  return parallel_spans_asking (count, grain, threads, PARALLEL_ROUND, span, data, monitor);
}
