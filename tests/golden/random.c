/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "random.h"

/* splitmix64 (Steele, Lea, Flood 2014).  */
uint64_t
random_bits (generator *g)
{
  uint64_t z = g->state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

uint64_t
random_below (generator *g, uint64_t n)
{
  return random_bits (g) % n;   /* the bias is harmless here */
}

int64_t
random_between (generator *g, int64_t first, int64_t last)
{
  return first + (int64_t) random_below (g, last - first + 1);
}

int64_t
random_octave (generator *g, int bits)
{
  int length = random_between (g, 1, bits);
  uint64_t low = random_bits (g) >> 1 >> (64 - length);
  return (int64_t) ((uint64_t) 1 << (length - 1) | low);
}

double
random_double (generator *g, int first, int last, int fraction_bits)
{
  int e = random_between (g, first, last);
  uint64_t fraction = random_below (g, (uint64_t) 1 << fraction_bits);
  double x = ldexp (1 + ldexp ((double) fraction, -fraction_bits), e);
  return random_bits (g) & 1 ? -x : x;
}
