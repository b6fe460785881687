/* fuzz_rotate.c - rome_rotate on tensors of any extent, order, gap, direction, format and table layout: the bits of the plainest
   model, in place too, and nothing written outside.  One field in four is spoiled: then the call may be refused, no more.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include "rotation_model.h"

#define ROWS 7
#define BLOCKS 3

typedef struct {
  rome_rotation r;
  tensor x, y;
  layout l;
  rome_run runs[ROME_RUNS_PER_BLOCK * BLOCKS];
  int64_t row[16], offset[4];
  void *c, *s;
} problem;

/* Numbers of a format, special ones among them, made once: to make them anew would take most of the time. */
#define POOL 1024
static double drawn (rome_format format, splitmix *random)
{
  static double pool[4][POOL];
  static splitmix source = {7};
  for (size_t k = 0; pool[format][POOL - 1] == 0 && k < POOL; k++)
    pool[format][k] = k < POOL - 1 ? element_random (&source, format, 1) : 1;
  return pool[format][splitmix_next (random) % POOL];
}

static layout take_layout (bytes *b)
{
  layout l = {{0, 1, 2, 3}, {0}, (unsigned) take_below (b, 4) == 0 ? (unsigned) take_below (b, 16) : 0};
  for (size_t k = 3; k > 0; k--) {
    const size_t other = take_below (b, k + 1);
    const int swap = l.order[k];
    l.order[k] = l.order[other];
    l.order[other] = swap;
  }
  if (take_below (b, 4) == 0)
    for (size_t k = 0; k < 4; k++)
      l.gap[k] = take_below (b, 3);
  return l;
}

static size_t take_runs (bytes *b, problem *p)
{
  /* mostly small; the kernels of the widest vectors need 32 and more */
  static const size_t dims[] = {2, 4, 6, 8, 4, 12, 4, 20}, wide[] = {32, 36, 40, 44, 64, 72, 100, 128};
  size_t dim[BLOCKS], width = 0;
  const size_t blocks = take_below (b, 4) ? 1 : 1 + take_below (b, BLOCKS);
  for (size_t k = 0; k < blocks; k++)
    width += dim[k] = take_below (b, 16) ? dims[take_below (b, COUNT_OF (dims))] : wide[take_below (b, COUNT_OF (wide))];
  if (rome_pairing_runs ((rome_pairing) take_below (b, 4), blocks, dim, p->runs, &p->r.nruns) != ROME_OK)
    return 0;
  p->r.runs = p->runs;
  return width;
}

static void take_table (bytes *b, splitmix *random, size_t width, problem *p)
{
  rome_table *t = &p->r.table;
  t->wide = (int) take_below (b, 2);
  t->rows = ROWS;
  const size_t columns = t->wide ? width : width / 2, heads = p->r.extent.heads, batch = p->r.extent.batch;
  const int per_head = take_below (b, 4) == 0, per_batch = take_below (b, 4) == 0, row_major = (int) take_below (b, 2);
  if (row_major)
    t->row_stride = (ptrdiff_t) columns, t->column_stride = 1;
  t->head_stride = per_head ? (ptrdiff_t) (ROWS * columns) : 0;
  t->batch_stride = per_batch ? (ptrdiff_t) (ROWS * columns * (per_head ? heads : 1)) : 0;
  const size_t count = ROWS * columns * (per_head ? heads : 1) * (per_batch ? batch : 1);
  const rome_format format = element_arithmetic (p->r.format);
  t->cos = p->c = need (count, rome_format_size (format));
  t->sin = p->s = need (count, rome_format_size (format));
  for (size_t k = 0; k < count; k++) {
    element_set (format, p->c, (ptrdiff_t) k, drawn (format, random));
    element_set (format, p->s, (ptrdiff_t) k, drawn (format, random));
  }
}

static void take_rows (bytes *b, problem *p)
{
  const size_t kind = take_below (b, 3);
  rome_rows *rows = &p->r.rows;
  for (size_t k = 0; k < COUNT_OF (p->row); k++)
    p->row[k] = (int64_t) take_below (b, ROWS);
  for (size_t k = 0; k < COUNT_OF (p->offset); k++)
    p->offset[k] = (int64_t) take_below (b, 3);
  if (kind == 1)
    *rows = (rome_rows) {.row = p->row, .batch_step = take_below (b, 2) * p->r.extent.tokens, .token_step = 1};
  else if (kind == 2)
    *rows = (rome_rows) {.offset = p->offset, .offset_step = take_below (b, 2)};
}

/* One wrong field, in ways that leave all memory that a careless library would touch its own: a few pairs more may fit into the head,
   where the table, whose size nobody can tell from its fields, has no columns for them. */
static int spoil (bytes *b, problem *p)
{
  const size_t most = p->runs[0].count;
  switch (take_below (b, 12)) {
  case 0: p->runs[0].first = take_size (b, 255); return 1;
  case 1: p->runs[0].to_second = take_size (b, 255); return 1;
  case 2: p->runs[0].count = take_size (b, 255);
    if (p->runs[0].count > most && p->runs[0].count <= p->r.extent.dim)
      p->runs[0].count = most;
    return 1;
  case 3: p->r.table.rows = take_size (b, 3) & 3; return 1;
  case 4: p->row[0] = (int64_t) take_bits (b, 8); p->offset[0] = p->row[0]; return 1;
  case 5: p->r.start = take_size (b, 255); return 1;
  case 6: p->r.format = (rome_format) 7; return 1;
  case 7: p->r.extent.dim = 1; return 1;
  default: return 0;
  }
}

static void run (problem *p, int spoiled)
{
  const tensor expected = spoiled ? p->y : model_rotate (&p->r, &p->x, &p->l);
  p->y = tensor_make (p->x.format, p->x.extent, &p->l);
  p->r.y = p->y.origin;
  const rome_status status = rome_rotate (&p->r, NULL);
  if (!spoiled) {
    fuzz_check (status == ROME_OK);
    tensor_equal (&expected, &p->y);
    int in_place = 1;
    for (size_t n = 0; n < p->r.nruns; n++)
      in_place &= p->runs[n].first == p->runs[n].to_first && p->runs[n].second == p->runs[n].to_second && p->runs[n].step == p->runs[n].to_step;
    p->r.y = p->x.origin;
    if (in_place) {
      fuzz_check (rome_rotate (&p->r, NULL) == ROME_OK);
      tensor_equal (&expected, &p->x);
    }
    tensor_free ((tensor *) &expected);
  }
  tensor_check_guards (&p->x);
  tensor_check_guards (&p->y);
  tensor_free (&p->y);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes from = {data, size};
  static problem p;
  memset (&p, 0, sizeof p);
  splitmix random = {take_bits (&from, 2)};
  const size_t width = take_runs (&from, &p);
  if (!width)
    return 0;
  p.r.format = (rome_format) take_below (&from, 4);
  p.r.start = take_below (&from, 4) ? 0 : take_below (&from, 5);
  p.r.extent = (rome_extent) {take_below (&from, 3), take_below (&from, 4), take_below (&from, 3), p.r.start + width + (take_below (&from, 4) ? 0 : take_below (&from, 5))};
  p.r.inverse = (int) take_below (&from, 2);
  p.r.threads = 1;
  p.l = take_layout (&from);
  p.x = tensor_make (p.r.format, p.r.extent, &p.l);
  TENSOR_LOOP (p.r.extent)
    for (size_t d = 0; d < p.r.extent.dim; d++)
      element_set (p.r.format, p.x.origin, tensor_at (&p.x, b, s, h, d), drawn (p.r.format, &random));
  p.r.x = p.x.origin;
  p.r.x_stride = p.r.y_stride = p.x.stride;
  take_table (&from, &random, width, &p);
  take_rows (&from, &p);
  run (&p, spoil (&from, &p));
  tensor_free (&p.x);
  free (p.c);
  free (p.s);
  return 0;
}
