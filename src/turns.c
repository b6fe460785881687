/* turns.c - exact phases: one row of 64-bit multiplications per position.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "turns.h"

#include <math.h>
#include <string.h>

#include "rome.h"

const wide turns_inverse_two_pi = {{0x6dc91b8e909374b8, 0x7f9458eaf7aef158, 0x36d8a5664f10e410, 0x7f09d5f47d4d3770,
                                    0x28be60db9391054a, 0}};
const wide turns_two_pi = {{0x8a5043cc71a026ef, 0x105df531d89cd912, 0x48127044533e63a0, 0x2633145c06e0e689,
                            0x487ed5110b4611a6, 6}};

/* Shifts up to this size keep every bit that F needs, so that almost all frequencies have scale 0 and exact sums. */
#define SHIFT_KEPT 128

turns_frequency turns_from_radians (const wide *mantissa, int shift, int negative)
{
  turns_frequency f = {*mantissa, 0, negative};
  if (shift < 0) { /* shifted first: the product keeps all bits of 1 / (2 pi) */
    f.turns = wide_shift_left (mantissa, (unsigned) -shift);
    f.turns = wide_mul (&f.turns, &turns_inverse_two_pi);
    return f;
  }
  const unsigned kept = shift < SHIFT_KEPT ? (unsigned) shift : SHIFT_KEPT;
  f.turns = wide_mul (mantissa, &turns_inverse_two_pi);
  f.turns = wide_shift_right (&f.turns, kept);
  f.scale = (unsigned) shift - kept;
  return f;
}

/* |position| = integer * 2^exponent with integer <= 2^53 and exponent <= 0, which is 0 for whole numbers. */
static uint64_t split (double position, int *exponent)
{
  const double size = fabs (position);
  const uint64_t whole = (uint64_t) (int64_t) size;
  *exponent = 0;
  if ((double) (int64_t) whole == size)
    return whole;
  /* frexp would do, but its call costs more than the product */
  uint64_t bits;
  memcpy (&bits, &size, sizeof bits);
  const int biased = (int) (bits >> 52);
  const uint64_t fraction = bits & (UINT64_MAX >> 12);
  *exponent = (biased ? biased : 1) - 1075;
  return biased ? fraction | UINT64_C (1) << 52 : fraction;
}

/* 2^e, -1022 <= e <= 1023 */
static double power_of_two (int e)
{
  const uint64_t bits = (uint64_t) (e + 1023) << 52;
  double power;
  memcpy (&power, &bits, sizeof power);
  return power;
}

/* In place: a copy would be loaded in vectors from limbs just stored, which processors wait for. */
static inline void negate_if (int condition, turns_phase *a)
{
  const uint64_t flip = -(uint64_t) condition;
  uint64_t carry = flip & 1;
#pragma GCC unroll 6
  for (int k = 0; k < PHASE_LIMBS; k++) {
    a->limb[k] = (a->limb[k] ^ flip) + carry;
    carry = a->limb[k] < carry;
  }
}

/* integer * F mod 1 */
static inline void whole_turns (const turns_frequency *frequency, uint64_t integer, turns_phase *phase)
{
  wide_u128 sum = 0;
  phase->limb[0] = 0;
#pragma GCC unroll 5
  for (int k = 0; k < PHASE_LIMBS - 1; k++) {
    sum += (wide_u128) frequency->turns.limb[k] * integer;
    phase->limb[k + 1] = (uint64_t) sum;
    sum >>= 64;
  }
}

/* integer * F * 2^-shift mod 1 */
static void shifted_turns (const turns_frequency *frequency, uint64_t integer, unsigned shift, turns_phase *phase)
{
  /* product[1..7] = integer * F in units of 2^-320; product[0] opens the 64 lower bits of the phase */
  uint64_t product[PHASE_LIMBS + 3] = {0};
  wide_u128 carry = 0;
  for (int k = 0; k < WIDE_LIMBS; k++) {
    carry += (wide_u128) frequency->turns.limb[k] * integer;
    product[k + 1] = (uint64_t) carry;
    carry >>= 64;
  }
  product[WIDE_LIMBS + 1] = (uint64_t) carry;

  const unsigned limbs = shift / 64, rest = shift % 64;
  for (unsigned k = 0; k < PHASE_LIMBS; k++) {
    phase->limb[k] = 0;
    if (k + limbs < PHASE_LIMBS + 2) {
      phase->limb[k] = product[k + limbs] >> rest;
      if (rest)
        phase->limb[k] |= product[k + limbs + 1] << (64 - rest);
    }
  }
}

void turns_put (const turns_frequency *frequency, double position, turns_phase *phase)
{
  int exponent;
  const uint64_t integer = split (position, &exponent);
  const unsigned shift = frequency->scale + (unsigned) -exponent;
  if (shift == 0)
    whole_turns (frequency, integer, phase);
  else
    shifted_turns (frequency, integer, shift, phase);
  negate_if ((position < 0) != (frequency->negative != 0), phase);
}

turns_phase turns_at (const turns_frequency *frequency, double position)
{
  turns_phase phase;
  turns_put (frequency, position, &phase);
  return phase;
}

/* 1 / (2 pi) to 1536 bits, highest first: enough for the largest double. */
static const uint64_t inverse_two_pi[24] = {
  0x28be60db9391054a, 0x7f09d5f47d4d3770, 0x36d8a5664f10e410, 0x7f9458eaf7aef158,
  0x6dc91b8e909374b8, 0x01924bba82746487, 0x3f877ac72c4a69cf, 0xba208d7d4baed121,
  0x3a671c09ad17df90, 0x4e64758e60d4ce7d, 0x272117e2ef7e4a0e, 0xc7fe25fff7816603,
  0xfbcbc462d6829b47, 0xdb4d9fb3c9f2c26d, 0xd3d18fd9a797fa8b, 0x5d49eeb1faf97c5e,
  0xcf41ce7de294a4ba, 0x9afed7ec47e35742, 0x1580cc11bf1edaea, 0xfc33ef0826bd0d87,
  0x6a78e45857b986c2, 0x19666157c5281a10, 0x237ff620135cc9cc, 0x41818555b29cea32};

/* |radians| = integer * 2^exponent > 2^53: the bits of 1 / (2 pi) that the exponent lifts above the point are whole turns
   (Payne, Hanek 1983); the 448 bits below it remain. */
static turns_phase large_angle (double radians)
{
  uint64_t bits;
  memcpy (&bits, &radians, sizeof bits);
  const uint64_t integer = (bits & (UINT64_MAX >> 12)) | UINT64_C (1) << 52;
  const unsigned exponent = (unsigned) (bits >> 52 & 0x7ff) - 1075, limb = exponent / 64, rest = exponent % 64;
  turns_phase phase = {{0}};
  wide_u128 carry = 0;
  for (int k = PHASE_LIMBS; k >= 0; k--) {
    uint64_t window = inverse_two_pi[limb + (unsigned) k] << rest;
    if (rest)
      window |= inverse_two_pi[limb + (unsigned) k + 1] >> (64 - rest);
    carry += (wide_u128) window * integer;
    if (k < PHASE_LIMBS)
      phase.limb[PHASE_LIMBS - 1 - k] = (uint64_t) carry;
    carry >>= 64;
  }
  return radians < 0 ? turns_negate (&phase) : phase;
}

const turns_frequency turns_one_radian = {{{0x6dc91b8e909374b8, 0x7f9458eaf7aef158, 0x36d8a5664f10e410, 0x7f09d5f47d4d3770,
                                            0x28be60db9391054a, 0}}, 0, 0};

turns_phase turns_of_angle (double radians)
{
  return fabs (radians) <= ROME_POSITION_MAX ? turns_at (&turns_one_radian, radians) : large_angle (radians);
}

turns_phase turns_sum (const turns_phase *a, const turns_phase *b)
{
  turns_phase sum;
  wide_u128 carry = 0;
  for (int k = 0; k < PHASE_LIMBS; k++) {
    carry += (wide_u128) a->limb[k] + b->limb[k];
    sum.limb[k] = (uint64_t) carry;
    carry >>= 64;
  }
  return sum;
}

turns_phase turns_negate (const turns_phase *a)
{
  turns_phase negative;
  uint64_t carry = 1;
  for (int k = 0; k < PHASE_LIMBS; k++) {
    negative.limb[k] = ~a->limb[k] + carry;
    carry = carry && negative.limb[k] == 0;
  }
  return negative;
}

int turns_is_zero (const turns_phase *a)
{
  uint64_t any = 0;
  for (int k = 0; k < PHASE_LIMBS; k++)
    any |= a->limb[k];
  return any == 0;
}

int turns_exponent (const turns_frequency *frequency)
{
  return wide_is_zero (&frequency->turns) ? TURNS_STILL : wide_exponent (&frequency->turns) - (int) frequency->scale;
}

void turns_to_pair (const turns_phase *a, double *hi, double *lo)
{
  int k = PHASE_LIMBS - 1;
  while (k > 0 && a->limb[k] == 0)
    k--;
  if (a->limb[k] == 0) {
    *hi = *lo = 0;
    return;
  }
  /* the 128 bits from the leading one on */
  const int zeros = __builtin_clzll (a->limb[k]);
  const uint64_t next = k > 0 ? a->limb[k - 1] : 0, after = k > 1 ? a->limb[k - 2] : 0;
  wide_u128 window = ((wide_u128) a->limb[k] << 64 | next) << zeros;
  if (zeros)
    window |= after >> (64 - zeros);
  const int unit = 64 * (k - PHASE_LIMBS) - zeros - 64; /* window counts units of 2^unit */
  /* 53 bits, and the 64 below them in two halves, whose sum is rounded once: signed numbers are converted without a branch */
  const uint64_t below = (uint64_t) (window >> 11);
  const double high = (double) (int64_t) (window >> 75) * power_of_two (unit + 75);
  const double low = ((double) (int64_t) (below >> 32) * 0x1p32 + (double) (int64_t) (below & UINT32_MAX)) * power_of_two (unit + 11);
  *hi = high + low;
  *lo = low - (*hi - high);
}

wide turns_to_wide (const turns_phase *a)
{
  wide w = {{0}};
  for (int k = 0; k < WIDE_LIMBS - 1; k++)
    w.limb[k] = a->limb[k + 1];
  return w;
}
