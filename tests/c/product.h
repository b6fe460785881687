/* product.h - the products with a square matrix that the library asks its host for, in their plainest form.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_PRODUCT_H
#define TESTS_PRODUCT_H

#include <stddef.h>

#define PLAIN_PRODUCT(NAME, REAL)                                                                                     \
  static inline void plain_product_##NAME (void *data, size_t order, size_t n, const REAL *m, const REAL *in, REAL *out) \
  {                                                                                                                   \
    (void) data;                                                                                                      \
    for (size_t k = 0; k < n; k++)                                                                                    \
      for (size_t j = 0; j < order; j++) {                                                                            \
        REAL sum = 0;                                                                                                 \
        for (size_t i = 0; i < order; i++)                                                                            \
          sum += m[i + j * order] * in[i + k * order];                                                           \
        out[j + k * order] = sum;                                                                                     \
      }                                                                                                               \
  }
PLAIN_PRODUCT (f64, double)
PLAIN_PRODUCT (f32, float)
#undef PLAIN_PRODUCT

#endif
