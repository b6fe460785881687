/* rotate_body.h - the rotation: two products and one sum, each rounded once (and once more to a 16-bit format).

   Included once per number format and instruction set; needs KERNEL (name), NAME (f64, f32, bf16, f16), REAL (type of the
   arithmetic), ANGLES (f64 or f32), LOAD and STORE (between the stored type and REAL).
   The arrays may be the same in and out, element by element (ivdep: no other overlap), hence both members of a pair are
   read before either is written and nothing is restrict.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define TYPED(name) KERNEL (JOIN (name, NAME))
#define PAIRS JOIN (rotate_pairs, NAME)
#define TURNS JOIN (rotate_angles, ANGLES)

#define ROTATE_ONE(X, Y, T)                                                                                           \
  do {                                                                                                                \
    const REAL first = LOAD (p.x0[X]), second = LOAD (p.x1[X]);                                                       \
    p.y0[Y] = STORE (first * t.c0[T] - second * t.s0[T]);                                                             \
    p.y1[Y] = STORE (second * t.c1[T] + first * t.s1[T]);                                                             \
  } while (0)

static void TYPED (unit) (size_t n, PAIRS p, TURNS t)
{
#pragma GCC ivdep
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE (k, k, k);
}

/* The assignments to x1 and y1 tell the compiler what the caller promised. */
static void TYPED (adjacent) (size_t n, PAIRS p, TURNS t)
{
  p.x1 = p.x0 + 1;
  p.y1 = p.y0 + 1;
#pragma GCC ivdep
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE (2 * k, 2 * k, k);
}

static void TYPED (split) (size_t n, PAIRS p, TURNS t)
{
  p.x1 = p.x0 + 1;
#pragma GCC ivdep
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE (2 * k, k, k);
}

static void TYPED (merge) (size_t n, PAIRS p, TURNS t)
{
  p.y1 = p.y0 + 1;
#pragma GCC ivdep
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE (k, 2 * k, k);
}

static void TYPED (same_angle) (size_t n, PAIRS p, TURNS t)
{
  const REAL c0 = *t.c0, s0 = *t.s0, c1 = *t.c1, s1 = *t.s1;
  t = (TURNS) {&c0, &s0, &c1, &s1};
#pragma GCC ivdep
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE (k, k, 0);
}

static void TYPED (strided) (size_t n, PAIRS p, ptrdiff_t x_step, ptrdiff_t y_step, size_t t_step, TURNS t)
{
  for (size_t k = 0; k < n; k++)
    ROTATE_ONE ((ptrdiff_t) k * x_step, (ptrdiff_t) k * y_step, k * t_step);
}

#undef ROTATE_ONE
#undef PAIRS
#undef TURNS
#undef TYPED
