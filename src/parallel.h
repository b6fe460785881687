/* parallel.h - spreads independent work over threads, and asks the caller's monitor between portions.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_PARALLEL_H
#define ROME_PARALLEL_H

#include "rome.h"

/* Largest number of workers that parallel_spans uses for this work and request (0: the default). */
size_t parallel_workers (size_t count, size_t grain, int threads);

/* One portion of the work; worker < parallel_workers () tells which scratch memory is this thread's own. */
typedef void parallel_span (void *data, size_t worker, size_t begin, size_t end);

/* Calls span for consecutive parts of [0, count) of at most grain elements, in any order and from several
   threads.  The results must not depend on how the range is cut. */
rome_status parallel_spans (size_t count, size_t grain, int threads, parallel_span *span, void *data,
                            const rome_monitor *monitor);

/* The same; the calling thread asks the monitor before its first span and after every `round` of its spans. */
rome_status parallel_spans_asking (size_t count, size_t grain, int threads, size_t round, parallel_span *span, void *data, const rome_monitor *monitor);
#define PARALLEL_ROUND 16

#endif
