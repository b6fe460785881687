/* rules_steps.h - what several families of scaling rules do.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_RULES_STEPS_H
#define ROME_RULES_STEPS_H

#include "scaled.h"

/* Decisions that a framework takes in double (floor, ceil, band edges) are taken exactly and refused within this distance of
   their edge, where double could have decided otherwise. */
#define RULES_EDGE 1e-9

/* w[i] = base^(-i / (d/2)), base >= 1 */
rome_status rules_powers (const scaled *base, size_t d, scaled *w);
/* w[i] *= ratio^i */
void rules_multiply_powers (scaled *w, size_t pairs, const scaled *ratio);
void rules_divide (scaled *w, size_t pairs, const scaled *divisor);
/* w (1 - r) + (w / factor) r */
scaled rules_blend (const scaled *w, const wide *r, const scaled *factor);
/* ln x for x >= 1 */
rome_status rules_log (const scaled *x, scaled *log);

#endif
