/* plain_source.h - the typed part of plain.c, included once per number format (REAL, T (name)).

   SPDX-License-Identifier: GPL-3.0-or-later */

static void T (turn) (REAL *restrict y, const REAL *restrict x, size_t first, size_t second, REAL c, REAL s)
{
  const REAL a = x[first], b = x[second];
  y[first] = a * c - b * s;
  y[second] = b * c + a * s;
}

static void T (rows) (const plain *p)
{
  const rome_extent *n = &p->of->rotation.extent;
  const size_t pairs = n->dim / 2;
  const int adjacent = p->of->pairing == ROME_INTERLEAVED;
#pragma omp parallel for num_threads(p->threads) if (p->threads > 1)
  for (size_t bs = 0; bs < n->batch * n->tokens; bs++) {
    const REAL *c = (const REAL *) p->cos + bs % n->tokens * pairs, *s = (const REAL *) p->sin + bs % n->tokens * pairs;
    for (size_t h = 0; h < n->heads; h++) {
      const REAL *x = (const REAL *) p->of->x + (bs * n->heads + h) * n->dim;
      REAL *y = (REAL *) p->of->y + (bs * n->heads + h) * n->dim;
      if (adjacent)
        for (size_t k = 0; k < pairs; k++)
          T (turn) (y, x, 2 * k, 2 * k + 1, c[k], s[k]);
      else
        for (size_t k = 0; k < pairs; k++)
          T (turn) (y, x, k, k + pairs, c[k], s[k]);
    }
  }
}

static void T (planes) (const plain *p)
{
  const rome_extent *n = &p->of->rotation.extent;
  const size_t pairs = n->dim / 2, plane = n->batch * n->tokens;
  const int adjacent = p->of->pairing == ROME_INTERLEAVED;
#pragma omp parallel for num_threads(p->threads) if (p->threads > 1)
  for (size_t k = 0; k < pairs; k++) {
    const REAL *c = (const REAL *) p->cos + k * n->tokens, *s = (const REAL *) p->sin + k * n->tokens;
    const size_t first = adjacent ? 2 * k : k, apart = plane * n->heads * (adjacent ? 1 : pairs);
    for (size_t h = 0; h < n->heads; h++) {
      const REAL *x = (const REAL *) p->of->x + (first * n->heads + h) * plane;
      REAL *y = (REAL *) p->of->y + (first * n->heads + h) * plane;
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

static void T (transpose) (const rome_extent *n, const REAL *from, REAL *to)
{
  for (size_t t = 0; t < n->tokens; t++)
    for (size_t k = 0; k < n->dim / 2; k++)
      to[t * (n->dim / 2) + k] = from[t + k * n->tokens];
}
