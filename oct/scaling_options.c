/* scaling_options.c - the struct of option SCALING.

   Which fields a rule needs and may have stands in one table; a field that is missing, unknown or without meaning for the rule
   is an error that names it.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "scaling_options.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  FACTOR, ORIGINAL, LONGEST, BETA_FAST, BETA_SLOW, TRUNCATE, EXTRAPOLATION, EXT, NTK_SHARE, MSCALE, MSCALE_ALL_DIM, MSCALE_COEFFICIENT, ATTENTION,
  ATTN, SHORT_FACTOR, LONG_FACTOR, SHORT_MSCALE, LONG_MSCALE, FREQ_FACTORS, LOW_FREQ, HIGH_FREQ, PARTIAL, MIXED_B, FIELDS
};
static const char *const field_names[FIELDS] = {
  "factor", "original_max_position_embeddings", "max_position_embeddings", "beta_fast", "beta_slow", "truncate", "extrapolation_factor", "ext_factor",
  "ntk_factor", "mscale", "mscale_all_dim", "mscale_coefficient", "attention_factor", "attn_factor", "short_factor", "long_factor", "short_mscale",
  "long_mscale", "freq_factors", "low_freq_factor", "high_freq_factor", "partial_rotary_factor", "mixed_b"};

static const char *const rule_names[] = {
  [ROME_SCALING_DEFAULT] = "default", [ROME_SCALING_LINEAR] = "linear", [ROME_SCALING_DYNAMIC_LINEAR] = "dynamic_linear",
  [ROME_SCALING_NTK] = "ntk", [ROME_SCALING_BASE_FACTOR] = "base_factor", [ROME_SCALING_DYNAMIC] = "dynamic",
  [ROME_SCALING_DYNAMIC_STATIC] = "dynamic_static", [ROME_SCALING_NTK_MIXED] = "ntk_mixed", [ROME_SCALING_QWEN_DYNAMIC] = "qwen_dynamic",
  [ROME_SCALING_YARN] = "yarn", [ROME_SCALING_DYNAMIC_YARN] = "dynamic_yarn", [ROME_SCALING_YARN_LOG] = "yarn_log",
  [ROME_SCALING_GGML_YARN] = "ggml_yarn", [ROME_SCALING_NTK_BY_PARTS] = "ntk_by_parts", [ROME_SCALING_THETA_SCALE] = "theta_scale",
  [ROME_SCALING_LONGROPE] = "longrope", [ROME_SCALING_DYNAMIC_LONGROPE] = "dynamic_longrope", [ROME_SCALING_LLAMA3] = "llama3",
  [ROME_SCALING_PROPORTIONAL] = "proportional", NULL};

#define BIT(field) (1u << (field))
/* The two lengths describe the model and are welcome everywhere. */
#define LENGTHS (BIT (ORIGINAL) | BIT (LONGEST))
#define BETAS (BIT (BETA_FAST) | BIT (BETA_SLOW))
#define GAINS (BIT (ATTENTION) | BIT (ATTN) | BIT (MSCALE_COEFFICIENT))
static const struct {
  unsigned needed, allowed;
} rules[] = {
  [ROME_SCALING_DEFAULT] = {0, 0},
  [ROME_SCALING_LINEAR] = {BIT (FACTOR), 0},
  [ROME_SCALING_DYNAMIC_LINEAR] = {BIT (FACTOR) | BIT (ORIGINAL), 0},
  [ROME_SCALING_NTK] = {BIT (FACTOR), 0},
  [ROME_SCALING_BASE_FACTOR] = {BIT (FACTOR), 0},
  [ROME_SCALING_DYNAMIC] = {BIT (FACTOR) | BIT (LONGEST), 0},
  [ROME_SCALING_DYNAMIC_STATIC] = {BIT (FACTOR), 0},
  [ROME_SCALING_NTK_MIXED] = {BIT (FACTOR), BIT (MIXED_B)},
  [ROME_SCALING_QWEN_DYNAMIC] = {BIT (ORIGINAL), 0},
  [ROME_SCALING_YARN] = {BIT (FACTOR) | BIT (ORIGINAL), BETAS | GAINS | BIT (TRUNCATE) | BIT (EXTRAPOLATION) | BIT (MSCALE) | BIT (MSCALE_ALL_DIM)},
  [ROME_SCALING_DYNAMIC_YARN] = {BIT (ORIGINAL), BETAS | GAINS | BIT (TRUNCATE) | BIT (EXTRAPOLATION) | BIT (MSCALE) | BIT (MSCALE_ALL_DIM)},
  [ROME_SCALING_YARN_LOG] = {BIT (FACTOR) | BIT (ORIGINAL), BETAS | BIT (ATTENTION) | BIT (TRUNCATE) | BIT (EXTRAPOLATION)},
  [ROME_SCALING_GGML_YARN] = {BIT (FACTOR) | BIT (ORIGINAL), BETAS | BIT (EXT) | BIT (ATTN) | BIT (FREQ_FACTORS)},
  [ROME_SCALING_NTK_BY_PARTS] = {BIT (FACTOR) | BIT (ORIGINAL), BETAS | BIT (EXTRAPOLATION) | BIT (NTK_SHARE)},
  [ROME_SCALING_THETA_SCALE] = {BIT (FACTOR) | BIT (ORIGINAL), 0},
  [ROME_SCALING_LONGROPE] = {BIT (SHORT_FACTOR) | BIT (LONG_FACTOR) | BIT (ORIGINAL),
                             BIT (FACTOR) | BIT (ATTENTION) | BIT (SHORT_MSCALE) | BIT (LONG_MSCALE)},
  [ROME_SCALING_DYNAMIC_LONGROPE] = {BIT (LONG_FACTOR) | BIT (ORIGINAL) | BIT (LONGEST), BIT (ATTENTION)},
  [ROME_SCALING_LLAMA3] = {BIT (FACTOR) | BIT (ORIGINAL) | BIT (LOW_FREQ) | BIT (HIGH_FREQ), 0},
  [ROME_SCALING_PROPORTIONAL] = {BIT (PARTIAL), BIT (FACTOR)},
};

/* Pairs of fields that say the same thing twice. */
static const int contradictions[][2] = {{ATTENTION, ATTN}, {ATTENTION, SHORT_MSCALE}, {ATTENTION, LONG_MSCALE}};

typedef struct {
  const gate_value *value[FIELDS];
  rome_scaling_rule rule;
} field_list;

static int unknown_field (gate *g, const char *name)
{
  char list[640] = "rope_type";
  size_t used = strlen (list);
  for (int k = 0; k < FIELDS; k++)
    used += (size_t) snprintf (list + used, sizeof list - used, ", %s", field_names[k]);
  return gate_fail (g, "unknownOption", "unknown field '%.40s' in SCALING; known fields are %s", name, list);
}

static int find_fields (gate *g, const gate_value *v, field_list *list)
{
  option rope_type = {"SCALING.rope_type", NULL};
  *list = (field_list) {{NULL}, ROME_SCALING_DEFAULT};
  for (size_t n = 0; n < v->nfields; n++) {
    int k = 0;
    while (k < FIELDS && strcmp (v->field_name[n], field_names[k]) != 0)
      k++;
    if (k < FIELDS)
      list->value[k] = &v->field[n];
    else if (strcmp (v->field_name[n], "rope_type") == 0)
      rope_type.value = &v->field[n];
    else
      return unknown_field (g, v->field_name[n]);
  }
  if (!rope_type.value)
    return gate_fail (g, "badOption", "SCALING needs the field 'rope_type'");
  int rule = 0;
  if (option_choice (g, &rope_type, rule_names, &rule))
    return -1;
  list->rule = (rome_scaling_rule) rule;
  for (int k = 0; k < FIELDS; k++) {
    const unsigned bit = BIT (k);
    if (!list->value[k] && rules[rule].needed & bit)
      return gate_fail (g, "badOption", "SCALING with rope_type \"%s\" needs the field '%s'", rule_names[rule], field_names[k]);
    if (list->value[k] && !((rules[rule].needed | rules[rule].allowed | LENGTHS) & bit))
      return gate_fail (g, "badOption", "field '%s' of SCALING has no meaning for rope_type \"%s\"", field_names[k], rule_names[rule]);
  }
  for (size_t n = 0; n < sizeof contradictions / sizeof contradictions[0]; n++)
    if (list->value[contradictions[n][0]] && list->value[contradictions[n][1]])
      return gate_fail (g, "badOption", "fields '%s' and '%s' of SCALING contradict each other", field_names[contradictions[n][0]],
                        field_names[contradictions[n][1]]);
  return 0;
}

/* A finite number >= least (or > least), below 2^60. */
static int read_number (gate *g, const field_list *list, int field, double least, int open, double *value)
{
  char name[80];
  (void) snprintf (name, sizeof name, "SCALING.%s", field_names[field]);
  const option o = {name, list->value[field]};
  if (!o.value)
    return 0;
  if (option_number (g, &o, value))
    return -1;
  if (*value < least || (open && *value == least) || *value >= 0x1p60)
    return gate_fail (g, "badValue", "SCALING.%s must be %s %g, got %g", field_names[field], open ? "greater than" : "at least", least, *value);
  return 0;
}

static int read_list (gate *g, const field_list *list, int field, size_t pairs, double *values)
{
  const gate_value *v = list->value[field];
  char name[80];
  (void) snprintf (name, sizeof name, "SCALING.%s", field_names[field]);
  if (check_real (g, v, name, 1))
    return -1;
  if (v->count != pairs)
    return gate_fail (g, "sizeMismatch", "%s must have one element per pair (%zu), got %zu", name, pairs, v->count);
  for (size_t k = 0; k < pairs; k++) {
    values[k] = real_element (v, k);
    if (!(values[k] > 0 && values[k] < 0x1p60))
      return gate_fail (g, "badValue", "%s must hold finite positive numbers, element %zu is %g", name, k + 1, values[k]);
  }
  return 0;
}

/* The rules that multiply the base by the factor, or take its logarithm. */
static int factor_grows (rome_scaling_rule rule)
{
  return rule == ROME_SCALING_NTK || rule == ROME_SCALING_DYNAMIC || rule == ROME_SCALING_DYNAMIC_STATIC || rule == ROME_SCALING_NTK_MIXED
         || rule == ROME_SCALING_YARN_LOG || rule == ROME_SCALING_GGML_YARN || rule == ROME_SCALING_NTK_BY_PARTS || rule == ROME_SCALING_THETA_SCALE;
}

/* One factor, or one per axis for the rules that diffusion models use so. */
static int read_factor (gate *g, const field_list *list, const axis_list *axes, rome_scaling *s, double **memory)
{
  const gate_value *v = list->value[FACTOR];
  const int grows = factor_grows (s->rule), blocks = axes->kind == ROME_AXES_BLOCKS && axes->count > 1;
  if (!v || v->count == 1 || !blocks || !(s->rule == ROME_SCALING_LINEAR || s->rule == ROME_SCALING_NTK))
    return read_number (g, list, FACTOR, grows, !grows, &s->factor);
  if (check_real (g, v, "SCALING.factor", 1))
    return -1;
  if (v->count != axes->count)
    return gate_fail (g, "sizeMismatch", "SCALING.factor must be a scalar or have one element per axis (%zu), got %s", axes->count, shape_of (v).text);
  *memory = malloc (axes->count * sizeof **memory);
  if (!*memory)
    return gate_check_status (g, ROME_NO_MEMORY);
  for (size_t a = 0; a < axes->count; a++) {
    const double f = (*memory)[a] = real_element (v, a);
    if (!(grows ? f >= 1 : f > 0) || f >= 0x1p60)
      return gate_fail (g, "badValue", "SCALING.factor must be %s, element %zu is %g", grows ? "at least 1" : "greater than 0", a + 1, f);
  }
  s->axis_factor = *memory;
  return 0;
}

static int read_lists (gate *g, const field_list *list, const axis_list *axes, rome_scaling *s, double **memory)
{
  static const int fields[3] = {SHORT_FACTOR, LONG_FACTOR, FREQ_FACTORS};
  const double **to[3] = {&s->short_factor, &s->long_factor, &s->freq_factors};
  const size_t pairs = axes->dim / 2;
  for (int n = 0; n < 3; n++) {
    if (!list->value[fields[n]])
      continue;
    if (axes->kind == ROME_AXES_BLOCKS && axes->count > 1)
      return gate_fail (g, "badOption", "AXES cannot be combined with SCALING.%s, whose elements are given for one list of pairs", field_names[fields[n]]);
    if (!*memory && !(*memory = malloc (3 * pairs * sizeof **memory)))
      return gate_check_status (g, ROME_NO_MEMORY);
    double *values = *memory + (size_t) n * pairs;
    if (read_list (g, list, fields[n], pairs, values))
      return -1;
    *to[n] = values;
  }
  return 0;
}

/* A share between 0 and 1. */
static int read_share (gate *g, const field_list *list, int field, double *value)
{
  if (read_number (g, list, field, 0, 0, value))
    return -1;
  return *value > 1 ? gate_fail (g, "badValue", "SCALING.%s must be at most 1, got %g", field_names[field], *value) : 0;
}

/* A factor on the whole table. */
static int read_gain (gate *g, const field_list *list, int field, double *value)
{
  if (read_number (g, list, field, 0, 1, value))
    return -1;
  if (list->value[field] && !(*value > 0x1p-20 && *value < 0x1p20))
    return gate_fail (g, "badValue", "SCALING.%s must lie between 2^-20 and 2^20, got %g", field_names[field], *value);
  return 0;
}

static int read_numbers (gate *g, const field_list *list, rome_scaling *s)
{
  const option truncate = {"SCALING.truncate", list->value[TRUNCATE]};
  return read_number (g, list, ORIGINAL, 1, 0, &s->original_length) || read_number (g, list, LONGEST, 1, 0, &s->max_length)
         || read_number (g, list, BETA_FAST, 0, 1, &s->beta_fast) || read_number (g, list, BETA_SLOW, 0, 1, &s->beta_slow)
         || option_flag (g, &truncate, &s->truncate) || read_share (g, list, EXTRAPOLATION, &s->extrapolation)
         || read_share (g, list, EXT, &s->extrapolation) || read_share (g, list, NTK_SHARE, &s->ntk_share)
         || read_number (g, list, MSCALE, 0, 0, &s->mscale) || read_number (g, list, MSCALE_ALL_DIM, 0, 0, &s->mscale_all_dim)
         || read_number (g, list, MSCALE_COEFFICIENT, 0, 1, &s->mscale_coefficient) || read_gain (g, list, ATTENTION, &s->attention)
         || read_gain (g, list, ATTN, &s->attn) || read_gain (g, list, SHORT_MSCALE, &s->short_mscale)
         || read_gain (g, list, LONG_MSCALE, &s->long_mscale) || read_number (g, list, LOW_FREQ, 0, 1, &s->low_freq)
         || read_number (g, list, HIGH_FREQ, 0, 1, &s->high_freq) || read_share (g, list, PARTIAL, &s->partial)
         || read_number (g, list, MIXED_B, 0, 1, &s->mixed_b);
}

/* What fields say together. */
static int check_together (gate *g, const field_list *list, const rome_scaling *s)
{
  if (s->low_freq > s->high_freq)
    return gate_fail (g, "badValue", "SCALING.low_freq_factor must not exceed SCALING.high_freq_factor, got %g and %g", s->low_freq, s->high_freq);
  if (s->beta_slow > s->beta_fast)
    return gate_fail (g, "badValue", "SCALING.beta_slow must not exceed SCALING.beta_fast, got %g and %g", s->beta_slow, s->beta_fast);
  if (s->rule == ROME_SCALING_THETA_SCALE && s->original_length < 7)
    return gate_fail (g, "badValue", "SCALING.original_max_position_embeddings must be at least 7 for rope_type \"theta_scale\", got %g", s->original_length);
  if (s->rule == ROME_SCALING_DYNAMIC_LONGROPE && s->max_length <= s->original_length)
    return gate_fail (g, "badValue", "SCALING.max_position_embeddings must exceed SCALING.original_max_position_embeddings for rope_type \"dynamic_longrope\", got %g and %g",
                      s->max_length, s->original_length);
  if (s->rule == ROME_SCALING_LONGROPE && !list->value[FACTOR] && !list->value[LONGEST] && !list->value[ATTENTION]
      && !(list->value[SHORT_MSCALE] && list->value[LONG_MSCALE]))
    return gate_fail (g, "badOption", "SCALING with rope_type \"longrope\" needs the field 'max_position_embeddings', 'factor' or 'attention_factor'");
  return 0;
}

const char *scaling_rule_name (rome_scaling_rule rule)
{
  return rule_names[rule];
}

int read_scaling (gate *g, const gate_value *v, const axis_list *axes, rome_scaling *s, double **memory)
{
  field_list list;
  *s = (rome_scaling) {.rule = ROME_SCALING_DEFAULT, .beta_fast = 32, .beta_slow = 1, .truncate = 1, .extrapolation = 1, .ntk_share = 1, .mixed_b = 1};
  if (!v)
    return 0;
  if (v->kind != GATE_STRUCT)
    return gate_fail (g, "badOption", "SCALING must be a struct, got %s %s", shape_of (v).text, v->class_name);
  if (find_fields (g, v, &list))
    return -1;
  s->rule = list.rule;
  if (s->rule == ROME_SCALING_NTK_BY_PARTS) { /* the ramp of its linear part */
    s->beta_fast = 16;
    s->beta_slow = 2;
  }
  if (s->rule != ROME_SCALING_LONGROPE && s->rule != ROME_SCALING_DYNAMIC_LONGROPE) /* there 0: Lmax / L0 */
    s->factor = 1;
  return read_factor (g, &list, axes, s, memory) || read_numbers (g, &list, s) || check_together (g, &list, s) || read_lists (g, &list, axes, s, memory) ? -1 : 0;
}
