/* plain.c - the kernels for the compiler's base instruction set.

   SPDX-License-Identifier: GPL-3.0-or-later */
#define SET plain
#include "vector_plain.h"

#include "set.h"
