/* rules.h - the scaling rules in real arithmetic.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_RULES_H
#define ROME_RULES_H

#include "scaled.h"

/* w[i] for i < d/2 under the rule. */
rome_status rules_frequencies (const rome_scaling *scaling, double base, size_t d, scaled *w);
/* The attention factor. */
rome_status rules_attention (const rome_scaling *scaling, scaled *a);

#endif
