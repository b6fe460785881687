/* test_rules.c - what the scaling rules are built from, and what the core itself refuses of them, of axes and of xPos.
   (The rules' values are compared with MPFR in tests/octave/golden.tst.)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "scaled.h"
#include "wides.h"
#include "xpos.h"

/* log2 of the relative difference of two scaled numbers */
static int log2_distance (const scaled *a, const scaled *b)
{
  scaled quotient = scaled_divide (a, b);
  const wide q = scaled_to_wide (&quotient), one = wide_from_u64 (1), d = wides_difference (&q, &one);
  return wide_is_zero (&d) ? -WIDE_FRACTION_BITS : wide_exponent (&d);
}

static void test_exp_undoes_log (void **state)
{
  (void) state;
  const double x[] = {1.5, 2, 3, 0x1p40, 1e300, 0.7, 0x1p-30, 1e-300, 1 + 0x1p-52};
  int worst = -WIDE_FRACTION_BITS;
  for (size_t n = 0; n < COUNT_OF (x); n++) {
    const scaled expected = scaled_from_double (x[n]);
    wide log;
    int negative;
    assert_ok (scaled_log (&expected, &log, &negative));
    assert_int_equal (negative, x[n] < 1);
    const scaled got = negative ? scaled_exp_minus (&log) : scaled_exp (&log);
    worst = (int) fmax (worst, log2_distance (&got, &expected));
  }
  check_bound ("log2 of the relative error of exp (log x)", worst + 1, -280);
}

static void test_exponentials_multiply (void **state)
{
  (void) state;
  const wide zero = wide_from_u64 (0);
  const scaled one = scaled_exp (&zero), other = scaled_exp_minus (&zero);
  assert_same_double (scaled_to_double (&one), 1);
  assert_int_equal (wide_compare (&one.mantissa, &other.mantissa), 0);
  const double x[] = {0x1p-40, 0.1, 0.6931471805599453, 1, 5.5, 100, 599.25};
  int worst = -WIDE_FRACTION_BITS;
  for (size_t a = 0; a < COUNT_OF (x); a++)
    for (size_t b = 0; b < COUNT_OF (x); b++) {
      const wide u = wide_from_double (x[a]), v = wide_from_double (x[b]), sum = wide_add (&u, &v);
      const scaled eu = scaled_exp (&u), ev = scaled_exp (&v), whole = scaled_exp (&sum), product = scaled_multiply (&eu, &ev);
      const scaled inverse = scaled_exp_minus (&sum), unit = scaled_multiply (&whole, &inverse), exact = scaled_from_double (1);
      worst = (int) fmax (worst, fmax (log2_distance (&product, &whole), log2_distance (&unit, &exact)));
    }
  check_bound ("log2 of the relative error of exp (a + b) and exp (-a)", worst + 1, -280);
}

static void test_compare (void **state)
{
  (void) state;
  const double x[] = {0, 0x1p-300, 0.5, 0.75, 1, 1 + 0x1p-52, 3, 4, 0x1p300};
  for (size_t a = 0; a < COUNT_OF (x); a++)
    for (size_t b = 0; b < COUNT_OF (x); b++) {
      const scaled u = scaled_from_double (x[a]), v = scaled_from_double (x[b]);
      assert_int_equal (scaled_compare (&u, &v), (x[a] > x[b]) - (x[a] < x[b]));
    }
}

/* ---- refusals ---- */

static const double four[] = {1, 2, 3, 4};

/* Every field legal for every rule. */
static rome_scaling legal (int rule)
{
  return (rome_scaling) {.rule = (rome_scaling_rule) rule, .factor = 4, .original_length = 64, .max_length = 256, .length = 100, .beta_fast = 8,
                         .beta_slow = 1, .extrapolation = 1, .truncate = 0, .ntk_share = 1, .mixed_b = 1, .low_freq = 1, .high_freq = 4, .partial = 0.5,
                         .short_factor = four, .long_factor = four};
}

static rome_status create (const rome_scaling *scaling)
{
  const size_t dim = 8;
  rome_freqs *freqs = NULL;
  const rome_freqs_spec spec = {.base = 1000, .axes = {ROME_AXES_BLOCKS, 1, &dim}, .scaling = *scaling};
  const rome_status status = rome_freqs_create (&freqs, &spec);
  assert_int_equal (status == ROME_OK, freqs != NULL);
  rome_freqs_free (freqs);
  return status;
}

static void test_every_rule_accepts_the_legal_fields (void **state)
{
  (void) state;
  for (int rule = ROME_SCALING_DEFAULT; rule <= ROME_SCALING_PROPORTIONAL; rule++) {
    const rome_scaling s = legal (rule);
    assert_ok (create (&s));
  }
}

#define REFUSE(rule, field, value)                                                                                     \
  do {                                                                                                                 \
    rome_scaling s = legal (rule);                                                                                     \
    s.field = value;                                                                                                   \
    assert_refused (create (&s));                                                                                      \
  } while (0)

static void test_illegal_fields_are_refused (void **state)
{
  (void) state;
  static const double negative[] = {1, 2, -3, 4}, infinite[] = {1, INFINITY, 3, 4};
  for (int rule = ROME_SCALING_LINEAR; rule <= ROME_SCALING_PROPORTIONAL; rule++) {
    if (rule != ROME_SCALING_QWEN_DYNAMIC && rule != ROME_SCALING_DYNAMIC_YARN && rule != ROME_SCALING_LONGROPE && rule != ROME_SCALING_DYNAMIC_LONGROPE) {
      REFUSE (rule, factor, 0);
      REFUSE (rule, factor, NAN);
      REFUSE (rule, factor, INFINITY);
    }
    REFUSE (rule, attention, 0x1p-21);
    REFUSE (rule, attn, -1);
    REFUSE (rule, long_mscale, 0x1p21);
  }
  const int growing[] = {ROME_SCALING_NTK, ROME_SCALING_DYNAMIC, ROME_SCALING_DYNAMIC_STATIC, ROME_SCALING_NTK_MIXED, ROME_SCALING_YARN_LOG,
                         ROME_SCALING_GGML_YARN, ROME_SCALING_NTK_BY_PARTS, ROME_SCALING_THETA_SCALE};
  for (size_t n = 0; n < COUNT_OF (growing); n++)
    REFUSE (growing[n], factor, 0.5);
  const int ramps[] = {ROME_SCALING_YARN, ROME_SCALING_DYNAMIC_YARN, ROME_SCALING_YARN_LOG, ROME_SCALING_GGML_YARN, ROME_SCALING_NTK_BY_PARTS};
  for (size_t n = 0; n < COUNT_OF (ramps); n++) {
    REFUSE (ramps[n], original_length, 0);
    REFUSE (ramps[n], beta_fast, -1);
    REFUSE (ramps[n], beta_slow, NAN);
    REFUSE (ramps[n], extrapolation, 1.5);
    REFUSE (ramps[n], extrapolation, -0.5);
  }
  const int lengths[] = {ROME_SCALING_DYNAMIC_LINEAR, ROME_SCALING_DYNAMIC, ROME_SCALING_QWEN_DYNAMIC, ROME_SCALING_DYNAMIC_YARN, ROME_SCALING_LONGROPE,
                         ROME_SCALING_DYNAMIC_LONGROPE};
  for (size_t n = 0; n < COUNT_OF (lengths); n++) {
    REFUSE (lengths[n], length, -1);
    REFUSE (lengths[n], length, NAN);
  }
  REFUSE (ROME_SCALING_BASE_FACTOR, factor, 1e-4);
  REFUSE (ROME_SCALING_NTK_MIXED, mixed_b, 0);
  REFUSE (ROME_SCALING_NTK_BY_PARTS, ntk_share, 2);
  REFUSE (ROME_SCALING_THETA_SCALE, original_length, 6);
  REFUSE (ROME_SCALING_LONGROPE, short_factor, negative);
  REFUSE (ROME_SCALING_DYNAMIC_LONGROPE, long_factor, infinite);
  REFUSE (ROME_SCALING_DYNAMIC_LONGROPE, max_length, 64);
  REFUSE (ROME_SCALING_GGML_YARN, freq_factors, negative);
  REFUSE (ROME_SCALING_LLAMA3, low_freq, 5);
  REFUSE (ROME_SCALING_PROPORTIONAL, partial, 1.5);
}

/* What the fuzzers found: each of these was read before it was looked at. */
static void test_fields_that_no_rule_can_use (void **state)
{
  (void) state;
  const int unknown[] = {ROME_SCALING_PROPORTIONAL + 1, 99, -1};
  for (size_t n = 0; n < COUNT_OF (unknown); n++) {
    const rome_scaling s = legal (unknown[n]);
    assert_refused (create (&s));
  }
  for (int rule = ROME_SCALING_DEFAULT; rule <= ROME_SCALING_PROPORTIONAL; rule++) {
    REFUSE (rule, factor, NAN);
    REFUSE (rule, factor, 0x1p60);
    REFUSE (rule, mscale, NAN);
    REFUSE (rule, mscale_all_dim, -1);
    REFUSE (rule, mscale_coefficient, INFINITY);
  }
  REFUSE (ROME_SCALING_LONGROPE, short_factor, NULL);
  REFUSE (ROME_SCALING_LONGROPE, long_factor, NULL);
  REFUSE (ROME_SCALING_DYNAMIC_LONGROPE, long_factor, NULL);
  REFUSE (ROME_SCALING_LONGROPE, original_length, 0.5); /* ln L0 < 0 */
  REFUSE (ROME_SCALING_QWEN_DYNAMIC, length, 0x1p59);
}

/* One frequency per pair and axis, and the scale of xPos: truth went one way, tables another. */
static void test_xpos_is_not_mixed (void **state)
{
  (void) state;
  static const double w[2] = {1, 0.5};
  static const size_t dim = 4;
  rome_freqs *freqs = NULL;
  rome_freqs_spec spec = {.base = 100, .axes = {ROME_AXES_BLOCKS, 1, &dim}, .explicit_freqs = w, .xpos = {512, 0, 0}};
  assert_ok (rome_freqs_create (&freqs, &spec));
  rome_freqs_free (freqs);
  spec.mixed = 1;
  assert_refused (rome_freqs_create (&freqs, &spec));
}

/* Counted positions reach as far as the same ones listed: the last allowed one is the same. */
static void test_xpos_range_of_counted_positions (void **state)
{
  (void) state;
  static const size_t dim = 8;
  static const double offsets[] = {0, 1000, -3000.5};
  rome_freqs *freqs = NULL;
  const rome_freqs_spec spec = {.base = 100, .axes = {ROME_AXES_BLOCKS, 1, &dim}, .xpos = {512, 100, 0}};
  assert_ok (rome_freqs_create (&freqs, &spec));
  for (size_t k = 0; k < COUNT_OF (offsets); k++) {
    size_t count = 0; /* the largest allowed one, found bit by bit */
    for (size_t step = (size_t) 1 << 40; step; step /= 2) {
      const double last = (double) (count + step - 1);
      if (xpos_check (freqs, &(rome_positions) {1, &last, &offsets[k]}, 126) == ROME_OK)
        count += step;
    }
    assert_true (count > 1000);
    assert_ok (xpos_check (freqs, &(rome_positions) {count, NULL, &offsets[k]}, 126));
    assert_int_equal (xpos_check (freqs, &(rome_positions) {count + 1, NULL, &offsets[k]}, 126), ROME_XPOS_RANGE);
  }
  rome_freqs_free (freqs);
}

/* A factor for each block is for two rules only: the others would read the unchecked one too. */
static void test_factors_of_blocks (void **state)
{
  (void) state;
  static const size_t dim = 8;
  static const double factor = 4;
  for (int rule = ROME_SCALING_DEFAULT; rule <= ROME_SCALING_PROPORTIONAL; rule++) {
    rome_freqs *freqs = NULL;
    rome_freqs_spec spec = {.base = 100, .axes = {ROME_AXES_BLOCKS, 1, &dim}, .scaling = legal (rule)};
    spec.scaling.axis_factor = &factor;
    spec.scaling.factor = -5e15;
    const rome_status status = rome_freqs_create (&freqs, &spec);
    assert_int_equal (status, rule == ROME_SCALING_LINEAR || rule == ROME_SCALING_NTK ? ROME_OK : ROME_BAD_ARGUMENT);
    rome_freqs_free (freqs);
  }
}

static void test_fields_that_are_not_read_may_hold_anything (void **state)
{
  (void) state;
  rome_scaling s = legal (ROME_SCALING_LONGROPE);
  s.max_length = s.beta_fast = s.partial = NAN;
  assert_ok (create (&s));
  s = legal (ROME_SCALING_DEFAULT);
  s.original_length = s.length = s.ntk_share = s.mixed_b = INFINITY;
  s.short_factor = s.long_factor = NULL;
  assert_ok (create (&s));
}

/* A rule may lead beyond what a position can be multiplied by. */
static void test_frequencies_end_below_2_to_the_60 (void **state)
{
  (void) state;
  rome_scaling fast = legal (ROME_SCALING_LINEAR);
  fast.factor = 0x1p-59;
  assert_ok (create (&fast));
  REFUSE (ROME_SCALING_LINEAR, factor, 0x1p-60);
  REFUSE (ROME_SCALING_LINEAR, factor, 0x1p-1074);
  REFUSE (ROME_SCALING_LLAMA3, factor, 1e-300);
}

static rome_status create_pairs (size_t pairs, size_t axes, const size_t *of_pair, const size_t *index, const double *w)
{
  rome_freqs *freqs = NULL;
  const rome_freqs_spec spec = {.base = 100, .axes = {ROME_AXES_PAIRS, axes, NULL, pairs, of_pair, index}, .explicit_freqs = w};
  const rome_status status = rome_freqs_create (&freqs, &spec);
  if (status == ROME_OK) {
    assert_int_equal (rome_freqs_pairs (freqs), pairs);
    assert_int_equal (rome_freqs_axes (freqs), axes);
  }
  rome_freqs_free (freqs);
  return status;
}

static void test_an_axis_for_every_pair (void **state)
{
  (void) state;
  const size_t axis[] = {0, 1, 1, 0}, far_axis[] = {0, 1, 2, 0}, index[] = {3, 0, 1, 2}, far_index[] = {3, 0, 4, 2};
  assert_ok (create_pairs (4, 2, axis, NULL, NULL));
  assert_ok (create_pairs (4, 2, axis, index, NULL));
  assert_ok (create_pairs (4, 2, axis, NULL, four));
  assert_refused (create_pairs (4, 2, far_axis, NULL, NULL));
  assert_refused (create_pairs (4, 2, axis, far_index, NULL));
  assert_refused (create_pairs (4, 2, axis, index, four));
  assert_refused (create_pairs (0, 2, axis, NULL, NULL));
}

static rome_status cache_with_xpos (rome_xpos xpos, size_t axes, rome_format format, double position)
{
  const size_t dim[] = {8, 8};
  rome_freqs *freqs = NULL;
  double c[8], s[8];
  const double value[] = {position, position};
  const rome_freqs_spec spec = {.base = 100, .axes = {ROME_AXES_BLOCKS, axes, dim}, .xpos = xpos};
  rome_status status = rome_freqs_create (&freqs, &spec);
  if (status == ROME_OK)
    status = rome_cache (freqs, &(rome_positions) {1, value, NULL}, format, c, s, 1, NULL);
  rome_freqs_free (freqs);
  return status;
}

static void test_xpos_is_refused_where_it_has_no_meaning (void **state)
{
  (void) state;
  assert_ok (cache_with_xpos ((rome_xpos) {512, 0, 0}, 1, ROME_F64, 1000));
  assert_refused (cache_with_xpos ((rome_xpos) {512, 0, 0}, 2, ROME_F64, 1000));
  assert_refused (cache_with_xpos ((rome_xpos) {-512, 0, 0}, 1, ROME_F64, 1000));
  assert_refused (cache_with_xpos ((rome_xpos) {NAN, 0, 0}, 1, ROME_F64, 1000));
  assert_refused (cache_with_xpos ((rome_xpos) {512, NAN, 0}, 1, ROME_F64, 1000));
  /* log2 (3.5) / 512 bits per position */
  const struct { rome_format format; double bits; } range[] = {{ROME_F64, 860}, {ROME_F32, 126}, {ROME_BF16, 126}, {ROME_F16, 14}};
  for (size_t n = 0; n < COUNT_OF (range); n++)
    for (int key = 0; key < 2; key++) {
      const double reach = range[n].bits * 512 / log2 (3.5);
      assert_ok (cache_with_xpos ((rome_xpos) {512, 10, key}, 1, range[n].format, 10 + 0.99 * reach));
      assert_int_equal (cache_with_xpos ((rome_xpos) {512, 10, key}, 1, range[n].format, 10 + 1.01 * reach), ROME_XPOS_RANGE);
      assert_int_equal (cache_with_xpos ((rome_xpos) {512, 10, key}, 1, range[n].format, 10 - 1.01 * reach), ROME_XPOS_RANGE);
    }
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_exp_undoes_log),
    cmocka_unit_test (test_exponentials_multiply),
    cmocka_unit_test (test_compare),
    cmocka_unit_test (test_every_rule_accepts_the_legal_fields),
    cmocka_unit_test (test_illegal_fields_are_refused),
    cmocka_unit_test (test_fields_that_no_rule_can_use),
    cmocka_unit_test (test_xpos_is_not_mixed),
    cmocka_unit_test (test_xpos_range_of_counted_positions),
    cmocka_unit_test (test_factors_of_blocks),
    cmocka_unit_test (test_fields_that_are_not_read_may_hold_anything),
    cmocka_unit_test (test_frequencies_end_below_2_to_the_60),
    cmocka_unit_test (test_an_axis_for_every_pair),
    cmocka_unit_test (test_xpos_is_refused_where_it_has_no_meaning),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
