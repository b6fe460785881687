/* test_truth.c - certified cos and sin against golden values, quadruple precision, fixed point and each other.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <float.h>
#include <pthread.h>
#include <quadmath.h>

#include "exact_sum.h"
#include "frequencies.h"
#include "golden.h"
#include "point.h"
#include "settle.h"
#include "splitmix.h"
#include "truths.h"

/* ---- golden values ---- */

typedef struct {
  int lines;
  double certified, gsl; /* largest relative errors */
} accuracy;

static double relative_error (double hi, double lo, double exact_hi, double exact_lo)
{
  const __float128 exact = (__float128) exact_hi + (__float128) exact_lo;
  const __float128 error = ((__float128) hi - (__float128) exact_hi) + ((__float128) lo - (__float128) exact_lo);
  if (exact == 0)
    return error == 0 ? 0 : HUGE_VAL;
  return (double) fabsq (error / exact);
}

/* The value of one position and pair, in both tiers, against one golden line. */
static void check_point (const rome_freqs *freqs, const golden_point *p, truths *room, accuracy *a)
{
  const rome_positions one = {1, &p->position, NULL};
  truths_fill (room, freqs, &one, ROME_CERTIFIED, 1);
  if (bits_of (room->cos_hi[p->i]) != bits_of (p->cos_hi) || bits_of (room->sin_hi[p->i]) != bits_of (p->sin_hi))
    fail_msg ("base %.17g d %zu i %zu position %.17g: not the nearest double", p->base, p->d, p->i, p->position);
  a->certified = fmax (a->certified, relative_error (p->cos_hi, room->cos_lo[p->i], p->cos_hi, p->cos_lo));
  a->certified = fmax (a->certified, relative_error (p->sin_hi, room->sin_lo[p->i], p->sin_hi, p->sin_lo));
  truths_fill (room, freqs, &one, ROME_GSL, 1);
  a->gsl = fmax (a->gsl, relative_error (room->cos_hi[p->i], 0, p->cos_hi, p->cos_lo));
  a->gsl = fmax (a->gsl, relative_error (room->sin_hi[p->i], 0, p->sin_hi, p->sin_lo));
  assert_same_double (fabs (room->cos_lo[p->i]), 0);
  assert_same_double (fabs (room->sin_lo[p->i]), 0);
  a->lines++;
}

static void check_golden (const char *name, int position_is_word, int lines)
{
  golden g = golden_open (name);
  golden_point p;
  frequencies_kept kept = {0};
  truths room = truths_room (1024);
  accuracy a = {0};
  char what[80];
  while (golden_next_point (&g, position_is_word, &p))
    check_point (frequencies_for (&kept, p.base, p.d), &p, &room, &a);
  frequencies_forget (&kept);
  truths_free (&room);
  assert_int_equal (a.lines, lines);
  snprintf (what, sizeof what, "%s: log2 of the error of hi + lo", name);
  check_bound (what, log2 (a.certified), -98);
  snprintf (what, sizeof what, "%s: GSL tier in u", name);
  check_bound (what, a.gsl * 0x1p53, 5);
}

static void test_golden_grid (void **state)
{
  (void) state;
  check_golden ("01-grid", 0, 3900);
}

static void test_golden_zeros (void **state)
{
  (void) state;
  check_golden ("02-zeros", 0, 1650);
}

static void test_golden_midpoints (void **state)
{
  (void) state;
  check_golden ("03-hard-f64", 0, 800);
}

static void test_golden_midpoints_of_short_formats (void **state)
{
  (void) state;
  check_golden ("04-hard-f32", 0, 500);
  check_golden ("05-hard-f16", 0, 400);
  check_golden ("06-hard-bf16", 0, 400);
}

static void test_golden_random (void **state)
{
  (void) state;
  check_golden ("07-random", 0, 6000);
}

static void test_golden_fractions (void **state)
{
  (void) state;
  check_golden ("09-fractional", 1, 800);
}

/* ---- independent evaluations ---- */

/* A phase with its leading bit anywhere down to 2^-190 turn. */
static turns_phase random_phase (splitmix *r)
{
  turns_phase a;
  for (int k = 0; k < PHASE_LIMBS; k++)
    a.limb[k] = splitmix_next (r);
  const unsigned zeros = (unsigned) splitmix_below (r, 4) ? 0 : (unsigned) splitmix_below (r, 190);
  for (unsigned n = 0; n < zeros; n++)
    for (int k = 0; k < PHASE_LIMBS; k++)
      a.limb[k] = a.limb[k] >> 1 | (k + 1 < PHASE_LIMBS ? a.limb[k + 1] << 63 : 0);
  return a;
}

static int at_most_an_eighth (const turns_phase *a)
{
  return a->limb[PHASE_LIMBS - 1] < UINT64_C (1) << 61;
}

static void test_fixed_point_series_agrees (void **state)
{
  (void) state;
  splitmix r = {31};
  double worst = 0;
  assert_ok (point_prepare (NULL));
  for (int n = 0; n < 20000; n++) {
    turns_phase a = random_phase (&r);
    a.limb[PHASE_LIMBS - 1] >>= 3;
    assert_true (at_most_an_eighth (&a));
    const roots_point exact = settle_point (&a, NULL), z = point_certified (&a);
    assert_same_double (z.cos.hi, exact.cos.hi);
    assert_same_double (z.sin.hi, exact.sin.hi);
    worst = fmax (worst, relative_error (z.cos.hi, z.cos.lo, exact.cos.hi, exact.cos.lo));
    worst = fmax (worst, relative_error (z.sin.hi, z.sin.lo, exact.sin.hi, exact.sin.lo));
  }
  check_bound ("log2 of the distance of truth and fixed point", log2 (worst), -98);
}

/* pos < 2^20: the angle is known to 2^20 * 9 * 2^-113 or so, and the sine of it to that absolutely; 2^-86 is 33 bits below
   the last of a double, so a different double is seen unless it is a tie to 2^-33. */
static void test_quadruple_precision_agrees (void **state)
{
  (void) state;
  const double base[] = {1e4, 5e5, 123456.75};
  splitmix r = {32};
  for (size_t b = 0; b < COUNT_OF (base); b++) {
    rome_freqs *freqs = frequencies_make (base[b], 96);
    truths t = truths_room (48);
    for (int n = 0; n < 40; n++) {
      const double position = (double) splitmix_below (&r, 1 << 20);
      const rome_positions one = {1, &position, NULL};
      truths_fill (&t, freqs, &one, ROME_CERTIFIED, 1);
      for (size_t i = 0; i < 48; i++) {
        const __float128 angle = (__float128) position * powq ((__float128) base[b], -(__float128) i / 48);
        assert_true (fabsq (cosq (angle) - (__float128) t.cos_hi[i] - (__float128) t.cos_lo[i]) <= 0x1p-86Q);
        assert_true (fabsq (sinq (angle) - (__float128) t.sin_hi[i] - (__float128) t.sin_lo[i]) <= 0x1p-86Q);
      }
    }
    truths_free (&t);
    rome_freqs_free (freqs);
  }
}

/* base 10^300: most angles are far below what any fixed-point phase can hold, and their sine is the angle. */
static void test_tiny_angles_keep_relative_accuracy (void **state)
{
  (void) state;
  const double position[] = {1, -3, 12345, 0x1p53, 0.7, 0x1p-40, 1e-290};
  const rome_positions positions = {COUNT_OF (position), position, NULL};
  rome_freqs *freqs = frequencies_make (1e300, 64);
  truths t = truths_make (freqs, &positions);
  for (size_t i = 0; i < 32; i++)
    for (size_t n = 0; n < COUNT_OF (position); n++) {
      const size_t k = n + i * COUNT_OF (position);
      const __float128 angle = (__float128) position[n] * powq ((__float128) 1e300, -(__float128) i / 32);
      if (fabsq (angle) > 0x1p-60Q || fabsq (angle) < 0x1p-900Q)
        continue;
      /* sin a = a - a^3/6, and powq is good to 2^-103 */
      const __float128 sine = angle - angle * angle * angle / 6;
      assert_true (fabsq ((__float128) t.sin_hi[k] + (__float128) t.sin_lo[k] - sine) <= fabsq (sine) * 0x1p-98Q);
      assert_same_double (t.cos_hi[k], 1);
    }
  truths_free (&t);
  rome_freqs_free (freqs);
}

/* The sine is the angle to far more bits than there are in hi + lo; the reference keeps 113. */
static void check_tiny_sine (const rome_freqs *freqs, const rome_positions *positions, __float128 angle)
{
  truths t = truths_make (freqs, positions);
  assert_same_double (t.cos_hi[0], 1);
  assert_same_double (t.sin_hi[0], (double) angle);
  const __float128 error = (__float128) t.sin_hi[0] + (__float128) t.sin_lo[0] - angle;
  assert_true ((error < 0 ? -error : error) <= (__float128) ROME_CERTIFIED_BOUND * (angle < 0 ? -angle : angle));
  truths_free (&t);
}

/* A position and an offset that no double holds as a sum. */
static void test_tiny_angle_of_two_parts (void **state)
{
  (void) state;
  const double w = 0.7, position = 0x1p-300, offset = 0x1.8p-370;
  size_t size = 2;
  const rome_freqs_spec spec = {.base = 1e4, .axes = {.kind = ROME_AXES_BLOCKS, .count = 1, .size = &size}, .explicit_freqs = &w};
  rome_freqs *freqs = NULL;
  assert_ok (rome_freqs_create (&freqs, &spec));
  const rome_positions parts = {1, &position, &offset};
  check_tiny_sine (freqs, &parts, (__float128) w * position + (__float128) w * offset);
  rome_freqs_free (freqs);
}

/* Two axes that turn one pair: the angles add up, or cancel but for a little. */
static void test_tiny_angles_of_several_axes (void **state)
{
  (void) state;
  static const double w[][2] = {{0.7, 0.3}, {0x1p-250, -0x1.8p-251}, {7 * 0x1p-260, 5 * 0x1p-260}};
  static const double position[][2] = {{1e-90, 3e-91}, {-0x1p-300, 1e-85}, {5 + 0x1p-40, -7}, {0, 0x1p-290}, {0x1p-300, 0}};
  size_t size[2] = {2, 2};
  for (size_t n = 0; n < COUNT_OF (w); n++) {
    const double both[4] = {w[n][0], w[n][0], w[n][1], w[n][1]};
    const rome_freqs_spec spec = {.base = 1e4, .axes = {.kind = ROME_AXES_BLOCKS, .count = 2, .size = size}, .explicit_freqs = both, .mixed = 1};
    rome_freqs *freqs = NULL;
    assert_ok (rome_freqs_create (&freqs, &spec));
    for (size_t k = 0; k < COUNT_OF (position); k++) {
      const rome_positions one = {1, position[k], NULL};
      const __float128 angle = (__float128) w[n][0] * position[k][0] + (__float128) w[n][1] * position[k][1];
      if (fabs ((double) angle) < 0x1p-201)
        check_tiny_sine (freqs, &one, angle);
    }
    const double zero[2] = {0, 0}, offset[2] = {1, 3};
    const rome_positions parts = {1, zero, offset};
    const __float128 angle = (__float128) w[n][0] + 3 * (__float128) w[n][1];
    if (fabs ((double) angle) < 0x1p-201)
      check_tiny_sine (freqs, &parts, angle);
    rome_freqs_free (freqs);
  }
}

/* Large turns of two axes cancel and leave the tiny one of a third: no phase of 384 bits holds that (found by the fuzzer). */
static void test_tiny_angle_left_by_large_ones (void **state)
{
  (void) state;
  static const double w[][3] = {{0x1.0000001ff7bffp-319, 1, -1}, {0x1.23456789abcdep-319, 0x1.8p59, -0x1.8p59}, {-0x1p-200, 0.1, -0.1}, {0x1p-319, 3, 1}};
  static const double position[][3] = {{0x1.b1bp+5, 3, 3}, {-0x1.fffffffffffffp+52, 0x1.fffffffffffffp+52, 0x1.fffffffffffffp+52}, {12345, 1, -3}, {0, 7, 7}};
  size_t size[3] = {2, 2, 2};
  int tiny = 0;
  for (size_t n = 0; n < COUNT_OF (w); n++) {
    const double all[9] = {w[n][0], w[n][0], w[n][0], w[n][1], w[n][1], w[n][1], w[n][2], w[n][2], w[n][2]};
    const rome_freqs_spec spec = {.base = 1e4, .axes = {.kind = ROME_AXES_BLOCKS, .count = 3, .size = size}, .explicit_freqs = all, .mixed = 1};
    rome_freqs *freqs = NULL;
    assert_ok (rome_freqs_create (&freqs, &spec));
    for (size_t k = 0; k < COUNT_OF (position); k++) {
      if (w[n][1] * position[k][1] + w[n][2] * position[k][2] != 0) /* exact where it is 0 */
        continue;
      const rome_positions one = {1, position[k], NULL}, swapped = {1, (const double[]) {0, position[k][1], 0}, (const double[]) {position[k][0], 0, position[k][2]}};
      const __float128 angle = (__float128) w[n][0] * position[k][0] + 0;
      check_tiny_sine (freqs, &one, angle);
      check_tiny_sine (freqs, &swapped, angle); /* some of it as offsets */
      tiny++;
    }
    rome_freqs_free (freqs);
  }
  assert_int_equal (tiny, 10);
}

/* Products of doubles from end to end of their range, in any order, one of them left when all others have been taken back. */
static void test_exact_sums (void **state)
{
  (void) state;
  enum { TERMS = 20 };
  splitmix r = {42};
  for (int n = 0; n < 2000; n++) {
    exact_sum sum = {{0}};
    double a[TERMS], b[TERMS];
    scaled got;
    for (size_t k = 0; k < TERMS; k++) {
      a[k] = splitmix_double (&r, -1074, 52);
      b[k] = splitmix_double (&r, -1074, 59);
      exact_sum_add (&sum, a[k], b[k]);
    }
    for (size_t k = TERMS - 1; k > 0; k--)
      exact_sum_add (&sum, b[k], -a[k]);
    const int sign = exact_sum_read (&sum, &got);
    const scaled x = scaled_from_double (fabs (a[0])), y = scaled_from_double (fabs (b[0])), want = scaled_multiply (&x, &y);
    if (a[0] == 0 || b[0] == 0) {
      assert_int_equal (sign, 0);
      continue;
    }
    assert_int_equal (sign, (a[0] < 0) == (b[0] < 0) ? 1 : -1);
    assert_int_equal (scaled_compare (&got, &want), 0);
    exact_sum_add (&sum, a[0], -b[0]);
    assert_int_equal (exact_sum_read (&sum, &got), 0);
    assert_true (wide_is_zero (&got.mantissa));
  }
}

/* Level "angle": the rounded product is the angle. */
static void test_tiny_rounded_angle (void **state)
{
  (void) state;
  const double position = 0x1.23456789abcdep-270;
  const rome_positions one = {1, &position, NULL};
  size_t size = 2;
  const double w = 0.7;
  const rome_freqs_spec spec = {.base = 1e4, .axes = {.kind = ROME_AXES_BLOCKS, .count = 1, .size = &size}, .level = ROME_ANGLE, .explicit_freqs = &w};
  rome_freqs *freqs = NULL;
  assert_ok (rome_freqs_create (&freqs, &spec));
  check_tiny_sine (freqs, &one, (__float128) (position * w));
  rome_freqs_free (freqs);
}

/* Angles that no position makes: against libquadmath, whose digits of 1 / (2 pi) are its own. */
static void test_huge_angles (void **state)
{
  (void) state;
  splitmix r = {40};
  assert_ok (point_prepare (NULL));
  for (int n = 0; n < 4000; n++) {
    const double x = splitmix_double (&r, 53, 1022);
    const turns_phase phase = turns_of_angle (x);
    const roots_point z = point_certified (&phase);
    __float128 s, c;
    sincosq ((__float128) x, &s, &c);
    assert_true (fabsq ((__float128) z.sin.hi + (__float128) z.sin.lo - s) <= fabsq (s) * 0x1p-97Q);
    assert_true (fabsq ((__float128) z.cos.hi + (__float128) z.cos.lo - c) <= fabsq (c) * 0x1p-97Q);
  }
}

/* ---- the attention factor ---- */

static void test_attention_multiplies (void **state)
{
  (void) state;
  enum { ROWS = 300 };
  static const double factor[] = {1.1, 0.7, 0x1p-10};
  double position[ROWS];
  splitmix r = {41};
  for (size_t n = 0; n < ROWS; n++)
    position[n] = splitmix_double (&r, -20, 40);
  const rome_positions positions = {ROWS, position, NULL};
  rome_freqs *freqs = frequencies_make (1e4, 32);
  truths plain = truths_make (freqs, &positions);
  rome_freqs_free (freqs);
  for (size_t f = 0; f < COUNT_OF (factor); f++) {
    size_t size = 32;
    const rome_freqs_spec spec = {.base = 1e4, .axes = {.kind = ROME_AXES_BLOCKS, .count = 1, .size = &size},
                                  .scaling = {.rule = ROME_SCALING_LINEAR, .factor = 1, .attention = factor[f]}};
    assert_ok (rome_freqs_create (&freqs, &spec));
    truths t = truths_make (freqs, &positions);
    for (size_t k = 0; k < t.count; k++) {
      const __float128 c = factor[f] * ((__float128) plain.cos_hi[k] + (__float128) plain.cos_lo[k]);
      const __float128 s = factor[f] * ((__float128) plain.sin_hi[k] + (__float128) plain.sin_lo[k]);
      assert_true (fabsq ((__float128) t.cos_hi[k] + (__float128) t.cos_lo[k] - c) <= fabsq (c) * 0x1p-96Q);
      assert_true (fabsq ((__float128) t.sin_hi[k] + (__float128) t.sin_lo[k] - s) <= fabsq (s) * 0x1p-96Q);
    }
    truths_free (&t);
    rome_freqs_free (freqs);
  }
  truths_free (&plain);
}

/* ---- symmetries of the circle ---- */

static turns_phase quarter_turns (unsigned n)
{
  turns_phase a = {{0}};
  a.limb[PHASE_LIMBS - 1] = (uint64_t) n << 62;
  return a;
}

static void check_symmetries (const turns_phase *a, roots_point evaluate (const turns_phase *))
{
  const turns_phase minus = turns_negate (a), quarter = quarter_turns (1), half = quarter_turns (2);
  const turns_phase next = turns_sum (a, &quarter), opposite = turns_sum (a, &half);
  const roots_point z = evaluate (a), m = evaluate (&minus), q = evaluate (&next), h = evaluate (&opposite);
  assert_true (m.cos.hi == z.cos.hi && m.cos.lo == z.cos.lo && m.sin.hi == -z.sin.hi && m.sin.lo == -z.sin.lo);
  assert_true (q.cos.hi == -z.sin.hi && q.cos.lo == -z.sin.lo && q.sin.hi == z.cos.hi && q.sin.lo == z.cos.lo);
  assert_true (h.cos.hi == -z.cos.hi && h.cos.lo == -z.cos.lo && h.sin.hi == -z.sin.hi && h.sin.lo == -z.sin.lo);
}

static void test_symmetries_hold_bit_for_bit (void **state)
{
  (void) state;
  splitmix r = {33};
  assert_ok (point_prepare (NULL));
  for (int n = 0; n < 100000; n++) {
    const turns_phase a = random_phase (&r);
    check_symmetries (&a, point_certified);
    check_symmetries (&a, point_gsl);
  }
}

static void test_edges_of_the_octants (void **state)
{
  (void) state;
  assert_ok (point_prepare (NULL));
  const turns_phase unit = {{1}}, back = turns_negate (&unit);
  for (uint64_t j = 0; j < 1024; j++) {
    turns_phase a = {{0}};
    a.limb[PHASE_LIMBS - 1] = j << 54; /* j / 1024 turn: grid points and the ties between them */
    const turns_phase above = turns_sum (&a, &unit), below = turns_sum (&a, &back);
    check_symmetries (&a, point_certified);
    check_symmetries (&above, point_certified);
    check_symmetries (&below, point_certified);
    const roots_point z = point_certified (&a), up = point_certified (&above), down = point_certified (&below);
    /* a step of 2^-384 turn moves nothing but what is 0 */
    assert_true (relative_error (up.cos.hi, up.cos.lo, z.cos.hi, z.cos.lo) <= 0x1p-97 || z.cos.hi == 0);
    assert_true (relative_error (down.sin.hi, down.sin.lo, z.sin.hi, z.sin.lo) <= 0x1p-97 || z.sin.hi == 0);
  }
}

static void test_quarter_turns_are_exact (void **state)
{
  (void) state;
  const double cosine[] = {1, 0, -1, 0}, sine[] = {0, 1, 0, -1};
  assert_ok (point_prepare (NULL));
  for (unsigned n = 0; n < 4; n++) {
    const turns_phase a = quarter_turns (n);
    const roots_point z = point_certified (&a), g = point_gsl (&a);
    assert_true (z.cos.hi == cosine[n] && z.sin.hi == sine[n] && z.cos.lo == 0 && z.sin.lo == 0);
    assert_true (g.cos.hi == cosine[n] && g.sin.hi == sine[n]);
  }
}

static void test_position_zero_is_exact (void **state)
{
  (void) state;
  const double position[] = {0, -0.0};
  const rome_positions positions = {2, position, NULL};
  rome_freqs *freqs = frequencies_make (1e4, 128);
  truths t = truths_room (128);
  for (int tier = ROME_CERTIFIED; tier <= ROME_GSL; tier++) {
    truths_fill (&t, freqs, &positions, (rome_tier) tier, 1);
    for (size_t k = 0; k < 128; k++) {
      assert_same_double (t.cos_hi[k], 1);
      assert_same_double (fabs (t.cos_lo[k]), 0);
      assert_same_double (t.sin_hi[k], 0);
      assert_same_double (fabs (t.sin_lo[k]), 0);
    }
  }
  truths_free (&t);
  rome_freqs_free (freqs);
}

/* ---- positions ---- */

static void test_offset_is_added_exactly (void **state)
{
  (void) state;
  splitmix r = {34};
  rome_freqs *freqs = frequencies_make (1e6, 64);
  for (int n = 0; n < 200; n++) {
    /* the sum has 53 bits, but neither the angles nor their sum would be exact in double */
    const double sum = ldexp ((double) (splitmix_next (&r) >> 11), -20), part = ldexp (floor (ldexp (sum, 20) / 3), -20);
    const double rest = sum - part;
    const rome_positions whole = {1, &sum, NULL}, split = {1, &part, &rest};
    truths a = truths_make (freqs, &whole), b = truths_make (freqs, &split);
    truths_equal (&a, &b);
    truths_free (&a);
    truths_free (&b);
  }
  rome_freqs_free (freqs);
}

/* Position and offset whose sum no double holds, against the addition theorem in quadruple precision. */
static void test_offset_beyond_the_digits_of_the_position (void **state)
{
  (void) state;
  enum { PAIRS = 16 };
  splitmix r = {36};
  const double zero = 0;
  rome_freqs *freqs = frequencies_make (1e4, 2 * PAIRS);
  for (int n = 0; n < 500; n++) {
    const double position = splitmix_double (&r, 20, 52), offset = splitmix_double (&r, -20, 20);
    const rome_positions both = {1, &position, &offset}, first = {1, &position, &zero}, second = {1, &offset, NULL};
    truths t = truths_make (freqs, &both), a = truths_make (freqs, &first), b = truths_make (freqs, &second);
    for (size_t i = 0; i < PAIRS; i++) {
      const __float128 ac = (__float128) a.cos_hi[i] + (__float128) a.cos_lo[i], as = (__float128) a.sin_hi[i] + (__float128) a.sin_lo[i];
      const __float128 bc = (__float128) b.cos_hi[i] + (__float128) b.cos_lo[i], bs = (__float128) b.sin_hi[i] + (__float128) b.sin_lo[i];
      assert_true (fabsq (ac * bc - as * bs - (__float128) t.cos_hi[i] - (__float128) t.cos_lo[i]) <= 0x1p-97Q);
      assert_true (fabsq (as * bc + ac * bs - (__float128) t.sin_hi[i] - (__float128) t.sin_lo[i]) <= 0x1p-97Q);
    }
    truths_free (&t);
    truths_free (&a);
    truths_free (&b);
  }
  rome_freqs_free (freqs);
}

static void test_rows_without_values_count_from_zero (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (1e4, 32);
  double row[100];
  for (size_t n = 0; n < 100; n++)
    row[n] = (double) n;
  const double offset = -17.25;
  const rome_positions counted = {100, NULL, &offset}, listed = {100, row, &offset};
  truths a = truths_make (freqs, &counted), b = truths_make (freqs, &listed);
  truths_equal (&a, &b);
  truths_free (&a);
  truths_free (&b);
  rome_freqs_free (freqs);
}

static void test_axes_are_independent (void **state)
{
  (void) state;
  enum { ROWS = 50 };
  const size_t dim[] = {44, 44, 40};
  const double offset[] = {0.5, 0, -1000};
  double value[3 * ROWS];
  splitmix r = {35};
  for (size_t k = 0; k < COUNT_OF (value); k++)
    value[k] = floor (splitmix_double (&r, -3, 40));
  rome_freqs *all = NULL;
  assert_ok (frequencies_create (&all, 1e4, 3, dim));
  const rome_positions positions = {ROWS, value, offset};
  truths t = truths_make (all, &positions);
  for (size_t a = 0, first = 0; a < 3; first += dim[a] / 2, a++) {
    rome_freqs *one = frequencies_make (1e4, dim[a]);
    const rome_positions axis = {ROWS, value + a * ROWS, offset + a};
    truths s = truths_make (one, &axis);
    assert_memory_equal (s.cos_hi, t.cos_hi + first * ROWS, s.count * sizeof (double));
    assert_memory_equal (s.cos_lo, t.cos_lo + first * ROWS, s.count * sizeof (double));
    assert_memory_equal (s.sin_hi, t.sin_hi + first * ROWS, s.count * sizeof (double));
    assert_memory_equal (s.sin_lo, t.sin_lo + first * ROWS, s.count * sizeof (double));
    truths_free (&s);
    rome_freqs_free (one);
  }
  truths_free (&t);
  rome_freqs_free (all);
}

/* ---- the call itself ---- */

static void test_threads_do_not_matter (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (5e5, 128);
  const rome_positions positions = {1000, NULL, NULL};
  truths one = truths_make (freqs, &positions);
  for (int threads = 0; threads <= 5; threads++) {
    truths t = truths_room (one.count);
    truths_fill (&t, freqs, &positions, ROME_CERTIFIED, threads);
    truths_equal (&one, &t);
    truths_free (&t);
  }
  truths_free (&one);
  rome_freqs_free (freqs);
}

static void test_outputs_may_be_left_out (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (1e4, 8);
  const rome_positions positions = {10, NULL, NULL};
  truths all = truths_make (freqs, &positions);
  for (int mask = 0; mask < 16; mask++) {
    truths t = truths_room (all.count);
    const rome_truth_values some = {mask & 1 ? t.cos_hi : NULL, mask & 2 ? t.cos_lo : NULL, mask & 4 ? t.sin_hi : NULL,
                                    mask & 8 ? t.sin_lo : NULL};
    assert_ok (rome_truth (freqs, &positions, ROME_CERTIFIED, &some, 1, NULL));
    const double *got[] = {t.cos_hi, t.cos_lo, t.sin_hi, t.sin_lo}, *expected[] = {all.cos_hi, all.cos_lo, all.sin_hi, all.sin_lo};
    for (int n = 0; n < 4; n++)
      for (size_t k = 0; k < all.count; k++)
        assert_same_double (got[n][k], mask >> n & 1 ? expected[n][k] : 0);
    truths_free (&t);
  }
  truths_free (&all);
  rome_freqs_free (freqs);
}

static void test_no_positions (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (1e4, 8);
  const rome_positions none = {0, NULL, NULL};
  const rome_truth_values values = {0};
  assert_ok (rome_truth (freqs, &none, ROME_CERTIFIED, &values, 1, NULL));
  rome_freqs_free (freqs);
}

static void test_bad_positions (void **state)
{
  (void) state;
  const double bad[] = {NAN, INFINITY, -INFINITY, 9007199254740994.0, -9007199254740994.0, DBL_MAX};
  const size_t two[] = {4, 4};
  rome_freqs *freqs = frequencies_make (1e4, 8), *axes = NULL;
  assert_ok (frequencies_create (&axes, 1e4, 2, two));
  const rome_truth_values values = {0};
  for (size_t n = 0; n < COUNT_OF (bad); n++) {
    const double value[] = {1, 2, bad[n]}, good[] = {1, 2, 3, 4}, offset[] = {0, bad[n]};
    const rome_positions in_value = {3, value, NULL}, in_offset = {3, NULL, &bad[n]}, in_second = {2, good, offset};
    assert_refused (rome_truth (freqs, &in_value, ROME_CERTIFIED, &values, 1, NULL));
    assert_refused (rome_truth (freqs, &in_offset, ROME_GSL, &values, 1, NULL));
    assert_refused (rome_truth (axes, &in_second, ROME_CERTIFIED, &values, 1, NULL));
  }
  /* counting is for one axis */
  const rome_positions counted = {3, NULL, NULL};
  assert_refused (rome_truth (axes, &counted, ROME_CERTIFIED, &values, 1, NULL));
  rome_freqs_free (freqs);
  rome_freqs_free (axes);
}

/* Counts its calls, and those from another thread. */
typedef struct {
  pthread_t caller;
  int calls, strange, at;
} witness;

static int watch (void *data)
{
  witness *w = data;
  w->strange += !pthread_equal (pthread_self (), w->caller);
  return ++w->calls == w->at;
}

static void test_interrupt (void **state)
{
  (void) state;
  rome_freqs *freqs = frequencies_make (1e4, 128);
  const rome_positions positions = {6000, NULL, NULL};
  const rome_truth_values values = {0};
  witness w = {pthread_self (), 0, 0, 0};
  const rome_monitor monitor = {watch, &w}, deaf = {NULL, NULL};
  /* how often two threads ask depends on how they share the work: the counting is for one */
  assert_ok (rome_truth (freqs, &positions, ROME_CERTIFIED, &values, 1, &monitor));
  const int calls = w.calls;
  assert_true (calls >= 2); /* 384000 values are work enough to be asked again */
  for (int at = 1; at <= calls; at++) {
    w = (witness) {pthread_self (), 0, 0, at};
    assert_int_equal (rome_truth (freqs, &positions, ROME_CERTIFIED, &values, 1, &monitor), ROME_INTERRUPTED);
    assert_int_equal (w.calls, at);
    assert_int_equal (w.strange, 0);
  }
  w = (witness) {pthread_self (), 0, 0, 1};
  assert_int_equal (rome_truth (freqs, &positions, ROME_CERTIFIED, &values, 2, &monitor), ROME_INTERRUPTED);
  assert_int_equal (w.calls, 1);
  w = (witness) {pthread_self (), 0, 0, 0};
  assert_ok (rome_truth (freqs, &positions, ROME_CERTIFIED, &values, 2, &monitor));
  assert_int_equal (w.strange, 0);
  for (int threads = 1; threads <= 2; threads++)
    assert_ok (rome_truth (freqs, &positions, ROME_CERTIFIED, &values, threads, &deaf));
  rome_freqs_free (freqs);
}

static void test_self_check (void **state)
{
  (void) state;
  rome_self_check_result a = {-1, -1}, b = {-1, -1};
  assert_ok (rome_self_check (&a));
  assert_ok (rome_self_check (&b));
  assert_ok (rome_self_check (NULL));
  assert_memory_equal (&a, &b, sizeof a);
  assert_true (a.residual > 0); /* a residual of 0 would mean that nothing was measured */
  check_bound ("self-check: log2 of the residual of the roots", log2 (a.residual), -100);
  assert_true (a.tier_distance > 0);
  check_bound ("self-check: distance of the tiers in ulp", a.tier_distance, 2);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_golden_grid),
    cmocka_unit_test (test_golden_zeros),
    cmocka_unit_test (test_golden_midpoints),
    cmocka_unit_test (test_golden_midpoints_of_short_formats),
    cmocka_unit_test (test_golden_random),
    cmocka_unit_test (test_golden_fractions),
    cmocka_unit_test (test_fixed_point_series_agrees),
    cmocka_unit_test (test_quadruple_precision_agrees),
    cmocka_unit_test (test_tiny_angles_keep_relative_accuracy),
    cmocka_unit_test (test_huge_angles),
    cmocka_unit_test (test_attention_multiplies),
    cmocka_unit_test (test_tiny_angle_of_two_parts),
    cmocka_unit_test (test_tiny_angles_of_several_axes),
    cmocka_unit_test (test_tiny_angle_left_by_large_ones),
    cmocka_unit_test (test_exact_sums),
    cmocka_unit_test (test_tiny_rounded_angle),
    cmocka_unit_test (test_symmetries_hold_bit_for_bit),
    cmocka_unit_test (test_edges_of_the_octants),
    cmocka_unit_test (test_quarter_turns_are_exact),
    cmocka_unit_test (test_position_zero_is_exact),
    cmocka_unit_test (test_offset_is_added_exactly),
    cmocka_unit_test (test_offset_beyond_the_digits_of_the_position),
    cmocka_unit_test (test_rows_without_values_count_from_zero),
    cmocka_unit_test (test_axes_are_independent),
    cmocka_unit_test (test_threads_do_not_matter),
    cmocka_unit_test (test_outputs_may_be_left_out),
    cmocka_unit_test (test_no_positions),
    cmocka_unit_test (test_bad_positions),
    cmocka_unit_test (test_interrupt),
    cmocka_unit_test (test_self_check),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
