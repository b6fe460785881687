/* scaling_options.h - the struct of option SCALING, with the field names of model configurations.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_SCALING_OPTIONS_H
#define ROME_SCALING_OPTIONS_H

#include "check.h"

/* Reads the struct; lists of factors are copied to *memory (pairs each), to be freed by the caller. */
int read_scaling (gate *g, const gate_value *v, size_t pairs, rome_scaling *scaling, double **memory);

#endif
