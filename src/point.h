/* point.h - cos and sin of one exact phase.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_POINT_H
#define ROME_POINT_H

#include "kernels/kernels.h"
#include "roots.h"
#include "scaled.h"
#include "turns.h"

/* Makes and verifies the roots of unity once; every other function here needs it to have returned ROME_OK. */
rome_status point_prepare (rome_self_check_result *result);

/* What values are multiplied with, as a number and as hi + lo. */
typedef struct {
  wide factor;
  dd pair;
} point_factor;

/* cos and sin of n <= POINT_BATCH phases, times a factor unless that is NULL, as hi + lo: relative error at most
   ROME_CERTIFIED_BOUND, hi the nearest double; or, in the tier "gsl", GSL's own digits on the reduced angle: relative error at most
   ROME_GSL_BOUND, lo = 0. */
void point_many (size_t n, const turns_phase *phase, const point_factor *factor, rome_tier tier, point_values *z);
/* One phase in each tier. */
roots_point point_certified (const turns_phase *phase);
roots_point point_gsl (const turns_phase *phase);
/* cos and sin, times factor 2^-shift, of the angle position * F when it is below 2^-200 turns, where the phase would lose
   relative accuracy. */
roots_point point_tiny (const turns_frequency *frequency, double position, const wide *factor, int shift);
/* The same of an angle below 2^-100 radians. */
roots_point point_tiny_angle (const scaled *radians, int negative, const wide *factor, int shift);
#define POINT_TINY_EXPONENT -200

#endif
