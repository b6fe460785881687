/* rotation.h - rotations to be timed: tensors in any memory order, correctly rounded tables, the matrix of the pairing.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_ROTATION_H
#define BENCH_ROTATION_H

#include "rome.h"

typedef struct {
  const char *name;
  rome_extent extent;
} shape;

typedef struct {
  rome_pairing pairing;
  size_t elements, bytes;
  rome_format table_format; /* of cos, sin and the matrix */
  void *x, *y, *cos, *sin, *matrix;
  rome_run runs[ROME_RUNS_PER_BLOCK];
  rome_rotation rotation; /* points into this struct, which is therefore not to be copied */
  rome_matrix_rotation matrix_rotation;
} rotation_case;

/* order: the letters b, s, h, d, the slowest dimension first. */
void rotation_make (rotation_case *c, const shape *s, rome_format format, const char *order, rome_pairing pairing);
void rotation_free (rotation_case *c);

rome_stride rotation_stride (const rome_extent *n, const char *order);
const char *rotation_format_name (rome_format format);

/* For race: data is a rome_rotation, a rome_matrix_rotation. */
void rotation_run (void *data);
void rotation_run_fused (void *data);

/* Ends the program unless run (data) writes the same y as rome_rotate. */
void rotation_check (rotation_case *c, void (*run) (void *data), void *data);

#endif
