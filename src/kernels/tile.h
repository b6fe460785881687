/* tile.h - the matrix unit of a processor, for the matrix form of bf16 numbers with signed selections.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_TILE_H
#define ROME_TILE_H

#include <stddef.h>
#include <stdint.h>

#define TILE_HEADS 16   /* at once */
#define TILE_COLUMNS 32 /* the unit's rows of x, of results and of angles are as long as a multiple of this */

typedef struct tile_matrix tile_matrix;

/* Up to TILE_HEADS heads that lie x_step (y_step) elements apart; head k has row angle[k] of c and s, which `angles` made, `width`
   floats from row to row.  y may be x itself.  padded: room for TILE_HEADS rows of bf16, z and p for results. */
typedef struct {
  size_t order, heads, width;
  const uint16_t *x;
  uint16_t *y;
  ptrdiff_t x_step, y_step;
  const float *c, *s;
  const size_t *angle;
  uint16_t *padded;
  float *z, *p;
} tile_work;

typedef struct {
  /* Whether the processor has it and the system lets this process use it: asks for that. */
  int (*available) (void);
  /* Column j is sign[j] at row source[j]; NULL: no memory. */
  tile_matrix *(*create) (size_t order, const size_t *source, const signed char *sign);
  void (*destroy) (tile_matrix *matrix);
  /* A row of angles in the order in which the unit's results come. */
  void (*angles) (size_t order, const float *from, float *to);
  /* Around the work of a thread. */
  void (*begin) (void);
  void (*end) (void);
  /* y = (x * P) .* C + (x * M) .* S, permutation NULL: the identity.  0 where the unit would not keep the bits: x is then as it was, and
     y to be made in another way. */
  int (*turn) (const tile_matrix *matrix, const tile_matrix *permutation, const tile_work *work);
} tile_unit;

/* The unit of this processor, or NULL. */
const tile_unit *kernels_tile (void);

#endif
