/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real numbers of several hundred bits, and how they are split into doubles.  */

#ifndef GOLDEN_EXACT_H
#define GOLDEN_EXACT_H

#include <stdbool.h>
#include <mpfr.h>

/* hi is the correctly rounded value, lo the correctly rounded rest.  */
typedef struct { double hi, lo; } pair;
typedef struct { double hi, mid, lo; } triple;

/* Working precision, and the road taken to a power: exp (log) or integer
   roots.  Two runs on different roads must agree in every printed digit.  */
void exact_setup (mpfr_prec_t bits, bool by_roots);
mpfr_prec_t exact_bits (void);

/* r = x^(-num/den), x > 0, num >= 0, den > 0.  */
void exact_power (mpfr_t r, mpfr_srcptr x, long num, long den);

/* w = base^(-2i/dim).  */
void exact_frequency (mpfr_t w, double base, long dim, long i);

/* Cosine and sine; the precision of c and s is chosen here.  */
void exact_cos_sin (mpfr_t c, mpfr_t s, mpfr_srcptr angle);

/* Cosine and sine of position * w.  */
void exact_rotation (mpfr_t c, mpfr_t s, mpfr_srcptr w, double position);

pair exact_pair (mpfr_srcptr x);
triple exact_triple (mpfr_srcptr x);

/* For remarks only; through MPFR, so that every machine prints the same.  */
double exact_log2 (double x);

#endif
