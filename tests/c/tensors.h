/* tensors.h - tensors [batch, tokens, heads, dim] with any layout, surrounded and filled up by guard elements.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_TENSORS_H
#define TESTS_TENSORS_H

#include "check.h"

#include <math.h>

#include "narrow.h"
#include "splitmix.h"

/* Numbers of all formats travel as double, which holds them; NaNs keep being NaN. */
static inline double element_get (rome_format format, const void *array, ptrdiff_t k)
{
  switch (format) {
  case ROME_F64: return ((const double *) array)[k];
  case ROME_F32: return (double) ((const float *) array)[k];
  default: return narrow_value (((const uint16_t *) array)[k], format);
  }
}

static inline void element_set (rome_format format, void *array, ptrdiff_t k, double value)
{
  switch (format) {
  case ROME_F64: ((double *) array)[k] = value; break;
  case ROME_F32: ((float *) array)[k] = (float) value; break;
  default: ((uint16_t *) array)[k] = narrow_bits (value, format); break;
  }
}

/* Format of the arithmetic, and of the tables: single for 16-bit tensors. */
static inline rome_format element_arithmetic (rome_format format)
{
  return format == ROME_F64 ? ROME_F64 : ROME_F32;
}

/* A number that the format holds exactly: any bits, and one in 16 special if asked for. */
static inline double element_random (splitmix *r, rome_format format, int special)
{
  static const double odd[] = {0.0, -0.0, INFINITY, -INFINITY, NAN, 1, -1};
  const narrow_format f = narrow_format_of (format);
  if (special && splitmix_below (r, 16) == 0) {
    const size_t k = (size_t) splitmix_below (r, COUNT_OF (odd) + 2);
    if (k < COUNT_OF (odd))
      return odd[k];
    /* subnormal, or near the overflow threshold */
    const double extreme = k == COUNT_OF (odd) ? splitmix_double (r, f.least - f.digits + 2, f.least - 1) : splitmix_double (r, f.most, f.most);
    return narrow_round (extreme, 0, format);
  }
  return narrow_round (splitmix_double (r, -3, 3), 0, format);
}

/* Bits equal, or both NaN: which NaN comes out of two is the processor's choice. */
static inline int element_same (double a, double b)
{
  return bits_of (a) == bits_of (b) || (isnan (a) && isnan (b));
}

/* Memory order of the dimensions, gaps and directions. */
typedef struct {
  int order[4];         /* fastest first; 0 batch, 1 token, 2 head, 3 dim */
  size_t gap[4];        /* elements left free after each step along order[k] */
  unsigned backwards;   /* bit n: dimension n runs towards lower addresses */
} layout;

static const layout layout_plain = {{3, 2, 1, 0}, {0}, 0};

#define GUARD 64 /* elements before the first and after the last */
#define CANARY 0x5a

typedef struct {
  rome_format format;
  rome_extent extent;
  rome_stride stride;
  size_t room;
  unsigned char *memory;
  void *origin; /* element [0, 0, 0, 0] */
} tensor;

static inline ptrdiff_t tensor_at (const tensor *t, size_t b, size_t s, size_t h, size_t d)
{
  return (ptrdiff_t) b * t->stride.batch + (ptrdiff_t) s * t->stride.token + (ptrdiff_t) h * t->stride.head
         + (ptrdiff_t) d * t->stride.dim;
}

static inline tensor tensor_make (rome_format format, rome_extent extent, const layout *l)
{
  const size_t n[4] = {extent.batch, extent.tokens, extent.heads, extent.dim};
  ptrdiff_t step[4], next = 1, low = 0;
  for (int k = 0; k < 4; k++) {
    const int dimension = l->order[k];
    step[dimension] = next + (ptrdiff_t) l->gap[k];
    next = step[dimension] * (ptrdiff_t) (n[dimension] ? n[dimension] : 1);
    if (l->backwards >> dimension & 1) {
      low += step[dimension] * (ptrdiff_t) (n[dimension] ? n[dimension] - 1 : 0);
      step[dimension] = -step[dimension];
    }
  }
  tensor t = {format, extent, {step[0], step[1], step[2], step[3]}, (size_t) next + 2 * GUARD, NULL, NULL};
  t.memory = need (t.room, rome_format_size (format));
  memset (t.memory, CANARY, t.room * rome_format_size (format));
  t.origin = t.memory + (size_t) (GUARD + low) * rome_format_size (format);
  return t;
}

static inline void tensor_free (tensor *t)
{
  free (t->memory);
}

#define TENSOR_LOOP(E)                                                                                                \
  for (size_t b = 0; b < (E).batch; b++)                                                                              \
    for (size_t s = 0; s < (E).tokens; s++)                                                                           \
      for (size_t h = 0; h < (E).heads; h++)

static inline void tensor_randomize (tensor *t, splitmix *r, int special)
{
  TENSOR_LOOP (t->extent)
    for (size_t d = 0; d < t->extent.dim; d++)
      element_set (t->format, t->origin, tensor_at (t, b, s, h, d), element_random (r, t->format, special));
}

/* Takes the elements away, so that what is left is canaries if nothing else was written. */
static inline void tensor_check_guards (const tensor *t)
{
  const size_t size = rome_format_size (t->format);
  unsigned char *memory = need (t->room, size);
  memcpy (memory, t->memory, t->room * size);
  unsigned char *origin = memory + ((unsigned char *) t->origin - t->memory);
  TENSOR_LOOP (t->extent)
    for (size_t d = 0; d < t->extent.dim; d++)
      memset (origin + tensor_at (t, b, s, h, d) * (ptrdiff_t) size, CANARY, size);
  for (size_t k = 0; k < t->room * size; k++)
    if (memory[k] != CANARY)
      fail_msg ("byte %zu of %zu was written, which is no element", k, t->room * size);
  free (memory);
}

/* Every element the same: bits, or both NaN. */
static inline void tensor_equal (const tensor *x, const tensor *y)
{
  TENSOR_LOOP (x->extent)
    for (size_t d = 0; d < x->extent.dim; d++) {
      const double p = element_get (x->format, x->origin, tensor_at (x, b, s, h, d));
      const double q = element_get (y->format, y->origin, tensor_at (y, b, s, h, d));
      if (!element_same (p, q))
        fail_msg ("[%zu, %zu, %zu, %zu]: %a is not %a", b, s, h, d, p, q);
    }
}

#endif
