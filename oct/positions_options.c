/* positions_options.c - POSITIONS and OFFSET.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "positions_options.h"

#include <math.h>
#include <stdlib.h>

/* A scalar n: rows 0 .. n-1. */
static int read_count (gate *g, const gate_value *v, size_t axes, rome_positions *positions)
{
  if (axes != 1)
    return gate_fail (g, "sizeMismatch", "POSITIONS must be S-by-%zu for %zu axes, got 1x1", axes, axes);
  const double n = real_element (v, 0);
  if (!(n >= 0 && n <= ROME_POSITION_MAX) || n != floor (n))
    return gate_fail (g, "badValue", "POSITIONS as a scalar is the number of rows, an integer from 0 to 2^53, got %.17g (one position p is 1 with \"offset\", p)", n);
  positions->count = (size_t) n;
  return 0;
}

static int check_range (gate *g, const gate_value *v, const char *what)
{
  if (check_finite (g, v, what))
    return -1;
  for (size_t k = 0; k < v->count; k++) {
    if (check_interrupt (g, k))
      return -1;
    if (fabs (real_element (v, k)) > ROME_POSITION_MAX)
      return gate_fail (g, "badValue", "%s must not exceed 2^53 in magnitude, element %zu is %.17g", what, k + 1, real_element (v, k));
  }
  return 0;
}

static int copy_elements (gate *g, const gate_value *v, double **memory)
{
  *memory = malloc ((v->count + 1) * sizeof **memory);
  if (!*memory)
    return gate_check_status (g, ROME_NO_MEMORY);
  for (size_t k = 0; k < v->count; k++) {
    if (check_interrupt (g, k))
      return -1;
    (*memory)[k] = real_element (v, k);
  }
  return 0;
}

static int read_rows (gate *g, const gate_value *v, size_t axes, position_list *list)
{
  const int is_vector = v->ndims == 2 && (v->dims[0] == 1 || v->dims[1] == 1);
  const int is_empty = v->count == 0 && v->ndims == 2;
  if (axes == 1 && !is_vector && !is_empty)
    return gate_fail (g, "sizeMismatch", "POSITIONS must be a vector for one axis, got %s", shape_of (v).text);
  if (axes > 1 && (v->ndims != 2 || (v->dims[1] != axes && !(v->dims[0] == 0 && v->dims[1] == 0))))
    return gate_fail (g, "sizeMismatch", "POSITIONS must be S-by-%zu for %zu axes, got %s", axes, axes, shape_of (v).text);
  if (check_range (g, v, "POSITIONS") || copy_elements (g, v, &list->value_memory))
    return -1;
  list->positions.count = v->count / axes;
  list->positions.value = list->value_memory;
  return 0;
}

static int read_offset (gate *g, const option *offset, size_t axes, position_list *list)
{
  const gate_value *v = offset->value;
  if (!v)
    return 0;
  if (check_real (g, v, "OFFSET", 1))
    return -1;
  if (v->count != 1 && v->count != axes)
    return gate_fail (g, "sizeMismatch", "OFFSET must be a scalar or have one element per axis (%zu), got %s", axes, shape_of (v).text);
  if (check_range (g, v, "OFFSET"))
    return -1;
  list->offset_memory = malloc (axes * sizeof *list->offset_memory);
  if (!list->offset_memory)
    return gate_check_status (g, ROME_NO_MEMORY);
  for (size_t a = 0; a < axes; a++)
    list->offset_memory[a] = real_element (v, v->count == 1 ? 0 : a);
  list->positions.offset = list->offset_memory;
  return 0;
}

int read_positions (gate *g, const gate_value *positions, const option *offset, size_t axes, position_list *list)
{
  *list = (position_list) {{0, NULL, NULL}, NULL, NULL};
  if (check_real (g, positions, "POSITIONS", 1))
    return -1;
  const int bad = positions->count == 1
                    ? check_finite (g, positions, "POSITIONS") || read_count (g, positions, axes, &list->positions)
                    : read_rows (g, positions, axes, list);
  if (bad)
    return -1;
  return read_offset (g, offset, axes, list);
}

void free_positions (position_list *list)
{
  free (list->value_memory);
  free (list->offset_memory);
  *list = (position_list) {{0, NULL, NULL}, NULL, NULL};
}

double length_of (const position_list *list, size_t axes)
{
  const rome_positions *p = &list->positions;
  double length = 0;
  for (size_t a = 0; a < axes; a++) {
    const double offset = p->offset ? p->offset[a] : 0;
    if (!p->value && p->count)
      length = fmax (length, (double) (p->count - 1) + offset + 1);
    for (size_t k = 0; p->value && k < p->count; k++)
      length = fmax (length, p->value[a * p->count + k] + offset + 1);
  }
  return length;
}
