/* plain.c - plain loops, typed by inclusion.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain.h"

#include "memory.h"

#define REAL double
#define T(name) name##_f64
#include "plain_source.h"
#undef REAL
#undef T
#define REAL float
#define T(name) name##_f32
#include "plain_source.h"
#undef REAL
#undef T

plain plain_make (const rotation_case *c, int planar)
{
  const rome_extent *n = &c->rotation.extent;
  const size_t bytes = n->tokens * (n->dim / 2) * rome_format_size (c->table_format);
  plain p = {c, planar, 1, c->cos, c->sin};
  if (planar)
    return p;
  p.cos = memory_make (bytes);
  p.sin = memory_make (bytes);
  if (c->table_format == ROME_F64) {
    transpose_f64 (n, c->cos, p.cos);
    transpose_f64 (n, c->sin, p.sin);
  } else {
    transpose_f32 (n, c->cos, p.cos);
    transpose_f32 (n, c->sin, p.sin);
  }
  return p;
}

void plain_free (plain *p)
{
  if (p->planar)
    return;
  memory_free (p->cos);
  memory_free (p->sin);
}

void plain_run (void *data)
{
  const plain *p = data;
  if (p->of->rotation.format == ROME_F64)
    (p->planar ? planes_f64 : rows_f64) (p);
  else
    (p->planar ? planes_f32 : rows_f32) (p);
}
