/* rotate_plan.c - the way through memory.

   What the choices rest on was measured: see tests/bench/README.md.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rotate_plan.h"

#include <stdlib.h>

#include "rotate.h"

/* ---- sizes ---- */

/* A span is worth a thread from here on (elements). */
#define SPAN ((size_t) 65536)
rotate_limits rotate_from = {.near = (size_t) 24 << 10, .far = (size_t) 1536 << 10, .streams = (size_t) 8 << 20, .streams_in_place = (size_t) 4 << 20,
                             .past_cache = (size_t) 8 << 20};

/* Room for the angles of a block of tokens. */
#define ANGLES_BYTES ((size_t) 128 << 10)
/* So many blocks of a sequence are enough. */
#define MANY_BLOCKS 8
/* From this many heads on the angles of a token are not worth keeping for the next batch entry. */
#define MANY_HEADS 8
/* Shorter rows of elements that share an angle are not worth a vector each. */
#define SHORT_GROUP 8

static size_t least (size_t a, size_t b)
{
  return a < b ? a : b;
}

static size_t at_least_one (size_t n)
{
  return n ? n : 1;
}

/* Whether an output goes past the cache: it is warm, and too large to be found there. */
static int passes_cache (const rotate_task *t, size_t bytes)
{
  return !t->r.fresh_output && t->r.x != t->r.y && bytes >= rotate_from.past_cache;
}

static size_t tensor_bytes (const rotate_task *t, size_t stored)
{
  const rome_extent *n = &t->r.extent;
  return n->batch * n->tokens * n->heads * n->dim * t->group * stored;
}

/* ---- rows ---- */

static rotate_form form_of (const rotate_task *t, const rome_run *a)
{
  const int close = t->group == 1 && t->r.x_stride.dim == 1 && t->r.y_stride.dim == 1;
  const int unit_in = a->step == 1, unit_out = a->to_step == 1;
  const int adjacent_in = a->step == 2 && a->second == a->first + 1, adjacent_out = a->to_step == 2 && a->to_second == a->to_first + 1;
  if (close && unit_in && unit_out)
    return t->r.table.wide ? ROTATE_UNIT_WIDE : ROTATE_UNIT;
  if (close && adjacent_in && adjacent_out)
    return ROTATE_ADJACENT;
  if (close && adjacent_in && unit_out)
    return ROTATE_SPLIT;
  return close && unit_in && adjacent_out ? ROTATE_MERGE : ROTATE_STRIDED;
}

/* Appends columns of the table to the row of angles; the answer is where they stand there. */
static size_t add_part (rotate_plan *plan, size_t run, rotate_angle_part part)
{
  part.to = plan->angles;
  plan->part[ROTATE_ANGLE_PARTS * run + plan->nparts[run]++] = part;
  plan->angles += part.columns * (part.style.twice ? 2 : 1);
  return part.to;
}

/* The angles of run n, whose first pair is number `pair`.  A wide table belongs to the columns that are written, or read on the
   way back. */
static void add_angles (rotate_plan *plan, const rome_rotation *r, size_t n, size_t pair)
{
  const rome_run *a = &r->runs[n];
  rotate_run *run = &plan->run[n];
  const int sign = r->inverse ? -1 : 1, full = r->table.wide;
  const size_t at = full ? (r->inverse ? a->first : a->to_first) : pair, count = run->count;
  const size_t other = full ? (r->inverse ? a->second : a->to_second) : pair, step = full ? (r->inverse ? a->step : a->to_step) : 1;
  if (run->form == ROTATE_ADJACENT) {
    const size_t columns = full ? 2 * count : count;
    run->c0 = add_part (plan, n, (rotate_angle_part) {0, columns, 0, (ptrdiff_t) at, 1, {!full, 1, 1}});
    run->s0 = add_part (plan, n, (rotate_angle_part) {1, columns, 0, (ptrdiff_t) at, 1, {!full, -sign, sign}});
    return;
  }
  run->c0 = run->c1 = add_part (plan, n, (rotate_angle_part) {0, count, 0, (ptrdiff_t) at, (ptrdiff_t) step, {0, 1, 1}});
  run->s0 = run->s1 = add_part (plan, n, (rotate_angle_part) {1, count, 0, (ptrdiff_t) at, (ptrdiff_t) step, {0, sign, sign}});
  if (full) {
    run->c1 = add_part (plan, n, (rotate_angle_part) {0, count, 0, (ptrdiff_t) other, (ptrdiff_t) step, {0, 1, 1}});
    run->s1 = add_part (plan, n, (rotate_angle_part) {1, count, 0, (ptrdiff_t) other, (ptrdiff_t) step, {0, sign, sign}});
  }
}

static void lay_out_row (rotate_plan *plan, const rotate_task *t)
{
  const rome_rotation *r = &t->r;
  const ptrdiff_t xs = r->x_stride.dim, ys = r->y_stride.dim, start = (ptrdiff_t) r->start;
  const size_t width = rotate_width (r), end = r->start + width;
  size_t pair = 0;
  for (size_t n = 0; n < r->nruns; pair += r->runs[n].count, n++) {
    const rome_run *a = &r->runs[n];
    plan->nparts[n] = 0;
    plan->run[n] = (rotate_run) {form_of (t, a), a->count, (start + (ptrdiff_t) a->first) * xs, (start + (ptrdiff_t) a->second) * xs,
                                 (start + (ptrdiff_t) a->to_first) * ys, (start + (ptrdiff_t) a->to_second) * ys, (ptrdiff_t) a->step * xs,
                                 (ptrdiff_t) a->to_step * ys, 0, 0, 0, 0};
    add_angles (plan, r, n, pair);
  }
  plan->row = (rotate_row) {r->nruns, plan->run, r->start, end, r->extent.dim - end, xs, ys};
}

/* Tokens of a block: a line of the table's columns, and more if the heads are few. */
static void cut_tokens (rotate_plan *plan, const rotate_task *t, size_t stored, size_t real)
{
  const rome_extent *n = &t->r.extent;
  const size_t rows = t->r.table.head_stride != 0 ? n->heads : 1, token = n->heads * n->dim * t->group;
  plan->tokens = rows > 1 ? 1 : ROTATE_LINE / real;
  while (rows == 1 && (plan->tokens * token * stored < ANGLES_BYTES / 2 || plan->tokens * MANY_BLOCKS <= n->tokens)
         && 2 * plan->tokens * plan->angles * real <= ANGLES_BYTES)
    plan->tokens *= 2;
  plan->tokens = least (plan->tokens, n->tokens);
  plan->blocks = n->tokens / plan->tokens + (n->tokens % plan->tokens != 0);
  plan->count = plan->blocks * n->batch;
  plan->grain = at_least_one (SPAN / (plan->tokens * token));
  plan->batch_inside = n->batch > 1 && n->heads < MANY_HEADS && rotate_batch_shares (&t->r);
  plan->angles_room = (plan->tokens * rows * plan->angles + ROTATE_LINE - 1) / ROTATE_LINE * ROTATE_LINE;
}


static void choose_streams (rotate_plan *plan, const rotate_task *t, size_t stored, int past_cache)
{
  const rome_extent *n = &t->r.extent;
  const size_t bytes = tensor_bytes (t, stored), token = n->dim * stored * n->heads;
  const int in_place = t->r.x == t->r.y;
  plan->streams = ONE_STREAM;
  /* the whole of a small tensor is at hand; of a larger one, memory is fetched ahead */
  plan->together = bytes < (stored == sizeof (uint16_t) ? rotate_from.far : rotate_from.near);
  plan->fetch = bytes < rotate_from.near || t->group > 1 ? ROTATE_FETCH_NOTHING : in_place ? ROTATE_FETCH_Y : ROTATE_FETCH_BOTH;
  plan->past = past_cache && t->group == 1 && passes_cache (t, bytes);
  if (t->group > 1 || bytes < (in_place ? rotate_from.streams_in_place : rotate_from.streams))
    return;
  if (plan->tokens >= ROTATE_STREAMS)
    plan->streams = STREAMS_OF_TOKENS;
  else if (n->heads >= ROTATE_STREAMS && token >= ROTATE_STREAMS * ROTATE_PAGE)
    plan->streams = STREAMS_OF_HEADS;
}

rome_status rotate_plan_make (rotate_plan *plan, const rotate_task *task, size_t stored, size_t real, int past_cache, rotate_small *small)
{
  const size_t n = task->r.nruns;
  const int little = n <= ROME_RUNS_PER_BLOCK;
  *plan = (rotate_plan) {.run = little ? small->run : malloc (n * sizeof *plan->run),
                         .nparts = little ? small->nparts : malloc (n * sizeof *plan->nparts),
                         .part = little ? small->part : malloc (n * ROTATE_ANGLE_PARTS * sizeof *plan->part)};
  if (!plan->run || !plan->nparts || !plan->part) {
    rotate_plan_free (plan, small);
    return ROME_NO_MEMORY;
  }
  lay_out_row (plan, task);
  cut_tokens (plan, task, stored, real);
  choose_streams (plan, task, stored, past_cache);
  return ROME_OK;
}

void rotate_plan_free (rotate_plan *plan, const rotate_small *small)
{
  if (plan->run != small->run) {
    free (plan->run);
    free (plan->nparts);
    free (plan->part);
  }
}

/* ---- planes ---- */

static int lies_in_table (const rotate_task *t)
{
  const rome_rotation *r = &t->r;
  if (r->rows.row)
    return 0;
  return t->group > 1 ? t->group >= SHORT_GROUP || r->x_stride.token != (ptrdiff_t) t->group || r->y_stride.token != (ptrdiff_t) t->group
                      : r->table.row_stride == 1 && r->x_stride.token == 1 && r->y_stride.token == 1;
}

/* The loops around a chunk of tokens, those with the larger steps outside; a chunk whose angles are collected serves all heads. */
static void order_loops (rotate_planes *p, const rotate_task *t, size_t chunks)
{
  const rome_rotation *r = &t->r;
  const rotate_loop all[] = {{LOOP_COLUMN, p->columns}, {LOOP_BATCH, r->extent.batch}, {LOOP_HEAD, r->extent.heads}};
  const ptrdiff_t step[] = {labs (r->x_stride.dim), labs (r->x_stride.batch), labs (r->x_stride.head)};
  int order[] = {LOOP_COLUMN, LOOP_BATCH, LOOP_HEAD};
  for (int k = 1; k < 3; k++)
    for (int j = k; j > 0 && step[order[j]] > step[order[j - 1]]; j--) {
      const int other = order[j];
      order[j] = order[j - 1];
      order[j - 1] = other;
    }
  size_t n = 0;
  for (int k = 0; k < 3; k++)
    if (!p->gathered || order[k] != LOOP_HEAD)
      p->loop[n++] = all[order[k]];
  p->loop[n++] = (rotate_loop) {LOOP_CHUNK, chunks};
  if (p->gathered)
    p->loop[n++] = all[LOOP_HEAD];
}

rotate_planes rotate_planes_make (const rotate_task *t, size_t stored, int past_cache)
{
  const rome_rotation *r = &t->r;
  const size_t width = rotate_width (r), bytes = tensor_bytes (t, stored);
  rotate_planes p = {.pairs = width / 2, .columns = width / 2 + (r->x == r->y ? 0 : r->extent.dim - width), .gathered = !lies_in_table (t)};
  p.chunk = at_least_one ((p.gathered ? ROTATE_GATHER : SPAN) / t->group);
  p.chunk = least (p.chunk, r->extent.tokens);
  const size_t chunks = r->extent.tokens / p.chunk + (r->extent.tokens % p.chunk != 0);
  order_loops (&p, t, chunks);
  p.count = p.columns * r->extent.batch * r->extent.heads * chunks;
  p.grain = at_least_one (SPAN / (2 * p.chunk * t->group));
  p.fetch = bytes < rotate_from.near ? ROTATE_FETCH_NOTHING : r->x == r->y ? ROTATE_FETCH_Y : ROTATE_FETCH_BOTH;
  const int lines = r->x_stride.token == (ptrdiff_t) t->group && r->y_stride.token == (ptrdiff_t) t->group;
  if (past_cache && lines && (p.gathered || t->group == 1) && passes_cache (t, bytes)) {
    p.past = 1;
  }
  return p;
}

/* ---- the choice ---- */

/* Takes the batch entries or the heads that follow each other together, if they share their angles. */
static void group_batch (rotate_task *t)
{
  t->group *= t->r.extent.batch;
  t->r.extent.batch = 1;
}

static void group_heads (rotate_task *t)
{
  t->group *= t->r.extent.heads;
  t->r.extent.heads = 1;
}

static int batch_follows (const rotate_task *t)
{
  const ptrdiff_t step = (ptrdiff_t) t->group;
  return t->r.extent.batch > 1 && t->r.x_stride.batch == step && t->r.y_stride.batch == step && rotate_batch_shares (&t->r);
}

static int heads_follow (const rotate_task *t)
{
  const ptrdiff_t step = (ptrdiff_t) t->group;
  return t->r.extent.heads > 1 && t->r.x_stride.head == step && t->r.y_stride.head == step && t->r.table.head_stride == 0;
}

static void group_what_follows (rotate_task *t)
{
  t->group = 1;
  if (batch_follows (t)) {
    group_batch (t);
    if (heads_follow (t))
      group_heads (t);
  } else if (heads_follow (t)) {
    group_heads (t);
    if (batch_follows (t))
      group_batch (t);
  }
}

rotate_way rotate_choose (rotate_task *t)
{
  const rome_stride *x = &t->r.x_stride, *y = &t->r.y_stride;
  t->group = 1;
  if (t->r.extent.dim == 1 || (x->dim == 1 && y->dim == 1))
    return ROTATE_ALONG_DIM;
  if (x->token == 1 && y->token == 1 && t->r.extent.tokens >= SHORT_GROUP)
    return ROTATE_ALONG_TOKENS;
  group_what_follows (t);
  /* the way with the smaller steps touches fewer pages */
  return t->r.extent.tokens == 1 || labs (x->dim) < labs (x->token) ? ROTATE_ALONG_DIM : ROTATE_ALONG_TOKENS;
}
