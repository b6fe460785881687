/* test_lagscore.c - scores by lag: direct sums, bits that do not depend on threads or callers, interrupts, sizes, plans.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "child.h"

#include <fftw3.h>
#include <math.h>
#include <pthread.h>
#include <sys/mman.h>

#include "fftplan.h"
#include "splitmix.h"

#define DIM 16
#define PAIRS (DIM / 2)

/* Pseudo-random numbers in [-1, 1) from all bits of a hash. */
static void fill (double *x, size_t n, uint64_t seed)
{
  splitmix r = {seed};
  for (size_t k = 0; k < n; k++)
    x[k] = (double) (int64_t) splitmix_next (&r) * 0x1p-63;
}

typedef struct {
  rome_freqs *freqs;
  size_t tokens, block[ROME_LAG_AXES];
  double *q, *k;
  rome_run runs[ROME_RUNS_PER_BLOCK * ROME_LAG_AXES];
  rome_lagscore_call call;
} fixture;

/* q and k of one head on a grid, tokens-by-DIM, column-major. */
static void set_up (fixture *f, size_t axes, const size_t *size, rome_lag_route route)
{
  static const size_t blocks[3][3] = {{16}, {6, 10}, {4, 4, 8}};
  *f = (fixture) {.tokens = 1};
  memcpy (f->block, blocks[axes - 1], sizeof f->block);
  const rome_freqs_spec spec = {.base = 100, .axes = {ROME_AXES_BLOCKS, axes, f->block}};
  assert_ok (rome_freqs_create (&f->freqs, &spec));
  rome_lagscore_call *c = &f->call;
  *c = (rome_lagscore_call) {.freqs = f->freqs, .axes = axes, .route = route, .one_sided = axes == 1};
  for (size_t a = 0; a < axes; a++) {
    f->tokens *= size[a];
    c->size[a] = size[a];
    c->largest[a] = size[a] - 1;
    c->spacing[a] = 1 + 0.5 * (double) a;
    c->start[a] = 3;
  }
  f->q = need (f->tokens * DIM, sizeof (double));
  f->k = need (f->tokens * DIM, sizeof (double));
  fill (f->q, f->tokens * DIM, 1);
  fill (f->k, f->tokens * DIM, 2);
  c->q = f->q;
  c->k = f->k;
  c->q_extent = c->k_extent = (rome_extent) {1, f->tokens, 1, DIM};
  c->q_stride = c->k_stride = (rome_stride) {0, 1, 0, (ptrdiff_t) f->tokens};
  c->runs = f->runs;
  assert_ok (rome_pairing_runs (ROME_HALF, axes, f->block, f->runs, &c->nruns));
}

static void tear_down (fixture *f)
{
  rome_freqs_free (f->freqs);
  free (f->q);
  free (f->k);
}

/* ---- direct sums ---- */

static void coordinates (const fixture *f, size_t token, double *at)
{
  for (size_t a = f->call.axes; a-- > 0; token /= f->call.size[a])
    at[a] = (double) (token % f->call.size[a]);
}

/* <R_m q, R_n k> from the angle (m - n) w alone, in long double. */
static long double score (const fixture *f, size_t m, size_t n)
{
  double at_m[ROME_LAG_AXES], at_n[ROME_LAG_AXES], w[PAIRS];
  long double sum = 0;
  coordinates (f, m, at_m);
  coordinates (f, n, at_n);
  rome_freqs_round (f->freqs, w);
  for (size_t a = 0, pair = 0, start = 0; a < f->call.axes; start += f->block[a], a++)
    for (size_t i = 0; i < f->block[a] / 2; i++, pair++) {
      const size_t c0 = (start + i) * f->tokens, c1 = (start + i + f->block[a] / 2) * f->tokens;
      const long double q0 = f->q[c0 + m], q1 = f->q[c1 + m], k0 = f->k[c0 + n], k1 = f->k[c1 + n];
      const long double angle = (long double) ((at_m[a] - at_n[a]) * f->call.spacing[a]) * w[pair];
      sum += (q0 * k0 + q1 * k1) * cosl (angle) - (q1 * k0 - q0 * k1) * sinl (angle);
    }
  return sum;
}

static void compare_with_sums (const fixture *f, const double *A)
{
  const size_t lags = rome_lagscore_count (&f->call);
  long double *sum = need (lags, sizeof *sum);
  double *count = need (lags, sizeof *count), *pairs = need (lags, sizeof *pairs), worst = 0;
  for (size_t m = 0; m < f->tokens; m++)
    for (size_t n = 0; n < f->tokens; n++) {
      double at_m[ROME_LAG_AXES], at_n[ROME_LAG_AXES];
      size_t index = 0, stride = 1;
      coordinates (f, m, at_m);
      coordinates (f, n, at_n);
      if (f->call.one_sided && m < n)
        continue;
      for (size_t a = 0; a < f->call.axes; a++) {
        index += (size_t) (at_m[a] - at_n[a] + (f->call.one_sided ? 0 : (double) f->call.largest[a])) * stride;
        stride *= rome_lagscore_lags (&f->call, a);
      }
      sum[index] += score (f, m, n);
      count[index]++;
    }
  rome_lagscore_pairs (&f->call, pairs);
  for (size_t t = 0; t < lags; t++) {
    assert_same_double (pairs[t], count[t]);
    worst = fmax (worst, fabs ((double) (A[t] - sum[t] / count[t])) * count[t] / (double) f->tokens);
  }
  /* mean |q| |k| is about DIM / 3; numerics.md allows 1e-15 of it times log2 (2S) / 8 between the routes */
  assert_true (worst < 1e-15 * DIM);
  free (sum);
  free (count);
  free (pairs);
}

static void direct_sums (void **state)
{
  static const size_t sizes[][3] = {{1}, {2}, {255}, {17, 9}, {4, 5, 6}};
  static const size_t axes[] = {1, 1, 1, 2, 3};
  (void) state;
  for (size_t n = 0; n < COUNT_OF (sizes); n++)
    for (int route = 0; route < 2; route++) {
      fixture f;
      set_up (&f, axes[n], sizes[n], (rome_lag_route) route);
      double *A = need (rome_lagscore_count (&f.call), sizeof *A);
      assert_ok (rome_lagscore (&f.call, A, NULL));
      compare_with_sums (&f, A);
      free (A);
      tear_down (&f);
    }
}

/* Columns that no pair turns, an even and an odd number of them: their products are added as they are. */
static void columns_beside_the_pairs (void **state)
{
  enum { TOKENS = 40, MOST = 5 };
  static const size_t size[] = {TOKENS};
  (void) state;
  for (size_t more = 1; more <= MOST; more++)
    for (int route = 0; route < 2; route++) {
      fixture f;
      double A[TOKENS], B[TOKENS];
      set_up (&f, 1, size, (rome_lag_route) route);
      assert_ok (rome_lagscore (&f.call, A, NULL));
      double *q = need (TOKENS * (DIM + MOST), sizeof *q), *k = need (TOKENS * (DIM + MOST), sizeof *k);
      fill (q, TOKENS * (DIM + MOST), 3);
      fill (k, TOKENS * (DIM + MOST), 4);
      memcpy (q, f.q, TOKENS * DIM * sizeof *q);
      memcpy (k, f.k, TOKENS * DIM * sizeof *k);
      f.call.q = q;
      f.call.k = k;
      f.call.q_extent.dim = f.call.k_extent.dim = DIM + more;
      assert_ok (rome_lagscore (&f.call, B, NULL));
      for (size_t lag = 0; lag < TOKENS; lag++) {
        double sum = 0;
        for (size_t n = 0; n + lag < TOKENS; n++)
          for (size_t c = DIM; c < DIM + more; c++)
            sum += q[c * TOKENS + n + lag] * k[c * TOKENS + n];
        assert_true (fabs (B[lag] - A[lag] - sum / (double) (TOKENS - lag)) * (double) (TOKENS - lag) <= 1e-14 * TOKENS);
      }
      free (q);
      free (k);
      tear_down (&f);
    }
}

/* ---- the same bits ---- */

#define LONG 5000

static void threads (void **state)
{
  static const size_t size[] = {LONG};
  double *A = need (LONG, sizeof *A), *B = need (LONG, sizeof *B);
  (void) state;
  for (int route = 0; route < 2; route++) {
    fixture f;
    set_up (&f, 1, size, (rome_lag_route) route);
    f.call.threads = 1;
    assert_ok (rome_lagscore (&f.call, A, NULL));
    f.call.threads = 3;
    assert_ok (rome_lagscore (&f.call, B, NULL));
    assert_memory_equal (A, B, LONG * sizeof *A);
    tear_down (&f);
  }
  free (A);
  free (B);
}

/* Two callers at once, on sizes of their own: more shapes than plans are kept. */
typedef struct {
  size_t first;
  int failed;
  double *expected[40];
} caller;

static void *call_often (void *data)
{
  caller *c = data;
  for (size_t n = 0; n < COUNT_OF (c->expected); n++) {
    const size_t size = c->first + 37 * n;
    fixture f;
    set_up (&f, 1, &size, ROME_LAG_ROTATE);
    f.call.threads = 1;
    double *A = need (size, sizeof *A);
    c->failed |= rome_lagscore (&f.call, A, NULL) != ROME_OK;
    if (c->expected[n])
      c->failed |= memcmp (A, c->expected[n], size * sizeof *A) != 0;
    free (c->expected[n]);
    c->expected[n] = A;
    tear_down (&f);
  }
  return NULL;
}

static void callers (void **state)
{
  caller c[2] = {{.first = 11}, {.first = 30}};
  pthread_t thread[2];
  (void) state;
  for (int k = 0; k < 2; k++)
    call_often (&c[k]);
  for (int k = 0; k < 2; k++)
    assert_int_equal (pthread_create (&thread[k], NULL, call_often, &c[k]), 0);
  for (int k = 0; k < 2; k++) {
    pthread_join (thread[k], NULL);
    assert_false (c[k].failed);
    for (size_t n = 0; n < COUNT_OF (c[k].expected); n++)
      free (c[k].expected[n]);
  }
  assert_true (fft_plans_kept () > 0 && fft_plans_kept () <= 16);
}

/* Plans in use are not thrown away for new ones. */
static void plans_in_use (void **state)
{
  fft_plan *plan[20];
  double complex *data = fft_allocate (64);
  (void) state;
  assert_non_null (data);
  for (size_t k = 0; k < COUNT_OF (plan); k++) {
    const fft_shape shape = {.rank = 1, .many = 1, .distance = 64, .size = {k + 2}};
    plan[k] = fft_acquire (&shape);
    assert_non_null (plan[k]);
  }
  for (size_t k = 0; k < COUNT_OF (plan); k++) {
    for (size_t n = 0; n < k + 2; n++)
      data[n] = 1;
    fft_execute (plan[k], data);
    assert_true (creal (data[0]) == (double) (k + 2) && fabs (creal (data[1])) < 1e-12);
    fft_release (plan[k]);
  }
  assert_true (fft_plans_kept () <= 16);
  free (data);
}

static void good_sizes (void **state)
{
  (void) state;
  assert_int_equal (fft_good_size (0), 0);
  assert_int_equal (fft_good_size (1), 1);
  assert_int_equal (fft_good_size (11), 12);
  assert_int_equal (fft_good_size (131071), 131072);
  assert_int_equal (fft_good_size ((size_t) 1 << 31), 0);
  assert_int_equal (fft_good_size (SIZE_MAX), 0);
}

/* ---- refusals ---- */

static int stop_later (void *data)
{
  return --*(int *) data < 0;
}

static void interrupts (void **state)
{
  static const size_t size[] = {LONG};
  double *A = need (LONG, sizeof *A);
  (void) state;
  for (int route = 0; route < 2; route++) {
    fixture f;
    set_up (&f, 1, size, (rome_lag_route) route);
    f.call.threads = 1; /* how often several ask depends on how they share the work */
    int asked = 1000;
    const rome_monitor counting = {stop_later, &asked};
    assert_ok (rome_lagscore (&f.call, A, &counting));
    const int questions = 1000 - asked;
    assert_true (questions > 3);
    for (int k = 0; k < questions; k++) {
      int left = k;
      const rome_monitor monitor = {stop_later, &left};
      assert_int_equal (rome_lagscore (&f.call, A, &monitor), ROME_INTERRUPTED);
    }
    tear_down (&f);
  }
  free (A);
}

static void refusals (void **state)
{
  static const size_t size[] = {10}, grid[] = {2, 5};
  double A[100];
  fixture f;
  (void) state;
  set_up (&f, 1, size, ROME_LAG_ROTATE);
  const rome_lagscore_call good = f.call;
  assert_true (rome_lagscore_memory (&good) < SIZE_MAX);
#define REFUSE(CHANGE)                                                                                                \
  do {                                                                                                                \
    rome_lagscore_call c = good;                                                                                      \
    CHANGE;                                                                                                           \
    assert_refused (rome_lagscore (&c, A, NULL));                                                                     \
  } while (0)
  REFUSE (c.axes = 0);
  REFUSE (c.axes = ROME_LAG_AXES + 1);
  REFUSE (c.largest[0] = 10);
  REFUSE (c.size[0] = 11);
  REFUSE (c.size[0] = 0);
  REFUSE (c.q_extent.dim = DIM - 1);
  REFUSE (c.k_extent.tokens = 9);
  REFUSE (c.k_extent.heads = 2);
  REFUSE (c.k_extent.heads = 0);
  REFUSE (c.k_extent.batch = 2);
  REFUSE (c.first_column = 1);
  REFUSE (f.runs[0].second = 0);
  f.runs[0].second = PAIRS;
  REFUSE (c.start[0] = NAN);
  REFUSE (c.spacing[0] = 1e300);
  /* 48000 x 48000 bins are more than an int counts, which is what FFTW takes: nobody asks for their memory */
  const rome_lagscore_call vast = {.freqs = f.freqs, .axes = 2, .route = ROME_LAG_ROTATE, .size = {24000, 24000}, .largest = {23999, 23999}, .q_extent = good.q_extent,
                                   .k_extent = good.k_extent, .runs = good.runs, .nruns = good.nruns};
  assert_true (rome_lagscore_memory (&vast) == SIZE_MAX);
  rome_lagscore_call c = good;
  c.size[0] = (size_t) 1 << 40;
  c.largest[0] = c.size[0] - 1;
  assert_true (rome_lagscore_memory (&c) == SIZE_MAX);
  tear_down (&f);
  set_up (&f, 2, grid, ROME_LAG_MODULATE);
  c = f.call;
  c.one_sided = 1;
  assert_refused (rome_lagscore (&c, A, NULL));
  tear_down (&f);
}

/* ---- what the host has set in FFTW ---- */

typedef struct {
  int threads;   /* of FFTW's planner, set by the host */
  size_t size;   /* tokens */
  double *score; /* seen by the parent */
} host_setting;

/* In a process of its own: plans are kept. */
static int score_beside_host (void *data)
{
  const host_setting *h = data;
  fixture f;
  if (!fftw_init_threads ())
    return 2;
  fftw_plan_with_nthreads (h->threads);
  set_up (&f, 1, &h->size, ROME_LAG_ROTATE);
  f.call.threads = 1;
  const int failed = rome_lagscore (&f.call, h->score, NULL) != ROME_OK || fftw_planner_nthreads () != h->threads;
  tear_down (&f);
  return failed;
}

static void test_threads_of_the_hosts_planner (void **state)
{
  (void) state;
  static const size_t size[] = {1000, 12345}; /* with four threads FFTW would add the larger one in another order */
  const size_t most = size[COUNT_OF (size) - 1];
  double *score = mmap (NULL, 2 * most * sizeof *score, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  assert_true (score != MAP_FAILED);
  for (size_t k = 0; k < COUNT_OF (size); k++) {
    host_setting one = {1, size[k], score}, four = {4, size[k], score + most};
    assert_int_equal (child_run (score_beside_host, &one, 60), 0);
    assert_int_equal (child_run (score_beside_host, &four, 60), 0);
    assert_memory_equal (one.score, four.score, size[k] * sizeof *score);
  }
  munmap (score, 2 * most * sizeof *score);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_threads_of_the_hosts_planner),
    cmocka_unit_test (direct_sums), cmocka_unit_test (columns_beside_the_pairs), cmocka_unit_test (threads),    cmocka_unit_test (callers),  cmocka_unit_test (plans_in_use),
    cmocka_unit_test (good_sizes),  cmocka_unit_test (interrupts), cmocka_unit_test (refusals),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
