/* rotate_body.h - the rotation: two products and one sum, each rounded once.

   Included once per number format and instruction set; needs KERNEL (name), REAL and NAME (f64 or f32).
   The arrays may be the same in and out, element by element (ivdep: no other overlap), hence both members of a pair are
   read before either is written and nothing is restrict.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define TYPED(name) KERNEL (JOIN (name, NAME))
#define PAIRS JOIN (rotate_pairs, NAME)
#define ANGLES JOIN (rotate_angles, NAME)

#define ROTATE_ONE(X, Y, T)                                                                                           \
  do {                                                                                                                \
    const REAL first = p.x0[X], second = p.x1[X];                                                                     \
    p.y0[Y] = first * t.c0[T] - second * t.s0[T];                                                                     \
    p.y1[Y] = second * t.c1[T] + first * t.s1[T];                                                                     \
  } while (0)

static void TYPED (unit) (size_t n, PAIRS p, ANGLES t)
{
#pragma GCC ivdep
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE (k, k, k);
}

static void TYPED (adjacent) (size_t n, PAIRS p, ANGLES t)
{
  p.x1 = p.x0 + 1; /* tells the compiler what the caller promised */
  p.y1 = p.y0 + 1;
#pragma GCC ivdep
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE (2 * k, 2 * k, k);
}

static void TYPED (same_angle) (size_t n, PAIRS p, ANGLES t)
{
  const REAL c0 = *t.c0, s0 = *t.s0, c1 = *t.c1, s1 = *t.s1;
  t = (ANGLES) {&c0, &s0, &c1, &s1};
#pragma GCC ivdep
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE (k, k, 0);
}

static void TYPED (strided) (size_t n, PAIRS p, ptrdiff_t x_step, ptrdiff_t y_step, size_t t_step, ANGLES t)
{
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE ((ptrdiff_t) k * x_step, (ptrdiff_t) k * y_step, k * t_step);
}

#undef ROTATE_ONE
#undef PAIRS
#undef ANGLES
#undef TYPED
