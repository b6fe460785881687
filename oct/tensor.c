/* tensor.c - X, C, S and the options that say how they lie.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "tensor.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- number format ---- */

static const char *const dtype_names[] = {"double", "single", "bf16", "f16", NULL};

static int read_format (gate *g, const gate_value *x, const char *name, const option *dtype, rome_format *format)
{
  int given = -1;
  if (option_choice (g, dtype, dtype_names, &given))
    return -1;
  if (x->carrier && !x->is_sparse) {
    if (given != ROME_BF16 && given != ROME_F16)
      return gate_fail (g, "badOption", "%s of class uint16 needs option DTYPE, \"bf16\" or \"f16\", to say what its bits mean", name);
    *format = (rome_format) given;
    return 0;
  }
  if (check_float (g, x, name))
    return -1;
  *format = x->kind == GATE_SINGLE ? ROME_F32 : ROME_F64;
  if (given >= 0 && given != (int) *format)
    return gate_fail (g, "badClass", "%s must be %s for DTYPE \"%s\", got %s", name, given <= ROME_F32 ? dtype_names[given] : "uint16", dtype_names[given],
                      x->class_name);
  return 0;
}

/* ---- order of the dimensions ---- */

static const char *default_letters (size_t ndims, int folded)
{
  if (folded)
    return ndims == 2 ? "sd" : ndims == 3 ? "bsd" : NULL;
  return ndims == 2 ? "sd" : ndims == 3 ? "shd" : ndims == 4 ? "bshd" : NULL;
}

/* Letters b, s, h, d or t, h, d, none twice, with tokens and head dimension among them. */
static int check_letters (gate *g, const char *letters, int folded)
{
  const size_t n = strlen (letters);
  if (n > 4 || strspn (letters, "bshdt") != n)
    return gate_fail (g, "badOption", "FORMAT must consist of the letters b, s, h, d, or t, h, d, got \"%.20s\"", letters);
  for (size_t k = 0; k < n; k++)
    if (strchr (letters + k + 1, letters[k]))
      return gate_fail (g, "badOption", "FORMAT must name each dimension once, got \"%.20s\"", letters);
  if ((!strchr (letters, 's') && !strchr (letters, 't')) || !strchr (letters, 'd'))
    return gate_fail (g, "badOption", "FORMAT must contain s or t (tokens) and d (head dimension), got \"%.20s\"", letters);
  if (strchr (letters, 't') && (strchr (letters, 's') || strchr (letters, 'b')))
    return gate_fail (g, "badOption", "FORMAT with t (packed tokens) cannot have b or s, got \"%.20s\"", letters);
  if (folded && strchr (letters, 'h'))
    return gate_fail (g, "badOption", "FORMAT cannot have h together with NUM_HEADS (the heads are folded into d), got \"%.20s\"", letters);
  return 0;
}

static int read_letters (gate *g, const gate_value *x, const char *name, const option *o, tensor *t)
{
  const option *format = &o[OPTION_FORMAT];
  const int folded = o[OPTION_NUM_HEADS].value != NULL;
  const char *letters = default_letters (x->ndims, folded);
  if (format->value) {
    if (format->value->kind != GATE_TEXT)
      return gate_fail (g, "badOption", "FORMAT must be a row of characters, got %s %s", shape_of (format->value).text, format->value->class_name);
    letters = format->value->text;
    if (check_letters (g, letters, folded))
      return -1;
  }
  if (!letters || x->ndims > (strlen (letters) > 2 ? strlen (letters) : 2))
    return gate_fail (g, "sizeMismatch", "%s must have at most %zu dimensions%s%s, got %s", name, letters ? strlen (letters) : folded ? 3 : 4,
                      letters ? " for format " : "", letters ? letters : "", shape_of (x).text);
  (void) snprintf (t->letters, sizeof t->letters, "%s", letters);
  return 0;
}

static void read_extent (const gate_value *x, tensor *t)
{
  rome_extent *n = &t->rotation.extent;
  rome_stride *stride = &t->rotation.x_stride;
  ptrdiff_t step = 1;
  *n = (rome_extent) {1, 1, 1, 1};
  *stride = (rome_stride) {0, 0, 0, 0};
  for (size_t k = 0; t->letters[k]; k++) {
    const size_t size = dim_of (x, k);
    switch (t->letters[k]) {
    case 'b': n->batch = size, stride->batch = step; break;
    case 's':
    case 't': n->tokens = size, stride->token = step; break;
    case 'h': n->heads = size, stride->head = step; break;
    case 'd': n->dim = size, stride->dim = step; break;
    }
    step *= (ptrdiff_t) size;
  }
}

/* Heads folded into the last dimension: head h holds columns h D .. (h+1) D - 1. */
static int unfold_heads (gate *g, const option *num_heads, tensor *t)
{
  rome_rotation *r = &t->rotation;
  size_t heads;
  if (!num_heads->value)
    return 0;
  if (check_integer (g, num_heads->value, "NUM_HEADS", 1, 1048576, &heads))
    return -1;
  if (r->extent.dim % heads)
    return gate_fail (g, "sizeMismatch", "NUM_HEADS must divide the last dimension of %s, got %zu for %s", t->name, heads, shape_of (t->value).text);
  r->extent.heads = heads;
  r->extent.dim /= heads;
  r->x_stride.head = (ptrdiff_t) r->extent.dim * r->x_stride.dim;
  return 0;
}

/* Tokens left alone at both ends. */
static int read_other_tokens (gate *g, const option *o, tensor *t)
{
  rome_extent *n = &t->rotation.extent;
  t->tokens = n->tokens;
  const double most = (double) n->tokens;
  if ((o[OPTION_PREFIX_TOKENS].value && check_integer (g, o[OPTION_PREFIX_TOKENS].value, "PREFIX_TOKENS", 0, most, &t->prefix))
      || (o[OPTION_SUFFIX_TOKENS].value && check_integer (g, o[OPTION_SUFFIX_TOKENS].value, "SUFFIX_TOKENS", 0, most - (double) t->prefix, &t->suffix)))
    return -1;
  if (t->prefix + t->suffix > 0 && o[OPTION_CU_SEQLENS].value)
    return gate_fail (g, "badOption", "PREFIX_TOKENS and SUFFIX_TOKENS cannot be combined with CU_SEQLENS");
  n->tokens -= t->prefix + t->suffix;
  return 0;
}

int read_tensor (gate *g, const gate_value *x, const char *name, const option *o, tensor *t)
{
  rome_rotation *r = &t->rotation;
  size_t threads = 0;
  *t = (tensor) {.value = x, .name = name};
  if (read_format (g, x, name, &o[OPTION_DTYPE], &r->format) || read_letters (g, x, name, o, t))
    return -1;
  read_extent (x, t);
  if (unfold_heads (g, &o[OPTION_NUM_HEADS], t)
      || (o[OPTION_START].value && check_integer (g, o[OPTION_START].value, "START", 0, (double) r->extent.dim, &r->start))
      || read_other_tokens (g, o, t) || option_flag (g, &o[OPTION_INVERSE], &r->inverse)
      || (o[OPTION_THREADS].value && check_integer (g, o[OPTION_THREADS].value, "THREADS", 1, 1024, &threads)))
    return -1;
  r->y_stride = r->x_stride;
  r->threads = (int) threads;
  return 0;
}

size_t tensor_room (const tensor *t)
{
  return t->rotation.extent.dim - t->rotation.start;
}

/* ---- tables ---- */

static void convert (const gate_value *v, rome_format from, rome_format to, void *memory)
{
  if (v->carrier) {
    rome_unpack (from, v->carrier, v->count, memory);
    return;
  }
  for (size_t k = 0; k < v->count; k++)
    if (to == ROME_F64)
      ((double *) memory)[k] = ((const float *) v->data)[k];
    else
      ((float *) memory)[k] = (float) ((const double *) v->data)[k];
}

const void *in_arithmetic_format (gate *g, const gate_value *v, rome_format tensor_format, void **memory)
{
  const rome_format format = tensor_format == ROME_F64 ? ROME_F64 : ROME_F32;
  *memory = NULL;
  if (!v->carrier && v->kind == (format == ROME_F64 ? GATE_DOUBLE : GATE_SINGLE))
    return v->data;
  *memory = malloc (v->count * rome_format_size (format) + 1);
  if (!*memory) {
    gate_check_status (g, ROME_NO_MEMORY);
    return NULL;
  }
  convert (v, tensor_format, format, *memory);
  return *memory;
}

/* Double, single or, beside a 16-bit array, carriers of its format. */
static int check_table_class (gate *g, const gate_value *v, const char *name, const tensor *t)
{
  const int is_half = t->rotation.format == ROME_BF16 || t->rotation.format == ROME_F16;
  return is_half && v->carrier && !v->is_sparse ? 0 : check_float (g, v, name);
}

/* A table with more than two dimensions has those of FORMAT, with 1 or all batch entries and heads, and its columns for d. */
static int read_table_dims (gate *g, const gate_value *c, tensor *t)
{
  rome_table *table = &t->rotation.table;
  const rome_extent *n = &t->rotation.extent;
  ptrdiff_t step = 1;
  if (c->ndims == 2) {
    table->rows = c->dims[0];
    t->columns = c->dims[1];
    table->row_stride = 1;
    table->column_stride = (ptrdiff_t) c->dims[0];
    return 0;
  }
  table->rows = 1;
  t->columns = 1;
  if (c->ndims > strlen (t->letters))
    return gate_fail (g, "sizeMismatch", "C must be a matrix or have the dimensions of format %s, got %s", t->letters, shape_of (c).text);
  for (size_t k = 0; t->letters[k]; k++) {
    const size_t size = dim_of (c, k), all = t->letters[k] == 'b' ? n->batch : n->heads;
    switch (t->letters[k]) {
    case 'd': t->columns = size, table->column_stride = step; break;
    case 'b':
    case 'h':
      if (size != 1 && size != all)
        return gate_fail (g, "sizeMismatch", "C must have 1 or %zu in dimension %zu (%c of format %s), got %s for %s of %s", all, k + 1, t->letters[k], t->letters,
                          shape_of (c).text, t->name, shape_of (t->value).text);
      *(t->letters[k] == 'b' ? &table->batch_stride : &table->head_stride) = size == 1 ? 0 : step;
      break;
    default: table->rows = size, table->row_stride = step; break;
    }
    step *= (ptrdiff_t) size;
  }
  return 0;
}

int read_tables (gate *g, const gate_value *c, const gate_value *s, const option *o, tensor *t)
{
  rome_table *table = &t->rotation.table;
  (void) o;
  if (check_table_class (g, c, "C", t) || check_table_class (g, s, "S", t))
    return -1;
  int same_size = s->ndims == c->ndims;
  for (size_t k = 0; same_size && k < c->ndims; k++)
    same_size = s->dims[k] == c->dims[k];
  if (!same_size)
    return gate_fail (g, "sizeMismatch", "S must have the size of C, got %s for C of %s", shape_of (s).text, shape_of (c).text);
  if (read_table_dims (g, c, t))
    return -1;
  table->cos = in_arithmetic_format (g, c, t->rotation.format, &t->table_memory[0]);
  table->sin = table->cos ? in_arithmetic_format (g, s, t->rotation.format, &t->table_memory[1]) : NULL;
  return table->sin ? 0 : -1;
}

void free_tensor (tensor *t)
{
  free (t->table_memory[0]);
  free (t->table_memory[1]);
  free (t->row_memory);
  *t = (tensor) {.name = t->name};
}

/* ---- rows ---- */

/* A non-negative integer; `tokens` rows from it on lie in the table. */
static int check_row (gate *g, const char *what, size_t k, double row, size_t tokens, size_t table_rows)
{
  if (!isfinite (row) || row != floor (row))
    return gate_fail (g, "badValue", "%s must hold integers (0-based rows of the table), element %zu is %g", what, k + 1, row);
  if (row < 0 || row + (double) tokens > (double) table_rows)
    return gate_fail (g, "badValue", "%s reaches row %.17g (0-based), but the table C has %zu rows", what, row < 0 ? row : row + (double) tokens - 1,
                      table_rows);
  return 0;
}

static int allocate_rows (gate *g, size_t count, tensor *t)
{
  t->row_memory = malloc ((count + 1) * sizeof *t->row_memory);
  return t->row_memory ? 0 : gate_check_status (g, ROME_NO_MEMORY);
}

static int read_row_positions (gate *g, const gate_value *v, tensor *t)
{
  const rome_extent *n = &t->rotation.extent;
  if (check_real (g, v, "POSITIONS", 1))
    return -1;
  const int per_batch = v->ndims == 2 && v->dims[0] == n->batch && v->dims[1] == n->tokens && n->batch != 1;
  const int shared = v->ndims == 2 && (v->dims[0] == 1 || v->dims[1] == 1 || n->tokens == 0) && v->count == n->tokens;
  if (!per_batch && !shared)
    return gate_fail (g, "sizeMismatch", "POSITIONS must have S = %zu elements or be B-by-S = %zux%zu, got %s", n->tokens, n->batch, n->tokens,
                      shape_of (v).text);
  if (allocate_rows (g, v->count, t))
    return -1;
  for (size_t k = 0; k < v->count; k++) {
    const double row = real_element (v, k);
    if (check_row (g, "POSITIONS", k, row, 1, t->rotation.table.rows))
      return -1;
    t->row_memory[k] = (int64_t) row;
  }
  t->rotation.rows = (rome_rows) {.row = t->row_memory, .batch_step = per_batch ? 1 : 0, .token_step = per_batch ? n->batch : 1};
  return 0;
}

static int read_row_offset (gate *g, const gate_value *v, tensor *t)
{
  const rome_extent *n = &t->rotation.extent;
  if (check_real (g, v, "OFFSET", 1))
    return -1;
  if (v->count != 1 && v->count != n->batch)
    return gate_fail (g, "sizeMismatch", "OFFSET must be a scalar or have one element per batch entry (%zu), got %s", n->batch, shape_of (v).text);
  if (allocate_rows (g, v->count, t))
    return -1;
  for (size_t k = 0; k < v->count; k++) {
    const double offset = real_element (v, k);
    if (check_row (g, "OFFSET", k, offset, n->tokens, t->rotation.table.rows))
      return -1;
    t->row_memory[k] = (int64_t) offset;
  }
  t->rotation.rows = (rome_rows) {.offset = t->row_memory, .offset_step = v->count == 1 ? 0 : 1};
  return 0;
}

/* 0 = cu[0] <= cu[1] <= ... <= cu[n] = tokens */
static int check_boundaries (gate *g, const gate_value *v, size_t tokens)
{
  if (check_real (g, v, "CU_SEQLENS", 1))
    return -1;
  if (v->count < 2 || v->ndims > 2 || (v->dims[0] != 1 && v->dims[1] != 1))
    return gate_fail (g, "sizeMismatch", "CU_SEQLENS must be a vector of at least 2 elements, got %s", shape_of (v).text);
  for (size_t k = 0; k < v->count; k++) {
    const double at = real_element (v, k);
    if (!isfinite (at) || at != floor (at) || (k == 0 && at != 0))
      return gate_fail (g, "badValue", "CU_SEQLENS must hold integers from 0 on, element %zu is %g", k + 1, at);
    if (k > 0 && at < real_element (v, k - 1))
      return gate_fail (g, "badValue", "CU_SEQLENS must increase, element %zu is %g after %g", k + 1, at, real_element (v, k - 1));
  }
  if (real_element (v, v->count - 1) != (double) tokens)
    return gate_fail (g, "badValue", "CU_SEQLENS must end at the number of tokens, %zu, got %g", tokens, real_element (v, v->count - 1));
  return 0;
}

/* Token j of sequence n takes row j - cu[n] + offset[n]. */
static int read_sequences (gate *g, const gate_value *v, const gate_value *offset, tensor *t)
{
  const size_t tokens = t->rotation.extent.tokens, sequences = v->count - 1;
  if (check_boundaries (g, v, tokens) || (offset && check_real (g, offset, "OFFSET", 1)))
    return -1;
  if (offset && offset->count != 1 && offset->count != sequences)
    return gate_fail (g, "sizeMismatch", "OFFSET must be a scalar or have one element per sequence (%zu), got %s", sequences, shape_of (offset).text);
  if (allocate_rows (g, tokens, t))
    return -1;
  for (size_t n = 0; n < sequences; n++) {
    const size_t begin = (size_t) real_element (v, n), end = (size_t) real_element (v, n + 1);
    const double start = offset ? real_element (offset, offset->count == 1 ? 0 : n) : 0;
    if (begin == end)
      continue;
    if (offset ? check_row (g, "OFFSET", offset->count == 1 ? 0 : n, start, end - begin, t->rotation.table.rows)
               : check_row (g, "CU_SEQLENS", n, start, end - begin, t->rotation.table.rows))
      return -1;
    for (size_t j = begin; j < end; j++)
      t->row_memory[j] = (int64_t) (j - begin) + (int64_t) start;
  }
  t->rotation.rows = (rome_rows) {.row = t->row_memory, .batch_step = 0, .token_step = 1};
  return 0;
}

int read_rows (gate *g, const option *o, tensor *t)
{
  const gate_value *positions = o[OPTION_POSITIONS].value, *offset = o[OPTION_OFFSET].value, *cu = o[OPTION_CU_SEQLENS].value;
  if (cu && !strchr (t->letters, 't'))
    return gate_fail (g, "badOption", "CU_SEQLENS needs packed tokens, FORMAT with t such as \"thd\", got \"%s\"", t->letters);
  if (positions && (offset || cu))
    return gate_fail (g, "badOption", "POSITIONS and %s cannot be given together: POSITIONS says all", offset ? "OFFSET" : "CU_SEQLENS");
  if (cu)
    return read_sequences (g, cu, offset, t);
  if (positions)
    return read_row_positions (g, positions, t);
  return offset ? read_row_offset (g, offset, t) : 0;
}

/* ---- results ---- */

void *make_result (gate *g, size_t output, tensor *t)
{
  static const gate_kind kinds[] = {[ROME_F64] = GATE_DOUBLE, [ROME_F32] = GATE_SINGLE, [ROME_BF16] = GATE_UINT16, [ROME_F16] = GATE_UINT16};
  const rome_format format = t->rotation.format;
  if (check_memory (g, 0, rome_format_size (format), t->value->ndims, t->value->dims))
    return NULL;
  void *y = g->array (g, output, NULL, kinds[format], t->value->ndims, t->value->dims);
  if (!y)
    gate_check_status (g, ROME_NO_MEMORY);
  t->rotation.fresh_output = g->fresh;
  return y;
}

void *make_result_over (gate *g, size_t output, int in_place, tensor *t)
{
  void *y = in_place && g->reuse ? g->reuse (g, output, output) : NULL;
  return y ? y : make_result (g, output, t);
}

static const void *elements (const tensor *t)
{
  return t->value->carrier ? (const void *) t->value->carrier : t->value->data;
}

/* Tokens [token, token + count) of x and y. */
static rome_rotation part (const tensor *t, void *y, size_t token, size_t count)
{
  rome_rotation r = t->rotation;
  const ptrdiff_t skip = (ptrdiff_t) token * r.x_stride.token * (ptrdiff_t) rome_format_size (r.format);
  r.x = (const char *) elements (t) + skip;
  r.y = (char *) y + skip;
  r.extent.tokens = count;
  return r;
}

int copy_other_tokens (gate *g, const tensor *t, void *y)
{
  if (y == elements (t))
    return 0;
  const size_t begin[2] = {0, t->tokens - t->suffix}, count[2] = {t->prefix, t->suffix};
  for (int k = 0; k < 2; k++) {
    rome_rotation r = part (t, y, begin[k], count[k]);
    r.nruns = 0;
    if (gate_check_status (g, rome_rotate (&r, &g->monitor)))
      return -1;
  }
  return 0;
}

void point_at_rotated (const tensor *t, void *y, rome_rotation *rotation)
{
  const rome_rotation r = part (t, y, t->prefix, t->rotation.extent.tokens);
  rotation->x = r.x;
  rotation->y = r.y;
}
