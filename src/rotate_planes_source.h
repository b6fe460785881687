/* rotate_planes_source.h - pairs of columns along the tokens: the typed part of the rotation along other dimensions, included by
   rotate_source.h.

   SPDX-License-Identifier: GPL-3.0-or-later */

typedef struct {
  const rotate_task *task;
  const kernel_set *k;
  rotate_planes plan;
  REAL *angles; /* per worker: four arrays of ROTATE_GATHER */
} T (planes_job);

/* n tokens from s on, of one batch entry and head. */
typedef struct {
  size_t b, s, n, h;
} T (part);

/* ---- pairs and their angles ---- */

/* Columns of the head and of the table. */
typedef struct {
  size_t first, second, to_first, to_second;
  ptrdiff_t angle, other_angle;
} T (pair);

static T (pair) T (find_pair) (const rome_rotation *r, size_t pair)
{
  size_t n = 0, k = pair;
  while (k >= r->runs[n].count)
    k -= r->runs[n++].count;
  const rome_run *a = &r->runs[n];
  T (pair) p = {a->first + k * a->step, a->second + k * a->step, a->to_first + k * a->to_step, a->to_second + k * a->to_step, (ptrdiff_t) pair,
                (ptrdiff_t) pair};
  /* a wide table belongs to the columns that are written, or read on the way back */
  if (r->table.wide) {
    p.angle = (ptrdiff_t) (r->inverse ? p.first : p.to_first);
    p.other_angle = (ptrdiff_t) (r->inverse ? p.second : p.to_second);
  }
  return p;
}

static PAIRS T (pairs_at) (const rome_rotation *r, const T (pair) *p, const T (part) *at)
{
  const rome_stride *xs = &r->x_stride, *ys = &r->y_stride;
  const ptrdiff_t b = (ptrdiff_t) at->b, s = (ptrdiff_t) at->s, h = (ptrdiff_t) at->h, start = (ptrdiff_t) r->start;
  const STORED *x = (const STORED *) r->x + b * xs->batch + s * xs->token + h * xs->head + start * xs->dim;
  STORED *y = (STORED *) r->y + b * ys->batch + s * ys->token + h * ys->head + start * ys->dim;
  return (PAIRS) {x + (ptrdiff_t) p->first * xs->dim, x + (ptrdiff_t) p->second * xs->dim, y + (ptrdiff_t) p->to_first * ys->dim,
                  y + (ptrdiff_t) p->to_second * ys->dim};
}

static TURNS T (table_at) (const rome_rotation *r, const T (pair) *p, ptrdiff_t at)
{
  const REAL *c = (const REAL *) r->table.cos + at, *s = (const REAL *) r->table.sin + at;
  const ptrdiff_t step = r->table.column_stride;
  return (TURNS) {c + p->angle * step, s + p->angle * step, c + p->other_angle * step, s + p->other_angle * step};
}

/* The angles of every element of a part. */
static TURNS T (gather) (const T (planes_job) *job, const T (pair) *p, const T (part) *at, REAL *to)
{
  const rome_rotation *r = &job->task->r;
  const size_t group = job->task->group;
  REAL *c0 = to, *s0 = to + ROTATE_GATHER, *c1 = r->table.wide ? s0 + ROTATE_GATHER : c0, *s1 = r->table.wide ? c1 + ROTATE_GATHER : s0;
  for (size_t k = 0, e = 0; k < at->n; k++) {
    const TURNS t = T (table_at) (r, p, rotate_table_at (r, at->b, at->s + k, at->h));
    for (size_t j = 0; j < group; j++, e++) {
      c0[e] = *t.c0;
      s0[e] = *t.s0;
      c1[e] = *t.c1;
      s1[e] = *t.s1;
    }
  }
  return (TURNS) {c0, s0, c1, s1};
}

/* ---- the rotation ---- */

/* n pairs that follow each other with their angles. */
static void T (turn_line) (const T (planes_job) *job, size_t n, PAIRS p, TURNS t)
{
  if (job->plan.past)
    job->k->NAME.line_past (n, p, t);
  else
    job->k->NAME.line (n, p, t, job->plan.fetch);
}

static void T (turn_gathered) (const T (planes_job) *job, const T (part) *at, PAIRS p, TURNS t)
{
  const rome_rotation *r = &job->task->r;
  const ptrdiff_t group = (ptrdiff_t) job->task->group;
  const ptrdiff_t xs = r->x_stride.token, ys = r->y_stride.token;
  if (xs == group && ys == group)
    T (turn_line) (job, at->n * (size_t) group, p, t);
  else if (group == 1)
    job->k->NAME.strided (at->n, p, xs, ys, 1, t);
  else
    job->k->NAME.groups (at->n, (size_t) group, p, xs, ys, group, t, ROTATE_FETCH_NOTHING);
}

/* By the negative angle: the members of each pair change places. */
static void T (turn_back) (PAIRS *p, TURNS *t)
{
  *p = (PAIRS) {p->x1, p->x0, p->y1, p->y0};
  *t = (TURNS) {t->c1, t->s1, t->c0, t->s0};
}

static void T (turn_column) (const T (planes_job) *job, const T (part) *at, size_t pair, REAL *angles, int collected)
{
  const rome_rotation *r = &job->task->r;
  const T (pair) where = T (find_pair) (r, pair);
  PAIRS p = T (pairs_at) (r, &where, at);
  TURNS t;
  if (!job->plan.gathered)
    t = T (table_at) (r, &where, rotate_table_at (r, at->b, at->s, at->h));
  else if (collected)
    t = (TURNS) {angles, angles + ROTATE_GATHER, r->table.wide ? angles + 2 * ROTATE_GATHER : angles,
                 angles + (r->table.wide ? 3 : 1) * ROTATE_GATHER};
  else
    t = T (gather) (job, &where, at, angles);
  if (r->inverse)
    T (turn_back) (&p, &t);
  if (job->plan.gathered)
    T (turn_gathered) (job, at, p, t);
  else if (job->task->group == 1)
    T (turn_line) (job, at->n, p, t);
  else
    job->k->NAME.groups (at->n, job->task->group, p, r->x_stride.token, r->y_stride.token, r->table.row_stride, t, job->plan.fetch);
}

/* Column d of the head, which is not turned. */
static void T (copy_column) (const rotate_task *task, const T (part) *at, size_t d)
{
  const rome_rotation *r = &task->r;
  const size_t left = r->start;
  const T (pair) same = {d, d, d, d, 0, 0};
  PAIRS p = T (pairs_at) (r, &same, at);
  p.x0 -= (ptrdiff_t) left * r->x_stride.dim;
  p.y0 -= (ptrdiff_t) left * r->y_stride.dim;
  if (task->group == 1 && r->x_stride.token == 1 && r->y_stride.token == 1) {
    memcpy (p.y0, p.x0, at->n * sizeof *p.y0);
    return;
  }
  for (size_t k = 0; k < at->n; k++, p.x0 += r->x_stride.token, p.y0 += r->y_stride.token)
    for (size_t j = 0; j < task->group; j++)
      p.y0[j] = p.x0[j];
}

/* On to the next item: one division per loop would cost more than a short line. */
static void T (count_on) (const rotate_planes *plan, size_t index[LOOPS])
{
  for (int k = LOOPS - 1; k >= 0; k--) {
    size_t *i = &index[plan->loop[k].kind];
    if (++*i < plan->loop[k].size)
      return;
    *i = 0;
  }
}

static void T (planes_span) (void *data, size_t worker, size_t begin, size_t end)
{
  const T (planes_job) *job = data;
  const rotate_planes *plan = &job->plan;
  const rome_rotation *r = &job->task->r;
  REAL *angles = job->angles + 4 * ROTATE_GATHER * worker;
  size_t index[LOOPS], left = begin;
  for (int k = LOOPS - 1; k >= 0; k--) {
    index[plan->loop[k].kind] = left % plan->loop[k].size;
    left /= plan->loop[k].size;
  }
  for (size_t e = begin; e < end; e++, T (count_on) (plan, index)) {
    T (part) at = {index[LOOP_BATCH], index[LOOP_CHUNK] * plan->chunk, plan->chunk, index[LOOP_HEAD]};
    if (r->extent.tokens - at.s < at.n)
      at.n = r->extent.tokens - at.s;
    const size_t column = index[LOOP_COLUMN], copied = column - plan->pairs;
    if (column < plan->pairs) /* the heads follow each other: the angles of the one before may serve */
      T (turn_column) (job, &at, column, angles, e > begin && at.h > 0 && r->table.head_stride == 0);
    else
      T (copy_column) (job->task, &at, copied < r->start ? copied : copied + 2 * plan->pairs);
  }
  if (plan->past)
    job->k->past_done ();
}

static rome_status T (turn_along_tokens) (const rotate_task *task, const rome_monitor *monitor)
{
  const kernel_set *k = kernels ();
  T (planes_job) job = {task, k, rotate_planes_make (task, sizeof (STORED), k->goes_past_cache), NULL};
  const rotate_planes *plan = &job.plan;
  const size_t workers = parallel_workers (plan->count, plan->grain, task->r.threads);
  job.angles = malloc ((plan->gathered ? workers * 4 * ROTATE_GATHER : 1) * sizeof (REAL));
  if (!job.angles)
    return ROME_NO_MEMORY;
  const rome_status status = parallel_spans (plan->count, plan->grain, task->r.threads, T (planes_span), &job, monitor);
  free (job.angles);
  return status;
}
