/* quad.h - 16 bytes in the compiler's own terms: two doubles or four floats, for turning small squares over.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_QUAD_H
#define ROME_QUAD_H

#include <stdint.h>

typedef double quad_f64 __attribute__ ((vector_size (16)));
typedef float quad_f32 __attribute__ ((vector_size (16)));
typedef int32_t quad_i32 __attribute__ ((vector_size (16)));

#if defined (__has_builtin)
#  if __has_builtin (__builtin_shufflevector)
#    define QUAD_SHUFFLE(A, B, ...) __builtin_shufflevector (A, B, __VA_ARGS__)
#  endif
#endif
#ifndef QUAD_SHUFFLE
#  define QUAD_SHUFFLE(A, B, ...) __builtin_shuffle (A, B, (quad_i32) {__VA_ARGS__})
#endif

static inline quad_f64 quad_signs_f64 (double even, double odd) { return (quad_f64) {even, odd}; }
static inline quad_f32 quad_signs_f32 (float even, float odd) { return (quad_f32) {even, odd, even, odd}; }

/* every element twice: of the first half, of the second half */
static inline quad_f64 quad_low_f64 (quad_f64 v) { return (quad_f64) {v[0], v[0]}; }
static inline quad_f64 quad_high_f64 (quad_f64 v) { return (quad_f64) {v[1], v[1]}; }
static inline quad_f32 quad_low_f32 (quad_f32 v) { return QUAD_SHUFFLE (v, v, 0, 0, 1, 1); }
static inline quad_f32 quad_high_f32 (quad_f32 v) { return QUAD_SHUFFLE (v, v, 2, 2, 3, 3); }

static inline void quad_transpose_f64 (const quad_f64 column[2], quad_f64 row[2])
{
  row[0] = (quad_f64) {column[0][0], column[1][0]};
  row[1] = (quad_f64) {column[0][1], column[1][1]};
}

static inline void quad_transpose_f32 (const quad_f32 column[4], quad_f32 row[4])
{
  const quad_f32 a = QUAD_SHUFFLE (column[0], column[1], 0, 4, 1, 5), b = QUAD_SHUFFLE (column[0], column[1], 2, 6, 3, 7);
  const quad_f32 c = QUAD_SHUFFLE (column[2], column[3], 0, 4, 1, 5), d = QUAD_SHUFFLE (column[2], column[3], 2, 6, 3, 7);
  row[0] = QUAD_SHUFFLE (a, c, 0, 1, 4, 5);
  row[1] = QUAD_SHUFFLE (a, c, 2, 3, 6, 7);
  row[2] = QUAD_SHUFFLE (b, d, 0, 1, 4, 5);
  row[3] = QUAD_SHUFFLE (b, d, 2, 3, 6, 7);
}

#endif
