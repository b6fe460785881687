/* frequency_options.c - POSITIONS, DIM and the frequency options.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "frequency_options.h"

#include <math.h>
#include <stdlib.h>

#define LARGEST_DIM 1048576.0

static int read_axis_sizes (gate *g, const option *axes, const char *sum_name, axis_list *list)
{
  const gate_value *v = axes->value;
  if (check_real (g, v, "AXES", 1))
    return -1;
  if (v->count == 0 || v->ndims > 2 || (dim_of (v, 0) != 1 && dim_of (v, 1) != 1))
    return gate_fail (g, "sizeMismatch", "AXES must be a vector of sizes, got %s", shape_of (v).text);
  list->size = malloc (v->count * sizeof *list->size);
  if (!list->size)
    return gate_check_status (g, ROME_NO_MEMORY);
  list->count = v->count;
  double sum = 0;
  for (size_t a = 0; a < v->count; a++) {
    const double d = real_element (v, a);
    if (!(d >= 2 && d <= LARGEST_DIM) || d != floor (d))
      return gate_fail (g, "badValue", "AXES must hold positive even integers, element %zu is %g", a + 1, d);
    if (fmod (d, 2) != 0)
      return gate_fail (g, "oddDimension", "AXES must hold even integers, element %zu is %g", a + 1, d);
    list->size[a] = (size_t) d;
    sum += d;
  }
  if (sum != (double) list->dim)
    return gate_fail (g, "sizeMismatch", "AXES must sum to %s = %zu, got a sum of %g", sum_name, list->dim, sum);
  return 0;
}

static int one_axis (gate *g, axis_list *list)
{
  list->count = 1;
  list->size = malloc (sizeof *list->size);
  if (!list->size)
    return gate_check_status (g, ROME_NO_MEMORY);
  *list->size = list->dim;
  return 0;
}

int read_dim_and_axes (gate *g, const gate_value *dim, const option *axes, axis_list *list)
{
  *list = (axis_list) {0, 0, NULL};
  if (check_integer (g, dim, "DIM", 1, LARGEST_DIM, &list->dim))
    return -1;
  if (list->dim % 2)
    return gate_fail (g, "oddDimension", "DIM must be even, got %zu", list->dim);
  return axes->value ? read_axis_sizes (g, axes, "DIM", list) : one_axis (g, list);
}

int read_blocks (gate *g, const option *axes, size_t width, axis_list *list)
{
  *list = (axis_list) {width, 0, NULL};
  return axes->value ? read_axis_sizes (g, axes, "the rotated columns R", list) : one_axis (g, list);
}

void free_axes (axis_list *list)
{
  free (list->size);
  list->size = NULL;
}

int read_frequencies (gate *g, const axis_list *axes, const option *base, rome_freqs **freqs)
{
  double b = 10000;
  *freqs = NULL;
  if (option_number (g, base, &b))
    return -1;
  if (b < 1)
    return gate_fail (g, "badValue", "BASE must be at least 1, got %g", b);
  return gate_check_status (g, rome_freqs_create (freqs, b, axes->count, axes->size));
}

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
  for (size_t k = 0; k < v->count; k++)
    if (fabs (real_element (v, k)) > ROME_POSITION_MAX)
      return gate_fail (g, "badValue", "%s must not exceed 2^53 in magnitude, element %zu is %.17g", what, k + 1, real_element (v, k));
  return 0;
}

static int copy_elements (gate *g, const gate_value *v, double **memory)
{
  *memory = malloc ((v->count + 1) * sizeof **memory);
  if (!*memory)
    return gate_check_status (g, ROME_NO_MEMORY);
  for (size_t k = 0; k < v->count; k++)
    (*memory)[k] = real_element (v, k);
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
