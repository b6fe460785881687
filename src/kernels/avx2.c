/* avx2.c - the kernels for processors with AVX2 and FMA; compiled with -mavx2 -mfma (fma () is only used where it is
   written, contraction is off).

   SPDX-License-Identifier: GPL-3.0-or-later */
#define SET avx2
#include "set.h"
