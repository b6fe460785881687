/* truth.c - certified values at many positions.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "floatguard.h"
#include "frequency.h"
#include "gslguard.h"
#include "parallel.h"
#include "phases.h"
#include "xpos.h"

typedef struct {
  const rome_freqs *freqs;
  const rome_positions *positions;
  rome_tier tier;
  const rome_truth_values *values;
} truth_job;

static void copy (double *to, size_t k, const double *from, size_t n)
{
  if (to)
    memcpy (to + k, from, n * sizeof *to);
}

/* Rows [begin, end) of the flattened rows-by-pairs values, a batch of one pair at a time. */
static void truth_span (void *data, size_t worker, size_t begin, size_t end)
{
  (void) worker;
  const truth_job *job = data;
  const rome_truth_values *v = job->values;
  const size_t rows = job->positions->count;
  point_values z;
  for (size_t k = begin, n; k < end; k += n) {
    const size_t row = k % rows;
    n = end - k < POINT_BATCH ? end - k : POINT_BATCH;
    if (n > rows - row)
      n = rows - row;
    phases_rows (job->freqs, job->positions, k / rows, row, n, job->tier, &z);
    copy (v->cos_hi, k, z.cos, n);
    copy (v->cos_lo, k, z.cos_lo, n);
    copy (v->sin_hi, k, z.sin, n);
    copy (v->sin_lo, k, z.sin_lo, n);
  }
}

rome_status rome_truth (const rome_freqs *freqs, const rome_positions *positions, rome_tier tier,
                        const rome_truth_values *values, int threads, const rome_monitor *monitor)
{
  DEFAULT_ARITHMETIC;
  rome_status status = phases_check (freqs, positions);
  if (status == ROME_OK)
    status = xpos_check (freqs, positions, xpos_bits (ROME_F64));
  if (status != ROME_OK)
    return status;
  truth_job job = {freqs, positions, tier, values};
  gsl_guard_enter ();
  status = parallel_spans (freqs->pairs * positions->count, 4096, threads, truth_span, &job, monitor);
  gsl_guard_leave ();
  return status;
}
