/* test_frequency.c - exact frequencies of the default rule: golden values, what powers must satisfy, rounding, refusals.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <float.h>
#include <quadmath.h>

#include "frequencies.h"
#include "frequency.h"
#include "golden.h"
#include "wides.h"

/* The exact frequency of a pair in radians per position, times 2^scale. */
static wide radians_of (const rome_freqs *freqs, size_t i)
{
  return wide_mul (&freqs->turns[i].turns, &turns_two_pi);
}

/* log2 |a - b|, or -320 if they are equal */
static int log2_difference (const wide *a, const wide *b)
{
  const wide d = wides_difference (a, b);
  return wide_is_zero (&d) ? -WIDE_FRACTION_BITS : wide_exponent (&d);
}

/* hi + mid + lo of a line `w i hi mid lo`; hi > 0 */
static wide golden_sum (const char *line, size_t *i, double *hi)
{
  char word[3][24];
  assert_int_equal (sscanf (line, "w %zu %23s %23s %23s", i, word[0], word[1], word[2]), 4);
  *hi = golden_word (word[0]);
  wide sum = wide_from_double (*hi);
  for (int k = 1; k < 3; k++) {
    const double part = golden_word (word[k]);
    const wide w = wide_from_double (fabs (part));
    sum = part < 0 ? wide_sub (&sum, &w) : wide_add (&sum, &w);
  }
  return sum;
}

/* dim= and base= of a line `case name=... rope_type=default ...`; 0 for the other rules. */
static int read_default_case (const char *line, double *base, size_t *dim)
{
  char b[64];
  if (!strstr (line, " rope_type=default "))
    return 0;
  assert_int_equal (sscanf (strstr (line, " dim="), " dim=%zu", dim), 1);
  assert_int_equal (sscanf (strstr (line, " base="), " base=%63s", b), 1);
  *base = strtod (b, NULL);
  return 1;
}

static void test_golden_frequencies (void **state)
{
  (void) state;
  golden g = golden_open ("08-frequencies");
  rome_freqs *freqs = NULL;
  double *rounded = NULL;
  int worst = -WIDE_FRACTION_BITS, lines = 0;
  while (golden_next (&g)) {
    if (strncmp (g.line, "case ", 5) == 0) {
      double base;
      size_t dim;
      rome_freqs_free (freqs);
      free (rounded);
      freqs = NULL, rounded = NULL;
      if (!read_default_case (g.line, &base, &dim))
        continue;
      freqs = frequencies_make (base, dim);
      rounded = need (dim, sizeof *rounded);
      rome_freqs_round (freqs, rounded);
    } else if (freqs) {
      size_t i;
      double hi;
      const wide expected = golden_sum (g.line, &i, &hi), got = radians_of (freqs, i);
      assert_same_double (rounded[i], hi);
      /* three doubles end at 2^-159 of the value */
      const int distance = log2_difference (&got, &expected);
      assert_true (distance <= ilogb (hi) - 158);
      worst = distance > worst ? distance : worst;
      lines++;
    }
  }
  rome_freqs_free (freqs);
  free (rounded);
  assert_int_equal (lines, 934);
  printf ("measured %d golden frequencies of the default rule: identical doubles, |w - (hi+mid+lo)| < 2^%d\n", lines, worst + 1);
}

/* ---- what the powers must satisfy, far beyond the golden digits ---- */

static wide power (const wide *x, size_t n)
{
  wide result = wide_from_u64 (1);
  for (size_t k = 0; k < n; k++)
    result = wide_mul (&result, x);
  return result;
}

static void check_powers (double base, size_t dim, int *worst)
{
  rome_freqs *freqs = frequencies_make (base, dim);
  const wide one = wide_from_u64 (1), first = radians_of (freqs, 0), ratio = dim > 2 ? radians_of (freqs, 1) : one;
  int distance = log2_difference (&first, &one);
  /* w_1^n = 1 / base */
  const wide last = power (&ratio, dim / 2), exact_base = wide_from_double (base), product = wide_mul (&last, &exact_base);
  if (dim > 2)
    distance = (int) fmax (distance, log2_difference (&product, &one) - ilogb (base));
  for (size_t i = 1; i + 1 < dim / 2; i++) {
    const wide w = radians_of (freqs, i), next = radians_of (freqs, i + 1), expected = wide_mul (&w, &ratio);
    distance = (int) fmax (distance, log2_difference (&next, &expected));
  }
  *worst = (int) fmax (*worst, distance);
  rome_freqs_free (freqs);
}

static void test_powers_to_more_than_200_bits (void **state)
{
  (void) state;
  const double base[] = {1, 0x1.0000000000001p+0, 1.5, 2, 10, 100, 256, 1e4, 10007, 5e5, 1e6, 1234567.25, 1e9};
  const size_t dim[] = {2, 4, 6, 20, 32, 42, 44, 80, 96, 128, 256, 1000, 4096};
  int worst = -WIDE_FRACTION_BITS;
  for (size_t b = 0; b < COUNT_OF (base); b++)
    for (size_t d = 0; d < COUNT_OF (dim); d++)
      check_powers (base[b], dim[d], &worst);
  check_bound ("log2 of the error of an exact frequency", worst + 1, -200);
}

/* ---- explicit values ---- */

static void test_base_one_never_slows (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (1, 64);
  double w[32];
  rome_freqs_round (freqs, w);
  for (size_t i = 0; i < 32; i++)
    assert_same_double (w[i], 1);
  rome_freqs_free (freqs);
}

static void test_powers_of_two_are_exact_doubles (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (256, 16);
  double w[8];
  rome_freqs_round (freqs, w);
  for (int i = 0; i < 8; i++)
    assert_same_double (w[i], ldexp (1, -i));
  rome_freqs_free (freqs);
  freqs = frequencies_make (0x1p1000, 8);
  rome_freqs_round (freqs, w);
  for (int i = 0; i < 4; i++)
    assert_same_double (w[i], ldexp (1, -250 * i));
  rome_freqs_free (freqs);
}

static void test_halves_of_decimal_powers (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (1e4, 8);
  const double expected[] = {1, 0.1, 0.01, 0.001};
  double w[4];
  rome_freqs_round (freqs, w);
  for (size_t i = 0; i < 4; i++)
    assert_same_double (w[i], expected[i]);
  rome_freqs_free (freqs);
}

/* powq (base, -2i/d): the exponent's rounding costs ln (base) ulp of 113 bits. */
static void check_against_powq (double base, size_t dim)
{
  rome_freqs *freqs = frequencies_make (base, dim);
  double *w = need (dim / 2, sizeof *w);
  rome_freqs_round (freqs, w);
  for (size_t i = 0; i < dim / 2; i++) {
    const __float128 exact = powq ((__float128) base, -(__float128) (2 * i) / (__float128) dim);
    const __float128 error = fabsq ((__float128) w[i] - exact), half_ulp = ldexpq (1, ilogb (w[i]) - 53);
    assert_true (error <= half_ulp * (1 + 0x1p-40Q));
  }
  free (w);
  rome_freqs_free (freqs);
}

static void test_any_base_rounds_to_nearest (void **state)
{
  (void) state;
  const double base[] = {1, 0x1.0000000000001p+0, 3.25, 1e4, 1e10, 1e30, 1e100, 1e300, 0x1p1021};
  const size_t dim[] = {2, 6, 64, 80, 96, 128, 254};
  for (size_t b = 0; b < COUNT_OF (base); b++)
    for (size_t d = 0; d < COUNT_OF (dim); d++)
      check_against_powq (base[b], dim[d]);
}

static void test_large_heads (void **state)
{
  (void) state;
  check_against_powq (1e4, 100000);
  check_against_powq (1e4, 65536);
}

/* ---- axes ---- */

static void test_frequencies_restart_on_every_axis (void **state)
{
  (void) state;
  const size_t dim[] = {44, 44, 40};
  rome_freqs *freqs = NULL;
  double w[64], single[22];
  assert_ok (frequencies_create (&freqs, 1e4, 3, dim));
  assert_int_equal (rome_freqs_axes (freqs), 3);
  assert_int_equal (rome_freqs_pairs (freqs), 64);
  rome_freqs_round (freqs, w);
  for (size_t a = 0, first = 0; a < 3; first += dim[a] / 2, a++) {
    rome_freqs *alone = frequencies_make (1e4, dim[a]);
    assert_int_equal (rome_freqs_axes (alone), 1);
    assert_int_equal (rome_freqs_pairs (alone), dim[a] / 2);
    rome_freqs_round (alone, single);
    for (size_t i = 0; i < dim[a] / 2; i++)
      assert_same_double (w[first + i], single[i]);
    rome_freqs_free (alone);
  }
  rome_freqs_free (freqs);
}

/* ---- refusals ---- */

static void refuse (double base, size_t axes, const size_t *dim)
{
  rome_freqs *freqs = (rome_freqs *) &freqs; /* not NULL: it has to be set */
  assert_refused (frequencies_create (&freqs, base, axes, dim));
  assert_null (freqs);
}

static void test_bad_arguments (void **state)
{
  (void) state;
  const size_t good = 64;
  const double base[] = {NAN, INFINITY, -INFINITY, 0, -0.0, 0x1.fffffffffffffp-1, -1e4, DBL_MIN};
  for (size_t n = 0; n < COUNT_OF (base); n++)
    refuse (base[n], 1, &good);
  const size_t dim[] = {0, 1, 3, 127, SIZE_MAX, SIZE_MAX - 1, (size_t) 1 << 62};
  for (size_t n = 0; n < COUNT_OF (dim); n++)
    refuse (1e4, 1, &dim[n]);
  refuse (1e4, 0, &good);
  const size_t second_odd[] = {64, 63}, second_empty[] = {64, 0};
  refuse (1e4, 2, second_odd);
  refuse (1e4, 2, second_empty);
  rome_freqs_free (NULL);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_golden_frequencies),
    cmocka_unit_test (test_powers_to_more_than_200_bits),
    cmocka_unit_test (test_base_one_never_slows),
    cmocka_unit_test (test_powers_of_two_are_exact_doubles),
    cmocka_unit_test (test_halves_of_decimal_powers),
    cmocka_unit_test (test_any_base_rounds_to_nearest),
    cmocka_unit_test (test_large_heads),
    cmocka_unit_test (test_frequencies_restart_on_every_axis),
    cmocka_unit_test (test_bad_arguments),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
