/* rotate_plan.h - how a rotation goes through memory: what does not depend on the number format.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_ROTATE_PLAN_H
#define ROME_ROTATE_PLAN_H

#include "kernels/kernels.h"
#include "rome.h"

/* Bytes of a line of the cache, of a page. */
#define ROTATE_LINE 64
#define ROTATE_PAGE 4096

/* A rotation whose outputs do not overlap its inputs but in place: the runs complete, the strides of the table set, and the
   innermost elements that share an angle taken together: `group` of them follow each other in x and y, and the extent no longer
   counts them. */
typedef struct {
  rome_rotation r;
  size_t group;
} rotate_task;

/* Bytes of x.  Below near, everything is in the first-level cache; from far on, the second is left.  From streams on, several of
   them pay, in place from streams_in_place on.  From past_cache on, stores go past it.  Not constant for the sake of tests, which
   take all ways with small tensors. */
typedef struct {
  size_t near, far, streams, streams_in_place, past_cache;
} rotate_limits;
extern rotate_limits rotate_from;

/* ---- along the head dimension ---- */

/* Columns of the table that go into a row of angles. */
typedef struct {
  int sine;
  size_t columns, to;
  ptrdiff_t first, step;
  rotate_spread_style style;
} rotate_angle_part;
#define ROTATE_ANGLE_PARTS 4 /* per run at most */

typedef struct {
  rotate_row row;
  rotate_run *run;
  size_t *nparts; /* per run */
  rotate_angle_part *part;
  size_t angles;                       /* numbers in a row of angles */
  size_t tokens, blocks, count, grain; /* tokens of a block, blocks of a sequence, blocks in all, blocks of a span */
  int batch_inside;                    /* the batch entries of a block follow each other */
  size_t angles_room;                  /* numbers for the angles of a block */
  enum { ONE_STREAM, STREAMS_OF_TOKENS, STREAMS_OF_HEADS } streams;
  int past; /* stores go past the cache */
  rotate_fetch fetch;
  int together; /* the heads of a token */
} rotate_plan;

/* Room on the stack for what a small rotation needs. */
typedef struct {
  rotate_run run[ROME_RUNS_PER_BLOCK];
  size_t nparts[ROME_RUNS_PER_BLOCK];
  rotate_angle_part part[ROME_RUNS_PER_BLOCK * ROTATE_ANGLE_PARTS];
  unsigned char memory[2 * ROTATE_PAGE];
} rotate_small;

rome_status rotate_plan_make (rotate_plan *plan, const rotate_task *task, size_t stored, size_t real, int past_cache, rotate_small *small);
void rotate_plan_free (rotate_plan *plan, const rotate_small *small);

/* ---- along other dimensions ---- */

typedef enum { LOOP_COLUMN, LOOP_BATCH, LOOP_HEAD, LOOP_CHUNK, LOOPS } rotate_loop_kind;
typedef struct {
  rotate_loop_kind kind;
  size_t size;
} rotate_loop;

/* Pairs of columns, and columns that are copied, along the tokens. */
typedef struct {
  size_t columns, pairs;
  int gathered;            /* the angles are collected first; else they are read in the table */
  size_t chunk;            /* tokens at once */
  rotate_loop loop[LOOPS]; /* the outermost first */
  size_t count, grain;
  int past; /* stores go past the cache */
  rotate_fetch fetch;
} rotate_planes;

rotate_planes rotate_planes_make (const rotate_task *task, size_t stored, int past_cache);

/* Elements at once where the angles are collected. */
#define ROTATE_GATHER 1024

/* ---- the choice ---- */

typedef enum { ROTATE_ALONG_DIM, ROTATE_ALONG_TOKENS } rotate_way;
rotate_way rotate_choose (rotate_task *task);

#endif
