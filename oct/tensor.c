/* tensor.c - X, C, S and the options that say how they lie.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "tensor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *default_format (size_t ndims)
{
  return ndims == 2 ? "sd" : ndims == 3 ? "shd" : ndims == 4 ? "bshd" : NULL;
}

/* Every letter is one of b, s, h, d, none twice, with s and d among them. */
static int check_format (gate *g, const char *format)
{
  const size_t n = strlen (format);
  if (strspn (format, "bshd") != n)
    return gate_fail (g, "badOption", "FORMAT must consist of the letters b, s, h, d, got \"%.20s\"", format);
  for (size_t k = 0; k < n; k++)
    if (strchr (format + k + 1, format[k]))
      return gate_fail (g, "badOption", "FORMAT must name each dimension once, got \"%.20s\"", format);
  if (!strchr (format, 's') || !strchr (format, 'd'))
    return gate_fail (g, "badOption", "FORMAT must contain s (tokens) and d (head dimension), got \"%.20s\"", format);
  return 0;
}

int read_tensor (gate *g, const gate_value *x, const char *name, const option *format, tensor *t)
{
  if (check_float (g, x, name))
    return -1;
  const char *letters = default_format (x->ndims);
  if (format->value) {
    if (format->value->kind != GATE_TEXT)
      return gate_fail (g, "badOption", "FORMAT must be a row of characters, got %s %s", shape_of (format->value).text, format->value->class_name);
    letters = format->value->text;
    if (check_format (g, letters))
      return -1;
  }
  if (!letters || x->ndims > (strlen (letters) > 2 ? strlen (letters) : 2))
    return gate_fail (g, "sizeMismatch", "%s must have at most %zu dimensions%s%s, got %s", name, letters ? strlen (letters) : 4,
                      letters ? " for format " : "", letters ? letters : "", shape_of (x).text);
  *t = (tensor) {{1, 1, 1, 1}, {0, 0, 0, 0}};
  ptrdiff_t stride = 1;
  for (size_t k = 0; letters[k]; k++) {
    const size_t size = dim_of (x, k);
    switch (letters[k]) {
    case 'b': t->extent.batch = size, t->stride.batch = stride; break;
    case 's': t->extent.tokens = size, t->stride.token = stride; break;
    case 'h': t->extent.heads = size, t->stride.head = stride; break;
    case 'd': t->extent.dim = size, t->stride.dim = stride; break;
    }
    stride *= (ptrdiff_t) size;
  }
  return 0;
}

/* The elements in the format of x: the array itself, or a converted copy. */
static const void *in_format (gate *g, const gate_value *v, rome_format format, void **memory)
{
  const gate_kind kind = format == ROME_F64 ? GATE_DOUBLE : GATE_SINGLE;
  *memory = NULL;
  if (v->kind == kind)
    return v->data;
  *memory = malloc (v->count * rome_format_size (format) + 1);
  if (!*memory) {
    gate_check_status (g, ROME_NO_MEMORY);
    return NULL;
  }
  for (size_t k = 0; k < v->count; k++)
    if (format == ROME_F64)
      ((double *) *memory)[k] = ((const float *) v->data)[k];
    else
      ((float *) *memory)[k] = (float) ((const double *) v->data)[k];
  return *memory;
}

int read_tables (gate *g, const gate_value *c, const gate_value *s, rome_format format, table_pair *t)
{
  *t = (table_pair) {0};
  if (check_float (g, c, "C") || check_float (g, s, "S"))
    return -1;
  if (c->ndims != 2)
    return gate_fail (g, "sizeMismatch", "C must be a matrix, got %s", shape_of (c).text);
  if (s->ndims != 2 || s->dims[0] != c->dims[0] || s->dims[1] != c->dims[1])
    return gate_fail (g, "sizeMismatch", "S must have the size of C, got %s for C of %s", shape_of (s).text, shape_of (c).text);
  t->table.rows = c->dims[0];
  t->columns = c->dims[1];
  t->table.cos = in_format (g, c, format, &t->memory[0]);
  t->table.sin = t->table.cos ? in_format (g, s, format, &t->memory[1]) : NULL;
  return t->table.sin ? 0 : -1;
}

void free_tables (table_pair *t)
{
  free (t->memory[0]);
  free (t->memory[1]);
  *t = (table_pair) {0};
}

/* A non-negative integer that fits. */
static int check_row (gate *g, const char *what, size_t k, double row, size_t tokens, size_t table_rows)
{
  if (!isfinite (row) || row != floor (row))
    return gate_fail (g, "badValue", "%s must hold integers (0-based rows of the table), element %zu is %g", what, k + 1, row);
  if (row < 0 || row + (double) tokens > (double) table_rows)
    return gate_fail (g, "badValue", "%s reaches row %.17g (0-based), but the table C has %zu rows", what, row < 0 ? row : row + (double) tokens - 1,
                      table_rows);
  return 0;
}

static int read_row_positions (gate *g, const gate_value *v, const rome_extent *n, size_t table_rows, row_list *list)
{
  const int per_batch = v->ndims == 2 && v->dims[0] == n->batch && v->dims[1] == n->tokens && n->batch > 1;
  const int shared = v->ndims == 2 && (v->dims[0] == 1 || v->dims[1] == 1 || n->tokens == 0) && v->count == n->tokens;
  if (check_real (g, v, "POSITIONS", 1))
    return -1;
  if (!per_batch && !shared)
    return gate_fail (g, "sizeMismatch", "POSITIONS must have S = %zu elements or be B-by-S = %zux%zu, got %s", n->tokens, n->batch, n->tokens,
                      shape_of (v).text);
  list->memory = malloc ((v->count + 1) * sizeof *list->memory);
  if (!list->memory)
    return gate_check_status (g, ROME_NO_MEMORY);
  for (size_t k = 0; k < v->count; k++) {
    const double row = real_element (v, k);
    if (check_row (g, "POSITIONS", k, row, 1, table_rows))
      return -1;
    list->memory[k] = (int64_t) row;
  }
  list->rows.row = list->memory;
  list->rows.batch_step = per_batch ? 1 : 0;
  list->rows.token_step = per_batch ? n->batch : 1;
  return 0;
}

static int read_row_offset (gate *g, const gate_value *v, const rome_extent *n, size_t table_rows, row_list *list)
{
  if (check_real (g, v, "OFFSET", 1))
    return -1;
  if (v->count != 1 && v->count != n->batch)
    return gate_fail (g, "sizeMismatch", "OFFSET must be a scalar or have one element per batch entry (%zu), got %s", n->batch, shape_of (v).text);
  list->memory = malloc ((v->count + 1) * sizeof *list->memory);
  if (!list->memory)
    return gate_check_status (g, ROME_NO_MEMORY);
  for (size_t k = 0; k < v->count; k++) {
    const double offset = real_element (v, k);
    if (check_row (g, "OFFSET", k, offset, n->tokens, table_rows))
      return -1;
    list->memory[k] = (int64_t) offset;
  }
  list->rows.offset = list->memory;
  list->rows.offset_step = v->count == 1 ? 0 : 1;
  return 0;
}

int read_rows_options (gate *g, const option *positions, const option *offset, const rome_extent *extent, size_t table_rows,
                       row_list *list)
{
  *list = (row_list) {{0}, NULL};
  if (positions->value && offset->value)
    return gate_fail (g, "badOption", "POSITIONS and OFFSET cannot be given together: add the offset to the positions");
  if (positions->value)
    return read_row_positions (g, positions->value, extent, table_rows, list);
  return offset->value ? read_row_offset (g, offset->value, extent, table_rows, list) : 0;
}

void free_rows (row_list *list)
{
  free (list->memory);
  list->memory = NULL;
}
