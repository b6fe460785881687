/* cache_plan.h - how the table column of an axis is best made, from the positions on that axis.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_CACHE_PLAN_H
#define ROME_CACHE_PLAN_H

#include "rome.h"

typedef enum {
  CACHE_CONSECUTIVE, /* first, first + 1, ... */
  CACHE_DENSE,       /* integers first + index[row] below first + extent: make the whole range, then gather */
  CACHE_DIGITS,      /* the same, but too far apart: digit by digit */
  CACHE_DISTINCT,    /* value[index[row]]: make the distinct ones, then gather */
  CACHE_SINGLE       /* row by row */
} cache_kind;

typedef struct {
  cache_kind kind;
  double first;
  size_t extent;   /* of the range, or number of distinct values */
  uint64_t *index; /* one per row; NULL where not needed */
  double *value;   /* distinct values */
} cache_plan;

/* The choice is one of cost only: every plan gives the same bits. */
rome_status cache_plan_make (const rome_positions *positions, size_t axis, cache_plan *plan);
void cache_plan_free (cache_plan *plan);

#endif
