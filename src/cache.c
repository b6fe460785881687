/* cache.c - correctly rounded tables, column (pair) by column.

   A range of consecutive positions uses the addition theorem: first + a K + b has the value A[a] B[b] with fewer than
   2 sqrt (n) certified seeds per frequency.  Every rounding is proved by the kernel; the few entries that the proof does not reach, and
   positions that form no pattern, come from the truth.  cache_plan.c says which way a column goes.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cache_plan.h"
#include "floatguard.h"
#include "frequency.h"
#include "gslguard.h"
#include "kernels/kernels.h"
#include "parallel.h"
#include "phases.h"
#include "round.h"
#include "xpos.h"

/* Below this many entries the seeds would cost more than they save. */
#define FEW 32
/* Rows that a worker does at once: seeds are amortised, and an interrupt is answered soon; fewer where each row costs a
   certified value. */
#define SEGMENT ((size_t) 1 << 20)
#define SEGMENT_SINGLE ((size_t) 1 << 14)

typedef struct {
  const rome_freqs *freqs;
  const rome_positions *positions;
  rome_format format;
  char *cos, *sin;
  double growth;         /* power of two, at least the attention factor: errors grow with it */
  cache_plan *plan;      /* one per axis */
  size_t segment, segments; /* rows of a segment, segments of a column */
  rome_status *failure;  /* one per worker */
} table_job;

/* A column being made: where its entries go and how their positions are found. */
typedef struct {
  const table_job *job;
  size_t pair;
  double offset;
  char *cos, *sin;
} column;

/* ---- single entries ---- */

static void store (rome_format format, void *to, dd value)
{
  switch (format) {
  case ROME_F64: *(double *) to = value.hi; break;
  case ROME_F32: *(float *) to = round_to_float (value); break;
  case ROME_BF16: *(uint16_t *) to = half_bf16_from_float (round_to_odd_float (value)); break;
  case ROME_F16: *(uint16_t *) to = half_f16_from_float (round_to_odd_float (value)); break;
  }
}

static void exact_entry (const column *col, size_t k, double position)
{
  const size_t size = rome_format_size (col->job->format);
  const roots_point z = phases_single (col->job->freqs, col->pair, position, col->offset, 1);
  store (col->job->format, col->cos + k * size, z.cos);
  store (col->job->format, col->sin + k * size, z.sin);
}

/* ---- runs of entries by a kernel; entry k stands for position first + k, or first + source.position[k] ---- */

static cache_source source_from (const cache_source *source, size_t k)
{
  cache_source at = *source;
  if (at.position)
    at.position += k;
  else
    at.b = (cache_seeds) {at.b.cos + k, at.b.cos_lo + k, at.b.sin + k, at.b.sin_lo + k};
  return at;
}

static column column_from (const column *col, size_t k)
{
  column at = *col;
  at.cos += k * rome_format_size (col->job->format);
  at.sin += k * rome_format_size (col->job->format);
  return at;
}

/* Whether a kernel proves all n entries.  The plain one is cheaper, the careful one proves more. */
static int proves (const column *col, const cache_source *source, size_t n)
{
  const kernel_set *k = kernels ();
  const rome_format format = col->job->format;
  cache_kernel *plain = source->position ? NULL : k->fill_plain[format];
  cache_kernel *careful = source->position ? k->fill_digits[format] : k->fill_careful[format];
  const double growth = col->job->growth;
  return (plain && !plain (n, source, growth * CACHE_SLACK_PLAIN, col->cos, col->sin))
         || !careful (n, source, growth * CACHE_SLACK_CAREFUL, col->cos, col->sin);
}

/* Entries that are not proved together are tried in smaller parts; what is not proved alone comes from the truth. */
static void fill_run (const column *col, const cache_source *source, double first, size_t n)
{
  if (n == 0 || proves (col, source, n))
    return;
  if (n == 1) {
    exact_entry (col, 0, first + (double) (source->position ? source->position[0] : 0));
    return;
  }
  const size_t part = n > 256 ? 256 : n > 32 ? 32 : n > 8 ? 8 : 1;
  for (size_t k = 0; k < n; k += part) {
    const column at = column_from (col, k);
    const cache_source from = source_from (source, k);
    fill_run (&at, &from, source->position ? first : first + (double) k, n - k < part ? n - k : part);
  }
}

/* ---- ranges ---- */

/* Seeds of the angles of 0, 1, ..., step - 1 positions, step a power of two: `fine` certified ones, and the rest by adding the
   angles of certified multiples of `fine`; an entry is then a sum of three certified angles, as by digits. */
static void make_seeds (const column *col, size_t step, double *seed)
{
  double *part[4] = {seed, seed + step, seed + 2 * step, seed + 3 * step};
  size_t fine = 1;
  while (fine * fine < step)
    fine *= 2;
  for (size_t b = 0; b < fine; b++) {
    const roots_point z = phases_single (col->job->freqs, col->pair, (double) b, 0, 0);
    part[0][b] = z.cos.hi;
    part[1][b] = z.cos.lo;
    part[2][b] = z.sin.hi;
    part[3][b] = z.sin.lo;
  }
  cache_source source = {.b = {part[0], part[1], part[2], part[3]}};
  for (size_t b = fine; b < step; b += fine) {
    source.a = phases_single (col->job->freqs, col->pair, (double) b, 0, 0);
    kernels ()->add_seeds (fine, &source, part[0] + b, part[1] + b, part[2] + b, part[3] + b);
  }
}

/* A certified value costs about as much as a hundred seeds; more seeds than this would take pages fresh from the system. */
#define SEEDS_PER_VALUE 100
#define SEEDS_MOST 2048

/* Entries 0 .. n-1 for the positions first, first + 1, ... */
static rome_status fill_range (const column *col, double first, size_t n)
{
  if (n < FEW) {
    for (size_t k = 0; k < n; k++)
      exact_entry (col, k, first + (double) k);
    return ROME_OK;
  }
  size_t step = 1;
  while (step < n && step < SEEDS_MOST && step * step < SEEDS_PER_VALUE * n)
    step *= 2;
  double *seed = malloc (4 * step * sizeof *seed);
  if (!seed)
    return ROME_NO_MEMORY;
  make_seeds (col, step, seed);
  cache_source source = {.b = {seed, seed + step, seed + 2 * step, seed + 3 * step}};
  for (size_t k = 0; k < n; k += step) {
    const column part = column_from (col, k);
    source.a = phases_single (col->job->freqs, col->pair, first + (double) k, col->offset, 1);
    fill_run (&part, &source, first + (double) k, n - k < step ? n - k : step);
  }
  free (seed);
  return ROME_OK;
}

static void gather (const column *to, const char *cos, const char *sin, const uint64_t *index, size_t n)
{
  const size_t size = rome_format_size (to->job->format);
  for (size_t k = 0; k < n; k++) {
    memcpy (to->cos + k * size, cos + index[k] * size, size);
    memcpy (to->sin + k * size, sin + index[k] * size, size);
  }
}

/* Makes the whole range or all distinct values aside and gathers the rows [row, row + n). */
static rome_status fill_gathered (const column *col, const cache_plan *plan, size_t row, size_t n)
{
  const size_t bytes = plan->extent * rome_format_size (col->job->format);
  char *scratch = malloc (2 * bytes);
  if (!scratch)
    return ROME_NO_MEMORY;
  column aside = *col;
  aside.cos = scratch;
  aside.sin = scratch + bytes;
  rome_status status = ROME_OK;
  if (plan->kind == CACHE_DENSE)
    status = fill_range (&aside, plan->first, plan->extent);
  else
    for (size_t k = 0; k < plan->extent; k++)
      exact_entry (&aside, k, plan->value[k]);
  if (status == ROME_OK)
    gather (col, aside.cos, aside.sin, plan->index + row, n);
  free (scratch);
  return status;
}

/* ---- digits ---- */

/* Tables of the three digits of a distance from plan->first; the highest carries the start, the offset and the attention
   factor. */
static rome_status fill_digits (const column *col, const cache_plan *plan, size_t row, size_t n)
{
  const size_t radix = CACHE_DIGIT_MASK + 1, most = plan->extent - 1;
  size_t size[3] = {most + 1, (most >> CACHE_DIGIT_BITS) + 1, (most >> 2 * CACHE_DIGIT_BITS) + 1};
  for (int d = 0; d < 2; d++)
    if (size[d] > radix)
      size[d] = radix;
  roots_point *table = malloc ((size[0] + size[1] + size[2]) * sizeof *table);
  if (!table)
    return ROME_NO_MEMORY;
  roots_point *digit[3] = {table, table + size[0], table + size[0] + size[1]};
  for (int d = 0; d < 3; d++)
    for (size_t k = 0; k < size[d]; k++) {
      const double distance = (double) (k << d * CACHE_DIGIT_BITS);
      digit[d][k] = d == 2 ? phases_single (col->job->freqs, col->pair, plan->first + distance, col->offset, 1)
                           : phases_single (col->job->freqs, col->pair, distance, 0, 0);
    }
  const cache_source source = {.digit = {digit[0], digit[1], digit[2]}, .position = plan->index + row};
  for (size_t k = 0; k < n; k += 1024) {
    const column part = column_from (col, k);
    const cache_source at = source_from (&source, k);
    fill_run (&part, &at, plan->first, n - k < 1024 ? n - k : 1024);
  }
  free (table);
  return ROME_OK;
}

/* ---- the whole table ---- */

static rome_status fill_segment (const table_job *job, size_t pair, size_t row, size_t n)
{
  const size_t axis = job->freqs->axis[pair], at = (pair * job->positions->count + row) * rome_format_size (job->format);
  const cache_plan *plan = &job->plan[axis];
  const column col = {job, pair, job->positions->offset ? job->positions->offset[axis] : 0, job->cos + at, job->sin + at};
  switch (plan->kind) {
  case CACHE_CONSECUTIVE: return fill_range (&col, plan->first + (double) row, n);
  case CACHE_DIGITS: return fill_digits (&col, plan, row, n);
  case CACHE_DENSE:
  case CACHE_DISTINCT: return fill_gathered (&col, plan, row, n);
  case CACHE_SINGLE: break;
  }
  for (size_t k = 0; k < n; k++)
    exact_entry (&col, k, job->positions->value[row + k + axis * job->positions->count]);
  return ROME_OK;
}

static void segment_span (void *data, size_t worker, size_t begin, size_t end)
{
  const table_job *job = data;
  for (size_t k = begin; k < end && job->failure[worker] == ROME_OK; k++) {
    const size_t row = k % job->segments * job->segment, left = job->positions->count - row;
    job->failure[worker] = fill_segment (job, k / job->segments, row, left < job->segment ? left : job->segment);
  }
}

/* Pairs that all axes turn have no structure to use. */
static void mixed_span (void *data, size_t worker, size_t begin, size_t end)
{
  const table_job *job = data;
  const size_t rows = job->positions->count, size = rome_format_size (job->format);
  (void) worker;
  for (size_t k = begin; k < end; k++) {
    const roots_point z = phases_point (job->freqs, job->positions, k % rows, k / rows, ROME_CERTIFIED);
    store (job->format, job->cos + k * size, z.cos);
    store (job->format, job->sin + k * size, z.sin);
  }
}

/* Tables with the scale of xPos, which runs on from row to row where the positions do. */
static void xpos_span (void *data, size_t worker, size_t begin, size_t end)
{
  const table_job *job = data;
  const rome_positions *p = job->positions;
  const size_t size = rome_format_size (job->format);
  const double offset = p->offset ? p->offset[0] : 0;
  scaled step = {{{0}}, 0}, scale = step;
  (void) worker;
  for (size_t k = begin; k < end; k++) {
    const size_t row = k % p->count, pair = k / p->count;
    const double position = p->value ? p->value[row] : (double) row;
    if (k == begin || row == 0)
      step = xpos_step (job->freqs, pair);
    const int runs_on = k != begin && row % 1024 != 0 && (!p->value || (position - p->value[row - 1] == 1 && fabs (position) < 0x1p52 && position == rint (position)));
    scale = runs_on ? scaled_multiply (&scale, &step) : xpos_scale (job->freqs, pair, position, offset);
    const roots_point z = phases_scaled (job->freqs, pair, position, offset, &scale);
    store (job->format, job->cos + k * size, z.cos);
    store (job->format, job->sin + k * size, z.sin);
  }
}

/* Plans of all axes, and segments that suit them. */
static rome_status make_plans (table_job *job)
{
  rome_status status = ROME_OK;
  job->segment = SEGMENT;
  for (size_t a = 0; a < job->freqs->axes && status == ROME_OK; a++) {
    status = cache_plan_make (job->positions, a, &job->plan[a]);
    if (job->plan[a].kind == CACHE_SINGLE)
      job->segment = SEGMENT_SINGLE;
  }
  job->segments = (job->positions->count + job->segment - 1) / job->segment;
  return status;
}

static rome_status fill_columns (table_job *job, int threads, const rome_monitor *monitor)
{
  const size_t axes = job->freqs->axes;
  job->plan = calloc (axes, sizeof *job->plan);
  rome_status status = job->plan ? make_plans (job) : ROME_NO_MEMORY;
  const size_t workers = parallel_workers (job->freqs->pairs * job->segments, 1, threads);
  job->failure = calloc (workers, sizeof *job->failure);
  if (status == ROME_OK && !job->failure)
    status = ROME_NO_MEMORY;
  if (status == ROME_OK)
    status = parallel_spans (job->freqs->pairs * job->segments, 1, threads, segment_span, job, monitor);
  for (size_t w = 0; w < workers && status == ROME_OK; w++)
    status = job->failure[w];
  for (size_t a = 0; a < axes && job->plan; a++)
    cache_plan_free (&job->plan[a]);
  free (job->plan);
  free (job->failure);
  return status;
}

rome_status rome_cache (const rome_freqs *freqs, const rome_positions *positions, rome_format format, void *cos_table,
                        void *sin_table, int threads, const rome_monitor *monitor)
{
  DEFAULT_ARITHMETIC;
  rome_status status = freqs->level == ROME_ANGLE ? ROME_BAD_ARGUMENT : phases_check (freqs, positions);
  if (status == ROME_OK)
    status = xpos_check (freqs, positions, xpos_bits (format));
  if (status != ROME_OK || positions->count == 0)
    return status;
  table_job job = {.freqs = freqs, .positions = positions, .format = format, .cos = cos_table, .sin = sin_table, .growth = 1};
  while (job.growth < freqs->attention_pair.hi)
    job.growth *= 2;
  gsl_guard_enter ();
  if (freqs->slope)
    status = parallel_spans (freqs->pairs * positions->count, 4096, threads, xpos_span, &job, monitor);
  else if (freqs->mixed)
    status = parallel_spans (freqs->pairs * positions->count, 4096, threads, mixed_span, &job, monitor);
  else
    status = fill_columns (&job, threads, monitor);
  gsl_guard_leave ();
  return status;
}
