/* bench_tables.c - tables against direct evaluation by libm and against merely storing as many bytes.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* sincos */

#include <math.h>
#include <stdio.h>

#include "frequencies.h"
#include "memory.h"
#include "sections.h"
#include "splitmix.h"

typedef struct {
  frequencies freqs;
  rome_positions positions;
  rome_format format;
  void *cos, *sin;
  int threads;
} table_job;

static size_t table_bytes (const table_job *job)
{
  return job->positions.count * job->freqs.pairs * rome_format_size (job->format);
}

static void run_cache (void *data)
{
  const table_job *job = data;
  const rome_status status = rome_cache (job->freqs.exact, &job->positions, job->format, job->cos, job->sin, job->threads, NULL);
  report_need (status == ROME_OK, "rome_cache");
}

static double position_at (const table_job *job, size_t n)
{
  return job->positions.value ? job->positions.value[n] : (double) n;
}

static void run_sincos (void *data)
{
  const table_job *job = data;
  const size_t rows = job->positions.count;
#pragma omp parallel for num_threads(job->threads) if (job->threads > 1)
  for (size_t i = 0; i < job->freqs.pairs; i++) {
    double *c = (double *) job->cos + i * rows, *s = (double *) job->sin + i * rows;
    const double w = job->freqs.rounded[i];
    for (size_t n = 0; n < rows; n++)
      sincos (position_at (job, n) * w, &s[n], &c[n]);
  }
}

/* As frameworks do it in single precision. */
static void run_sincosf (void *data)
{
  const table_job *job = data;
  const size_t rows = job->positions.count;
#pragma omp parallel for num_threads(job->threads) if (job->threads > 1)
  for (size_t i = 0; i < job->freqs.pairs; i++) {
    float *c = (float *) job->cos + i * rows, *s = (float *) job->sin + i * rows;
    const float w = (float) job->freqs.rounded[i];
    for (size_t n = 0; n < rows; n++)
      sincosf ((float) position_at (job, n) * w, &s[n], &c[n]);
  }
}

static void run_fill (void *data)
{
  const table_job *job = data;
  const size_t half = table_bytes (job) / 2;
#pragma omp parallel for num_threads(job->threads) if (job->threads > 1)
  for (int part = 0; part < 2; part++) {
    memset ((char *) job->cos + (size_t) part * half, 1, half);
    memset ((char *) job->sin + (size_t) part * half, 1, half);
  }
}

enum { DOUBLE, SINGLE, BF16, F16, FORMATS };
static const char *const format_name[FORMATS] = {"double", "single", "bf16", "f16"};
static const rome_format format_of[FORMATS] = {ROME_F64, ROME_F32, ROME_BF16, ROME_F16};

static void in_every_format (const table_job *job, table_job made[FORMATS])
{
  for (int k = 0; k < FORMATS; k++) {
    made[k] = *job;
    made[k].format = format_of[k];
  }
}

static void start_row (const char *what, int format, const table_job *job, const contender *c)
{
  char text[48];
  snprintf (text, sizeof text, "%s, %s", what, format_name[format]);
  report_row (text, job->threads, (double) (job->positions.count * job->freqs.pairs), c);
}

/* ---- consecutive positions ---- */

static void compare (const table_job *job)
{
  enum { SINCOS = FORMATS, SINCOSF, FILL, COUNT = FILL + FORMATS };
  table_job made[FORMATS];
  contender c[COUNT];
  in_every_format (job, made);
  for (int k = 0; k < FORMATS; k++) {
    c[k] = (contender) {.name = format_name[k], .run = run_cache, .data = &made[k]};
    c[FILL + k] = (contender) {.name = "memset", .run = run_fill, .data = &made[k]};
  }
  c[SINCOS] = (contender) {.name = "sincos (p w)", .run = run_sincos, .data = &made[DOUBLE]};
  c[SINCOSF] = (contender) {.name = "sincosf (p w)", .run = run_sincosf, .data = &made[SINGLE]};
  race_threads (job->threads);
  race (c, COUNT, 3);
  for (int k = 0; k < FORMATS; k++) {
    start_row ("131072 x 64", k, job, &c[k]);
    report_number (SPEED, &c[k], &c[SINCOS], k == DOUBLE ? 9 : 0);
    if (k == DOUBLE)
      report_nothing ();
    else
      report_number (SPEED, &c[k], &c[SINCOSF], k == SINGLE ? 15 : 0);
    report_number (SPEED, &c[k], &c[FILL + k], k == SINGLE ? 0.75 : 0);
  }
}

void bench_tables (void)
{
  table_job job = {.freqs = frequencies_make (1e4, 128), .positions = {131072, NULL, NULL}, .format = ROME_F64};
  job.cos = memory_make (table_bytes (&job));
  job.sin = memory_make (table_bytes (&job));
  report_table ("tables", "consecutive positions, speed relative to libm and to a store", "pair", 3,
                (const char *[]) {"/ sincos", "/ sincosf", "/ memset"});
  for (job.threads = 1; job.threads <= 2; job.threads++)
    compare (&job);
  memory_free (job.cos);
  memory_free (job.sin);
  frequencies_free (&job.freqs);
}

/* ---- any integer positions: nothing to exploit but their digits ---- */

void bench_positions (void)
{
  table_job job = {.freqs = frequencies_make (1e4, 16), .positions = {1000000, NULL, NULL}, .format = ROME_F64, .threads = 1};
  double *position = memory_make (job.positions.count * sizeof *position);
  splitmix r = {2};
  for (size_t n = 0; n < job.positions.count; n++)
    position[n] = (double) splitmix_below (&r, UINT64_C (1) << 31);
  job.positions.value = position;
  job.cos = memory_make (table_bytes (&job));
  job.sin = memory_make (table_bytes (&job));
  table_job made[FORMATS];
  contender c[FORMATS + 1];
  in_every_format (&job, made);
  for (int k = 0; k < FORMATS; k++)
    c[k] = (contender) {.name = format_name[k], .run = run_cache, .data = &made[k]};
  c[FORMATS] = (contender) {.name = "sincos (p w)", .run = run_sincos, .data = &job};
  race_threads (1);
  race (c, FORMATS + 1, 3);
  race_threads (0);
  report_table ("positions", "tables of random positions below 2^31", "pair", 2, (const char *[]) {"ns", "/ sincos"});
  for (int k = 0; k < FORMATS; k++) {
    start_row ("1000000 x 8", k, &job, &c[k]);
    report_number (TIME, &c[k], NULL, 45);
    report_number (SPEED, &c[k], &c[FORMATS], 0);
  }
  memory_free (position);
  memory_free (job.cos);
  memory_free (job.sin);
  frequencies_free (&job.freqs);
}
