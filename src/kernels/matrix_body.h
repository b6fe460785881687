/* matrix_body.h - the matrix form beside its product: rows of numbers in, sums out.

   Included once per number format and instruction set; needs KERNEL (name), NAME (f64, f32, bf16, f16), STORED (its type), REAL
   (type of the arithmetic), FROM_STORED (an element), and the blocks of blocks.h.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define TYPED(name) KERNEL (JOIN (name, NAME))
#define LANES ((size_t) JOIN (LANES_OF, NAME))

/* Elements as numbers of the arithmetic. */
static void TYPED (widen) (size_t n, const STORED *restrict from, REAL *restrict to)
{
  for (size_t k = 0; k < n; k++)
    to[k] = FROM_STORED (from[k]);
}

/* y = p .* c + z .* s; p and y may be the same array. */
static void TYPED (combine) (size_t n, const REAL *p, const REAL *z, const REAL *c, const REAL *s, STORED *y)
{
  size_t k = 0;
  for (; k + LANES <= n; k += LANES)
    JOIN (store_block, NAME) (y + k, JOIN (sum, NAME) (JOIN (angles, NAME) (p + k), JOIN (angles, NAME) (c + k), JOIN (angles, NAME) (z + k),
                                                      JOIN (angles, NAME) (s + k)));
  if (k < n) {
    const size_t left = n - k;
    JOIN (store_some_block, NAME) (y + k, JOIN (sum, NAME) (JOIN (some_angles, NAME) (p + k, left), JOIN (some_angles, NAME) (c + k, left),
                                                            JOIN (some_angles, NAME) (z + k, left), JOIN (some_angles, NAME) (s + k, left)), left);
  }
}

#undef TYPED
#undef LANES
