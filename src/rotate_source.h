/* rotate_source.h - the typed part of rotate.c, included once per number format: NAME, STORED (type of an element), REAL and
   ANGLES (type of the angles and its name).

   SPDX-License-Identifier: GPL-3.0-or-later */
#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_ (a, b)
#define T(name) JOIN (name, NAME)
#define PAIRS JOIN (rotate_pairs, NAME)
#define TURNS JOIN (rotate_angles, ANGLES)

typedef struct {
  const rome_rotation *r;
  const kernel_set *k;
  walk walk;
  size_t pairs;
  REAL *scratch; /* along the head dimension: the angles of one row, for each worker */
} T (job);

/* Angles of many pairs or of many elements: cos and sin at the first and second member; c1 = c0, s1 = s0 unless the table is
   wide. */
typedef struct {
  REAL *c0, *s0, *c1, *s1;
} T (angles);

static inline void T (load) (const rome_rotation *r, ptrdiff_t first, ptrdiff_t second, T (angles) a, size_t k)
{
  const REAL *c = r->table.cos, *s = r->table.sin;
  a.c0[k] = c[first];
  a.s0[k] = r->inverse ? -s[first] : s[first];
  if (r->table.wide) {
    a.c1[k] = c[second];
    a.s1[k] = r->inverse ? -s[second] : s[second];
  }
}

/* Table columns of pair k of a run (pair number `pair` overall), in elements. */
static inline void T (columns) (const rome_rotation *r, const rome_run *run, size_t k, size_t pair, ptrdiff_t *first, ptrdiff_t *second)
{
  /* a wide table belongs to the columns that are written, or read on the way back */
  const size_t a = r->inverse ? run->first + k * run->step : run->to_first + k * run->to_step;
  const size_t b = r->inverse ? run->second + k * run->step : run->to_second + k * run->to_step;
  *first = (ptrdiff_t) (r->table.wide ? a : pair) * r->table.column_stride;
  *second = (ptrdiff_t) (r->table.wide ? b : pair) * r->table.column_stride;
}

/* ---- along the head dimension ---- */

static void T (load_row) (const rome_rotation *r, ptrdiff_t at, T (angles) a)
{
  for (size_t n = 0, pair = 0; n < r->nruns; n++)
    for (size_t k = 0; k < r->runs[n].count; k++, pair++) {
      ptrdiff_t first, second;
      T (columns) (r, &r->runs[n], k, pair, &first, &second);
      T (load) (r, at + first, at + second, a, pair);
    }
}

/* Columns outside [start, start + width) of one head. */
static void T (copy_rest_of_head) (const rome_rotation *r, size_t width, const STORED *x, STORED *y)
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

static void T (rotate_run) (const T (job) *job, const rome_run *run, PAIRS p, TURNS t)
{
  const ptrdiff_t xs = job->r->x_stride.dim, ys = job->r->y_stride.dim;
  const int close = xs == 1 && ys == 1;
  const int unit_in = run->step == 1, unit_out = run->to_step == 1;
  const int adjacent_in = run->step == 2 && run->second == run->first + 1, adjacent_out = run->to_step == 2 && run->to_second == run->to_first + 1;
  if (close && unit_in && unit_out)
    job->k->NAME.unit (run->count, p, t);
  else if (close && adjacent_in && adjacent_out)
    job->k->NAME.adjacent (run->count, p, t);
  else if (close && adjacent_in && unit_out)
    job->k->NAME.split (run->count, p, t);
  else if (close && unit_in && adjacent_out)
    job->k->NAME.merge (run->count, p, t);
  else
    job->k->NAME.strided (run->count, p, (ptrdiff_t) run->step * xs, (ptrdiff_t) run->to_step * ys, 1, t);
}

/* One head: kernels along the pairs. */
static void T (rotate_head) (const T (job) *job, const STORED *x, STORED *y, T (angles) a)
{
  const rome_rotation *r = job->r;
  const ptrdiff_t xs = r->x_stride.dim, ys = r->y_stride.dim;
  T (copy_rest_of_head) (r, 2 * job->pairs, x, y);
  x += (ptrdiff_t) r->start * xs;
  y += (ptrdiff_t) r->start * ys;
  for (size_t n = 0, pair = 0; n < r->nruns; pair += r->runs[n].count, n++) {
    const rome_run *run = &r->runs[n];
    const PAIRS p = {x + (ptrdiff_t) run->first * xs, x + (ptrdiff_t) run->second * xs, y + (ptrdiff_t) run->to_first * ys,
                     y + (ptrdiff_t) run->to_second * ys};
    const TURNS t = {a.c0 + pair, a.s0 + pair, a.c1 + pair, a.s1 + pair};
    T (rotate_run) (job, run, p, t);
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
    const STORED *x = (const STORED *) r->x + (ptrdiff_t) b * r->x_stride.batch + (ptrdiff_t) s * r->x_stride.token;
    STORED *y = (STORED *) r->y + (ptrdiff_t) b * r->y_stride.batch + (ptrdiff_t) s * r->y_stride.token;
    for (size_t h = 0; h < r->extent.heads; h++) {
      if (job->pairs > 0 && (h == 0 || r->table.head_stride != 0))
        T (load_row) (r, rotate_table_at (r, b, s, h), a);
      T (rotate_head) (job, x + (ptrdiff_t) h * r->x_stride.head, y + (ptrdiff_t) h * r->y_stride.head, a);
    }
  }
}

/* ---- along tokens or heads ---- */

/* A part of a line: n elements from e on; along tokens for head `other`. */
typedef struct {
  size_t line, e, n, other;
} T (part);

/* Batch entry, token and head of element e + k of a part. */
static inline void T (place) (const T (job) *job, const T (part) *part, size_t k, size_t *b, size_t *s, size_t *h)
{
  const size_t e = part->e + k, batch = job->r->extent.batch;
  if (job->walk.way == ALONG_TOKENS) {
    *b = job->walk.batch_first ? e % batch : part->line;
    *s = job->walk.batch_first ? e / batch : e;
    *h = part->other;
  } else if (job->walk.way == ALONG_BATCH) {
    *b = e;
    *s = part->line % job->r->extent.tokens;
    *h = part->line / job->r->extent.tokens;
  } else {
    *b = job->walk.batch_first ? e % batch : part->line / job->r->extent.tokens;
    *s = job->walk.batch_first ? part->line : part->line % job->r->extent.tokens;
    *h = job->walk.batch_first ? e / batch : e;
  }
}

/* Angles of the elements of a part for one pair of table columns. */
static void T (load_part) (const T (job) *job, const T (part) *part, size_t n, ptrdiff_t first, ptrdiff_t second, T (angles) a)
{
  for (size_t k = 0; k < n; k++) {
    size_t b, s, h;
    T (place) (job, part, k, &b, &s, &h);
    const ptrdiff_t at = rotate_table_at (job->r, b, s, h);
    T (load) (job->r, at + first, at + second, a, k);
  }
}

/* The common case of consecutive rows: no division and no look-up per element. */
static int T (load_consecutive) (const T (job) *job, const T (part) *part, ptrdiff_t first, ptrdiff_t second, T (angles) a)
{
  const rome_rotation *r = job->r;
  if (job->walk.way != ALONG_TOKENS || job->walk.batch_first || r->rows.row || r->table.row_stride != 1)
    return 0;
  size_t b, s, h;
  T (place) (job, part, 0, &b, &s, &h);
  const ptrdiff_t at = rotate_table_at (r, b, s, h);
  for (size_t k = 0; k < part->n; k++)
    T (load) (r, at + first + (ptrdiff_t) k, at + second + (ptrdiff_t) k, a, k);
  return 1;
}

static void T (copy_columns) (const T (job) *job, const STORED *x, STORED *y, size_t n)
{
  const rome_rotation *r = job->r;
  if (x == y)
    return;
  for (size_t d = 0; d < r->extent.dim; d++) {
    if (d == r->start)
      d += 2 * job->pairs;
    if (d >= r->extent.dim)
      return;
    const STORED *from = x + (ptrdiff_t) d * r->x_stride.dim;
    STORED *to = y + (ptrdiff_t) d * r->y_stride.dim;
    for (size_t k = 0; k < n; k++)
      to[(ptrdiff_t) k * job->walk.y_step] = from[(ptrdiff_t) k * job->walk.x_step];
  }
}

/* One pair of columns of one part. */
static void T (rotate_part) (const T (job) *job, const rome_run *run, size_t k, const STORED *x, STORED *y, size_t n, int same, T (angles) a)
{
  const rome_rotation *r = job->r;
  const ptrdiff_t start = (ptrdiff_t) r->start, step = (ptrdiff_t) (k * run->step), to_step = (ptrdiff_t) (k * run->to_step);
  const PAIRS p = {x + (start + (ptrdiff_t) run->first + step) * r->x_stride.dim, x + (start + (ptrdiff_t) run->second + step) * r->x_stride.dim,
                   y + (start + (ptrdiff_t) run->to_first + to_step) * r->y_stride.dim,
                   y + (start + (ptrdiff_t) run->to_second + to_step) * r->y_stride.dim};
  const TURNS t = {a.c0, a.s0, a.c1, a.s1};
  const int close = job->walk.x_step == 1 && job->walk.y_step == 1;
  if (close && same)
    job->k->NAME.same_angle (n, p, t);
  else if (close)
    job->k->NAME.unit (n, p, t);
  else
    job->k->NAME.strided (n, p, job->walk.x_step, job->walk.y_step, same ? 0 : 1, t);
}

/* Start of a part in x or y. */
static ptrdiff_t T (part_at) (const T (job) *job, const T (part) *part, const rome_stride *stride)
{
  size_t b, s, h;
  T (place) (job, part, 0, &b, &s, &h);
  return (ptrdiff_t) b * stride->batch + (ptrdiff_t) s * stride->token + (ptrdiff_t) h * stride->head;
}

/* All pairs of a part.  Along tokens the angles of a pair serve all heads, if they share them. */
static void T (rotate_parts) (const T (job) *job, T (part) part, T (angles) a)
{
  const rome_rotation *r = job->r;
  const size_t others = job->walk.way == ALONG_TOKENS ? r->extent.heads : 1;
  const int heads_share = r->table.head_stride == 0, batch_shares = rotate_batch_shares (r);
  const int same = job->walk.way == ALONG_BATCH ? batch_shares
                   : job->walk.way == ALONG_HEADS && heads_share && (!job->walk.batch_first || batch_shares);
  for (part.other = 0; part.other < others; part.other++)
    T (copy_columns) (job, (const STORED *) r->x + T (part_at) (job, &part, &r->x_stride), (STORED *) r->y + T (part_at) (job, &part, &r->y_stride), part.n);
  for (size_t m = 0, pair = 0; m < r->nruns; m++)
    for (size_t k = 0; k < r->runs[m].count; k++, pair++) {
      ptrdiff_t first, second;
      T (columns) (r, &r->runs[m], k, pair, &first, &second);
      for (part.other = 0; part.other < others; part.other++) {
        if ((part.other == 0 || r->table.head_stride != 0) && (same || !T (load_consecutive) (job, &part, first, second, a)))
          T (load_part) (job, &part, same ? 1 : part.n, first, second, a);
        T (rotate_part) (job, &r->runs[m], k, (const STORED *) r->x + T (part_at) (job, &part, &r->x_stride),
                         (STORED *) r->y + T (part_at) (job, &part, &r->y_stride), part.n, same, a);
      }
    }
}

/* Chunks [begin, end) of the lines. */
static void T (span_along_lines) (void *data, size_t worker, size_t begin, size_t end)
{
  const T (job) *job = data;
  const size_t chunks = (job->walk.length + CHUNK - 1) / CHUNK;
  REAL c0[CHUNK], s0[CHUNK], c1[CHUNK], s1[CHUNK];
  const T (angles) a = job->r->table.wide ? (T (angles)) {c0, s0, c1, s1} : (T (angles)) {c0, s0, c0, s0};
  (void) worker;
  for (size_t chunk = begin; chunk < end; chunk++) {
    const size_t e = chunk % chunks * CHUNK, left = job->walk.length - e;
    T (rotate_parts) (job, (T (part)) {chunk / chunks, e, left < CHUNK ? left : CHUNK, 0}, a);
  }
}

/* ---- both ---- */

static rome_status T (rotate) (const rome_rotation *r, const rome_monitor *monitor)
{
  T (job) job = {r, kernels (), choose_walk (r), rotate_width (r) / 2, NULL};
  const size_t token_size = r->extent.heads * r->extent.dim;
  if (job.walk.way != ALONG_DIM) {
    const size_t chunks = job.walk.lines * ((job.walk.length + CHUNK - 1) / CHUNK);
    const size_t chunk_size = r->extent.batch * r->extent.tokens * token_size / chunks + 1;
    return parallel_spans (chunks, chunk_size < 65536 ? 65536 / chunk_size : 1, r->threads, T (span_along_lines), &job, monitor);
  }
  const size_t count = r->extent.batch * r->extent.tokens, grain = token_size < 65536 ? 65536 / token_size : 1;
  job.scratch = malloc (parallel_workers (count, grain, r->threads) * (4 * job.pairs + 1) * sizeof (REAL));
  if (!job.scratch)
    return ROME_NO_MEMORY;
  const rome_status status = parallel_spans (count, grain, r->threads, T (span_along_dim), &job, monitor);
  free (job.scratch);
  return status;
}

#undef TURNS
#undef PAIRS
#undef T
#undef JOIN
#undef JOIN_
