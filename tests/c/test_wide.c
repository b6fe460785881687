/* test_wide.c - the fixed-point arithmetic of wide.h against identities, other digit sizes and the compiler's own wide types.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <float.h>
#include <limits.h>

#include "wides.h"

#define TRIALS 20000

/* ---- sums and differences ---- */

static void test_sums_in_one_word (void **state)
{
  (void) state;
  splitmix r = {1};
  for (int n = 0; n < TRIALS; n++) {
    const unsigned k = (unsigned) splitmix_below (&r, WIDE_LIMBS - 1);
    wide a = {{0}}, b = {{0}};
    a.limb[k] = splitmix_next (&r) >> splitmix_below (&r, 64);
    b.limb[k] = splitmix_next (&r) >> splitmix_below (&r, 64);
    const wide_u128 sum = (wide_u128) a.limb[k] + b.limb[k];
    wide expected = {{0}};
    expected.limb[k] = (uint64_t) sum;
    expected.limb[k + 1] = (uint64_t) (sum >> 64);
    const wide got = wide_add (&a, &b);
    assert_same_wide (got, expected);
  }
}

static void test_sums_as_a_group (void **state)
{
  (void) state;
  const wide zero = {{0}};
  splitmix r = {2};
  for (int n = 0; n < TRIALS; n++) {
    const wide a = wides_random (&r), b = wides_random (&r), c = wides_random (&r);
    const wide ab = wide_add (&a, &b), ba = wide_add (&b, &a), bc = wide_add (&b, &c);
    assert_same_wide (ab, ba);
    const wide left = wide_add (&ab, &c), right = wide_add (&a, &bc);
    assert_same_wide (left, right);
    const wide back = wide_sub (&ab, &b);
    assert_same_wide (back, a);
    /* -(a - b) = b - a, also where one of them wraps */
    const wide d = wide_sub (&a, &b), e = wide_sub (&b, &a), minus = wide_sub (&zero, &e);
    assert_same_wide (d, minus);
  }
}

static void test_carry_runs_through (void **state)
{
  (void) state;
  const wide unit = wides_bit (0), zero = {{0}};
  wide ones;
  memset (&ones, 0xff, sizeof ones);
  const wide wrapped = wide_add (&ones, &unit), borrowed = wide_sub (&zero, &unit);
  assert_same_wide (wrapped, zero);
  assert_same_wide (borrowed, ones);
  const wide doubled = wide_add (&ones, &ones), shifted = wide_shift_left (&ones, 1);
  assert_same_wide (doubled, shifted);
}

/* ---- products and quotients ---- */

/* floor (a b / 2^-320) mod 2^64, by schoolbook in digits of 32 bits */
static wide product_by_half_words (const wide *a, const wide *b)
{
  enum { DIGITS = 2 * WIDE_LIMBS, DROPPED = WIDE_FRACTION_BITS / 32 };
  uint64_t digit[2 * DIGITS] = {0};
  for (int i = 0; i < DIGITS; i++) {
    uint64_t carry = 0;
    for (int j = 0; j < DIGITS; j++) {
      const uint64_t x = a->limb[i / 2] >> 32 * (i % 2) & 0xffffffff, y = b->limb[j / 2] >> 32 * (j % 2) & 0xffffffff;
      carry += x * y + digit[i + j];
      digit[i + j] = carry & 0xffffffff;
      carry >>= 32;
    }
    digit[i + DIGITS] = carry;
  }
  wide product;
  for (int k = 0; k < WIDE_LIMBS; k++)
    product.limb[k] = digit[2 * k + DROPPED] | digit[2 * k + 1 + DROPPED] << 32;
  return product;
}

static void test_product (void **state)
{
  (void) state;
  const wide one = wide_from_u64 (1);
  splitmix r = {3};
  for (int n = 0; n < TRIALS; n++) {
    const wide a = wides_random (&r), b = wides_random (&r);
    const wide ab = wide_mul (&a, &b), ba = wide_mul (&b, &a), expected = product_by_half_words (&a, &b);
    assert_same_wide (ab, expected);
    assert_same_wide (ab, ba);
    const wide same = wide_mul (&a, &one);
    assert_same_wide (same, a);
  }
}

static void test_product_with_a_power_of_two_is_a_shift (void **state)
{
  (void) state;
  splitmix r = {4};
  for (unsigned bit = 0; bit < WIDE_BITS; bit++) {
    const wide a = wides_random (&r), power = wides_bit (bit), product = wide_mul (&a, &power);
    const wide shifted = bit >= WIDE_FRACTION_BITS ? wide_shift_left (&a, bit - WIDE_FRACTION_BITS)
                                                   : wide_shift_right (&a, WIDE_FRACTION_BITS - bit);
    assert_same_wide (product, shifted);
  }
}

static void test_product_with_an_integer (void **state)
{
  (void) state;
  splitmix r = {5};
  for (int n = 0; n < TRIALS; n++) {
    const wide a = wides_random (&r);
    const uint64_t b = splitmix_next (&r) >> splitmix_below (&r, 64);
    const wide integer = wide_from_u64 (b), expected = wide_mul (&a, &integer), got = wide_mul_u64 (&a, b);
    assert_same_wide (got, expected);
  }
}

static void test_quotient (void **state)
{
  (void) state;
  splitmix r = {6};
  for (int n = 0; n < TRIALS; n++) {
    const wide a = wides_random (&r);
    const uint64_t b = (splitmix_next (&r) >> splitmix_below (&r, 64)) | (n == 0 ? 1 : splitmix_below (&r, 2));
    if (b == 0)
      continue;
    /* q b <= a, and what is left is below b units: the definition of the truncated quotient */
    const wide q = wide_div_u64 (&a, b), below = wide_mul_u64 (&q, b);
    assert_true (wide_compare (&below, &a) <= 0);
    const wide rest = wide_sub (&a, &below);
    for (int k = 1; k < WIDE_LIMBS; k++)
      assert_int_equal (rest.limb[k], 0);
    assert_true (rest.limb[0] < b);
  }
}

static void test_quotient_of_two_is_truncated (void **state)
{
  (void) state;
  splitmix r = {18};
  for (int n = 0; n < TRIALS / 10; n++) {
    wide a = wides_random (&r);
    const wide b = wides_random (&r);
    if (wide_is_zero (&b))
      continue;
    /* the quotient has to stay below 2^64 */
    const int excess = wide_is_zero (&a) ? 0 : wide_exponent (&a) - wide_exponent (&b) - 62;
    if (excess > 0)
      a = wide_shift_right (&a, (unsigned) excess);
    const wide q = wide_div (&a, &b), unit = wides_bit (0), more = wide_add (&q, &unit);
    /* q b <= a < (q + 2^-320) b, with products rounded down and up by one unit */
    const wide below = wide_mul (&q, &b);
    wide above = wide_mul (&more, &b);
    above = wide_add (&above, &unit);
    assert_true (wide_compare (&below, &a) <= 0);
    assert_true (wide_compare (&above, &a) > 0 || wide_exponent (&b) >= 62);
  }
}

static void test_quotients_by_integers_agree (void **state)
{
  (void) state;
  splitmix r = {19};
  for (int n = 0; n < TRIALS / 10; n++) {
    const wide a = wides_random (&r);
    const uint64_t b = 1 + splitmix_below (&r, UINT64_MAX - 1);
    const wide divisor = wide_from_u64 (b), expected = wide_div_u64 (&a, b), got = wide_div (&a, &divisor);
    assert_same_wide (got, expected);
  }
}

/* ---- shifts, comparison, exponent ---- */

static int bit_of (const wide *a, long bit)
{
  return bit >= 0 && bit < WIDE_BITS ? (int) (a->limb[bit / 64] >> bit % 64 & 1) : 0;
}

static void test_shifts_bit_by_bit (void **state)
{
  (void) state;
  splitmix r = {7};
  for (unsigned shift = 0; shift <= WIDE_BITS + 70; shift++) {
    const wide a = wides_random (&r);
    const wide left = wide_shift_left (&a, shift), right = wide_shift_right (&a, shift);
    for (long bit = 0; bit < WIDE_BITS; bit++) {
      assert_int_equal (bit_of (&left, bit), bit_of (&a, bit - (long) shift));
      assert_int_equal (bit_of (&right, bit), bit_of (&a, bit + (long) shift));
    }
  }
}

static void test_shifts_beyond_all_bits_give_zero (void **state)
{
  (void) state;
  wide ones;
  memset (&ones, 0xff, sizeof ones);
  const unsigned far[] = {WIDE_BITS, WIDE_BITS + 1, 448, 1000, 2000, UINT_MAX / 2, UINT_MAX};
  for (size_t n = 0; n < COUNT_OF (far); n++) {
    const wide left = wide_shift_left (&ones, far[n]), right = wide_shift_right (&ones, far[n]);
    assert_true (wide_is_zero (&left));
    assert_true (wide_is_zero (&right));
  }
}

static void test_comparison (void **state)
{
  (void) state;
  splitmix r = {8};
  for (int n = 0; n < TRIALS; n++) {
    const wide a = wides_random (&r);
    const wide unit = wides_bit ((unsigned) splitmix_below (&r, WIDE_BITS));
    const wide b = wide_add (&a, &unit);
    /* a + 2^k is smaller only if the sum wrapped, and then it is below 2^k */
    const int wrapped = wide_compare (&b, &unit) < 0;
    assert_int_equal (wide_compare (&a, &b), wrapped ? 1 : -1);
    assert_int_equal (wide_compare (&b, &a), wrapped ? -1 : 1);
    assert_int_equal (wide_compare (&a, &a), 0);
  }
}

static void test_exponent_of_every_bit (void **state)
{
  (void) state;
  splitmix r = {9};
  const wide zero = {{0}}, unit = wides_bit (0);
  assert_true (wide_is_zero (&zero));
  for (unsigned bit = 0; bit < WIDE_BITS; bit++) {
    const wide power = wides_bit (bit), mask = wide_sub (&power, &unit), noise = wides_random (&r);
    wide a = power;
    for (int k = 0; k < WIDE_LIMBS; k++)
      a.limb[k] |= noise.limb[k] & mask.limb[k];
    assert_int_equal (wide_exponent (&power), (int) bit - WIDE_FRACTION_BITS);
    assert_int_equal (wide_exponent (&a), (int) bit - WIDE_FRACTION_BITS);
    assert_false (wide_is_zero (&power));
    if (bit > 0)
      assert_int_equal (wide_exponent (&mask), (int) bit - 1 - WIDE_FRACTION_BITS);
  }
}

/* ---- doubles ---- */

static void test_doubles_make_the_round_trip (void **state)
{
  (void) state;
  splitmix r = {10};
  for (int n = 0; n < TRIALS; n++) {
    const double x = fabs (splitmix_double (&r, -WIDE_FRACTION_BITS + 52, 63));
    const wide a = wide_from_double (x);
    assert_same_double (wide_to_double (&a), x);
    assert_int_equal (wide_exponent (&a), ilogb (x));
  }
  const wide zero = wide_from_double (0);
  assert_true (wide_is_zero (&zero));
  assert_same_double (wide_to_double (&zero), 0);
}

static void test_doubles_lose_only_bits_below_the_last (void **state)
{
  (void) state;
  splitmix r = {11};
  for (int n = 0; n < TRIALS; n++) {
    const double x = fabs (splitmix_double (&r, -WIDE_FRACTION_BITS - 3, -WIDE_FRACTION_BITS + 53));
    const wide a = wide_from_double (x);
    assert_same_double (wide_to_double (&a), ldexp (floor (ldexp (x, WIDE_FRACTION_BITS)), -WIDE_FRACTION_BITS));
  }
  const double tiny[] = {DBL_TRUE_MIN, DBL_MIN, 0x1p-321, 0x1.fffffffffffffp-321};
  for (size_t n = 0; n < COUNT_OF (tiny); n++) {
    const wide a = wide_from_double (tiny[n]);
    assert_true (wide_is_zero (&a));
  }
}

static void test_integers_round_like_the_processor (void **state)
{
  (void) state;
  splitmix r = {12};
  for (int n = 0; n < TRIALS; n++) {
    const uint64_t integer = splitmix_next (&r) >> splitmix_below (&r, 64);
    const wide a = wide_from_u64 (integer);
    assert_same_double (wide_to_double (&a), (double) integer);
  }
}

static void test_two_words_round_like_quadruple_precision (void **state)
{
  (void) state;
  splitmix r = {13};
  for (int n = 0; n < TRIALS; n++) {
    /* 113 bits, which __float128 holds exactly, anywhere in the number */
    const unsigned place = (unsigned) splitmix_below (&r, WIDE_BITS - 113);
    wide a = {{splitmix_next (&r), splitmix_next (&r) >> 15}};
    const __float128 exact = (__float128) a.limb[1] * 0x1p64Q + (__float128) a.limb[0];
    a = wide_shift_left (&a, place);
    assert_same_double (wide_to_double (&a), ldexp ((double) exact, (int) place - WIDE_FRACTION_BITS));
  }
}

/* significand (53 bits) and a half, then one more bit at `sticky` places below the half (0: none): to nearest, ties to even */
static void check_half (uint64_t significand, unsigned place, unsigned sticky)
{
  wide a = wide_from_u64 (0);
  a.limb[0] = significand;
  a = wide_shift_left (&a, place);
  const wide half = wides_bit (place - 1);
  const double below = wide_to_double (&a), above = nextafter (below, INFINITY);
  a = wide_add (&a, &half);
  const double tie = significand % 2 ? above : below;
  assert_same_double (wide_to_double (&a), tie);
  if (sticky == 0)
    return;
  const wide bit = wides_bit (place - 1 - sticky), more = wide_add (&a, &bit), less = wide_sub (&a, &bit);
  assert_same_double (wide_to_double (&more), above);
  assert_same_double (wide_to_double (&less), below);
}

static void test_ties_go_to_even (void **state)
{
  (void) state;
  splitmix r = {14};
  for (unsigned place = 1; place <= WIDE_BITS - 53; place++) {
    const uint64_t significand = UINT64_C (1) << 52 | splitmix_next (&r) >> 12;
    check_half (significand, place, 0);
    check_half (significand ^ 1, place, 0);
    if (place > 1) {
      check_half (significand, place, 1 + (unsigned) splitmix_below (&r, place - 1));
      check_half (significand, place, place - 1); /* the last bit of all decides */
    }
  }
  /* carries into the next binade */
  check_half ((UINT64_C (1) << 53) - 1, 200, 199);
}

static void test_pairs_keep_106_bits (void **state)
{
  (void) state;
  splitmix r = {15};
  for (int n = 0; n < TRIALS; n++) {
    /* below 2^63: hi may be twice as large */
    const wide random = wides_random (&r), a = wide_shift_right (&random, 1 + (unsigned) splitmix_below (&r, 150));
    if (wide_is_zero (&a) || wide_exponent (&a) < -214)
      continue;
    double hi, lo;
    wide_to_pair (&a, &hi, &lo);
    assert_same_double (hi, wide_to_double (&a));
    const wide head = wide_from_double (hi), tail = wide_from_double (fabs (lo));
    const wide sum = lo < 0 ? wide_sub (&head, &tail) : wide_add (&head, &tail);
    const wide left = wides_difference (&a, &sum);
    /* |a - hi| <= ulp (hi) / 2, and lo is the nearest double of the rest: half an ulp of it is left */
    assert_true (fabs (lo) <= ldexp (1, ilogb (hi) - 53));
    if (!wide_is_zero (&left))
      assert_true (wide_to_double (&left) <= ldexp (1, ilogb (lo) - 53));
  }
}

static void test_pairs_of_doubles_are_exact (void **state)
{
  (void) state;
  splitmix r = {16};
  for (int n = 0; n < TRIALS; n++) {
    const double x = fabs (splitmix_double (&r, -100, 60)), y = splitmix_double (&r, -40, -1) * ldexp (1, ilogb (x) - 53);
    const wide wx = wide_from_double (x), wy = wide_from_double (fabs (y));
    const wide a = y < 0 ? wide_sub (&wx, &wy) : wide_add (&wx, &wy);
    double hi, lo;
    wide_to_pair (&a, &hi, &lo);
    assert_same_double (hi, x);
    assert_same_double (lo, y);
  }
  const wide zero = {{0}};
  double hi, lo;
  wide_to_pair (&zero, &hi, &lo);
  assert_same_double (hi, 0);
  assert_same_double (lo, 0);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_sums_in_one_word),
    cmocka_unit_test (test_sums_as_a_group),
    cmocka_unit_test (test_carry_runs_through),
    cmocka_unit_test (test_product),
    cmocka_unit_test (test_product_with_a_power_of_two_is_a_shift),
    cmocka_unit_test (test_product_with_an_integer),
    cmocka_unit_test (test_quotient),
    cmocka_unit_test (test_quotient_of_two_is_truncated),
    cmocka_unit_test (test_quotients_by_integers_agree),
    cmocka_unit_test (test_shifts_bit_by_bit),
    cmocka_unit_test (test_shifts_beyond_all_bits_give_zero),
    cmocka_unit_test (test_comparison),
    cmocka_unit_test (test_exponent_of_every_bit),
    cmocka_unit_test (test_doubles_make_the_round_trip),
    cmocka_unit_test (test_doubles_lose_only_bits_below_the_last),
    cmocka_unit_test (test_integers_round_like_the_processor),
    cmocka_unit_test (test_two_words_round_like_quadruple_precision),
    cmocka_unit_test (test_ties_go_to_even),
    cmocka_unit_test (test_pairs_keep_106_bits),
    cmocka_unit_test (test_pairs_of_doubles_are_exact),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
