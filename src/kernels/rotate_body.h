/* rotate_body.h - the rotation: two products and one sum, each rounded once (and once more to a 16-bit format).

   Included once per number format and instruction set; needs KERNEL (name), NAME (f64, f32, bf16, f16), STORED (its type), REAL
   and ANGLES (type of the arithmetic and its name, f64 or f32), and the blocks of blocks.h.

   In and out may be the same array, element by element, hence both members of a pair are read before either is written and
   nothing is restrict.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define TYPED(name) KERNEL (JOIN (name, NAME))
#define PAIRS JOIN (rotate_pairs, NAME)
#define TURNS JOIN (rotate_angles, ANGLES)
#define ROWS JOIN (rotate_rows, NAME)
#define V JOIN (block, NAME)
#define LANES ((size_t) JOIN (LANES_OF, NAME))
#define ANGLE JOIN (angles, NAME)
#define SOME_ANGLES JOIN (some_angles, NAME)
#define LOAD JOIN (load_block, NAME)
#define STORE JOIN (store_block, NAME)
#define LOAD_SOME JOIN (load_some_block, NAME)
#define STORE_SOME JOIN (store_some_block, NAME)
#define SUM JOIN (sum, NAME)
#define DIFFERENCE JOIN (difference, NAME)
#define SWAP JOIN (swap_block, NAME)

/* How many bytes ahead memory is fetched; of several streams, each. */
#define AHEAD_TOGETHER 1024
#define AHEAD_OF_ONE 2048
#define AHEAD_OF_STREAMS 4096

/* What lies `ahead` bytes further on: x to be read, y to be written. */
#define FETCH(X, Y)                                                                                                   \
  do {                                                                                                                \
    if (fetch == ROTATE_FETCH_BOTH)                                                                                   \
      __builtin_prefetch ((const char *) (X) + ahead);                                                                \
    if (fetch != ROTATE_FETCH_NOTHING)                                                                                \
      __builtin_prefetch ((const char *) (Y) + ahead, 1);                                                             \
  } while (0)

/* ---- runs of pairs, of several heads that share their angles ---- */

/* Some vectors of a row of angles stay in registers while the heads go by. */
#define HELD_ADJACENT 4
#define HELD_UNIT 2

/* How the heads of a token lie. */
typedef struct {
  size_t count;
  ptrdiff_t x_step, y_step;
} TYPED (heads);
#define HEADS TYPED (heads)

/* fetch and apart are constants where this is inlined; not apart: c1 = c0, s1 = s0 */
static inline ALWAYS_INLINE void TYPED (unit_vector) (PAIRS p, V c0, V s0, V c1, V s1, ptrdiff_t ahead, rotate_fetch fetch)
{
  const V first = LOAD (p.x0), second = LOAD (p.x1);
  FETCH (p.x0, p.y0);
  FETCH (p.x1, p.y1);
  STORE (p.y0, DIFFERENCE (first, c0, second, s0));
  STORE (p.y1, SUM (second, c1, first, s1));
}

static inline ALWAYS_INLINE void TYPED (unit_part) (size_t n, PAIRS p, V c0, V s0, V c1, V s1)
{
  const V first = LOAD_SOME (p.x0, n), second = LOAD_SOME (p.x1, n);
  STORE_SOME (p.y0, DIFFERENCE (first, c0, second, s0), n);
  STORE_SOME (p.y1, SUM (second, c1, first, s1), n);
}

static inline ALWAYS_INLINE PAIRS TYPED (pairs_from) (PAIRS p, ptrdiff_t x, ptrdiff_t y)
{
  return (PAIRS) {p.x0 + x, p.x1 + x, p.y0 + y, p.y1 + y};
}

static inline ALWAYS_INLINE void TYPED (unit_run) (size_t n, HEADS heads, PAIRS p, TURNS t, ptrdiff_t ahead, rotate_fetch fetch, int apart)
{
  size_t k = 0;
  for (; k + HELD_UNIT * LANES <= n; k += HELD_UNIT * LANES) {
    V c0[HELD_UNIT], s0[HELD_UNIT], c1[HELD_UNIT], s1[HELD_UNIT];
#pragma GCC unroll 2
    for (size_t j = 0; j < HELD_UNIT; j++) {
      c0[j] = ANGLE (t.c0 + k + j * LANES), s0[j] = ANGLE (t.s0 + k + j * LANES);
      c1[j] = apart ? ANGLE (t.c1 + k + j * LANES) : c0[j], s1[j] = apart ? ANGLE (t.s1 + k + j * LANES) : s0[j];
    }
    PAIRS at = TYPED (pairs_from) (p, (ptrdiff_t) k, (ptrdiff_t) k);
    for (size_t h = 0; h < heads.count; h++, at = TYPED (pairs_from) (at, heads.x_step, heads.y_step))
#pragma GCC unroll 2
      for (size_t j = 0; j < HELD_UNIT; j++)
        TYPED (unit_vector) (TYPED (pairs_from) (at, (ptrdiff_t) (j * LANES), (ptrdiff_t) (j * LANES)), c0[j], s0[j], c1[j], s1[j], ahead, fetch);
  }
  for (; k + LANES <= n; k += LANES) {
    const V c0 = ANGLE (t.c0 + k), s0 = ANGLE (t.s0 + k), c1 = apart ? ANGLE (t.c1 + k) : c0, s1 = apart ? ANGLE (t.s1 + k) : s0;
    PAIRS at = TYPED (pairs_from) (p, (ptrdiff_t) k, (ptrdiff_t) k);
    for (size_t h = 0; h < heads.count; h++, at = TYPED (pairs_from) (at, heads.x_step, heads.y_step))
      TYPED (unit_vector) (at, c0, s0, c1, s1, ahead, fetch);
  }
  if (k < n) {
    const size_t left = n - k;
    const V c0 = SOME_ANGLES (t.c0 + k, left), s0 = SOME_ANGLES (t.s0 + k, left);
    const V c1 = apart ? SOME_ANGLES (t.c1 + k, left) : c0, s1 = apart ? SOME_ANGLES (t.s1 + k, left) : s0;
    PAIRS at = TYPED (pairs_from) (p, (ptrdiff_t) k, (ptrdiff_t) k);
    for (size_t h = 0; h < heads.count; h++, at = TYPED (pairs_from) (at, heads.x_step, heads.y_step))
      TYPED (unit_part) (left, at, c0, s0, c1, s1);
  }
}

/* n elements, pairs of neighbours: c at both members, s negated at the first.  x - y is x + -y. */
static inline ALWAYS_INLINE void TYPED (adjacent_vector) (const STORED *x, STORED *y, V c, V s, ptrdiff_t ahead, rotate_fetch fetch)
{
  const V v = LOAD (x);
  FETCH (x, y);
  STORE (y, SUM (v, c, SWAP (v), s));
}

static inline ALWAYS_INLINE void TYPED (adjacent_run) (size_t n, HEADS heads, const STORED *x, STORED *y, const REAL *c, const REAL *s,
                                                       ptrdiff_t ahead, rotate_fetch fetch)
{
  size_t k = 0;
  for (; k + HELD_ADJACENT * LANES <= n; k += HELD_ADJACENT * LANES) {
    V cv[HELD_ADJACENT], sv[HELD_ADJACENT];
#pragma GCC unroll 4
    for (size_t j = 0; j < HELD_ADJACENT; j++)
      cv[j] = ANGLE (c + k + j * LANES), sv[j] = ANGLE (s + k + j * LANES);
    const STORED *xh = x + k;
    STORED *yh = y + k;
    for (size_t h = 0; h < heads.count; h++, xh += heads.x_step, yh += heads.y_step)
#pragma GCC unroll 4
      for (size_t j = 0; j < HELD_ADJACENT; j++)
        TYPED (adjacent_vector) (xh + j * LANES, yh + j * LANES, cv[j], sv[j], ahead, fetch);
  }
  for (; k + LANES <= n; k += LANES) {
    const V cv = ANGLE (c + k), sv = ANGLE (s + k);
    const STORED *xh = x + k;
    STORED *yh = y + k;
    for (size_t h = 0; h < heads.count; h++, xh += heads.x_step, yh += heads.y_step)
      TYPED (adjacent_vector) (xh, yh, cv, sv, ahead, fetch);
  }
  if (k < n) {
    const size_t left = n - k;
    const V cv = SOME_ANGLES (c + k, left), sv = SOME_ANGLES (s + k, left);
    const STORED *xh = x + k;
    STORED *yh = y + k;
    for (size_t h = 0; h < heads.count; h++, xh += heads.x_step, yh += heads.y_step) {
      const V v = LOAD_SOME (xh, left);
      STORE_SOME (yh, SUM (v, cv, SWAP (v), sv), left);
    }
  }
}

static void TYPED (strided) (size_t n, PAIRS p, ptrdiff_t x_step, ptrdiff_t y_step, ptrdiff_t t_step, TURNS t)
{
  for (ptrdiff_t k = 0; k < (ptrdiff_t) n; k++) {
    const REAL first = FROM_STORED (p.x0[k * x_step]), second = FROM_STORED (p.x1[k * x_step]);
    p.y0[k * y_step] = TO_STORED (first * t.c0[k * t_step] - second * t.s0[k * t_step]);
    p.y1[k * y_step] = TO_STORED (second * t.c1[k * t_step] + first * t.s1[k * t_step]);
  }
}

/* neighbours in, two halves out */
static void TYPED (split_run) (size_t n, PAIRS p, TURNS t)
{
  size_t k = 0;
  for (; k + LANES <= n; k += LANES) {
    const V a = LOAD (p.x0 + 2 * k), b = LOAD (p.x0 + 2 * k + LANES);
    const V first = JOIN (even_block, NAME) (a, b), second = JOIN (odd_block, NAME) (a, b);
    STORE (p.y0 + k, DIFFERENCE (first, ANGLE (t.c0 + k), second, ANGLE (t.s0 + k)));
    STORE (p.y1 + k, SUM (second, ANGLE (t.c1 + k), first, ANGLE (t.s1 + k)));
  }
  TYPED (strided) (n - k, (PAIRS) {p.x0 + 2 * k, p.x1 + 2 * k, p.y0 + k, p.y1 + k}, 2, 1, 1, (TURNS) {t.c0 + k, t.s0 + k, t.c1 + k, t.s1 + k});
}

/* two halves in, neighbours out */
static void TYPED (merge_run) (size_t n, PAIRS p, TURNS t)
{
  size_t k = 0;
  for (; k + LANES <= n; k += LANES) {
    const V first = LOAD (p.x0 + k), second = LOAD (p.x1 + k);
    const V a = DIFFERENCE (first, ANGLE (t.c0 + k), second, ANGLE (t.s0 + k)), b = SUM (second, ANGLE (t.c1 + k), first, ANGLE (t.s1 + k));
    STORE (p.y0 + 2 * k, JOIN (low_block, NAME) (a, b));
    STORE (p.y0 + 2 * k + LANES, JOIN (high_block, NAME) (a, b));
  }
  TYPED (strided) (n - k, (PAIRS) {p.x0 + k, p.x1 + k, p.y0 + 2 * k, p.y1 + 2 * k}, 1, 2, 1, (TURNS) {t.c0 + k, t.s0 + k, t.c1 + k, t.s1 + k});
}

/* ---- rows: heads whose columns lie together, each turned by a row of angles ---- */

/* Columns that are not turned. */
static void TYPED (copy_rest) (const rotate_row *row, const STORED *x, STORED *y)
{
  if (x == y)
    return;
  if (row->x_step == 1 && row->y_step == 1) {
    memcpy (y, x, row->before * sizeof *y);
    memcpy (y + row->after_at, x + row->after_at, row->after * sizeof *y);
    return;
  }
  for (ptrdiff_t d = 0; d < (ptrdiff_t) row->before; d++)
    y[d * row->y_step] = x[d * row->x_step];
  for (ptrdiff_t d = (ptrdiff_t) row->after_at; d < (ptrdiff_t) (row->after_at + row->after); d++)
    y[d * row->y_step] = x[d * row->x_step];
}

/* The heads of a token, run by run. */
static inline ALWAYS_INLINE void TYPED (turn_heads) (const rotate_row *row, HEADS heads, const STORED *x, STORED *y, const REAL *angles,
                                                     ptrdiff_t ahead, rotate_fetch fetch)
{
  if (row->before | row->after)
    for (ptrdiff_t h = 0; h < (ptrdiff_t) heads.count; h++)
      TYPED (copy_rest) (row, x + h * heads.x_step, y + h * heads.y_step);
  for (size_t n = 0; n < row->nruns; n++) {
    const rotate_run *r = &row->run[n];
    const PAIRS p = {x + r->x0, x + r->x1, y + r->y0, y + r->y1};
    const TURNS t = {angles + r->c0, angles + r->s0, angles + r->c1, angles + r->s1};
    switch (r->form) {
    case ROTATE_ADJACENT: TYPED (adjacent_run) (2 * r->count, heads, p.x0, p.y0, t.c0, t.s0, ahead, fetch); continue;
    case ROTATE_UNIT: TYPED (unit_run) (r->count, heads, p, t, ahead, fetch, 0); continue;
    case ROTATE_UNIT_WIDE: TYPED (unit_run) (r->count, heads, p, t, ahead, fetch, 1); continue;
    default: break;
    }
    for (ptrdiff_t h = 0; h < (ptrdiff_t) heads.count; h++) {
      const PAIRS at = TYPED (pairs_from) (p, h * heads.x_step, h * heads.y_step);
      if (r->form == ROTATE_SPLIT)
        TYPED (split_run) (r->count, at, t);
      else if (r->form == ROTATE_MERGE)
        TYPED (merge_run) (r->count, at, t);
      else
        TYPED (strided) (r->count, at, r->x_step, r->y_step, 1, t);
    }
  }
}

/* All heads of a token together, some vectors of its angles at a time: what lies in the first-level cache, and bf16, whose angles are
   taken apart, in the second. */
static inline ALWAYS_INLINE void TYPED (turn_together) (const ROWS *w, rotate_fetch fetch)
{
  for (ptrdiff_t s = 0; s < (ptrdiff_t) w->tokens; s++)
    TYPED (turn_heads) (w->row, (HEADS) {w->heads, w->x_head, w->y_head}, w->x[0] + s * w->x_token, w->y[0] + s * w->y_token,
                        w->angles[0] + s * w->angles_token, AHEAD_TOGETHER, fetch);
}

/* The only run of a head, where nothing is copied.  form and fetch are constants where this is inlined. */
static inline ALWAYS_INLINE void TYPED (turn_run) (rotate_form form, size_t count, PAIRS p, TURNS t, ptrdiff_t ahead, rotate_fetch fetch)
{
  if (form == ROTATE_ADJACENT)
    for (size_t k = 0; k < 2 * count; k += LANES)
      TYPED (adjacent_vector) (p.x0 + k, p.y0 + k, ANGLE (t.c0 + k), ANGLE (t.s0 + k), ahead, fetch);
  else
    for (size_t k = 0; k < count; k += LANES) {
      const V c = ANGLE (t.c0 + k), s = ANGLE (t.s0 + k);
      TYPED (unit_vector) (TYPED (pairs_from) (p, (ptrdiff_t) k, (ptrdiff_t) k), c, s, c, s, ahead, fetch);
    }
}

/* Whether a head is a single run of whole blocks, of a form that turn_run knows. */
static int TYPED (is_plain) (const rotate_row *row)
{
  return row->nruns == 1 && (row->before | row->after) == 0
         && ((row->run->form == ROTATE_UNIT && row->run->count % LANES == 0) || (row->run->form == ROTATE_ADJACENT && 2 * row->run->count % LANES == 0));
}

/* Head after head, of each stream in turn.  form: of all heads, or ROTATE_STRIDED: any. */
static inline ALWAYS_INLINE void TYPED (turn_rows) (const ROWS *w, ptrdiff_t ahead, rotate_fetch fetch, rotate_form form)
{
  const rotate_run run = w->row->nruns ? *w->row->run : (rotate_run) {0};
  const size_t streams = w->streams, heads = w->heads;
  const ptrdiff_t x_head = w->x_head, y_head = w->y_head, angles_head = w->angles_head;
  for (ptrdiff_t s = 0; s < (ptrdiff_t) w->tokens; s++) {
    ptrdiff_t x_at = s * w->x_token, y_at = s * w->y_token, angles_at = s * w->angles_token;
    for (size_t h = 0; h < heads; h++, x_at += x_head, y_at += y_head, angles_at += angles_head)
      for (size_t q = 0; q < streams; q++) {
        const STORED *x = w->x[q] + x_at;
        STORED *y = w->y[q] + y_at;
        const REAL *angles = w->angles[q] + angles_at;
        if (form == ROTATE_STRIDED)
          TYPED (turn_heads) (w->row, (HEADS) {1, 0, 0}, x, y, angles, ahead, fetch);
        else
          TYPED (turn_run) (form, run.count, (PAIRS) {x + run.x0, x + run.x1, y + run.y0, y + run.y1},
                            (TURNS) {angles + run.c0, angles + run.s0, NULL, NULL}, ahead, fetch);
      }
  }
}

static inline ALWAYS_INLINE void TYPED (rows_of) (const ROWS *w, rotate_fetch fetch)
{
  if (!TYPED (is_plain) (w->row))
    TYPED (turn_rows) (w, w->streams > 1 ? AHEAD_OF_STREAMS : AHEAD_OF_ONE, fetch, ROTATE_STRIDED);
  else if (w->row->run->form == ROTATE_UNIT) {
    if (w->streams > 1)
      TYPED (turn_rows) (w, AHEAD_OF_STREAMS, fetch, ROTATE_UNIT);
    else
      TYPED (turn_rows) (w, AHEAD_OF_ONE, fetch, ROTATE_UNIT);
  } else {
    if (w->streams > 1)
      TYPED (turn_rows) (w, AHEAD_OF_STREAMS, fetch, ROTATE_ADJACENT);
    else
      TYPED (turn_rows) (w, AHEAD_OF_ONE, fetch, ROTATE_ADJACENT);
  }
}

static void TYPED (rows) (const ROWS *w)
{
  if (w->together && w->streams == 1 && w->angles_head == 0) {
    if (w->fetch == ROTATE_FETCH_NOTHING)
      TYPED (turn_together) (w, ROTATE_FETCH_NOTHING);
    else
      TYPED (turn_together) (w, ROTATE_FETCH_BOTH);
    return;
  }
  switch (w->fetch) {
  case ROTATE_FETCH_NOTHING: TYPED (turn_rows) (w, 0, ROTATE_FETCH_NOTHING, ROTATE_STRIDED); break;
  case ROTATE_FETCH_Y: TYPED (rows_of) (w, ROTATE_FETCH_Y); break;
  case ROTATE_FETCH_BOTH: TYPED (rows_of) (w, ROTATE_FETCH_BOTH); break;
  }
}

/* ---- lines: one pair of columns along other dimensions ---- */

static void TYPED (line) (size_t n, PAIRS p, TURNS t, rotate_fetch fetch)
{
  const int apart = t.c1 != t.c0;
  switch (fetch) {
  case ROTATE_FETCH_NOTHING: TYPED (unit_run) (n, (HEADS) {1, 0, 0}, p, t, AHEAD_OF_ONE, ROTATE_FETCH_NOTHING, 1); break;
  case ROTATE_FETCH_Y: TYPED (unit_run) (n, (HEADS) {1, 0, 0}, p, t, AHEAD_OF_ONE, ROTATE_FETCH_Y, 1); break;
  case ROTATE_FETCH_BOTH:
    if (apart)
      TYPED (unit_run) (n, (HEADS) {1, 0, 0}, p, t, AHEAD_OF_ONE, ROTATE_FETCH_BOTH, 1);
    else
      TYPED (unit_run) (n, (HEADS) {1, 0, 0}, p, t, AHEAD_OF_ONE, ROTATE_FETCH_BOTH, 0);
    break;
  }
}

static inline ALWAYS_INLINE void TYPED (same_angle) (size_t n, PAIRS p, V c0, V s0, V c1, V s1, rotate_fetch fetch)
{
  size_t k = 0;
  for (; k + LANES <= n; k += LANES)
    TYPED (unit_vector) (TYPED (pairs_from) (p, (ptrdiff_t) k, (ptrdiff_t) k), c0, s0, c1, s1, AHEAD_OF_ONE, fetch);
  if (k < n)
    TYPED (unit_part) (n - k, TYPED (pairs_from) (p, (ptrdiff_t) k, (ptrdiff_t) k), c0, s0, c1, s1);
}

/* count groups of n elements that lie together, x_step and y_step from one group to the next, each with one angle. */
static void TYPED (groups) (size_t count, size_t n, PAIRS p, ptrdiff_t x_step, ptrdiff_t y_step, ptrdiff_t t_step, TURNS t, rotate_fetch fetch)
{
  for (size_t k = 0; k < count; k++) {
    const V c0 = JOIN (same_angle, NAME) (*t.c0), s0 = JOIN (same_angle, NAME) (*t.s0), c1 = JOIN (same_angle, NAME) (*t.c1), s1 = JOIN (same_angle, NAME) (*t.s1);
    if (fetch == ROTATE_FETCH_NOTHING)
      TYPED (same_angle) (n, p, c0, s0, c1, s1, ROTATE_FETCH_NOTHING);
    else
      TYPED (same_angle) (n, p, c0, s0, c1, s1, ROTATE_FETCH_BOTH);
    p = (PAIRS) {p.x0 + x_step, p.x1 + x_step, p.y0 + y_step, p.y1 + y_step};
    t = (TURNS) {t.c0 + t_step, t.s0 + t_step, t.c1 + t_step, t.s1 + t_step};
  }
}

#include "past_body.h"

#undef HEADS
#undef HELD_UNIT
#undef HELD_ADJACENT
#undef FETCH
#undef AHEAD_OF_STREAMS
#undef AHEAD_OF_ONE
#undef AHEAD_TOGETHER
#undef STORE_SOME
#undef LOAD_SOME
#undef STORE
#undef LOAD
#undef SWAP
#undef DIFFERENCE
#undef SUM
#undef SOME_ANGLES
#undef ANGLE
#undef LANES
#undef V
#undef ROWS
#undef PAIRS
#undef TURNS
#undef TYPED
