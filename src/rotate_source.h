/* rotate_source.h - the typed part of rotate.c, included once per number format (REAL, NAME).

   SPDX-License-Identifier: GPL-3.0-or-later */
#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_ (a, b)
#define T(name) JOIN (name, NAME)

typedef struct {
  const rome_rotation *r;
  const kernel_set *k;
  token_lines lines;
  size_t pairs;
  REAL *scratch; /* along the head dimension: the angles of one row, for each worker */
} T (job);

/* Angles of n (row) entries for one pair, or of all pairs for one row: cos and sin at the first and second member. */
typedef struct {
  REAL *c0, *s0, *c1, *s1;
} T (angles);

static inline REAL T (signed_sine) (const rome_rotation *r, REAL s)
{
  return r->inverse ? -s : s;
}

/* Column of the table for pair k of a run (pair number `pair` overall): first and second member. */
static inline void T (columns) (const rome_rotation *r, const rome_run *run, size_t k, size_t pair, size_t *first, size_t *second)
{
  *first = r->table.wide ? run->first + k * run->step : pair;
  *second = r->table.wide ? run->second + k * run->step : pair;
}

/* All pairs of one table row. */
static void T (load_row) (const rome_rotation *r, size_t row, T (angles) a)
{
  const REAL *c = (const REAL *) r->table.cos + row, *s = (const REAL *) r->table.sin + row;
  const size_t rows = r->table.rows;
  for (size_t n = 0, pair = 0; n < r->nruns; n++)
    for (size_t k = 0; k < r->runs[n].count; k++, pair++) {
      size_t first, second;
      T (columns) (r, &r->runs[n], k, pair, &first, &second);
      a.c0[pair] = c[first * rows];
      a.s0[pair] = T (signed_sine) (r, s[first * rows]);
      if (r->table.wide) {
        a.c1[pair] = c[second * rows];
        a.s1[pair] = T (signed_sine) (r, s[second * rows]);
      }
    }
}

/* Columns outside [start, start + width) of one head. */
static void T (copy_rest_of_head) (const rome_rotation *r, size_t width, const REAL *x, REAL *y)
{
  const ptrdiff_t xs = r->x_stride.dim, ys = r->y_stride.dim;
  if (x == y)
    return;
  for (size_t d = 0; d < r->extent.dim; d++) {
    if (d == r->start)
      d += width;
    if (d < r->extent.dim)
      y[(ptrdiff_t) d * ys] = x[(ptrdiff_t) d * xs];
  }
}

/* One head: kernels along the pairs. */
static void T (rotate_head) (const T (job) *job, const REAL *x, REAL *y, T (angles) a)
{
  const rome_rotation *r = job->r;
  const ptrdiff_t xs = r->x_stride.dim, ys = r->y_stride.dim;
  T (copy_rest_of_head) (r, 2 * job->pairs, x, y);
  x += (ptrdiff_t) r->start * xs;
  y += (ptrdiff_t) r->start * ys;
  for (size_t n = 0, pair = 0; n < r->nruns; pair += r->runs[n].count, n++) {
    const rome_run *run = &r->runs[n];
    const ptrdiff_t first = (ptrdiff_t) run->first, second = (ptrdiff_t) run->second, step = (ptrdiff_t) run->step;
    const JOIN (rotate_pairs, NAME) p = {x + first * xs, x + second * xs, y + first * ys, y + second * ys};
    const JOIN (rotate_angles, NAME) t = {a.c0 + pair, a.s0 + pair, a.c1 + pair, a.s1 + pair};
    if (xs == 1 && ys == 1 && step == 1)
      job->k->NAME.unit (run->count, p, t);
    else if (xs == 1 && ys == 1 && step == 2 && second == first + 1)
      job->k->NAME.adjacent (run->count, p, t);
    else
      job->k->NAME.strided (run->count, p, step * xs, step * ys, 1, t);
  }
}

/* Tokens [begin, end) of the batch entries, taken one after the other, with all their heads. */
static void T (span_along_dim) (void *data, size_t worker, size_t begin, size_t end)
{
  const T (job) *job = data;
  const rome_rotation *r = job->r;
  REAL *scratch = job->scratch + 4 * worker * job->pairs;
  T (angles) a = {scratch, scratch + job->pairs, scratch, scratch + job->pairs};
  if (r->table.wide) {
    a.c1 = scratch + 2 * job->pairs;
    a.s1 = scratch + 3 * job->pairs;
  }
  for (size_t e = begin; e < end; e++) {
    const size_t b = e / r->extent.tokens, s = e % r->extent.tokens;
    T (load_row) (r, rotate_row (&r->rows, b, s), a);
    const REAL *x = (const REAL *) r->x + (ptrdiff_t) b * r->x_stride.batch + (ptrdiff_t) s * r->x_stride.token;
    REAL *y = (REAL *) r->y + (ptrdiff_t) b * r->y_stride.batch + (ptrdiff_t) s * r->y_stride.token;
    for (size_t h = 0; h < r->extent.heads; h++)
      T (rotate_head) (job, x + (ptrdiff_t) h * r->x_stride.head, y + (ptrdiff_t) h * r->y_stride.head, a);
  }
}

/* Angles of one pair for elements [e, e + n) of a line. */
static void T (load_column) (const T (job) *job, size_t line, size_t e, size_t n, size_t first, size_t second, T (angles) a)
{
  const rome_rotation *r = job->r;
  const REAL *c0 = (const REAL *) r->table.cos + first * r->table.rows, *s0 = (const REAL *) r->table.sin + first * r->table.rows;
  const REAL *c1 = (const REAL *) r->table.cos + second * r->table.rows, *s1 = (const REAL *) r->table.sin + second * r->table.rows;
  size_t b = job->lines.batch_first ? e % r->extent.batch : line;
  size_t s = job->lines.batch_first ? e / r->extent.batch : e;
  for (size_t k = 0; k < n; k++) {
    const size_t row = rotate_row (&r->rows, b, s);
    a.c0[k] = c0[row];
    a.s0[k] = T (signed_sine) (r, s0[row]);
    if (r->table.wide) {
      a.c1[k] = c1[row];
      a.s1[k] = T (signed_sine) (r, s1[row]);
    }
    if (!job->lines.batch_first)
      s++;
    else if (++b == r->extent.batch)
      b = 0, s++;
  }
}

/* One pair of columns, elements [e, e + n) of a line, all heads. */
static void T (rotate_columns) (const T (job) *job, const REAL *x, REAL *y, size_t first, size_t second, size_t n, T (angles) a)
{
  const rome_rotation *r = job->r;
  const JOIN (rotate_angles, NAME) t = {a.c0, a.s0, a.c1, a.s1};
  const ptrdiff_t x0 = (ptrdiff_t) (r->start + first) * r->x_stride.dim, x1 = (ptrdiff_t) (r->start + second) * r->x_stride.dim;
  const ptrdiff_t y0 = (ptrdiff_t) (r->start + first) * r->y_stride.dim, y1 = (ptrdiff_t) (r->start + second) * r->y_stride.dim;
  for (size_t h = 0; h < r->extent.heads; h++, x += r->x_stride.head, y += r->y_stride.head) {
    const JOIN (rotate_pairs, NAME) p = {x + x0, x + x1, y + y0, y + y1};
    if (job->lines.x_step == 1 && job->lines.y_step == 1)
      job->k->NAME.unit (n, p, t);
    else
      job->k->NAME.strided (n, p, job->lines.x_step, job->lines.y_step, 1, t);
  }
}

/* Columns outside the rotated window, elements [e, e + n) of a line whose first element x and y point to. */
static void T (copy_columns) (const T (job) *job, const REAL *x, REAL *y, size_t n)
{
  const rome_rotation *r = job->r;
  if (x == y)
    return;
  for (size_t d = 0; d < r->extent.dim; d++) {
    if (d == r->start)
      d += 2 * job->pairs;
    if (d >= r->extent.dim)
      return;
    for (size_t h = 0; h < r->extent.heads; h++) {
      const REAL *from = x + (ptrdiff_t) d * r->x_stride.dim + (ptrdiff_t) h * r->x_stride.head;
      REAL *to = y + (ptrdiff_t) d * r->y_stride.dim + (ptrdiff_t) h * r->y_stride.head;
      for (size_t k = 0; k < n; k++)
        to[(ptrdiff_t) k * job->lines.y_step] = from[(ptrdiff_t) k * job->lines.x_step];
    }
  }
}

/* Chunks [begin, end) of the lines. */
static void T (span_along_tokens) (void *data, size_t worker, size_t begin, size_t end)
{
  (void) worker;
  const T (job) *job = data;
  const rome_rotation *r = job->r;
  const size_t chunks = (job->lines.length + CHUNK - 1) / CHUNK;
  REAL c0[CHUNK], s0[CHUNK], c1[CHUNK], s1[CHUNK];
  const T (angles) a = r->table.wide ? (T (angles)) {c0, s0, c1, s1} : (T (angles)) {c0, s0, c0, s0};
  for (size_t chunk = begin; chunk < end; chunk++) {
    const size_t line = chunk / chunks, e = chunk % chunks * CHUNK;
    const size_t n = job->lines.length - e < CHUNK ? job->lines.length - e : CHUNK;
    const REAL *x = (const REAL *) r->x + (ptrdiff_t) line * job->lines.x_line + (ptrdiff_t) e * job->lines.x_step;
    REAL *y = (REAL *) r->y + (ptrdiff_t) line * job->lines.y_line + (ptrdiff_t) e * job->lines.y_step;
    T (copy_columns) (job, x, y, n);
    for (size_t m = 0, pair = 0; m < r->nruns; m++)
      for (size_t k = 0; k < r->runs[m].count; k++, pair++) {
        const size_t first = r->runs[m].first + k * r->runs[m].step, second = r->runs[m].second + k * r->runs[m].step;
        size_t column0, column1;
        T (columns) (r, &r->runs[m], k, pair, &column0, &column1);
        T (load_column) (job, line, e, n, column0, column1, a);
        T (rotate_columns) (job, x, y, first, second, n, a);
      }
  }
}

static rome_status T (rotate) (const rome_rotation *r, const rome_monitor *monitor)
{
  T (job) job = {r, kernels (), make_lines (r), rotate_width (r) / 2, NULL};
  if (choose_direction (r) == ALONG_DIM) {
    const size_t token_size = r->extent.heads * r->extent.dim;
    job.scratch = malloc (parallel_workers (r->threads) * (4 * job.pairs + 1) * sizeof (REAL));
    if (!job.scratch)
      return ROME_NO_MEMORY;
    const rome_status status = parallel_spans (r->extent.batch * r->extent.tokens, token_size < 65536 ? 65536 / token_size : 1,
                                               r->threads, T (span_along_dim), &job, monitor);
    free (job.scratch);
    return status;
  }
  const size_t chunks = job.lines.lines * ((job.lines.length + CHUNK - 1) / CHUNK);
  return parallel_spans (chunks, 1, r->threads, T (span_along_tokens), &job, monitor);
}

#undef T
#undef JOIN
#undef JOIN_
