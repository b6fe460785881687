/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the scaling rules share.  */

#ifndef GOLDEN_SCALING_PARTS_H
#define GOLDEN_SCALING_PARTS_H

#include "scaling.h"

double scaling_given_or (double value, double otherwise);

/* 1 unless given, 0 for NONE.  */
double scaling_share (double given);

/* w *= growth^(-2i/(dim-2)).  */
void scaling_grow_base (mpfr_t w, const scaling *p, long i, mpfr_srcptr growth);

/* The ramp over the pairs: 0 = keep the frequency, 1 = divide it.  */
void scaling_ramp_value (mpfr_t r, const scaling *p, long i);
void scaling_divided_share (mpfr_t r, double kept);

/* w = w (1 - r) + (w/f) r  */
void scaling_blend (mpfr_t w, mpfr_srcptr r, mpfr_srcptr factor);
void scaling_yarn_factor (mpfr_t f, const scaling *p);

/* The rules of scaling_more.c.  */
void scaling_more (mpfr_t w, const scaling *p, long i);

#endif
