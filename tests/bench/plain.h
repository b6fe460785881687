/* plain.h - the rotation as a C programmer writes it at first: the loops in the order of memory, the angles in the order in
   which they are needed.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_PLAIN_H
#define BENCH_PLAIN_H

#include "rotation.h"

/* Of double or single tensors of order "bshd" or, planar, "dhsb". */
typedef struct {
  const rotation_case *of;
  int planar, threads;
  void *cos, *sin; /* "bshd": one row of pairs per token; "dhsb": those of the case */
} plain;

plain plain_make (const rotation_case *c, int planar);
void plain_free (plain *p);
void plain_run (void *data);

#endif
