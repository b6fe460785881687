/* test_cache.c - tables are the truth rounded once, whatever the way they were made.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <float.h>

#include "frequencies.h"
#include "golden.h"
#include "tensors.h"
#include "truths.h"

#define FORMATS (ROME_F16 + 1)

/* The same table in all formats. */
typedef struct {
  size_t count;
  void *cos[FORMATS], *sin[FORMATS];
} tables;

static tables tables_make (const rome_freqs *freqs, const rome_positions *positions, int threads)
{
  tables t = {.count = positions->count * rome_freqs_pairs (freqs)};
  for (int f = ROME_F64; f <= ROME_F16; f++) {
    t.cos[f] = need (t.count, rome_format_size ((rome_format) f));
    t.sin[f] = need (t.count, rome_format_size ((rome_format) f));
    assert_ok (rome_cache (freqs, positions, (rome_format) f, t.cos[f], t.sin[f], threads, NULL));
  }
  return t;
}

static void tables_free (tables *t)
{
  for (int f = ROME_F64; f <= ROME_F16; f++) {
    free (t->cos[f]);
    free (t->sin[f]);
  }
}

static void tables_equal (const tables *a, const tables *b)
{
  for (int f = ROME_F64; f <= ROME_F16; f++) {
    assert_memory_equal (a->cos[f], b->cos[f], a->count * rome_format_size ((rome_format) f));
    assert_memory_equal (a->sin[f], b->sin[f], a->count * rome_format_size ((rome_format) f));
  }
}

/* ---- against the truth, entry by entry ---- */

static void check_value (rome_format format, const void *table, size_t k, double hi, double lo)
{
  const double got = element_get (format, table, (ptrdiff_t) k), expected = narrow_round (hi, lo, format);
  if (bits_of (got) != bits_of (expected))
    fail_msg ("format %d, entry %zu: %a is not %a, which %a + %a rounds to", format, k, got, expected, hi, lo);
}

static void check_entry (const tables *t, size_t k, double cos_hi, double cos_lo, double sin_hi, double sin_lo)
{
  for (int f = ROME_F64; f <= ROME_F16; f++) {
    check_value ((rome_format) f, t->cos[f], k, cos_hi, cos_lo);
    check_value ((rome_format) f, t->sin[f], k, sin_hi, sin_lo);
  }
}

static void check_tables (const rome_freqs *freqs, const rome_positions *positions, int threads)
{
  truths exact = truths_make (freqs, positions);
  tables t = tables_make (freqs, positions, threads);
  for (size_t k = 0; k < t.count; k++)
    check_entry (&t, k, exact.cos_hi[k], exact.cos_lo[k], exact.sin_hi[k], exact.sin_lo[k]);
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

#define SOME 2000

/* The same positions as they are and with an offset, for every way a table can be made. */
static void check_positions (const double *value, size_t count, size_t dim)
{
  const double offset = -123.0625;
  const rome_positions as_they_are = {count, value, NULL}, shifted = {count, value, &offset};
  rome_freqs *freqs = frequencies_make (1e6, dim);
  check_tables (freqs, &as_they_are, 1);
  check_tables (freqs, &shifted, 2);
  rome_freqs_free (freqs);
}

static void test_any_positions (void **state)
{
  (void) state;
  double value[SOME];
  splitmix r = {41};
  for (size_t n = 0; n < SOME; n++) {
    value[n] = splitmix_double (&r, -70, 52);
    if (n % 2)
      value[n] = floor (value[n]);
  }
  check_positions (value, SOME, 32);
}

/* Integers: far apart, in a narrow range with repetitions, in a wide range, at both ends of what is allowed. */
static void test_integer_positions (void **state)
{
  (void) state;
  const double start[] = {0, -500, 1e6, 0x1p52, -0x1p53}, range[] = {2, 100, 3e6, 4e9, 8589934592.0, 1e12};
  double value[4 * SOME]; /* enough for tables of digits to pay */
  splitmix r = {42};
  for (size_t s = 0; s < COUNT_OF (start); s++)
    for (size_t g = 0; g < COUNT_OF (range); g++) {
      for (size_t n = 0; n < COUNT_OF (value); n++)
        value[n] = start[s] + (double) splitmix_below (&r, (uint64_t) range[g]);
      check_positions (value, COUNT_OF (value), 2);
      check_positions (value, SOME / 10, 4);
    }
}

/* first, first + 1, ..., where first + k is rounded: near enough to consecutive to be taken for it. */
static void test_fractions_one_apart (void **state)
{
  (void) state;
  const double first[] = {0.1, 1.0 / 3, -50.7, 1e-3, 0x1p-60, 1e5 + 0.3, 0.5};
  double value[SOME];
  for (size_t f = 0; f < COUNT_OF (first); f++) {
    for (size_t n = 0; n < SOME; n++)
      value[n] = first[f] + (double) n;
    check_positions (value, SOME, 8);
    check_positions (value, 40, 8);
  }
}

static void test_repeated_fractions (void **state)
{
  (void) state;
  double value[SOME];
  splitmix r = {43};
  for (size_t n = 0; n < SOME; n++)
    value[n] = (double) splitmix_below (&r, 50) / 7 - 3;
  value[17] = -0.0;
  value[18] = 0;
  check_positions (value, SOME, 16);
  check_positions (value, 65, 16);
  check_positions (value, 64, 16);
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
    tables_equal (&one, &t);
    tables_free (&t);
  }
  tables_free (&one);
  rome_freqs_free (freqs);
}

/* Memory that has been touched is filled past the cache where the table is large, untouched memory is not; wherever cos and sin
   begin, on the same place of a line or not. */
static void test_past_the_cache (void **state)
{
  (void) state;
  enum { ROWS = 65537, PAIRS = 64 };
  static const size_t beyond[][2] = {{0, 0}, {8, 8}, {16, 16}, {56, 56}, {16, 24}};
  rome_freqs *freqs = frequencies_make (1e4, 2 * PAIRS);
  const rome_positions positions = {ROWS, NULL, NULL};
  for (int f = ROME_F64; f <= ROME_F16; f++) {
    const size_t bytes = ROWS * PAIRS * rome_format_size ((rome_format) f);
    char *expected_cos = need (bytes, 1), *expected_sin = need (bytes, 1);
    assert_ok (rome_cache (freqs, &positions, (rome_format) f, expected_cos, expected_sin, 2, NULL));
    char *cos = aligned_alloc (64, (bytes + 127) / 64 * 64), *sin = aligned_alloc (64, (bytes + 127) / 64 * 64);
    assert_non_null (cos);
    assert_non_null (sin);
    for (size_t k = 0; k < COUNT_OF (beyond); k++) {
      memset (cos, 0x5a, bytes + 64);
      memset (sin, 0x5a, bytes + 64);
      assert_ok (rome_cache (freqs, &positions, (rome_format) f, cos + beyond[k][0], sin + beyond[k][1], 1 + (int) k % 2, NULL));
      assert_memory_equal (cos + beyond[k][0], expected_cos, bytes);
      assert_memory_equal (sin + beyond[k][1], expected_sin, bytes);
      for (size_t n = 0; n < 64; n++) {
        const size_t at = n < beyond[k][0] ? n : bytes + n, other = n < beyond[k][1] ? n : bytes + n;
        assert_true (cos[at] == 0x5a && sin[other] == 0x5a);
      }
    }
    free (cos);
    free (sin);
    free (expected_cos);
    free (expected_sin);
  }
  rome_freqs_free (freqs);
}

static void test_a_longer_table_begins_with_the_shorter (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (5e5, 64);
  const rome_positions few = {777, NULL, NULL}, many = {3000, NULL, NULL};
  tables a = tables_make (freqs, &few, 1), b = tables_make (freqs, &many, 1);
  for (size_t pair = 0; pair < 32; pair++)
    for (int f = ROME_F64; f <= ROME_F16; f++) {
      const size_t size = rome_format_size ((rome_format) f);
      assert_memory_equal ((char *) a.cos[f] + pair * 777 * size, (char *) b.cos[f] + pair * 3000 * size, 777 * size);
      assert_memory_equal ((char *) a.sin[f] + pair * 777 * size, (char *) b.sin[f] + pair * 3000 * size, 777 * size);
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
  tables t = tables_make (freqs, &one, 1), u = tables_make (freqs, &consecutive, 1);
  check_entry (&t, p->i, p->cos_hi, p->cos_lo, p->sin_hi, p->sin_lo);
  check_entry (&u, p->i * ROWS + MIDDLE, p->cos_hi, p->cos_lo, p->sin_hi, p->sin_lo);
  tables_free (&t);
  tables_free (&u);
}

static void check_golden (const char *name, int lines)
{
  frequencies_kept kept = {0};
  golden g = golden_open (name);
  for (golden_point p; golden_next_point (&g, 0, &p); lines--)
    if (fabs (p.position) < 0x1p53 - 40)
      check_golden_point (frequencies_for (&kept, p.base, p.d), &p);
  frequencies_forget (&kept);
  assert_int_equal (lines, 0);
}

static void test_golden_midpoints (void **state)
{
  (void) state;
  check_golden ("03-hard-f64", 800);
  check_golden ("04-hard-f32", 500);
  check_golden ("05-hard-f16", 400);
  check_golden ("06-hard-bf16", 400);
}

/* Values so small that the addition theorem loses most of their digits. */
static void test_golden_zeros (void **state)
{
  (void) state;
  check_golden ("02-zeros", 1650);
}

/* Bit patterns of one line, in the order of its columns: f32, f16, bf16. */
static void check_golden_row (const rome_freqs *freqs, double position, size_t i, const unsigned *bits)
{
  const rome_positions one = {1, &position, NULL};
  tables t = tables_make (freqs, &one, 1);
  const uint16_t *const *c = (const uint16_t *const *) t.cos, *const *s = (const uint16_t *const *) t.sin;
  assert_int_equal (bits_of_float (((const float *) t.cos[ROME_F32])[i]), bits[0]);
  assert_int_equal (bits_of_float (((const float *) t.sin[ROME_F32])[i]), bits[1]);
  assert_int_equal (c[ROME_F16][i], bits[2]);
  assert_int_equal (s[ROME_F16][i], bits[3]);
  assert_int_equal (c[ROME_BF16][i], bits[4]);
  assert_int_equal (s[ROME_BF16][i], bits[5]);
  tables_free (&t);
}

static void test_golden_tables (void **state)
{
  (void) state;
  golden g = golden_open ("11-tables");
  frequencies_kept kept = {0};
  int lines = 0;
  for (; golden_next (&g); lines++) {
    char base[64];
    size_t d, i;
    double position;
    unsigned b[6];
    const int read = sscanf (g.line, "%63s %zu %zu %lf %x %x %x %x %x %x", base, &d, &i, &position, &b[0], &b[1], &b[2], &b[3], &b[4], &b[5]);
    assert_int_equal (read, 10);
    check_golden_row (frequencies_for (&kept, strtod (base, NULL), d), position, i, b);
  }
  frequencies_forget (&kept);
  assert_int_equal (lines, 6144);
}

/* ---- exhaustive ---- */

typedef struct {
  size_t values, misrounded;
  double worst, squares; /* ulp */
  size_t pair, position; /* of the worst */
  const char *function;
} census;

static void count_value (census *c, rome_format format, const void *table, size_t k, size_t rows, const char *function, double hi, double lo)
{
  const double value = element_get (format, table, (ptrdiff_t) k);
  const double ulp = truths_ulp (value, hi, lo, narrow_format_of (format).digits);
  c->values++;
  c->misrounded += bits_of (value) != bits_of (narrow_round (hi, lo, format));
  c->squares += ulp * ulp;
  if (ulp > c->worst) {
    c->worst = ulp;
    c->pair = k / rows;
    c->position = k % rows;
    c->function = function;
  }
}

static void report (const char *what, const census *c)
{
  printf ("measured %s: %zu values, %zu misrounded, worst %.9f ulp (pair %zu, position %zu, %s), rms %.5f ulp\n", what, c->values,
          c->misrounded, c->worst, c->pair, c->position, c->function, sqrt (c->squares / (double) c->values));
  assert_int_equal (c->misrounded, 0);
  assert_true (c->worst <= 0.5000001);
  /* a uniform error of half an ulp: 1 / sqrt (12) */
  assert_true (fabs (sqrt (c->squares / (double) c->values) - 0.28868) < 0.002);
}

/* A table in one format, and the same rows of the truth in blocks: the truth of all rows at once would fill the memory. */
typedef struct {
  const rome_freqs *freqs;
  rome_format format;
  size_t rows;
  void *cos, *sin;
} whole_table;

static void count_rows (const whole_table *t, size_t first, const truths *exact, size_t count, census *c)
{
  for (size_t pair = 0; pair < rome_freqs_pairs (t->freqs); pair++)
    for (size_t n = 0; n < count; n++) {
      const size_t k = first + n + pair * t->rows, m = n + pair * count;
      count_value (c, t->format, t->cos, k, t->rows, "cos", exact->cos_hi[m], exact->cos_lo[m]);
      count_value (c, t->format, t->sin, k, t->rows, "sin", exact->sin_hi[m], exact->sin_lo[m]);
    }
}

static whole_table whole_table_make (const rome_freqs *freqs, rome_format format, size_t rows)
{
  const rome_positions all = {rows, NULL, NULL};
  const size_t count = rows * rome_freqs_pairs (freqs), size = rome_format_size (format);
  const whole_table t = {freqs, format, rows, need (count, size), need (count, size)};
  assert_ok (rome_cache (freqs, &all, format, t.cos, t.sin, 2, NULL));
  return t;
}

static void check_exhaustively (const char *name, size_t rows, double base, size_t dim)
{
  enum { BLOCK = 2048, KINDS = 2 };
  rome_freqs *freqs = frequencies_make (base, dim);
  whole_table t[KINDS] = {whole_table_make (freqs, ROME_F64, rows), whole_table_make (freqs, ROME_F32, rows)};
  truths exact = truths_room (BLOCK * dim / 2);
  double position[BLOCK];
  census c[KINDS] = {{.function = ""}, {.function = ""}};
  for (size_t first = 0; first < rows; first += BLOCK) {
    const size_t count = rows - first < BLOCK ? rows - first : BLOCK;
    for (size_t n = 0; n < count; n++)
      position[n] = (double) (first + n);
    const rome_positions block = {count, position, NULL};
    truths_fill (&exact, freqs, &block, ROME_CERTIFIED, 2);
    for (int n = 0; n < KINDS; n++)
      count_rows (&t[n], first, &exact, count, &c[n]);
  }
  for (int n = 0; n < KINDS; n++) {
    char what[100];
    snprintf (what, sizeof what, "%s as %s", name, n ? "single" : "double");
    report (what, &c[n]);
    free (t[n].cos);
    free (t[n].sin);
  }
  truths_free (&exact);
  rome_freqs_free (freqs);
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

/* Each pair is turned by all axes. */
static void test_frequencies_of_several_axes (void **state)
{
  (void) state;
  enum { AXES = 3, PAIRS = 5, ROWS = 5000 }; /* so that work is cut in the middle of a column */
  static const size_t size[AXES] = {2, 4, 4};
  splitmix r = {83};
  static double w[PAIRS * AXES], value[ROWS * AXES];
  for (size_t k = 0; k < COUNT_OF (w); k++)
    w[k] = splitmix_double (&r, -10, 1);
  for (size_t k = 0; k < COUNT_OF (value); k++)
    value[k] = splitmix_double (&r, -3, 20);
  const double offset[AXES] = {0.25, 0, -7};
  const rome_positions positions = {ROWS, value, offset};
  const rome_freqs_spec spec = {.base = 1e4, .axes = {.kind = ROME_AXES_BLOCKS, .count = AXES, .size = size}, .explicit_freqs = w, .mixed = 1};
  rome_freqs *freqs = NULL;
  assert_ok (rome_freqs_create (&freqs, &spec));
  for (int threads = 1; threads <= 3; threads++)
    check_tables (freqs, &positions, threads);
  rome_freqs_free (freqs);
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
  /* how often two threads ask depends on how they share the work: the counting is for one */
  assert_ok (rome_cache (freqs, &positions, ROME_F64, c, s, 1, &monitor));
  const int calls = p.calls;
  assert_true (calls >= 2);
  for (int at = 1; at <= calls; at += 1 + calls / 10) {
    p = (patience) {0, at};
    assert_int_equal (rome_cache (freqs, &positions, ROME_F64, c, s, 1, &monitor), ROME_INTERRUPTED);
    assert_int_equal (p.calls, at);
  }
  p = (patience) {0, 1};
  assert_int_equal (rome_cache (freqs, &positions, ROME_F64, c, s, 2, &monitor), ROME_INTERRUPTED);
  assert_int_equal (p.calls, 1);
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
    cmocka_unit_test (test_integer_positions),
    cmocka_unit_test (test_fractions_one_apart),
    cmocka_unit_test (test_repeated_fractions),
    cmocka_unit_test (test_several_axes),
    cmocka_unit_test (test_threads_do_not_matter),
    cmocka_unit_test (test_past_the_cache),
    cmocka_unit_test (test_a_longer_table_begins_with_the_shorter),
    cmocka_unit_test (test_golden_midpoints),
    cmocka_unit_test (test_golden_zeros),
    cmocka_unit_test (test_golden_tables),
    cmocka_unit_test (test_every_entry_of_131072_rows),
    cmocka_unit_test (test_bad_positions),
    cmocka_unit_test (test_frequencies_of_several_axes),
    cmocka_unit_test (test_interrupt),
  };
  const struct CMUnitTest long_tests[] = {cmocka_unit_test (test_every_entry_of_a_million_rows)};
  int failed = cmocka_run_group_tests (tests, NULL, NULL);
  if (getenv ("ROME_LONG"))
    failed += cmocka_run_group_tests (long_tests, NULL, NULL);
  return failed;
}
