/* cache.c - correctly rounded tables.

   Consecutive positions use the addition theorem: position offset + a K + b has the value A[a] B[b] with about 2 sqrt (n)
   certified seeds per frequency, one compensated complex product per entry and a proof of its rounding (kernels/).  The few
   entries that the proof does not reach, and all other positions, come from the certified truth one by one.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "frequency.h"
#include "gslguard.h"
#include "kernels/kernels.h"
#include "parallel.h"
#include "phases.h"
#include "round.h"

/* Below this many rows the seeds would cost more than the entries. */
#define FEW_ROWS 32

typedef struct {
  const rome_freqs *freqs;
  const rome_positions *positions;
  rome_format format;
  void *cos, *sin;
  /* addition theorem only: n = blocks of step rows */
  size_t blocks, step;
  cache_seed *block_seed; /* blocks per pair */
  double *step_seed;      /* 4 arrays of step values per pair */
} cache_job;

static void store (const cache_job *job, size_t k, roots_point z)
{
  if (job->format == ROME_F64) {
    ((double *) job->cos)[k] = z.cos.hi;
    ((double *) job->sin)[k] = z.sin.hi;
  } else {
    ((float *) job->cos)[k] = round_to_float (z.cos);
    ((float *) job->sin)[k] = round_to_float (z.sin);
  }
}

/* Entries [begin, end) of the flattened table from the truth. */
static void exact_span (void *data, size_t worker, size_t begin, size_t end)
{
  (void) worker;
  const cache_job *job = data;
  const size_t rows = job->positions->count;
  for (size_t k = begin; k < end; k++)
    store (job, k, phases_point (job->freqs, job->positions, k % rows, k / rows, ROME_CERTIFIED));
}

/* Seeds [begin, end) of all pairs: per pair the starts of the blocks (with the offset), then the steps 0 .. step-1. */
static void seed_span (void *data, size_t worker, size_t begin, size_t end)
{
  (void) worker;
  const cache_job *job = data;
  const size_t per_pair = job->blocks + job->step;
  const double zero = 0;
  for (size_t k = begin; k < end; k++) {
    const size_t pair = k / per_pair, n = k % per_pair;
    const int is_block = n < job->blocks;
    const double position = (double) (is_block ? n * job->step : n - job->blocks);
    const rome_positions one = {1, &position, is_block ? job->positions->offset : &zero};
    const roots_point z = phases_point (job->freqs, &one, 0, pair, ROME_CERTIFIED);
    if (is_block) {
      job->block_seed[pair * job->blocks + n] = z;
    } else {
      double *seed = job->step_seed + 4 * pair * job->step + (n - job->blocks);
      seed[0] = z.cos.hi;
      seed[job->step] = z.cos.lo;
      seed[2 * job->step] = z.sin.hi;
      seed[3 * job->step] = z.sin.lo;
    }
  }
}

/* One block of one pair. */
static void fill_block (const cache_job *job, size_t pair, size_t block)
{
  const size_t rows = job->positions->count, first = block * job->step;
  const size_t n = rows - first < job->step ? rows - first : job->step;
  const size_t at = pair * rows + first;
  const double *seed = job->step_seed + 4 * pair * job->step;
  const cache_seed a = job->block_seed[pair * job->blocks + block];
  const cache_seeds b = {seed, seed + job->step, seed + 2 * job->step, seed + 3 * job->step};
  const kernel_set *k = kernels ();
  int doubt;
  if (job->format == ROME_F64) {
    doubt = k->cache_f64 (n, a, b, (double *) job->cos + at, (double *) job->sin + at);
  } else {
    float *c = (float *) job->cos + at, *s = (float *) job->sin + at;
    doubt = k->cache_f32_quick (n, a, b, c, s) && k->cache_f32_careful (n, a, b, c, s);
  }
  if (doubt)
    exact_span ((void *) job, 0, at, at + n);
}

static void block_span (void *data, size_t worker, size_t begin, size_t end)
{
  (void) worker;
  const cache_job *job = data;
  for (size_t k = begin; k < end; k++)
    fill_block (job, k / job->blocks, k % job->blocks);
}

static rome_status fill_consecutive (cache_job *job, int threads, const rome_monitor *monitor)
{
  const size_t pairs = job->freqs->pairs, rows = job->positions->count;
  job->step = 1;
  while (job->step * job->step < rows)
    job->step *= 2;
  job->blocks = (rows + job->step - 1) / job->step;
  job->block_seed = malloc (pairs * job->blocks * sizeof *job->block_seed);
  job->step_seed = malloc (pairs * job->step * 4 * sizeof *job->step_seed);
  rome_status status = job->block_seed && job->step_seed ? ROME_OK : ROME_NO_MEMORY;
  if (status == ROME_OK)
    status = parallel_spans (pairs * (job->blocks + job->step), 1024, threads, seed_span, job, monitor);
  if (status == ROME_OK)
    status = parallel_spans (pairs * job->blocks, 16, threads, block_span, job, monitor);
  free (job->block_seed);
  free (job->step_seed);
  return status;
}

rome_status rome_cache (const rome_freqs *freqs, const rome_positions *positions, rome_format format, void *cos_table,
                        void *sin_table, int threads, const rome_monitor *monitor)
{
  rome_status status = phases_check (freqs, positions);
  if (status == ROME_OK)
    status = point_prepare (NULL);
  if (status != ROME_OK)
    return status;
  cache_job job = {.freqs = freqs, .positions = positions, .format = format, .cos = cos_table, .sin = sin_table};
  gsl_guard_enter ();
  if (!positions->value && positions->count >= FEW_ROWS)
    status = fill_consecutive (&job, threads, monitor);
  else
    status = parallel_spans (freqs->pairs * positions->count, 4096, threads, exact_span, &job, monitor);
  gsl_guard_leave ();
  return status;
}
