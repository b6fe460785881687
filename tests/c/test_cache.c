/* test_cache.c - tables are the truth rounded once, whatever the way they were made.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <float.h>

#include "frequencies.h"
#include "golden.h"
#include "narrow.h"
#include "splitmix.h"
#include "truths.h"

typedef struct {
  size_t count;
  double *cos, *sin;
  float *cos_f, *sin_f;
} tables;

static tables tables_make (const rome_freqs *freqs, const rome_positions *positions, int threads)
{
  tables t = {positions->count * rome_freqs_pairs (freqs), NULL, NULL, NULL, NULL};
  t.cos = need (t.count, sizeof *t.cos);
  t.sin = need (t.count, sizeof *t.sin);
  t.cos_f = need (t.count, sizeof *t.cos_f);
  t.sin_f = need (t.count, sizeof *t.sin_f);
  assert_ok (rome_cache (freqs, positions, ROME_F64, t.cos, t.sin, threads, NULL));
  assert_ok (rome_cache (freqs, positions, ROME_F32, t.cos_f, t.sin_f, threads, NULL));
  return t;
}

static void tables_free (tables *t)
{
  free (t->cos);
  free (t->sin);
  free (t->cos_f);
  free (t->sin_f);
}

/* ---- against the truth, entry by entry ---- */

static void check_entry (const tables *t, const truths *exact, size_t k)
{
  assert_same_double (t->cos[k], exact->cos_hi[k]);
  assert_same_double (t->sin[k], exact->sin_hi[k]);
  assert_same_float (t->cos_f[k], narrow_to_float (exact->cos_hi[k], exact->cos_lo[k]));
  assert_same_float (t->sin_f[k], narrow_to_float (exact->sin_hi[k], exact->sin_lo[k]));
}

static void check_tables (const rome_freqs *freqs, const rome_positions *positions, int threads)
{
  truths exact = truths_make (freqs, positions);
  tables t = tables_make (freqs, positions, threads);
  for (size_t k = 0; k < t.count; k++)
    check_entry (&t, &exact, k);
  tables_free (&t);
  truths_free (&exact);
}

static void test_consecutive_positions (void **state)
{
  (void) state;
  const size_t count[] = {0, 1, 2, 31, 32, 33, 63, 64, 65, 1000, 1024, 1025, 4097};
  const double offset[] = {0, 1, -1, 0.5, -7.25, 1e6 + 1.0 / 3, -4096, -2000.5, 0x1p31, 0x1p52, -0x1p53, 0x1p-60};
  rome_freqs *freqs = frequencies_make (1e4, 16);
  for (size_t n = 0; n < COUNT_OF (count); n++)
    for (size_t k = 0; k < COUNT_OF (offset); k++) {
      const rome_positions positions = {count[n], NULL, &offset[k]};
      check_tables (freqs, &positions, 1 + (int) k % 2);
    }
  rome_freqs_free (freqs);
}

static void test_consecutive_positions_of_many_heads (void **state)
{
  (void) state;
  const double base[] = {1, 2, 100, 5e5, 1e9, 1e30, 1e300};
  const size_t dim[] = {2, 6, 64, 80, 96};
  for (size_t b = 0; b < COUNT_OF (base); b++)
    for (size_t d = 0; d < COUNT_OF (dim); d++) {
      rome_freqs *freqs = frequencies_make (base[b], dim[d]);
      const rome_positions positions = {300, NULL, NULL};
      check_tables (freqs, &positions, 1);
      rome_freqs_free (freqs);
    }
}

static void test_any_positions (void **state)
{
  (void) state;
  enum { ROWS = 2000 };
  double value[ROWS];
  splitmix r = {41};
  for (size_t n = 0; n < ROWS; n++) {
    value[n] = splitmix_double (&r, -70, 52);
    if (n % 2)
      value[n] = floor (value[n]);
  }
  const double offset = -123.0625;
  const rome_positions as_they_are = {ROWS, value, NULL}, shifted = {ROWS, value, &offset};
  rome_freqs *freqs = frequencies_make (1e6, 32);
  check_tables (freqs, &as_they_are, 1);
  check_tables (freqs, &shifted, 2);
  rome_freqs_free (freqs);
}

static void test_several_axes (void **state)
{
  (void) state;
  enum { ROWS = 64 };
  const size_t dim[] = {44, 44, 40};
  const double offset[] = {0, 0.5, -3};
  double value[3 * ROWS];
  for (size_t n = 0; n < ROWS; n++) {
    value[n] = (double) (n / 16);
    value[n + ROWS] = (double) (n / 4 % 4);
    value[n + 2 * ROWS] = (double) (n % 4);
  }
  rome_freqs *freqs = NULL;
  assert_ok (frequencies_create (&freqs, 1e4, 3, dim));
  const rome_positions positions = {ROWS, value, offset};
  check_tables (freqs, &positions, 2);
  rome_freqs_free (freqs);
}

static void test_threads_do_not_matter (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (1e4, 128);
  const rome_positions positions = {5000, NULL, NULL};
  tables one = tables_make (freqs, &positions, 1);
  for (int threads = 0; threads <= 4; threads++) {
    tables t = tables_make (freqs, &positions, threads);
    assert_memory_equal (one.cos, t.cos, t.count * sizeof *t.cos);
    assert_memory_equal (one.sin, t.sin, t.count * sizeof *t.sin);
    assert_memory_equal (one.cos_f, t.cos_f, t.count * sizeof *t.cos_f);
    assert_memory_equal (one.sin_f, t.sin_f, t.count * sizeof *t.sin_f);
    tables_free (&t);
  }
  tables_free (&one);
  rome_freqs_free (freqs);
}

static void test_a_longer_table_begins_with_the_shorter (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (5e5, 64);
  const rome_positions few = {777, NULL, NULL}, many = {3000, NULL, NULL};
  tables a = tables_make (freqs, &few, 1), b = tables_make (freqs, &many, 1);
  for (size_t pair = 0; pair < 32; pair++) {
    assert_memory_equal (a.cos + pair * 777, b.cos + pair * 3000, 777 * sizeof (double));
    assert_memory_equal (a.sin_f + pair * 777, b.sin_f + pair * 3000, 777 * sizeof (float));
  }
  tables_free (&a);
  tables_free (&b);
  rome_freqs_free (freqs);
}

/* ---- golden values ---- */

/* Every line through a table of one row, and through consecutive rows with the position in the middle. */
static void check_golden_point (const rome_freqs *freqs, const golden_point *p)
{
  enum { ROWS = 40, MIDDLE = 20 };
  const double before = p->position - MIDDLE;
  const rome_positions one = {1, &p->position, NULL}, consecutive = {ROWS, NULL, &before};
  const float c = narrow_to_float (p->cos_hi, p->cos_lo), s = narrow_to_float (p->sin_hi, p->sin_lo);
  tables t = tables_make (freqs, &one, 1), u = tables_make (freqs, &consecutive, 1);
  const size_t k = p->i, m = p->i * ROWS + MIDDLE;
  assert_true (t.cos[k] == p->cos_hi && t.sin[k] == p->sin_hi && t.cos_f[k] == c && t.sin_f[k] == s);
  assert_true (u.cos[m] == p->cos_hi && u.sin[m] == p->sin_hi && u.cos_f[m] == c && u.sin_f[m] == s);
  tables_free (&t);
  tables_free (&u);
}

static void test_golden_midpoints (void **state)
{
  (void) state;
  const char *name[] = {"03-hard-f64", "04-hard-f32"};
  int lines = 0;
  frequencies_kept kept = {0};
  for (size_t n = 0; n < COUNT_OF (name); n++) {
    golden g = golden_open (name[n]);
    for (golden_point p; golden_next_point (&g, 0, &p); lines++)
      check_golden_point (frequencies_for (&kept, p.base, p.d), &p);
  }
  rome_freqs_free (kept.freqs);
  assert_int_equal (lines, 1300);
}

static void test_golden_float_tables (void **state)
{
  (void) state;
  golden g = golden_open ("11-tables");
  frequencies_kept kept = {0};
  int lines = 0;
  float c[512], s[512];
  for (; golden_next (&g); lines++) {
    char base[64];
    size_t d, i;
    double position;
    unsigned expected_c, expected_s;
    assert_int_equal (sscanf (g.line, "%63s %zu %zu %lf %x %x", base, &d, &i, &position, &expected_c, &expected_s), 6);
    const rome_positions one = {1, &position, NULL};
    assert_ok (rome_cache (frequencies_for (&kept, strtod (base, NULL), d), &one, ROME_F32, c, s, 1, NULL));
    assert_int_equal (bits_of_float (c[i]), expected_c);
    assert_int_equal (bits_of_float (s[i]), expected_s);
  }
  rome_freqs_free (kept.freqs);
  assert_int_equal (lines, 6144);
}

/* ---- exhaustive ---- */

typedef struct {
  size_t values, misrounded;
  double worst, squares; /* ulp */
} census;

static void count_value (census *c, double value, double expected, double hi, double lo, int digits)
{
  const double ulp = truths_ulp (value, hi, lo, digits);
  c->values++;
  c->misrounded += bits_of (value) != bits_of (expected);
  c->worst = fmax (c->worst, ulp);
  /* exact values have no error to speak of */
  c->squares += ulp * ulp;
}

static void report (const char *what, const census *c)
{
  printf ("measured %s: %zu values, %zu misrounded, worst %.9f ulp, rms %.5f ulp\n", what, c->values, c->misrounded, c->worst,
          sqrt (c->squares / (double) c->values));
  assert_int_equal (c->misrounded, 0);
  assert_true (c->worst <= 0.5000001);
  /* a uniform error of half an ulp: 1 / sqrt (12) */
  assert_true (fabs (sqrt (c->squares / (double) c->values) - 0.28868) < 0.002);
}

/* Rows first .. first + count - 1 of the table; in blocks, because the truth of all rows at once would fill the memory. */
static void count_rows (const rome_freqs *freqs, const tables *t, size_t rows, size_t first, size_t count, double *position,
                        truths *exact, census *f64, census *f32)
{
  for (size_t n = 0; n < count; n++)
    position[n] = (double) (first + n);
  const rome_positions block = {count, position, NULL};
  truths_fill (exact, freqs, &block, ROME_CERTIFIED, 2);
  for (size_t pair = 0; pair < rome_freqs_pairs (freqs); pair++)
    for (size_t n = 0; n < count; n++) {
      const size_t k = first + n + pair * rows, m = n + pair * count;
      const double ch = exact->cos_hi[m], cl = exact->cos_lo[m], sh = exact->sin_hi[m], sl = exact->sin_lo[m];
      count_value (f64, t->cos[k], ch, ch, cl, DBL_MANT_DIG);
      count_value (f64, t->sin[k], sh, sh, sl, DBL_MANT_DIG);
      count_value (f32, (double) t->cos_f[k], (double) narrow_to_float (ch, cl), ch, cl, FLT_MANT_DIG);
      count_value (f32, (double) t->sin_f[k], (double) narrow_to_float (sh, sl), sh, sl, FLT_MANT_DIG);
    }
}

static void check_exhaustively (const char *name, size_t rows, double base, size_t dim)
{
  enum { BLOCK = 2048 };
  rome_freqs *freqs = frequencies_make (base, dim);
  const rome_positions all = {rows, NULL, NULL};
  tables t = tables_make (freqs, &all, 2);
  truths exact = truths_room (BLOCK * dim / 2);
  double position[BLOCK];
  census f64 = {0}, f32 = {0};
  char what[100];
  for (size_t first = 0; first < rows; first += BLOCK)
    count_rows (freqs, &t, rows, first, rows - first < BLOCK ? rows - first : BLOCK, position, &exact, &f64, &f32);
  tables_free (&t);
  truths_free (&exact);
  rome_freqs_free (freqs);
  snprintf (what, sizeof what, "%s as double", name);
  report (what, &f64);
  snprintf (what, sizeof what, "%s as single", name);
  report (what, &f32);
}

static void test_every_entry_of_131072_rows (void **state)
{
  (void) state;
  check_exhaustively ("2^17 rows, base 1e4, d 128", 131072, 1e4, 128);
}

static void test_every_entry_of_a_million_rows (void **state)
{
  (void) state;
  check_exhaustively ("2^20 rows, base 1e4, d 128", 1 << 20, 1e4, 128);
  check_exhaustively ("2^20 rows, base 5e5, d 64", 1 << 20, 5e5, 64);
}

/* ---- the call itself ---- */

static void test_bad_positions (void **state)
{
  (void) state;
  const double bad[] = {NAN, INFINITY, -INFINITY, 9007199254740994.0, -DBL_MAX};
  const size_t two[] = {4, 4};
  rome_freqs *freqs = frequencies_make (1e4, 8), *axes = NULL;
  assert_ok (frequencies_create (&axes, 1e4, 2, two));
  double c[4 * 40], s[4 * 40];
  for (size_t n = 0; n < COUNT_OF (bad); n++) {
    const rome_positions value = {1, &bad[n], NULL}, offset = {40, NULL, &bad[n]};
    assert_refused (rome_cache (freqs, &value, ROME_F64, c, s, 1, NULL));
    assert_refused (rome_cache (freqs, &offset, ROME_F32, c, s, 1, NULL));
  }
  const rome_positions counted = {3, NULL, NULL};
  assert_refused (rome_cache (axes, &counted, ROME_F64, c, s, 1, NULL));
  rome_freqs_free (freqs);
  rome_freqs_free (axes);
}

static void test_interrupt (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (1e4, 128);
  const rome_positions positions = {20000, NULL, NULL};
  const size_t count = 20000 * 64;
  double *c = need (count, sizeof *c), *s = need (count, sizeof *s);
  patience p = {0, 0};
  const rome_monitor monitor = {patience_ends, &p};
  assert_ok (rome_cache (freqs, &positions, ROME_F64, c, s, 2, &monitor));
  const int calls = p.calls;
  assert_true (calls >= 2);
  for (int at = 1; at <= calls; at += 1 + calls / 10) {
    p = (patience) {0, at};
    assert_int_equal (rome_cache (freqs, &positions, ROME_F64, c, s, 2, &monitor), ROME_INTERRUPTED);
    assert_int_equal (p.calls, at);
  }
  free (c);
  free (s);
  rome_freqs_free (freqs);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_consecutive_positions),
    cmocka_unit_test (test_consecutive_positions_of_many_heads),
    cmocka_unit_test (test_any_positions),
    cmocka_unit_test (test_several_axes),
    cmocka_unit_test (test_threads_do_not_matter),
    cmocka_unit_test (test_a_longer_table_begins_with_the_shorter),
    cmocka_unit_test (test_golden_midpoints),
    cmocka_unit_test (test_golden_float_tables),
    cmocka_unit_test (test_every_entry_of_131072_rows),
    cmocka_unit_test (test_bad_positions),
    cmocka_unit_test (test_interrupt),
  };
  const struct CMUnitTest long_tests[] = {cmocka_unit_test (test_every_entry_of_a_million_rows)};
  int failed = cmocka_run_group_tests (tests, NULL, NULL);
  if (getenv ("ROME_LONG"))
    failed += cmocka_run_group_tests (long_tests, NULL, NULL);
  return failed;
}
