/* builtin_rome_apply.c - y = rome_apply (x, M, c, s, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "axes_options.h"
#include "tensor.h"

enum { ENGINE = TENSOR_OPTIONS, P, PAIRING, AXES, IN_PLACE, OPTIONS };
enum { AUTO, FUSED, GEMM, TILE };

typedef struct {
  option o[OPTIONS];
  tensor t;
  size_t order;
  const void *matrix, *permutation;
  void *matrix_memory, *permutation_memory;
  rome_matrix_plan *plan;
  rome_matrix_kind kind;
  int engine, in_place;
} matrix_call;

/* The plan of the last matrix without P, so that a loop over small calls looks at the matrix once. */
static struct {
  size_t identity;
  rome_format format;
  rome_matrix_plan *plan;
} last;

static rome_format arithmetic (const matrix_call *c)
{
  return c->t.rotation.format == ROME_F64 ? ROME_F64 : ROME_F32;
}

/* A square matrix in the format of the arithmetic; order 0: any. */
static int read_matrix (gate *g, const gate_value *v, const char *name, size_t order, matrix_call *c, const void **matrix, void **memory)
{
  if (check_float (g, v, name))
    return -1;
  if (order && (v->ndims != 2 || v->dims[0] != order || v->dims[1] != order))
    return gate_fail (g, "sizeMismatch", "%s must have the size of M, %zux%zu, got %s", name, order, order, shape_of (v).text);
  if (v->ndims != 2 || v->dims[0] != v->dims[1] || v->dims[0] == 0 || v->dims[0] > tensor_room (&c->t))
    return gate_fail (g, "sizeMismatch", "%s must be R-by-R, got %s for X of %s (R at most %zu)", name, shape_of (v).text, shape_of (c->t.value).text,
                      tensor_room (&c->t));
  c->order = v->dims[0];
  *matrix = in_arithmetic_format (g, v, c->t.rotation.format, memory);
  return *matrix ? 0 : -1;
}

static int is_last_plan (const matrix_call *c)
{
  return c->plan && c->plan == last.plan;
}

/* What M (and P) show, looked up or found now. */
static int make_plan (gate *g, matrix_call *c)
{
  const rome_format format = arithmetic (c);
  const size_t identity = g->identity && !c->permutation ? g->identity (g, 1) : 0;
  if (identity && identity == last.identity && format == last.format) {
    c->plan = last.plan;
    return 0;
  }
  if (gate_check_status (g, rome_matrix_plan_create (&c->plan, format, c->permutation, c->matrix, c->order)))
    return -1;
  if (identity) {
    rome_matrix_plan_free (last.plan);
    last.identity = identity;
    last.format = format;
    last.plan = c->plan;
  }
  return 0;
}

static int read_matrices (gate *g, matrix_call *c)
{
  if (read_matrix (g, &g->in[1], "M", 0, c, &c->matrix, &c->matrix_memory)
      || (c->o[P].value && read_matrix (g, c->o[P].value, "P", c->order, c, &c->permutation, &c->permutation_memory)) || make_plan (g, c))
    return -1;
  c->kind = rome_matrix_plan_kind (c->plan);
  c->t.rotation.runs = rome_matrix_plan_runs (c->plan, &c->t.rotation.nruns);
  return 0;
}

/* Where every column is read with and written with, so that the same pairs cut into runs differently compare equal. */
static void list_partners (const rome_run *runs, size_t nruns, size_t order, size_t *partner)
{
  size_t *in = partner, *out = partner + order;
  for (size_t n = 0; n < nruns; n++)
    for (size_t k = 0; k < runs[n].count; k++) {
      const size_t a = runs[n].to_first + k * runs[n].to_step, b = runs[n].to_second + k * runs[n].to_step;
      in[a] = runs[n].first + k * runs[n].step;
      in[b] = runs[n].second + k * runs[n].step;
      out[a] = b;
      out[b] = a;
    }
}

/* A pairing (with axes) that is given must be the one that M shows. */
static int check_pairing (gate *g, const matrix_call *c)
{
  static const char *const pairings[] = {"interleaved", "half", "quarter", "interleave-half", NULL};
  int pairing = 0, agree = 0;
  axis_list blocks;
  if (option_choice (g, &c->o[PAIRING], pairings, &pairing))
    return -1;
  if (!c->o[PAIRING].value && !c->o[AXES].value)
    return 0;
  if (c->order % 2)
    return gate_fail (g, "oddDimension", "M must be of even order for a pairing, got %zux%zu", c->order, c->order);
  if (read_axes (g, c->order, "the order of M", &c->o[AXES], NULL, NULL, &blocks)) {
    free_axes (&blocks);
    return -1;
  }
  rome_run *runs = malloc (ROME_RUNS_PER_BLOCK * blocks.count * sizeof *runs);
  size_t *partner = malloc (4 * c->order * sizeof *partner), nruns = 0;
  if (runs && partner && c->kind == ROME_MATRIX_PAIRS && rome_pairing_runs ((rome_pairing) pairing, blocks.count, blocks.size, runs, &nruns) == ROME_OK) {
    list_partners (runs, nruns, c->order, partner);
    list_partners (c->t.rotation.runs, c->t.rotation.nruns, c->order, partner + 2 * c->order);
    agree = memcmp (partner, partner + 2 * c->order, 2 * c->order * sizeof *partner) == 0;
  }
  const int no_memory = !runs || !partner;
  free (runs);
  free (partner);
  free_axes (&blocks);
  if (no_memory)
    return gate_check_status (g, ROME_NO_MEMORY);
  return agree ? 0 : gate_fail (g, "badOption", "PAIRING \"%s\" does not agree with the pairs that M shows", pairings[pairing]);
}

static int check_table_size (gate *g, matrix_call *c)
{
  rome_table *table = &c->t.rotation.table;
  const size_t tokens = c->t.rotation.extent.tokens;
  const gate_value *given = &g->in[2];
  const int rows_given = c->o[OPTION_POSITIONS].value || c->o[OPTION_CU_SEQLENS].value;
  table->wide = c->t.columns == c->order;
  const int spread = 2 * c->t.columns == c->order;
  if ((!table->wide && !spread) || (!rows_given && table->rows < tokens))
    return gate_fail (g, "sizeMismatch", "C must be S-by-%zu or S-by-%zu for M of %zux%zu, got %s for X of %s (S at least %zu)", c->order, c->order / 2,
                      c->order, c->order, shape_of (given).text, shape_of (c->t.value).text, rows_given ? 1 : tokens);
  if (spread && c->kind != ROME_MATRIX_PAIRS)
    return gate_fail (g, "sizeMismatch", "C must be S-by-%zu, got %s: M shows no pairs over which a narrower table could be spread", c->order,
                      shape_of (given).text);
  return 0;
}

static int choose_engine (gate *g, matrix_call *c)
{
  static const char *const engines[] = {"auto", "fused", "gemm", "tile", NULL};
  if (option_choice (g, &c->o[ENGINE], engines, &c->engine))
    return -1;
  if (c->engine == AUTO)
    c->engine = c->kind != ROME_MATRIX_ANY ? FUSED : GEMM;
  if ((c->engine == FUSED || c->engine == TILE) && c->kind == ROME_MATRIX_ANY)
    return gate_fail (g, "badValue", "M must have at most one non-zero element, +1 or -1, in each column for engine \"%s\" (use \"gemm\")",
                      engines[c->engine]);
  if (c->engine == TILE && c->t.rotation.format != ROME_BF16)
    return gate_fail (g, "badOption", "ENGINE \"tile\" needs X of dtype \"bf16\": the unit multiplies no other numbers exactly");
  if (c->engine == TILE && !rome_has_tile ())
    return gate_fail (g, "noTile", "ENGINE \"tile\" cannot be had: %s", rome_status_text (ROME_NO_TILE));
  if (option_flag (g, &c->o[IN_PLACE], &c->in_place))
    return -1;
  if (c->permutation && c->t.rotation.inverse && (c->engine != FUSED || c->kind != ROME_MATRIX_PAIRS))
    return gate_fail (g, "badOption", "INVERSE with P needs engine \"fused\" and matrices that show pairs");
  return 0;
}

static int read_call (gate *g, matrix_call *c)
{
  return find_options (g, 4, c->o, OPTIONS) || read_tensor (g, &g->in[0], "X", c->o, &c->t) || read_matrices (g, c)
         || read_tables (g, &g->in[2], &g->in[3], c->o, &c->t) || check_table_size (g, c) || read_rows (g, c->o, &c->t) || check_pairing (g, c)
         || choose_engine (g, c);
}

/* Pairs are turned one by one, and must then be written where they are read; the other ways read whole heads first. */
static int can_be_in_place (const matrix_call *c)
{
  const rome_rotation *r = &c->t.rotation;
  int same = 1;
  for (size_t n = 0; n < r->nruns && c->engine == FUSED && c->kind == ROME_MATRIX_PAIRS; n++)
    same &= r->runs[n].first == r->runs[n].to_first && r->runs[n].second == r->runs[n].to_second && r->runs[n].step == r->runs[n].to_step;
  return same;
}

static int rotate (gate *g, matrix_call *c)
{
  void *y = make_result_over (g, 0, c->in_place && can_be_in_place (c), &c->t);
  if (!y || copy_other_tokens (g, &c->t, y))
    return -1;
  rome_matrix_rotation m = {.rotation = c->t.rotation, .matrix = c->matrix, .permutation = c->permutation, .order = c->order, .plan = c->plan};
  point_at_rotated (&c->t, y, &m.rotation);
  switch (c->engine) {
  case FUSED: return gate_check_status (g, rome_matrix_fused (&m, &g->monitor));
  case TILE: return gate_check_status (g, rome_matrix_tile (&m, &g->monitor));
  default: return gate_check_status (g, rome_matrix_gemm (&m, &g->product, &g->monitor));
  }
}

int builtin_rome_apply (gate *g)
{
  matrix_call c = {.o = {TENSOR_OPTION_NAMES, {"engine", 0}, {"P", 0}, {"pairing", 0}, {"axes", 0}, {"in_place", 0}}};
  if (g->nargin < 4 || g->nargout > 1)
    return gate_usage (g);
  const int failed = read_call (g, &c) || rotate (g, &c);
  free_tensor (&c.t);
  free (c.matrix_memory);
  free (c.permutation_memory);
  if (!is_last_plan (&c))
    rome_matrix_plan_free (c.plan);
  return failed ? -1 : 0;
}
