/* builtin_rome_apply.c - y = rome_apply (x, M, c, s, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "axes_options.h"
#include "tensor.h"

enum { ENGINE, PAIRING, AXES, FORMAT, POSITIONS, OFFSET, START, INVERSE, THREADS, OPTIONS };
enum { AUTO, FUSED, GEMM };

typedef struct {
  option o[OPTIONS];
  tensor t;
  table_pair tables;
  row_list rows;
  rome_format format;
  size_t order, start, threads;
  void *matrix_memory;
  const void *matrix;
  rome_matrix_kind kind;
  rome_run *runs;
  size_t nruns;
  int engine, inverse;
} matrix_call;

/* M in the format of x, and what it shows. */
static int read_matrix (gate *g, const gate_value *m, const gate_value *x, matrix_call *c)
{
  const size_t room = c->t.extent.dim < c->start ? 0 : c->t.extent.dim - c->start;
  if (check_float (g, m, "M"))
    return -1;
  if (m->ndims != 2 || m->dims[0] != m->dims[1] || m->dims[0] == 0 || m->dims[0] > room)
    return gate_fail (g, "sizeMismatch", "M must be R-by-R, got %s for X of %s (R at most %zu)", shape_of (m).text, shape_of (x).text, room);
  c->order = m->dims[0];
  table_pair converted;
  if (read_tables (g, m, m, c->format, &converted))
    return -1;
  c->matrix = converted.table.cos;
  c->matrix_memory = converted.memory[0];
  free (converted.memory[1]);
  size_t *source = malloc (c->order * sizeof *source);
  signed char *sign = malloc (c->order);
  c->runs = malloc ((c->order / 2 + 1) * sizeof *c->runs);
  if (source && sign && c->runs)
    c->kind = rome_matrix_inspect (c->format, c->matrix, c->order, source, sign, c->runs, &c->nruns);
  const int failed = !source || !sign || !c->runs;
  free (source);
  free (sign);
  return failed ? gate_check_status (g, ROME_NO_MEMORY) : 0;
}

/* A pairing (with axes) that is given must be the one that M shows. */
static int check_pairing (gate *g, const matrix_call *c)
{
  static const char *const pairings[] = {"interleaved", "half", NULL};
  int pairing = 0;
  axis_list blocks;
  if (option_choice (g, &c->o[PAIRING], pairings, &pairing))
    return -1;
  if (!c->o[PAIRING].value && !c->o[AXES].value)
    return 0;
  if (read_axes (g, c->order, "the rotated columns R", &c->o[AXES], NULL, NULL, &blocks))
    return free_axes (&blocks), -1;
  rome_run runs[blocks.count];
  size_t nruns = 0;
  const rome_status status = rome_pairing_runs ((rome_pairing) pairing, blocks.count, blocks.size, runs, &nruns);
  free_axes (&blocks);
  /* partners of every column, compared one by one: the same pairs may be cut into runs differently */
  size_t *partner = malloc (2 * c->order * sizeof *partner);
  if (!partner)
    return gate_check_status (g, ROME_NO_MEMORY);
  int agree = status == ROME_OK && c->kind.is_rotation;
  for (size_t side = 0; agree && side < 2; side++) {
    const rome_run *list = side ? c->runs : runs;
    const size_t count = side ? c->nruns : nruns;
    for (size_t n = 0; n < count; n++)
      for (size_t k = 0; k < list[n].count; k++)
        partner[side * c->order + list[n].first + k * list[n].step] = list[n].second + k * list[n].step,
        partner[side * c->order + list[n].second + k * list[n].step] = list[n].first + k * list[n].step;
  }
  agree = agree && memcmp (partner, partner + c->order, c->order * sizeof *partner) == 0;
  free (partner);
  return agree ? 0 : gate_fail (g, "badOption", "PAIRING \"%s\" does not agree with the pairs that M shows", pairings[pairing]);
}

static int check_table_size (gate *g, const gate_value *x, matrix_call *c)
{
  const size_t rows = c->tables.table.rows, columns = c->tables.columns;
  c->tables.table.wide = columns == c->order;
  const int spread = 2 * columns == c->order;
  if ((!c->tables.table.wide && !spread) || (!c->o[POSITIONS].value && rows < c->t.extent.tokens))
    return gate_fail (g, "sizeMismatch", "C must be S-by-%zu or S-by-%zu for M of %zux%zu, got %zux%zu for X of %s (S at least %zu)", c->order,
                      c->order / 2, c->order, c->order, rows, columns, shape_of (x).text, c->t.extent.tokens);
  if (spread && !c->kind.is_rotation)
    return gate_fail (g, "sizeMismatch", "C must be S-by-%zu, got %zux%zu: M shows no pairs over which a narrower table could be spread", c->order,
                      rows, columns);
  return 0;
}

static int choose_engine (gate *g, matrix_call *c)
{
  static const char *const engines[] = {"auto", "fused", "gemm", NULL};
  if (option_choice (g, &c->o[ENGINE], engines, &c->engine))
    return -1;
  if (c->engine == AUTO)
    c->engine = c->kind.is_signed_selection ? FUSED : GEMM;
  if (c->engine == FUSED && !c->kind.is_signed_selection)
    return gate_fail (g, "badValue", "M must have at most one non-zero element, +1 or -1, in each column for engine \"fused\" (use \"gemm\")");
  return 0;
}

static int read_call (gate *g, matrix_call *c)
{
  const gate_value *x = &g->in[0], *m = &g->in[1], *cos = &g->in[2], *sin = &g->in[3];
  c->format = x->kind == GATE_SINGLE ? ROME_F32 : ROME_F64;
  return find_options (g, 4, c->o, OPTIONS) || read_tensor (g, x, "X", &c->o[FORMAT], &c->t)
         || (c->o[START].value && check_integer (g, c->o[START].value, "START", 0, (double) c->t.extent.dim, &c->start))
         || read_matrix (g, m, x, c) || read_tables (g, cos, sin, c->format, &c->tables) || check_table_size (g, x, c)
         || read_rows_options (g, &c->o[POSITIONS], &c->o[OFFSET], &c->t.extent, c->tables.table.rows, &c->rows) || check_pairing (g, c)
         || option_flag (g, &c->o[INVERSE], &c->inverse)
         || (c->o[THREADS].value && check_integer (g, c->o[THREADS].value, "THREADS", 1, 1024, &c->threads)) || choose_engine (g, c);
}

static int rotate (gate *g, const matrix_call *c)
{
  const gate_value *x = &g->in[0];
  if (check_memory (g, 0, rome_format_size (c->format), x->ndims, x->dims))
    return -1;
  void *y = g->array (g, 0, NULL, c->format == ROME_F32 ? GATE_SINGLE : GATE_DOUBLE, x->ndims, x->dims);
  if (!y)
    return gate_check_status (g, ROME_NO_MEMORY);
  const rome_matrix_rotation r = {.rotation = {.format = c->format,
                                               .x = x->data,
                                               .y = y,
                                               .extent = c->t.extent,
                                               .x_stride = c->t.stride,
                                               .y_stride = c->t.stride,
                                               .start = c->start,
                                               .runs = c->runs,
                                               .nruns = c->nruns,
                                               .table = c->tables.table,
                                               .rows = c->rows.rows,
                                               .inverse = c->inverse,
                                               .threads = (int) c->threads},
                                  .matrix = c->matrix,
                                  .order = c->order};
  return gate_check_status (g, c->engine == FUSED ? rome_matrix_fused (&r, &g->monitor) : rome_matrix_gemm (&r, &g->product, &g->monitor));
}

int builtin_rome_apply (gate *g)
{
  matrix_call c = {.o = {{"engine", 0}, {"pairing", 0}, {"axes", 0}, {"format", 0}, {"positions", 0}, {"offset", 0}, {"start", 0}, {"inverse", 0}, {"threads", 0}}};
  if (g->nargin < 4 || g->nargout > 1)
    return gate_usage (g);
  const int failed = read_call (g, &c) || rotate (g, &c);
  free_tables (&c.tables);
  free_rows (&c.rows);
  free (c.matrix_memory);
  free (c.runs);
  return failed ? -1 : 0;
}
