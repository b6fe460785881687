/* builtin_rope_lagscore.c - [A, lag, pairs] = rope_lagscore (q, k, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "frequency_options.h"
#include "tensor.h"

enum {
  FORMAT = FREQUENCY_OPTIONS, DTYPE, NUM_HEADS, START, THREADS, PAIRING, DIM, GRID, OFFSET, SPACING, LAGS, MAX_LAG, NORMALIZE, ROUTE, OPTIONS
};

typedef struct {
  option o[OPTIONS];
  tensor q, k;
  frequency_call f;
  rome_run *runs;
  rome_lagscore_call c;
} lagscore_call;

/* ---- q and k ---- */

/* Columns of all heads of K, where heads are folded into d: the last dimension, or the place of d in FORMAT. */
static size_t folded_columns (const gate_value *k, const gate_value *format)
{
  const char *d = format && format->kind == GATE_TEXT ? strchr (format->text, 'd') : NULL;
  return dim_of (k, d ? (size_t) (d - format->text) : k->ndims - 1);
}

static int read_tensors (gate *g, lagscore_call *l)
{
  option o[TENSOR_OPTIONS] = {TENSOR_OPTION_NAMES};
  o[OPTION_FORMAT] = l->o[FORMAT];
  o[OPTION_DTYPE] = l->o[DTYPE];
  o[OPTION_NUM_HEADS] = l->o[NUM_HEADS];
  o[OPTION_START] = l->o[START];
  o[OPTION_THREADS] = l->o[THREADS];
  if (read_tensor (g, &g->in[0], "Q", o, &l->q))
    return -1;
  o[OPTION_NUM_HEADS].value = NULL;
  /* as many columns for a head of K as for one of Q; a remainder is refused below */
  const size_t dim = l->q.rotation.extent.dim, columns = folded_columns (&g->in[1], l->o[FORMAT].value);
  double folded = (double) (dim && columns && columns % dim == 0 ? columns / dim : 1);
  static const size_t one[2] = {1, 1};
  const gate_value heads = {.kind = GATE_DOUBLE, .class_name = "double", .ndims = 2, .count = 1, .dims = one, .data = &folded};
  if (l->o[NUM_HEADS].value)
    o[OPTION_NUM_HEADS].value = &heads;
  if (read_tensor (g, &g->in[1], "K", o, &l->k))
    return -1;
  if (strcmp (g->in[0].class_name, g->in[1].class_name) != 0)
    return gate_fail (g, "badClass", "K must have the class of Q, got %s and %s", g->in[1].class_name, g->in[0].class_name);
  const rome_extent *q = &l->q.rotation.extent, *k = &l->k.rotation.extent;
  if (q->batch != k->batch || q->tokens != k->tokens || q->dim != k->dim)
    return gate_fail (g, "sizeMismatch", "K must have the batch, tokens and columns of Q, got %s for Q of %s", shape_of (&g->in[1]).text,
                      shape_of (&g->in[0]).text);
  if (k->heads == 0 ? q->heads != 0 : q->heads % k->heads != 0)
    return gate_fail (g, "sizeMismatch", "the heads of K must divide those of Q, got %zu and %zu", k->heads, q->heads);
  return 0;
}

static int is_finite_element (const gate_value *v, rome_format format, size_t at)
{
  if (format == ROME_BF16)
    return (v->carrier[at] & 0x7f80) != 0x7f80;
  if (format == ROME_F16)
    return (v->carrier[at] & 0x7c00) != 0x7c00;
  return isfinite (real_element (v, at));
}

/* A transform would spread one NaN over all lags. */
static int check_elements (gate *g, const tensor *t)
{
  for (size_t at = 0; at < t->value->count; at++)
    if (!is_finite_element (t->value, t->rotation.format, at))
      return gate_fail (g, "badValue", "%s must be finite, element %zu is not", t->name, at + 1);
  return 0;
}

/* ---- the grid ---- */

/* A vector of one number, or one per axis, to all axes. */
static int read_per_axis (gate *g, const option *o, const char *name, size_t axes, double *value)
{
  const gate_value *v = o->value;
  if (!v)
    return 0;
  if (check_real (g, v, name, 1) || check_finite (g, v, name))
    return -1;
  if (v->count != 1 && v->count != axes)
    return gate_fail (g, "sizeMismatch", "%s must be a scalar or have one element per axis (%zu), got %s", name, axes, shape_of (v).text);
  for (size_t a = 0; a < axes; a++)
    value[a] = real_element (v, v->count == 1 ? 0 : a);
  return 0;
}

static int read_grid (gate *g, lagscore_call *l)
{
  const gate_value *v = l->o[GRID].value;
  const size_t tokens = l->q.rotation.extent.tokens;
  double product = 1;
  l->c.axes = 1;
  l->c.size[0] = tokens;
  if (!v)
    return 0;
  if (check_real (g, v, "GRID", 1))
    return -1;
  if (v->count < 1 || v->count > ROME_LAG_AXES || v->ndims > 2 || (v->dims[0] != 1 && v->dims[1] != 1))
    return gate_fail (g, "sizeMismatch", "GRID must be a vector of 1 to %d sizes, got %s", ROME_LAG_AXES, shape_of (v).text);
  l->c.axes = v->count;
  for (size_t a = 0; a < v->count; a++) {
    const double n = real_element (v, a);
    if (!(n >= 1 && n <= 2147483647) || n != floor (n))
      return gate_fail (g, "badValue", "GRID must hold positive integers, element %zu is %g", a + 1, n);
    l->c.size[a] = (size_t) n;
    product *= n;
  }
  if (product != (double) tokens)
    return gate_fail (g, "sizeMismatch", "GRID must have as many places as Q has tokens (%zu), got %.17g", tokens, product);
  return 0;
}

/* Positions of the tokens stay within the range of exact positions. */
static int read_positions_of_grid (gate *g, lagscore_call *l)
{
  rome_lagscore_call *c = &l->c;
  for (size_t a = 0; a < c->axes; a++)
    c->spacing[a] = 1;
  if (read_per_axis (g, &l->o[OFFSET], "OFFSET", c->axes, c->start) || read_per_axis (g, &l->o[SPACING], "SPACING", c->axes, c->spacing))
    return -1;
  for (size_t a = 0; a < c->axes; a++)
    if (fabs (c->start[a]) > ROME_POSITION_MAX || fabs (c->spacing[a]) * (double) c->size[a] > ROME_POSITION_MAX)
      return gate_fail (g, "badValue", "OFFSET and SPACING must keep positions within 2^53, got %.17g and %.17g for %zu tokens", c->start[a], c->spacing[a],
                        c->size[a]);
  return 0;
}

static int read_lag_range (gate *g, lagscore_call *l)
{
  static const char *const sides[] = {"causal", "both", NULL};
  rome_lagscore_call *c = &l->c;
  double largest[ROME_LAG_AXES];
  int side = c->axes > 1;
  for (size_t a = 0; a < c->axes; a++)
    largest[a] = c->size[a] ? (double) c->size[a] - 1 : 0;
  if (option_choice (g, &l->o[LAGS], sides, &side) || read_per_axis (g, &l->o[MAX_LAG], "MAX_LAG", c->axes, largest))
    return -1;
  if (side == 0 && c->axes > 1)
    return gate_fail (g, "badOption", "LAGS \"causal\" needs one axis: displacements on a grid have no order");
  c->one_sided = side == 0;
  for (size_t a = 0; a < c->axes; a++) {
    if (!(largest[a] >= 0 && largest[a] <= fmax (0, (double) c->size[a] - 1)) || largest[a] != floor (largest[a]))
      return gate_fail (g, "badValue", "MAX_LAG must be an integer from 0 to %zu on axis %zu, got %g", c->size[a] ? c->size[a] - 1 : 0, a + 1, largest[a]);
    c->largest[a] = (size_t) largest[a];
  }
  return 0;
}

/* ---- frequencies and pairs ---- */

static int read_turned_pairs (gate *g, lagscore_call *l)
{
  static const char *const pairings[] = {"interleaved", "half", "quarter", "interleave-half", NULL};
  static const size_t one[2] = {1, 1};
  const rome_lagscore_call *c = &l->c;
  const size_t room = tensor_room (&l->q);
  double dim = (double) room, length = 0;
  int pairing = 0;
  for (size_t a = 0; a < c->axes && c->size[a]; a++)
    length = fmax (length, c->start[a] + fmax (0, c->spacing[a] * (double) (c->size[a] - 1)) + 1);
  const gate_value default_dim = {.kind = GATE_DOUBLE, .class_name = "double", .ndims = 2, .count = 1, .dims = one, .data = &dim};
  const gate_value default_length = {.kind = GATE_DOUBLE, .class_name = "double", .ndims = 2, .count = 1, .dims = one, .data = &length};
  option o[FREQUENCY_OPTIONS];
  memcpy (o, l->o, sizeof o);
  if (!o[OPTION_SEQ_LEN].value && length > 0)
    o[OPTION_SEQ_LEN].value = &default_length;
  const gate_value *given = l->o[DIM].value;
  if (option_choice (g, &l->o[PAIRING], pairings, &pairing) || read_frequencies (g, NULL, NULL, given ? given : &default_dim, o, ROME_FORMULA, &l->f))
    return -1;
  if (l->f.axes.dim > room)
    return gate_fail (g, "sizeMismatch", "DIM must not exceed the %zu columns of Q from START on, got %zu", room, l->f.axes.dim);
  if (l->f.axes.count != c->axes)
    return gate_fail (g, "sizeMismatch", "GRID must have one size per axis of the frequencies (%zu), got %zu", l->f.axes.count, c->axes);
  const int blocks = l->f.axes.kind == ROME_AXES_BLOCKS;
  const size_t count = blocks ? l->f.axes.count : 1, *size = blocks ? l->f.axes.size : &l->f.axes.dim;
  for (size_t a = 0; pairing == ROME_QUARTER && a < count; a++)
    if (size[a] % 4)
      return gate_fail (g, "oddDimension", "PAIRING \"quarter\" needs blocks of a multiple of 4 columns, got %zu", size[a]);
  l->runs = malloc (ROME_RUNS_PER_BLOCK * count * sizeof *l->runs);
  if (!l->runs)
    return gate_check_status (g, ROME_NO_MEMORY);
  return gate_check_status (g, rome_pairing_runs ((rome_pairing) pairing, count, size, l->runs, &l->c.nruns));
}

static const void *elements (const gate_value *v)
{
  return v->carrier ? (const void *) v->carrier : v->data;
}

static int read_call (gate *g, lagscore_call *l)
{
  static const char *const routes[] = {"rotate", "modulate", NULL}, *const norms[] = {"mean", "sum", NULL};
  rome_lagscore_call *c = &l->c;
  int route = 0;
  if (find_options (g, 2, l->o, OPTIONS) || read_tensors (g, l) || read_grid (g, l) || read_positions_of_grid (g, l) || read_lag_range (g, l)
      || option_choice (g, &l->o[NORMALIZE], norms, &c->sum) || option_choice (g, &l->o[ROUTE], routes, &route) || read_turned_pairs (g, l)
      || check_elements (g, &l->q) || check_elements (g, &l->k))
    return -1;
  c->freqs = l->f.freqs;
  c->format = l->q.rotation.format;
  c->q = elements (l->q.value);
  c->k = elements (l->k.value);
  c->q_extent = l->q.rotation.extent;
  c->k_extent = l->k.rotation.extent;
  c->q_stride = l->q.rotation.x_stride;
  c->k_stride = l->k.rotation.x_stride;
  c->first_column = l->q.rotation.start;
  c->runs = l->runs;
  c->route = (rome_lag_route) route;
  c->threads = l->q.rotation.threads;
  return 0;
}

/* ---- results ---- */

/* The lags, one row for each, in the units of positions. */
static void fill_lags (const rome_lagscore_call *c, double *lag)
{
  const size_t rows = rome_lagscore_count (c);
  for (size_t row = 0; row < rows; row++)
    for (size_t a = 0, left = row; a < c->axes; a++) {
      const size_t lags = rome_lagscore_lags (c, a);
      const double t = (double) (left % lags) - (c->one_sided ? 0 : (double) c->largest[a]);
      lag[row + a * rows] = t * c->spacing[a];
      left /= lags;
    }
}

static int make_results (gate *g, const rome_lagscore_call *c)
{
  size_t dims[ROME_LAG_AXES + 2], n = 0;
  const int empty = c->q_extent.tokens == 0;
  for (size_t a = 0; a < c->axes; a++)
    dims[n++] = empty ? 0 : rome_lagscore_lags (c, a);
  dims[n++] = c->q_extent.heads;
  dims[n++] = c->q_extent.batch;
  while (n > 2 && dims[n - 1] == 1)
    n--;
  const size_t memory = empty ? 0 : rome_lagscore_memory (c), available = rome_memory_available ();
  if (memory > available)
    return gate_fail (g, "outOfMemory", "the transforms need %.3g GB, but %.3g GB of memory are available", (double) memory / 1e9, (double) available / 1e9);
  if (check_memory (g, memory, sizeof (double), n, dims))
    return -1;
  double *score = g->array (g, 0, NULL, GATE_DOUBLE, n, dims);
  if (!score)
    return gate_check_status (g, ROME_NO_MEMORY);
  if (!empty && gate_check_status (g, rome_lagscore (c, score, &g->monitor)))
    return -1;
  const size_t lag_dims[2] = {empty ? 0 : rome_lagscore_count (c), c->axes};
  size_t count_dims[ROME_LAG_AXES];
  memcpy (count_dims, dims, sizeof count_dims);
  if (c->axes == 1)
    count_dims[1] = 1;
  for (size_t output = 1; output < g->nargout; output++) {
    double *to = output == 1 ? g->array (g, 1, NULL, GATE_DOUBLE, 2, lag_dims)
                             : g->array (g, 2, NULL, GATE_DOUBLE, c->axes == 1 ? 2 : c->axes, count_dims);
    if (!to)
      return gate_check_status (g, ROME_NO_MEMORY);
    if (empty)
      continue;
    if (output == 1)
      fill_lags (c, to);
    else
      rome_lagscore_pairs (c, to);
  }
  return 0;
}

int builtin_rope_lagscore (gate *g)
{
  if (g->nargin < 2 || g->nargout > 3 || g->in[1].kind == GATE_TEXT || g->in[1].kind == GATE_STRUCT)
    return gate_usage (g);
  lagscore_call l = {.o = {FREQUENCY_OPTION_NAMES, {"format", 0}, {"dtype", 0}, {"num_heads", 0}, {"start", 0}, {"threads", 0}, {"pairing", 0},
                           {"dim", 0}, {"grid", 0}, {"offset", 0}, {"spacing", 0}, {"lags", 0}, {"max_lag", 0}, {"normalize", 0}, {"route", 0}}};
  const int failed = read_call (g, &l) || make_results (g, &l.c);
  free_tensor (&l.q);
  free_tensor (&l.k);
  free_frequencies (&l.f);
  free (l.runs);
  return failed ? -1 : 0;
}
