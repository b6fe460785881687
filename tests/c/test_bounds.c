/* test_bounds.c - the error bounds of the rotation, in units of u = 2^-53 or 2^-24, measured with quadruple precision.

   Per pair of columns, relative to the norm of the pair; tables correctly rounded, no fused operations:
       forward error     sqrt 5 + 1/sqrt 2        complex product (Brent, Percival, Zimmermann) and table rounding
       unitarity         sqrt 2                   |c^2 + s^2 - 1|
       norm              as forward error
       inverse           2 sqrt 5 + sqrt 2        R (-p) R (p) x = x
       composition       3 (sqrt 5 + 1/sqrt 2)    R (b) R (a) x = R (a + b) x
       relative property 4 (sqrt 5 + 1/sqrt 2)    <R (m) q, R (n) k> depends on m - n only, relative to |q| |k|

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <math.h>
#include <quadmath.h>

#include "frequencies.h"
#include "splitmix.h"
#include "tensors.h"
#include "truths.h"

#define DIM 128
#define PAIRS (DIM / 2)
#define ROWS 2048

/* The printed decimals of the bounds above. */
static const double bound_forward = 2.943, bound_unitarity = 1.4143, bound_inverse = 5.89, bound_composition = 8.83,
                    bound_relative = 11.8;

/* ---- tables, exact values, data ---- */

/* Tables of a format from some position on, and the exact values of the same rows. */
typedef struct {
  rome_format format;
  void *cos, *sin;
  truths exact;
} angles;

static double unit_of (rome_format format)
{
  return format == ROME_F64 ? 0x1p-53 : 0x1p-24;
}

static void *table_room (rome_format format)
{
  return need ((size_t) ROWS * PAIRS, rome_format_size (format));
}

static angles angles_make (rome_format format, double base, double offset)
{
  rome_freqs *freqs = frequencies_make (base, DIM);
  const rome_positions positions = {ROWS, NULL, &offset};
  angles a = {format, table_room (format), table_room (format), truths_make (freqs, &positions)};
  assert_ok (rome_cache (freqs, &positions, format, a.cos, a.sin, 1, NULL));
  rome_freqs_free (freqs);
  return a;
}

static void angles_free (angles *a)
{
  free (a->cos);
  free (a->sin);
  truths_free (&a->exact);
}

static const rome_run interleaved = {0, 1, 2, PAIRS, 0, 1, 2};

/* ROWS tokens of one head, row n turned by table row n + shift (shift rows are missing at the end). */
static void rotate (const angles *a, const void *x, void *y, size_t tokens, size_t shift, int inverse)
{
  const int64_t offset = (int64_t) shift;
  const rome_stride stride = {(ptrdiff_t) tokens * DIM, DIM, DIM, 1};
  const rome_rotation r = {.format = a->format, .x = x, .y = y, .extent = {1, tokens, 1, DIM}, .x_stride = stride, .y_stride = stride,
                           .runs = &interleaved, .nruns = 1, .table = {.cos = a->cos, .sin = a->sin, .rows = ROWS}, .rows = {.offset = &offset},
                           .inverse = inverse, .threads = 1};
  assert_ok (rome_rotate (&r, NULL));
}

/* Significands whose products come close to midpoints, or that lie where an ulp is largest against the number. */
static double structured (splitmix *r, rome_format format)
{
  const double u = unit_of (format), root = sqrt (0.5);
  const double of_binade[] = {1, 1 + 2 * u, 1.5, 2 - 2 * u, 2 * root, 1 + sqrt (u), 2 - sqrt (u), 1.25, 5.0 / 3, 4.0 / 3};
  const double x = of_binade[splitmix_below (r, COUNT_OF (of_binade))] + u * (double) splitmix_between (r, -8, 8);
  const double scaled = ldexp (x, splitmix_between (r, -1, 1)) * (splitmix_below (r, 2) ? 1 : -1);
  return format == ROME_F64 ? scaled : (double) (float) scaled;
}

static void *data_make (rome_format format, splitmix *r)
{
  void *x = need ((size_t) ROWS * DIM, rome_format_size (format));
  for (ptrdiff_t k = 0; k < ROWS * DIM; k++)
    element_set (format, x, k, k / DIM % 2 ? structured (r, format) : element_random (r, format, 0));
  return x;
}

/* ---- one pair in quadruple precision ---- */

typedef struct {
  __float128 re, im;
} pair;

static pair pair_get (rome_format format, const void *x, size_t row, size_t i)
{
  const ptrdiff_t k = (ptrdiff_t) (row * DIM + 2 * i);
  return (pair) {(__float128) element_get (format, x, k), (__float128) element_get (format, x, k + 1)};
}

static pair exact_angle (const angles *a, size_t row, size_t i)
{
  const size_t k = row + i * ROWS;
  return (pair) {(__float128) a->exact.cos_hi[k] + (__float128) a->exact.cos_lo[k],
                 (__float128) a->exact.sin_hi[k] + (__float128) a->exact.sin_lo[k]};
}

static pair turn (pair x, pair z)
{
  return (pair) {x.re * z.re - x.im * z.im, x.im * z.re + x.re * z.im};
}

static double norm (pair x)
{
  return (double) sqrtq (x.re * x.re + x.im * x.im);
}

static double distance (pair x, pair y)
{
  return norm ((pair) {x.re - y.re, x.im - y.im});
}

/* ---- measurements ---- */

typedef struct {
  double worst, squares;
  size_t count;
} measure;

static void measure_add (measure *m, double value)
{
  m->worst = fmax (m->worst, value);
  m->squares += value * value;
  m->count++;
}

static void measure_report (const char *what, rome_format format, const measure *m, double bound)
{
  const char *name = format == ROME_F64 ? "double" : "single";
  printf ("measured %-12s %s: worst %7.4f u, rms %7.4f u, bound %7.4f u, %zu samples\n", what, name, m->worst,
          sqrt (m->squares / (double) m->count), bound, m->count);
  assert_true (m->count >= 100000);
  assert_true (m->worst <= bound);
}

typedef struct {
  measure forward, unitarity, norm, inverse;
} one_turn;

static void measure_pair (one_turn *m, const angles *a, size_t row, size_t i, pair x, pair y, pair back)
{
  const double u = unit_of (a->format), size = norm (x);
  const ptrdiff_t k = (ptrdiff_t) (row + i * ROWS);
  const __float128 c = (__float128) element_get (a->format, a->cos, k), s = (__float128) element_get (a->format, a->sin, k);
  measure_add (&m->forward, distance (y, turn (x, exact_angle (a, row, i))) / size / u);
  measure_add (&m->unitarity, (double) fabsq (c * c + s * s - 1) / u);
  measure_add (&m->norm, (double) fabsq (sqrtq ((y.re * y.re + y.im * y.im) / (x.re * x.re + x.im * x.im)) - 1) / u);
  measure_add (&m->inverse, distance (back, x) / size / u);
}

static void check_one_turn (rome_format format)
{
  const double base[] = {1e4, 5e5}, offset[] = {0, 1e7};
  splitmix r = {121};
  one_turn m = {0};
  for (size_t n = 0; n < 2; n++) {
    angles a = angles_make (format, base[n], offset[n]);
    void *x = data_make (format, &r), *y = need ((size_t) ROWS * DIM, rome_format_size (format));
    void *back = need ((size_t) ROWS * DIM, rome_format_size (format));
    rotate (&a, x, y, ROWS, 0, 0);
    rotate (&a, y, back, ROWS, 0, 1);
    for (size_t row = 0; row < ROWS; row++)
      for (size_t i = 0; i < PAIRS; i++)
        measure_pair (&m, &a, row, i, pair_get (format, x, row, i), pair_get (format, y, row, i), pair_get (format, back, row, i));
    free (x);
    free (y);
    free (back);
    angles_free (&a);
  }
  measure_report ("forward", format, &m.forward, bound_forward);
  measure_report ("unitarity", format, &m.unitarity, bound_unitarity);
  measure_report ("norm", format, &m.norm, bound_forward);
  measure_report ("inverse", format, &m.inverse, bound_inverse);
}

static void test_one_turn_in_double (void **state)
{
  (void) state;
  check_one_turn (ROME_F64);
}

static void test_one_turn_in_single (void **state)
{
  (void) state;
  check_one_turn (ROME_F32);
}

/* R (b) R (a) x against R (a + b) x, for a = row and b = shift. */
static void compare_two_turns (measure *m, const angles *a, const void *x, size_t shift)
{
  const size_t tokens = ROWS - shift, bytes = rome_format_size (a->format);
  void *once = need ((size_t) ROWS * DIM, bytes), *twice = need ((size_t) ROWS * DIM, bytes);
  rotate (a, x, once, tokens, shift, 0);
  rotate (a, x, twice, tokens, 0, 0);
  /* every row by the same table row: tokens of stride 0 in the table are rows listed one by one */
  int64_t row = (int64_t) shift;
  const rome_stride stride = {(ptrdiff_t) tokens * DIM, DIM, DIM, 1};
  const rome_rotation r = {.format = a->format, .x = twice, .y = twice, .extent = {1, tokens, 1, DIM}, .x_stride = stride,
                           .y_stride = stride, .runs = &interleaved, .nruns = 1, .table = {.cos = a->cos, .sin = a->sin, .rows = ROWS},
                           .rows = {.row = &row}, .threads = 1};
  assert_ok (rome_rotate (&r, NULL));
  for (size_t n = 0; n < tokens; n++)
    for (size_t i = 0; i < PAIRS; i++)
      measure_add (m, distance (pair_get (a->format, once, n, i), pair_get (a->format, twice, n, i))
                        / norm (pair_get (a->format, x, n, i)) / unit_of (a->format));
  free (once);
  free (twice);
}

static void check_composition (rome_format format)
{
  splitmix r = {122};
  angles a = angles_make (format, 1e4, 0);
  void *x = data_make (format, &r);
  measure m = {0};
  const size_t shift[] = {1, 777, 1500};
  for (size_t n = 0; n < COUNT_OF (shift); n++)
    compare_two_turns (&m, &a, x, shift[n]);
  measure_report ("composition", format, &m, bound_composition);
  free (x);
  angles_free (&a);
}

static void test_composition (void **state)
{
  (void) state;
  check_composition (ROME_F64);
  check_composition (ROME_F32);
}

/* ---- relative positions ---- */

/* Head-wide inner product of two rows and the product of their norms. */
static __float128 inner (rome_format format, const void *q, size_t m, const void *k, size_t n)
{
  __float128 sum = 0;
  for (size_t i = 0; i < PAIRS; i++) {
    const pair a = pair_get (format, q, m, i), b = pair_get (format, k, n, i);
    sum += a.re * b.re + a.im * b.im;
  }
  return sum;
}

typedef struct {
  rome_format format;
  void *q, *k;
  __float128 *norms; /* squares of |q_n| |k_n| are norms[n] norms[n + ROWS] */
} heads;

static heads heads_make (rome_format format)
{
  splitmix r = {123};
  heads h = {format, data_make (format, &r), data_make (format, &r), need (2 * ROWS, sizeof (__float128))};
  for (size_t n = 0; n < ROWS; n++) {
    h.norms[n] = inner (format, h.q, n, h.q, n);
    h.norms[n + ROWS] = inner (format, h.k, n, h.k, n);
  }
  return h;
}

#define SAMPLES 17000 /* times six shifts: more than 1e5 */

/* Scores of some pairs of rows with the tables shifted by some positions. */
static void scores_at (const heads *h, double shift, __float128 *score)
{
  splitmix r = {124};
  angles a = angles_make (h->format, 1e4, shift);
  const size_t bytes = rome_format_size (h->format);
  void *q = need ((size_t) ROWS * DIM, bytes), *k = need ((size_t) ROWS * DIM, bytes);
  rotate (&a, h->q, q, ROWS, 0, 0);
  rotate (&a, h->k, k, ROWS, 0, 0);
  for (int n = 0; n < SAMPLES; n++) {
    const size_t m = (size_t) splitmix_below (&r, ROWS), o = (size_t) splitmix_below (&r, ROWS);
    score[n] = inner (h->format, q, m, k, o) / sqrtq (h->norms[m] * h->norms[o + ROWS]);
  }
  free (q);
  free (k);
  angles_free (&a);
}

static void check_relative (rome_format format)
{
  const double shift[] = {1, 1000, 3e4, 1e5, 1e6, 1e7};
  const char *name = format == ROME_F64 ? "double" : "single";
  heads h = heads_make (format);
  __float128 *still = need (SAMPLES, sizeof *still), *moved = need (SAMPLES, sizeof *moved);
  measure all = {0};
  double first = 0;
  scores_at (&h, 0, still);
  for (size_t s = 0; s < COUNT_OF (shift); s++) {
    measure m = {0};
    scores_at (&h, shift[s], moved);
    for (int n = 0; n < SAMPLES; n++) {
      const double defect = (double) fabsq (moved[n] - still[n]) / unit_of (format);
      measure_add (&m, defect);
      measure_add (&all, defect);
    }
    const double rms = sqrt (m.squares / (double) m.count);
    if (s == 0)
      first = rms;
    printf ("measured relative property %s, shift %g: worst %.3f u, rms %.4f u, ratio to shift 1 %.3f\n", name, shift[s], m.worst,
            rms, rms / first);
    /* flat in the shift */
    assert_true (fabs (rms / first - 1) <= 0.3);
  }
  measure_report ("relative", format, &all, bound_relative);
  free (still);
  free (moved);
  free (h.q);
  free (h.k);
  free (h.norms);
}

static void test_relative_positions (void **state)
{
  (void) state;
  check_relative (ROME_F64);
  check_relative (ROME_F32);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_one_turn_in_double),
    cmocka_unit_test (test_one_turn_in_single),
    cmocka_unit_test (test_composition),
    cmocka_unit_test (test_relative_positions),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
