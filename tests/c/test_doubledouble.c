/* test_doubledouble.c - exactness and error bounds of hi + lo arithmetic, and the one rounding to float.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <float.h>
#include <quadmath.h>

#include "doubledouble.h"
#include "narrow.h"
#include "round.h"
#include "splitmix.h"

#define TRIALS 200000

static __float128 value (dd a)
{
  return (__float128) a.hi + (__float128) a.lo;
}

/* hi with any bits, lo up to half an ulp of it. */
static dd random_dd (splitmix *r, int low, int high)
{
  const double hi = splitmix_double (r, low, high);
  return dd_fast_two_sum (hi, ldexp (splitmix_double (r, -20, -1), ilogb (hi) - 53));
}

/* ---- exact operations ---- */

static void test_two_sum_is_exact (void **state)
{
  (void) state;
  splitmix r = {131};
  for (int n = 0; n < TRIALS; n++) {
    const double a = splitmix_double (&r, -30, 29), b = splitmix_double (&r, -30, 29);
    const dd s = dd_two_sum (a, b);
    assert_same_double (s.hi, a + b);
    assert_true (value (s) == (__float128) a + (__float128) b); /* 113 bits hold both sides */
    const dd t = fabs (a) >= fabs (b) ? dd_fast_two_sum (a, b) : dd_fast_two_sum (b, a);
    assert_true (t.hi == s.hi && t.lo == s.lo);
  }
}

static void test_two_product_is_exact (void **state)
{
  (void) state;
  splitmix r = {132};
  for (int n = 0; n < TRIALS; n++) {
    const double a = splitmix_double (&r, -200, 200), b = splitmix_double (&r, -200, 200);
    const dd p = dd_two_product (a, b);
    assert_same_double (p.hi, a * b);
    assert_true (value (p) == (__float128) a * (__float128) b);
    assert_true (p.lo == fma (a, b, -p.hi));
  }
  /* significands next to powers of two, where splitting is hardest */
  const double edge[] = {1, 1 + DBL_EPSILON, 2 - DBL_EPSILON, 134217729, 134217727, 0x1.0000004p0, 0x1.fffffep0, 0x1.0000001p0};
  for (size_t i = 0; i < COUNT_OF (edge); i++)
    for (size_t j = 0; j < COUNT_OF (edge); j++)
      assert_true (value (dd_two_product (edge[i], -edge[j])) == (__float128) edge[i] * (__float128) -edge[j]);
}

/* ---- bounds of Joldes, Muller and Popescu, with 2^-111 for the reference's own roundings ---- */

typedef struct {
  double add, add_d, multiply, multiply_d;
} errors;

static void enlarge (double *worst, dd got, __float128 exact, __float128 size)
{
  const __float128 error = fabsq (value (got) - exact) - size * 0x1p-111Q;
  if (error > 0)
    *worst = fmax (*worst, (double) (error / fabsq (exact)) * 0x1p106);
}

static void test_bounds_in_u_squared (void **state)
{
  (void) state;
  splitmix r = {133};
  errors worst = {0, 0, 0, 0};
  for (int n = 0; n < TRIALS; n++) {
    const dd a = random_dd (&r, -4, 4), b = random_dd (&r, -4, 4);
    const __float128 x = value (a), y = value (b), size = fabsq (x) + fabsq (y);
    enlarge (&worst.add, dd_add (a, b), x + y, size);
    enlarge (&worst.add, dd_subtract (a, b), x - y, size);
    enlarge (&worst.add_d, dd_add_d (a, b.hi), x + (__float128) b.hi, size);
    enlarge (&worst.multiply, dd_multiply (a, b), x * y, fabsq (x * y));
    enlarge (&worst.multiply_d, dd_multiply_d (a, b.hi), x * (__float128) b.hi, fabsq (x * y));
  }
  check_bound ("double-double sum, u^2", worst.add, 3);
  check_bound ("double-double plus double, u^2", worst.add_d, 2);
  check_bound ("double-double product, u^2", worst.multiply, 5);
  check_bound ("double-double times double, u^2", worst.multiply_d, 3);
}

static void test_negation_and_scaling_are_exact (void **state)
{
  (void) state;
  splitmix r = {134};
  for (int n = 0; n < 1000; n++) {
    const dd a = random_dd (&r, -4, 4), m = dd_negate (a), s = dd_scale (a, 0x1p-7);
    assert_true (m.hi == -a.hi && m.lo == -a.lo);
    assert_true (s.hi == ldexp (a.hi, -7) && s.lo == ldexp (a.lo, -7));
  }
}

/* ---- one rounding ---- */

static void check_rounding (double hi, double lo)
{
  assert_same_float (round_to_float ((dd) {hi, lo}), (float) narrow_round (hi, lo, ROME_F32));
  assert_same_float (round_to_float ((dd) {-hi, -lo}), (float) narrow_round (-hi, -lo, ROME_F32));
}

static void test_random_numbers_round_once (void **state)
{
  (void) state;
  splitmix r = {135};
  for (int n = 0; n < TRIALS; n++) {
    const dd a = random_dd (&r, -160, 0);
    check_rounding (a.hi, a.lo);
    const double odd = round_to_odd (a);
    assert_true (bits_of (odd) & 1 || a.lo == 0);
    assert_true (fabs (odd - a.hi) <= ldexp (1, ilogb (a.hi) - 52));
  }
}

/* hi the midpoint of two floats: lo decides, however small it is. */
static void test_midpoints_of_floats (void **state)
{
  (void) state;
  splitmix r = {136};
  for (int n = 0; n < TRIALS; n++) {
    const float f = fabsf (splitmix_float (&r, -148, -1)), g = nextafterf (f, INFINITY);
    const double middle = ((double) f + (double) g) / 2, lo = ldexp (middle, -54 - splitmix_between (&r, 0, 50));
    check_rounding (middle, 0);
    check_rounding (middle, lo);
    check_rounding (middle, -lo);
    assert_same_float (round_to_float ((dd) {middle, lo}), g);
    assert_same_float (round_to_float ((dd) {middle, -lo}), f);
  }
  /* half of the smallest float, and its neighbours */
  const double half = 0x1p-150;
  assert_same_float (round_to_float ((dd) {half, 0}), 0);
  assert_same_float (round_to_float ((dd) {half, 0x1p-210}), 0x1p-149F);
  assert_same_float (round_to_float ((dd) {half, -0x1p-210}), 0);
}

static void test_simple_numbers_stay (void **state)
{
  (void) state;
  const float plain[] = {0, 1, 0.5F, 0x1.fffffep-1F, 0x1p-126F, 0x1p-149F};
  for (size_t n = 0; n < COUNT_OF (plain); n++) {
    assert_same_float (round_to_float ((dd) {(double) plain[n], 0}), plain[n]);
    assert_same_float (round_to_float ((dd) {-(double) plain[n], 0}), -plain[n]);
  }
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_two_sum_is_exact),
    cmocka_unit_test (test_two_product_is_exact),
    cmocka_unit_test (test_bounds_in_u_squared),
    cmocka_unit_test (test_negation_and_scaling_are_exact),
    cmocka_unit_test (test_random_numbers_round_once),
    cmocka_unit_test (test_midpoints_of_floats),
    cmocka_unit_test (test_simple_numbers_stay),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
