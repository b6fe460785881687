/* test_half.c - all bf16 and f16 patterns to float and back, and rounding to them.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "narrow.h"
#include "splitmix.h"

#define PATTERNS 65536

static const rome_format formats[] = {ROME_BF16, ROME_F16};

static uint16_t pack_double (double x, rome_format to)
{
  uint16_t bits;
  rome_pack (ROME_F64, &x, 1, to, &bits);
  return bits;
}

static uint16_t pack_float (float x, rome_format to)
{
  uint16_t bits;
  rome_pack (ROME_F32, &x, 1, to, &bits);
  return bits;
}

static void test_all_patterns (void **state)
{
  (void) state;
  uint16_t *bits = need (2 * PATTERNS, sizeof *bits), *back = bits + PATTERNS;
  float *value = need (PATTERNS, sizeof *value);
  for (size_t k = 0; k < PATTERNS; k++)
    bits[k] = (uint16_t) k;
  for (size_t f = 0; f < COUNT_OF (formats); f++) {
    rome_unpack (formats[f], bits, PATTERNS, value);
    rome_pack (ROME_F32, value, PATTERNS, formats[f], back);
    for (size_t k = 0; k < PATTERNS; k++) {
      const double expected = narrow_value (bits[k], formats[f]);
      if (isnan (expected)) {
        /* a quiet NaN of the same sign */
        assert_true (isnan (value[k]) && isnan (narrow_value (back[k], formats[f])));
        assert_int_equal (back[k] >> 15, bits[k] >> 15);
        continue;
      }
      assert_same_double ((double) value[k], expected);
      assert_int_equal (back[k], bits[k]);
      assert_int_equal (pack_double (expected, formats[f]), bits[k]);
    }
  }
  free (bits);
  free (value);
}

/* The middle of every two neighbours, and the numbers next to it. */
static void test_all_midpoints (void **state)
{
  (void) state;
  for (size_t f = 0; f < COUNT_OF (formats); f++)
    for (unsigned k = 0; k < 0x7fff; k++) {
      const double low = narrow_value ((uint16_t) k, formats[f]), high = narrow_value ((uint16_t) (k + 1), formats[f]);
      if (!isfinite (high))
        continue;
      const double middle = (low + high) / 2, even = k % 2 ? high : low;
      assert_same_double (narrow_value (pack_double (middle, formats[f]), formats[f]), even);
      assert_int_equal (pack_double (nextafter (middle, INFINITY), formats[f]), k + 1);
      assert_int_equal (pack_double (nextafter (middle, -INFINITY), formats[f]), k);
      assert_int_equal (pack_double (-nextafter (middle, INFINITY), formats[f]), (k + 1) | 0x8000);
      if ((double) (float) middle == middle)
        assert_same_double (narrow_value (pack_float ((float) middle, formats[f]), formats[f]), even);
    }
}

static void test_random_numbers (void **state)
{
  (void) state;
  splitmix r = {151};
  for (int n = 0; n < 300000; n++) {
    const rome_format format = formats[n % 2];
    const double x = splitmix_double (&r, -160, 130);
    const float y = splitmix_float (&r, -149, 127);
    assert_int_equal (pack_double (x, format), narrow_bits (x, format));
    assert_int_equal (pack_float (y, format), narrow_bits ((double) y, format));
  }
}

static void test_overflow_and_underflow (void **state)
{
  (void) state;
  assert_int_equal (pack_double (65504, ROME_F16), 0x7bff);
  assert_int_equal (pack_double (0x1.ffdfffffffffp15, ROME_F16), 0x7bff);
  assert_int_equal (pack_double (65520, ROME_F16), 0x7c00);
  assert_int_equal (pack_double (-1e300, ROME_F16), 0xfc00);
  assert_int_equal (pack_double (0x1p-25, ROME_F16), 0);
  assert_int_equal (pack_double (0x1.0000000000001p-25, ROME_F16), 1);
  assert_int_equal (pack_double (-0x1p-300, ROME_F16), 0x8000);
  assert_int_equal (pack_double (0x1.fep127, ROME_BF16), 0x7f7f);
  assert_int_equal (pack_double (0x1.fefffffffffffp127, ROME_BF16), 0x7f7f);
  assert_int_equal (pack_double (0x1.ffp127, ROME_BF16), 0x7f80);
  assert_int_equal (pack_double (1e300, ROME_BF16), 0x7f80);
  assert_int_equal (pack_double (0x1p-134, ROME_BF16), 0);
  assert_int_equal (pack_double (0x1.0000000000001p-134, ROME_BF16), 1);
  assert_int_equal (pack_double (-1e-320, ROME_BF16), 0x8000);
}

/* The first and the last element too, and none beyond. */
static void test_every_length (void **state)
{
  (void) state;
  enum { MOST = 40, GUARD = 77 };
  splitmix r = {152};
  for (size_t n = 0; n < MOST; n++)
    for (size_t f = 0; f < COUNT_OF (formats); f++) {
      uint16_t bits[MOST + 1], back[MOST + 1];
      float value[MOST + 1];
      for (size_t k = 0; k <= MOST; k++) {
        bits[k] = (uint16_t) (0x3000 + splitmix_below (&r, 0x1000));
        back[k] = GUARD;
        value[k] = GUARD;
      }
      rome_unpack (formats[f], bits, n, value);
      rome_pack (ROME_F32, value, n, formats[f], back);
      for (size_t k = 0; k <= MOST; k++) {
        assert_same_double ((double) value[k], k < n ? narrow_value (bits[k], formats[f]) : GUARD);
        assert_int_equal (back[k], k < n ? bits[k] : GUARD);
      }
    }
}

static void test_nothing (void **state)
{
  (void) state;
  rome_pack (ROME_F64, NULL, 0, ROME_F16, NULL);
  rome_unpack (ROME_BF16, NULL, 0, NULL);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_all_patterns),
    cmocka_unit_test (test_all_midpoints),
    cmocka_unit_test (test_random_numbers),
    cmocka_unit_test (test_overflow_and_underflow),
    cmocka_unit_test (test_every_length),
    cmocka_unit_test (test_nothing),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
