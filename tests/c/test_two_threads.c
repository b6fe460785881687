/* test_two_threads.c - threads of a program that call the library at once, from first use on, get what one alone gets.

   Each first use is a process of its own.  `make check-tsan` runs this test under the thread sanitizer (built without OpenMP, whose
   runtime it does not understand: the calls below ask for one thread each).

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"

#include <pthread.h>

#include "hash.h"
#include "splitmix.h"

enum { CALLERS = 4, TOKENS = 24, DIM = 16, FINE = 0, FAILED, DIFFERENT, NO_THREAD };

typedef struct {
  double x[TOKENS * DIM], y[TOKENS * DIM], c[TOKENS * DIM / 2], s[TOKENS * DIM / 2], matrix[DIM * DIM], score[2 * TOKENS];
  uint16_t bits[TOKENS * DIM];
} work;

static rome_rotation rotation_for (work *w, const rome_run *runs, size_t nruns)
{
  return (rome_rotation) {.format = ROME_F64, .x = w->x, .y = w->y, .extent = {1, TOKENS, 1, DIM}, .x_stride = {0, DIM, 0, 1}, .y_stride = {0, DIM, 0, 1},
                          .runs = runs, .nruns = nruns, .table = {.cos = w->c, .sin = w->s, .rows = TOKENS}, .threads = 1};
}

static void product (void *data, size_t order, size_t n, const double *matrix, const double *in, double *out)
{
  (void) data;
  for (size_t k = 0; k < n; k++)
    for (size_t j = 0; j < order; j++) {
      out[j + k * order] = 0;
      for (size_t i = 0; i < order; i++)
        out[j + k * order] += matrix[i + j * order] * in[i + k * order];
    }
}

static void add (uint64_t *hash, const void *data, size_t bytes)
{
  *hash = hash_more (*hash, data, bytes);
}

/* Rotations of w->x by the table in w, in every engine. */
static int turn (work *w, const rome_run *runs, size_t nruns, uint64_t *hash)
{
  const rome_rotation r = rotation_for (w, runs, nruns);
  const rome_product products = {product, NULL, NULL};
  rome_matrix_plan *plan = NULL;
  int failed = rome_rotate (&r, NULL) != ROME_OK;
  add (hash, w->y, sizeof w->y);
  failed |= rome_matrix_plan_create (&plan, ROME_F64, NULL, w->matrix, DIM) != ROME_OK;
  const rome_matrix_rotation form = {.rotation = r, .matrix = w->matrix, .order = DIM, .plan = plan};
  failed |= rome_matrix_fused (&form, NULL) != ROME_OK;
  add (hash, w->y, sizeof w->y);
  failed |= rome_matrix_gemm (&form, &products, NULL) != ROME_OK;
  add (hash, w->y, sizeof w->y);
  rome_matrix_plan_free (plan);
  return failed;
}

static int correlate (work *w, const rome_freqs *freqs, const rome_run *runs, size_t nruns, uint64_t *hash)
{
  const rome_lagscore_call call = {.freqs = freqs, .axes = 1, .size = {TOKENS}, .spacing = {1}, .format = ROME_F64, .q = w->x, .k = w->x,
                                   .q_extent = {1, TOKENS, 1, DIM}, .k_extent = {1, TOKENS, 1, DIM}, .q_stride = {0, DIM, 0, 1},
                                   .k_stride = {0, DIM, 0, 1}, .runs = runs, .nruns = nruns, .largest = {TOKENS - 1}, .threads = 1};
  const int failed = rome_lagscore (&call, w->score, NULL) != ROME_OK;
  add (hash, w->score, (2 * TOKENS - 1) * sizeof *w->score);
  return failed;
}

/* Every part of the library; the results' hash is 0 if one failed. */
static uint64_t use_all (void)
{
  uint64_t hash = HASH_START;
  work *w = calloc (1, sizeof *w);
  splitmix random = {5};
  const size_t dim = DIM;
  const rome_positions positions = {TOKENS, NULL, NULL};
  const rome_freqs_spec spec = {.base = 1e4, .axes = {ROME_AXES_BLOCKS, 1, &dim}};
  rome_freqs *freqs = NULL;
  rome_run runs[ROME_RUNS_PER_BLOCK];
  size_t nruns = 0;
  if (!w)
    return 0;
  for (size_t k = 0; k < TOKENS * DIM; k++)
    w->x[k] = splitmix_double (&random, -3, 3);
  for (size_t k = 0; k < DIM / 2; k++)
    w->matrix[2 * k + (2 * k + 1) * DIM] = 1, w->matrix[2 * k + 1 + 2 * k * DIM] = -1;
  rome_set_threads (1);
  int failed = rome_freqs_create (&freqs, &spec) != ROME_OK || rome_pairing_runs (ROME_INTERLEAVED, 1, &dim, runs, &nruns) != ROME_OK
               || rome_self_check (NULL) != ROME_OK;
  for (int tier = ROME_CERTIFIED; tier <= ROME_GSL && !failed; tier++) {
    const rome_truth_values values = {w->c, NULL, w->s, NULL};
    failed = rome_truth (freqs, &positions, (rome_tier) tier, &values, 1, NULL) != ROME_OK;
    add (&hash, w->c, sizeof w->c);
  }
  failed = failed || rome_cache (freqs, &positions, ROME_F64, w->c, w->s, 1, NULL) != ROME_OK;
  add (&hash, w->s, sizeof w->s);
  failed = failed || turn (w, runs, nruns, &hash) || correlate (w, freqs, runs, nruns, &hash);
  rome_pack (ROME_F64, w->x, TOKENS * DIM, ROME_BF16, w->bits);
  add (&hash, w->bits, sizeof w->bits);
  add (&hash, rome_instruction_set (), strlen (rome_instruction_set ()));
  rome_freqs_free (freqs);
  free (w);
  return failed ? 0 : hash;
}

/* ---- at once ---- */

typedef struct {
  pthread_barrier_t *start;
  int rounds, same;
  uint64_t hash;
} caller;

static void *call_it (void *data)
{
  caller *c = data;
  pthread_barrier_wait (c->start);
  c->hash = use_all ();
  c->same = 1;
  for (int n = 1; n < c->rounds; n++)
    c->same &= use_all () == c->hash;
  return NULL;
}

static int at_once (void *data)
{
  const int *rounds = data;
  pthread_barrier_t start;
  pthread_t thread[CALLERS];
  caller c[CALLERS];
  pthread_barrier_init (&start, NULL, CALLERS);
  for (int n = 0; n < CALLERS; n++) {
    c[n] = (caller) {&start, *rounds, 0, 0};
    if (pthread_create (&thread[n], NULL, call_it, &c[n]))
      return NO_THREAD;
  }
  for (int n = 0; n < CALLERS; n++)
    pthread_join (thread[n], NULL);
  pthread_barrier_destroy (&start);
  const uint64_t alone = use_all ();
  for (int n = 0; n < CALLERS; n++)
    if (c[n].hash == 0 || !c[n].same)
      return FAILED;
    else if (c[n].hash != alone)
      return DIFFERENT;
  return FINE;
}

static void test_first_use (void **state)
{
  (void) state;
  int once = 1;
  for (int n = 0; n < 5; n++)
    assert_int_equal (child_run (at_once, &once, 60), FINE);
}

static void test_many_calls (void **state)
{
  (void) state;
  int rounds = 20;
  assert_int_equal (child_run (at_once, &rounds, 60), FINE);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_first_use),
    cmocka_unit_test (test_many_calls),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
