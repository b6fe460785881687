/* test_ranges.c - what the range kernels prove is right, at the edges of rounding above all, and they prove nearly everything else.

   cos 0 = 1 and sin 0 = 0 are added to angles whose cos and sin are any numbers: the entries are these numbers.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "kernels/kernels.h"
#include "narrow.h"
#include "splitmix.h"
#include "tensors.h"

static const char *const sets[] = {"plain", "avx2", "avx512"};

static dd sum_of (dd a, double b)
{
  return dd_add (a, (dd) {b, 0});
}

/* The entry of a kernel for the number v, and whether it is proved. */
static int entry_of (const kernel_set *set, rome_format format, dd v, double growth, double *entry)
{
  double part, rest, c, s;
  const double slack = growth * (format == ROME_F64 ? CACHE_SLACK_SHORT : CACHE_SLACK_PLAIN);
  set->part_seeds (1, &v.hi, &v.lo, &part, &rest);
  const cache_source source = {.a = {{growth, 0}, {0, 0}}, .b = {&v.hi, &v.lo, &v.hi, &v.lo}, .part = {&part, &rest, &part, &rest}};
  const int doubt = set->fill_range[format] (1, &source, slack, &c, &s);
  assert_memory_equal (&c, &s, rome_format_size (format));
  *entry = element_get (format, &c, 0);
  return !doubt;
}

typedef struct {
  size_t tried, proved, clear;
} tally;

static uint64_t leading_24 (double x)
{
  return bits_of (x) >> 29;
}

/* Whether there is no edge of rounding between two numbers: for the 16-bit formats, which are rounded to odd first, numbers of 24 bits. */
static int is_clear (rome_format format, dd a, dd b)
{
  switch (format) {
  case ROME_F64: return a.hi == b.hi;
  case ROME_F32: return narrow_round (a.hi, a.lo, format) == narrow_round (b.hi, b.lo, format);
  case ROME_BF16:
  case ROME_F16: break;
  }
  return leading_24 (a.hi) == leading_24 (b.hi);
}

/* The bound of the error admits any number within 7/8 of the slack: all of them must round to the entry.  Eight slacks away from any
   edge the kernel must not hesitate. */
static void check_number (const kernel_set *set, rome_format format, dd v, double growth, tally *t)
{
  const double slack = format == ROME_F64 ? CACHE_SLACK_SHORT : CACHE_SLACK_PLAIN;
  double entry;
  const int proved = entry_of (set, format, v, growth, &entry);
  const dd up = sum_of (v, 0.875 * slack), down = sum_of (v, -0.875 * slack);
  const double above = narrow_round (up.hi * growth, up.lo * growth, format), below = narrow_round (down.hi * growth, down.lo * growth, format);
  const double rounded = narrow_round (v.hi * growth, v.lo * growth, format);
  t->tried++;
  t->proved += (size_t) proved;
  if (proved && (entry != rounded || above != rounded || below != rounded))
    fail_msg ("%s, format %d: %a + %a is given as %a, may be %a or %a", set->name, (int) format, v.hi, v.lo, entry, below, above);
  if (is_clear (format, sum_of (v, 8 * slack), sum_of (v, -8 * slack))) {
    t->clear++;
    if (!proved)
      fail_msg ("%s, format %d: %a + %a is not proved", set->name, (int) format, v.hi, v.lo);
  }
}

/* Numbers next to a double, which may be half-way between two numbers of a format, and next to where the doubles' unit changes. */
static void check_around (const kernel_set *set, double centre, double growth, tally t[4])
{
  static const double units[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24, 33, 64, 200};
  for (int f = ROME_F64; f <= ROME_F16; f++)
    for (size_t k = 0; k < COUNT_OF (units); k++)
      for (int sign = -1; sign <= 1; sign += 2) {
        dd v = {centre, 0};
        if (f == ROME_F64) { /* the middle of two doubles, and steps of an eighth of the slack from there */
          const double half = 0.5 * (nextafter (fabs (centre), 2) - fabs (centre));
          v = sum_of (sum_of (v, half), sign * units[k] * 0x1p-79);
        } else
          v = sum_of (v, sign * units[k] * 0x1p-53);
        check_number (set, (rome_format) f, v, growth, &t[f]);
        check_number (set, (rome_format) f, dd_negate (v), growth, &t[f]);
      }
}

static void test_edges (void **state)
{
  (void) state;
  for (size_t s = 0; s < COUNT_OF (sets); s++) {
    const kernel_set *set = kernels_named (sets[s]);
    tally t[4] = {{0}};
    splitmix r = {75};
    for (int e = -1; set && e >= -24; e--)
      for (int digits = 8; digits <= 25; digits++)
        for (int n = 0; n < 6; n++) {
          /* a number of so many digits: all ones, a power of two, its next, and any */
          const double unit = powers_scale (1, e - digits + 1), low = powers_scale (1, e);
          const double any = low + unit * (double) splitmix_below (&r, UINT64_C (1) << (digits - 1));
          const double centre = n == 0 ? 2 * low - unit : n == 1 ? low : n == 2 ? low + unit : any;
          check_around (set, centre, n % 2 ? 1 : 4, t);
        }
    for (int f = ROME_F64; set && f <= ROME_F16; f++) {
      printf ("measured %s, format %d: %zu numbers, %zu proved, %zu far from edges\n", sets[s], f, t[f].tried, t[f].proved, t[f].clear);
      assert_true (t[f].proved > t[f].tried / 20 && t[f].proved < t[f].tried);
      assert_true (t[f].clear > 0);
    }
  }
}

/* Ordinary numbers are proved nearly always: 2^-20 of the time not, of singles 2^-24. */
static void test_nearly_all_are_proved (void **state)
{
  (void) state;
  for (size_t s = 0; s < COUNT_OF (sets); s++)
    for (int f = ROME_F64; kernels_named (sets[s]) && f <= ROME_F16; f++) {
      tally t = {0};
      splitmix r = {76};
      for (int n = 0; n < 100000; n++) {
        const double hi = splitmix_double (&r, -2, -1);
        check_number (kernels_named (sets[s]), (rome_format) f, (dd) {hi, splitmix_double (&r, -60, -55) * hi}, 1, &t);
      }
      assert_true (t.proved + 5 > t.tried);
    }
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_edges),
    cmocka_unit_test (test_nearly_all_are_proved),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
