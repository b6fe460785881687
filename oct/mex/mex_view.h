/* mex_view.h - plain views of the arguments of a MEX call, as gate.h describes them.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_MEX_VIEW_H
#define ROME_MEX_VIEW_H

#include <mex.h>

#include "gate.h"

/* What a view points to is memory of the MEX call and goes with it, also after an error. */
gate_value mex_view (const mxArray *value);

#endif
