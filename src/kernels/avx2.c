/* avx2.c - the kernels for processors with AVX2, FMA and F16C; compiled for them (fma () is only used where it is written,
   contraction is off).

   SPDX-License-Identifier: GPL-3.0-or-later */
#define SET avx2
#include "vector_avx2.h"

#include "set.h"
