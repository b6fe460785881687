/* settle.h - cos and sin in 320-bit fixed point: the last word where double-double cannot decide a rounding, and an
   evaluation that shares nothing with GSL, for tests.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_SETTLE_H
#define ROME_SETTLE_H

#include "roots.h"
#include "turns.h"

/* psi <= 1/8 turn; times factor unless that is NULL.  Absolute error below 2^-300. */
roots_point settle_point (const turns_phase *psi, const wide *factor);

#endif
