/* kernels.h - the inner loops, one set of function pointers per instruction set.

   Each loop body stands once (rotate_body.h, cache_body.h) and is compiled for every instruction set by plain.c and avx2.c;
   all sets give the same bits, because every operation is rounded once and none is fused.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_KERNELS_H
#define ROME_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "../roots.h"
#include "../turns.h"
#include "rome.h"

/* cos and sin of psi <= 1/8 turn as hi + lo, relative error below 2^-98. */
typedef roots_point point_kernel (const roots_table *table, const turns_phase *psi);

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
  const roots_point *digit[3]; /* lowest first */
  const uint64_t *position;    /* below 2^33 */
} cache_source;

/* n entries of one column; the answer is non-zero if some rounding could not be proved (the entries are then not to be used
   as they are).  slack: absolute error of the source. */
typedef int cache_kernel (size_t n, const cache_source *source, double slack, void *c, void *s);
#define CACHE_SLACK_CAREFUL 0x1p-96
#define CACHE_SLACK_PLAIN 0x1p-51

/* cos and sin at the first (0) and second (1) member of each pair. */
#define ROTATE_ANGLES(REAL, NAME)                                                                                     \
  typedef struct {                                                                                                    \
    const REAL *c0, *s0, *c1, *s1;                                                                                    \
  } rotate_angles_##NAME
/* Elements are STORED; the angles, and the arithmetic, are of the type of ANGLES. */
#define ROTATE_TYPES(STORED, NAME, ANGLES)                                                                            \
  typedef struct {                                                                                                    \
    const STORED *x0, *x1;                                                                                            \
    STORED *y0, *y1;                                                                                                  \
  } rotate_pairs_##NAME;                                                                                              \
  typedef void rotate_kernel_##NAME (size_t n, rotate_pairs_##NAME p, rotate_angles_##ANGLES t);                      \
  typedef void rotate_kernel_strided_##NAME (size_t n, rotate_pairs_##NAME p, ptrdiff_t x_step, ptrdiff_t y_step,     \
                                             size_t t_step, rotate_angles_##ANGLES t)
ROTATE_ANGLES (double, f64);
ROTATE_ANGLES (float, f32);
ROTATE_TYPES (double, f64, f64);
ROTATE_TYPES (float, f32, f32);
ROTATE_TYPES (uint16_t, bf16, f32);
ROTATE_TYPES (uint16_t, f16, f32);

/* unit: pairs and angles follow each other.  adjacent: x1 = x0 + 1, y1 = y0 + 1, pairs two apart (interleaved heads).
   split: adjacent in, unit out.  merge: unit in, adjacent out.  same_angle: unit pairs, all turned by t[0].
   strided: any steps. */
#define ROTATE_SET(NAME)                                                                                              \
  struct {                                                                                                            \
    rotate_kernel_##NAME *unit, *adjacent, *split, *merge, *same_angle;                                               \
    rotate_kernel_strided_##NAME *strided;                                                                            \
  }

typedef struct {
  const char *name;
  point_kernel *point;
  /* by rome_format; plain double products do not suffice for f64 */
  cache_kernel *fill_plain[4], *fill_careful[4], *fill_digits[4];
  ROTATE_SET (f64) f64;
  ROTATE_SET (f32) f32;
  ROTATE_SET (bf16) bf16;
  ROTATE_SET (f16) f16;
} kernel_set;

extern const kernel_set kernels_plain;
#ifdef ROME_HAVE_AVX2
extern const kernel_set kernels_avx2;
#endif

/* The set for this processor, chosen once; the environment variable ROME_INSTRUCTION_SET ("plain", "avx2") can ask for a
   lesser one. */
const kernel_set *kernels (void);

#endif
