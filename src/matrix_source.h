/* matrix_source.h - the typed part of matrix_run.c, included once per number format: NAME, STORED (its type), REAL and ARITHMETIC
   (type of the arithmetic and its name), BITS (an integer as wide as REAL), IS_REAL (whether STORED is REAL), WITH_TILES.

   A group of heads goes through four steps while it is in the cache: its columns are brought together where they lie apart, x * M
   (and x * P) are made, the sum y = p .* C + z .* S is, and y goes to its columns.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_ (a, b)
#define T(name) JOIN (name, NAME)

/* What pick takes. */
typedef struct {
  int32_t *source;
  BITS *keep, *flip;
} T (picked);

/* Memory of a worker: rows of `width` elements, as many as there are heads in a group. */
typedef struct {
  REAL *x, *p, *z, *c, *s, *tile_c, *tile_s;
  STORED *in, *out;
} T (room);

typedef struct {
  const rome_matrix_rotation *m;
  const rome_product *product; /* NULL: pick */
  const matrix_tiles *tiles;   /* NULL: none */
  walk walk;
  size_t group, width;
  int in_place;
  T (picked) of_m, of_p;
  char *memory;
  size_t memory_of_worker;
} T (matrix_job);

/* A group of heads: where they lie, which row of angles is theirs, and (in, out) their columns together, in the tensors or in a copy. */
typedef struct {
  const T (matrix_job) *job;
  T (room) *room;
  size_t n;
  const spot *at;
  const size_t *angle;
  const STORED *in[SPAN_MOST];
  STORED *out[SPAN_MOST];
} T (group);

/* ---- memory ---- */

/* Arrays that begin at multiples of 64 bytes. */
static size_t T (room_bytes) (size_t group, size_t width, int with_tiles)
{
  return group * width * ((with_tiles ? 7 : 5) * sizeof (REAL) + 2 * sizeof (STORED));
}

static T (room) T (room_at) (const T (matrix_job) *job, size_t worker)
{
  const size_t n = job->group * job->width;
  T (room) r = {.x = (REAL *) (void *) (job->memory + worker * job->memory_of_worker)};
  r.p = r.x + n, r.z = r.p + n, r.c = r.z + n, r.s = r.c + n;
  r.tile_c = r.s + n, r.tile_s = r.tile_c + (job->tiles ? n : 0);
  r.in = (STORED *) (r.tile_s + (job->tiles ? n : 0)), r.out = r.in + n;
  return r;
}

/* source and sign as pick takes them; memory for order elements of each. */
static T (picked) T (make_picked) (size_t order, const size_t *source, const signed char *sign, void *memory)
{
  T (picked) p = {.keep = memory};
  p.flip = p.keep + order;
  p.source = (int32_t *) (void *) (p.flip + order);
  for (size_t j = 0; j < order; j++) {
    p.source[j] = (int32_t) source[j];
    p.keep[j] = sign[j] ? -1 : 0;
    p.flip[j] = sign[j] < 0 ? (BITS) ((uint64_t) 1 << (8 * sizeof (BITS) - 1)) : 0;
  }
  return p;
}

/* ---- angles ---- */

/* Columns that lie apart become rows: a few at a time, because many at distances of a power of two would share a place in the cache. */
#define FEW 8
static void T (turn_over) (size_t n, size_t rows, const REAL *from, ptrdiff_t row_stride, ptrdiff_t column_stride, const rotate_spread_style *style,
                           REAL *to, ptrdiff_t to_step)
{
  for (size_t k = 0, few; k < n; k += few) {
    few = column_stride == 1 || rows < GROUP || n - k < FEW ? n - k : FEW;
    kernels ()->JOIN (spread, ARITHMETIC) (few, rows, from + (ptrdiff_t) k * column_stride, row_stride, column_stride, style,
                                           to + (style->twice ? 2 * k : k), to_step);
  }
}

/* Rows of the table that lie `row_stride` apart, for all columns; a table of one column per pair is spread over both members. */
static void T (spread_rows) (const T (matrix_job) *job, ptrdiff_t at, size_t rows, const REAL *table, int negate, REAL *to)
{
  const rome_rotation *r = &job->m->rotation;
  const ptrdiff_t row = r->table.row_stride, column = r->table.column_stride, step = (ptrdiff_t) job->m->order;
  const REAL *from = table + at;
  if (r->table.wide)
    T (turn_over) (job->m->order, rows, from, row, column, negate ? &negated : &as_is, to, step);
  for (size_t n = 0; n < r->nruns && !r->table.wide; from += (ptrdiff_t) r->runs[n].count * column, n++) {
    const rome_run *run = &r->runs[n];
    if (run->to_step == 2 && run->to_second == run->to_first + 1) {
      T (turn_over) (run->count, rows, from, row, column, negate ? &doubled_negated : &doubled, to + run->to_first, step);
    } else if (run->to_step == 1) {
      T (turn_over) (run->count, rows, from, row, column, negate ? &negated : &as_is, to + run->to_first, step);
      T (turn_over) (run->count, rows, from, row, column, negate ? &negated : &as_is, to + run->to_second, step);
    } else {
      for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < run->count; k++) {
          const REAL v = from[(ptrdiff_t) i * row + (ptrdiff_t) k * column];
          REAL *first = to + (ptrdiff_t) i * step + k * run->to_step;
          first[run->to_first] = first[run->to_second] = negate ? -v : v;
        }
    }
  }
}

/* The angles of as many of the heads as have at most job->group rows; their number.  Neighbours with the same row share it. */
static size_t T (load_angles) (const T (matrix_job) *job, const T (room) *room, size_t heads, const spot *at, size_t *angle)
{
  const rome_rotation *r = &job->m->rotation;
  const size_t order = job->m->order;
  ptrdiff_t from[SPAN_MOST];
  size_t n = 1, count = 1;
  from[0] = at[0].row;
  angle[0] = 0;
  for (; n < heads && (at[n].row == at[n - 1].row || count < job->group); n++) {
    if (at[n].row != at[n - 1].row)
      from[count++] = at[n].row;
    angle[n] = count - 1;
  }
  for (size_t i = 0, j; i < count; i = j) {
    for (j = i + 1; j < count && from[j] - from[j - 1] == r->table.row_stride;)
      j++;
    T (spread_rows) (job, from[i], j - i, r->table.cos, 0, room->c + i * order);
    T (spread_rows) (job, from[i], j - i, r->table.sin, r->inverse, room->s + i * order);
  }
#ifdef WITH_TILES
  for (size_t i = 0; job->tiles && i < count; i++) {
    job->tiles->unit->angles (order, room->c + i * order, room->tile_c + i * job->width);
    job->tiles->unit->angles (order, room->s + i * order, room->tile_s + i * job->width);
  }
#endif
  return n;
}

/* ---- columns that lie apart ---- */

#if IS_REAL
/* Whether the heads follow each other, so that a column of them is a piece of memory. */
static int T (are_neighbours) (const T (group) *g, int of_y)
{
  for (size_t k = 1; k < g->n; k++)
    if ((of_y ? g->at[k].y - g->at[k - 1].y : g->at[k].x - g->at[k - 1].x) != 1)
      return 0;
  return 1;
}
#endif

/* A few heads at a time, column by column: the lines of a column, which they share, are then used whole. */
static void T (read_columns) (const T (group) *g, const STORED *from, ptrdiff_t step)
{
  const size_t order = g->job->m->order, width = g->job->width;
#if IS_REAL
  if (T (are_neighbours) (g, 0)) {
    T (turn_over) (order, g->n, from + g->at[0].x, 1, step, &as_is, g->room->in, (ptrdiff_t) width);
    return;
  }
#endif
  for (size_t k = 0; k < g->n; k += GROUP)
    for (size_t j = 0; j < order; j++)
      for (size_t i = k; i < g->n && i < k + GROUP; i++)
        g->room->in[i * width + j] = from[g->at[i].x + (ptrdiff_t) j * step];
}

static void T (write_columns) (const T (group) *g, STORED *to, ptrdiff_t step)
{
  const size_t order = g->job->m->order, width = g->job->width;
#if IS_REAL
  if (T (are_neighbours) (g, 1)) {
    for (size_t j = 0; j < order; j += FEW) /* rows and columns change their parts */
      kernels ()->JOIN (spread, ARITHMETIC) (g->n, order - j < FEW ? order - j : FEW, g->room->out + j, 1, (ptrdiff_t) width, &as_is,
                                             to + g->at[0].y + (ptrdiff_t) j * step, step);
    return;
  }
#endif
  for (size_t k = 0; k < g->n; k += GROUP)
    for (size_t j = 0; j < order; j++)
      for (size_t i = k; i < g->n && i < k + GROUP; i++)
        to[g->at[i].y + (ptrdiff_t) j * step] = g->room->out[i * width + j];
}

static void T (bring_in) (T (group) *g)
{
  const rome_rotation *r = &g->job->m->rotation;
  const STORED *from = (const STORED *) r->x + (ptrdiff_t) r->start * r->x_stride.dim;
  STORED *to = (STORED *) r->y + (ptrdiff_t) r->start * r->y_stride.dim;
  for (size_t k = 0; k < g->n; k++) {
    g->in[k] = r->x_stride.dim == 1 ? from + g->at[k].x : g->room->in + k * g->job->width;
    g->out[k] = r->y_stride.dim == 1 ? to + g->at[k].y : g->room->out + k * g->job->width;
  }
  if (r->x_stride.dim != 1)
    T (read_columns) (g, from, r->x_stride.dim);
}

static void T (copy_columns) (const T (group) *g, size_t begin, size_t end)
{
  const rome_rotation *r = &g->job->m->rotation;
  for (size_t d = begin; d < end; d++)
    for (size_t k = 0; k < g->n; k++)
      ((STORED *) r->y)[g->at[k].y + (ptrdiff_t) d * r->y_stride.dim] = ((const STORED *) r->x)[g->at[k].x + (ptrdiff_t) d * r->x_stride.dim];
}

static void T (bring_out) (const T (group) *g)
{
  const rome_rotation *r = &g->job->m->rotation;
  if (r->y_stride.dim != 1)
    T (write_columns) (g, (STORED *) r->y + (ptrdiff_t) r->start * r->y_stride.dim, r->y_stride.dim);
  if (g->job->m->order < r->extent.dim && !g->job->in_place) {
    T (copy_columns) (g, 0, r->start);
    T (copy_columns) (g, r->start + g->job->m->order, r->extent.dim);
  }
}

/* ---- the three ways to x * M ---- */

/* The numbers of head k: where they lie, or in the room. */
static const REAL *T (numbers) (const T (group) *g, size_t k)
{
#if IS_REAL
  return g->in[k];
#else
  REAL *to = g->room->x + k * g->job->m->order;
  kernels ()->NAME.widen (g->job->m->order, g->in[k], to);
  return to;
#endif
}

static void T (combine) (const T (group) *g, size_t k, const REAL *p, const REAL *z)
{
  const size_t order = g->job->m->order, row = g->angle[k] * order;
  kernels ()->NAME.combine (order, p, z, g->room->c + row, g->room->s + row, g->out[k]);
}

static void T (pick_heads) (const T (group) *g, size_t begin, size_t end)
{
  const T (matrix_job) *job = g->job;
  const size_t order = job->m->order;
  const T (picked) *m = &job->of_m, *p = &job->of_p;
  for (size_t k = begin; k < end; k++) {
    const REAL *x = T (numbers) (g, k);
    kernels ()->JOIN (pick, ARITHMETIC) (order, m->source, m->keep, m->flip, x, g->room->z);
    if (job->m->permutation)
      kernels ()->JOIN (pick, ARITHMETIC) (order, p->source, p->keep, p->flip, x, g->room->p);
    T (combine) (g, k, job->m->permutation ? g->room->p : x, g->room->z);
  }
}

/* The heads as the columns of one array, where they lie if they do so there. */
static const REAL *T (all_numbers) (const T (group) *g)
{
  const size_t order = g->job->m->order;
  size_t k = 0;
#if IS_REAL
  while (k + 1 < g->n && g->in[k + 1] == g->in[k] + order)
    k++;
  if (k + 1 == g->n)
    return g->in[0];
#endif
  for (k = 0; k < g->n; k++)
    kernels ()->NAME.widen (order, g->in[k], g->room->x + k * order);
  return g->room->x;
}

static void T (multiply_heads) (const T (group) *g)
{
  const rome_matrix_rotation *m = g->job->m;
  const rome_product *product = g->job->product;
  const REAL *x = T (all_numbers) (g), *p = x;
  product->ARITHMETIC (product->data, m->order, g->n, m->matrix, x, g->room->z);
  if (m->permutation) {
    product->ARITHMETIC (product->data, m->order, g->n, m->permutation, x, g->room->p);
    p = g->room->p;
  }
  for (size_t k = 0; k < g->n; k++)
    T (combine) (g, k, p + k * m->order, g->room->z + k * m->order);
}

#ifdef WITH_TILES
/* Heads that the unit would change are picked. */
static void T (tile_heads) (const T (group) *g)
{
  const T (matrix_job) *job = g->job;
  const matrix_tiles *t = job->tiles;
  const rome_rotation *r = &job->m->rotation;
  for (size_t k = 0, n; k < g->n; k += n) {
    n = equally_spaced (g->n - k, g->at + k);
    tile_work w = {.order = job->m->order, .heads = n, .width = job->width, .x = g->in[k], .y = g->out[k], .x_step = (ptrdiff_t) job->width,
                   .y_step = (ptrdiff_t) job->width, .c = g->room->tile_c, .s = g->room->tile_s, .angle = g->angle + k,
                   .padded = g->room->in, .z = g->room->z, .p = g->room->p};
    if (r->x_stride.dim == 1)
      w.x_step = n > 1 ? g->at[k + 1].x - g->at[k].x : 0;
    else
      w.padded = (uint16_t *) (void *) g->room->x; /* the other is full */
    if (r->y_stride.dim == 1)
      w.y_step = n > 1 ? g->at[k + 1].y - g->at[k].y : 0;
    if (!t->unit->turn (t->matrix, t->permutation, &w))
      T (pick_heads) (g, k, k + n);
  }
}
#endif

/* ---- spans ---- */

static void T (turn_group) (T (group) *g)
{
  T (bring_in) (g);
  if (g->job->product)
    T (multiply_heads) (g);
#ifdef WITH_TILES
  else if (g->job->tiles)
    T (tile_heads) (g);
#endif
  else
    T (pick_heads) (g, 0, g->n);
  T (bring_out) (g);
}

static void T (matrix_span) (void *data, size_t worker, size_t begin, size_t end)
{
  const T (matrix_job) *job = data;
  T (room) room = T (room_at) (job, worker);
  spot at[SPAN_MOST];
  size_t angle[SPAN_MOST];
  const size_t heads = end - begin;
  T (group) g;
  g.job = job;
  g.room = &room;
  list_spots (&job->walk, begin, heads, at);
#ifdef WITH_TILES
  if (job->tiles)
    job->tiles->unit->begin ();
#endif
  for (size_t k = 0; k < heads;) {
    const size_t stop = k + T (load_angles) (job, &room, heads - k, at + k, angle + k);
    for (; k < stop; k += g.n) {
      g.n = stop - k < job->group ? stop - k : job->group;
      g.at = at + k;
      g.angle = angle + k;
      T (turn_group) (&g);
    }
  }
#ifdef WITH_TILES
  if (job->tiles)
    job->tiles->unit->end ();
#endif
}

static rome_status T (matrix_run) (const rome_matrix_rotation *m, const rome_product *product, const matrix_picks *picks, const matrix_tiles *tiles,
                                   const rome_monitor *monitor)
{
  const rome_rotation *r = &m->rotation;
  const size_t items = r->extent.batch * r->extent.tokens * r->extent.heads, order = m->order, span = span_of (order, product != NULL);
  /* a product may have threads of its own, and may not be ours to call from others */
  const int threads = product && !product->concurrent ? 1 : r->threads;
  T (matrix_job) job = {.m = m, .product = product, .tiles = tiles, .walk = walk_over (r), .group = product ? span : GROUP,
                        .width = (order + TILE_COLUMNS - 1) / TILE_COLUMNS * TILE_COLUMNS,
                        .in_place = r->x == r->y && memcmp (&r->x_stride, &r->y_stride, sizeof r->x_stride) == 0};
  const size_t picks_bytes = product ? 0 : (order + TILE_COLUMNS) / TILE_COLUMNS * TILE_COLUMNS * (2 * sizeof (BITS) + sizeof (int32_t));
  job.memory_of_worker = T (room_bytes) (job.group, job.width, tiles != NULL) + 64;
  const size_t all = parallel_workers (items, span, threads) * job.memory_of_worker;
  job.memory = aligned_alloc (64, all + 2 * picks_bytes);
  if (!job.memory)
    return ROME_NO_MEMORY;
  if (!product) {
    job.of_m = T (make_picked) (order, picks->of_m, picks->m_sign, job.memory + all);
    job.of_p = T (make_picked) (order, picks->of_p, picks->p_sign, job.memory + all + picks_bytes);
  }
  const rome_status status = parallel_spans_asking (items, span, threads, order < LARGE_ORDER ? PARALLEL_ROUND : 1, T (matrix_span), &job, monitor);
  free (job.memory);
  return status;
}

#undef FEW
#undef T
#undef JOIN
#undef JOIN_
