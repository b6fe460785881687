/* matrix.c - the matrix form y = (x * P) .* C + (x * M) .* S and what the matrices show.

   A signed permutation needs no product: x * M only picks and negates elements, which is exact.  If the columns couple in
   pairs, the matrix form is the pairwise rotation operation for operation: the same bits.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "floatguard.h"
#include "kernels/kernels.h"
#include "matrix_run.h"
#include "rotate.h"

static double element (rome_format format, const void *matrix, size_t k)
{
  return format == ROME_F64 ? ((const double *) matrix)[k] : (double) ((const float *) matrix)[k];
}

/* Column j: 1 if it has at most one non-zero element, and that is +-1. */
static int select_column (rome_format format, const void *matrix, size_t order, size_t j, size_t *source, signed char *sign)
{
  size_t count, where;
  if (format == ROME_F64)
    kernels ()->nonzero_f64 (order, (const double *) matrix + j * order, &count, &where);
  else
    kernels ()->nonzero_f32 (order, (const float *) matrix + j * order, &count, &where);
  *source = count ? where : j;
  *sign = 0;
  if (count != 1)
    return count == 0;
  const double m = element (format, matrix, where + j * order);
  *sign = m > 0 ? 1 : -1;
  return m == 1 || m == -1;
}

/* Larger matrices have no use, and 2^62 elements no memory. */
#define ORDER_MAX 0x7fffffff

int rome_matrix_select (rome_format format, const void *matrix, size_t order, size_t *source, signed char *sign)
{
  DEFAULT_ARITHMETIC;
  if (order > ORDER_MAX)
    return 0;
  for (size_t j = 0; j < order; j++)
    if (!select_column (format, matrix, order, j, &source[j], &sign[j]))
      return 0;
  return 1;
}

/* ---- pairs ---- */

static int follows (size_t at, size_t first, size_t step, size_t count)
{
  return at == first + count * step;
}

/* Appends a pair to the runs, lengthening the last run where its steps go on. */
static void append_pair (rome_run *runs, size_t *nruns, rome_run pair)
{
  rome_run *last = *nruns ? &runs[*nruns - 1] : NULL;
  if (last && last->count == 1 && pair.first > last->first && pair.to_first > last->to_first
      && pair.second - last->second == pair.first - last->first && pair.to_second - last->to_second == pair.to_first - last->to_first) {
    last->step = pair.first - last->first;
    last->to_step = pair.to_first - last->to_first;
    last->count = 2;
  } else if (last && last->count > 1 && follows (pair.first, last->first, last->step, last->count)
             && follows (pair.second, last->second, last->step, last->count) && follows (pair.to_first, last->to_first, last->to_step, last->count)
             && follows (pair.to_second, last->to_second, last->to_step, last->count)) {
    last->count++;
  } else {
    runs[(*nruns)++] = pair;
  }
}

/* What both matrices select, and room for the way back, in one allocation each. */
typedef struct {
  size_t *of_p, *of_m, *taker;
  signed char *p_sign, *m_sign;
} selection;

static void free_selection (selection *s)
{
  free (s->of_p);
  free (s->of_m);
  free (s->taker);
  free (s->p_sign);
  free (s->m_sign);
}

static int make_selection (selection *s, size_t order)
{
  const size_t bytes = order * sizeof (size_t) + 1;
  *s = (selection) {malloc (bytes), malloc (bytes), malloc (bytes), malloc (order + 1), malloc (order + 1)};
  return s->of_p && s->of_m && s->taker && s->p_sign && s->m_sign;
}

static int select_both (rome_format format, const void *P, const void *M, size_t order, const selection *s)
{
  for (size_t j = 0; j < order && !P; j++) {
    s->of_p[j] = j;
    s->p_sign[j] = 1;
  }
  return (!P || rome_matrix_select (format, P, order, s->of_p, s->p_sign)) && rome_matrix_select (format, M, order, s->of_m, s->m_sign);
}

/* For every column i of x: the first column that takes it through P, or order if there is none. */
static void find_takers (const selection *s, size_t order, size_t *taker)
{
  for (size_t i = 0; i < order; i++)
    taker[i] = order;
  for (size_t b = order; b-- > 0;)
    if (s->p_sign[b] == 1)
      taker[s->of_p[b]] = b;
}

static int find_pairs (const selection *s, size_t order, rome_run *runs, size_t *nruns)
{
  *nruns = 0;
  find_takers (s, order, s->taker);
  for (size_t a = 0; a < order; a++) {
    const size_t b = s->taker[s->of_m[a]]; /* takes through P what a takes through M */
    if (b == order || b == a || s->p_sign[a] != 1 || s->of_m[b] != s->of_p[a])
      return 0;
    if (s->taker[s->of_p[a]] != a) /* P takes a column twice: the second one is in no pair */
      return 0;
    /* y[a] = x C - x S at the first column of a pair, y[b] = x C + x S at the second */
    if (s->m_sign[a] != (a < b ? -1 : 1))
      return 0;
    if (a < b)
      append_pair (runs, nruns, (rome_run) {s->of_p[a], s->of_p[b], 1, 1, a, b, 1});
  }
  return 1;
}

int rome_matrix_pairs (rome_format format, const void *P, const void *M, size_t order, rome_run *runs, size_t *nruns)
{
  DEFAULT_ARITHMETIC;
  selection s;
  *nruns = 0;
  if (order > ORDER_MAX)
    return 0;
  const int found = make_selection (&s, order) && select_both (format, P, M, order, &s) && find_pairs (&s, order, runs, nruns);
  free_selection (&s);
  if (!found)
    *nruns = 0;
  return found;
}

/* ---- plans ---- */

struct rome_matrix_plan {
  rome_matrix_kind kind;
  selection s;
  rome_run *runs;
  size_t nruns;
};

rome_status rome_matrix_plan_create (rome_matrix_plan **plan, rome_format format, const void *P, const void *M, size_t order)
{
  DEFAULT_ARITHMETIC;
  *plan = NULL;
  if (order > ORDER_MAX)
    return ROME_BAD_ARGUMENT;
  *plan = calloc (1, sizeof **plan);
  if (!*plan)
    return ROME_NO_MEMORY;
  (*plan)->runs = malloc ((order / 2 + 1) * sizeof *(*plan)->runs);
  if (!make_selection (&(*plan)->s, order) || !(*plan)->runs) {
    rome_matrix_plan_free (*plan);
    *plan = NULL;
    return ROME_NO_MEMORY;
  }
  if (select_both (format, P, M, order, &(*plan)->s))
    (*plan)->kind = find_pairs (&(*plan)->s, order, (*plan)->runs, &(*plan)->nruns) ? ROME_MATRIX_PAIRS : ROME_MATRIX_SELECTION;
  return ROME_OK;
}

void rome_matrix_plan_free (rome_matrix_plan *plan)
{
  if (!plan)
    return;
  free_selection (&plan->s);
  free (plan->runs);
  free (plan);
}

rome_matrix_kind rome_matrix_plan_kind (const rome_matrix_plan *plan)
{
  return plan->kind;
}

const rome_run *rome_matrix_plan_runs (const rome_matrix_plan *plan, size_t *nruns)
{
  *nruns = plan->kind == ROME_MATRIX_PAIRS ? plan->nruns : 0;
  return plan->runs;
}

/* ---- engines ---- */

static matrix_picks picks_of (const selection *s)
{
  return (matrix_picks) {s->of_p, s->of_m, s->p_sign, s->m_sign};
}

rome_status rome_matrix_gemm (const rome_matrix_rotation *m, const rome_product *product, const rome_monitor *monitor)
{
  DEFAULT_ARITHMETIC;
  return matrix_run (m, product, NULL, NULL, monitor);
}

/* Whether both lists hold the same pairs, read and written alike, in whatever order. */
static int same_pairs (const rome_run *a, size_t na, const rome_run *b, size_t nb, size_t order)
{
  size_t *partner = malloc (2 * order * sizeof *partner + 1);
  int same = partner != NULL;
  for (size_t n = 0; n < na && same; n++)
    for (size_t k = 0; k < a[n].count; k++) {
      const size_t to_first = a[n].to_first + k * a[n].to_step;
      partner[2 * to_first] = a[n].first + k * a[n].step;
      partner[2 * to_first + 1] = a[n].to_second + k * a[n].to_step;
    }
  for (size_t n = 0; n < nb && same; n++)
    for (size_t k = 0; k < b[n].count && same; k++) {
      const size_t to_first = b[n].to_first + k * b[n].to_step;
      same = partner[2 * to_first] == b[n].first + k * b[n].step && partner[2 * to_first + 1] == b[n].to_second + k * b[n].to_step;
    }
  free (partner);
  return same;
}

/* The matrices show pairs: the same as a rotation.  A table of one column per pair follows the caller's runs. */
static rome_status rotate_pairs (const rome_matrix_rotation *m, const rome_run *found, size_t nfound, const rome_monitor *monitor)
{
  const rome_rotation *given = &m->rotation;
  if (given->table.wide) {
    rome_rotation r = *given;
    r.runs = found;
    r.nruns = nfound;
    return rome_rotate (&r, monitor);
  }
  if (given->nruns == nfound && memcmp (given->runs, found, nfound * sizeof *found) == 0) /* the usual case, and no need to look closer */
    return rome_rotate (given, monitor);
  rome_run *runs = rotate_width (given) == m->order && rotate_columns_fit (given) ? rotate_runs (given, 0) : NULL;
  const int agree = runs && same_pairs (found, nfound, runs, given->nruns, m->order);
  free (runs);
  return agree ? rome_rotate (given, monitor) : ROME_BAD_ARGUMENT;
}

static rome_status run_fused (const rome_matrix_rotation *m, const rome_matrix_plan *plan, const rome_monitor *monitor)
{
  const matrix_picks picks = picks_of (&plan->s);
  switch (plan->kind) {
  case ROME_MATRIX_PAIRS: return rotate_pairs (m, plan->runs, plan->nruns, monitor);
  case ROME_MATRIX_SELECTION: return matrix_run (m, NULL, &picks, NULL, monitor);
  case ROME_MATRIX_ANY: break;
  }
  return ROME_BAD_ARGUMENT;
}

static rome_status run_tiles (const rome_matrix_rotation *m, const rome_matrix_plan *plan, const tile_unit *unit, const rome_monitor *monitor)
{
  if (plan->kind == ROME_MATRIX_ANY)
    return ROME_BAD_ARGUMENT;
  const matrix_picks picks = picks_of (&plan->s);
  const matrix_tiles t = {unit, unit->create (m->order, picks.of_m, picks.m_sign), m->permutation ? unit->create (m->order, picks.of_p, picks.p_sign) : NULL};
  const rome_status status = t.matrix && (t.permutation || !m->permutation) ? matrix_run (m, NULL, &picks, &t, monitor) : ROME_NO_MEMORY;
  unit->destroy (t.matrix);
  unit->destroy (t.permutation);
  return status;
}

rome_status rome_matrix_tile (const rome_matrix_rotation *m, const rome_monitor *monitor)
{
  DEFAULT_ARITHMETIC;
  const tile_unit *unit = kernels_tile ();
  if (m->rotation.format != ROME_BF16 || m->rotation.start > m->rotation.extent.dim || m->order > m->rotation.extent.dim - m->rotation.start)
    return ROME_BAD_ARGUMENT;
  if (!unit)
    return ROME_NO_TILE;
  if (m->plan)
    return run_tiles (m, m->plan, unit, monitor);
  rome_matrix_plan *plan;
  rome_status status = rome_matrix_plan_create (&plan, ROME_F32, m->permutation, m->matrix, m->order);
  if (status == ROME_OK)
    status = run_tiles (m, plan, unit, monitor);
  rome_matrix_plan_free (plan);
  return status;
}

rome_status rome_matrix_fused (const rome_matrix_rotation *m, const rome_monitor *monitor)
{
  DEFAULT_ARITHMETIC;
  const rome_format format = m->rotation.format == ROME_F64 ? ROME_F64 : ROME_F32;
  if (m->rotation.start > m->rotation.extent.dim || m->order > m->rotation.extent.dim - m->rotation.start)
    return ROME_BAD_ARGUMENT; /* before the matrix is read */
  if (m->plan)
    return run_fused (m, m->plan, monitor);
  rome_matrix_plan *plan;
  rome_status status = rome_matrix_plan_create (&plan, format, m->permutation, m->matrix, m->order);
  if (status == ROME_OK)
    status = run_fused (m, plan, monitor);
  rome_matrix_plan_free (plan);
  return status;
}
