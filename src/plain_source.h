/* plain_source.h - the typed part of plain_loop.c, included once per number format (REAL, T (name)).

   SPDX-License-Identifier: GPL-3.0-or-later */

static void T (turn) (REAL *restrict y, const REAL *restrict x, size_t first, size_t second, REAL c, REAL s)
{
  const REAL a = x[first], b = x[second];
  y[first] = a * c - b * s;
  y[second] = b * c + a * s;
}

/* Tokens, with their heads. */
static void T (rows) (void *data, size_t worker, size_t begin, size_t end)
{
  const rome_rotation *r = data;
  const rome_extent *n = &r->extent;
  const size_t pairs = n->dim / 2;
  const int adjacent = r->runs[0].second == 1;
  (void) worker;
  for (size_t bs = begin; bs < end; bs++) {
    const REAL *c = (const REAL *) r->table.cos + bs % n->tokens * pairs, *s = (const REAL *) r->table.sin + bs % n->tokens * pairs;
    for (size_t h = 0; h < n->heads; h++) {
      const REAL *x = (const REAL *) r->x + (bs * n->heads + h) * n->dim;
      REAL *y = (REAL *) r->y + (bs * n->heads + h) * n->dim;
      if (adjacent)
        for (size_t k = 0; k < pairs; k++)
          T (turn) (y, x, 2 * k, 2 * k + 1, c[k], s[k]);
      else
        for (size_t k = 0; k < pairs; k++)
          T (turn) (y, x, k, k + pairs, c[k], s[k]);
    }
  }
}

/* Pairs, with all tokens of all heads. */
static void T (planes) (void *data, size_t worker, size_t begin, size_t end)
{
  const rome_rotation *r = data;
  const rome_extent *n = &r->extent;
  const size_t pairs = n->dim / 2, plane = n->batch * n->tokens;
  const int adjacent = r->runs[0].second == 1;
  (void) worker;
  for (size_t k = begin; k < end; k++) {
    const REAL *c = (const REAL *) r->table.cos + k * r->table.rows, *s = (const REAL *) r->table.sin + k * r->table.rows;
    const size_t first = adjacent ? 2 * k : k, apart = plane * n->heads * (adjacent ? 1 : pairs);
    for (size_t h = 0; h < n->heads; h++) {
      const REAL *x = (const REAL *) r->x + (first * n->heads + h) * plane;
      REAL *y = (REAL *) r->y + (first * n->heads + h) * plane;
      if (n->batch == 1)
        for (size_t t = 0; t < n->tokens; t++)
          T (turn) (y, x, t, t + apart, c[t], s[t]);
      else
        for (size_t t = 0; t < n->tokens; t++)
          for (size_t b = 0; b < n->batch; b++)
            T (turn) (y, x, t * n->batch + b, t * n->batch + b + apart, c[t], s[t]);
    }
  }
}
