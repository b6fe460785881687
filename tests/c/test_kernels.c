/* test_kernels.c - the kernels chosen for this processor give the bits of the plain ones, at every length and alignment.

   On a processor for which only the plain set exists the comparison is of that set with itself.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "kernels/kernels.h"
#include "point.h"
#include "splitmix.h"
#include "tensors.h"

#define LENGTH 67
#define SHIFT 5                    /* elements by which arrays are moved off alignment */
#define ROOM (3 * LENGTH + SHIFT)  /* pairs up to three apart */

typedef enum { UNIT, ADJACENT, SPLIT, MERGE, SAME_ANGLE, STRIDED, STRIDED_SAME, SHAPES } shape;

/* The pairs in and out, and four arrays of angles; a run of a shape on them, and its comparison for two sets. */
#define DEFINE_RUNNER(STORED, NAME, FORMAT, REAL, ANGLES)                                                             \
  typedef struct {                                                                                                    \
    REAL t[4][ROOM];                                                                                                  \
    STORED x[2][ROOM], y[2][ROOM];                                                                                    \
  } arrays_##NAME;                                                                                                    \
                                                                                                                      \
  static void fill_##NAME (arrays_##NAME *a, splitmix *r, int special)                                                \
  {                                                                                                                   \
    for (size_t k = 0; k < 4 * ROOM; k++) {                                                                           \
      element_set (element_arithmetic (FORMAT), a->t, (ptrdiff_t) k,                                                  \
                   element_random (r, element_arithmetic (FORMAT), special));                                         \
      element_set (FORMAT, a->x, (ptrdiff_t) k, element_random (r, FORMAT, special));                                 \
    }                                                                                                                 \
  }                                                                                                                   \
                                                                                                                      \
  static void run_##NAME (const kernel_set *set, shape which, size_t n, size_t shift, int in_place, arrays_##NAME *a) \
  {                                                                                                                   \
    const size_t x_second = which == ADJACENT || which == SPLIT ? 1 : ROOM; /* from one member of a pair to the other */ \
    const size_t y_second = which == ADJACENT || which == MERGE ? 1 : ROOM;                                           \
    const STORED *x = &a->x[0][0] + shift;                                                                            \
    STORED *y = in_place ? &a->x[0][0] + shift : &a->y[0][0] + SHIFT - shift;                                         \
    const rotate_pairs_##NAME p = {x, x + x_second, y, y + y_second};                                                 \
    const rotate_angles_##ANGLES t = {a->t[0] + shift, a->t[1] + SHIFT - shift, a->t[2], a->t[3] + shift};            \
    switch (which) {                                                                                                  \
    case UNIT: set->NAME.unit (n, p, t); break;                                                                       \
    case ADJACENT: set->NAME.adjacent (n, p, t); break;                                                               \
    case SPLIT: set->NAME.split (n, p, t); break;                                                                     \
    case MERGE: set->NAME.merge (n, p, t); break;                                                                     \
    case SAME_ANGLE: set->NAME.same_angle (n, p, t); break;                                                           \
    case STRIDED: set->NAME.strided (n, p, 3, in_place ? 3 : 2, 1, t); break;                                         \
    default: set->NAME.strided (n, p, 2, in_place ? 2 : 3, 0, t); break;                                              \
    }                                                                                                                 \
  }                                                                                                                   \
                                                                                                                      \
  static void compare_##NAME (shape which, size_t n, size_t shift, int in_place, const arrays_##NAME *data)           \
  {                                                                                                                   \
    arrays_##NAME a = *data, b = *data;                                                                               \
    run_##NAME (&kernels_plain, which, n, shift, in_place, &a);                                                       \
    run_##NAME (kernels (), which, n, shift, in_place, &b);                                                           \
    for (ptrdiff_t k = 0; k < 4 * ROOM; k++) /* x and y follow each other */                                          \
      if (!element_same (element_get (FORMAT, a.x, k), element_get (FORMAT, b.x, k)))                                 \
        fail_msg ("shape %d, length %zu, shift %zu: element %td differs", which, n, shift, k);                        \
  }                                                                                                                   \
                                                                                                                      \
  static void test_##NAME (void **state)                                                                              \
  {                                                                                                                   \
    (void) state;                                                                                                     \
    splitmix r = {71};                                                                                                \
    arrays_##NAME data;                                                                                               \
    for (size_t n = 0; n <= LENGTH; n++) {                                                                            \
      memset (&data, 0, sizeof data);                                                                                 \
      fill_##NAME (&data, &r, (int) (n % 2));                                                                         \
      for (shape which = UNIT; which < SHAPES; which++)                                                               \
        for (size_t shift = 0; shift < SHIFT; shift++)                                                                \
          for (int in_place = 0; in_place < 2; in_place++)                                                            \
            if (!in_place || (which != SPLIT && which != MERGE))                                                      \
              compare_##NAME (which, n, shift, in_place, &data);                                                      \
    }                                                                                                                 \
  }

DEFINE_RUNNER (double, f64, ROME_F64, double, f64)
DEFINE_RUNNER (float, f32, ROME_F32, float, f32)
DEFINE_RUNNER (uint16_t, bf16, ROME_BF16, float, f32)
DEFINE_RUNNER (uint16_t, f16, ROME_F16, float, f32)

/* ---- tables ---- */

#define DIGITS 3
#define DIGIT_SIZE (CACHE_DIGIT_MASK + 1)

/* Numbers for seeds and for the tables of digits: no angles, but as wild as angles are. */
typedef struct {
  double b[4][LENGTH + SHIFT];
  uint64_t position[LENGTH + SHIFT];
  roots_point a, digit[DIGITS][DIGIT_SIZE];
} seeds;

static dd random_dd (splitmix *r, int low)
{
  const double hi = splitmix_double (r, low, -1);
  return (dd) {hi, splitmix_double (r, -60, -54) * hi};
}

/* Some are small, so that the proof of the rounding fails for them. */
static void fill_seeds (seeds *s, splitmix *r)
{
  const int low = splitmix_below (r, 4) ? -3 : -120;
  for (size_t k = 0; k < LENGTH + SHIFT; k++) {
    const dd c = random_dd (r, -3), t = random_dd (r, low);
    s->b[0][k] = c.hi;
    s->b[1][k] = c.lo;
    s->b[2][k] = t.hi;
    s->b[3][k] = t.lo;
    s->position[k] = splitmix_below (r, (uint64_t) DIGIT_SIZE * DIGIT_SIZE * DIGIT_SIZE);
  }
  s->a = (roots_point) {random_dd (r, -3), random_dd (r, low)};
  for (size_t d = 0; d < DIGITS; d++)
    for (size_t k = 0; k < DIGIT_SIZE; k++)
      s->digit[d][k] = (roots_point) {random_dd (r, -3), random_dd (r, low)};
}

static void compare_fill (cache_kernel *plain, cache_kernel *chosen, size_t n, const cache_source *source, double slack)
{
  double a[2][LENGTH] = {{0}}, b[2][LENGTH] = {{0}}; /* room for any format */
  if (!plain || !chosen) {
    assert_true (!plain && !chosen);
    return;
  }
  assert_int_equal (plain (n, source, slack, a[0], a[1]) != 0, chosen (n, source, slack, b[0], b[1]) != 0);
  assert_memory_equal (a, b, sizeof a);
}

static void compare_tables (const seeds *s, size_t n, size_t shift)
{
  const kernel_set *chosen = kernels ();
  const cache_seeds b = {s->b[0] + shift, s->b[1] + shift, s->b[2] + shift, s->b[3] + shift};
  const cache_source sum = {.a = s->a, .b = b};
  const cache_source digits = {.digit = {s->digit[0], s->digit[1], s->digit[2]}, .position = s->position + shift};
  for (int f = ROME_F64; f <= ROME_F16; f++) {
    compare_fill (kernels_plain.fill_plain[f], chosen->fill_plain[f], n, &sum, CACHE_SLACK_PLAIN);
    compare_fill (kernels_plain.fill_careful[f], chosen->fill_careful[f], n, &sum, CACHE_SLACK_CAREFUL);
    compare_fill (kernels_plain.fill_digits[f], chosen->fill_digits[f], n, &digits, CACHE_SLACK_CAREFUL);
  }
}

static void test_tables (void **state)
{
  (void) state;
  splitmix r = {72};
  seeds *s = need (1, sizeof *s);
  for (int round = 0; round < 10; round++) {
    fill_seeds (s, &r);
    for (size_t n = 0; n <= LENGTH; n++)
      for (size_t shift = 0; shift < SHIFT; shift++)
        compare_tables (s, n, shift);
  }
  free (s);
}

/* ---- points ---- */

static void test_points (void **state)
{
  (void) state;
  splitmix r = {73};
  roots_table *table = need (1, sizeof *table);
  roots_make (table);
  for (int n = 0; n < 100000; n++) {
    turns_phase psi;
    for (int k = 0; k < PHASE_LIMBS; k++)
      psi.limb[k] = splitmix_below (&r, 8) ? splitmix_next (&r) : 0;
    psi.limb[PHASE_LIMBS - 1] >>= 3 + splitmix_below (&r, 61);
    const roots_point a = kernels_plain.point (table, &psi), b = kernels ()->point (table, &psi);
    assert_memory_equal (&a, &b, sizeof a);
  }
  free (table);
}

static void test_names (void **state)
{
  (void) state;
  assert_string_equal (kernels_plain.name, "plain");
  assert_string_equal (kernels ()->name, rome_instruction_set ());
  printf ("measured kernels compared with plain: %s\n", rome_instruction_set ());
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_f64),
    cmocka_unit_test (test_f32),
    cmocka_unit_test (test_bf16),
    cmocka_unit_test (test_f16),
    cmocka_unit_test (test_tables),
    cmocka_unit_test (test_points),
    cmocka_unit_test (test_names),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
