/* axes_options.c - DIM with the options that divide it among axes.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "axes_options.h"

#include <math.h>
#include <stdlib.h>

#define LARGEST_DIM 1048576.0

int read_dim (gate *g, const gate_value *dim, size_t *value)
{
  if (check_integer (g, dim, "DIM", 1, LARGEST_DIM, value))
    return -1;
  return *value % 2 ? gate_fail (g, "oddDimension", "DIM must be even, got %zu", *value) : 0;
}

static int check_size (gate *g, const char *name, size_t k, double d, int even)
{
  if (even && d >= 1 && d <= LARGEST_DIM && fmod (d, 2) == 1)
    return gate_fail (g, "oddDimension", "%s must hold even integers, element %zu is %g", name, k + 1, d);
  if (!(d >= (even ? 2 : 0) && d <= LARGEST_DIM) || d != floor (d))
    return gate_fail (g, "badValue", "%s must hold %s integers, element %zu is %g", name, even ? "positive even" : "non-negative", k + 1, d);
  return 0;
}

/* A vector of sizes with the sum `total`. */
static int read_sizes (gate *g, const gate_value *v, const char *name, int even, double total, const char *sum_name, axis_list *list)
{
  double sum = 0;
  if (check_real (g, v, name, 1))
    return -1;
  if (v->count == 0 || v->ndims > 2 || (dim_of (v, 0) != 1 && dim_of (v, 1) != 1))
    return gate_fail (g, "sizeMismatch", "%s must be a vector of sizes, got %s", name, shape_of (v).text);
  list->size = malloc (v->count * sizeof *list->size);
  if (!list->size)
    return gate_check_status (g, ROME_NO_MEMORY);
  list->count = v->count;
  for (size_t a = 0; a < v->count; a++) {
    const double d = real_element (v, a);
    if (check_size (g, name, a, d, even))
      return -1;
    list->size[a] = (size_t) d;
    sum += d;
  }
  if (sum != total)
    return gate_fail (g, "sizeMismatch", "%s must sum to %s = %g, got a sum of %g", name, sum_name, total, sum);
  return 0;
}

int read_axes (gate *g, size_t dim, const char *sum_name, const option *axes, const option *sections, const option *interleaved,
               axis_list *list)
{
  int is_interleaved = 0;
  *list = (axis_list) {dim, 1, ROME_AXES_BLOCKS, NULL, NULL, NULL};
  if (interleaved && option_flag (g, interleaved, &is_interleaved))
    return -1;
  const int has_sections = sections && sections->value;
  if (has_sections && axes->value)
    return gate_fail (g, "badOption", "AXES and SECTIONS cannot be given together");
  if (interleaved && interleaved->value && !has_sections)
    return gate_fail (g, "badOption", "SECTIONS_INTERLEAVED needs SECTIONS");
  if (has_sections) {
    list->kind = is_interleaved ? ROME_AXES_SECTIONS_INTERLEAVED : ROME_AXES_SECTIONS;
    return read_sizes (g, sections->value, "SECTIONS", 0, (double) dim / 2, "DIM/2", list);
  }
  if (axes->value)
    return read_sizes (g, axes->value, "AXES", 1, (double) dim, sum_name, list);
  list->size = malloc (sizeof *list->size);
  if (!list->size)
    return gate_check_status (g, ROME_NO_MEMORY);
  *list->size = dim;
  return 0;
}

/* One integer from 1 to most per pair; numbers[i] counts from 0.  *largest: the largest plus 1. */
static int read_numbers (gate *g, const gate_value *v, const char *name, size_t pairs, size_t most, size_t **numbers, size_t *largest)
{
  if (check_real (g, v, name, 1))
    return -1;
  if (v->count != pairs || v->ndims > 2 || (dim_of (v, 0) != 1 && dim_of (v, 1) != 1))
    return gate_fail (g, "sizeMismatch", "%s must have one element per pair (%zu), got %s", name, pairs, shape_of (v).text);
  *numbers = malloc (pairs * sizeof **numbers);
  if (!*numbers)
    return gate_check_status (g, ROME_NO_MEMORY);
  *largest = 0;
  for (size_t i = 0; i < pairs; i++) {
    const double d = real_element (v, i);
    if (!(d >= 1 && d <= (double) most) || d != floor (d))
      return gate_fail (g, "badValue", "%s must hold integers from 1 to %zu, element %zu is %g", name, most, i + 1, d);
    (*numbers)[i] = (size_t) d - 1;
    *largest = (size_t) d > *largest ? (size_t) d : *largest;
  }
  return 0;
}

int read_pairs (gate *g, const option *pair_axes, const option *pair_indices, axis_list *list)
{
  const size_t pairs = list->dim / 2;
  size_t unused;
  if (!pair_axes->value && !pair_indices->value)
    return 0;
  if (list->count > 1 || list->kind != ROME_AXES_BLOCKS)
    return gate_fail (g, "badOption", "%s and %s cannot be given together", pair_axes->value ? "PAIR_AXES" : "PAIR_INDICES",
                      list->kind == ROME_AXES_BLOCKS ? "AXES" : "SECTIONS");
  list->kind = ROME_AXES_PAIRS;
  if (pair_axes->value) {
    if (read_numbers (g, pair_axes->value, "PAIR_AXES", pairs, pairs, &list->of_pair, &list->count))
      return -1;
  } else if (!(list->of_pair = calloc (pairs, sizeof *list->of_pair)))
    return gate_check_status (g, ROME_NO_MEMORY);
  return pair_indices->value ? read_numbers (g, pair_indices->value, "PAIR_INDICES", pairs, pairs, &list->index, &unused) : 0;
}

void free_axes (axis_list *list)
{
  free (list->size);
  free (list->of_pair);
  free (list->index);
  list->size = list->of_pair = list->index = NULL;
}
