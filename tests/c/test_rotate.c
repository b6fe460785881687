/* test_rotate.c - the rotation against its plainest form, bit for bit, and what it must refuse and leave alone.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rotation_cases.h"

#include "rotate_plan.h"

/* ---- every way to walk gives the same bits ---- */

static void check_case (const rotation_case *c, splitmix *random)
{
  rotation_made m = rotation_make (c, random);
  const rome_rotation *r = rotation_of (&m);
  tensor expected = model_rotate (r, &m.x, &layout_plain);
  assert_ok (rome_rotate (r, NULL));
  tensor_equal (&m.y, &expected);
  tensor_check_guards (&m.y);
  rome_rotation fresh = *r;
  fresh.fresh_output = 1;
  assert_ok (rome_rotate (&fresh, NULL));
  tensor_equal (&m.y, &expected);
  if (rotation_in_place (c)) { /* the same call with y = x */
    rome_rotation in_place = *r;
    in_place.y = m.x.origin;
    in_place.y_stride = m.x.stride;
    assert_ok (rome_rotate (&in_place, NULL));
    tensor_equal (&m.x, &expected);
    tensor_check_guards (&m.x);
  }
  tensor_free (&expected);
  rotation_free (&m);
}

static void test_random_cases (void **state)
{
  (void) state;
  splitmix r = {51};
  for (int n = 0; n < 1000; n++) {
    const rotation_case c = rotation_random (&r);
    check_case (&c, &r);
  }
}

/* Streams, fetching ahead and stores past the cache are meant for large tensors: here small ones go these ways. */
static void test_ways_of_large_tensors (void **state)
{
  (void) state;
  splitmix r = {56};
  const rotate_limits usual = rotate_from, all[] = {{0, 0, 0, 0, SIZE_MAX}, {0, 0, 0, 0, 1}, {0, SIZE_MAX, SIZE_MAX, SIZE_MAX, 1}};
  static const layout planes = {{0, 1, 2, 3}, {0}, 0};
  static const size_t heads[] = {1, 2, 4, 5, 8, 32, 41};
  for (int n = 0; n < 300; n++) {
    rotation_case c = rotation_random (&r);
    c.extent = (rome_extent) {1 + (size_t) splitmix_below (&r, 3), 1 + (size_t) splitmix_below (&r, 40), heads[splitmix_below (&r, COUNT_OF (heads))],
                              c.extent.dim};
    if (n % 8 == 0 && c.extent.dim < 80)
      c.extent.tokens *= 20;
    if (c.table_by_batch || c.table_by_head || splitmix_below (&r, 2))
      c.rows = ROWS_COUNTED;
    if (splitmix_below (&r, 4))
      c.x = c.y = splitmix_below (&r, 3) ? layout_plain : planes;
    rotate_from = all[n % (int) COUNT_OF (all)];
    check_case (&c, &r);
  }
  rotate_from = usual;
}

/* Number n of the 24 orders of four dimensions. */
static layout order_number (int n)
{
  layout l = {{0}, {0}, 0};
  int left[4] = {0, 1, 2, 3};
  for (int k = 0, choices = 4; k < 4; k++, choices--) {
    const int take = n % choices;
    n /= choices;
    l.order[k] = left[take];
    for (int j = take; j + 1 < choices; j++) /* no memmove: valgrind takes the fortified one for memcpy */
      left[j] = left[j + 1];
  }
  return l;
}

static rotation_case usual_case (void)
{
  return (rotation_case) {.format = ROME_F64, .extent = {2, 19, 3, 64}, .blocks = 1, .block_dim = {64}, .threads = 1,
                          .spare_rows = 3, .rows = ROWS_OFFSETS, .x = layout_plain, .y = layout_plain};
}

static void test_all_orders_of_dimensions (void **state)
{
  (void) state;
  splitmix r = {52};
  rotation_case c = usual_case ();
  for (int n = 0; n < 24; n++)
    for (int variant = 0; variant < 16; variant++) {
      c.format = (rome_format) (variant % 4);
      c.pairing = (rome_pairing) ((variant / 4 + n) % 4);
      c.wide = (n + variant) / 3 % 2;
      c.x = order_number (n);
      c.y = variant & 8 ? order_number ((n + 7) % 24) : c.x;
      check_case (&c, &r);
    }
}

static void test_heads_and_blocks_of_models (void **state)
{
  (void) state;
  const size_t dim[] = {2, 64, 80, 96, 128, 256};
  splitmix r = {53};
  rotation_case c = usual_case ();
  for (int variant = 0; variant < 32; variant++) {
    c.format = (rome_format) (variant % 4);
    c.pairing = (rome_pairing) (variant / 4 % 4);
    c.inverse = variant / 16;
    for (size_t n = 0; n < COUNT_OF (dim); n++) {
      if (c.pairing == ROME_QUARTER && dim[n] % 4)
        continue;
      c.extent.dim = c.block_dim[0] = dim[n];
      c.blocks = 1;
      check_case (&c, &r);
    }
    /* three axes in a head of 128, then a window in a head of 200 */
    c.extent.dim = 128;
    c.blocks = 3;
    c.block_dim[0] = c.block_dim[1] = 44;
    c.block_dim[2] = 40;
    check_case (&c, &r);
    c.extent.dim = 200;
    c.start = 51;
    check_case (&c, &r);
    c.start = 0;
  }
}

/* Large enough for several portions of work per thread, along heads and along tokens. */
static void test_threads_do_not_matter (void **state)
{
  (void) state;
  splitmix r = {54};
  rotation_case c = usual_case ();
  c.extent = (rome_extent) {2, 600, 5, 66};
  c.start = 1;
  c.rows = ROWS_BY_TOKEN;
  for (int threads = 0; threads <= 3; threads++)
    for (int order = 0; order < 24; order += 7) {
      c.threads = threads;
      c.format = (rome_format) ((order + threads) % 4);
      c.x = c.y = order_number (order);
      check_case (&c, &r);
    }
}

static void test_padded_and_reversed_layouts (void **state)
{
  (void) state;
  splitmix r = {55};
  rotation_case c = usual_case ();
  for (int n = 0; n < 24; n++)
    for (unsigned backwards = 0; backwards < 16; backwards++) {
      c.x = c.y = order_number (n);
      c.x.backwards = backwards;
      c.y.backwards = backwards * 7 % 16;
      for (size_t k = 0; k < 4; k++) {
        c.x.gap[k] = (backwards + k) % 3;
        c.y.gap[k] = (backwards + 2 * k) % 3;
      }
      c.format = (rome_format) (n % 4);
      check_case (&c, &r);
    }
}

/* Every walk with every kind of table: shared, per batch entry, per head, rows first, spread out, backwards. */
static void test_tables_of_any_layout (void **state)
{
  (void) state;
  splitmix r = {62};
  rotation_case c = usual_case ();
  for (int n = 0; n < 24; n++)
    for (int variant = 0; variant < 20; variant++) {
      c.table = variant % 5;
      c.table_by_batch = variant / 5 % 2;
      c.table_by_head = variant / 10;
      c.wide = n % 2;
      c.rows = (n + variant) % (ROWS_BY_TOKEN + 1);
      c.format = (rome_format) (variant % 3);
      c.x = c.y = order_number (n);
      check_case (&c, &r);
    }
}

/* A stride of 0 in x shows one head, or one batch entry, many times. */
static void test_broadcast_input (void **state)
{
  (void) state;
  splitmix r = {63};
  for (int n = 0; n < 48; n++) {
    rotation_case c = usual_case ();
    c.x = c.y = order_number (n % 24);
    rotation_made m = rotation_make (&c, &r);
    ptrdiff_t *stride = n < 24 ? &m.r.x_stride.head : &m.r.x_stride.batch;
    *stride = 0;
    m.x.stride = m.r.x_stride;
    tensor expected = model_rotate (rotation_of (&m), &m.x, &layout_plain);
    assert_ok (rome_rotate (rotation_of (&m), NULL));
    tensor_equal (&m.y, &expected);
    tensor_check_guards (&m.y);
    tensor_free (&expected);
    rotation_free (&m);
  }
}

static void test_special_values (void **state)
{
  (void) state;
  splitmix r = {56};
  rotation_case c = usual_case ();
  c.special = 1;
  for (int n = 0; n < 400; n++) {
    c.format = (rome_format) (n % 4);
    c.pairing = (rome_pairing) (n / 4 % 4);
    c.inverse = n / 16 % 2;
    c.x = c.y = order_number (n % 24);
    check_case (&c, &r);
  }
}

/* Runs that no pairing makes: pairs in any order, the second column first, steps of their own, written elsewhere. */
static void test_any_runs (void **state)
{
  (void) state;
  const rome_run runs[] = {{7, 2, 1, 1, 0, 1, 1},  {9, 8, 1, 1, 12, 13, 1}, {0, 10, 3, 2, 2, 3, 2},
                           {6, 4, 1, 1, 11, 6, 9}, {1, 5, 6, 1, 9, 7, 1},   {11, 12, 1, 1, 8, 10, 1}};
  splitmix r = {57};
  for (int n = 0; n < 48; n++) {
    rotation_case c = usual_case ();
    c.format = (rome_format) (n % 4);
    c.extent.dim = 16;
    c.start = 1;
    c.block_dim[0] = 14;
    c.wide = n >> 1 & 1;
    c.inverse = n >> 2 & 1;
    c.x = c.y = order_number (n / 2);
    rotation_made m = rotation_make (&c, &r);
    m.r.runs = runs;
    m.r.nruns = COUNT_OF (runs);
    tensor expected = model_rotate (&m.r, &m.x, &layout_plain);
    assert_ok (rome_rotate (&m.r, NULL));
    tensor_equal (&m.y, &expected);
    tensor_free (&expected);
    rotation_free (&m);
  }
}

/* ---- the empty ---- */

static void test_empty_tensors_are_fine (void **state)
{
  (void) state;
  splitmix r = {58};
  for (int which = 0; which < 16; which++) {
    rotation_case c = usual_case ();
    c.extent = (rome_extent) {which & 1 ? 0 : 2, which & 2 ? 0 : 5, which & 4 ? 0 : 3, which & 8 ? 0 : 64};
    c.block_dim[0] = c.extent.dim;
    check_case (&c, &r);
  }
}

static void test_no_pairs_copies (void **state)
{
  (void) state;
  splitmix r = {59};
  rotation_case c = usual_case ();
  for (int order = 0; order < 24; order++) {
    c.blocks = 0;
    c.start = (size_t) order;
    c.x = order_number (order);
    check_case (&c, &r);
    c.blocks = 1;
    c.block_dim[0] = 0;
    check_case (&c, &r);
  }
}

/* ---- refusals: nothing is written ---- */

typedef void spoil (rotation_made *m);

static void start_beyond (rotation_made *m) { m->r.start = 65; }
static void start_too_far (rotation_made *m) { m->r.start = 1; }
static void start_huge (rotation_made *m) { m->r.start = SIZE_MAX; }
static void first_outside (rotation_made *m) { m->runs[0].first = 64; }
static void second_outside (rotation_made *m) { m->runs[0].second = SIZE_MAX; }
static void last_outside (rotation_made *m) { m->runs[0].first += 2; }
static void step_too_long (rotation_made *m) { m->runs[0].step = 3; }
static void step_huge (rotation_made *m) { m->runs[0].step = SIZE_MAX; }
static void step_wraps (rotation_made *m) { m->runs[0].step = SIZE_MAX / 31 + 1; }
static void too_many_pairs (rotation_made *m) { m->runs[0].count = 33; }
static void written_outside (rotation_made *m) { m->runs[0].to_first = 64; }
static void second_written_outside (rotation_made *m) { m->runs[0].to_second = SIZE_MAX; }
static void write_step_too_long (rotation_made *m) { m->runs[0].to_step = 3; }
static void write_step_wraps (rotation_made *m) { m->runs[0].to_step = SIZE_MAX / 31 + 1; }
static void count_huge (rotation_made *m) { m->runs[0].count = SIZE_MAX; }
static void count_wraps (rotation_made *m) { m->runs[0].count = ((size_t) 1 << 63) + 1; }
static void table_too_short (rotation_made *m) { m->r.table.rows = m->r.extent.tokens - 1; }
static void table_empty (rotation_made *m) { m->r.table.rows = 0; }

static void check_refused (const rotation_case *c, spoil *change)
{
  splitmix r = {60};
  rotation_made m = rotation_make (c, &r);
  change (&m);
  assert_refused (rome_rotate (rotation_of (&m), NULL));
  m.y.extent = (rome_extent) {0, 0, 0, 0}; /* every byte must still be a canary */
  tensor_check_guards (&m.y);
  rotation_free (&m);
}

static void test_bad_columns_and_tables (void **state)
{
  (void) state;
  spoil *const all[] = {start_beyond, start_too_far, start_huge, first_outside, second_outside, last_outside, step_too_long,
                        step_huge, step_wraps, too_many_pairs, written_outside, second_written_outside, write_step_too_long,
                        write_step_wraps, count_huge, count_wraps, table_too_short, table_empty};
  rotation_case c = usual_case ();
  for (size_t n = 0; n < COUNT_OF (all); n++)
    for (int format = ROME_F64; format <= ROME_F16; format++) {
      c.format = (rome_format) format;
      check_refused (&c, all[n]);
    }
}

static int64_t bad_row;
static size_t bad_place;
static void one_bad_row (rotation_made *m) { m->row[bad_place] = bad_row; }

static void test_bad_rows (void **state)
{
  (void) state;
  const int64_t rows = 22, bad[] = {-1, rows, INT64_MAX, INT64_MIN};
  rotation_case c = usual_case ();
  for (size_t n = 0; n < COUNT_OF (bad); n++) {
    bad_row = bad[n];
    const size_t place[] = {0, 18, 19, 37};
    for (size_t k = 0; k < COUNT_OF (place); k++) {
      bad_place = place[k];
      c.rows = ROWS_BY_BATCH;
      check_refused (&c, one_bad_row);
      c.rows = ROWS_BY_TOKEN;
      check_refused (&c, one_bad_row);
    }
    bad_place = 1;
    c.rows = ROWS_OFFSETS;
    check_refused (&c, one_bad_row);
  }
  /* 3 spare rows: an offset of 4 is one too many */
  bad_row = 4;
  check_refused (&c, one_bad_row);
}

/* A run that does not say where its pairs are written leaves them where they are. */
static void test_runs_without_a_target (void **state)
{
  (void) state;
  static const rome_run whole[] = {{0, 8, 2, 4, 0, 8, 2}, {1, 9, 2, 4, 1, 9, 2}}, open[] = {{0, 8, 2, 4, 0, 0, 0}, {1, 9, 2, 4, 0, 0, 0}};
  splitmix r = {64};
  rotation_case c = usual_case ();
  c.extent.dim = 16;
  c.block_dim[0] = 16;
  for (int inverse = 0; inverse < 2; inverse++) {
    c.inverse = inverse;
    rotation_made m = rotation_make (&c, &r);
    memcpy (m.runs, whole, sizeof whole);
    m.r.nruns = COUNT_OF (whole);
    assert_ok (rome_rotate (rotation_of (&m), NULL));
    tensor expected = m.y;
    m.y = tensor_make (c.format, c.extent, &c.y);
    m.r.y = m.y.origin;
    memcpy (m.runs, open, sizeof open);
    assert_ok (rome_rotate (rotation_of (&m), NULL));
    tensor_equal (&expected, &m.y);
    tensor_free (&expected);
    rotation_free (&m);
  }
}

static void test_interrupt (void **state)
{
  (void) state;
  splitmix r = {61};
  rotation_case c = usual_case ();
  c.extent = (rome_extent) {4, 12000, 1, 64};
  for (int order = 0; order < 24; order += 9) {
    c.x = c.y = order_number (order);
    rotation_made m = rotation_make (&c, &r);
    patience p = {0, 0};
    const rome_monitor monitor = {patience_ends, &p}, deaf = {NULL, NULL};
    assert_ok (rome_rotate (rotation_of (&m), &monitor));
    const int calls = p.calls;
    assert_true (calls >= 2);
    for (int at = 1; at <= calls; at++) {
      p = (patience) {0, at};
      assert_int_equal (rome_rotate (rotation_of (&m), &monitor), ROME_INTERRUPTED);
      assert_int_equal (p.calls, at);
    }
    assert_ok (rome_rotate (rotation_of (&m), &deaf));
    rotation_free (&m);
  }
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_random_cases),
    cmocka_unit_test (test_ways_of_large_tensors),
    cmocka_unit_test (test_all_orders_of_dimensions),
    cmocka_unit_test (test_heads_and_blocks_of_models),
    cmocka_unit_test (test_threads_do_not_matter),
    cmocka_unit_test (test_padded_and_reversed_layouts),
    cmocka_unit_test (test_tables_of_any_layout),
    cmocka_unit_test (test_broadcast_input),
    cmocka_unit_test (test_special_values),
    cmocka_unit_test (test_any_runs),
    cmocka_unit_test (test_empty_tensors_are_fine),
    cmocka_unit_test (test_no_pairs_copies),
    cmocka_unit_test (test_bad_columns_and_tables),
    cmocka_unit_test (test_bad_rows),
    cmocka_unit_test (test_runs_without_a_target),
    cmocka_unit_test (test_interrupt),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
