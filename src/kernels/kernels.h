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

/* Values a + b of two angles given as cos and sin in double-double: seed of a, arrays of b. */
typedef roots_point cache_seed;
typedef struct {
  const double *cos, *cos_lo, *sin, *sin_lo;
} cache_seeds;

/* n entries of one column; the answer is non-zero if some rounding could not be decided (the entries are then not to be
   used as they are). */
typedef int cache_kernel_f64 (size_t n, cache_seed a, cache_seeds b, double *c, double *s);
typedef int cache_kernel_f32 (size_t n, cache_seed a, cache_seeds b, float *c, float *s);

/* cos and sin at the first (0) and second (1) member of each pair. */
#define ROTATE_TYPES(REAL, NAME)                                                                                      \
  typedef struct {                                                                                                    \
    const REAL *c0, *s0, *c1, *s1;                                                                                    \
  } rotate_angles_##NAME;                                                                                             \
  typedef struct {                                                                                                    \
    const REAL *x0, *x1;                                                                                              \
    REAL *y0, *y1;                                                                                                    \
  } rotate_pairs_##NAME;                                                                                              \
  typedef void rotate_kernel_##NAME (size_t n, rotate_pairs_##NAME p, rotate_angles_##NAME t);                        \
  typedef void rotate_kernel_strided_##NAME (size_t n, rotate_pairs_##NAME p, ptrdiff_t x_step, ptrdiff_t y_step,     \
                                             size_t t_step, rotate_angles_##NAME t)
ROTATE_TYPES (double, f64);
ROTATE_TYPES (float, f32);

/* unit: pairs and angles follow each other; adjacent: x1 = x0 + 1, pairs two apart (interleaved, head contiguous);
   same_angle: unit pairs, all turned by t[0]; strided: any steps, t_step 0 or 1. */
#define ROTATE_SET(NAME)                                                                                              \
  struct {                                                                                                            \
    rotate_kernel_##NAME *unit, *adjacent, *same_angle;                                                               \
    rotate_kernel_strided_##NAME *strided;                                                                            \
  }

typedef struct {
  const char *name;
  point_kernel *point;
  cache_kernel_f64 *cache_f64;
  /* quick: plain double products, for entries that are not small; careful: compensated */
  cache_kernel_f32 *cache_f32_quick, *cache_f32_careful;
  ROTATE_SET (f64) f64;
  ROTATE_SET (f32) f32;
} kernel_set;

extern const kernel_set kernels_plain;
#ifdef ROME_HAVE_AVX2
extern const kernel_set kernels_avx2;
#endif

/* The set for this processor, chosen once; the environment variable ROME_INSTRUCTION_SET ("plain", "avx2") can ask for a
   lesser one. */
const kernel_set *kernels (void);

#endif
