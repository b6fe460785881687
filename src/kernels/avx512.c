/* avx512.c - the kernels for processors with AVX-512 F, BW, DQ and VL; compiled for them (contraction is off).

   SPDX-License-Identifier: GPL-3.0-or-later */
#define SET avx512
#include "vector_avx512.h"

#include "set.h"
