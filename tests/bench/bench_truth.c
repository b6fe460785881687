/* bench_truth.c - certified values and the tier "gsl" against what a user of GSL would write.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_trig.h>

#include "frequencies.h"
#include "memory.h"
#include "sections.h"
#include "splitmix.h"

#define ROWS 2048

typedef struct {
  frequencies freqs;
  rome_positions positions;
  rome_tier tier;
  rome_truth_values values;
} truth_job;

static void run_truth (void *data)
{
  const truth_job *job = data;
  report_need (rome_truth (job->freqs.exact, &job->positions, job->tier, &job->values, 1, NULL) == ROME_OK, "rome_truth");
}

/* Two calls on the rounded product. */
static void run_plain_gsl (void *data)
{
  const truth_job *job = data;
  for (size_t i = 0, k = 0; i < job->freqs.pairs; i++)
    for (size_t n = 0; n < ROWS; n++, k++) {
      const double angle = job->positions.value[n] * job->freqs.rounded[i];
      gsl_sf_result c, s;
      gsl_sf_cos_e (angle, &c);
      gsl_sf_sin_e (angle, &s);
      job->values.cos_hi[k] = c.val;
      job->values.sin_hi[k] = s.val;
    }
}

static void compare (const char *name, truth_job *job)
{
  truth_job gsl = *job;
  gsl.tier = ROME_GSL;
  gsl.values.cos_lo = gsl.values.sin_lo = NULL;
  contender c[] = {{.name = "truth certified", .run = run_truth, .data = job},
                   {.name = "truth gsl", .run = run_truth, .data = &gsl},
                   {.name = "two GSL calls", .run = run_plain_gsl, .data = job}};
  race_threads (1);
  race (c, 3, 1);
  race_threads (0);
  report_row (name, 1, (double) (ROWS * job->freqs.pairs), &c[0]);
  report_number (COST, &c[0], &c[2], 2);
  report_number (COST, &c[1], &c[2], 2);
}

void bench_truth (void)
{
  double position[ROWS];
  truth_job job = {.freqs = frequencies_make (1e4, 128), .positions = {ROWS, position, NULL}, .tier = ROME_CERTIFIED};
  const size_t count = ROWS * job.freqs.pairs;
  double *out = memory_make (4 * count * sizeof *out);
  job.values = (rome_truth_values) {out, out + count, out + 2 * count, out + 3 * count};
  splitmix r = {1};
  report_table ("truth", "cost relative to two plain GSL calls", "pair", 2, (const char *[]) {"certified", "gsl"});
  for (size_t n = 0; n < ROWS; n++)
    position[n] = (double) n;
  compare ("positions 0 .. 2047 x 64 pairs", &job);
  for (size_t n = 0; n < ROWS; n++)
    position[n] = (double) splitmix_below (&r, UINT64_C (1) << 31);
  compare ("2048 random < 2^31 x 64 pairs", &job);
  memory_free (out);
  frequencies_free (&job.freqs);
}
