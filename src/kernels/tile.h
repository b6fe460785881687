/* tile.h - the matrix unit of a processor, for products of bf16 numbers with signed selections.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_TILE_H
#define ROME_TILE_H

#include <stddef.h>
#include <stdint.h>

typedef struct tile_matrix tile_matrix;

typedef struct {
  /* Whether the processor has it and the system lets this process use it: asks for that. */
  int (*available) (void);
  /* Column j is sign[j] at row source[j]; NULL: no memory. */
  tile_matrix *(*create) (size_t order, const size_t *source, const signed char *sign);
  void (*destroy) (tile_matrix *matrix);
  /* Around the products of a thread. */
  void (*begin) (void);
  void (*end) (void);
  /* Whether the product of these numbers, bf16 numbers all of them, is exact. */
  int (*takes) (size_t count, const float *x);
  /* z = x * M for n rows; non-zero: no memory. */
  int (*multiply) (const tile_matrix *matrix, size_t n, const float *x, float *z);
} tile_unit;

/* The unit of this processor, or NULL. */
const tile_unit *kernels_tile (void);

#endif
