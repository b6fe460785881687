/* test_kernels.c - the kernels of every instruction set that this processor has give the bits of the plain ones, at every length
   and alignment, in place and not.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "kernels/kernels.h"
#include "point.h"
#include "splitmix.h"
#include "tensors.h"

#define LENGTH 67
#define SHIFT 5                        /* elements by which arrays are moved off alignment */
#define ROOM (3 * LENGTH + SHIFT)      /* pairs up to three apart */
#define LINES ((LENGTH * 8 + 63) / 64 * 64) /* bytes of entries in any format */
#define HEADS 3
#define TOKENS 2
#define HEAD (2 * ROOM + 20)           /* columns of a head */
#define TENSOR (ROTATE_STREAMS * TOKENS * HEADS * HEAD)
#define ANGLES (ROTATE_STREAMS * TOKENS * (4 * LENGTH + SHIFT))

static const char *const sets[] = {"plain", "avx2", "avx512"};

static const rotate_fetch fetches[] = {ROTATE_FETCH_NOTHING, ROTATE_FETCH_Y, ROTATE_FETCH_BOTH};

/* A run of n pairs in a head, in the form asked for, with its angles one array after the other. */
static rotate_run run_of (rotate_form form, size_t n, int in_place)
{
  const int adjacent_in = form == ROTATE_ADJACENT || form == ROTATE_SPLIT, adjacent_out = form == ROTATE_ADJACENT || form == ROTATE_MERGE;
  rotate_run r = {form, n, 7, adjacent_in ? 8 : 7 + ROOM, 7, adjacent_out ? 8 : 7 + ROOM, 3, in_place ? 3 : 2, 0, n, 2 * n, 3 * n};
  if (form == ROTATE_ADJACENT)
    r.s0 = 2 * n;
  return r;
}

static rotate_run past_run (int form, size_t n, size_t at)
{
  const int adjacent = form % 3 == 2;
  const ptrdiff_t first = (ptrdiff_t) at, second = first + (adjacent ? 1 : (ptrdiff_t) n);
  return (rotate_run) {adjacent ? ROTATE_ADJACENT : form % 3 ? ROTATE_UNIT_WIDE : ROTATE_UNIT, n, first, second, first, second, 1, 1, 0, adjacent ? 2 * n : n,
                       form % 3 ? 2 * n : 0, form % 3 ? 3 * n : n};
}

#define DEFINE_TEST(STORED, NAME, FORMAT, REAL, KIND)                                                                 \
  typedef struct {                                                                                                    \
    REAL t[ANGLES];                                                                                                   \
    STORED x[TENSOR], y[TENSOR];                                                                                      \
  } arrays_##NAME;                                                                                                    \
                                                                                                                      \
  static void fill_##NAME (arrays_##NAME *a, splitmix *r, int special)                                                \
  {                                                                                                                   \
    for (ptrdiff_t k = 0; k < ANGLES; k++)                                                                            \
      element_set (element_arithmetic (FORMAT), a->t, k, element_random (r, element_arithmetic (FORMAT), special));   \
    for (ptrdiff_t k = 0; k < TENSOR; k++) {                                                                          \
      element_set (FORMAT, a->x, k, element_random (r, FORMAT, special));                                             \
      element_set (FORMAT, a->y, k, 0);                                                                               \
    }                                                                                                                 \
  }                                                                                                                   \
                                                                                                                      \
  static void rows_##NAME (const kernel_set *set, const request *q, arrays_##NAME *a, int past)                       \
  {                                                                                                                   \
    const rotate_run run = run_of (q->form, q->n, q->in_place);                                                       \
    const rotate_row row = {1, &run, 7, HEAD - 9 - SHIFT, 9, 1, 1};                                                   \
    rotate_rows_##NAME w = {.row = &row, .streams = q->streams, .tokens = TOKENS, .heads = HEADS, .x_token = HEADS * HEAD,         \
                            .x_head = HEAD, .y_token = HEADS * HEAD, .y_head = HEAD, .angles_token = 4 * LENGTH + SHIFT,           \
                            .angles_head = 0, .fetch = q->fetch, .together = (int) q->n % 2};                                       \
    for (size_t k = 0; k < q->streams; k++) {                                                                         \
      w.x[k] = a->x + k * TOKENS * HEADS * HEAD + q->shift;                                                           \
      w.y[k] = q->in_place ? a->x + k * TOKENS * HEADS * HEAD + q->shift : a->y + k * TOKENS * HEADS * HEAD + SHIFT - q->shift;    \
      w.angles[k] = a->t + k * TOKENS * (4 * LENGTH + SHIFT) + q->shift / 2;                                          \
    }                                                                                                                 \
    (past ? set->NAME.rows_past : set->NAME.rows) (&w);                                                               \
  }                                                                                                                   \
                                                                                                                      \
  /* Whole blocks from end to end of every head, as they must be to go past the cache. */                               \
  static void past_##NAME (const kernel_set *set, const request *q, arrays_##NAME *a, int past)                         \
  {                                                                                                                     \
    const size_t before = q->n % 2 * 64, after = q->n / 2 % 2 * 64, count = 32 * (1 + q->n % 3), nruns = 1 + q->n / 4 % 2; \
    const size_t dim = before + 2 * count + (nruns - 1) * 64 + after;                                                  \
    rotate_run run[] = {past_run ((int) q->form, count, before), past_run ((int) q->form + 1, 32, before + 2 * count)};       \
    const rotate_row row = {nruns, run, before, dim - after, after, 1, 1};                                              \
    const ptrdiff_t head = (ptrdiff_t) dim, apart = q->n % 5 == 0;                                                      \
    rotate_rows_##NAME w = {.row = &row, .streams = q->streams, .tokens = TOKENS, .heads = HEADS, .x_token = HEADS * head,         \
                            .x_head = head, .y_token = HEADS * (head + apart), .y_head = head + apart, .angles_token = 11, .fetch = q->fetch};  \
    for (size_t k = 0; k < q->streams; k++) {                                                                         \
      w.x[k] = a->x + k * TOKENS * HEADS * dim + q->shift;                                                            \
      w.y[k] = a->y + k * TOKENS * HEADS * (dim + 2) + SHIFT - q->shift;                                              \
      w.angles[k] = a->t + 7 * k + q->shift;                                                                          \
    }                                                                                                                 \
    (past ? set->NAME.rows_past : set->NAME.rows) (&w);                                                               \
    set->past_done ();                                                                                                \
  }                                                                                                                   \
                                                                                                                      \
  static void lines_##NAME (const kernel_set *set, const request *q, arrays_##NAME *a, int past)                      \
  {                                                                                                                   \
    const STORED *x = a->x + q->shift;                                                                                \
    STORED *y = q->in_place ? a->x + q->shift : a->y + SHIFT - q->shift;                                              \
    const ptrdiff_t group = (ptrdiff_t) q->n + 2;                                                                     \
    const rotate_pairs_##NAME p = {x, x + 9 * ROOM, y, y + 9 * ROOM};                                                 \
    rotate_angles_##KIND t = {a->t + q->shift, a->t + 2 * LENGTH, a->t + 4 * LENGTH, a->t + 6 * LENGTH + 1};          \
    if (q->streams == 2) { /* not wide */                                                                             \
      t.c1 = t.c0;                                                                                                    \
      t.s1 = t.s0;                                                                                                    \
    }                                                                                                                 \
    switch (q->streams) {                                                                                             \
    case 1:                                                                                                           \
    case 2:                                                                                                           \
      if (past)                                                                                                       \
        set->NAME.line_past (q->n, p, t);                                                                             \
      else                                                                                                            \
        set->NAME.line (q->n, p, t, q->fetch);                                                                        \
      break;                                                                                                          \
    case 3: set->NAME.groups (5, q->n, p, group, q->in_place ? group : group + 1, 2, t, q->fetch); break;        \
    default: set->NAME.strided (q->n, p, 3, q->in_place ? 3 : 2, (ptrdiff_t) q->shift % 2, t); break;                 \
    }                                                                                                                 \
  }                                                                                                                   \
                                                                                                                      \
  static void compare_##NAME (const kernel_set *set, const request *q, const arrays_##NAME *data, arrays_##NAME *a, arrays_##NAME *b) \
  {                                                                                                                   \
    *a = *data;                                                                                                       \
    *b = *data;                                                                                                       \
    if (q->past && !q->lines) {                                                                                       \
      past_##NAME (&kernels_plain, q, a, 0);                                                                          \
      past_##NAME (set, q, b, 1);                                                                                     \
    } else {                                                                                                          \
      (q->lines ? lines_##NAME : rows_##NAME) (&kernels_plain, q, a, 0);                                              \
      (q->lines ? lines_##NAME : rows_##NAME) (set, q, b, q->past);                                                   \
    }                                                                                                                 \
    for (ptrdiff_t k = 0; k < 2 * TENSOR; k++) /* x and y follow each other */                                        \
      if (!element_same (element_get (FORMAT, a->x, k), element_get (FORMAT, b->x, k)))                               \
        fail_msg ("%s, form %d, length %zu, shift %zu, streams %zu: element %td differs", set->name, q->form, q->n, q->shift, q->streams, k);  \
  }                                                                                                                   \
                                                                                                                      \
  static void test_##NAME (void **state)                                                                              \
  {                                                                                                                   \
    (void) state;                                                                                                     \
    splitmix r = {71};                                                                                                \
    arrays_##NAME *data = need (3, sizeof *data);                                                                     \
    for (size_t n = 0; n <= LENGTH; n++) {                                                                            \
      fill_##NAME (data, &r, (int) (n % 2));                                                                          \
      for (size_t k = 0; k < COUNT_OF (sets) * 20; k++) {                                                             \
        const kernel_set *set = kernels_named (sets[k % COUNT_OF (sets)]);                                            \
        const request q = request_random (&r, n);                                                                     \
        if (set)                                                                                                      \
          compare_##NAME (set, &q, data, data + 1, data + 2);                                                         \
      }                                                                                                               \
    }                                                                                                                 \
    free (data);                                                                                                      \
  }

typedef struct {
  rotate_form form;
  size_t n, shift, streams;
  int in_place, lines, past;
  rotate_fetch fetch;
} request;

static request request_random (splitmix *r, size_t n)
{
  request q = {.form = (rotate_form) splitmix_below (r, ROTATE_STRIDED + 1), .n = n, .shift = (size_t) splitmix_below (r, SHIFT),
               .streams = (size_t) splitmix_between (r, 1, ROTATE_STREAMS), .in_place = (int) splitmix_below (r, 2),
               .lines = (int) splitmix_below (r, 2), .fetch = fetches[splitmix_below (r, COUNT_OF (fetches))]};
  q.past = !q.in_place && splitmix_below (r, 2);
  if (!q.lines && (q.form == ROTATE_SPLIT || q.form == ROTATE_MERGE))
    q.in_place = 0;
  return q;
}

DEFINE_TEST (double, f64, ROME_F64, double, f64)
DEFINE_TEST (float, f32, ROME_F32, float, f32)
DEFINE_TEST (uint16_t, bf16, ROME_BF16, float, f32)
DEFINE_TEST (uint16_t, f16, ROME_F16, float, f32)

/* ---- rows of angles ---- */

#define DEFINE_SPREAD(REAL, NAME, FORMAT)                                                                             \
  static void test_spread_##NAME (void **state)                                                                       \
  {                                                                                                                   \
    (void) state;                                                                                                     \
    splitmix r = {74};                                                                                                \
    REAL from[40 * 45], a[40 * 100], b[40 * 100];                                                                     \
    for (ptrdiff_t k = 0; k < 40 * 45; k++)                                                                           \
      element_set (FORMAT, from, k, element_random (&r, FORMAT, 0));                                                  \
    for (int k = 0; k < 4000; k++) {                                                                                  \
      const size_t n = (size_t) splitmix_below (&r, 40), rows = (size_t) splitmix_below (&r, 40);                     \
      const rotate_spread_style style = {(int) splitmix_below (&r, 2), splitmix_below (&r, 2) ? 1 : -1, splitmix_below (&r, 2) ? 1 : -1}; \
      const int by_row = (int) splitmix_below (&r, 2);                                                                \
      const ptrdiff_t row_stride = by_row ? 45 : 1, column_stride = by_row ? 1 : 40;                                  \
      memset (a, 0, sizeof a);                                                                                        \
      for (size_t i = 0; i < rows; i++)                                                                               \
        for (size_t j = 0; j < n; j++) {                                                                              \
          const REAL v = from[(ptrdiff_t) i * row_stride + (ptrdiff_t) j * column_stride];                            \
          REAL *to = a + 100 * i;                                                                                     \
          if (style.twice) {                                                                                          \
            to[2 * j] = (REAL) style.even * v;                                                                        \
            to[2 * j + 1] = (REAL) style.odd * v;                                                                     \
          } else {                                                                                                    \
            to[j] = (REAL) (j % 2 ? style.odd : style.even) * v;                                                      \
          }                                                                                                           \
        }                                                                                                             \
      for (size_t m = 0; m <= COUNT_OF (sets); m++) {                                                                 \
        const kernel_set *set = m ? kernels_named (sets[m - 1]) : &kernels_plain;                                     \
        memset (b, 0, sizeof b);                                                                                      \
        if (set)                                                                                                      \
          set->spread_##NAME (n, rows, from, row_stride, column_stride, &style, b, 100);                              \
        if (set)                                                                                                      \
          assert_memory_equal (a, b, sizeof a);                                                                       \
      }                                                                                                               \
    }                                                                                                                 \
  }

DEFINE_SPREAD (double, f64, ROME_F64)
DEFINE_SPREAD (float, f32, ROME_F32)

/* ---- the matrix form: against the formula, element by element; nothing beyond the end is written ---- */

#define DEFINE_PICK(REAL, NAME, FORMAT, BITS)                                                                         \
  static void test_pick_##NAME (void **state)                                                                         \
  {                                                                                                                   \
    (void) state;                                                                                                     \
    splitmix r = {76};                                                                                                \
    REAL x[LENGTH], a[LENGTH + 1], b[LENGTH + 1];                                                                     \
    int32_t source[LENGTH];                                                                                           \
    BITS keep[LENGTH], flip[LENGTH];                                                                                  \
    for (size_t n = 0; n <= LENGTH; n++) {                                                                            \
      memset (a, 0x5a, sizeof a);                                                                                     \
      for (size_t j = 0; j < n; j++) {                                                                                \
        const int sign = (int) splitmix_below (&r, 3) - 1;                                                            \
        element_set (FORMAT, x, (ptrdiff_t) j, element_random (&r, FORMAT, 1));                                       \
        source[j] = (int32_t) splitmix_below (&r, j + 1);                                                             \
        keep[j] = sign ? -1 : 0;                                                                                      \
        flip[j] = sign < 0 ? (BITS) ((uint64_t) 1 << (8 * sizeof (BITS) - 1)) : 0;                                    \
        a[j] = sign == 0 ? 0 : sign > 0 ? x[source[j]] : -x[source[j]];                                               \
      }                                                                                                               \
      for (size_t m = 0; m <= COUNT_OF (sets); m++) {                                                                 \
        const kernel_set *set = m ? kernels_named (sets[m - 1]) : &kernels_plain;                                     \
        memset (b, 0x5a, sizeof b);                                                                                   \
        if (set) {                                                                                                    \
          set->pick_##NAME (n, source, keep, flip, x, b);                                                             \
          assert_memory_equal (a, b, sizeof a);                                                                       \
        }                                                                                                             \
      }                                                                                                               \
    }                                                                                                                 \
  }

DEFINE_PICK (double, f64, ROME_F64, int64_t)
DEFINE_PICK (float, f32, ROME_F32, int32_t)

#define DEFINE_COMBINE(STORED, NAME, FORMAT, REAL)                                                                    \
  static void test_combine_##NAME (void **state)                                                                      \
  {                                                                                                                   \
    (void) state;                                                                                                     \
    splitmix r = {77};                                                                                                \
    STORED x[LENGTH], a[LENGTH + 1], b[LENGTH + 1];                                                                   \
    REAL v[4][LENGTH], same[LENGTH + 1], made[LENGTH + 1];                                                            \
    for (size_t n = 0; n <= LENGTH; n++) {                                                                            \
      memset (a, 0x5a, sizeof a);                                                                                     \
      memset (same, 0x5a, sizeof same);                                                                               \
      for (size_t j = 0; j < n; j++) {                                                                                \
        for (int k = 0; k < 4; k++)                                                                                   \
          v[k][j] = (REAL) element_random (&r, element_arithmetic (FORMAT), 0);                                       \
        const REAL first = v[0][j] * v[2][j], second = v[1][j] * v[3][j], sum = first + second;                       \
        element_set (FORMAT, a, (ptrdiff_t) j, narrow_round ((double) sum, 0, FORMAT));                               \
        element_set (FORMAT, x, (ptrdiff_t) j, element_random (&r, FORMAT, 1));                                       \
        same[j] = (REAL) element_get (FORMAT, x, (ptrdiff_t) j);                                                      \
      }                                                                                                               \
      for (size_t m = 0; m <= COUNT_OF (sets); m++) {                                                                 \
        const kernel_set *set = m ? kernels_named (sets[m - 1]) : &kernels_plain;                                     \
        if (!set)                                                                                                     \
          continue;                                                                                                   \
        memset (b, 0x5a, sizeof b);                                                                                   \
        set->NAME.combine (n, v[0], v[1], v[2], v[3], b);                                                             \
        assert_memory_equal (a, b, sizeof a);                                                                         \
        memset (made, 0x5a, sizeof made);                                                                             \
        set->NAME.widen (n, x, made);                                                                                 \
        for (size_t j = 0; j < n; j++)                                                                                \
          assert_true (element_same ((double) made[j], (double) same[j]));                                            \
        assert_memory_equal (made + n, same + n, sizeof *made);                                                       \
      }                                                                                                               \
    }                                                                                                                 \
  }

DEFINE_COMBINE (double, f64, ROME_F64, double)
DEFINE_COMBINE (float, f32, ROME_F32, float)
DEFINE_COMBINE (uint16_t, bf16, ROME_BF16, float)
DEFINE_COMBINE (uint16_t, f16, ROME_F16, float)

/* ---- tables ---- */

#define DIGITS 3
#define DIGIT_SIZE (CACHE_DIGIT_MASK + 1)

/* Numbers for seeds and for the tables of digits: no angles, but as wild as angles are. */
typedef struct {
  double b[4][LENGTH + SHIFT], part[4][LENGTH + SHIFT];
  uint64_t position[LENGTH + SHIFT];
  roots_point a, digit[DIGITS][DIGIT_SIZE];
} seeds;

static dd random_dd (splitmix *r, int low)
{
  const double hi = splitmix_double (r, low, -1);
  return (dd) {hi, splitmix_double (r, -60, -54) * hi};
}

/* Some are small, so that the proof of the rounding fails for them. */
static void fill_seeds (seeds *s, splitmix *r)
{
  const int low = splitmix_below (r, 4) ? -3 : -120;
  for (size_t k = 0; k < LENGTH + SHIFT; k++) {
    const dd c = random_dd (r, -3), t = random_dd (r, low);
    s->b[0][k] = c.hi;
    s->b[1][k] = c.lo;
    s->b[2][k] = t.hi;
    s->b[3][k] = t.lo;
    s->position[k] = splitmix_below (r, (uint64_t) DIGIT_SIZE * DIGIT_SIZE * DIGIT_SIZE);
  }
  for (int k = 0; k < 4; k += 2)
    kernels_plain.part_seeds (LENGTH + SHIFT, s->b[k], s->b[k + 1], s->part[k], s->part[k + 1]);
  s->a = (roots_point) {random_dd (r, -3), random_dd (r, low)};
  for (size_t d = 0; d < DIGITS; d++)
    for (size_t k = 0; k < DIGIT_SIZE; k++)
      s->digit[d][k] = (roots_point) {random_dd (r, -3), random_dd (r, low)};
}

static void compare_fill (cache_kernel *plain, cache_kernel *chosen, size_t n, const cache_source *source, double slack)
{
  double a[2][LENGTH] = {{0}}, b[2][LENGTH] = {{0}}; /* room for any format */
  assert_int_equal (plain (n, source, slack, a[0], a[1]) != 0, chosen (n, source, slack, b[0], b[1]) != 0);
  assert_memory_equal (a, b, sizeof a);
}

/* What is not proved may differ: products may be fused with sums.  Past the cache, too, where entries lie on lines. */
static void compare_range (const kernel_set *chosen, int format, size_t n, const cache_source *source, size_t *proved)
{
  const double slack = format == ROME_F64 ? CACHE_SLACK_SHORT : CACHE_SLACK_PLAIN;
  _Alignas (64) char a[2][LINES], b[2][LINES];
  memset (a, 0, sizeof a);
  memset (b, 0, sizeof b);
  cache_source past = *source;
  past.past_cache = chosen->goes_past_cache;
  const int plain = kernels_plain.fill_range[format] (n, source, slack, a[0], a[1]), other = chosen->fill_range[format] (n, &past, slack, b[0], b[1]);
  chosen->past_done ();
  if (plain || other)
    return;
  *proved += n > 0;
  assert_memory_equal (a, b, sizeof a);
}

static void compare_tables (const kernel_set *chosen, const seeds *s, size_t n, size_t shift, size_t *proved)
{
  const cache_seeds b = {s->b[0] + shift, s->b[1] + shift, s->b[2] + shift, s->b[3] + shift};
  const cache_seeds part = {s->part[0] + shift, s->part[1] + shift, s->part[2] + shift, s->part[3] + shift};
  const cache_source sum = {.a = s->a, .b = b, .part = part};
  const cache_source digits = {.digit = {s->digit[0], s->digit[1], s->digit[2]}, .position = s->position + shift};
  for (int f = ROME_F64; f <= ROME_F16; f++) {
    compare_range (chosen, f, n, &sum, proved);
    compare_fill (kernels_plain.fill_careful[f], chosen->fill_careful[f], n, &sum, CACHE_SLACK_CAREFUL);
    compare_fill (kernels_plain.fill_digits[f], chosen->fill_digits[f], n, &digits, CACHE_SLACK_CAREFUL);
  }
}

static void test_tables (void **state)
{
  (void) state;
  splitmix r = {72};
  seeds *s = need (1, sizeof *s);
  size_t proved = 0, compared = 0;
  for (int round = 0; round < 10; round++) {
    fill_seeds (s, &r);
    for (size_t n = 0; n <= LENGTH; n++)
      for (size_t shift = 0; shift < SHIFT; shift++)
        for (size_t k = 0; k < COUNT_OF (sets); k++)
          if (kernels_named (sets[k])) {
            compare_tables (kernels_named (sets[k]), s, n, shift, &proved);
            compared += 4;
          }
  }
  assert_true (2 * proved >= compared);
  free (s);
}

/* Entries one at a time: how many of them the kernel does not prove. */
static int not_proved (cache_kernel *fill, const seeds *s, int by_digits, double slack)
{
  double c[1], sn[1]; /* room for any format */
  int doubts = 0;
  for (size_t k = 0; k < LENGTH; k++) {
    const cache_source sum = {.a = s->a, .b = {s->b[0] + k, s->b[1] + k, s->b[2] + k, s->b[3] + k}};
    const cache_source digits = {.digit = {s->digit[0], s->digit[1], s->digit[2]}, .position = s->position + k};
    doubts += fill (1, by_digits ? &digits : &sum, slack, c, sn) != 0;
  }
  return doubts;
}

/* Where a result is not within 2^-20 of the rounding's doubtful places: what is in doubt without need would be made the long way. */
static void test_ordinary_entries_are_proved (void **state)
{
  (void) state;
  splitmix r = {74};
  seeds *s = need (1, sizeof *s);
  for (int round = 0; round < 40; round++) {
    fill_seeds (s, &r);
    if (fabs (s->a.sin.hi) < 0x1p-4 || fabs (s->b[2][0]) < 0x1p-4)
      continue;
    for (int f = ROME_F64; f <= ROME_F16; f++)
      for (int n = -1; n < (int) COUNT_OF (sets); n++) {
        const kernel_set *set = n < 0 ? &kernels_plain : kernels_named (sets[n]);
        if (!set)
          continue;
        assert_int_equal (not_proved (set->fill_careful[f], s, 0, CACHE_SLACK_CAREFUL), 0);
        assert_int_equal (not_proved (set->fill_digits[f], s, 1, CACHE_SLACK_CAREFUL), 0);
      }
  }
  free (s);
}

/* ---- points ---- */

/* Batches as point.c makes them, and with every sign and exchange. */
static void random_batch (splitmix *r, point_batch *b)
{
  for (size_t i = 0; i < POINT_BATCH; i++) {
    const double turns = splitmix_below (r, 8) ? splitmix_double (r, -200, -19) : 0;
    b->turns[i] = fabs (turns);
    b->turns_lo[i] = splitmix_double (r, -60, -54) * turns;
    b->coarse[i] = (unsigned char) splitmix_below (r, ROOTS_COARSE + 1);
    b->fine[i] = (unsigned char) splitmix_below (r, ROOTS_FINE + 1);
    b->coarse_sign[i] = splitmix_next (r) >> 63 << 63;
    b->fine_sign[i] = splitmix_next (r) >> 63 << 63;
    b->swap[i] = -(splitmix_next (r) >> 63);
    b->cos_sign[i] = splitmix_next (r) >> 63 << 63;
    b->sin_sign[i] = splitmix_next (r) >> 63 << 63;
    b->doubtful[i] = 0;
  }
}

static void compare_points (const kernel_set *chosen, size_t n, const roots_table *table, const dd *factor, const point_batch *batch)
{
  const size_t filled = (n + POINT_LANES - 1) / POINT_LANES * POINT_LANES;
  point_batch mine = *batch, theirs = *batch;
  static const point_values zero;
  point_values a = zero, b = zero;
  assert_int_equal (kernels_plain.points (n, table, factor, &mine, &a) != 0, chosen->points (n, table, factor, &theirs, &b) != 0);
  assert_memory_equal (&a, &b, sizeof a);
  for (size_t i = 0; i < filled; i++)
    assert_int_equal (mine.doubtful[i] != 0, theirs.doubtful[i] != 0);
}

static void test_points (void **state)
{
  (void) state;
  splitmix r = {73};
  roots_table *table = need (1, sizeof *table);
  roots_make (table);
  for (size_t round = 0; round < 2000; round++) {
    point_batch batch;
    random_batch (&r, &batch);
    const dd factor = random_dd (&r, -3);
    for (size_t k = 0; k < COUNT_OF (sets); k++)
      if (kernels_named (sets[k]))
        compare_points (kernels_named (sets[k]), 1 + round % POINT_BATCH, table, round % 3 ? NULL : &factor, &batch);
  }
  free (table);
}

static void test_names (void **state)
{
  (void) state;
  assert_string_equal (kernels_plain.name, "plain");
  assert_string_equal (kernels ()->name, rome_instruction_set ());
  assert_ptr_equal (kernels_named (kernels ()->name), kernels ());
  assert_null (kernels_named ("no such set"));
  printf ("measured kernels compared with plain:%s%s\n", kernels_named ("avx2") ? " avx2" : "", kernels_named ("avx512") ? " avx512" : "");
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_f64),
    cmocka_unit_test (test_f32),
    cmocka_unit_test (test_bf16),
    cmocka_unit_test (test_f16),
    cmocka_unit_test (test_spread_f64),
    cmocka_unit_test (test_spread_f32),
    cmocka_unit_test (test_pick_f64),
    cmocka_unit_test (test_pick_f32),
    cmocka_unit_test (test_combine_f64),
    cmocka_unit_test (test_combine_f32),
    cmocka_unit_test (test_combine_bf16),
    cmocka_unit_test (test_combine_f16),
    cmocka_unit_test (test_tables),
    cmocka_unit_test (test_ordinary_entries_are_proved),
    cmocka_unit_test (test_points),
    cmocka_unit_test (test_names),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
