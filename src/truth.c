/* truth.c - certified values at many positions.

   SPDX-License-Identifier: GPL-3.0-or-later */
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

/* Rows [begin, end) of the flattened rows-by-pairs values. */
static void truth_span (void *data, size_t worker, size_t begin, size_t end)
{
  (void) worker;
  const truth_job *job = data;
  const rome_truth_values *v = job->values;
  for (size_t k = begin; k < end; k++) {
    const size_t row = k % job->positions->count, pair = k / job->positions->count;
    const roots_point z = phases_point (job->freqs, job->positions, row, pair, job->tier);
    if (v->cos_hi)
      v->cos_hi[k] = z.cos.hi;
    if (v->cos_lo)
      v->cos_lo[k] = z.cos.lo;
    if (v->sin_hi)
      v->sin_hi[k] = z.sin.hi;
    if (v->sin_lo)
      v->sin_lo[k] = z.sin.lo;
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
