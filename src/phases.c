/* phases.c - exact phases of positions with their offset.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "phases.h"

#include <math.h>
#include <stdint.h>

#include "exact_sum.h"
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
  /* the entries of a table, and the positions, can be counted in bytes */
  size_t values, entries;
  if (__builtin_mul_overflow (positions->count, 2 * sizeof (double) * freqs->axes, &values)
      || __builtin_mul_overflow (positions->count, 2 * sizeof (double) * freqs->pairs, &entries) || values > PTRDIFF_MAX || entries > PTRDIFF_MAX)
    return ROME_BAD_ARGUMENT;
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

/* What multiplies cos and sin: times.factor 2^-shift. */
typedef struct {
  int is_one, shift;
  point_factor times;
} gain;

static gain gain_of (const rome_freqs *freqs)
{
  return (gain) {!freqs->has_attention, 0, {freqs->attention, freqs->attention_pair}};
}

/* The attention factor times a scale of xPos. */
static gain gain_at (const rome_freqs *freqs, const scaled *scale)
{
  gain g = {0, scale->shift, {scale->mantissa, {0, 0}}};
  if (freqs->has_attention)
    g.times.factor = wide_mul (&scale->mantissa, &freqs->attention);
  wide_to_pair (&g.times.factor, &g.times.pair.hi, &g.times.pair.lo);
  return g;
}

static void evaluate (size_t n, const turns_phase *phase, const gain *g, rome_tier tier, point_values *z)
{
  point_many (n, phase, g->is_one ? NULL : &g->times, tier, z);
  for (size_t k = 0; g->shift && k < n; k++) {
    z->cos[k] = ldexp (z->cos[k], -g->shift);
    z->cos_lo[k] = ldexp (z->cos_lo[k], -g->shift);
    z->sin[k] = ldexp (z->sin[k], -g->shift);
    z->sin_lo[k] = ldexp (z->sin_lo[k], -g->shift);
  }
}

static void put (roots_point a, rome_tier tier, point_values *z, size_t k)
{
  const int whole = tier != ROME_GSL;
  z->cos[k] = a.cos.hi;
  z->cos_lo[k] = whole ? a.cos.lo : 0;
  z->sin[k] = a.sin.hi;
  z->sin_lo[k] = whole ? a.sin.lo : 0;
}

/* ---- tiny angles ---- */

/* Positions below this turn by less than 2^-200, where a phase would lose relative accuracy: sin a = a and cos a = 1 are then exact
   to far more than 106 bits.  A position and an offset that nearly cancel are no such case: they turn by one frequency. */
static double tiny_below (const turns_frequency *frequency)
{
  return ldexp (1, POINT_TINY_EXPONENT - turns_exponent (frequency));
}

static int is_tiny (double below, double position, double offset)
{
  const double p = fabs (position), o = fabs (offset), most = p > o ? p : o;
  return most < below && most != 0;
}

static roots_point tiny (const turns_frequency *frequency, double position, double offset, const gain *g)
{
  roots_point z = point_tiny (frequency, position != 0 ? position : offset, &g->times.factor, g->shift);
  if (position != 0 && offset != 0)
    z.sin = dd_add (z.sin, point_tiny (frequency, offset, &g->times.factor, g->shift).sin);
  return z;
}

/* ---- one axis turns the pair ---- */

/* Phase of the position plus the offset, both exact. */
static void put_phase (const turns_frequency *frequency, double position, double offset, turns_phase *phase)
{
  turns_put (frequency, position, phase);
  if (offset != 0) {
    const turns_phase more = turns_at (frequency, offset);
    *phase = turns_sum (phase, &more);
  }
}

/* The same sum in parts that do not cancel. */
static void part_sum (double *position, double *offset)
{
  const dd sum = dd_two_sum (*position, *offset);
  if (fabs (sum.hi) <= ROME_POSITION_MAX) {
    *position = sum.hi;
    *offset = sum.lo;
  }
}

static void one_axis (const turns_frequency *frequency, size_t n, const double *position, double offset, const gain *g, rome_tier tier,
                      point_values *z)
{
  turns_phase phase[POINT_BATCH];
  const double below = tiny_below (frequency);
  int any_tiny = 0;
  for (size_t k = 0; k < n; k++) {
    double p = position[k], o = offset;
    part_sum (&p, &o);
    any_tiny |= is_tiny (below, p, o);
    put_phase (frequency, p, o, &phase[k]);
  }
  evaluate (n, phase, g, tier, z);
  for (size_t k = 0; any_tiny && k < n; k++) {
    double p = position[k], o = offset;
    part_sum (&p, &o);
    if (is_tiny (below, p, o))
      put (tiny (frequency, p, o, g), tier, z, k);
  }
}

/* ---- all axes turn the pair ---- */

static turns_phase sum_of_axes (const rome_freqs *freqs, const rome_positions *positions, size_t pair, size_t row)
{
  turns_phase sum = {{0}};
  for (size_t a = 0; a < freqs->axes; a++) {
    turns_phase phase;
    put_phase (&freqs->turns[pair + a * freqs->pairs], position_of (positions, row, a), offset_of (positions, a), &phase);
    sum = turns_sum (&sum, &phase);
  }
  return sum;
}

/* Nearer than 2^-128 turn to none: the phases, good to 2^-267, may have cancelled so far that too little of them is left. */
static int is_nearly_none (const turns_phase *phase)
{
  const uint64_t top = phase->limb[PHASE_LIMBS - 1];
  return (top == 0 || top == UINT64_MAX) && phase->limb[PHASE_LIMBS - 2] == top;
}

/* Frequencies of several axes are doubles, given one by one, so that the angle is a sum of products that can be had exactly.  Where it
   is tiny itself, not only close to whole turns, *z is its point. */
static int tiny_sum (const rome_freqs *freqs, const rome_positions *positions, size_t pair, size_t row, const gain *g, roots_point *z)
{
  exact_sum sum = {{0}};
  scaled angle;
  for (size_t a = 0; a < freqs->axes; a++) {
    exact_sum_add (&sum, freqs->radians[pair + a * freqs->pairs], position_of (positions, row, a));
    exact_sum_add (&sum, freqs->radians[pair + a * freqs->pairs], offset_of (positions, a));
  }
  const int sign = exact_sum_read (&sum, &angle);
  if (sign != 0 && angle.shift < 100)
    return 0;
  *z = sign ? point_tiny_angle (&angle, sign < 0, &g->times.factor, g->shift) : (roots_point) {g->times.pair, {0, 0}};
  return 1;
}

static void all_axes (const rome_freqs *freqs, const rome_positions *positions, size_t pair, size_t row, size_t n, const gain *g, rome_tier tier,
                      point_values *z)
{
  turns_phase phase[POINT_BATCH] = {{{0}}};
  for (size_t k = 0; k < n; k++)
    phase[k] = sum_of_axes (freqs, positions, pair, row + k);
  evaluate (n, phase, g, tier, z);
  for (size_t k = 0; k < n; k++) {
    roots_point point;
    if (is_nearly_none (&phase[k]) && tiny_sum (freqs, positions, pair, row + k, g, &point))
      put (point, tier, z, k);
  }
}

/* ---- the rounded product of position and frequency is the angle ---- */

static double angle_of (const rome_freqs *freqs, const rome_positions *positions, size_t pair, size_t row)
{
  double angle = 0;
  const size_t first = freqs->mixed ? 0 : freqs->axis[pair], last = freqs->mixed ? freqs->axes - 1 : first;
  for (size_t a = first; a <= last; a++) {
    const double position = position_of (positions, row, a) + offset_of (positions, a);
    angle += position * freqs->radians[freqs->mixed ? pair + a * freqs->pairs : pair];
  }
  return angle;
}

static void angles (const rome_freqs *freqs, const rome_positions *positions, size_t pair, size_t row, size_t n, const gain *g, rome_tier tier,
                    point_values *z)
{
  turns_phase phase[POINT_BATCH] = {{{0}}};
  const double below = tiny_below (&turns_one_radian);
  for (size_t k = 0; k < n; k++)
    phase[k] = turns_of_angle (angle_of (freqs, positions, pair, row + k));
  evaluate (n, phase, g, tier, z);
  for (size_t k = 0; k < n; k++) {
    const double angle = angle_of (freqs, positions, pair, row + k);
    if (is_tiny (below, angle, 0))
      put (tiny (&turns_one_radian, angle, 0, g), tier, z, k);
  }
}

/* ---- entries ---- */

/* Rows that all have the same gain. */
static void rows_with (const gain *g, const rome_freqs *freqs, const rome_positions *positions, size_t pair, size_t row, size_t n, rome_tier tier,
                       point_values *z)
{
  if (freqs->level == ROME_ANGLE) {
    angles (freqs, positions, pair, row, n, g, tier, z);
  } else if (freqs->mixed) {
    all_axes (freqs, positions, pair, row, n, g, tier, z);
  } else {
    double position[POINT_BATCH];
    for (size_t k = 0; k < n; k++)
      position[k] = position_of (positions, row + k, freqs->axis[pair]);
    one_axis (&freqs->turns[pair], n, position, offset_of (positions, freqs->axis[pair]), g, tier, z);
  }
}

void phases_rows (const rome_freqs *freqs, const rome_positions *positions, size_t pair, size_t row, size_t n, rome_tier tier, point_values *z)
{
  if (!freqs->slope) {
    const gain g = gain_of (freqs);
    rows_with (&g, freqs, positions, pair, row, n, tier, z);
    return;
  }
  const size_t axis = freqs->mixed ? 0 : freqs->axis[pair];
  for (size_t k = 0; k < n; k++) { /* every row has its own scale */
    point_values one;
    const scaled scale = xpos_scale (freqs, pair, position_of (positions, row + k, axis), offset_of (positions, axis));
    const gain g = gain_at (freqs, &scale);
    rows_with (&g, freqs, positions, pair, row + k, 1, tier, &one);
    put ((roots_point) {{one.cos[0], one.cos_lo[0]}, {one.sin[0], one.sin_lo[0]}}, ROME_CERTIFIED, z, k);
  }
}

void phases_column (const rome_freqs *freqs, size_t pair, size_t n, const double *position, double offset, point_values *z)
{
  const gain g = gain_of (freqs);
  one_axis (&freqs->turns[pair], n, position, offset, &g, ROME_CERTIFIED, z);
}

void phases_rotations (const rome_freqs *freqs, size_t pair, size_t n, const double *position, point_values *z)
{
  turns_phase phase[POINT_BATCH];
  for (size_t k = 0; k < n; k++)
    turns_put (&freqs->turns[pair], position[k], &phase[k]);
  point_many (n, phase, NULL, ROME_CERTIFIED, z);
}

roots_point phases_scaled (const rome_freqs *freqs, size_t pair, double position, double offset, const scaled *scale)
{
  point_values z;
  const gain g = gain_at (freqs, scale);
  one_axis (&freqs->turns[pair], 1, &position, offset, &g, ROME_CERTIFIED, &z);
  return (roots_point) {{z.cos[0], z.cos_lo[0]}, {z.sin[0], z.sin_lo[0]}};
}
