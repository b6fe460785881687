/* lagscore.c - attention scores by relative position, by the correlation theorem.

   A pair of columns is one complex number, Q = x0 + i x1, and the score of tokens m and n is Re sum_i Q_i(m) conj K_i(n) of the
   rotated pairs.  Its sum over all m - n = t is a correlation: one inverse transform of sum_i F(Q_i) conj F(K_i), padded with zeros so
   that no lag wraps around.  Rotated, Q_i(m) e^{i m w} conj (K_i(n) e^{i n w}) = Q_i(m) conj K_i(n) e^{i t w}: the two routes do the two
   sides of this equation, and agree for every t only if the rotation depends on relative positions alone.

   Pairs are taken a few at a time, as a round, so that memory stays bounded; the number depends on the size of the transform only, and
   sums run in the order of the pairs, whatever the number of threads.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "fftplan.h"
#include "floatguard.h"
#include "half.h"
#include "parallel.h"
#include "rotate.h"

/* Bytes of padded sequences that are transformed in a round. */
#define ROUND_BYTES ((size_t) 1 << 26)
#define NO_COLUMN SIZE_MAX
/* Bins or lags that a thread sums at once. */
#define GRAIN ((size_t) 1 << 13)

/* Two columns that are one complex sequence; the second may be missing, and the pair unrotated. */
typedef struct {
  size_t first, second;
  int rotated; /* by pair number `pair` of the frequencies */
  size_t pair;
} lane;

typedef struct {
  const rome_lagscore_call *call;
  size_t tokens, lanes, lags, bins, distance; /* of a padded sequence, and from one to the next */
  size_t padded[ROME_LAG_AXES];
  lane *lane;
  size_t per_round;
  double *cos, *sin;            /* tokens (rotate) or lags (modulate) by pairs */
  double complex *q, *k, *sum;  /* a round of sequences of q and k, and the spectra of the heads that share a head of k */
  fft_plan *forward, *backward;
  /* what a parallel loop works on */
  size_t batch, head, k_head, first_lane, count, member;
  int is_k;
  double *score;
} lag_job;

/* ---- sizes ---- */

size_t rome_lagscore_lags (const rome_lagscore_call *call, size_t axis)
{
  return call->largest[axis] * (call->one_sided ? 1 : 2) + 1;
}

size_t rome_lagscore_count (const rome_lagscore_call *call)
{
  size_t count = 1;
  for (size_t a = 0; a < call->axes; a++)
    count *= rome_lagscore_lags (call, a);
  return count;
}

/* The coordinates of lag number `at`, axis 0 fastest, counted from 0 at -largest. */
static void lag_coordinates (const rome_lagscore_call *call, size_t at, ptrdiff_t lag[ROME_LAG_AXES])
{
  for (size_t a = 0; a < call->axes; a++) {
    const size_t lags = rome_lagscore_lags (call, a);
    lag[a] = (ptrdiff_t) (at % lags) - (call->one_sided ? 0 : (ptrdiff_t) call->largest[a]);
    at /= lags;
  }
}

static double pairs_at (const rome_lagscore_call *call, const ptrdiff_t lag[ROME_LAG_AXES])
{
  double pairs = 1;
  for (size_t a = 0; a < call->axes; a++)
    pairs *= (double) call->size[a] - (double) (lag[a] < 0 ? -lag[a] : lag[a]);
  return pairs;
}

void rome_lagscore_pairs (const rome_lagscore_call *call, double *count)
{
  DEFAULT_ARITHMETIC;
  const size_t lags = rome_lagscore_count (call);
  for (size_t k = 0; k < lags; k++) {
    ptrdiff_t lag[ROME_LAG_AXES];
    lag_coordinates (call, k, lag);
    count[k] = pairs_at (call, lag);
  }
}

/* No more than SIZE_MAX / 64, which no head has: what is reckoned from it does not wrap. */
static size_t rotated_pairs (const rome_lagscore_call *call)
{
  size_t pairs = 0;
  for (size_t n = 0; n < call->nruns; n++)
    if (__builtin_add_overflow (pairs, call->runs[n].count, &pairs) || pairs > SIZE_MAX / 64)
      return SIZE_MAX / 64;
  return pairs;
}

/* Everything that follows from the call's sizes; 0 if it cannot be done. */
static int plan_sizes (const rome_lagscore_call *call, lag_job *job)
{
  const size_t pairs = rotated_pairs (call), dim = call->q_extent.dim;
  *job = (lag_job) {.call = call, .tokens = 1, .bins = 1};
  if (call->axes < 1 || call->axes > ROME_LAG_AXES || (call->one_sided && call->axes > 1) || 2 * pairs > dim)
    return 0;
  for (size_t a = 0; a < call->axes; a++) {
    if (call->size[a] == 0 || call->largest[a] >= call->size[a] || __builtin_mul_overflow (job->tokens, call->size[a], &job->tokens))
      return 0;
    job->padded[a] = fft_good_size (call->size[a] + call->largest[a]);
    if (job->padded[a] == 0 || __builtin_mul_overflow (job->bins, job->padded[a], &job->bins))
      return 0;
  }
  /* counted in bytes, and as FFTW's int */
  if (job->bins > ((size_t) 1 << 56) / sizeof (double complex) || job->bins >= (size_t) 1 << 31)
    return 0;
  job->lanes = pairs + (dim - 2 * pairs + 1) / 2;
  job->lags = rome_lagscore_count (call);
  job->distance = (job->bins + FFT_ALIGN - 1) / FFT_ALIGN * FFT_ALIGN;
  job->per_round = ROUND_BYTES / (2 * job->distance * sizeof (double complex));
  if (job->per_round < 1)
    job->per_round = 1;
  if (job->per_round > job->lanes)
    job->per_round = job->lanes ? job->lanes : 1;
  return 1;
}

static size_t group_of (const rome_lagscore_call *call)
{
  return call->k_extent.heads ? call->q_extent.heads / call->k_extent.heads : 0;
}

size_t rome_lagscore_memory (const rome_lagscore_call *call)
{
  lag_job job;
  size_t sequences, bytes, table, positions;
  if (!plan_sizes (call, &job))
    return SIZE_MAX;
  const size_t rows = call->route == ROME_LAG_ROTATE ? job.tokens : job.lags;
  if (__builtin_add_overflow (2 * job.per_round, group_of (call), &sequences)
      || __builtin_mul_overflow (sequences, job.distance * sizeof (double complex), &bytes)
      || __builtin_mul_overflow (rows, 2 * sizeof (double) * rotated_pairs (call), &table)
      || __builtin_mul_overflow (rows, call->axes * sizeof (double), &positions) || __builtin_add_overflow (bytes, table, &bytes)
      || __builtin_add_overflow (bytes, positions, &bytes))
    return SIZE_MAX;
  return bytes;
}

/* ---- what is made before the first transform ---- */

/* The pairs of the runs, in the order of the frequencies, then the other columns two by two. */
static rome_status make_lanes (lag_job *job)
{
  const rome_lagscore_call *call = job->call;
  const size_t dim = call->q_extent.dim;
  size_t at = 0, waiting = NO_COLUMN;
  char *used = calloc (dim + 1, 1);
  job->lane = malloc ((job->lanes + 1) * sizeof *job->lane);
  if (!used || !job->lane) {
    free (used);
    return ROME_NO_MEMORY;
  }
  for (size_t n = 0; n < call->nruns; n++)
    for (size_t i = 0; i < call->runs[n].count; i++, at++) {
      const rome_run *run = &call->runs[n];
      const size_t first = call->first_column + run->first + i * run->step, second = call->first_column + run->second + i * run->step;
      if (first >= dim || second >= dim || used[first] || used[second] || first == second) {
        free (used);
        return ROME_BAD_ARGUMENT;
      }
      used[first] = used[second] = 1;
      job->lane[at] = (lane) {first, second, 1, at};
    }
  for (size_t column = 0; column < dim; column++) {
    if (used[column])
      continue;
    if (waiting == NO_COLUMN) {
      waiting = column;
      continue;
    }
    job->lane[at++] = (lane) {waiting, column, 0, 0};
    waiting = NO_COLUMN;
  }
  if (waiting != NO_COLUMN)
    job->lane[at++] = (lane) {waiting, NO_COLUMN, 0, 0};
  free (used);
  return ROME_OK;
}

/* Positions of the tokens (rotate), or distances of the lags (modulate): rows by axes. */
static double *make_positions (const lag_job *job, size_t rows)
{
  const rome_lagscore_call *call = job->call;
  double *value = malloc ((rows + 1) * call->axes * sizeof *value);
  if (!value)
    return NULL;
  for (size_t row = 0; row < rows; row++) {
    ptrdiff_t at[ROME_LAG_AXES];
    size_t left = row;
    if (call->route == ROME_LAG_MODULATE)
      lag_coordinates (call, row, at);
    else
      for (size_t a = call->axes; a-- > 0; left /= call->size[a])
        at[a] = (ptrdiff_t) (left % call->size[a]);
    for (size_t a = 0; a < call->axes; a++)
      value[row + a * rows] = (double) at[a] * call->spacing[a];
  }
  return value;
}

static rome_status make_tables (lag_job *job, const rome_monitor *monitor)
{
  const rome_lagscore_call *call = job->call;
  const size_t rows = call->route == ROME_LAG_ROTATE ? job->tokens : job->lags, pairs = rotated_pairs (call);
  if (pairs == 0)
    return ROME_OK;
  if (pairs != rome_freqs_pairs (call->freqs) || call->axes != rome_freqs_axes (call->freqs))
    return ROME_BAD_ARGUMENT;
  double *value = make_positions (job, rows);
  job->cos = malloc (rows * pairs * sizeof *job->cos);
  job->sin = malloc (rows * pairs * sizeof *job->sin);
  rome_status status = ROME_NO_MEMORY;
  if (value && job->cos && job->sin) {
    const rome_positions positions = {rows, value, call->route == ROME_LAG_ROTATE ? call->start : NULL};
    status = rome_cache (call->freqs, &positions, ROME_F64, job->cos, job->sin, call->threads, monitor);
  }
  free (value);
  return status;
}

static rome_status make_buffers (lag_job *job)
{
  const rome_lagscore_call *call = job->call;
  fft_shape shape = {.rank = call->axes, .many = 1, .distance = job->distance};
  memcpy (shape.size, job->padded, sizeof shape.size);
  job->q = fft_allocate (job->per_round * job->distance);
  job->k = fft_allocate (job->per_round * job->distance);
  job->sum = fft_allocate (group_of (call) * job->distance);
  job->forward = fft_acquire (&shape);
  shape.backward = 1;
  job->backward = fft_acquire (&shape);
  return job->q && job->k && job->sum && job->forward && job->backward ? ROME_OK : ROME_NO_MEMORY;
}

static void free_job (lag_job *job)
{
  free (job->lane);
  free (job->cos);
  free (job->sin);
  free (job->q);
  free (job->k);
  free (job->sum);
  fft_release (job->forward);
  fft_release (job->backward);
}

/* ---- sequences ---- */

static double element (rome_format format, const void *x, ptrdiff_t at)
{
  switch (format) {
  case ROME_F64: return ((const double *) x)[at];
  case ROME_F32: return (double) ((const float *) x)[at];
  case ROME_BF16: return (double) half_float_from_bf16 (((const uint16_t *) x)[at]);
  default: return (double) half_float_from_f16 (((const uint16_t *) x)[at]);
  }
}

/* Where token n stands in the padded array. */
static size_t padded_place (const lag_job *job, size_t token)
{
  size_t place = 0, stride = 1;
  for (size_t a = job->call->axes; a-- > 0;) {
    place += token % job->call->size[a] * stride;
    token /= job->call->size[a];
    stride *= job->padded[a];
  }
  return place;
}

/* One lane of q or k, rotated if that is the route, padded with zeros. */
static void load (const lag_job *job, const lane *l, double complex *to)
{
  const rome_lagscore_call *call = job->call;
  const rome_stride *stride = job->is_k ? &call->k_stride : &call->q_stride;
  const void *x = job->is_k ? call->k : call->q;
  const ptrdiff_t base = (ptrdiff_t) job->batch * stride->batch + (ptrdiff_t) (job->is_k ? job->k_head : job->head) * stride->head;
  const ptrdiff_t first = base + (ptrdiff_t) l->first * stride->dim;
  const ptrdiff_t second = l->second == NO_COLUMN ? -1 : base + (ptrdiff_t) l->second * stride->dim;
  const int rotate = l->rotated && call->route == ROME_LAG_ROTATE;
  const double *cos = rotate ? job->cos + l->pair * job->tokens : NULL, *sin = rotate ? job->sin + l->pair * job->tokens : NULL;
  memset (to, 0, job->distance * sizeof *to);
  for (size_t n = 0; n < job->tokens; n++) {
    const ptrdiff_t at = (ptrdiff_t) n * stride->token;
    const double x0 = element (call->format, x, first + at), x1 = l->second == NO_COLUMN ? 0 : element (call->format, x, second + at);
    double complex *z = &to[call->axes == 1 ? n : padded_place (job, n)];
    *z = rotate ? CMPLX (x0 * cos[n] - x1 * sin[n], x1 * cos[n] + x0 * sin[n]) : CMPLX (x0, x1);
  }
}

static void load_span (void *data, size_t worker, size_t begin, size_t end)
{
  const lag_job *job = data;
  (void) worker;
  for (size_t n = begin; n < end; n++) {
    double complex *to = (job->is_k ? job->k : job->q) + n * job->distance;
    load (job, &job->lane[job->first_lane + n], to);
    fft_execute (job->forward, to);
  }
}

static double complex times_conjugate (double complex a, double complex b)
{
  return CMPLX (creal (a) * creal (b) + cimag (a) * cimag (b), cimag (a) * creal (b) - creal (a) * cimag (b));
}

/* ---- rotate: all lanes into one spectrum ---- */

static void sum_span (void *data, size_t worker, size_t begin, size_t end)
{
  const lag_job *job = data;
  double complex *sum = job->sum + job->member * job->distance;
  (void) worker;
  for (size_t n = 0; n < job->count; n++) {
    const double complex *q = job->q + n * job->distance, *k = job->k + n * job->distance;
    for (size_t b = begin; b < end; b++)
      sum[b] += times_conjugate (q[b], k[b]);
  }
}

/* Number of the padded element that holds lag number `at`: negative lags stand at the end. */
static size_t lag_place (const lag_job *job, size_t at)
{
  ptrdiff_t lag[ROME_LAG_AXES];
  size_t place = 0, stride = 1;
  lag_coordinates (job->call, at, lag);
  for (size_t a = job->call->axes; a-- > 0;) {
    place += (size_t) (lag[a] < 0 ? lag[a] + (ptrdiff_t) job->padded[a] : lag[a]) * stride;
    stride *= job->padded[a];
  }
  return place;
}

static void read_span (void *data, size_t worker, size_t begin, size_t end)
{
  const lag_job *job = data;
  const double complex *sum = job->sum + job->member * job->distance;
  (void) worker;
  for (size_t t = begin; t < end; t++)
    job->score[t] = creal (sum[lag_place (job, t)]);
}

/* ---- modulate: every lane by itself, turned lag by lag ---- */

static void correlate_span (void *data, size_t worker, size_t begin, size_t end)
{
  const lag_job *job = data;
  (void) worker;
  for (size_t n = begin; n < end; n++) {
    double complex *q = job->q + n * job->distance;
    const double complex *k = job->k + n * job->distance;
    for (size_t b = 0; b < job->bins; b++)
      q[b] = times_conjugate (q[b], k[b]);
    fft_execute (job->backward, q);
  }
}

static void turn_span (void *data, size_t worker, size_t begin, size_t end)
{
  const lag_job *job = data;
  const double attention = rome_freqs_attention (job->call->freqs); /* the table holds it once, q and k each once */
  (void) worker;
  for (size_t t = begin; t < end; t++) {
    const size_t place = lag_place (job, t);
    double sum = job->score[t];
    for (size_t n = 0; n < job->count; n++) {
      const lane *l = &job->lane[job->first_lane + n];
      const double complex r = job->q[n * job->distance + place];
      const size_t at = l->pair * job->lags + t;
      sum += l->rotated ? attention * (creal (r) * job->cos[at] - cimag (r) * job->sin[at]) : creal (r);
    }
    job->score[t] = sum;
  }
}

/* ---- all heads ---- */

static rome_status load_round (lag_job *job, int is_k, const rome_monitor *monitor)
{
  job->is_k = is_k;
  return parallel_spans (job->count, 1, job->call->threads, load_span, job, monitor);
}

static double *score_of (const lag_job *job, double *score)
{
  return score + (job->batch * job->call->q_extent.heads + job->head) * job->lags;
}

/* All lanes of one head of k with each head of q that it serves. */
static rome_status do_group (lag_job *job, double *score, const rome_monitor *monitor)
{
  const int threads = job->call->threads;
  const size_t group = group_of (job->call);
  rome_status status = ROME_OK;
  memset (job->sum, 0, group * job->distance * sizeof *job->sum);
  for (job->first_lane = 0; job->first_lane < job->lanes && status == ROME_OK; job->first_lane += job->per_round) {
    const size_t left = job->lanes - job->first_lane;
    job->count = left < job->per_round ? left : job->per_round;
    status = load_round (job, 1, monitor);
    for (job->member = 0; job->member < group && status == ROME_OK; job->member++) {
      job->head = job->k_head * group + job->member;
      job->score = score_of (job, score);
      status = load_round (job, 0, monitor);
      if (status == ROME_OK && job->call->route == ROME_LAG_ROTATE)
        status = parallel_spans (job->bins, GRAIN, threads, sum_span, job, monitor);
      else if (status == ROME_OK) {
        status = parallel_spans (job->count, 1, threads, correlate_span, job, monitor);
        if (status == ROME_OK)
          status = parallel_spans (job->lags, GRAIN, threads, turn_span, job, monitor);
      }
    }
  }
  for (job->member = 0; job->member < group && status == ROME_OK && job->call->route == ROME_LAG_ROTATE; job->member++) {
    job->head = job->k_head * group + job->member;
    job->score = score_of (job, score);
    fft_execute (job->backward, job->sum + job->member * job->distance);
    status = parallel_spans (job->lags, GRAIN, threads, read_span, job, monitor);
  }
  return status;
}

/* Transforms are not normalised; then the mean. */
static void normalise (const lag_job *job, double *score)
{
  const size_t heads = job->call->q_extent.heads * job->call->q_extent.batch;
  for (size_t t = 0; t < job->lags; t++) {
    ptrdiff_t lag[ROME_LAG_AXES];
    lag_coordinates (job->call, t, lag);
    const double divisor = (double) job->bins * (job->call->sum ? 1 : pairs_at (job->call, lag));
    for (size_t h = 0; h < heads; h++)
      score[h * job->lags + t] /= divisor;
  }
}

static int extents_fit (const rome_lagscore_call *call, const lag_job *job)
{
  const rome_extent *q = &call->q_extent, *k = &call->k_extent;
  return q->batch == k->batch && q->tokens == k->tokens && q->dim == k->dim && q->tokens == job->tokens
         && (k->heads ? q->heads % k->heads == 0 : q->heads == 0)
         && rotate_extent_fits (&(rome_extent) {q->batch, job->lags, q->heads, 1});
}

rome_status rome_lagscore (const rome_lagscore_call *call, double *score, const rome_monitor *monitor)
{
  DEFAULT_ARITHMETIC;
  lag_job job;
  if (!plan_sizes (call, &job) || !extents_fit (call, &job))
    return ROME_BAD_ARGUMENT;
  memset (score, 0, job.lags * call->q_extent.heads * call->q_extent.batch * sizeof *score);
  if (call->q_extent.heads == 0 || call->q_extent.batch == 0 || job.lanes == 0)
    return ROME_OK;
  rome_status status = make_lanes (&job);
  if (status == ROME_OK)
    status = make_tables (&job, monitor);
  if (status == ROME_OK)
    status = make_buffers (&job);
  for (job.batch = 0; job.batch < call->q_extent.batch && status == ROME_OK; job.batch++)
    for (job.k_head = 0; job.k_head < call->k_extent.heads && status == ROME_OK; job.k_head++)
      status = do_group (&job, score, monitor);
  if (status == ROME_OK)
    normalise (&job, score);
  free_job (&job);
  return status;
}
