/* xpos_options.c - option XPOS.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "xpos_options.h"

#include <math.h>
#include <string.h>

enum { ROLE, SCALE_BASE, CENTRE, FIELDS };
static const char *const roles[] = {"q", "k", NULL}, *const centres[] = {"floor", "ceil", NULL};

static int read_centre (gate *g, const option *o, double length, double *centre)
{
  int up = 0;
  if (o->value && o->value->kind != GATE_TEXT) {
    if (option_number (g, o, centre))
      return -1;
    if (fabs (*centre) > ROME_POSITION_MAX)
      return gate_fail (g, "badValue", "XPOS.centre must not exceed 2^53 in magnitude, got %g", *centre);
    return 0;
  }
  if (option_choice (g, o, centres, &up))
    return -1;
  *centre = up ? ceil (length / 2) : floor (length / 2);
  return 0;
}

static int find_fields (gate *g, const gate_value *v, option *fields)
{
  for (size_t n = 0; n < v->nfields; n++) {
    int k = 0;
    while (k < FIELDS && strcmp (v->field_name[n], fields[k].name + strlen ("XPOS.")) != 0)
      k++;
    if (k == FIELDS)
      return gate_fail (g, "unknownOption", "unknown field '%.40s' in XPOS; known fields are role, scale_base, centre", v->field_name[n]);
    fields[k].value = &v->field[n];
  }
  return 0;
}

int read_xpos (gate *g, const gate_value *v, const axis_list *axes, double length, rome_xpos *xpos)
{
  option fields[FIELDS] = {{"XPOS.role", NULL}, {"XPOS.scale_base", NULL}, {"XPOS.centre", NULL}};
  if (!v)
    return 0;
  if (axes->kind != ROME_AXES_BLOCKS || axes->count != 1)
    return gate_fail (g, "badOption", "XPOS cannot be combined with AXES, SECTIONS, PAIR_AXES or PAIR_INDICES: it is defined on one axis");
  if (v->kind != GATE_STRUCT && v->kind != GATE_TEXT)
    return gate_fail (g, "badOption", "XPOS must be \"q\", \"k\" or a struct, got %s %s", shape_of (v).text, v->class_name);
  if (v->kind == GATE_TEXT)
    fields[ROLE] = (option) {"XPOS", v};
  else if (find_fields (g, v, fields))
    return -1;
  if (!fields[ROLE].value)
    return gate_fail (g, "badOption", "XPOS needs the field 'role', \"q\" or \"k\"");
  xpos->scale_base = 512;
  if (option_choice (g, &fields[ROLE], roles, &xpos->key) || option_number (g, &fields[SCALE_BASE], &xpos->scale_base)
      || read_centre (g, &fields[CENTRE], length, &xpos->centre))
    return -1;
  if (!(xpos->scale_base >= 0x1p-20 && xpos->scale_base < 0x1p60))
    return gate_fail (g, "badValue", "XPOS.scale_base must lie between 2^-20 and 2^60, got %g", xpos->scale_base);
  return 0;
}
