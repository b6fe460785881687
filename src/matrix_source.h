/* matrix_source.h - the typed part of matrix.c, included once per number format (REAL, NAME).

   Both engines gather a block of heads into x (order by n, one head per column), make z = x * M for it, by a product or by
   picking, and finish with y = x .* C + z .* S while the block is in cache.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_ (a, b)
#define T(name) JOIN (name, NAME)

#define BLOCK 256 /* heads */

typedef struct {
  const rome_matrix_rotation *m;
  const rome_product *product; /* NULL: pick by source and sign */
  const size_t *source;
  const signed char *sign;
  REAL *scratch; /* per worker: x, z, and one row of C and S */
} T (matrix_job);

static size_t T (scratch_size) (size_t order)
{
  return 2 * BLOCK * order + 2 * order;
}

/* Batch entry, token and head of item e: heads first, so that neighbours share their angles. */
static void T (item) (const rome_rotation *r, size_t e, size_t *b, size_t *s, ptrdiff_t *x_at, ptrdiff_t *y_at)
{
  const size_t h = e % r->extent.heads, bs = e / r->extent.heads;
  *b = bs / r->extent.tokens;
  *s = bs % r->extent.tokens;
  *x_at = (ptrdiff_t) *b * r->x_stride.batch + (ptrdiff_t) *s * r->x_stride.token + (ptrdiff_t) h * r->x_stride.head;
  *y_at = (ptrdiff_t) *b * r->y_stride.batch + (ptrdiff_t) *s * r->y_stride.token + (ptrdiff_t) h * r->y_stride.head;
}

/* One table row for all columns; a table of one column per pair is spread over both members. */
static void T (load_angles) (const rome_matrix_rotation *m, size_t row, REAL *c, REAL *s)
{
  const rome_rotation *r = &m->rotation;
  const REAL *cos = (const REAL *) r->table.cos + row, *sin = (const REAL *) r->table.sin + row;
  if (r->table.wide) {
    for (size_t j = 0; j < m->order; j++) {
      c[j] = cos[j * r->table.rows];
      s[j] = r->inverse ? -sin[j * r->table.rows] : sin[j * r->table.rows];
    }
    return;
  }
  for (size_t n = 0, pair = 0; n < r->nruns; n++)
    for (size_t k = 0; k < r->runs[n].count; k++, pair++) {
      const size_t first = r->runs[n].first + k * r->runs[n].step, second = r->runs[n].second + k * r->runs[n].step;
      c[first] = c[second] = cos[pair * r->table.rows];
      s[first] = s[second] = r->inverse ? -sin[pair * r->table.rows] : sin[pair * r->table.rows];
    }
}

static void T (pick) (const T (matrix_job) *job, size_t n, const REAL *x, REAL *z)
{
  const size_t order = job->m->order;
  for (size_t k = 0; k < n; k++, x += order, z += order)
    for (size_t j = 0; j < order; j++)
      z[j] = job->sign[j] == 0 ? 0 : job->sign[j] > 0 ? x[job->source[j]] : -x[job->source[j]];
}

static void T (matrix_span) (void *data, size_t worker, size_t begin, size_t end)
{
  const T (matrix_job) *job = data;
  const rome_rotation *r = &job->m->rotation;
  const size_t order = job->m->order, n = end - begin;
  REAL *x = job->scratch + worker * T (scratch_size) (order), *z = x + BLOCK * order, *c = z + BLOCK * order, *s = c + order;
  const REAL *in = r->x;
  REAL *out = r->y;
  size_t b, token, row, loaded = (size_t) -1;
  ptrdiff_t x_at, y_at;
  for (size_t e = begin; e < end; e++) {
    T (item) (r, e, &b, &token, &x_at, &y_at);
    for (size_t j = 0; j < order; j++)
      x[(e - begin) * order + j] = in[x_at + (ptrdiff_t) (r->start + j) * r->x_stride.dim];
  }
  if (job->product)
    job->product->NAME (job->product->data, order, n, job->m->matrix, x, z);
  else
    T (pick) (job, n, x, z);
  for (size_t e = begin; e < end; e++, x += order, z += order) {
    T (item) (r, e, &b, &token, &x_at, &y_at);
    row = rotate_row (&r->rows, b, token);
    if (row != loaded)
      T (load_angles) (job->m, row, c, s);
    loaded = row;
    for (size_t d = 0; d < r->extent.dim; d++) {
      const size_t j = d - r->start;
      const ptrdiff_t to = y_at + (ptrdiff_t) d * r->y_stride.dim;
      out[to] = d >= r->start && j < order ? x[j] * c[j] + z[j] * s[j] : in[x_at + (ptrdiff_t) d * r->x_stride.dim];
    }
  }
}

static rome_status T (matrix_blocks) (T (matrix_job) *job, int threads, const rome_monitor *monitor)
{
  const rome_rotation *r = &job->m->rotation;
  const size_t items = r->extent.batch * r->extent.tokens * r->extent.heads;
  job->scratch = malloc (parallel_workers (threads) * (T (scratch_size) (job->m->order) + 1) * sizeof (REAL));
  if (!job->scratch)
    return ROME_NO_MEMORY;
  const rome_status status = parallel_spans (items, BLOCK, threads, T (matrix_span), job, monitor);
  free (job->scratch);
  return status;
}

static rome_status T (matrix_gemm) (const rome_matrix_rotation *m, const rome_product *product, const rome_monitor *monitor)
{
  T (matrix_job) job = {m, product, NULL, NULL, NULL};
  /* one worker: the product's library has threads of its own */
  return T (matrix_blocks) (&job, 1, monitor);
}

static rome_status T (matrix_select) (const rome_matrix_rotation *m, const size_t *source, const signed char *sign,
                                      const rome_monitor *monitor)
{
  T (matrix_job) job = {m, NULL, source, sign, NULL};
  return T (matrix_blocks) (&job, m->rotation.threads, monitor);
}

#undef BLOCK
#undef T
#undef JOIN
#undef JOIN_
