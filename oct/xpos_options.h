/* xpos_options.h - option XPOS.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_XPOS_OPTIONS_H
#define ROME_XPOS_OPTIONS_H

#include "axes_options.h"
#include "check.h"

/* "q", "k" or a struct with the fields role, scale_base and centre; v NULL: no xPos.  length is the L whose half is the centre. */
int read_xpos (gate *g, const gate_value *v, const axis_list *axes, double length, rome_xpos *xpos);

#endif
