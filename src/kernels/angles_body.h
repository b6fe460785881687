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

/* Some columns from end to end: their lines are read once, however many such lines collide in the cache.  rows: of whole quads. */
#define FEW_COLUMNS 8
static void TYPED (spread_columns) (size_t n, size_t rows, const REAL *from, ptrdiff_t column_stride, const rotate_spread_style *style, REAL *to,
                                    ptrdiff_t to_step)
{
  const ptrdiff_t width = style->twice ? 2 : 1;
  for (size_t i = 0; i < rows; i += QUAD, from += QUAD, to += (ptrdiff_t) QUAD * to_step) {
    size_t k = 0;
    for (; k + QUAD <= n; k += QUAD)
      TYPED (spread_quad) (from + (ptrdiff_t) k * column_stride, column_stride, style, to + (ptrdiff_t) k * width, to_step);
    for (; k < n; k++)
      for (ptrdiff_t j = 0; j < (ptrdiff_t) QUAD; j++)
        TYPED (put) (to + j * to_step, k, from[j + (ptrdiff_t) k * column_stride], style);
  }
}

/* The lines of some columns from number k on. */
static inline ALWAYS_INLINE void TYPED (fetch_columns) (size_t k, size_t end, size_t n, size_t rows, const REAL *from, ptrdiff_t column_stride)
{
  for (size_t j = k; j < n && j < end; j++) {
    const REAL *column = from + (ptrdiff_t) j * column_stride;
    for (size_t i = 0; i < rows; i += 64 / sizeof (REAL))
      __builtin_prefetch (column + i);
    __builtin_prefetch (column + rows - 1);
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
  if (row_stride == 1) {
    const size_t whole = rows / QUAD * QUAD;
    for (size_t k = 0; k < n; k += FEW_COLUMNS) {
      if (k == 0)
        TYPED (fetch_columns) (0, 2 * FEW_COLUMNS, n, rows, from, column_stride);
      TYPED (fetch_columns) (k + 2 * FEW_COLUMNS, k + 3 * FEW_COLUMNS, n, rows, from, column_stride);
      TYPED (spread_columns) (n - k < FEW_COLUMNS ? n - k : FEW_COLUMNS, whole, from + (ptrdiff_t) k * column_stride, column_stride, style,
                              to + (ptrdiff_t) k * width, to_step);
    }
    i = whole;
  }
  for (; i < rows; i++)
    for (size_t k = 0; k < n; k++)
      TYPED (put) (to + (ptrdiff_t) i * to_step, k, from[(ptrdiff_t) i * row_stride + (ptrdiff_t) k * column_stride], style);
}

#undef FEW_COLUMNS
#undef QUAD
#undef STORE
#undef LOAD
#undef LANES
#undef V
#undef TYPED
