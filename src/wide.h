/* wide.h - non-negative fixed-point numbers of 64 integer and 320 fraction bits.

   Frequencies need about 256 correct bits, so that a position of up to 2^53 leaves more than 200 bits of the angle; the
   320th bit is far below anything that is claimed.  All operations truncate: their error is a few units of 2^-320.

   SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ROME_WIDE_H
#define ROME_WIDE_H

#include <stdint.h>

#define WIDE_LIMBS 6
#define WIDE_FRACTION_BITS 320

typedef unsigned __int128 wide_u128;

/* value = sum over k of limb[k] * 2^(64 k - 320) */
typedef struct {
  uint64_t limb[WIDE_LIMBS];
} wide;

wide wide_from_u64 (uint64_t integer);
/* x finite, >= 0 and < 2^64; bits below 2^-320 are dropped. */
wide wide_from_double (double x);
/* Nearest double (ties to even) of a number that is exact in its limbs. */
double wide_to_double (const wide *a);
/* hi + lo with hi the nearest double and lo the nearest double of the rest. */
void wide_to_pair (const wide *a, double *hi, double *lo);

wide wide_add (const wide *a, const wide *b); /* mod 2^64 */
wide wide_sub (const wide *a, const wide *b); /* mod 2^64 */
wide wide_mul (const wide *a, const wide *b); /* truncated product, mod 2^64 */
wide wide_mul_u64 (const wide *a, uint64_t b);
wide wide_div_u64 (const wide *a, uint64_t b);
wide wide_div (const wide *a, const wide *b); /* truncated quotient, which must be below 2^64; b > 0 */
wide wide_shift_left (const wide *a, unsigned bits);
wide wide_shift_right (const wide *a, unsigned bits);
int wide_compare (const wide *a, const wide *b); /* -1, 0, 1 */
int wide_is_zero (const wide *a);
/* Exponent e of the leading bit: 2^e <= a < 2^(e+1); a > 0. */
int wide_exponent (const wide *a);

#endif
