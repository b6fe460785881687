/* check.c - argument checks shared by the builtins.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int gate_fail (gate *g, const char *id, const char *format, ...)
{
  va_list arguments;
  (void) snprintf (g->error_id, sizeof g->error_id, "rome:%s", id);
  const int n = snprintf (g->error_text, sizeof g->error_text, "%s: ", g->function);
  va_start (arguments, format);
  (void) vsnprintf (g->error_text + n, sizeof g->error_text - (size_t) n, format, arguments);
  va_end (arguments);
  return -1;
}

int gate_usage (gate *g)
{
  strcpy (g->error_id, GATE_USAGE);
  return -1;
}

int gate_check_status (gate *g, rome_status status)
{
  switch (status) {
  case ROME_OK: return 0;
  case ROME_NO_MEMORY: return gate_fail (g, "outOfMemory", "out of memory");
  case ROME_INTERRUPTED: strcpy (g->error_id, GATE_INTERRUPT); return -1;
  case ROME_SELF_CHECK: return gate_fail (g, "selfCheck", "%s", rome_status_text (status));
  default: return gate_fail (g, "badValue", "%s", rome_status_text (status));
  }
}

int check_interrupt (gate *g, size_t k)
{
  const size_t every = (size_t) 1 << 18;
  return k % every == 0 && g->monitor.stop && g->monitor.stop (g->monitor.data) ? gate_check_status (g, ROME_INTERRUPTED) : 0;
}

size_t dim_of (const gate_value *v, size_t k)
{
  return k < v->ndims ? v->dims[k] : 1;
}

shape_text shape_of_dims (size_t ndims, const size_t *dims)
{
  shape_text shape = {""};
  size_t used = 0;
  for (size_t k = 0; k < ndims && used < sizeof shape.text - 24; k++)
    used += (size_t) snprintf (shape.text + used, sizeof shape.text - used, k ? "x%zu" : "%zu", dims[k]);
  return shape;
}

shape_text shape_of (const gate_value *v)
{
  return shape_of_dims (v->ndims, v->dims);
}

/* ---- options ---- */

static int same_name (const char *a, const char *b)
{
  for (; *a && *b; a++, b++)
    if (tolower ((unsigned char) *a) != tolower ((unsigned char) *b))
      return 0;
  return *a == *b;
}

static int unknown_option (gate *g, const char *name, const option *options, size_t count)
{
  char list[512] = "";
  size_t used = 0;
  for (size_t k = 0; k < count && used < sizeof list; k++)
    used += (size_t) snprintf (list + used, sizeof list - used, k ? ", %s" : "%s", options[k].name);
  return gate_fail (g, "unknownOption", "unknown option '%.40s'; valid options are %s", name, list);
}

static int set_option (gate *g, const char *name, const gate_value *value, option *options, size_t count)
{
  for (size_t k = 0; k < count; k++)
    if (same_name (name, options[k].name)) {
      options[k].value = value;
      return 0;
    }
  return unknown_option (g, name, options, count);
}

/* All fields of a struct of options. */
static int set_fields (gate *g, const gate_value *s, option *options, size_t count)
{
  for (size_t k = 0; k < s->nfields; k++)
    if (set_option (g, s->field_name[k], &s->field[k], options, count))
      return -1;
  return 0;
}

int find_options (gate *g, size_t first, option *options, size_t count)
{
  for (size_t k = first; k < g->nargin; k++) {
    const gate_value *v = &g->in[k];
    if (v->kind == GATE_STRUCT) {
      if (set_fields (g, v, options, count))
        return -1;
      continue;
    }
    if (v->kind != GATE_TEXT)
      return gate_fail (g, "badOption", "argument %zu must be an option name (a row of characters) or a struct of options; got %s %s", k + 1,
                        shape_of (v).text, v->class_name);
    if (k + 1 == g->nargin)
      return gate_fail (g, "badOption", "option '%.40s' has no value", v->text);
    if (set_option (g, v->text, &g->in[++k], options, count))
      return -1;
  }
  return 0;
}

/* The name as messages write it: in capitals, but a field of a struct as it is. */
static shape_text upper (const char *name)
{
  shape_text up = {""};
  int field = 0;
  for (size_t k = 0; name[k] && k + 1 < sizeof up.text; k++) {
    field |= name[k] == '.';
    up.text[k] = (char) (field ? name[k] : toupper ((unsigned char) name[k]));
  }
  return up;
}

int option_number (gate *g, const option *o, double *value)
{
  if (!o->value)
    return 0;
  if (check_real (g, o->value, upper (o->name).text, 1))
    return -1;
  if (o->value->count != 1)
    return gate_fail (g, "sizeMismatch", "%s must be a scalar, got %s", upper (o->name).text, shape_of (o->value).text);
  *value = real_element (o->value, 0);
  if (!isfinite (*value))
    return gate_fail (g, "badValue", "%s must be finite, got %g", upper (o->name).text, *value);
  return 0;
}

int option_flag (gate *g, const option *o, int *value)
{
  if (!o->value)
    return 0;
  const gate_value *v = o->value;
  const int is_number = (v->kind == GATE_LOGICAL || v->kind == GATE_DOUBLE) && v->count == 1 && v->data;
  const double number = is_number ? ((const double *) v->data)[0] : -1;
  if (number != 0 && number != 1)
    return gate_fail (g, "badOption", "%s must be true or false, got %s %s", upper (o->name).text, shape_of (v).text, v->class_name);
  *value = number == 1;
  return 0;
}

int option_choice (gate *g, const option *o, const char *const *names, int *choice)
{
  char list[512] = "";
  size_t used = 0;
  if (!o->value)
    return 0;
  for (int k = 0; names[k] && used < sizeof list; k++) {
    if (o->value->kind == GATE_TEXT && same_name (o->value->text, names[k])) {
      *choice = k;
      return 0;
    }
    used += (size_t) snprintf (list + used, sizeof list - used, k ? ", \"%s\"" : "\"%s\"", names[k]);
  }
  if (o->value->kind != GATE_TEXT)
    return gate_fail (g, "badOption", "%s must be one of %s, got %s %s", upper (o->name).text, list, shape_of (o->value).text,
                      o->value->class_name);
  return gate_fail (g, "badOption", "%s must be one of %s, got \"%.40s\"", upper (o->name).text, list, o->value->text);
}

/* ---- numbers ---- */

int check_real (gate *g, const gate_value *v, const char *what, int integers)
{
  const char *wanted = integers ? "real numbers" : "double or single";
  if (v->is_sparse)
    return gate_fail (g, "badClass", "%s must be a full array, got sparse", what);
  if (v->is_complex)
    return gate_fail (g, "badClass", "%s must be real, got complex %s", what, v->class_name);
  if (v->kind != GATE_DOUBLE && v->kind != GATE_SINGLE && !(integers && v->kind == GATE_INTEGER))
    return gate_fail (g, "badClass", "%s must be %s, got %s", what, wanted, v->class_name);
  return 0;
}

int check_float (gate *g, const gate_value *v, const char *what)
{
  return check_real (g, v, what, 0);
}

double real_element (const gate_value *v, size_t k)
{
  if (v->carrier)
    return v->carrier[k];
  return v->kind == GATE_SINGLE ? (double) ((const float *) v->data)[k] : ((const double *) v->data)[k];
}

int check_finite (gate *g, const gate_value *v, const char *what)
{
  for (size_t k = 0; k < v->count; k++) {
    const double x = real_element (v, k);
    if (check_interrupt (g, k))
      return -1;
    if (!isfinite (x))
      return gate_fail (g, "badValue", "%s must be finite, element %zu is %s", what, k + 1, isnan (x) ? "NaN" : x > 0 ? "Inf" : "-Inf");
  }
  return 0;
}

int check_integer (gate *g, const gate_value *v, const char *what, double least, double most, size_t *value)
{
  if (check_real (g, v, what, 1))
    return -1;
  if (v->count != 1)
    return gate_fail (g, "sizeMismatch", "%s must be a scalar, got %s", what, shape_of (v).text);
  const double x = real_element (v, 0);
  if (!(x >= least && x <= most) || x != floor (x))
    return gate_fail (g, "badValue", "%s must be an integer from %.17g to %.17g, got %.17g", what, least, most, x);
  *value = (size_t) x;
  return 0;
}

/* So little memory that there is no need to ask for it: the answer takes longer than a small call. */
#define SMALL ((size_t) 16 << 20)

int check_memory (gate *g, size_t other, size_t size, size_t ndims, const size_t *dims)
{
  size_t bytes = size;
  int overflow = 0;
  for (size_t k = 0; k < ndims; k++)
    overflow |= dims[k] && __builtin_mul_overflow (bytes, dims[k], &bytes);
  for (size_t k = 0; k < ndims; k++)
    if (dims[k] == 0)
      return 0;
  overflow |= __builtin_add_overflow (bytes, other, &bytes);
  if (!overflow && bytes < SMALL)
    return 0;
  const size_t available = rome_memory_available ();
  if (overflow || bytes > available)
    return gate_fail (g, "outOfMemory", "a result of %s needs %.3g GB, but %.3g GB of memory are available",
                      shape_of_dims (ndims, dims).text, overflow ? (double) SIZE_MAX / 1e9 : (double) bytes / 1e9,
                      (double) available / 1e9);
  return 0;
}
