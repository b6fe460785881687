/* phases.c - exact phases of positions with their offset.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "phases.h"

static int in_range (double position)
{
  return position >= -ROME_POSITION_MAX && position <= ROME_POSITION_MAX; /* false for NaN */
}

rome_status phases_check (const rome_freqs *freqs, const rome_positions *positions)
{
  if (!positions->value && freqs->axes != 1)
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

double phases_position (const rome_positions *positions, size_t row, size_t axis)
{
  return positions->value ? positions->value[row + axis * positions->count] : (double) row;
}

roots_point phases_point (const rome_freqs *freqs, const rome_positions *positions, size_t row, size_t pair, rome_tier tier)
{
  const turns_frequency *frequency = &freqs->turns[pair];
  const size_t axis = freqs->axis[pair];
  const double position = phases_position (positions, row, axis);
  const double offset = positions->offset ? positions->offset[axis] : 0;
  /* a sum that is tiny because it cancels is still an exact phase; one that is tiny because its terms are is not */
  if (offset == 0 && position != 0 && turns_exponent (frequency, position) < POINT_TINY_EXPONENT)
    return point_tiny (frequency, position);
  turns_phase phase = turns_at (frequency, position);
  if (offset != 0) {
    const turns_phase more = turns_at (frequency, offset);
    phase = turns_sum (&phase, &more);
  }
  return tier == ROME_GSL ? point_gsl (&phase) : point_certified (&phase);
}
