/* fuzz_lagscore.c - rome_lagscore on grids of any size, strides, formats and heads: the direct sum over all pairs of tokens, by
   both routes; or refused.  Wild sizes only ask for the memory that they would take.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include <complex.h>

#include "tensors.h"

#define AXES ROME_LAG_AXES
#define PAIRS 6
#define DIM (2 * PAIRS + 3)
#define TOKENS 27 /* 3 x 3 x 3 */

typedef struct {
  rome_lagscore_call call;
  tensor q, k;
  size_t block[AXES], pairs;
  rome_run runs[ROME_RUNS_PER_BLOCK * AXES];
  double w[PAIRS];
  double _Complex at[2][TOKENS][DIM]; /* rotated pairs of q and k, then the other columns */
} problem;

/* Frequencies that are as exact as they look: w[i] = (i + 1) / 16. */
static int take_frequencies (bytes *b, problem *p)
{
  rome_lagscore_call *c = &p->call;
  c->axes = 1 + take_below (b, AXES);
  for (size_t a = 0; a < c->axes; a++)
    p->pairs += (p->block[a] = 2 * (1 + take_below (b, 2))) / 2;
  for (size_t i = 0; i < p->pairs; i++)
    p->w[i] = (double) (i + 1) / 16;
  const rome_freqs_spec spec = {.base = 1, .axes = {ROME_AXES_BLOCKS, c->axes, p->block, 0, NULL, NULL}, .explicit_freqs = p->w};
  rome_freqs *freqs = NULL;
  fuzz_check (rome_freqs_create (&freqs, &spec) == ROME_OK);
  c->freqs = freqs;
  c->runs = p->runs;
  return rome_pairing_runs ((rome_pairing) take_below (b, 3), c->axes, p->block, p->runs, &c->nruns) == ROME_OK;
}

static layout take_layout (bytes *b)
{
  static const layout known[] = {{{3, 2, 1, 0}, {0}, 0}, {{1, 3, 2, 0}, {0, 1, 0, 0}, 0}, {{3, 1, 2, 0}, {0}, 10}, {{0, 2, 1, 3}, {1, 0, 0, 0}, 2}};
  return known[take_below (b, COUNT_OF (known))];
}

static tensor take_tensor (bytes *b, problem *p, size_t heads, splitmix *random)
{
  size_t tokens = 1;
  for (size_t a = 0; a < p->call.axes; a++)
    tokens *= p->call.size[a];
  const layout l = take_layout (b);
  tensor t = tensor_make (p->call.format, p->call.q_extent, &l);
  tensor_free (&t);
  t = tensor_make (p->call.format, (rome_extent) {p->call.q_extent.batch, tokens, heads, p->call.q_extent.dim}, &l);
  tensor_randomize (&t, random, 0);
  return t;
}

static void take_problem (bytes *b, problem *p)
{
  rome_lagscore_call *c = &p->call;
  splitmix random = {take_bits (b, 2)};
  c->route = (rome_lag_route) take_below (b, 2);
  c->one_sided = c->axes == 1 && take_below (b, 2);
  c->sum = (int) take_below (b, 2);
  c->format = (rome_format) take_below (b, 4);
  c->threads = 1;
  for (size_t a = 0; a < c->axes; a++) {
    c->size[a] = 1 + take_below (b, c->axes == 1 ? 9 : 3);
    c->largest[a] = take_below (b, c->size[a]);
    c->start[a] = (double) take_below (b, 5);
    c->spacing[a] = 1 + (double) take_below (b, 3) / 2;
  }
  const size_t group = 1 + take_below (b, 2), k_heads = 1 + take_below (b, 2);
  c->first_column = take_below (b, 3);
  c->q_extent = (rome_extent) {1, 1, 1, c->first_column + 2 * p->pairs + take_below (b, 2)};
  p->q = take_tensor (b, p, group * k_heads, &random);
  p->k = take_tensor (b, p, k_heads, &random);
  c->q = p->q.origin, c->q_extent = p->q.extent, c->q_stride = p->q.stride;
  c->k = p->k.origin, c->k_extent = p->k.extent, c->k_stride = p->k.stride;
}

/* ---- the direct sum ---- */

static void coordinates (const problem *p, size_t token, size_t at[AXES])
{
  for (size_t a = p->call.axes; a-- > 0; token /= p->call.size[a])
    at[a] = token % p->call.size[a];
}

/* The rotated pairs of a token, then the other columns, which are real. */
static void rotate_token (const problem *p, const tensor *x, size_t token, size_t head, double _Complex *to)
{
  const rome_lagscore_call *c = &p->call;
  size_t at[AXES], pair = 0, n = 0, axis = 0, first_pair = 0;
  char used[DIM + 1] = {0};
  coordinates (p, token, at);
  for (size_t r = 0; r < c->nruns; r++)
    for (size_t i = 0; i < c->runs[r].count; i++, pair++) {
      while (pair >= first_pair + p->block[axis] / 2)
        first_pair += p->block[axis++] / 2;
      const size_t one = c->first_column + c->runs[r].first + i * c->runs[r].step, two = c->first_column + c->runs[r].second + i * c->runs[r].step;
      const double angle = ((double) at[axis] * c->spacing[axis] + c->start[axis]) * p->w[pair];
      const double _Complex z = element_get (x->format, x->origin, tensor_at (x, 0, token, head, one))
                                + I * element_get (x->format, x->origin, tensor_at (x, 0, token, head, two));
      to[n++] = z * (cos (angle) + I * sin (angle));
      used[one] = used[two] = 1;
    }
  for (size_t d = 0; d < x->extent.dim; d++)
    if (!used[d])
      to[n++] = element_get (x->format, x->origin, tensor_at (x, 0, token, head, d));
}

static double length_of (const double _Complex *z, size_t n)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += creal (z[i]) * creal (z[i]) + cimag (z[i]) * cimag (z[i]);
  return sqrt (sum);
}

static void check_head (problem *p, size_t head, const double *score, size_t lags)
{
  const rome_lagscore_call *c = &p->call;
  const size_t tokens = p->q.extent.tokens, n = c->q_extent.dim - p->pairs;
  double want[5 * 5 * 5 * 2] = {0}, count[5 * 5 * 5 * 2] = {0}, length[2][TOKENS], size = 1e-300;
  for (size_t t = 0; t < tokens; t++) {
    rotate_token (p, &p->q, t, head, p->at[0][t]);
    rotate_token (p, &p->k, t, head / (p->q.extent.heads / p->k.extent.heads), p->at[1][t]);
    length[0][t] = length_of (p->at[0][t], n);
    length[1][t] = length_of (p->at[1][t], n);
  }
  for (size_t s = 0; s < tokens; s++)
    for (size_t t = 0; t < tokens; t++) {
      size_t at_s[AXES], at_t[AXES], index = 0, stride = 1;
      int counts = 1;
      double sum = 0;
      coordinates (p, s, at_s);
      coordinates (p, t, at_t);
      for (size_t a = 0; a < c->axes; a++) {
        const ptrdiff_t lag = (ptrdiff_t) at_s[a] - (ptrdiff_t) at_t[a], most = (ptrdiff_t) c->largest[a];
        counts &= lag <= most && lag >= (c->one_sided ? 0 : -most);
        index += (size_t) (lag + (c->one_sided ? 0 : most)) * stride;
        stride *= rome_lagscore_lags (c, a);
      }
      for (size_t i = 0; i < n; i++)
        sum += creal (p->at[0][s][i]) * creal (p->at[1][t][i]) + cimag (p->at[0][s][i]) * cimag (p->at[1][t][i]);
      size += length[0][s] * length[1][t];
      if (counts)
        want[index] += sum, count[index]++;
    }
  double pairs[5 * 5 * 5 * 2];
  rome_lagscore_pairs (c, pairs);
  for (size_t k = 0; k < lags; k++) {
    fuzz_check (pairs[k] == count[k]);
    fuzz_check (fabs (score[k] * (c->sum ? 1 : count[k]) - want[k]) <= 1e-13 * size);
  }
}

/* Something that cannot be right, or be done: no crash, and no memory that is not there. */
static void ask_wildly (bytes *b, problem *p)
{
  rome_lagscore_call *c = &p->call;
  const size_t a = take_below (b, c->axes);
  switch (take_below (b, 6)) {
  case 0: c->size[a] = take_size (b, 255); break;
  case 1: c->largest[a] = take_size (b, 255); break;
  case 2: c->axes = take_size (b, 5); break;
  case 3: p->runs[0].count = take_size (b, 255); break;
  case 4: c->one_sided = 1; break;
  default: c->q_extent.dim = take_size (b, 255);
  }
  if (c->axes <= AXES)
    (void) rome_lagscore_memory (c);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  static problem p;
  memset (&p, 0, sizeof p);
  if (take_frequencies (&b, &p)) {
    take_problem (&b, &p);
    if (take_below (&b, 16) == 0)
      ask_wildly (&b, &p);
    else {
      const size_t lags = rome_lagscore_count (&p.call);
      double *score = need (lags * p.q.extent.heads, sizeof *score);
      fuzz_check (rome_lagscore_memory (&p.call) < (size_t) 1 << 30);
      fuzz_check (rome_lagscore (&p.call, score, NULL) == ROME_OK);
      for (size_t h = 0; h < p.q.extent.heads; h++)
        check_head (&p, h, score + h * lags, lags);
      free (score);
    }
    tensor_free (&p.q);
    tensor_free (&p.k);
  }
  rome_freqs_free ((rome_freqs *) p.call.freqs);
  return 0;
}
