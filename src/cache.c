/* cache.c - correctly rounded tables, column (pair) by column.

   A range of consecutive positions uses the addition theorem: first + a K + b has the value A[a] B[b], and these
   come from about 4 n^(1/4) certified seeds per frequency in the same way.  Every rounding is proved by the kernel; the few entries that the proof does not reach, and
   positions that form no pattern, come from the truth.  cache_plan.c says which way a column goes.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE /* mincore */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#  include <sys/mman.h>
#  include <unistd.h>
#endif

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
/* A line of memory. */
#define LINE 64
/* Rows that a worker does at once: seeds are amortised, and an interrupt is answered soon; fewer where each row costs a
   certified value. */
#define SEGMENT ((size_t) 1 << 20)
#define SEGMENT_SINGLE ((size_t) 1 << 14)
/* Most certified multiples that seeds are made of: the square root of the longest range divided by the shortest of its steps. */
#define CACHE_COARSE 128

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
  int past_cache; /* whether entries may go past the cache */
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

/* Entries 0 .. n-1 for n <= POINT_BATCH positions. */
static void exact_entries (const column *col, size_t n, const double *position)
{
  const size_t size = rome_format_size (col->job->format);
  point_values z;
  phases_column (col->job->freqs, col->pair, n, position, col->offset, &z);
  for (size_t k = 0; k < n; k++) {
    store (col->job->format, col->cos + k * size, (dd) {z.cos[k], z.cos_lo[k]});
    store (col->job->format, col->sin + k * size, (dd) {z.sin[k], z.sin_lo[k]});
  }
}

/* ---- runs of entries by a kernel; entry k stands for position first + k, or first + source.position[k] ---- */

static cache_seeds seeds_from (const cache_seeds *b, size_t k)
{
  return (cache_seeds) {b->cos + k, b->cos_lo + k, b->sin + k, b->sin_lo + k};
}

static cache_source source_from (const cache_source *source, size_t k)
{
  cache_source at = *source;
  if (at.position)
    at.position += k;
  else
    at.b = seeds_from (&at.b, k);
  if (at.part.cos)
    at.part = seeds_from (&at.part, k);
  at.past_cache = 0;
  return at;
}

static column column_from (const column *col, size_t k)
{
  column at = *col;
  at.cos += k * rome_format_size (col->job->format);
  at.sin += k * rome_format_size (col->job->format);
  return at;
}

/* Whether a kernel proves all n entries.  For ranges there is a cheap one; the careful one proves more. */
static int proves (const column *col, const cache_source *source, size_t n)
{
  const kernel_set *k = kernels ();
  const rome_format format = col->job->format;
  const double growth = col->job->growth, cheap = format == ROME_F64 ? CACHE_SLACK_SHORT : CACHE_SLACK_PLAIN;
  cache_kernel *careful = source->position ? k->fill_digits[format] : k->fill_careful[format];
  return (!source->position && !k->fill_range[format] (n, source, growth * cheap, col->cos, col->sin))
         || !careful (n, source, growth * CACHE_SLACK_CAREFUL, col->cos, col->sin);
}

/* Entries that are not proved together are tried in smaller parts; what is not proved alone comes from the truth. */
static void fill_run (const column *col, const cache_source *source, double first, size_t n)
{
  if (n == 0 || proves (col, source, n))
    return;
  if (n == 1) {
    const double position = first + (double) (source->position ? source->position[0] : 0);
    exact_entries (col, 1, &position);
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

/* n certified values at first, first + stride, ...; whole: with the offset and the attention factor. */
static void certified_seeds (const column *col, size_t n, double first, double stride, int whole, double *const to[4])
{
  for (size_t k = 0, m; k < n; k += m) {
    double position[POINT_BATCH];
    point_values z;
    m = n - k < POINT_BATCH ? n - k : POINT_BATCH;
    for (size_t i = 0; i < m; i++)
      position[i] = first + stride * (double) (k + i);
    if (whole)
      phases_column (col->job->freqs, col->pair, m, position, col->offset, &z);
    else
      phases_rotations (col->job->freqs, col->pair, m, position, &z);
    memcpy (to[0] + k, z.cos, m * sizeof *z.cos);
    memcpy (to[1] + k, z.cos_lo, m * sizeof *z.cos_lo);
    memcpy (to[2] + k, z.sin, m * sizeof *z.sin);
    memcpy (to[3] + k, z.sin_lo, m * sizeof *z.sin_lo);
  }
}

static roots_point seed_at (double *const seed[4], size_t k)
{
  return (roots_point) {{seed[0][k], seed[1][k]}, {seed[2][k], seed[3][k]}};
}

/* Seeds of n angles at first, first + stride, ...: about sqrt (n) certified ones, and the rest by adding the angles of certified
   multiples of as many strides. */
static void make_seeds (const column *col, size_t n, double first, double stride, int whole, double *const seed[4])
{
  size_t fine = 1;
  while (fine * fine < n)
    fine *= 2;
  const size_t coarse = (n - 1) / fine;
  double values[4][CACHE_COARSE], *const multiple[4] = {values[0], values[1], values[2], values[3]};
  certified_seeds (col, fine < n ? fine : n, first, stride, whole, seed);
  certified_seeds (col, coarse, stride * (double) fine, stride * (double) fine, 0, multiple);
  cache_source source = {.b = {seed[0], seed[1], seed[2], seed[3]}};
  for (size_t k = 0; k < coarse; k++) {
    const size_t at = (k + 1) * fine;
    source.a = seed_at (multiple, k);
    kernels ()->add_seeds (n - at < fine ? n - at : fine, &source, seed[0] + at, seed[1] + at, seed[2] + at, seed[3] + at);
  }
}

/* The angles of a step are small enough in number for the fastest cache. */
#define STEP_MOST 512

/* Seeds of a range: those of a step, their parts (for f64 alone), and those of its beginnings. */
typedef struct {
  size_t step, steps;
  double *b[4], *part[4], *a[4];
  double *memory;
} range_seeds;

static double *take (double **memory, size_t n)
{
  double *taken = *memory;
  *memory += n;
  return taken;
}

static rome_status range_seeds_make (range_seeds *r, const column *col, double first, size_t n)
{
  const int parts = col->job->format == ROME_F64;
  r->step = 1;
  while (r->step * r->step < 4 * n && r->step < STEP_MOST)
    r->step *= 2;
  r->steps = (n + r->step - 1) / r->step;
  /* whole lines of memory: vectors that straddle two are loaded at half the speed */
  const size_t line = LINE / sizeof *r->memory, step = (r->step + line - 1) / line * line, steps = (r->steps + line - 1) / line * line;
  r->memory = aligned_alloc (LINE, 4 * (step * (parts ? 2 : 1) + steps) * sizeof *r->memory);
  if (!r->memory)
    return ROME_NO_MEMORY;
  double *free_memory = r->memory;
  for (int k = 0; k < 4; k++) {
    r->b[k] = take (&free_memory, step);
    r->part[k] = parts ? take (&free_memory, step) : NULL;
    r->a[k] = take (&free_memory, steps);
  }
  make_seeds (col, r->step, 0, 1, 0, r->b);
  make_seeds (col, r->steps, first, (double) r->step, 1, r->a);
  for (int k = 0; parts && k < 4; k += 2)
    kernels ()->part_seeds (r->step, r->b[k], r->b[k + 1], r->part[k], r->part[k + 1]);
  return ROME_OK;
}

static void exact_range (const column *col, double first, size_t n)
{
  double position[POINT_BATCH];
  for (size_t k = 0; k < n; k++)
    position[k] = first + (double) k;
  exact_entries (col, n, position);
}

/* Entries before the first that lie on a line of memory, if cos and sin meet lines together; else there is none. */
static size_t before_line (const column *col)
{
  const size_t size = rome_format_size (col->job->format), cos = (uintptr_t) col->cos % LINE, sin = (uintptr_t) col->sin % LINE;
  return cos != sin || cos % size ? SIZE_MAX : (LINE - cos) % LINE / size;
}

/* Entries 0 .. n-1 for the positions first, first + 1, ... */
static rome_status fill_range (const column *col, double first, size_t n)
{
  column rest = *col;
  size_t lead = col->past_cache ? before_line (col) : SIZE_MAX;
  if (lead < n) {
    exact_range (col, first, lead);
    rest = column_from (col, lead);
    first += (double) lead;
    n -= lead;
  }
  if (n < FEW) {
    exact_range (&rest, first, n);
    return ROME_OK;
  }
  range_seeds r;
  if (range_seeds_make (&r, &rest, first, n) != ROME_OK)
    return ROME_NO_MEMORY;
  cache_source source = {.b = {r.b[0], r.b[1], r.b[2], r.b[3]}, .part = {r.part[0], r.part[1], r.part[2], r.part[3]}, .past_cache = lead != SIZE_MAX};
  for (size_t k = 0; k < n; k += r.step) {
    const column part = column_from (&rest, k);
    source.a = seed_at (r.a, k / r.step);
    fill_run (&part, &source, first + (double) k, n - k < r.step ? n - k : r.step);
  }
  if (lead != SIZE_MAX)
    kernels ()->past_done ();
  free (r.memory);
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
  aside.past_cache = 0;
  aside.cos = scratch;
  aside.sin = scratch + bytes;
  rome_status status = ROME_OK;
  if (plan->kind == CACHE_DENSE)
    status = fill_range (&aside, plan->first, plan->extent);
  else
    for (size_t k = 0; k < plan->extent; k += POINT_BATCH) {
      const column part = column_from (&aside, k);
      exact_entries (&part, plan->extent - k < POINT_BATCH ? plan->extent - k : POINT_BATCH, plan->value + k);
    }
  if (status == ROME_OK)
    gather (col, aside.cos, aside.sin, plan->index + row, n);
  free (scratch);
  return status;
}

/* ---- digits ---- */

/* n values of digit d of a distance from `first`; the highest digit carries the start, the offset and the attention factor. */
static void digit_seeds (const column *col, double first, int d, size_t n, roots_point *to)
{
  const double stride = (double) (1 << d * CACHE_DIGIT_BITS);
  double values[4][POINT_BATCH], *const z[4] = {values[0], values[1], values[2], values[3]};
  for (size_t k = 0; k < n; k++) {
    if (k % POINT_BATCH == 0)
      certified_seeds (col, n - k < POINT_BATCH ? n - k : POINT_BATCH, (d == 2 ? first : 0) + stride * (double) k, stride, d == 2, z);
    to[k] = seed_at (z, k % POINT_BATCH);
  }
}

/* Tables of the three digits of a distance from plan->first. */
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
    digit_seeds (col, plan->first, d, size[d], digit[d]);
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

/* From this size on a table is written past the cache, from which most of it would be gone when it is read. */
#define PAST_CACHE ((size_t) 16 << 20)

/* Not where the memory has not been touched yet: its pages come into the cache as they are cleared. */
static int is_touched (const void *p)
{
#ifdef __linux__
  const uintptr_t page = (uintptr_t) sysconf (_SC_PAGESIZE);
  unsigned char resident;
  return mincore ((void *) ((uintptr_t) p / page * page), 1, &resident) == 0 && resident & 1;
#else
  (void) p;
  return 0;
#endif
}

static int passes_cache (const table_job *job, const void *start)
{
  const size_t bytes = 2 * job->freqs->pairs * job->positions->count * rome_format_size (job->format);
  return bytes >= PAST_CACHE && kernels ()->goes_past_cache && is_touched (start);
}

static rome_status fill_segment (const table_job *job, size_t pair, size_t row, size_t n)
{
  const size_t axis = job->freqs->axis[pair], at = (pair * job->positions->count + row) * rome_format_size (job->format);
  const cache_plan *plan = &job->plan[axis];
  const column col = {job, pair, job->positions->offset ? job->positions->offset[axis] : 0, job->cos + at, job->sin + at,
                      passes_cache (job, job->cos + at)};
  switch (plan->kind) {
  case CACHE_CONSECUTIVE: return fill_range (&col, plan->first + (double) row, n);
  case CACHE_DIGITS: return fill_digits (&col, plan, row, n);
  case CACHE_DENSE:
  case CACHE_DISTINCT: return fill_gathered (&col, plan, row, n);
  case CACHE_SINGLE: break;
  }
  for (size_t k = 0; k < n; k += POINT_BATCH) {
    const column part = column_from (&col, k);
    exact_entries (&part, n - k < POINT_BATCH ? n - k : POINT_BATCH, job->positions->value + row + k + axis * job->positions->count);
  }
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
  for (size_t k = begin, n; k < end; k += n) {
    const size_t row = k % rows;
    point_values z;
    n = end - k < POINT_BATCH ? end - k : POINT_BATCH;
    if (n > rows - row)
      n = rows - row;
    phases_rows (job->freqs, job->positions, k / rows, row, n, ROME_CERTIFIED, &z);
    for (size_t i = 0; i < n; i++) {
      store (job->format, job->cos + (k + i) * size, (dd) {z.cos[i], z.cos_lo[i]});
      store (job->format, job->sin + (k + i) * size, (dd) {z.sin[i], z.sin_lo[i]});
    }
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
