/* bench_rotation.c - the rotation against memcpy of the same buffers and plain loops, the matrix form against the rotation.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "memory.h"
#include "rotation.h"
#include "sections.h"

/* The least speed relative to memcpy by one thread and by two, of f32 but where said; 0: no target. */
typedef struct {
  shape shape;
  double rows[2], planes[2], in_place, bf16;
  int most_threads; /* a decode step is too small to share */
} target;

static void run_memcpy (void *data)
{
  const rotation_case *c = data;
  const int threads = c->rotation.threads;
  const size_t part = c->bytes / (size_t) threads;
#pragma omp parallel for num_threads(threads) if (threads > 1)
  for (int k = 0; k < threads; k++)
    memcpy ((char *) c->y + (size_t) k * part, (const char *) c->x + (size_t) k * part, part);
}

/* The same rotation through a matrix that was looked at once. */
typedef struct {
  rome_matrix_rotation m;
  rome_matrix_plan *plan;
} planned;

static planned planned_make (const rotation_case *c)
{
  planned p = {c->matrix_rotation, NULL};
  report_need (rome_matrix_plan_create (&p.plan, c->table_format, NULL, c->matrix, p.m.order) == ROME_OK, "rome_matrix_plan_create");
  p.m.plan = p.plan;
  p.m.rotation.runs = rome_matrix_plan_runs (p.plan, &p.m.rotation.nruns);
  return p;
}

/* The angles in the order in which the plain loop needs them. */
static void *by_rows (const rotation_case *c, const void *table)
{
  const size_t tokens = c->rotation.extent.tokens, pairs = c->rotation.extent.dim / 2, size = rome_format_size (c->table_format);
  char *to = memory_make (tokens * pairs * size);
  for (size_t t = 0; t < tokens; t++)
    for (size_t k = 0; k < pairs; k++)
      memcpy (to + (t * pairs + k) * size, (const char *) table + (t + k * tokens) * size, size);
  return to;
}

static rome_rotation plain_make (const rotation_case *c, int planar)
{
  rome_rotation r = c->rotation;
  if (!planar) {
    r.table.cos = by_rows (c, c->cos);
    r.table.sin = by_rows (c, c->sin);
    r.table.column_stride = 1;
    r.table.row_stride = (ptrdiff_t) (r.extent.dim / 2);
  }
  return r;
}

static void run_plain (void *data)
{
  report_need (rome_rotate_plainly (data, NULL) == ROME_OK, "rome_rotate_plainly");
}

static double least (const target *t, rome_format format, int planar, int threads)
{
  if (format == ROME_BF16 && !planar)
    return t->bf16;
  return format != ROME_F32 ? 0 : planar ? t->planes[threads - 1] : t->rows[threads - 1];
}

static void compare (const char *name, const target *t, rotation_case *c, rome_rotation *p, int planar)
{
  const int threads = c->rotation.threads;
  const rome_format format = c->rotation.format;
  rome_rotation in_place = c->rotation;
  planned fused = planned_make (c);
  in_place.x = in_place.y;
  enum { ROPE, IN_PLACE, FUSED, MEMCPY, PLAIN, COUNT };
  contender k[COUNT] = {{.name = "rope", .run = rotation_run, .data = &c->rotation},
                        {.name = "rope in place", .run = rotation_run, .data = &in_place},
                        {.name = "rome fused", .run = rotation_run_fused, .data = &fused.m},
                        {.name = "memcpy", .run = run_memcpy, .data = c},
                        {.name = "plain loop", .run = run_plain, .data = p}};
  race_threads (threads);
  race (k, p ? COUNT : PLAIN, 0.3);
  report_row (name, threads, (double) c->elements, &k[ROPE]);
  report_number (SPEED, &k[ROPE], &k[MEMCPY], least (t, format, planar, threads));
  report_number (SPEED, &k[IN_PLACE], &k[MEMCPY], format == ROME_F32 && !planar ? t->in_place : 0);
  report_number (COST, &k[FUSED], &k[ROPE], 1.05);
  if (p)
    report_number (SPEED, &k[ROPE], &k[PLAIN], planar && t->planes[0] > 0 ? 2.5 : 0);
  else
    report_nothing ();
  rome_matrix_plan_free (fused.plan);
}

static void measure (const target *t, rome_format format, int planar, rome_pairing pairing)
{
  const int has_plain = format == ROME_F64 || format == ROME_F32;
  char name[48];
  rotation_case c;
  rome_rotation p;
  snprintf (name, sizeof name, "%s %s %s %s", t->shape.name, rotation_format_name (format), planar ? "planar" : "bshd",
            pairing == ROME_HALF ? "half" : "int");
  if (!bench_wants (name))
    return;
  rotation_make (&c, &t->shape, format, planar ? "dhsb" : "bshd", pairing);
  rotation_check (&c, rotation_run_fused, &c.matrix_rotation);
  if (has_plain) {
    p = plain_make (&c, planar);
    rotation_check (&c, run_plain, &p);
  }
  for (int threads = 1; threads <= t->most_threads; threads++) {
    c.rotation.threads = c.matrix_rotation.rotation.threads = threads;
    if (has_plain)
      p.threads = threads;
    compare (name, t, &c, has_plain ? &p : NULL, planar);
  }
  if (has_plain && !planar) {
    memory_free ((void *) p.table.cos);
    memory_free ((void *) p.table.sin);
  }
  rotation_free (&c);
}

void bench_rotation (void)
{
  static const target list[] = {{{"A 1,2048,32,128", {1, 2048, 32, 128}}, {1.3, 1.3}, {1, 1}, 2, 0, 2},
                                {{"B 1,8192,32,128", {1, 8192, 32, 128}}, {0.9, 1}, {0.85, 1}, 1.4, 0, 2},
                                {{"D 2,512,32,128", {2, 512, 32, 128}}, {1.05, 1.05}, {0, 0}, 2, 1.2, 2},
                                {{"L 1,64,32,128", {1, 64, 32, 128}}, {0.9, 0}, {0, 0}, 0, 0.7, 2},
                                {{"C 32,64,1,128", {32, 64, 1, 128}}, {0, 0}, {0, 0}, 0, 0, 2},
                                {{"E 1,1,32,128", {1, 1, 32, 128}}, {0, 0}, {0, 0}, 0, 0, 1}};
  static const rome_format format[] = {ROME_F64, ROME_F32, ROME_BF16, ROME_F16};
  report_table ("rotation", "b,s,h,d: speed relative to memcpy and to a plain loop, cost of the fused matrix form relative to rope", "element",
                4, (const char *[]) {"/ memcpy", "in place", "fused / rope", "/ plain loop"});
  for (size_t k = 0; k < sizeof list / sizeof *list; k++)
    for (size_t f = 0; f < sizeof format / sizeof *format; f++)
      for (int planar = 0; planar < 2; planar++) {
        measure (&list[k], format[f], planar, ROME_INTERLEAVED);
        measure (&list[k], format[f], planar, ROME_HALF);
      }
  race_threads (0);
}
