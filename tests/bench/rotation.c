/* rotation.c - makes what is rotated.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rotation.h"

#include "frequencies.h"
#include "memory.h"
#include "splitmix.h"

const char *rotation_format_name (rome_format format)
{
  static const char *const name[] = {"f64", "f32", "bf16", "f16"};
  return name[format];
}

rome_stride rotation_stride (const rome_extent *n, const char *order)
{
  rome_stride stride = {0, 0, 0, 0};
  ptrdiff_t step = 1;
  for (int k = 3; k >= 0; k--)
    switch (order[k]) {
    case 'b': stride.batch = step, step *= (ptrdiff_t) n->batch; break;
    case 's': stride.token = step, step *= (ptrdiff_t) n->tokens; break;
    case 'h': stride.head = step, step *= (ptrdiff_t) n->heads; break;
    default: stride.dim = step, step *= (ptrdiff_t) n->dim; break;
    }
  return stride;
}

static void store (rome_format format, void *array, size_t k, double value)
{
  const float single = (float) value;
  switch (format) {
  case ROME_F64: ((double *) array)[k] = value; break;
  case ROME_F32: ((float *) array)[k] = single; break;
  case ROME_BF16:
  case ROME_F16: rome_pack (ROME_F32, &single, 1, format, (uint16_t *) array + k); break;
  }
}

static void make_tables (rotation_case *c)
{
  const rome_extent *n = &c->rotation.extent;
  const size_t bytes = n->tokens * (n->dim / 2) * rome_format_size (c->table_format);
  frequencies f = frequencies_make (1e4, n->dim);
  const rome_positions positions = {n->tokens, NULL, NULL};
  c->cos = memory_make (bytes);
  c->sin = memory_make (bytes);
  report_need (rome_cache (f.exact, &positions, c->table_format, c->cos, c->sin, 0, NULL) == ROME_OK, "rome_cache");
  c->rotation.table = (rome_table) {.cos = c->cos, .sin = c->sin, .rows = n->tokens};
  frequencies_free (&f);
}

/* (x M)[first] = -x[second], (x M)[second] = x[first] */
static void make_matrix (rotation_case *c)
{
  const size_t order = c->rotation.extent.dim;
  c->matrix = memory_make (order * order * rome_format_size (c->table_format));
  for (size_t n = 0; n < c->rotation.nruns; n++)
    for (size_t k = 0; k < c->runs[n].count; k++) {
      const size_t first = c->runs[n].first + k * c->runs[n].step, second = c->runs[n].second + k * c->runs[n].step;
      store (c->table_format, c->matrix, second + first * order, -1);
      store (c->table_format, c->matrix, first + second * order, 1);
    }
}

/* A page of random numbers over and over. */
static void fill (rotation_case *c, rome_format format)
{
  splitmix r = {3};
  const size_t page = c->bytes < MEMORY_PAGE ? c->bytes : MEMORY_PAGE;
  for (size_t k = 0; k < page / rome_format_size (format); k++)
    store (format, c->x, k, splitmix_double (&r, -3, 2));
  for (size_t done = page; done < c->bytes; done += page)
    memcpy ((char *) c->x + done, c->x, page);
}

void rotation_make (rotation_case *c, const shape *s, rome_format format, const char *order, rome_pairing pairing)
{
  const rome_extent *n = &s->extent;
  *c = (rotation_case) {.pairing = pairing, .elements = n->batch * n->tokens * n->heads * n->dim};
  c->table_format = format == ROME_F64 ? ROME_F64 : ROME_F32;
  c->bytes = c->elements * rome_format_size (format);
  c->x = memory_make (c->bytes);
  c->y = memory_make (c->bytes);
  fill (c, format);
  c->rotation = (rome_rotation) {.format = format, .x = c->x, .y = c->y, .extent = *n, .runs = c->runs, .threads = 1};
  c->rotation.x_stride = c->rotation.y_stride = rotation_stride (n, order);
  report_need (rome_pairing_runs (pairing, 1, &n->dim, c->runs, &c->rotation.nruns) == ROME_OK, "rome_pairing_runs");
  make_tables (c);
  make_matrix (c);
  c->matrix_rotation = (rome_matrix_rotation) {.rotation = c->rotation, .matrix = c->matrix, .order = n->dim};
}

void rotation_free (rotation_case *c)
{
  memory_free (c->x);
  memory_free (c->y);
  memory_free (c->cos);
  memory_free (c->sin);
  memory_free (c->matrix);
}

void rotation_run (void *data)
{
  const rome_rotation *r = data;
  report_need (rome_rotate (r, NULL) == ROME_OK, "rome_rotate");
}

void rotation_run_fused (void *data)
{
  const rome_matrix_rotation *m = data;
  report_need (rome_matrix_fused (m, NULL) == ROME_OK, "rome_matrix_fused");
}

void rotation_check (rotation_case *c, void (*run) (void *data), void *data)
{
  void *expected = memory_make (c->bytes);
  rotation_run (&c->rotation);
  memcpy (expected, c->y, c->bytes);
  memset (c->y, 0, c->bytes);
  run (data);
  report_need (memcmp (expected, c->y, c->bytes) == 0, "comparing two rotations");
  memory_free (expected);
}
