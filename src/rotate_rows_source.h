/* rotate_rows_source.h - heads whose columns lie together: the typed part of the rotation along the head dimension, included by
   rotate_source.h.

   The angles of a block of tokens are laid out once, row by row as the kernel reads them, and serve all heads and all batch
   entries that share them.

   SPDX-License-Identifier: GPL-3.0-or-later */

typedef struct {
  const rome_rotation *r;
  size_t group;
  const kernel_set *k;
  rotate_plan plan;
  REAL *angles;           /* per worker */
  unsigned char *stage;   /* per worker: finished parts on their way past the cache */
  size_t *held;           /* per worker: which block its angles belong to, plus 1 */
} T (rows_job);

/* Angles of all runs for some rows of the table that follow each other. */
static void T (spread_rows) (const T (rows_job) *job, ptrdiff_t at, size_t rows, REAL *to)
{
  const rome_rotation *r = job->r;
  const rotate_plan *plan = &job->plan;
  const REAL *c = (const REAL *) r->table.cos + at, *s = (const REAL *) r->table.sin + at;
  const ptrdiff_t step = (ptrdiff_t) plan->angles;
  for (size_t n = 0; n < r->nruns; n++)
    for (size_t k = 0; k < plan->nparts[n]; k++) {
      const rotate_angle_part *a = &plan->part[ROTATE_ANGLE_PARTS * n + k];
      job->k->SPREAD (a->columns, rows, (a->sine ? s : c) + a->first * r->table.column_stride, r->table.row_stride,
                      a->step * r->table.column_stride, &a->style, to + a->to, step);
    }
}

/* Angles of n tokens of batch entry b, for all heads or for each. */
static void T (load_block) (const T (rows_job) *job, size_t b, size_t s, size_t n, REAL *to)
{
  const rome_rotation *r = job->r;
  const size_t each = job->plan.angles;
  if (r->table.head_stride != 0) {
    for (size_t k = 0; k < n; k++)
      for (size_t h = 0; h < r->extent.heads; h++)
        T (spread_rows) (job, rotate_table_at (r, b, s + k, h), 1, to + (k * r->extent.heads + h) * each);
    return;
  }
  for (size_t k = 0, rows; k < n; k += rows) {
    const size_t first = rotate_table_row (&r->rows, b, s + k);
    for (rows = 1; k + rows < n && rotate_table_row (&r->rows, b, s + k + rows) == first + rows;)
      rows++;
    T (spread_rows) (job, rotate_table_at (r, b, s + k, 0), rows, to + k * each);
  }
}

/* Some heads of some tokens in each stream; through the stage, if there is one. */
static void T (turn_part) (const T (rows_job) *job, size_t worker, const ROWS *rows)
{
  const rotate_plan *plan = &job->plan;
  if (!plan->stage || rows->streams == 1) {
    job->k->NAME.rows (rows);
    return;
  }
  ROWS w = *rows;
  char *to[ROTATE_STREAMS];
  const char *from[ROTATE_STREAMS], *next[ROTATE_STREAMS];
  const size_t bytes = w.tokens * w.heads * job->r->extent.dim * sizeof (STORED);
  for (size_t q = 0; q < w.streams; q++) {
    unsigned char *stage = job->stage + (worker * ROTATE_STREAMS + q) * plan->stage;
    to[q] = (char *) w.y[q];
    from[q] = (const char *) stage;
    next[q] = (const char *) w.x[q] + w.ahead;
    w.y[q] = (STORED *) stage;
  }
  job->k->NAME.rows (&w);
  job->k->stream (w.streams, to, from, next, bytes);
}

/* Moves every stream on by some heads or tokens. */
static void T (move) (ROWS *w, ptrdiff_t x, ptrdiff_t y, ptrdiff_t angles)
{
  for (size_t q = 0; q < w->streams; q++) {
    w->x[q] += x;
    w->y[q] += y;
    w->angles[q] += angles;
  }
}

/* The streams: parts of the heads of one token. */
static void T (turn_token) (const T (rows_job) *job, size_t worker, ROWS w)
{
  const size_t part = w.heads / ROTATE_STREAMS, at_once = job->plan.at_once < part ? job->plan.at_once : part, rest = w.heads % ROTATE_STREAMS;
  const STORED *x = w.x[0];
  STORED *y = w.y[0];
  const REAL *angles = w.angles[0];
  w.streams = ROTATE_STREAMS;
  for (size_t q = 0; q < ROTATE_STREAMS; q++) {
    w.x[q] = x + (ptrdiff_t) (q * part) * w.x_head;
    w.y[q] = y + (ptrdiff_t) (q * part) * w.y_head;
    w.angles[q] = angles + (ptrdiff_t) (q * part) * w.angles_head;
  }
  for (size_t h = 0; h < part; h += at_once) {
    w.heads = part - h < at_once ? part - h : at_once;
    T (turn_part) (job, worker, &w);
    T (move) (&w, (ptrdiff_t) w.heads * w.x_head, (ptrdiff_t) w.heads * w.y_head, (ptrdiff_t) w.heads * w.angles_head);
  }
  if (rest > 0) { /* the last stream stands behind its last head */
    const ROWS last = {w.row, {w.x[ROTATE_STREAMS - 1]}, {w.y[ROTATE_STREAMS - 1]}, {w.angles[ROTATE_STREAMS - 1]}, 1, 1, rest, w.x_token,
                       w.x_head, w.y_token, w.y_head, w.angles_token, w.angles_head, w.ahead, w.fetch, w.together};
    T (turn_part) (job, worker, &last);
  }
}

/* The streams: parts of the tokens. */
static void T (turn_tokens) (const T (rows_job) *job, size_t worker, ROWS w)
{
  const size_t part = w.tokens / ROTATE_STREAMS, at_once = job->plan.at_once < part ? job->plan.at_once : part, rest = w.tokens % ROTATE_STREAMS;
  w.streams = ROTATE_STREAMS;
  for (size_t q = 1; q < ROTATE_STREAMS; q++) {
    w.x[q] = w.x[0] + (ptrdiff_t) (q * part) * w.x_token;
    w.y[q] = w.y[0] + (ptrdiff_t) (q * part) * w.y_token;
    w.angles[q] = w.angles[0] + (ptrdiff_t) (q * part) * w.angles_token;
  }
  for (size_t s = 0; s < part; s += at_once) {
    w.tokens = part - s < at_once ? part - s : at_once;
    T (turn_part) (job, worker, &w);
    T (move) (&w, (ptrdiff_t) w.tokens * w.x_token, (ptrdiff_t) w.tokens * w.y_token, (ptrdiff_t) w.tokens * w.angles_token);
  }
  if (rest > 0) {
    const ROWS last = {w.row, {w.x[ROTATE_STREAMS - 1]}, {w.y[ROTATE_STREAMS - 1]}, {w.angles[ROTATE_STREAMS - 1]}, 1, rest, w.heads, w.x_token,
                       w.x_head, w.y_token, w.y_head, w.angles_token, w.angles_head, w.ahead, w.fetch, w.together};
    T (turn_part) (job, worker, &last);
  }
}

/* Where no columns lie together: groups of elements that share each column's angle. */
static void T (turn_groups) (const T (rows_job) *job, const ROWS *w)
{
  const rotate_row *row = w->row;
  for (ptrdiff_t s = 0; s < (ptrdiff_t) w->tokens; s++)
    for (ptrdiff_t h = 0; h < (ptrdiff_t) w->heads; h++) {
      const STORED *x = w->x[0] + s * w->x_token + h * w->x_head;
      STORED *y = w->y[0] + s * w->y_token + h * w->y_head;
      const REAL *angles = w->angles[0] + s * w->angles_token + h * w->angles_head;
      for (size_t d = 0; d < job->r->extent.dim && x != y; d++) {
        if (d == row->before)
          d = row->after_at;
        for (size_t k = 0; k < job->group && d < job->r->extent.dim; k++)
          y[(ptrdiff_t) d * row->y_step + (ptrdiff_t) k] = x[(ptrdiff_t) d * row->x_step + (ptrdiff_t) k];
      }
      for (size_t n = 0; n < row->nruns; n++) {
        const rotate_run *a = &row->run[n];
        job->k->NAME.groups (a->count, job->group, (PAIRS) {x + a->x0, x + a->x1, y + a->y0, y + a->y1}, a->x_step, a->y_step, 1,
                             (TURNS) {angles + a->c0, angles + a->s0, angles + a->c1, angles + a->s1}, w->ahead, w->fetch);
      }
    }
}

/* Tokens [s, s + n) of batch entry b with all heads. */
static void T (turn_block) (const T (rows_job) *job, size_t worker, size_t b, size_t s, size_t n, const REAL *angles)
{
  const rome_rotation *r = job->r;
  const rotate_plan *plan = &job->plan;
  const size_t rows_of_angles = r->table.head_stride != 0 ? r->extent.heads : 1;
  ROWS w = {.row = &plan->row, .streams = 1, .tokens = n, .heads = r->extent.heads,
            .x_token = r->x_stride.token, .x_head = r->x_stride.head, .y_token = r->y_stride.token, .y_head = r->y_stride.head,
            .angles_token = (ptrdiff_t) (rows_of_angles * plan->angles), .angles_head = r->table.head_stride != 0 ? (ptrdiff_t) plan->angles : 0,
            .ahead = plan->ahead, .fetch = plan->fetch, .together = plan->together};
  w.x[0] = (const STORED *) r->x + (ptrdiff_t) b * r->x_stride.batch + (ptrdiff_t) s * r->x_stride.token;
  w.y[0] = (STORED *) r->y + (ptrdiff_t) b * r->y_stride.batch + (ptrdiff_t) s * r->y_stride.token;
  w.angles[0] = angles;
  if (job->group > 1)
    T (turn_groups) (job, &w);
  else if (plan->streams == STREAMS_OF_TOKENS)
    T (turn_tokens) (job, worker, w);
  else if (plan->streams == STREAMS_OF_HEADS)
    for (w.tokens = 1; n > 0; n--, T (move) (&w, w.x_token, w.y_token, w.angles_token))
      T (turn_token) (job, worker, w);
  else
    T (turn_part) (job, worker, &w);
}

/* Blocks [begin, end) of tokens; the batch entries of a block follow each other if they share its angles and there are few heads
   to share them. */
static void T (rows_span) (void *data, size_t worker, size_t begin, size_t end)
{
  const T (rows_job) *job = data;
  const rome_rotation *r = job->r;
  const rotate_plan *plan = &job->plan;
  REAL *angles = job->angles + worker * plan->angles_room;
  for (size_t e = begin; e < end; e++) {
    const size_t block = plan->batch_inside ? e / r->extent.batch : e % plan->blocks, b = plan->batch_inside ? e % r->extent.batch : e / plan->blocks;
    const size_t s = block * plan->tokens, left = r->extent.tokens - s, n = left < plan->tokens ? left : plan->tokens;
    const size_t wanted = (plan->batch_inside ? block : e) + 1;
    if (job->held[worker] != wanted)
      T (load_block) (job, b, s, n, angles);
    job->held[worker] = wanted;
    T (turn_block) (job, worker, b, s, n, angles);
  }
  if (plan->stage)
    job->k->stream_done ();
}

static rome_status T (turn_along_dim) (const rotate_task *task, const rome_monitor *monitor)
{
  const rome_rotation *r = &task->r;
  T (rows_job) job = {.r = r, .group = task->group, .k = kernels ()};
  rotate_small small;
  rome_status status = rotate_plan_make (&job.plan, task, sizeof (STORED), sizeof (REAL), job.k->streams_past_cache, &small);
  if (status != ROME_OK)
    return status;
  const rotate_plan *plan = &job.plan;
  const size_t workers = parallel_workers (plan->count, plan->grain, r->threads);
  const size_t bytes = workers * (plan->angles_room * sizeof (REAL) + ROTATE_STREAMS * plan->stage + sizeof (size_t)) + ROTATE_LINE;
  unsigned char *memory = bytes <= sizeof small.memory ? small.memory : malloc (bytes);
  if (memory) {
    unsigned char *aligned = memory + -(uintptr_t) memory % ROTATE_LINE;
    job.angles = (REAL *) aligned;
    job.stage = aligned + workers * plan->angles_room * sizeof (REAL);
    job.held = (size_t *) (job.stage + workers * ROTATE_STREAMS * plan->stage);
    memset (job.held, 0, workers * sizeof (size_t));
    status = parallel_spans (plan->count, plan->grain, r->threads, T (rows_span), &job, monitor);
  }
  if (memory != small.memory)
    free (memory);
  rotate_plan_free (&job.plan, &small);
  return memory ? status : ROME_NO_MEMORY;
}
