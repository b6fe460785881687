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

/* Arrays of either format: the pairs in and out, and four arrays of angles. */
typedef struct {
  double x[2][ROOM], y[2][ROOM], t[4][ROOM];
} arrays_f64;
typedef struct {
  float x[2][ROOM], y[2][ROOM], t[4][ROOM];
} arrays_f32;

typedef enum { UNIT, ADJACENT, SAME_ANGLE, STRIDED, STRIDED_SAME, SHAPES } shape;

#define DEFINE_RUNNER(REAL, NAME)                                                                                     \
  static void fill_##NAME (arrays_##NAME *a, splitmix *r, int special)                                                \
  {                                                                                                                   \
    REAL *all = (REAL *) a;                                                                                           \
    for (size_t k = 0; k < sizeof *a / sizeof *all; k++)                                                              \
      all[k] = (REAL) element_random (r, sizeof *all == sizeof (double) ? ROME_F64 : ROME_F32, special);              \
  }                                                                                                                   \
                                                                                                                      \
  static void run_##NAME (const kernel_set *set, shape which, size_t n, size_t shift, int in_place, arrays_##NAME *a) \
  {                                                                                                                   \
    const size_t second = which == ADJACENT ? 1 : ROOM; /* from the first member of a pair to the other */            \
    const REAL *x = &a->x[0][0] + shift;                                                                              \
    REAL *y = in_place ? &a->x[0][0] + shift : &a->y[0][0] + SHIFT - shift;                                           \
    const rotate_pairs_##NAME p = {x, x + second, y, y + second};                                                     \
    const rotate_angles_##NAME t = {a->t[0] + shift, a->t[1] + SHIFT - shift, a->t[2], a->t[3] + shift};              \
    switch (which) {                                                                                                  \
    case UNIT: set->NAME.unit (n, p, t); break;                                                                       \
    case ADJACENT: set->NAME.adjacent (n, p, t); break;                                                               \
    case SAME_ANGLE: set->NAME.same_angle (n, p, t); break;                                                           \
    case STRIDED: set->NAME.strided (n, p, 3, in_place ? 3 : 2, 1, t); break;                                         \
    default: set->NAME.strided (n, p, 2, in_place ? 2 : 3, 0, t); break;                                              \
    }                                                                                                                 \
  }                                                                                                                   \
                                                                                                                      \
  static void compare_##NAME (shape which, size_t n, size_t shift, int in_place, splitmix *r)                         \
  {                                                                                                                   \
    arrays_##NAME a, b;                                                                                               \
    fill_##NAME (&a, r, (int) (n % 2));                                                                               \
    b = a;                                                                                                            \
    run_##NAME (&kernels_plain, which, n, shift, in_place, &a);                                                       \
    run_##NAME (kernels (), which, n, shift, in_place, &b);                                                           \
    const REAL *p = (const REAL *) &a, *q = (const REAL *) &b;                                                        \
    for (size_t k = 0; k < sizeof a / sizeof *p; k++)                                                                 \
      if (!element_same ((double) p[k], (double) q[k]))                                                               \
        fail_msg ("shape %d, length %zu, shift %zu: element %zu differs", which, n, shift, k);                        \
  }

DEFINE_RUNNER (double, f64)
DEFINE_RUNNER (float, f32)

static void test_rotations (void **state)
{
  (void) state;
  splitmix r = {71};
  for (shape which = UNIT; which < SHAPES; which++)
    for (size_t n = 0; n <= LENGTH; n++)
      for (size_t shift = 0; shift < SHIFT; shift++)
        for (int in_place = 0; in_place < 2; in_place++) {
          compare_f64 (which, n, shift, in_place, &r);
          compare_f32 (which, n, shift, in_place, &r);
        }
}

/* ---- tables ---- */

typedef struct {
  double b[4][LENGTH + SHIFT];
  roots_point a;
} seeds;

static dd random_dd (splitmix *r, int low)
{
  const double hi = splitmix_double (r, low, -1);
  return (dd) {hi, splitmix_double (r, -60, -54) * hi};
}

/* Entries of some length are small, so that the proof of the rounding fails for them. */
static seeds seeds_random (splitmix *r)
{
  seeds s;
  const int low = splitmix_below (r, 4) ? -3 : -120;
  for (size_t k = 0; k < LENGTH + SHIFT; k++) {
    const dd c = random_dd (r, -3), t = random_dd (r, low);
    s.b[0][k] = c.hi;
    s.b[1][k] = c.lo;
    s.b[2][k] = t.hi;
    s.b[3][k] = t.lo;
  }
  s.a.cos = random_dd (r, -3);
  s.a.sin = random_dd (r, low);
  return s;
}

static void compare_fills (cache_kernel *plain, cache_kernel *chosen, const cache_source *source, size_t n, double slack)
{
  uint64_t c[2][LENGTH] = {{0}}, d[2][LENGTH] = {{0}}; /* room for the widest format */
  assert_int_equal (plain (n, source, slack, c[0], c[1]) != 0, chosen (n, source, slack, d[0], d[1]) != 0);
  assert_memory_equal (c, d, sizeof c);
}

static void compare_tables (const seeds *s, size_t n, size_t shift)
{
  const cache_source source = {.a = s->a, .b = {s->b[0] + shift, s->b[1] + shift, s->b[2] + shift, s->b[3] + shift}};
  for (int f = ROME_F64; f <= ROME_F16; f++) {
    compare_fills (kernels_plain.fill_careful[f], kernels ()->fill_careful[f], &source, n, CACHE_SLACK_CAREFUL);
    if (f != ROME_F64)
      compare_fills (kernels_plain.fill_plain[f], kernels ()->fill_plain[f], &source, n, CACHE_SLACK_PLAIN);
  }
}

static void test_tables (void **state)
{
  (void) state;
  splitmix r = {72};
  for (int round = 0; round < 20; round++)
    for (size_t n = 0; n <= LENGTH; n++) {
      const seeds s = seeds_random (&r);
      for (size_t shift = 0; shift < SHIFT; shift++)
        compare_tables (&s, n, shift);
    }
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
    cmocka_unit_test (test_rotations),
    cmocka_unit_test (test_tables),
    cmocka_unit_test (test_points),
    cmocka_unit_test (test_names),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
