/* scaling_options.h - the struct of option SCALING, with the field names of model configurations.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_SCALING_OPTIONS_H
#define ROME_SCALING_OPTIONS_H

#include "axes_options.h"
#include "check.h"

/* Reads the struct; lists of factors are copied to *memory, NULL before, to be freed by the caller. */
int read_scaling (gate *g, const gate_value *v, const axis_list *axes, rome_scaling *scaling, double **memory);
/* Its rope_type. */
const char *scaling_rule_name (rome_scaling_rule rule);

#endif
