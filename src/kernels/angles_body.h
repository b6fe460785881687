/* angles_body.h - rows of angles out of a table of any strides.

   Included once per arithmetic and instruction set; needs KERNEL (name), REAL and ANGLES (its name).

   SPDX-License-Identifier: GPL-3.0-or-later */
#define TYPED(name) KERNEL (JOIN (name, ANGLES))
#define V JOIN (vector, ANGLES)
#define LANES ((size_t) JOIN (LANES, ANGLES))
#define LOAD JOIN (load, ANGLES)
#define STORE JOIN (store, ANGLES)

/* An element of the row: as it is, or twice, each with its sign. */
static inline ALWAYS_INLINE void TYPED (put) (REAL *to, size_t k, REAL value, const rotate_spread_style *style)
{
  if (style->twice) {
    to[2 * k] = (REAL) style->even * value;
    to[2 * k + 1] = (REAL) style->odd * value;
  } else {
    to[k] = (REAL) (k % 2 ? style->odd : style->even) * value;
  }
}

/* A row of the table that lies together. */
static void TYPED (spread_row) (size_t n, const REAL *from, const rotate_spread_style *style, REAL *to)
{
  const V one = JOIN (same, ANGLES) (1), even = JOIN (same, ANGLES) ((REAL) style->even), odd = JOIN (same, ANGLES) ((REAL) style->odd);
  const V signs = JOIN (low, ANGLES) (one * even, one * odd);
  size_t k = 0;
  for (; style->twice && k + LANES <= n; k += LANES) {
    const V v = LOAD (from + k);
    STORE (to + 2 * k, JOIN (low, ANGLES) (v, v) * signs);
    STORE (to + 2 * k + LANES, JOIN (high, ANGLES) (v, v) * signs);
  }
  for (; !style->twice && k + LANES <= n; k += LANES)
    STORE (to + k, LOAD (from + k) * signs);
  for (; k < n; k++)
    TYPED (put) (to, k, from[k], style);
}

/* Rows that lie side by side, columns anywhere: QUAD by QUAD elements at once, turned over in registers. */
#define QUAD (16 / sizeof (REAL))

static inline ALWAYS_INLINE void TYPED (spread_quad) (const REAL *from, ptrdiff_t column_stride, const rotate_spread_style *style, REAL *to,
                                                      ptrdiff_t to_step)
{
  JOIN (quad, ANGLES) column[QUAD], row[QUAD];
  for (size_t j = 0; j < QUAD; j++) {
    memcpy (&column[j], from + (ptrdiff_t) j * column_stride, sizeof column[j]);
    if (!style->twice)
      column[j] *= (REAL) (j % 2 ? style->odd : style->even);
  }
  JOIN (quad_transpose, ANGLES) (column, row);
  for (size_t i = 0; i < QUAD; i++, to += to_step) {
    if (!style->twice) {
      memcpy (to, &row[i], sizeof row[i]);
      continue;
    }
    const JOIN (quad, ANGLES) signs = JOIN (quad_signs, ANGLES) ((REAL) style->even, (REAL) style->odd);
    const JOIN (quad, ANGLES) low = JOIN (quad_low, ANGLES) (row[i]) * signs, high = JOIN (quad_high, ANGLES) (row[i]) * signs;
    memcpy (to, &low, sizeof low);
    memcpy (to + QUAD, &high, sizeof high);
  }
}

static void TYPED (spread) (size_t n, size_t rows, const REAL *from, ptrdiff_t row_stride, ptrdiff_t column_stride,
                            const rotate_spread_style *style, REAL *to, ptrdiff_t to_step)
{
  const ptrdiff_t width = style->twice ? 2 : 1;
  size_t i = 0;
  if (column_stride == 1) {
    for (; i < rows; i++)
      TYPED (spread_row) (n, from + (ptrdiff_t) i * row_stride, style, to + (ptrdiff_t) i * to_step);
    return;
  }
  for (; row_stride == 1 && i + QUAD <= rows; i += QUAD) {
    const REAL *at = from + i;
    REAL *out = to + (ptrdiff_t) i * to_step;
    size_t k = 0;
    for (; k + QUAD <= n; k += QUAD)
      TYPED (spread_quad) (at + (ptrdiff_t) k * column_stride, column_stride, style, out + (ptrdiff_t) k * width, to_step);
    for (; k < n; k++)
      for (ptrdiff_t j = 0; j < (ptrdiff_t) QUAD; j++)
        TYPED (put) (out + j * to_step, k, at[j + (ptrdiff_t) k * column_stride], style);
  }
  for (; i < rows; i++)
    for (size_t k = 0; k < n; k++)
      TYPED (put) (to + (ptrdiff_t) i * to_step, k, from[(ptrdiff_t) i * row_stride + (ptrdiff_t) k * column_stride], style);
}

#undef QUAD
#undef STORE
#undef LOAD
#undef LANES
#undef V
#undef TYPED
