/* test_turns.c - exact phases: sums, signs, the constants, and what the phase has in common with plain wide arithmetic.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "turns.h"
#include "wides.h"

#define TRIALS 100000

/* A frequency of 2 .. 2^-120 radians per position with all its bits random. */
static turns_frequency random_frequency (splitmix *r)
{
  wide w = wides_random (r);
  w.limb[WIDE_LIMBS - 1] = 1;
  return turns_from_radians (&w, (int) splitmix_below (r, 120), (int) splitmix_below (r, 2));
}

/* An integer of at most 53 bits, every length equally likely. */
static int64_t random_integer (splitmix *r)
{
  const int64_t integer = (int64_t) (splitmix_next (r) >> 11 >> splitmix_below (r, 53));
  return splitmix_next (r) >> 63 ? -integer : integer;
}

#define assert_same_phase(a, b) assert_memory_equal (&(a), &(b), sizeof (turns_phase))

static void check_sum (const turns_frequency *f, double a, double b)
{
  const turns_phase pa = turns_at (f, a), pb = turns_at (f, b), whole = turns_at (f, a + b), sum = turns_sum (&pa, &pb);
  assert_same_phase (sum, whole);
  const turns_phase minus = turns_negate (&pa), opposite = turns_at (f, -a);
  assert_same_phase (minus, opposite);
}

/* ---- sums ---- */

static void test_integer_positions_add_exactly (void **state)
{
  (void) state;
  splitmix r = {21};
  for (int n = 0; n < TRIALS; n++) {
    const turns_frequency f = random_frequency (&r);
    const int64_t a = random_integer (&r), b = random_integer (&r);
    if (llabs (a + b) <= INT64_C (1) << 53)
      check_sum (&f, (double) a, (double) b);
  }
}

static void test_fractional_positions_add_exactly (void **state)
{
  (void) state;
  splitmix r = {22};
  for (int n = 0; n < TRIALS; n++) {
    const turns_frequency f = random_frequency (&r);
    const int scale = -splitmix_between (&r, 0, 64);
    const int64_t a = random_integer (&r), b = random_integer (&r);
    if (llabs (a + b) <= INT64_C (1) << 53)
      check_sum (&f, ldexp ((double) a, scale), ldexp ((double) b, scale));
  }
}

static void test_the_largest_and_the_smallest_positions (void **state)
{
  (void) state;
  splitmix r = {23};
  const double p[] = {0, 1, 0x1p-63, 0x1.8p-62, 0x1p53, 0x1.fffffffffffffp52, 0x1p52, 0x1p31, 0x1.fffffffcp31, 0.5, 0x1p-11};
  for (int n = 0; n < 100; n++) {
    const turns_frequency f = random_frequency (&r);
    for (size_t i = 0; i < COUNT_OF (p); i++) {
      check_sum (&f, p[i], -p[i]);
      check_sum (&f, p[i], 0);
      check_sum (&f, p[i] / 2, p[i] / 2);
    }
    check_sum (&f, 0x1p53, -1);
    check_sum (&f, -0x1p53, 0x1p53 - 1);
  }
}

static void test_zero_is_no_turn (void **state)
{
  (void) state;
  splitmix r = {24};
  const wide none = {{0}};
  const turns_frequency f = random_frequency (&r), still = turns_from_radians (&none, 0, 0);
  const turns_phase at_zero = turns_at (&f, 0), at_minus_zero = turns_at (&f, -0.0), at_rest = turns_at (&still, 12345.678);
  assert_true (turns_is_zero (&at_zero));
  assert_true (turns_is_zero (&at_minus_zero));
  assert_true (turns_is_zero (&at_rest));
  const turns_phase negative = turns_negate (&at_zero);
  assert_true (turns_is_zero (&negative));
}

/* ---- against wide arithmetic ---- */

static void test_integer_positions_by_wide_product (void **state)
{
  (void) state;
  splitmix r = {25};
  for (int n = 0; n < TRIALS; n++) {
    turns_frequency f = random_frequency (&r);
    f.negative = 0;
    const int64_t p = llabs (random_integer (&r));
    const wide product = wide_mul_u64 (&f.turns, (uint64_t) p);
    const turns_phase phase = turns_at (&f, (double) p);
    /* the fraction of the product, and nothing in the 64 bits below it */
    assert_int_equal (phase.limb[0], 0);
    assert_memory_equal (phase.limb + 1, product.limb, (PHASE_LIMBS - 1) * sizeof phase.limb[0]);
    const wide read = turns_to_wide (&phase);
    assert_memory_equal (read.limb, product.limb, (WIDE_LIMBS - 1) * sizeof read.limb[0]);
    assert_int_equal (read.limb[WIDE_LIMBS - 1], 0);
  }
}

static void test_sign_of_the_frequency (void **state)
{
  (void) state;
  splitmix r = {26};
  for (int n = 0; n < 1000; n++) {
    const turns_frequency f = random_frequency (&r);
    turns_frequency g = f;
    g.negative = !f.negative;
    const double p = splitmix_double (&r, -64, 52);
    const turns_phase a = turns_at (&f, p), b = turns_at (&g, -p);
    assert_same_phase (a, b);
  }
}

static void test_small_frequencies_keep_their_bits (void **state)
{
  (void) state;
  splitmix r = {27};
  for (int shift = 0; shift < 1000; shift += 7) {
    wide w = wides_random (&r);
    w.limb[WIDE_LIMBS - 1] = 1;
    const turns_frequency f = turns_from_radians (&w, shift, 0), g = turns_from_radians (&w, shift + 1, 0);
    /* half the frequency: half the phase of one position, up to the bits that fall off */
    const turns_phase a = turns_at (&f, 1), b = turns_at (&g, 1);
    const wide whole = turns_to_wide (&a), half = turns_to_wide (&b), twice = wide_add (&half, &half);
    wides_close (&whole, &twice, 2);
    assert_int_equal (turns_exponent (&f), turns_exponent (&g) + 1);
  }
}

/* Whether two numbers differ, mod 1 and from either side, by less than 2^exponent. */
static int close_mod_one (const wide *a, const wide *b, int exponent)
{
  wide above = wide_sub (a, b), below = wide_sub (b, a);
  above.limb[WIDE_LIMBS - 1] = below.limb[WIDE_LIMBS - 1] = 0;
  return wide_is_zero (&above) || wide_exponent (&above) < exponent || wide_exponent (&below) < exponent;
}

/* Fast frequencies, of up to 2^60 radians per position: whole turns drop out. */
static void test_large_frequencies (void **state)
{
  (void) state;
  splitmix r = {30};
  for (int shift = -59; shift < 0; shift++) {
    wide w = {{0}}; /* 60 bits, so that shifting loses nothing */
    w.limb[WIDE_LIMBS - 1] = 1;
    w.limb[WIDE_LIMBS - 2] = splitmix_next (&r) << 4;
    const turns_frequency f = turns_from_radians (&w, shift, 0), g = turns_from_radians (&w, shift + 1, 0);
    for (int n = 0; n < 100; n++) {
      const double p = (double) (splitmix_next (&r) >> 13);
      const turns_phase a = turns_at (&f, p), b = turns_at (&g, 2 * p);
      const wide x = turns_to_wide (&a), y = turns_to_wide (&b);
      /* one unit of 2^-320 in F counts 2^52 times */
      assert_true (close_mod_one (&x, &y, -260));
    }
  }
}

/* ---- angles ---- */

static void test_angles_in_range_are_positions_at_one_radian (void **state)
{
  (void) state;
  splitmix r = {40};
  for (int n = 0; n < 10000; n++) {
    const double x = splitmix_double (&r, -100, 52);
    const turns_phase a = turns_of_angle (x), b = turns_at (&turns_one_radian, x);
    assert_same_phase (a, b);
  }
}

/* Beyond 2^53: the doubled angle has the doubled phase, down from where 320 bits of 1 / (2 pi) still suffice. */
static void test_huge_angles_double (void **state)
{
  (void) state;
  splitmix r = {39};
  for (int n = 0; n < 200; n++) {
    double x = splitmix_double (&r, 50, 52);
    turns_phase expected = turns_of_angle (x);
    for (int exponent = 53; exponent < 1023; exponent++) {
      x *= 2;
      expected = turns_sum (&expected, &expected);
      const turns_phase minus = turns_of_angle (-x), opposite = turns_negate (&minus), got = turns_of_angle (x);
      assert_same_phase (got, opposite);
      /* 60 doublings cost 60 bits: then start again from what was found */
      const wide a = turns_to_wide (&got), b = turns_to_wide (&expected);
      assert_true (close_mod_one (&a, &b, -240));
      if (exponent % 60 == 0)
        expected = got;
    }
  }
}

/* ---- exponent and pair ---- */

static void test_exponent_of_the_frequency (void **state)
{
  (void) state;
  splitmix r = {28};
  for (int n = 0; n < TRIALS; n++) {
    turns_frequency f = random_frequency (&r);
    assert_int_equal (turns_exponent (&f), wide_exponent (&f.turns));
    f.scale = 500;
    assert_int_equal (turns_exponent (&f), wide_exponent (&f.turns) - 500);
  }
  /* an angle of 0 is exact: it must not look tiny */
  const wide none = {{0}};
  const turns_frequency still = turns_from_radians (&none, 0, 0);
  assert_true (turns_exponent (&still) >= 0);
}

static void test_pair_of_a_phase (void **state)
{
  (void) state;
  splitmix r = {29};
  for (int n = 0; n < TRIALS; n++) {
    turns_phase a = {{0}};
    const unsigned zeros = (unsigned) splitmix_below (&r, 64), limbs = (unsigned) splitmix_below (&r, PHASE_LIMBS - 1);
    for (unsigned k = 0; k + limbs < PHASE_LIMBS; k++)
      a.limb[k] = splitmix_next (&r);
    const unsigned top = PHASE_LIMBS - 1 - limbs;
    a.limb[top] = (a.limb[top] | UINT64_C (1) << 63) >> zeros;
    double hi, lo;
    turns_to_pair (&a, &hi, &lo);
    assert_same_double (hi + lo, hi);
    /* 192 bits from the leading limb on: more than quadruple precision holds, hence the tolerance of 2^-105 */
    __float128 exact = 0;
    for (int k = 0; k < 3; k++)
      exact = exact * 0x1p64Q + (top >= (unsigned) k ? (__float128) a.limb[top - (unsigned) k] : 0);
    const __float128 got = ((__float128) hi + (__float128) lo) * (__float128) ldexp (1, 64 * (3 + (int) limbs));
    const __float128 error = got - exact;
    assert_true ((error < 0 ? -error : error) <= exact * 0x1p-105Q);
  }
}

static void test_pair_of_simple_phases (void **state)
{
  (void) state;
  double hi, lo;
  turns_phase a = {{0}};
  turns_to_pair (&a, &hi, &lo);
  assert_same_double (hi, 0);
  assert_same_double (lo, 0);
  for (int bit = 0; bit < PHASE_BITS; bit++) {
    turns_phase power = {{0}};
    power.limb[bit / 64] = UINT64_C (1) << bit % 64;
    turns_to_pair (&power, &hi, &lo);
    assert_same_double (hi, ldexp (1, bit - PHASE_BITS));
    assert_same_double (lo, 0);
  }
  memset (&a, 0xff, sizeof a);
  turns_to_pair (&a, &hi, &lo); /* just below a whole turn */
  assert_same_double (hi, 1);
  assert_true (lo <= 0 && lo >= -0x1p-105);
}

/* ---- 2 pi ---- */

/* arctan (1/x) by its series */
static wide arctangent_of_inverse (uint64_t x)
{
  const wide one = wide_from_u64 (1);
  wide power = wide_div_u64 (&one, x), sum = power;
  for (uint64_t k = 1; !wide_is_zero (&power); k++) {
    power = wide_div_u64 (&power, x * x);
    const wide term = wide_div_u64 (&power, 2 * k + 1);
    sum = k % 2 ? wide_sub (&sum, &term) : wide_add (&sum, &term);
  }
  return sum;
}

static void test_constants (void **state)
{
  (void) state;
  /* Machin: pi = 16 arctan (1/5) - 4 arctan (1/239); about 250 truncated terms */
  const wide fifth = arctangent_of_inverse (5), small = arctangent_of_inverse (239);
  const wide a = wide_mul_u64 (&fifth, 32), b = wide_mul_u64 (&small, 8), two_pi = wide_sub (&a, &b);
  wides_close (&turns_two_pi, &two_pi, 32 * 500);
  const wide one = wide_from_u64 (1), product = wide_mul (&turns_two_pi, &turns_inverse_two_pi);
  wides_close (&product, &one, 8);
  /* rounded down: the last limb is the true one */
  assert_true (wide_compare (&product, &one) < 0);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_integer_positions_add_exactly),
    cmocka_unit_test (test_fractional_positions_add_exactly),
    cmocka_unit_test (test_the_largest_and_the_smallest_positions),
    cmocka_unit_test (test_zero_is_no_turn),
    cmocka_unit_test (test_integer_positions_by_wide_product),
    cmocka_unit_test (test_sign_of_the_frequency),
    cmocka_unit_test (test_small_frequencies_keep_their_bits),
    cmocka_unit_test (test_large_frequencies),
    cmocka_unit_test (test_angles_in_range_are_positions_at_one_radian),
    cmocka_unit_test (test_huge_angles_double),
    cmocka_unit_test (test_exponent_of_the_frequency),
    cmocka_unit_test (test_pair_of_a_phase),
    cmocka_unit_test (test_pair_of_simple_phases),
    cmocka_unit_test (test_constants),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
