/* past_body.h - rows and lines written past the cache, by whole vectors at aligned addresses.

   Part of rotate_body.h, with its names.  Stores past the cache must be aligned, and arrays seldom are: every vector that leaves is
   put together from the end of one block and the beginning of the next.  What is left at either end of a stream goes the common way.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define LINE JOIN (line, NAME)
#define LINE_OF JOIN (line_of, NAME)
#define TURNED JOIN (turned_line, NAME)
#define JOINED JOIN (joined_line, NAME)
#define LEAVE JOIN (leave_line, NAME)
#define LEAVE_SOME JOIN (leave_some_line, NAME)

/* lead: bytes from the start of a block to the next aligned address. */
typedef struct {
  size_t lead;
  past_shift shift;
} TYPED (past);
#define PAST TYPED (past)

static inline ALWAYS_INLINE PAST TYPED (past_at) (const STORED *y)
{
  const size_t lead = -(uintptr_t) y % sizeof (LINE);
  return (PAST) {lead, past_shift_by (lead / 4)};
}

/* Block `now` at y follows `before`, unless it is the first. */
static inline ALWAYS_INLINE LINE TYPED (pass_on) (STORED *y, const PAST *to, LINE before, LINE now, int first)
{
  const LINE turned = TURNED (now, to->shift);
  if (first)
    LEAVE_SOME (y, now, to->lead);
  else
    LEAVE ((char *) y + to->lead - sizeof (LINE), JOINED (before, turned, to->shift));
  return turned;
}

/* What is left of the last block, which ends at y. */
static inline ALWAYS_INLINE void TYPED (leave_last) (STORED *y, const PAST *to, LINE before)
{
  LEAVE_SOME ((char *) y + to->lead - sizeof (LINE), JOINED (before, before, to->shift), sizeof (LINE) - to->lead);
}

/* ---- rows ---- */

static inline ALWAYS_INLINE LINE TYPED (copy_past) (size_t n, const STORED *x, STORED *y, const PAST *to, LINE before, int first)
{
  for (size_t k = 0; k < n; k += LANES, first = 0) {
    LINE now;
    memcpy (&now, x + k, sizeof now);
    before = TYPED (pass_on) (y + k, to, before, now, first);
  }
  return before;
}

static inline ALWAYS_INLINE LINE TYPED (adjacent_past) (size_t n, const STORED *x, STORED *y, const REAL *c, const REAL *s,
                                                        const PAST *to, LINE before, int first)
{
  for (size_t k = 0; k < n; k += LANES, first = 0) {
    const V v = LOAD (x + k);
    __builtin_prefetch ((const char *) (x + k) + AHEAD_OF_STREAMS);
    before = TYPED (pass_on) (y + k, to, before, LINE_OF (SUM (v, ANGLE (c + k), SWAP (v), ANGLE (s + k))), first);
  }
  return before;
}

/* The second halves follow the first ones: their first block is kept until the last one of those is there. */
static inline ALWAYS_INLINE LINE TYPED (unit_past) (size_t n, PAIRS p, TURNS t, const PAST *to, LINE before, int first)
{
  LINE after = before, between = before;
  for (size_t k = 0; k < n; k += LANES) {
    const V a = LOAD (p.x0 + k), b = LOAD (p.x1 + k);
    __builtin_prefetch ((const char *) (p.x0 + k) + AHEAD_OF_STREAMS);
    __builtin_prefetch ((const char *) (p.x1 + k) + AHEAD_OF_STREAMS);
    const LINE low = LINE_OF (DIFFERENCE (a, ANGLE (t.c0 + k), b, ANGLE (t.s0 + k)));
    const LINE high = LINE_OF (SUM (b, ANGLE (t.c1 + k), a, ANGLE (t.s1 + k)));
    before = TYPED (pass_on) (p.y0 + k, to, before, low, k == 0 && first);
    if (k == 0)
      after = between = TURNED (high, to->shift);
    else
      after = TYPED (pass_on) (p.y1 + k, to, after, high, 0);
  }
  LEAVE ((char *) p.y1 + to->lead - sizeof (LINE), JOINED (before, between, to->shift));
  return after;
}

static inline ALWAYS_INLINE LINE TYPED (head_past) (const rotate_row *row, const STORED *x, STORED *y, const REAL *angles,
                                                    const PAST *to, LINE before, int first)
{
  if (row->before > 0) {
    before = TYPED (copy_past) (row->before, x, y, to, before, first);
    first = 0;
  }
  for (size_t n = 0; n < row->nruns; n++, first = 0) {
    const rotate_run *r = &row->run[n];
    const PAIRS p = {x + r->x0, x + r->x1, y + r->y0, y + r->y1};
    const TURNS t = {angles + r->c0, angles + r->s0, angles + r->c1, angles + r->s1};
    if (r->form == ROTATE_ADJACENT)
      before = TYPED (adjacent_past) (2 * r->count, p.x0, p.y0, t.c0, t.s0, to, before, first);
    else
      before = TYPED (unit_past) (r->count, p, t, to, before, first);
  }
  return TYPED (copy_past) (row->after, x + row->after_at, y + row->after_at, to, before, first);
}

/* Whether a head is blocks from end to end, one run after the other. */
static int TYPED (is_whole) (const rotate_row *row)
{
  size_t at = row->before;
  int whole = row->x_step == 1 && row->y_step == 1 && row->before % LANES == 0 && row->after % LANES == 0;
  for (size_t n = 0; n < row->nruns && whole; n++) {
    const rotate_run *r = &row->run[n];
    const int halves = (r->form == ROTATE_UNIT || r->form == ROTATE_UNIT_WIDE) && r->count % LANES == 0 && r->y1 == r->y0 + (ptrdiff_t) r->count;
    whole = r->count > 0 && (halves || (r->form == ROTATE_ADJACENT && 2 * r->count % LANES == 0)) && r->y0 == (ptrdiff_t) at;
    at += 2 * r->count;
  }
  return whole && at == row->after_at;
}

/* Whether each stream is heads that follow each other in y, and all start as far from an aligned address. */
static int TYPED (goes_past) (const ROWS *w)
{
  const ptrdiff_t dim = (ptrdiff_t) (w->row->after_at + w->row->after), heads = (ptrdiff_t) w->heads;
  int past = TYPED (is_whole) (w->row) && (heads == 1 || w->y_head == dim) && (w->tokens == 1 || w->y_token == heads * dim) && w->heads > 0;
  for (size_t q = 0; q < w->streams; q++)
    past = past && (uintptr_t) w->y[q] % JOIN (PAST_UNIT, NAME) == 0 && ((uintptr_t) w->y[q] - (uintptr_t) w->y[0]) % sizeof (LINE) == 0;
  return past;
}

/* Every head but the first of each stream.  form: of its only run, or ROTATE_STRIDED: any. */
static inline ALWAYS_INLINE void TYPED (heads_past) (const ROWS *w, const PAST *to, LINE *before, rotate_form form)
{
  const rotate_run run = w->row->nruns ? *w->row->run : (rotate_run) {0};
  const size_t streams = w->streams, heads = w->heads;
  const ptrdiff_t x_head = w->x_head, y_head = w->y_head, angles_head = w->angles_head;
  const PAST place = *to;
  for (ptrdiff_t s = 0; s < (ptrdiff_t) w->tokens; s++) {
    const size_t begin = s == 0;
    ptrdiff_t x_at = s * w->x_token + (begin ? x_head : 0), y_at = s * w->y_token + (begin ? y_head : 0);
    ptrdiff_t angles_at = s * w->angles_token + (begin ? angles_head : 0);
    for (size_t h = begin; h < heads; h++, x_at += x_head, y_at += y_head, angles_at += angles_head)
      for (size_t q = 0; q < streams; q++) {
        const STORED *x = w->x[q] + x_at;
        STORED *y = w->y[q] + y_at;
        const REAL *angles = w->angles[q] + angles_at;
        const PAIRS p = {x + run.x0, x + run.x1, y + run.y0, y + run.y1};
        const TURNS t = {angles + run.c0, angles + run.s0, angles + run.c0, angles + run.s0};
        if (form == ROTATE_ADJACENT)
          before[q] = TYPED (adjacent_past) (2 * run.count, p.x0, p.y0, t.c0, t.s0, &place, before[q], 0);
        else if (form == ROTATE_UNIT)
          before[q] = TYPED (unit_past) (run.count, p, t, &place, before[q], 0);
        else
          before[q] = TYPED (head_past) (w->row, x, y, angles, &place, before[q], 0);
      }
  }
}

static void TYPED (rows_past) (const ROWS *w)
{
  if (!TYPED (goes_past) (w)) {
    TYPED (rows_of) (w, ROTATE_FETCH_BOTH);
    return;
  }
  const ptrdiff_t dim = (ptrdiff_t) (w->row->after_at + w->row->after), each = (ptrdiff_t) (w->tokens * w->heads) * dim;
  const PAST to = TYPED (past_at) (w->y[0]);
  LINE before[ROTATE_STREAMS];
  memset (before, 0, sizeof before);
  for (size_t q = 0; q < w->streams; q++)
    before[q] = TYPED (head_past) (w->row, w->x[q], w->y[q], w->angles[q], &to, before[q], 1);
  if (!TYPED (is_plain) (w->row))
    TYPED (heads_past) (w, &to, before, ROTATE_STRIDED);
  else if (w->row->run->form == ROTATE_UNIT)
    TYPED (heads_past) (w, &to, before, ROTATE_UNIT);
  else
    TYPED (heads_past) (w, &to, before, ROTATE_ADJACENT);
  for (size_t q = 0; q < w->streams; q++)
    TYPED (leave_last) (w->y[q] + each, &to, before[q]);
}

/* ---- lines ---- */

static void TYPED (line_past) (size_t n, PAIRS p, TURNS t)
{
  if (n < LANES || ((uintptr_t) p.y0 | (uintptr_t) p.y1) % JOIN (PAST_UNIT, NAME) != 0) {
    TYPED (line) (n, p, t, ROTATE_FETCH_BOTH);
    return;
  }
  const PAST to0 = TYPED (past_at) (p.y0), to1 = TYPED (past_at) (p.y1);
  const size_t left = n % LANES, end = n - left;
  LINE before0, before1;
  memset (&before0, 0, sizeof before0);
  memset (&before1, 0, sizeof before1);
  for (size_t k = 0; k < end; k += LANES) {
    const V a = LOAD (p.x0 + k), b = LOAD (p.x1 + k);
    __builtin_prefetch ((const char *) (p.x0 + k) + AHEAD_OF_ONE);
    __builtin_prefetch ((const char *) (p.x1 + k) + AHEAD_OF_ONE);
    const LINE low = LINE_OF (DIFFERENCE (a, ANGLE (t.c0 + k), b, ANGLE (t.s0 + k)));
    const LINE high = LINE_OF (SUM (b, ANGLE (t.c1 + k), a, ANGLE (t.s1 + k)));
    before0 = TYPED (pass_on) (p.y0 + k, &to0, before0, low, k == 0);
    before1 = TYPED (pass_on) (p.y1 + k, &to1, before1, high, k == 0);
  }
  TYPED (leave_last) (p.y0 + end, &to0, before0);
  TYPED (leave_last) (p.y1 + end, &to1, before1);
  if (left > 0)
    TYPED (unit_part) (left, TYPED (pairs_from) (p, (ptrdiff_t) end, (ptrdiff_t) end), SOME_ANGLES (t.c0 + end, left), SOME_ANGLES (t.s0 + end, left),
                       SOME_ANGLES (t.c1 + end, left), SOME_ANGLES (t.s1 + end, left));
}

#undef PAST
#undef LEAVE_SOME
#undef LEAVE
#undef JOINED
#undef TURNED
#undef LINE_OF
#undef LINE
