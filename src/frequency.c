/* frequency.c - exact angular frequencies of every pair: by rule, rounded to a format, or given.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "frequency.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "floatguard.h"
#include "round.h"
#include "rules.h"
#include "xpos.h"

#define LARGEST_AXIS ((size_t) 1 << 30)

static rome_freqs *allocate (size_t pairs, size_t axes, int mixed)
{
  const size_t values = mixed ? pairs * axes : pairs;
  rome_freqs *freqs = calloc (1, sizeof *freqs);
  if (!freqs)
    return NULL;
  freqs->pairs = pairs;
  freqs->axes = axes;
  freqs->mixed = mixed;
  freqs->axis = calloc (pairs, sizeof *freqs->axis);
  freqs->turns = calloc (values, sizeof *freqs->turns);
  freqs->radians = calloc (values, sizeof *freqs->radians);
  if (freqs->axis && freqs->turns && freqs->radians)
    return freqs;
  rome_freqs_free (freqs);
  return NULL;
}

void rome_freqs_free (rome_freqs *freqs)
{
  if (!freqs)
    return;
  free (freqs->axis);
  free (freqs->turns);
  free (freqs->radians);
  free (freqs->slope);
  free (freqs);
}

/* ---- axes ---- */

/* The explicit axes of all pairs: their number, or 0 if one of them is not legal. */
static size_t count_listed (const rome_axes *axes)
{
  if (axes->pairs > LARGEST_AXIS)
    return 0;
  for (size_t i = 0; i < axes->pairs; i++)
    if (axes->of_pair[i] >= axes->count || (axes->index && axes->index[i] >= axes->pairs))
      return 0;
  return axes->pairs;
}

/* Number of pairs, or 0 if the sizes are not legal. */
static size_t count_pairs (const rome_axes *axes)
{
  size_t pairs = 0;
  if (axes->kind == ROME_AXES_PAIRS)
    return count_listed (axes);
  for (size_t a = 0; a < axes->count; a++) {
    const size_t size = axes->size[a];
    if (size > LARGEST_AXIS || (axes->kind == ROME_AXES_BLOCKS && (size == 0 || size % 2)))
      return 0;
    pairs += axes->kind == ROME_AXES_BLOCKS ? size / 2 : size;
  }
  return pairs;
}

static void assign_axes (const rome_axes *axes, size_t pairs, size_t *axis)
{
  size_t pair = 0;
  if (axes->kind == ROME_AXES_PAIRS) {
    memcpy (axis, axes->of_pair, pairs * sizeof *axis);
    return;
  }
  for (size_t a = 0; a < axes->count && axes->kind != ROME_AXES_SECTIONS_INTERLEAVED; a++)
    for (size_t k = axes->kind == ROME_AXES_BLOCKS ? axes->size[a] / 2 : axes->size[a]; k > 0; k--)
      axis[pair++] = a;
  if (axes->kind == ROME_AXES_SECTIONS_INTERLEAVED) {
    memset (axis, 0, pairs * sizeof *axis);
    for (size_t a = 1; a < axes->count; a++)
      for (pair = a; pair < pairs && pair < axes->count * axes->size[a]; pair += axes->count)
        axis[pair] = a;
  }
}

/* ---- values ---- */

static void set_double (rome_freqs *freqs, size_t k, double w)
{
  const scaled magnitude = scaled_from_double (fabs (w));
  freqs->turns[k] = turns_from_radians (&magnitude.mantissa, magnitude.shift, w < 0);
  freqs->radians[k] = w;
}

/* The real frequency, or what the level rounds it to; refused where no position could use it. */
static rome_status set_real (rome_freqs *freqs, size_t k, const scaled *w)
{
  dd mantissa;
  if (!(scaled_to_double (w) < 0x1p60))
    return ROME_BAD_ARGUMENT;
  switch (freqs->level) {
  case ROME_FORMULA:
    freqs->turns[k] = turns_from_radians (&w->mantissa, w->shift, 0);
    freqs->radians[k] = scaled_to_double (w);
    break;
  case ROME_FREQ32: /* once, not by way of double */
    wide_to_pair (&w->mantissa, &mantissa.hi, &mantissa.lo);
    set_double (freqs, k, ldexp ((double) round_to_float (mantissa), -w->shift));
    break;
  case ROME_FREQ64:
  case ROME_ANGLE: set_double (freqs, k, scaled_to_double (w)); break;
  }
  return ROME_OK;
}

/* The rule with the factor of block b. */
static rome_scaling scaling_of_block (const rome_freqs_spec *spec, size_t b)
{
  rome_scaling s = spec->scaling;
  if (s.axis_factor)
    s.factor = s.axis_factor[b];
  return s;
}

static int factors_are_legal (const rome_freqs_spec *spec, size_t pairs)
{
  const size_t blocks = spec->scaling.axis_factor ? spec->axes.count : 1;
  const rome_scaling_rule rule = spec->scaling.rule;
  if (spec->scaling.axis_factor && (spec->axes.kind != ROME_AXES_BLOCKS || (rule != ROME_SCALING_LINEAR && rule != ROME_SCALING_NTK)))
    return 0; /* other rules read the factor in other places too */
  for (size_t b = 0; b < blocks; b++) {
    const rome_scaling s = scaling_of_block (spec, b);
    if (!rules_legal (&s, pairs))
      return 0;
  }
  return 1;
}

/* The frequencies of the rule, one list per block or one for all. */
static rome_status fill_by_rule (rome_freqs *freqs, const rome_freqs_spec *spec)
{
  const size_t blocks = spec->axes.kind == ROME_AXES_BLOCKS ? spec->axes.count : 1;
  const size_t *index = spec->axes.kind == ROME_AXES_PAIRS ? spec->axes.index : NULL;
  scaled *w = malloc (freqs->pairs * sizeof *w);
  rome_status status = w ? ROME_OK : ROME_NO_MEMORY;
  for (size_t b = 0, first = 0; b < blocks && status == ROME_OK; b++) {
    const size_t d = spec->axes.kind == ROME_AXES_BLOCKS ? spec->axes.size[b] : 2 * freqs->pairs;
    const rome_scaling scaling = scaling_of_block (spec, b);
    status = rules_frequencies (&scaling, spec->base, d, w);
    for (size_t i = 0; i < d / 2 && status == ROME_OK; i++)
      status = set_real (freqs, first + i, &w[index ? index[i] : i]);
    first += d / 2;
  }
  free (w);
  return status;
}

static rome_status fill_explicit (rome_freqs *freqs, const double *w)
{
  const size_t values = freqs->mixed ? freqs->pairs * freqs->axes : freqs->pairs;
  for (size_t k = 0; k < values; k++) {
    if (!(fabs (w[k]) < 0x1p60))
      return ROME_BAD_ARGUMENT;
    set_double (freqs, k, freqs->level == ROME_FREQ32 ? (double) (float) w[k] : w[k]);
  }
  return ROME_OK;
}

static rome_status set_attention (rome_freqs *freqs, const rome_freqs_spec *spec)
{
  scaled a = scaled_from_double (1);
  const rome_status status = spec->explicit_freqs ? ROME_OK : rules_attention (&spec->scaling, &a);
  if (status != ROME_OK)
    return status;
  freqs->attention = scaled_to_wide (&a);
  wide_to_pair (&freqs->attention, &freqs->attention_pair.hi, &freqs->attention_pair.lo);
  freqs->has_attention = freqs->attention_pair.hi != 1 || freqs->attention_pair.lo != 0;
  freqs->softmax = 1;
  if (spec->explicit_freqs)
    return ROME_OK;
  scaled g;
  const rome_status softmax_status = rules_softmax (&spec->scaling, &g);
  freqs->softmax = scaled_to_double (&g);
  return softmax_status;
}

rome_status rome_freqs_create (rome_freqs **freqs, const rome_freqs_spec *spec)
{
  DEFAULT_ARITHMETIC;
  *freqs = NULL;
  const size_t pairs = count_pairs (&spec->axes);
  const int listed = spec->axes.kind == ROME_AXES_PAIRS;
  if (pairs == 0 || (spec->mixed && (!spec->explicit_freqs || listed)) || (spec->explicit_freqs && listed && spec->axes.index))
    return ROME_BAD_ARGUMENT;
  if (!spec->explicit_freqs && (!isfinite (spec->base) || spec->base < 1 || !factors_are_legal (spec, pairs)))
    return ROME_BAD_ARGUMENT;
  if (spec->xpos.scale_base != 0 && (spec->axes.kind != ROME_AXES_BLOCKS || spec->axes.count != 1 || spec->mixed))
    return ROME_BAD_ARGUMENT;
  rome_freqs *made = allocate (pairs, spec->axes.count, spec->mixed);
  if (!made)
    return ROME_NO_MEMORY;
  made->level = spec->level;
  assign_axes (&spec->axes, pairs, made->axis);
  rome_status status = spec->explicit_freqs ? fill_explicit (made, spec->explicit_freqs) : fill_by_rule (made, spec);
  if (status == ROME_OK)
    status = set_attention (made, spec);
  if (status == ROME_OK && spec->xpos.scale_base != 0)
    status = xpos_prepare (made, &spec->xpos);
  if (status != ROME_OK) {
    rome_freqs_free (made);
    return status;
  }
  *freqs = made;
  return ROME_OK;
}

size_t rome_freqs_pairs (const rome_freqs *freqs)
{
  return freqs->pairs;
}

size_t rome_freqs_axes (const rome_freqs *freqs)
{
  return freqs->axes;
}

void rome_freqs_round (const rome_freqs *freqs, double *w)
{
  memcpy (w, freqs->radians, (freqs->mixed ? freqs->pairs * freqs->axes : freqs->pairs) * sizeof *w);
}

double rome_freqs_softmax (const rome_freqs *freqs)
{
  return freqs->softmax;
}

double rome_freqs_attention (const rome_freqs *freqs)
{
  return freqs->attention_pair.hi;
}
