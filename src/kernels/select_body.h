/* select_body.h - what is not zero in the columns of a matrix, and columns that only pick.

   Included once per arithmetic and instruction set; needs KERNEL (name), REAL, ANGLES (its name) and COUNTER, an integer type as
   wide, so that the loop becomes one of vectors.

   SPDX-License-Identifier: GPL-3.0-or-later */

/* How many elements of a column are not zero, and the sum of their numbers: of a single one, its number. */
static void KERNEL (JOIN (nonzero, ANGLES)) (size_t order, const REAL *column, size_t *count, size_t *where)
{
  COUNTER many = 0, sum = 0;
  for (COUNTER i = 0; i < (COUNTER) order; i++) {
    const COUNTER on = column[i] != 0 ? -1 : 0;
    many -= on;
    sum += on & i;
  }
  *count = (size_t) many;
  *where = (size_t) sum;
}

/* z[j] = sign[j] x[source[j]] by its bits: those of `keep`, with those of `flip` turned over. */
static void KERNEL (JOIN (pick, ANGLES)) (size_t n, const int32_t *source, const COUNTER *keep, const COUNTER *flip, const REAL *x, REAL *z)
{
  typedef COUNTER bits __attribute__ ((may_alias));
  const bits *from = (const bits *) x;
  bits *restrict to = (bits *) z;
  for (size_t j = 0; j < n; j++)
    to[j] = (from[source[j]] & keep[j]) ^ flip[j];
}
