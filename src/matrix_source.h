/* matrix_source.h - the typed part of matrix.c, included once per number format: NAME, STORED and LOAD, STORE (elements), REAL
   and ARITHMETIC (type of the arithmetic and its name).

   Both engines gather a block of heads into x (order by n, one head per column), make p = x * P and z = x * M for it, by a
   product or by picking, and finish with y = p .* C + z .* S while the block is in cache.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_ (a, b)
#define T(name) JOIN (name, NAME)

#define BLOCK 256 /* heads */

typedef struct {
  const rome_matrix_rotation *m;
  const rome_product *product; /* NULL: pick as the selection says */
  const selection *s;
  const tile_product *tiles; /* or the matrix unit, where it is exact; NULL: none */
  REAL *scratch; /* per worker: x, p, z, and one row of C and S */
} T (matrix_job);

static size_t T (scratch_size) (size_t order)
{
  return 3 * BLOCK * order + 2 * order;
}

/* Batch entry, token and head of item e: heads first, so that neighbours share their angles. */
typedef struct {
  size_t b, s, h;
  ptrdiff_t x_at, y_at;
} T (item);

static T (item) T (item_of) (const rome_rotation *r, size_t e)
{
  const size_t h = e % r->extent.heads, bs = e / r->extent.heads;
  const ptrdiff_t b = (ptrdiff_t) (bs / r->extent.tokens), s = (ptrdiff_t) (bs % r->extent.tokens), k = (ptrdiff_t) h;
  return (T (item)) {(size_t) b, (size_t) s, h, b * r->x_stride.batch + s * r->x_stride.token + k * r->x_stride.head,
                     b * r->y_stride.batch + s * r->y_stride.token + k * r->y_stride.head};
}

/* One table row for all columns; a table of one column per pair is spread over both members. */
static void T (load_angles) (const rome_matrix_rotation *m, ptrdiff_t at, REAL *c, REAL *s)
{
  const rome_rotation *r = &m->rotation;
  const REAL *cos = (const REAL *) r->table.cos + at, *sin = (const REAL *) r->table.sin + at;
  const ptrdiff_t step = r->table.column_stride;
  for (size_t j = 0; j < m->order && r->table.wide; j++) {
    c[j] = cos[(ptrdiff_t) j * step];
    s[j] = r->inverse ? -sin[(ptrdiff_t) j * step] : sin[(ptrdiff_t) j * step];
  }
  for (size_t n = 0, pair = 0; n < r->nruns && !r->table.wide; n++)
    for (size_t k = 0; k < r->runs[n].count; k++, pair++) {
      const size_t first = r->runs[n].to_first + k * r->runs[n].to_step, second = r->runs[n].to_second + k * r->runs[n].to_step;
      c[first] = c[second] = cos[(ptrdiff_t) pair * step];
      s[first] = s[second] = r->inverse ? -sin[(ptrdiff_t) pair * step] : sin[(ptrdiff_t) pair * step];
    }
}

static void T (pick) (size_t order, size_t n, const size_t *source, const signed char *sign, const REAL *x, REAL *z)
{
  for (size_t k = 0; k < n; k++, x += order, z += order)
    for (size_t j = 0; j < order; j++)
      z[j] = sign[j] == 0 ? 0 : sign[j] > 0 ? x[source[j]] : -x[source[j]];
}

/* p = x * P (x itself for the identity) and z = x * M */
static const REAL *T (multiply) (const T (matrix_job) *job, size_t n, const REAL *x, REAL *p, REAL *z)
{
  const rome_matrix_rotation *m = job->m;
  if (job->tiles && TILES (job->tiles, n * m->order, n, x, p, z))
    return m->permutation ? p : x;
  if (job->product) {
    job->product->ARITHMETIC (job->product->data, m->order, n, m->matrix, x, z);
    if (m->permutation)
      job->product->ARITHMETIC (job->product->data, m->order, n, m->permutation, x, p);
  } else {
    T (pick) (m->order, n, job->s->of_m, job->s->m_sign, x, z);
    if (m->permutation)
      T (pick) (m->order, n, job->s->of_p, job->s->p_sign, x, p);
  }
  return m->permutation ? p : x;
}

static void T (write_item) (const rome_matrix_rotation *m, T (item) at, const REAL *p, const REAL *z, const REAL *c, const REAL *s)
{
  const rome_rotation *r = &m->rotation;
  const STORED *in = (const STORED *) r->x + at.x_at;
  STORED *out = (STORED *) r->y + at.y_at;
  for (size_t d = 0; d < r->extent.dim; d++) {
    const size_t j = d - r->start;
    STORED *to = out + (ptrdiff_t) d * r->y_stride.dim;
    if (d >= r->start && j < m->order)
      *to = STORE (p[j] * c[j] + z[j] * s[j]);
    else
      *to = in[(ptrdiff_t) d * r->x_stride.dim];
  }
}

static void T (matrix_span) (void *data, size_t worker, size_t begin, size_t end)
{
  const T (matrix_job) *job = data;
  const rome_rotation *r = &job->m->rotation;
  const size_t order = job->m->order, n = end - begin;
  REAL *x = job->scratch + worker * T (scratch_size) (order), *p_room = x + BLOCK * order, *z = p_room + BLOCK * order, *c = z + BLOCK * order,
       *s = c + order;
  for (size_t k = 0; k < n; k++) {
    const STORED *in = (const STORED *) r->x + T (item_of) (r, begin + k).x_at + (ptrdiff_t) r->start * r->x_stride.dim;
    for (size_t j = 0; j < order; j++)
      x[k * order + j] = LOAD (in[(ptrdiff_t) j * r->x_stride.dim]);
  }
  if (job->tiles)
    job->tiles->unit->begin ();
  const REAL *p = T (multiply) (job, n, x, p_room, z);
  if (job->tiles)
    job->tiles->unit->end ();
  ptrdiff_t loaded = 0;
  for (size_t k = 0; k < n; k++, p += order, z += order) {
    const T (item) at = T (item_of) (r, begin + k);
    const ptrdiff_t row = rotate_table_at (r, at.b, at.s, at.h);
    if (k == 0 || row != loaded)
      T (load_angles) (job->m, row, c, s);
    loaded = row;
    T (write_item) (job->m, at, p, z, c, s);
  }
}

static rome_status T (matrix_run) (const rome_matrix_rotation *m, const rome_product *product, const selection *s, const tile_product *tiles,
                                       const rome_monitor *monitor)
{
  const rome_rotation *r = &m->rotation;
  /* one worker for products: their library has threads of its own */
  const int threads = product ? 1 : r->threads;
  const size_t items = r->extent.batch * r->extent.tokens * r->extent.heads;
  T (matrix_job) job = {m, product, s, tiles, malloc (parallel_workers (items, BLOCK, threads) * (T (scratch_size) (m->order) + 1) * sizeof (REAL))};
  if (!job.scratch)
    return ROME_NO_MEMORY;
  const rome_status status = parallel_spans (items, BLOCK, threads, T (matrix_span), &job, monitor);
  free (job.scratch);
  return status;
}

#undef BLOCK
#undef T
#undef JOIN
#undef JOIN_
