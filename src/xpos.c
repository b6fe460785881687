/* xpos.c - the scale that xPos lays on a table (Sun et al., arXiv:2212.10554).

   z_i = (2i + 0.4 d) / (1.4 d) = (10 i + 2 d) / (7 d), below 1; the scale is exp (-t slope) at the distance t from the centre.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "xpos.h"

#include <math.h>
#include <stdlib.h>

static rome_status slope_of (size_t pair, size_t d, double scale_base, scaled *slope)
{
  const scaled top = scaled_from_double (7 * (double) d), bottom = scaled_from_double (10 * (double) pair + 2 * (double) d);
  const scaled inverse = scaled_divide (&top, &bottom), base = scaled_from_double (scale_base);
  wide log;
  int negative;
  const rome_status status = scaled_log (&inverse, &log, &negative);
  const scaled l = scaled_from_wide (&log);
  *slope = scaled_divide (&l, &base);
  return status;
}

rome_status xpos_prepare (rome_freqs *freqs, const rome_xpos *xpos)
{
  if (!(xpos->scale_base >= 0x1p-20 && xpos->scale_base < 0x1p60) || !(fabs (xpos->centre) <= ROME_POSITION_MAX))
    return ROME_BAD_ARGUMENT;
  freqs->xpos = *xpos;
  freqs->slope = malloc (freqs->pairs * sizeof *freqs->slope);
  if (!freqs->slope)
    return ROME_NO_MEMORY;
  rome_status status = ROME_OK;
  for (size_t i = 0; i < freqs->pairs && status == ROME_OK; i++)
    status = slope_of (i, 2 * freqs->pairs, xpos->scale_base, &freqs->slope[i]);
  return status;
}

int xpos_bits (rome_format format)
{
  switch (format) {
  case ROME_F64: return 860;
  case ROME_F32:
  case ROME_BF16: return 126;
  case ROME_F16: return 14;
  }
  return 0;
}

rome_status xpos_check (const rome_freqs *freqs, const rome_positions *positions, int bits)
{
  if (!freqs->slope)
    return ROME_OK;
  const double offset = positions->offset ? positions->offset[0] : 0, centre = freqs->xpos.centre;
  double farthest = 0;
  if (!positions->value && positions->count)
    farthest = fmax (fabs (offset - centre), fabs ((double) (positions->count - 1) + offset - centre));
  for (size_t k = 0; positions->value && k < positions->count; k++)
    farthest = fmax (farthest, fabs (positions->value[k] + offset - centre));
  const double steepest = scaled_to_double (&freqs->slope[0]), gain = fabs (log2 (freqs->attention_pair.hi));
  return farthest * steepest / log (2) + gain <= bits ? ROME_OK : ROME_XPOS_RANGE;
}

/* |position + offset - centre|, exact to 2^-320 */
static wide distance (const rome_freqs *freqs, double position, double offset, int *negative)
{
  const double term[3] = {position, offset, -freqs->xpos.centre};
  wide sum[2] = {{{0}}, {{0}}};
  for (int k = 0; k < 3; k++) {
    const wide t = wide_from_double (fabs (term[k]));
    sum[term[k] < 0] = wide_add (&sum[term[k] < 0], &t);
  }
  *negative = wide_compare (&sum[0], &sum[1]) < 0;
  return *negative ? wide_sub (&sum[1], &sum[0]) : wide_sub (&sum[0], &sum[1]);
}

scaled xpos_scale (const rome_freqs *freqs, size_t pair, double position, double offset)
{
  int negative;
  const wide t = distance (freqs, position, offset, &negative);
  const scaled distance_from_centre = scaled_from_wide (&t), product = scaled_multiply (&distance_from_centre, &freqs->slope[pair]);
  const wide exponent = scaled_to_wide (&product);
  return negative != freqs->xpos.key ? scaled_exp (&exponent) : scaled_exp_minus (&exponent);
}

scaled xpos_step (const rome_freqs *freqs, size_t pair)
{
  const wide slope = scaled_to_wide (&freqs->slope[pair]);
  return freqs->xpos.key ? scaled_exp (&slope) : scaled_exp_minus (&slope);
}
