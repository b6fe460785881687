/* test_mpfr.c - the truth against MPFR: random positions, and those whose angles come closest to multiples of pi/2.

   The reference is that of tests/golden: 512 bits, nothing of the library.

   SPDX-License-Identifier: GPL-3.0-or-later */
#if !__has_include(<mpfr.h>)

#include <stdio.h>

int main (void)
{
  printf ("ok 1 - truth against MPFR # SKIP mpfr.h is missing\n1..1\n");
  return 0;
}

#else

#include <mpfr.h>

#include "approach.h"
#include "census.h"
#include "exact.h"
#include "rome.h"
#include "splitmix.h"
#include "tap.h"

#define COUNT_OF(array) (sizeof (array) / sizeof *(array))

static const double base[] = {2,   10,  100,   256.5, 500, 1000, 5000, 1e4,        10007, 26000.75,
                              5e4, 1e5, 1.5e5, 5e5,   1e6, 1.25e6, 1234567.25, 5e6, 1e7,   1e9};
static const size_t dim[] = {256, 80, 96, 112, 144, 176};

/* One head: its positions and what the library says. */
typedef struct {
  double base;
  size_t dim, pairs, rows;
  double *position;
  double *out[6]; /* certified: cos, its rest, sin, its rest; tier gsl: cos, sin */
} head;

typedef struct {
  census certified, gsl;
} censuses;

static head head_make (double b, size_t d, size_t rows)
{
  head h = {.base = b, .dim = d, .pairs = d / 2, .rows = rows, .position = calloc (rows + 1, sizeof *h.position)};
  double *room = calloc (6 * rows * h.pairs + 1, sizeof *room);
  tap_need (h.position && room, "allocating memory");
  for (size_t k = 0; k < 6; k++)
    h.out[k] = room + k * rows * h.pairs;
  return h;
}

static void head_free (head *h)
{
  free (h->position);
  free (h->out[0]);
}

static void head_ask (head *h)
{
  rome_freqs *freqs = NULL;
  const rome_freqs_spec spec = {.base = h->base, .axes = {ROME_AXES_BLOCKS, 1, &h->dim}};
  const rome_positions positions = {h->rows, h->position, NULL};
  const rome_truth_values certified = {h->out[0], h->out[1], h->out[2], h->out[3]}, gsl = {h->out[4], NULL, h->out[5], NULL};
  tap_need (rome_freqs_create (&freqs, &spec) == ROME_OK, "rome_freqs_create");
  tap_need (rome_truth (freqs, &positions, ROME_CERTIFIED, &certified, 0, NULL) == ROME_OK, "rome_truth");
  tap_need (rome_truth (freqs, &positions, ROME_GSL, &gsl, 0, NULL) == ROME_OK, "rome_truth");
  rome_freqs_free (freqs);
}

/* ---- one point ---- */

/* exact - hi - lo, relative to exact */
static double relative_error (mpfr_srcptr exact, double hi, double lo)
{
  mpfr_t rest;
  mpfr_init2 (rest, mpfr_get_prec (exact));
  mpfr_sub_d (rest, exact, hi, MPFR_RNDN);
  mpfr_sub_d (rest, rest, lo, MPFR_RNDN);
  if (!mpfr_zero_p (exact))
    mpfr_div (rest, rest, exact, MPFR_RNDN);
  const double error = fabs (mpfr_get_d (rest, MPFR_RNDN));
  mpfr_clear (rest);
  return error;
}

static void count_value (censuses *c, mpfr_srcptr exact, double hi, double lo, double gsl, const place *at)
{
  const pair nearest = exact_pair (exact);
  census_count (&c->certified, hi != nearest.hi, census_ulp (hi, nearest.hi, nearest.lo, 53, -1022), at);
  c->certified.relative = fmax (c->certified.relative, relative_error (exact, hi, lo));
  census_count (&c->gsl, gsl != nearest.hi, census_ulp (gsl, nearest.hi, nearest.lo, 53, -1022), at);
  c->gsl.relative = fmax (c->gsl.relative, relative_error (exact, gsl, 0));
}

static void count_point (censuses *c, const head *h, mpfr_srcptr w, size_t i, size_t row)
{
  const size_t k = row + i * h->rows;
  place at = {h->base, h->position[row], h->dim, i, 0};
  mpfr_t cosine, sine;
  mpfr_inits (cosine, sine, (mpfr_ptr) 0);
  exact_rotation (cosine, sine, w, h->position[row]);
  count_value (c, cosine, h->out[0][k], h->out[1][k], h->out[4][k], &at);
  at.is_sine = 1;
  count_value (c, sine, h->out[2][k], h->out[3][k], h->out[5][k], &at);
  mpfr_clears (cosine, sine, (mpfr_ptr) 0);
}

/* Rows first[i] .. first[i + 1] - 1 of every pair i; first NULL: all rows. */
static void count_head (censuses *sum, const head *h, const size_t *first)
{
#pragma omp parallel
  {
    censuses mine = {{0}, {0}};
    mpfr_t w;
    mpfr_init2 (w, exact_bits ());
#pragma omp for schedule(dynamic)
    for (size_t i = 0; i < h->pairs; i++) {
      exact_frequency (w, h->base, (long) h->dim, (long) i);
      const size_t end = first ? first[i + 1] : h->rows;
      for (size_t row = first ? first[i] : 0; row < end; row++)
        count_point (&mine, h, w, i, row);
    }
    mpfr_clear (w);
    mpfr_free_cache ();
#pragma omp critical
    {
      census_add (&sum->certified, &mine.certified);
      census_add (&sum->gsl, &mine.gsl);
    }
  }
}

/* spread_evenly: among small angles and next to multiples of pi/2 many values are nearly exact, elsewhere none. */
static void report (const char *name, const censuses *c, int spread_evenly)
{
  char what[100];
  snprintf (what, sizeof what, "%s, certified", name);
  census_print (what, &c->certified);
  tap_result (c->certified.misrounded == 0 && c->certified.worst <= 0.5 && c->certified.relative <= ROME_CERTIFIED_BOUND
              && (!spread_evenly || census_is_uniform (&c->certified)), what);
  snprintf (what, sizeof what, "%s, gsl", name);
  census_print (what, &c->gsl);
  tap_result (c->gsl.worst <= 1.6 && c->gsl.relative <= ROME_GSL_BOUND, what);
}

/* ---- random positions ---- */

typedef double random_position (splitmix *r);

static double uniform (splitmix *r)
{
  return (double) splitmix_below (r, UINT64_C (1) << 31);
}

static double log_uniform (splitmix *r)
{
  const int bits = splitmix_between (r, 1, 31);
  return (double) (splitmix_next (r) >> (64 - bits));
}

static double up_to_2_53 (splitmix *r)
{
  return (double) splitmix_below (r, (UINT64_C (1) << 54) + 1) - ROME_POSITION_MAX;
}

static double fraction (splitmix *r)
{
  return splitmix_double (r, -40, 52);
}

static void check_random (const char *name, random_position *next, size_t rows, int spread_evenly)
{
  splitmix r = {7};
  censuses c = {{0}, {0}};
  for (size_t b = 0; b < COUNT_OF (base); b++)
    for (size_t d = 0; d < COUNT_OF (dim); d++) {
      head h = head_make (base[b], dim[d], rows);
      for (size_t n = 0; n < rows; n++)
        h.position[n] = next (&r);
      head_ask (&h);
      count_head (&c, &h, NULL);
      head_free (&h);
    }
  report (name, &c, spread_evenly);
}

/* ---- hard positions ---- */

/* Whether base^(-2i/dim[d]) is a frequency of no earlier head size. */
static int is_new (size_t d, size_t i)
{
  for (size_t e = 0; e < d; e++)
    if (i * dim[e] % dim[d] == 0)
      return 0;
  return 1;
}

/* The convergents of every new pair, below (or from) 2^31, of either sign; first[i] is where those of pair i start. */
static size_t find_hard (double *position, size_t *first, size_t b, size_t d, int beyond)
{
  size_t count = 0;
  mpfr_t w;
  mpfr_init2 (w, exact_bits ());
  for (size_t i = 0; i < dim[d] / 2; i++) {
    approach found[APPROACH_MOST];
    first[i] = count;
    if (!is_new (d, i))
      continue;
    exact_frequency (w, base[b], (long) dim[d], (long) i);
    const size_t n = approach_find (found, w);
    for (size_t k = 0; k < n; k++)
      if ((found[k].position >> 31 != 0) == (beyond != 0)) {
        position[count] = (double) (count % 2 ? -found[k].position : found[k].position);
        count++;
      }
  }
  first[dim[d] / 2] = count;
  mpfr_clear (w);
  return count;
}

static void check_hard (const char *name, int beyond)
{
  censuses c = {{0}, {0}};
  for (size_t b = 0; b < COUNT_OF (base); b++)
    for (size_t d = 0; d < COUNT_OF (dim); d++) {
      const size_t pairs = dim[d] / 2;
      size_t *first = calloc (pairs + 1, sizeof *first);
      double *position = calloc (pairs * APPROACH_MOST, sizeof *position);
      tap_need (first && position, "allocating memory");
      head h = head_make (base[b], dim[d], find_hard (position, first, b, d, beyond));
      memcpy (h.position, position, h.rows * sizeof *position);
      head_ask (&h);
      count_head (&c, &h, first);
      head_free (&h);
      free (position);
      free (first);
    }
  report (name, &c, 0);
}

int main (void)
{
  check_random ("uniform below 2^31", uniform, 40, 1);
  check_random ("log-uniform below 2^31", log_uniform, 40, 0);
  check_random ("within +-2^53", up_to_2_53, 40, 1);
  check_random ("fractions", fraction, 10, 0);
  check_hard ("hard, below 2^31", 0);
  check_hard ("hard, 2^31 to 2^53", 1);
  return tap_end ();
}

#endif
