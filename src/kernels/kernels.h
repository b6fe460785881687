/* kernels.h - the inner loops, one set of function pointers per instruction set.

   Each loop body stands once (*_body.h) and is compiled for every instruction set by plain.c, avx2.c and avx512.c, with the
   vectors of vector_plain.h, vector_avx2.h and vector_avx512.h; all sets give the same bits, because every operation is rounded once and none is fused; except
   in range_body.h, whose results are proved to be the nearest numbers either way.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_KERNELS_H
#define ROME_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "../roots.h"
#include "../turns.h"
#include "rome.h"

/* ---- certified values ---- */

#define POINT_BATCH 64
/* Batches are filled up to a multiple of this, so that no vector is left half full. */
#define POINT_LANES 8
/* Phases, taken apart by point.c: +-(j / 2^9 +- (k / 2^17 +- turns)) and a quarter or half a turn. */
typedef struct {
  double turns[POINT_BATCH], turns_lo[POINT_BATCH];
  unsigned char coarse[POINT_BATCH], fine[POINT_BATCH];            /* j and k */
  uint64_t coarse_sign[POINT_BATCH], fine_sign[POINT_BATCH];       /* signs: 0 or 2^63, that of a double */
  uint64_t swap[POINT_BATCH], cos_sign[POINT_BATCH], sin_sign[POINT_BATCH]; /* then: all ones to exchange cos and sin; their signs */
  int64_t doubtful[POINT_BATCH]; /* an answer: whether hi may not be the nearest double, or lo may not decide a tie */
} point_batch;

typedef struct {
  double cos[POINT_BATCH], cos_lo[POINT_BATCH], sin[POINT_BATCH], sin_lo[POINT_BATCH];
} point_values;

/* cos and sin of n phases as hi + lo, relative error below 2^-98, times *factor unless that is NULL.  Whether any is doubtful. */
typedef int points_kernel (size_t n, const roots_table *table, const dd *factor, point_batch *batch, point_values *z);

/* What table entries are made of: the seed of angle a and arrays of angles b (entry k: a + b_k), or three tables for the
   digits of integer positions. */
#define CACHE_DIGIT_BITS 11
#define CACHE_DIGIT_MASK ((1u << CACHE_DIGIT_BITS) - 1)
typedef struct {
  const double *cos, *cos_lo, *sin, *sin_lo;
} cache_seeds;
typedef struct {
  roots_point a;
  cache_seeds b;
  cache_seeds part; /* the same: multiples of 2^-26, and what is left of hi + lo */
  int past_cache;   /* entries go past the cache; they lie on a line of memory, and so many are made that they fill it */
  const roots_point *digit[3]; /* lowest first */
  const uint64_t *position;    /* below 2^33 */
} cache_source;

/* n entries of one column; the answer is non-zero if some rounding could not be proved (the entries are then not to be used
   as they are).  slack: absolute error of the source. */
typedef int cache_kernel (size_t n, const cache_source *source, double slack, void *c, void *s);
#define CACHE_SLACK_CAREFUL 0x1p-95
#define CACHE_SLACK_PLAIN 0x1p-50
#define CACHE_SLACK_SHORT 0x1p-76
/* A double below 1 plus this loses what is below 2^-26. */
#define CACHE_SHORT_GRID 0x1.8p26

/* ---- the rotation ---- */

/* cos and sin at the first (0) and second (1) member of each pair. */
#define ROTATE_ANGLES(REAL, NAME)                                                                                     \
  typedef struct {                                                                                                    \
    const REAL *c0, *s0, *c1, *s1;                                                                                    \
  } rotate_angles_##NAME
ROTATE_ANGLES (double, f64);
ROTATE_ANGLES (float, f32);

/* How the pairs of a run lie in a head, and what a row of angles holds for them. */
typedef enum {
  ROTATE_UNIT,      /* first members in a row, second members in a row; c0, s0 */
  ROTATE_UNIT_WIDE, /* the same; c0, s0, c1, s1 */
  ROTATE_ADJACENT,  /* second members after the first ones, in and out; at c0: c0, c1 in turn; at s0: -s0, s1 in turn */
  ROTATE_SPLIT,     /* adjacent in, unit out; c0, s0, c1, s1 as all the following */
  ROTATE_MERGE,     /* unit in, adjacent out */
  ROTATE_STRIDED    /* any steps */
} rotate_form;

/* A run of pairs; in elements from the head's first column, and from the start of the row of angles. */
typedef struct {
  rotate_form form;
  size_t count;
  ptrdiff_t x0, x1, y0, y1, x_step, y_step;
  size_t c0, s0, c1, s1;
} rotate_run;

/* All runs of a head; the columns below `before` and the `after` ones from after_at on are copied. */
typedef struct {
  size_t nruns;
  const rotate_run *run;
  size_t before, after_at, after;
  ptrdiff_t x_step, y_step; /* from column to column */
} rotate_row;

/* Parts of a tensor that are turned in step, so that more pages are under way at a time. */
#define ROTATE_STREAMS 4

/* What is fetched into the cache some kilobytes ahead. */
typedef enum { ROTATE_FETCH_NOTHING, ROTATE_FETCH_Y, ROTATE_FETCH_BOTH } rotate_fetch;

/* Elements are STORED; the angles, and the arithmetic, are of the type of ANGLES.
   rows: heads of tokens, with a row of angles for each token (angles_head: or each head).
   line: pairs that follow each other with their angles.
   rows_past, line_past: the same; x is fetched ahead and y written past the cache, where it lies so that this is possible; not in
   place, and past_done after the last.
   groups: count groups of n such pairs, x_step and y_step apart; one angle, t_step apart, for each group.
   strided: any steps.
   widen: a row of elements as numbers of the arithmetic.
   combine: y = p .* c + z .* s.
   together: all heads of a token for some of their angles, then for the next. */
#define ROTATE_TYPES(STORED, NAME, REAL, ANGLES)                                                                      \
  typedef struct {                                                                                                    \
    const STORED *x0, *x1;                                                                                            \
    STORED *y0, *y1;                                                                                                  \
  } rotate_pairs_##NAME;                                                                                              \
  typedef struct {                                                                                                    \
    const rotate_row *row;                                                                                            \
    const STORED *x[ROTATE_STREAMS];                                                                                  \
    STORED *y[ROTATE_STREAMS];                                                                                        \
    const REAL *angles[ROTATE_STREAMS];                                                                               \
    size_t streams, tokens, heads;                                                                                    \
    ptrdiff_t x_token, x_head, y_token, y_head, angles_token, angles_head;                                            \
    rotate_fetch fetch;                                                                                               \
    int together;                                                                                                     \
  } rotate_rows_##NAME;                                                                                               \
  typedef struct {                                                                                                    \
    void (*rows) (const rotate_rows_##NAME *rows);                                                                    \
    void (*rows_past) (const rotate_rows_##NAME *rows);                                                               \
    void (*line) (size_t n, rotate_pairs_##NAME p, rotate_angles_##ANGLES t, rotate_fetch fetch);                     \
    void (*line_past) (size_t n, rotate_pairs_##NAME p, rotate_angles_##ANGLES t);                                    \
    void (*groups) (size_t count, size_t n, rotate_pairs_##NAME p, ptrdiff_t x_step, ptrdiff_t y_step,                \
                    ptrdiff_t t_step, rotate_angles_##ANGLES t, rotate_fetch fetch);                                  \
    void (*strided) (size_t n, rotate_pairs_##NAME p, ptrdiff_t x_step, ptrdiff_t y_step, ptrdiff_t t_step,           \
                     rotate_angles_##ANGLES t);                                                                       \
    void (*widen) (size_t n, const STORED *from, REAL *to);                                                           \
    void (*combine) (size_t n, const REAL *p, const REAL *z, const REAL *c, const REAL *s, STORED *y);                \
  } rotate_set_##NAME
ROTATE_TYPES (double, f64, double, f64);
ROTATE_TYPES (float, f32, float, f32);
ROTATE_TYPES (uint16_t, bf16, float, f32);
ROTATE_TYPES (uint16_t, f16, float, f32);

/* How n columns of a table go into a row of angles: each as it is, those of even and odd number times even and odd, or each
   twice, times even and odd. */
typedef struct {
  int twice, even, odd;
} rotate_spread_style;

#define ROTATE_SPREAD(REAL)                                                                                           \
  (size_t n, size_t rows, const REAL *from, ptrdiff_t row_stride, ptrdiff_t column_stride,                            \
   const rotate_spread_style *style, REAL *to, ptrdiff_t to_step)

typedef struct {
  const char *name;
  points_kernel *points;
  /* by rome_format: ranges in the cheapest way (a and b: source "short" for f64, "plain" else), ranges in the careful way, any integers */
  cache_kernel *fill_range[4], *fill_careful[4], *fill_digits[4];
  /* Seeds of the angles a + b_k. */
  void (*add_seeds) (size_t n, const cache_source *source, double *cos, double *cos_lo, double *sin, double *sin_lo);
  void (*part_seeds) (size_t n, const double *hi, const double *lo, double *part, double *rest);
  void (*spread_f64) ROTATE_SPREAD (double);
  void (*spread_f32) ROTATE_SPREAD (float);
  /* How many elements of a column are not zero (below 2^31 elements), and the number of a single one. */
  void (*nonzero_f64) (size_t order, const double *column, size_t *count, size_t *where);
  void (*nonzero_f32) (size_t order, const float *column, size_t *count, size_t *where);
  /* z[j] = x[source[j]], the bits outside of keep[j] cleared, those of flip[j] turned over. */
  void (*pick_f64) (size_t n, const int32_t *source, const int64_t *keep, const int64_t *flip, const double *x, double *z);
  void (*pick_f32) (size_t n, const int32_t *source, const int32_t *keep, const int32_t *flip, const float *x, float *z);
  void (*past_done) (void);
  int goes_past_cache;
  rotate_set_f64 f64;
  rotate_set_f32 f32;
  rotate_set_bf16 bf16;
  rotate_set_f16 f16;
} kernel_set;

extern const kernel_set kernels_plain;
#ifdef ROME_HAVE_AVX
extern const kernel_set kernels_avx2, kernels_avx512;
#endif

/* The set for this processor, chosen once; the environment variable ROME_INSTRUCTION_SET ("plain", "avx2", "avx512") can ask for a
   lesser one. */
const kernel_set *kernels (void);

#define KERNEL_SETS 3
/* The set of that name, or NULL where this processor or this build has none. */
const kernel_set *kernels_named (const char *name);

#endif
