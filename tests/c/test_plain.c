/* test_plain.c - the plain loops that ours are measured against: their bits, the time they say, and what they refuse.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 199309L
#include <dirent.h>
#include <fenv.h>
#include <time.h>

#include "rotation_cases.h"

static const layout planes = {{0, 1, 2, 3}, {0}, 0};

/* Rows dense in memory with a table by columns, which only the timed loop turns over, or by rows; planes with either kind of columns. */
enum { DENSE_COLUMNS, DENSE_ROWS, PLANES, PLANES_STRIDES, KINDS };

static rotation_case plain_case (int n, splitmix *r)
{
  static const int tables[KINDS] = {TABLE_PLAIN, TABLE_ROWS, TABLE_PLAIN, TABLE_COLUMNS};
  const int kind = n % KINDS;
  rotation_case c = {.format = n / 4 % 2 ? ROME_F32 : ROME_F64, .blocks = 1, .pairing = (rome_pairing) (n / 8 % 2), .threads = 1 + n % 3,
                     .spare_rows = (size_t) (n / 16 % 4), .rows = ROWS_COUNTED,
                     .x = kind >= PLANES ? planes : layout_plain, .y = kind >= PLANES ? planes : layout_plain};
  c.table = tables[kind];
  /* a large table first: too little memory for it would not go unnoticed */
  c.extent = (rome_extent) {1 + (size_t) splitmix_below (r, 3), n == 0 ? 1500 : 1 + (size_t) splitmix_below (r, 20), 1 + (size_t) splitmix_below (r, 5),
                            n == 0 ? 64 : 2 + 2 * (size_t) splitmix_below (r, 20)};
  c.block_dim[0] = c.extent.dim;
  return c;
}

static void test_plain_loops_have_the_same_bits (void **state)
{
  (void) state;
  splitmix r = {57};
  for (int n = 0; n < 192; n++) {
    const rotation_case c = plain_case (n, &r);
    rotation_made m = rotation_make (&c, &r);
    tensor expected = model_rotate (rotation_of (&m), &m.x, &layout_plain);
    assert_int_equal (rome_rotate_plainly (rotation_of (&m), NULL), n % KINDS == DENSE_COLUMNS ? ROME_BAD_ARGUMENT : ROME_OK);
    if (n % KINDS != DENSE_COLUMNS)
      tensor_equal (&m.y, &expected);
    tensor_check_guards (&m.y);
    tensor_free (&expected);
    rotation_free (&m);
  }
}

/* What is timed: to y, whose bits are compared, and to an array of the loops' own, which nobody sees. */
static void test_timed_loops_have_the_same_bits (void **state)
{
  (void) state;
  splitmix r = {59};
  for (int n = 0; n < 192; n++) {
    const rotation_case c = plain_case (n, &r);
    rotation_made m = rotation_make (&c, &r);
    rome_rotation t = *rotation_of (&m);
    tensor expected = model_rotate (&t, &m.x, &layout_plain);
    double seconds[4] = {-1, -1, -1, -1};
    assert_ok (rome_plain_seconds (&t, 2, seconds, NULL));
    tensor_equal (&m.y, &expected);
    tensor_check_guards (&m.y);
    t.y = NULL;
    t.y_stride = (rome_stride) {0, 0, 0, 0};
    assert_ok (rome_plain_seconds (&t, 2, seconds + 2, NULL));
    for (size_t k = 0; k < COUNT_OF (seconds); k++)
      assert_true (seconds[k] >= 0 && seconds[k] < 10);
    tensor_free (&expected);
    rotation_free (&m);
  }
}

/* A single token or head may lie anywhere: its stride is not used. */
static void test_strides_that_are_not_used (void **state)
{
  (void) state;
  splitmix r = {60};
  for (int planar = 0; planar < 2; planar++) {
    const rotation_case c = {.format = ROME_F64, .extent = {1, 1, 1, 8}, .blocks = 1, .block_dim = {8}, .threads = 1, .rows = ROWS_COUNTED,
                             .table = planar ? TABLE_PLAIN : TABLE_ROWS, .x = planar ? planes : layout_plain, .y = planar ? planes : layout_plain};
    rotation_made m = rotation_make (&c, &r);
    rome_rotation t = *rotation_of (&m);
    tensor expected = model_rotate (&t, &m.x, &layout_plain);
    t.x_stride.batch = t.x_stride.token = t.x_stride.head = t.y_stride.batch = t.y_stride.token = t.y_stride.head = 77;
    assert_ok (rome_rotate_plainly (&t, NULL));
    tensor_equal (&m.y, &expected);
    tensor_free (&expected);
    rotation_free (&m);
  }
}

static void test_nothing_to_turn (void **state)
{
  (void) state;
  splitmix r = {64};
  for (int n = 0; n < 8; n++) {
    rotation_case c = plain_case (n % 2 ? PLANES : DENSE_ROWS, &r);
    size_t *const size[4] = {&c.extent.batch, &c.extent.tokens, &c.extent.heads, &c.extent.tokens};
    *size[n / 2] = 0;
    rotation_made m = rotation_make (&c, &r);
    double seconds = -1;
    assert_ok (rome_rotate_plainly (rotation_of (&m), NULL));
    assert_ok (rome_plain_seconds (rotation_of (&m), 1, &seconds, NULL));
    assert_true (seconds >= 0);
    rotation_free (&m);
  }
}

/* Whatever rounding the caller has. */
static void test_callers_rounding (void **state)
{
  (void) state;
  splitmix r = {65};
  const rotation_case c = plain_case (DENSE_ROWS, &r);
  static const int modes[] = {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
  for (size_t k = 0; k < COUNT_OF (modes); k++) {
    rotation_made m = rotation_make (&c, &r);
    tensor expected = model_rotate (rotation_of (&m), &m.x, &layout_plain);
    fesetround (modes[k]);
    const rome_status status = rome_rotate_plainly (rotation_of (&m), NULL);
    const int after = fegetround ();
    fesetround (FE_TONEAREST);
    assert_ok (status);
    assert_int_equal (after, modes[k]);
    tensor_equal (&m.y, &expected);
    tensor_free (&expected);
    rotation_free (&m);
  }
}

/* ---- threads and clocks ---- */

/* Threads of this process; 0 where the system does not tell. */
static int count_threads (void)
{
  DIR *tasks = opendir ("/proc/self/task");
  int count = 0;
  for (struct dirent *task; tasks && (task = readdir (tasks));)
    count += task->d_name[0] != '.';
  if (tasks)
    closedir (tasks);
  return count;
}

/* The first test: whoever asks for one thread gets no others, however many there are by default. */
static void test_one_thread_is_one (void **state)
{
  (void) state;
  splitmix r = {63};
  rotation_case c = plain_case (0, &r); /* 1500 tokens */
  c.threads = 1;
  rotation_made m = rotation_make (&c, &r);
  double seconds;
  const int before = count_threads ();
  if (!before)
    skip ();
  assert_ok (rome_set_threads (3));
  assert_ok (rome_plain_seconds (rotation_of (&m), 1, &seconds, NULL));
  assert_int_equal (count_threads (), before);
#ifdef _OPENMP
  m.r.threads = 3;
  assert_ok (rome_plain_seconds (rotation_of (&m), 1, &seconds, NULL));
  assert_true (count_threads () > before);
#endif
  assert_ok (rome_set_threads (0));
  rotation_free (&m);
}

static int sleeps (void *data)
{
  (void) data;
  nanosleep (&(struct timespec) {0, 50000000}, NULL);
  return 0;
}

/* One thread: its own time, of which sleep takes none; more: the clock on the wall. */
static void test_which_time_is_said (void **state)
{
  (void) state;
  splitmix r = {61};
  const rome_monitor monitor = {sleeps, NULL};
  for (int threads = 1; threads <= 2; threads++) {
    rotation_case c = plain_case (DENSE_ROWS, &r);
    c.threads = threads;
    rotation_made m = rotation_make (&c, &r);
    double seconds[2];
    assert_ok (rome_plain_seconds (rotation_of (&m), 2, seconds, &monitor));
    for (int k = 0; k < 2; k++)
      assert_true (threads == 1 ? seconds[k] < 0.03 : seconds[k] >= 0.05 && seconds[k] < 10);
    rotation_free (&m);
  }
}

/* ---- refusals ---- */

static void check_refused (const rome_rotation *t)
{
  double seconds = -1;
  assert_int_equal (rome_rotate_plainly (t, NULL), ROME_BAD_ARGUMENT);
  assert_int_equal (rome_plain_seconds (t, 1, &seconds, NULL), ROME_BAD_ARGUMENT);
}

static void test_plain_loops_refuse_what_they_cannot (void **state)
{
  (void) state;
  splitmix r = {58};
  rotation_case c = {.format = ROME_F64, .extent = {2, 5, 3, 8}, .blocks = 1, .block_dim = {8}, .threads = 1, .spare_rows = 1, .rows = ROWS_COUNTED,
                     .table = TABLE_ROWS, .x = layout_plain, .y = layout_plain};
  rotation_made m = rotation_make (&c, &r);
  const rome_rotation usual = *rotation_of (&m);
  const int64_t row[10] = {0};
  assert_ok (rome_rotate_plainly (&usual, NULL));
  rome_rotation other[9];
  for (size_t k = 0; k < COUNT_OF (other); k++)
    other[k] = usual;
  other[0].format = ROME_BF16;
  other[1].start = 1;
  other[2].inverse = 1;
  other[3].rows.row = row;
  other[4].table.wide = 1;
  other[5].table.rows = 4; /* fewer than tokens */
  other[6].table.batch_stride = 1;
  other[7].x_stride.head++;
  other[8].y_stride.token++;
  for (size_t k = 0; k < COUNT_OF (other); k++)
    check_refused (&other[k]);
  rome_rotation huge = usual; /* more bytes than can be counted, in the tensor, in the table */
  huge.extent.batch = (size_t) 1 << 63;
  huge.extent.tokens = 2;
  check_refused (&huge);
  huge = usual;
  huge.table.rows = (size_t) 1 << 60;
  huge.table.row_stride = huge.table.column_stride = 0;
  check_refused (&huge);
  rotation_free (&m);
  c.extent.dim = 9; /* a column that is in no pair */
  m = rotation_make (&c, &r);
  check_refused (rotation_of (&m));
  rotation_free (&m);
}

/* Planes want a table by columns, dense. */
static void test_plain_loops_refuse_other_tables (void **state)
{
  (void) state;
  splitmix r = {62};
  const rotation_case c = {.format = ROME_F32, .extent = {2, 5, 3, 8}, .blocks = 1, .block_dim = {8}, .threads = 1, .spare_rows = 1, .rows = ROWS_COUNTED,
                           .table = TABLE_COLUMNS, .x = planes, .y = planes};
  rotation_made m = rotation_make (&c, &r);
  rome_rotation t = *rotation_of (&m);
  t.table.column_stride = 0; /* one angle for all pairs */
  check_refused (&t);
  t.table.column_stride = (ptrdiff_t) t.table.rows + 1;
  check_refused (&t);
  t.table.column_stride = 1;
  t.table.row_stride = 4;
  check_refused (&t);
  rotation_free (&m);
}

int main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_one_thread_is_one),
    cmocka_unit_test (test_plain_loops_have_the_same_bits),
    cmocka_unit_test (test_timed_loops_have_the_same_bits),
    cmocka_unit_test (test_strides_that_are_not_used),
    cmocka_unit_test (test_nothing_to_turn),
    cmocka_unit_test (test_callers_rounding),
    cmocka_unit_test (test_which_time_is_said),
    cmocka_unit_test (test_plain_loops_refuse_what_they_cannot),
    cmocka_unit_test (test_plain_loops_refuse_other_tables),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
