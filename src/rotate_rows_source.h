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

/* Some heads of some tokens in each stream. */
static void T (turn_part) (const T (rows_job) *job, const ROWS *rows)
{
  (job->plan.past ? job->k->NAME.rows_past : job->k->NAME.rows) (rows);
}

/* In as many equal parts of the heads (of one token) or of the tokens as there are streams, and what is left over. */
static void T (turn_streams) (const T (rows_job) *job, ROWS w, int of_heads)
{
  const ptrdiff_t x = of_heads ? w.x_head : w.x_token, y = of_heads ? w.y_head : w.y_token, angles = of_heads ? w.angles_head : w.angles_token;
  size_t *count = of_heads ? &w.heads : &w.tokens;
  const size_t rest = *count % ROTATE_STREAMS;
  const ptrdiff_t part = (ptrdiff_t) (*count / ROTATE_STREAMS), done = ROTATE_STREAMS * part;
  for (ptrdiff_t q = 1; q < ROTATE_STREAMS; q++) {
    w.x[q] = w.x[0] + q * part * x;
    w.y[q] = w.y[0] + q * part * y;
    w.angles[q] = w.angles[0] + q * part * angles;
  }
  w.streams = ROTATE_STREAMS;
  *count = (size_t) part;
  if (part > 0)
    T (turn_part) (job, &w);
  w.streams = 1;
  *count = rest;
  w.x[0] += done * x;
  w.y[0] += done * y;
  w.angles[0] += done * angles;
  if (rest > 0)
    T (turn_part) (job, &w);
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
                             (TURNS) {angles + a->c0, angles + a->s0, angles + a->c1, angles + a->s1}, w->fetch);
      }
    }
}

/* Tokens [s, s + n) of batch entry b with all heads. */
static void T (turn_block) (const T (rows_job) *job, size_t b, size_t s, size_t n, const REAL *angles)
{
  const rome_rotation *r = job->r;
  const rotate_plan *plan = &job->plan;
  const size_t rows_of_angles = r->table.head_stride != 0 ? r->extent.heads : 1;
  ROWS w = {.row = &plan->row, .streams = 1, .tokens = n, .heads = r->extent.heads,
            .x_token = r->x_stride.token, .x_head = r->x_stride.head, .y_token = r->y_stride.token, .y_head = r->y_stride.head,
            .angles_token = (ptrdiff_t) (rows_of_angles * plan->angles), .angles_head = r->table.head_stride != 0 ? (ptrdiff_t) plan->angles : 0,
            .fetch = plan->fetch, .together = plan->together};
  w.x[0] = (const STORED *) r->x + (ptrdiff_t) b * r->x_stride.batch + (ptrdiff_t) s * r->x_stride.token;
  w.y[0] = (STORED *) r->y + (ptrdiff_t) b * r->y_stride.batch + (ptrdiff_t) s * r->y_stride.token;
  w.angles[0] = angles;
  if (job->group > 1)
    T (turn_groups) (job, &w);
  else if (plan->streams == ONE_STREAM)
    T (turn_part) (job, &w);
  else if (plan->streams == STREAMS_OF_TOKENS)
    T (turn_streams) (job, w, 0);
  else
    for (w.tokens = 1; n > 0; n--, w.x[0] += w.x_token, w.y[0] += w.y_token, w.angles[0] += w.angles_token)
      T (turn_streams) (job, w, 1);
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
    T (turn_block) (job, b, s, n, angles);
  }
  if (plan->past)
    job->k->past_done ();
}

static rome_status T (turn_along_dim) (const rotate_task *task, const rome_monitor *monitor)
{
  const rome_rotation *r = &task->r;
  T (rows_job) job = {.r = r, .group = task->group, .k = kernels ()};
  rotate_small small;
  rome_status status = rotate_plan_make (&job.plan, task, sizeof (STORED), sizeof (REAL), job.k->goes_past_cache, &small);
  if (status != ROME_OK)
    return status;
  const rotate_plan *plan = &job.plan;
  const size_t workers = parallel_workers (plan->count, plan->grain, r->threads);
  const size_t bytes = workers * (plan->angles_room * sizeof (REAL) + sizeof (size_t)) + ROTATE_LINE;
  unsigned char *memory = bytes <= sizeof small.memory ? small.memory : malloc (bytes);
  if (memory) {
    unsigned char *aligned = memory + -(uintptr_t) memory % ROTATE_LINE;
    job.angles = (REAL *) aligned;
    job.held = (size_t *) (aligned + workers * plan->angles_room * sizeof (REAL));
    memset (job.held, 0, workers * sizeof (size_t));
    status = parallel_spans (plan->count, plan->grain, r->threads, T (rows_span), &job, monitor);
  }
  if (memory != small.memory)
    free (memory);
  rotate_plan_free (&job.plan, &small);
  return memory ? status : ROME_NO_MEMORY;
}
