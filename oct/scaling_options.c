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
  FACTOR, ORIGINAL, LONGEST, BETA_FAST, BETA_SLOW, TRUNCATE, MSCALE, MSCALE_ALL_DIM, ATTENTION, SHORT_FACTOR, LONG_FACTOR, LOW_FREQ, HIGH_FREQ,
  PARTIAL, FIELDS
};
static const char *const field_names[FIELDS] = {
  "factor", "original_max_position_embeddings", "max_position_embeddings", "beta_fast", "beta_slow", "truncate", "mscale", "mscale_all_dim",
  "attention_factor", "short_factor", "long_factor", "low_freq_factor", "high_freq_factor", "partial_rotary_factor"};

static const char *const rule_names[] = {"default", "linear", "ntk", "dynamic", "yarn", "longrope", "llama3", "proportional", NULL};

#define BIT(field) (1u << (field))
/* The two lengths describe the model and are welcome everywhere. */
#define LENGTHS (BIT (ORIGINAL) | BIT (LONGEST))
static const struct {
  unsigned needed, allowed;
} rules[] = {
  [ROME_SCALING_DEFAULT] = {0, 0},
  [ROME_SCALING_LINEAR] = {BIT (FACTOR), BIT (FACTOR)},
  [ROME_SCALING_NTK] = {BIT (FACTOR), BIT (FACTOR)},
  [ROME_SCALING_DYNAMIC] = {BIT (FACTOR) | BIT (LONGEST), BIT (FACTOR)},
  [ROME_SCALING_YARN] = {BIT (FACTOR) | BIT (ORIGINAL),
                         BIT (FACTOR) | BIT (BETA_FAST) | BIT (BETA_SLOW) | BIT (TRUNCATE) | BIT (MSCALE) | BIT (MSCALE_ALL_DIM) | BIT (ATTENTION)},
  [ROME_SCALING_LONGROPE] = {BIT (SHORT_FACTOR) | BIT (LONG_FACTOR) | BIT (ORIGINAL),
                             BIT (SHORT_FACTOR) | BIT (LONG_FACTOR) | BIT (FACTOR) | BIT (ATTENTION)},
  [ROME_SCALING_LLAMA3] = {BIT (FACTOR) | BIT (ORIGINAL) | BIT (LOW_FREQ) | BIT (HIGH_FREQ), BIT (FACTOR) | BIT (LOW_FREQ) | BIT (HIGH_FREQ)},
  [ROME_SCALING_PROPORTIONAL] = {BIT (PARTIAL), BIT (FACTOR) | BIT (PARTIAL)},
};

typedef struct {
  const gate_value *value[FIELDS];
  rome_scaling_rule rule;
} field_list;

static int unknown_field (gate *g, const char *name)
{
  char list[512] = "rope_type";
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
    if (list->value[k] && !((rules[rule].allowed | LENGTHS) & bit))
      return gate_fail (g, "badOption", "field '%s' of SCALING has no meaning for rope_type \"%s\"", field_names[k], rule_names[rule]);
  }
  return 0;
}

/* A finite number >= least (or > least), below 2^60. */
static int read_number (gate *g, const field_list *list, int field, double least, int open, double *value)
{
  char name[80];
  snprintf (name, sizeof name, "SCALING.%s", field_names[field]);
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
  snprintf (name, sizeof name, "SCALING.%s", field_names[field]);
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

static int read_lists (gate *g, const field_list *list, size_t pairs, rome_scaling *s, double **memory)
{
  *memory = malloc (2 * pairs * sizeof **memory);
  if (!*memory)
    return gate_check_status (g, ROME_NO_MEMORY);
  s->short_factor = *memory;
  s->long_factor = *memory + pairs;
  return read_list (g, list, SHORT_FACTOR, pairs, *memory) || read_list (g, list, LONG_FACTOR, pairs, *memory + pairs) ? -1 : 0;
}

int read_scaling (gate *g, const gate_value *v, size_t pairs, rome_scaling *s, double **memory)
{
  field_list list;
  *s = (rome_scaling) {.rule = ROME_SCALING_DEFAULT, .beta_fast = 32, .beta_slow = 1, .truncate = 1};
  if (!v)
    return 0;
  if (v->kind != GATE_STRUCT)
    return gate_fail (g, "badOption", "SCALING must be a struct, got %s %s", shape_of (v).text, v->class_name);
  if (find_fields (g, v, &list))
    return -1;
  s->rule = list.rule;
  if (s->rule != ROME_SCALING_LONGROPE)
    s->factor = 1;
  const double least_factor = s->rule == ROME_SCALING_NTK || s->rule == ROME_SCALING_DYNAMIC ? 1 : 0;
  const option truncate = {"SCALING.truncate", list.value[TRUNCATE]};
  if (read_number (g, &list, FACTOR, least_factor, least_factor == 0, &s->factor) || read_number (g, &list, ORIGINAL, 1, 0, &s->original_length)
      || read_number (g, &list, LONGEST, 1, 0, &s->max_length) || read_number (g, &list, BETA_FAST, 0, 1, &s->beta_fast)
      || read_number (g, &list, BETA_SLOW, 0, 1, &s->beta_slow) || option_flag (g, &truncate, &s->truncate)
      || read_number (g, &list, MSCALE, 0, 0, &s->mscale) || read_number (g, &list, MSCALE_ALL_DIM, 0, 0, &s->mscale_all_dim)
      || read_number (g, &list, ATTENTION, 0, 1, &s->attention) || read_number (g, &list, LOW_FREQ, 0, 1, &s->low_freq)
      || read_number (g, &list, HIGH_FREQ, 0, 1, &s->high_freq) || read_number (g, &list, PARTIAL, 0, 0, &s->partial))
    return -1;
  if (s->low_freq > s->high_freq)
    return gate_fail (g, "badValue", "SCALING.low_freq_factor must not exceed SCALING.high_freq_factor, got %g and %g", s->low_freq, s->high_freq);
  if (s->partial > 1)
    return gate_fail (g, "badValue", "SCALING.partial_rotary_factor must be at most 1, got %g", s->partial);
  if (s->attention != 0 && !(s->attention > 0x1p-20 && s->attention < 0x1p20))
    return gate_fail (g, "badValue", "SCALING.attention_factor must lie between 2^-20 and 2^20, got %g", s->attention);
  if (s->rule != ROME_SCALING_LONGROPE)
    return 0;
  if (!list.value[FACTOR] && !list.value[LONGEST] && !list.value[ATTENTION])
    return gate_fail (g, "badOption", "SCALING with rope_type \"longrope\" needs the field 'max_position_embeddings', 'factor' or 'attention_factor'");
  return read_lists (g, &list, pairs, s, memory);
}
