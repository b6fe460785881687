/* rules.h - the scaling rules in real arithmetic, each as its formula stands in rome.h.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_RULES_H
#define ROME_RULES_H

#include "scaled.h"

/* Whether every parameter that the rule reads lies in its range; lists hold one element per pair. */
int rules_legal (const rome_scaling *scaling, size_t pairs);
/* w[i] for i < d/2 under the rule. */
rome_status rules_frequencies (const rome_scaling *scaling, double base, size_t d, scaled *w);
/* The attention factor. */
rome_status rules_attention (const rome_scaling *scaling, scaled *a);
/* DeepSeek's factor on the softmax scale. */
rome_status rules_softmax (const rome_scaling *scaling, scaled *g);

/* ---- the families; w comes in as base^(-2i/d) ---- */

/* rules_base.c: rules that change the base */
rome_status rules_base (const rome_scaling *s, double base, size_t d, scaled *w);
/* rules_yarn.c: rules that blend by a ramp over the pairs */
rome_status rules_yarn (const rome_scaling *s, double base, size_t d, scaled *w);
rome_status rules_yarn_attention (const rome_scaling *s, scaled *a);
/* g (factor, m) */
rome_status rules_yarn_growth (const rome_scaling *s, double m, scaled *g);
/* rules_longrope.c: rules that divide by a list */
rome_status rules_longrope (const rome_scaling *s, size_t d, scaled *w);
rome_status rules_longrope_attention (const rome_scaling *s, scaled *a);

#endif
