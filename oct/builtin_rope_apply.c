/* builtin_rope_apply.c - y = rope_apply (x, c, s, ...), [q, k] = rope_apply (q, k, c, s, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "axes_options.h"
#include "tensor.h"

enum { PAIRING, AXES, FORMAT, POSITIONS, OFFSET, START, INVERSE, THREADS, OPTIONS };

typedef struct {
  option o[OPTIONS];
  rome_pairing pairing;
  int inverse;
  size_t threads, arrays; /* 1 (x) or 2 (q and k) */
} apply_call;

/* Everything that depends on one array. */
typedef struct {
  tensor t;
  table_pair tables;
  row_list rows;
  axis_list blocks;
  rome_run *runs;
  size_t nruns, start;
} array_call;

static int read_call (gate *g, apply_call *c)
{
  static const char *const pairings[] = {"interleaved", "half", NULL};
  size_t leading = 0;
  int pairing = 0;
  while (leading < g->nargin && g->in[leading].kind != GATE_TEXT && g->in[leading].kind != GATE_STRUCT && leading < 4)
    leading++;
  if (leading < 3)
    return gate_usage (g);
  c->arrays = leading - 2;
  if (g->nargout > c->arrays)
    return gate_usage (g);
  if (find_options (g, leading, c->o, OPTIONS) || option_choice (g, &c->o[PAIRING], pairings, &pairing)
      || option_flag (g, &c->o[INVERSE], &c->inverse)
      || (c->o[THREADS].value && check_integer (g, c->o[THREADS].value, "THREADS", 1, 1024, &c->threads)))
    return -1;
  c->pairing = (rome_pairing) pairing;
  return 0;
}

/* Tables narrower than the head leave columns alone; tables longer than the sequence leave rows unused. */
static int check_table_size (gate *g, const apply_call *c, const gate_value *x, const char *name, array_call *a)
{
  const rome_extent *n = &a->t.extent;
  const size_t width = 2 * a->tables.columns, room = n->dim < a->start ? 0 : n->dim - a->start;
  if (a->tables.columns == 0 || width > room)
    return gate_fail (g, "sizeMismatch", "C must be S-by-R/2, got %zux%zu for %s of %s (R at most %zu, S at least %zu)", a->tables.table.rows,
                      a->tables.columns, name, shape_of (x).text, room - room % 2, n->tokens);
  if (!c->o[POSITIONS].value && a->tables.table.rows < n->tokens)
    return gate_fail (g, "sizeMismatch", "C must be S-by-R/2, got %zux%zu for %s of %s (S at least %zu)", a->tables.table.rows,
                      a->tables.columns, name, shape_of (x).text, n->tokens);
  return 0;
}

static int read_array (gate *g, apply_call *c, const gate_value *x, const char *name, array_call *a)
{
  const gate_value *cos = &g->in[c->arrays], *sin = cos + 1;
  const rome_format format = x->kind == GATE_SINGLE ? ROME_F32 : ROME_F64;
  if (read_tensor (g, x, name, &c->o[FORMAT], &a->t) || read_tables (g, cos, sin, format, &a->tables)
      || (c->o[START].value && check_integer (g, c->o[START].value, "START", 0, (double) a->t.extent.dim, &a->start))
      || check_table_size (g, c, x, name, a)
      || read_rows_options (g, &c->o[POSITIONS], &c->o[OFFSET], &a->t.extent, a->tables.table.rows, &a->rows)
      || read_axes (g, 2 * a->tables.columns, "the rotated columns R", &c->o[AXES], NULL, NULL, &a->blocks))
    return -1;
  a->runs = malloc (a->blocks.count * sizeof *a->runs);
  if (!a->runs)
    return gate_check_status (g, ROME_NO_MEMORY);
  return gate_check_status (g, rome_pairing_runs (c->pairing, a->blocks.count, a->blocks.size, a->runs, &a->nruns));
}

static int rotate_array (gate *g, const apply_call *c, const gate_value *x, size_t output, const array_call *a)
{
  const int single = x->kind == GATE_SINGLE;
  if (check_memory (g, 0, single ? sizeof (float) : sizeof (double), x->ndims, x->dims))
    return -1;
  void *y = g->array (g, output, NULL, single ? GATE_SINGLE : GATE_DOUBLE, x->ndims, x->dims);
  if (!y)
    return gate_check_status (g, ROME_NO_MEMORY);
  const rome_rotation r = {.format = single ? ROME_F32 : ROME_F64,
                           .x = x->data,
                           .y = y,
                           .extent = a->t.extent,
                           .x_stride = a->t.stride,
                           .y_stride = a->t.stride,
                           .start = a->start,
                           .runs = a->runs,
                           .nruns = a->nruns,
                           .table = a->tables.table,
                           .rows = a->rows.rows,
                           .inverse = c->inverse,
                           .threads = (int) c->threads};
  return gate_check_status (g, rome_rotate (&r, &g->monitor));
}

static void free_array (array_call *a)
{
  free_tables (&a->tables);
  free_rows (&a->rows);
  free_axes (&a->blocks);
  free (a->runs);
}

int builtin_rope_apply (gate *g)
{
  apply_call c = {.o = {{"pairing", 0}, {"axes", 0}, {"format", 0}, {"positions", 0}, {"offset", 0}, {"start", 0}, {"inverse", 0}, {"threads", 0}}};
  if (read_call (g, &c))
    return -1;
  array_call a[2] = {{.runs = NULL}, {.runs = NULL}};
  const char *const names[2] = {c.arrays == 1 ? "X" : "Q", "K"};
  int failed = 0;
  /* all arguments are checked before the first result is made */
  for (size_t k = 0; k < c.arrays && !failed; k++)
    failed = read_array (g, &c, &g->in[k], names[k], &a[k]);
  if (!failed && c.arrays == 2 && g->in[0].kind != g->in[1].kind)
    failed = gate_fail (g, "badClass", "K must have the class of Q, got %s and %s", g->in[1].class_name, g->in[0].class_name);
  for (size_t k = 0; k < c.arrays && !failed; k++)
    failed = rotate_array (g, &c, &g->in[k], k, &a[k]);
  free_array (&a[0]);
  free_array (&a[1]);
  return failed ? -1 : 0;
}
