/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameter sets of set 8: real models first, corners of the rules after.  */

#ifndef GOLDEN_MODELS_H
#define GOLDEN_MODELS_H

#include <stddef.h>

#include "scaling.h"

extern const scaling model_scalings[];
extern const size_t model_scaling_count;

#endif
