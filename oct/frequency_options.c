/* frequency_options.c - from DIM and the frequency options to exact frequencies.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "frequency_options.h"

#include <math.h>
#include <stdlib.h>

#include "positions_options.h"
#include "scaling_options.h"
#include "xpos_options.h"

/* Explicit frequencies: one per pair, or pairs-by-axes. */
static int read_explicit (gate *g, const gate_value *v, frequency_call *call)
{
  const size_t pairs = call->axes.dim / 2, axes = call->axes.count;
  if (check_real (g, v, "FREQS", 1) || check_finite (g, v, "FREQS"))
    return -1;
  const int is_list = v->count == pairs && v->ndims == 2 && (v->dims[0] == 1 || v->dims[1] == 1);
  if (call->axes.kind == ROME_AXES_PAIRS && !is_list)
    return gate_fail (g, "sizeMismatch", "FREQS must have one element per pair (%zu) with PAIR_AXES, got %s", pairs, shape_of (v).text);
  call->spec.mixed = !is_list || (axes > 1 && v->dims[0] == pairs && v->dims[1] == axes && call->axes.kind != ROME_AXES_PAIRS);
  if (!is_list && !(axes > 1 && v->ndims == 2 && v->dims[0] == pairs && v->dims[1] == axes))
    return gate_fail (g, "sizeMismatch", "FREQS must have one element per pair (%zu) or be pairs-by-axes (%zux%zu), got %s", pairs, pairs, axes,
                      shape_of (v).text);
  call->explicit_memory = malloc (v->count * sizeof *call->explicit_memory);
  if (!call->explicit_memory)
    return gate_check_status (g, ROME_NO_MEMORY);
  for (size_t k = 0; k < v->count; k++) {
    const double w = call->explicit_memory[k] = real_element (v, k);
    if (fabs (w) >= 0x1p60)
      return gate_fail (g, "badValue", "FREQS must be below 2^60 in magnitude, element %zu is %g", k + 1, w);
  }
  call->spec.explicit_freqs = call->explicit_memory;
  return 0;
}

/* The rules with a logarithm of the base. */
static int has_ramp (rome_scaling_rule rule)
{
  return rule == ROME_SCALING_YARN || rule == ROME_SCALING_DYNAMIC_YARN || rule == ROME_SCALING_YARN_LOG || rule == ROME_SCALING_GGML_YARN
         || rule == ROME_SCALING_NTK_BY_PARTS;
}

static int read_rule (gate *g, const option *o, frequency_call *call)
{
  rome_freqs_spec *spec = &call->spec;
  spec->base = 10000;
  if (option_number (g, &o[OPTION_BASE], &spec->base) || read_scaling (g, o[OPTION_SCALING].value, &call->axes, &spec->scaling, &call->factor_memory))
    return -1;
  if (spec->base < 1)
    return gate_fail (g, "badValue", "BASE must be at least 1, got %g", spec->base);
  if (spec->base == 1 && has_ramp (spec->scaling.rule))
    return gate_fail (g, "badValue", "BASE must be greater than 1 for rope_type \"%s\"", scaling_rule_name (spec->scaling.rule));
  if (spec->scaling.rule == ROME_SCALING_BASE_FACTOR && spec->base * spec->scaling.factor < 1)
    return gate_fail (g, "badValue", "BASE times SCALING.factor must be at least 1, got %g times %g", spec->base, spec->scaling.factor);
  return 0;
}

static int read_length (gate *g, const option *o, double *length)
{
  if (option_number (g, o, length))
    return -1;
  if (*length < 0 || *length >= 0x1p60)
    return gate_fail (g, "badValue", "SEQ_LEN must not be negative, got %g", *length);
  return 0;
}

int read_frequencies (gate *g, const gate_value *positions, const option *offset, const gate_value *dim, const option *o, rome_level level,
                      frequency_call *call)
{
  size_t d;
  *call = (frequency_call) {.freqs = NULL};
  if (read_dim (g, dim, &d)
      || read_axes (g, d, "DIM", &o[OPTION_AXES], &o[OPTION_SECTIONS], &o[OPTION_SECTIONS_INTERLEAVED], &call->axes)
      || read_pairs (g, &o[OPTION_PAIR_AXES], &o[OPTION_PAIR_INDICES], &call->axes)
      || (positions && read_positions (g, positions, offset, call->axes.count, &call->list)))
    return -1;
  if (o[OPTION_FREQS].value && (o[OPTION_BASE].value || o[OPTION_SCALING].value))
    return gate_fail (g, "badOption", "FREQS cannot be combined with BASE or SCALING: it holds the frequencies themselves");
  if (o[OPTION_FREQS].value && o[OPTION_PAIR_INDICES].value)
    return gate_fail (g, "badOption", "FREQS cannot be combined with PAIR_INDICES: it holds the frequency of every pair itself");
  call->spec.level = level;
  call->spec.axes = (rome_axes) {call->axes.kind, call->axes.count, call->axes.size, d / 2, call->axes.of_pair, call->axes.index};
  double length = positions ? length_of (&call->list, call->axes.count) : 0;
  if (o[OPTION_FREQS].value ? read_explicit (g, o[OPTION_FREQS].value, call) : read_rule (g, o, call))
    return -1;
  if (read_length (g, &o[OPTION_SEQ_LEN], &length) || read_xpos (g, o[OPTION_XPOS].value, &call->axes, length, &call->spec.xpos))
    return -1;
  call->spec.scaling.length = length;
  return gate_check_status (g, rome_freqs_create (&call->freqs, &call->spec));
}

void free_frequencies (frequency_call *call)
{
  free_axes (&call->axes);
  free_positions (&call->list);
  free (call->explicit_memory);
  free (call->factor_memory);
  rome_freqs_free (call->freqs);
}
