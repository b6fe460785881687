/* gslguard.h - GSL's error handler (which aborts by default) is off between enter and leave, then what it was before.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_GSLGUARD_H
#define ROME_GSLGUARD_H

void gsl_guard_enter (void);
void gsl_guard_leave (void);

#endif
