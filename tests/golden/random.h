/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reproducible pseudo-random numbers: integers only, the same everywhere.  */

#ifndef GOLDEN_RANDOM_H
#define GOLDEN_RANDOM_H

#include <stdint.h>

typedef struct { uint64_t state; } generator;

uint64_t random_bits (generator *g);

/* 0 .. n-1.  */
uint64_t random_below (generator *g, uint64_t n);

/* first .. last, both included.  */
int64_t random_between (generator *g, int64_t first, int64_t last);

/* Every bit length 1 .. bits equally likely.  */
int64_t random_octave (generator *g, int bits);

/* +-2^e (1 + fraction), e = first .. last, FRACTION_BITS random bits.  */
double random_double (generator *g, int first, int last, int fraction_bits);

#endif
