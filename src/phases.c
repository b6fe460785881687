/* phases.c - exact phases of positions with their offset.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "phases.h"

#include <math.h>

#include "xpos.h"

static int in_range (double position)
{
  return position >= -ROME_POSITION_MAX && position <= ROME_POSITION_MAX; /* false for NaN */
}

rome_status phases_check (const rome_freqs *freqs, const rome_positions *positions)
{
  const rome_status status = point_prepare (NULL);
  if (status != ROME_OK)
    return status;
  if (!positions->value && (freqs->axes != 1 || (double) positions->count > ROME_POSITION_MAX + 1))
    return ROME_BAD_ARGUMENT;
  if (positions->value)
    for (size_t k = 0; k < positions->count * freqs->axes; k++)
      if (!in_range (positions->value[k]))
        return ROME_BAD_ARGUMENT;
  if (positions->offset)
    for (size_t a = 0; a < freqs->axes; a++)
      if (!in_range (positions->offset[a]))
        return ROME_BAD_ARGUMENT;
  return ROME_OK;
}

static double position_of (const rome_positions *positions, size_t row, size_t axis)
{
  return positions->value ? positions->value[row + axis * positions->count] : (double) row;
}

static double offset_of (const rome_positions *positions, size_t axis)
{
  return positions->offset ? positions->offset[axis] : 0;
}

/* An angle below 2^-200 turns, where a phase would lose relative accuracy: sin a = a and cos a = 1 are then exact to far
   more than 106 bits.  A sum that is tiny because it cancels is no such case: as a phase it is exact. */
static int is_tiny (const turns_frequency *frequency, double position, double offset)
{
  return (position != 0 || offset != 0) && (position == 0 || turns_exponent (frequency, position) < POINT_TINY_EXPONENT)
         && (offset == 0 || turns_exponent (frequency, offset) < POINT_TINY_EXPONENT);
}

/* Phase of the position plus the offset, both exact. */
static turns_phase phase_at (const turns_frequency *frequency, double position, double offset)
{
  const turns_phase phase = turns_at (frequency, position);
  if (offset == 0)
    return phase;
  const turns_phase more = turns_at (frequency, offset);
  return turns_sum (&phase, &more);
}

static roots_point without_low_part (roots_point z)
{
  z.cos.lo = z.sin.lo = 0;
  return z;
}

/* What multiplies cos and sin: factor 2^-shift. */
typedef struct {
  int is_one, shift;
  wide factor;
  dd pair; /* factor as hi + lo */
} gain;

static gain gain_of (const rome_freqs *freqs)
{
  return (gain) {!freqs->has_attention, 0, freqs->attention, freqs->attention_pair};
}

/* The attention factor times a scale of xPos. */
static gain gain_at (const rome_freqs *freqs, const scaled *scale)
{
  gain g = {0, scale->shift, scale->mantissa, {0, 0}};
  if (freqs->has_attention)
    g.factor = wide_mul (&scale->mantissa, &freqs->attention);
  wide_to_pair (&g.factor, &g.pair.hi, &g.pair.lo);
  return g;
}

static roots_point shifted (roots_point z, int shift)
{
  if (shift)
    z = (roots_point) {{ldexp (z.cos.hi, -shift), ldexp (z.cos.lo, -shift)}, {ldexp (z.sin.hi, -shift), ldexp (z.sin.lo, -shift)}};
  return z;
}

static roots_point evaluate (const turns_phase *phase, const gain *g, rome_tier tier)
{
  if (g->is_one)
    return tier == ROME_GSL ? point_gsl (phase) : point_certified (phase);
  if (tier == ROME_GSL)
    return shifted (without_low_part (point_scale (point_gsl (phase), g->pair)), g->shift);
  return shifted (point_certified_times (phase, &g->factor, g->pair), g->shift);
}

static roots_point tiny (const turns_frequency *frequency, double position, double offset, const gain *g)
{
  roots_point z = point_tiny (frequency, position != 0 ? position : offset, &g->factor, g->shift);
  if (position != 0 && offset != 0)
    z.sin = dd_add (z.sin, point_tiny (frequency, offset, &g->factor, g->shift).sin);
  return z;
}

/* One pair on one axis. */
static roots_point single (const turns_frequency *frequency, double position, double offset, const gain *g, rome_tier tier)
{
  const dd sum = dd_two_sum (position, offset); /* exact, and its parts do not cancel */
  if (fabs (sum.hi) <= ROME_POSITION_MAX) {
    position = sum.hi;
    offset = sum.lo;
  }
  if (is_tiny (frequency, position, offset)) {
    const roots_point z = tiny (frequency, position, offset, g);
    return tier == ROME_GSL ? without_low_part (z) : z;
  }
  const turns_phase phase = phase_at (frequency, position, offset);
  return evaluate (&phase, g, tier);
}

/* All axes turn the pair. */
static roots_point mixed_point (const rome_freqs *freqs, const rome_positions *positions, size_t row, size_t pair, rome_tier tier)
{
  turns_phase sum = {{0}};
  const gain g = gain_of (freqs);
  dd angle = {0, 0};
  int all_tiny = 1, any = 0;
  for (size_t a = 0; a < freqs->axes; a++) {
    const turns_frequency *frequency = &freqs->turns[pair + a * freqs->pairs];
    const double position = position_of (positions, row, a), offset = offset_of (positions, a);
    if (wide_is_zero (&frequency->turns) || (position == 0 && offset == 0))
      continue;
    any = 1;
    all_tiny = all_tiny && is_tiny (frequency, position, offset);
    if (all_tiny)
      angle = dd_add (angle, tiny (frequency, position, offset, &g).sin);
  }
  if (any && all_tiny) {
    const roots_point z = {freqs->attention_pair, angle};
    return tier == ROME_GSL ? without_low_part (z) : z;
  }
  for (size_t a = 0; a < freqs->axes; a++) {
    const turns_phase phase = phase_at (&freqs->turns[pair + a * freqs->pairs], position_of (positions, row, a), offset_of (positions, a));
    sum = turns_sum (&sum, &phase);
  }
  return evaluate (&sum, &g, tier);
}

/* The rounded product of position and frequency is the angle. */
static roots_point angle_point (const rome_freqs *freqs, const rome_positions *positions, size_t row, size_t pair, const gain *g, rome_tier tier)
{
  double angle = 0;
  const size_t first = freqs->mixed ? 0 : freqs->axis[pair], last = freqs->mixed ? freqs->axes - 1 : first;
  for (size_t a = first; a <= last; a++) {
    const double position = position_of (positions, row, a) + offset_of (positions, a);
    angle += position * freqs->radians[freqs->mixed ? pair + a * freqs->pairs : pair];
  }
  if (fabs (angle) <= ROME_POSITION_MAX)
    return single (&turns_one_radian, angle, 0, g, tier);
  const turns_phase phase = turns_of_angle (angle);
  return evaluate (&phase, g, tier);
}

roots_point phases_point (const rome_freqs *freqs, const rome_positions *positions, size_t row, size_t pair, rome_tier tier)
{
  const size_t axis = freqs->mixed ? 0 : freqs->axis[pair];
  const double position = position_of (positions, row, axis), offset = offset_of (positions, axis);
  gain g = gain_of (freqs);
  if (freqs->slope) {
    const scaled scale = xpos_scale (freqs, pair, position, offset);
    g = gain_at (freqs, &scale);
  }
  if (freqs->level == ROME_ANGLE)
    return angle_point (freqs, positions, row, pair, &g, tier);
  if (freqs->mixed)
    return mixed_point (freqs, positions, row, pair, tier);
  return single (&freqs->turns[pair], position, offset, &g, tier);
}

roots_point phases_single (const rome_freqs *freqs, size_t pair, double position, double offset, int attention)
{
  const gain g = gain_of (freqs);
  if (attention)
    return single (&freqs->turns[pair], position, offset, &g, ROME_CERTIFIED);
  const turns_phase phase = turns_at (&freqs->turns[pair], position);
  return point_certified (&phase);
}

roots_point phases_scaled (const rome_freqs *freqs, size_t pair, double position, double offset, const scaled *scale)
{
  const gain g = gain_at (freqs, scale);
  return single (&freqs->turns[pair], position, offset, &g, ROME_CERTIFIED);
}
