/* fuzz_plain.c - the plain loop that ours is measured against, and its timing: the bits of the plainest model where it takes the call,
   nothing written where it refuses.  One call in two has a field that it may not like.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include "rotation_model.h"

#define ROWS 5

static const layout planes = {{0, 1, 2, 3}, {0}, 0};

static void *take_table (rome_format format, size_t count, splitmix *random)
{
  void *table = need (count, rome_format_size (format));
  for (size_t k = 0; k < count; k++)
    element_set (format, table, (ptrdiff_t) k, element_random (random, format, 1));
  return table;
}

/* One field of another kind.  What makes a table larger than its memory is a lie that nobody can see, and stays out. */
static int spoil (bytes *b, rome_rotation *r, rome_run *run)
{
  ptrdiff_t *const stride[] = {&r->x_stride.batch, &r->x_stride.token, &r->x_stride.head, &r->x_stride.dim,
                               &r->y_stride.batch, &r->y_stride.token, &r->y_stride.head, &r->y_stride.dim};
  size_t *const size[] = {&r->extent.batch, &r->extent.tokens, &r->extent.heads, &r->extent.dim};
  static const size_t huge[] = {(size_t) 1 << 63, (size_t) 1 << 62, SIZE_MAX, (size_t) 1 << 61};
  switch (take_below (b, 16)) {
  case 0: *size[take_below (b, 4)] = huge[take_below (b, 4)]; return 1;
  case 1: *stride[take_below (b, 8)] += 1 + (ptrdiff_t) take_below (b, 200); return 1;
  case 2: r->format = (rome_format) (2 + take_below (b, 6)); return 1;
  case 3: r->start = take_size (b, 9); return 1;
  case 4: r->table.rows = take_below (b, ROWS); return 1;
  case 5: r->table.wide = 1; return 1;
  case 6: run->first = take_size (b, 9); return 1;
  case 7: run->count = take_size (b, 9); return 1;
  case 8: run->to_second = take_size (b, 9); return 1;
  default: return 0;
  }
}

static void check (const tensor *y, const tensor *expected, rome_status status, int spoiled)
{
  fuzz_check (spoiled ? status == ROME_OK || status == ROME_BAD_ARGUMENT || status == ROME_NO_MEMORY : status == ROME_OK);
  if (!spoiled)
    tensor_equal (expected, (tensor *) y);
  tensor_check_guards (y);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes from = {data, size};
  splitmix random = {take_bits (&from, 2)};
  rome_run runs[ROME_RUNS_PER_BLOCK];
  rome_rotation r = {.format = (rome_format) take_below (&from, 2), .threads = 1, .runs = runs};
  const int planar = (int) take_below (&from, 2), by_row = !planar && take_below (&from, 2);
  const size_t dim = 2 + 2 * take_below (&from, 6), pairs = dim / 2;
  r.extent = (rome_extent) {take_below (&from, 3), take_below (&from, ROWS + 1), take_below (&from, 4), dim};
  if (rome_pairing_runs ((rome_pairing) take_below (&from, 2), 1, &dim, runs, &r.nruns) != ROME_OK)
    return 0;
  tensor x = tensor_make (r.format, r.extent, planar ? &planes : &layout_plain), y = tensor_make (r.format, r.extent, planar ? &planes : &layout_plain);
  tensor_randomize (&x, &random, 1);
  r.x = x.origin;
  r.y = y.origin;
  r.x_stride = x.stride;
  r.y_stride = y.stride;
  void *const cos = take_table (r.format, ROWS * pairs, &random), *const sin = take_table (r.format, ROWS * pairs, &random);
  r.table = (rome_table) {.cos = cos, .sin = sin, .rows = ROWS};
  if (by_row)
    r.table.row_stride = (ptrdiff_t) pairs, r.table.column_stride = 1;
  tensor expected = model_rotate (&r, &x, &layout_plain);
  double seconds[2] = {-1, -1};
  const int spoiled = spoil (&from, &r, runs);
  check (&y, &expected, rome_plain_seconds (&r, 2, seconds, NULL), spoiled);
  fuzz_check (spoiled || (seconds[0] >= 0 && seconds[1] >= 0));
  /* the loop itself turns no table over */
  check (&y, &expected, rome_rotate_plainly (&r, NULL), spoiled || !(planar || by_row));
  tensor_check_guards (&x);
  tensor_free (&x);
  tensor_free (&y);
  tensor_free (&expected);
  free (cos);
  free (sin);
  return 0;
}
