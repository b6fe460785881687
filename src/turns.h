/* turns.h - angles as exact fractions of a turn.

   A frequency F = w / (2 pi) is held to 320 fraction bits, a phase position * F mod 1 to 384.  Because the product of an
   integer and a fixed-point number is exact and unsigned overflow IS the reduction mod 1, phase (a) + phase (b) equals
   phase (a + b) bit for bit for all positions that are multiples of 2^-64; no multi-part 2 pi, no cancellation.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_TURNS_H
#define ROME_TURNS_H

#include <stdint.h>

#include "wide.h"

#define PHASE_LIMBS 6
#define PHASE_BITS 384

/* sign * turns * 2^-scale turns per position; scale is 0 unless the frequency is below 2^-128. */
typedef struct {
  wide turns;
  unsigned scale;
  int negative;
} turns_frequency;

/* sum over k of limb[k] * 2^(64 k - 384), a fraction of a turn in [0, 1) */
typedef struct {
  uint64_t limb[PHASE_LIMBS];
} turns_phase;

/* The frequency mantissa * 2^-shift radians per position, mantissa in [1, 2) or zero, shift > -60. */
turns_frequency turns_from_radians (const wide *mantissa, int shift, int negative);

/* The angle itself, any finite double, as a phase. */
turns_phase turns_of_angle (double radians);
/* 1 radian per position. */
extern const turns_frequency turns_one_radian;

/* position * F mod 1; |position| <= 2^53. */
turns_phase turns_at (const turns_frequency *frequency, double position);
void turns_put (const turns_frequency *frequency, double position, turns_phase *phase);
turns_phase turns_sum (const turns_phase *a, const turns_phase *b);
turns_phase turns_negate (const turns_phase *a);
int turns_is_zero (const turns_phase *a);

/* Binary exponent of F, of any size for F = 0, where every phase is exact. */
int turns_exponent (const turns_frequency *frequency);
#define TURNS_STILL (1 << 20)

/* a = hi + lo to 106 significant bits; the phase is read as a number in [0, 1). */
void turns_to_pair (const turns_phase *a, double *hi, double *lo);
/* a rounded down to a wide. */
wide turns_to_wide (const turns_phase *a);

/* 2 pi as wide and 1 / (2 pi) as wide. */
extern const wide turns_two_pi, turns_inverse_two_pi;

#endif
