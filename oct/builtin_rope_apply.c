/* builtin_rope_apply.c - y = rope_apply (x, c, s, ...), [q, k] = rope_apply (q, k, c, s, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "axes_options.h"
#include "tensor.h"

enum { PAIRING = TENSOR_OPTIONS, AXES, IN_PLACE, OPTIONS };

typedef struct {
  option o[OPTIONS];
  int pairing, in_place;
  size_t arrays; /* 1 (x) or 2 (q and k) */
} apply_call;

typedef struct {
  tensor t;
  axis_list blocks;
  rome_run *runs;
} array_call;

static int read_call (gate *g, apply_call *c)
{
  static const char *const pairings[] = {"interleaved", "half", "quarter", "interleave-half", NULL};
  size_t leading = 0;
  while (leading < g->nargin && g->in[leading].kind != GATE_TEXT && g->in[leading].kind != GATE_STRUCT && leading < 4)
    leading++;
  if (leading < 3)
    return gate_usage (g);
  c->arrays = leading - 2;
  if (g->nargout > c->arrays)
    return gate_usage (g);
  return find_options (g, leading, c->o, OPTIONS) || option_choice (g, &c->o[PAIRING], pairings, &c->pairing)
         || option_flag (g, &c->o[IN_PLACE], &c->in_place);
}

/* Tables narrower than the head leave columns alone; tables longer than the sequence leave rows unused. */
static int check_table_size (gate *g, const apply_call *c, const tensor *t)
{
  const size_t room = tensor_room (t), rows = t->rotation.table.rows, tokens = t->rotation.extent.tokens;
  const gate_value *table = &g->in[c->arrays];
  const int rows_given = c->o[OPTION_POSITIONS].value || c->o[OPTION_CU_SEQLENS].value;
  if (t->columns == 0 || t->columns > room / 2)
    return gate_fail (g, "sizeMismatch", "C must be S-by-R/2, got %s for %s of %s (R at most %zu, S at least %zu)", shape_of (table).text, t->name,
                      shape_of (t->value).text, room - room % 2, rows_given ? 1 : tokens);
  if (!rows_given && rows < tokens)
    return gate_fail (g, "sizeMismatch", "C must be S-by-R/2, got %s for %s of %s (S at least %zu)", shape_of (table).text, t->name,
                      shape_of (t->value).text, tokens);
  return 0;
}

static int read_runs (gate *g, const apply_call *c, array_call *a)
{
  if (read_axes (g, 2 * a->t.columns, "the rotated columns R", &c->o[AXES], NULL, NULL, &a->blocks))
    return -1;
  for (size_t k = 0; c->pairing == ROME_QUARTER && k < a->blocks.count; k++)
    if (a->blocks.size[k] % 4)
      return gate_fail (g, "oddDimension", "PAIRING \"quarter\" needs blocks of a multiple of 4 columns, got %zu", a->blocks.size[k]);
  a->runs = malloc (ROME_RUNS_PER_BLOCK * a->blocks.count * sizeof *a->runs);
  if (!a->runs)
    return gate_check_status (g, ROME_NO_MEMORY);
  a->t.rotation.runs = a->runs;
  return gate_check_status (g, rome_pairing_runs ((rome_pairing) c->pairing, a->blocks.count, a->blocks.size, a->runs, &a->t.rotation.nruns));
}

static int read_array (gate *g, const apply_call *c, const gate_value *x, const char *name, array_call *a)
{
  return read_tensor (g, x, name, c->o, &a->t) || read_tables (g, &g->in[c->arrays], &g->in[c->arrays + 1], c->o, &a->t)
         || check_table_size (g, c, &a->t) || read_rows (g, c->o, &a->t) || read_runs (g, c, a);
}

static int rotate_array (gate *g, size_t output, const apply_call *c, array_call *a)
{
  /* over x itself a pair must be written where it is read */
  void *y = make_result_over (g, output, c->in_place && c->pairing != ROME_INTERLEAVE_HALF, &a->t);
  if (!y || copy_other_tokens (g, &a->t, y))
    return -1;
  rome_rotation r = a->t.rotation;
  point_at_rotated (&a->t, y, &r);
  return gate_check_status (g, rome_rotate (&r, &g->monitor));
}

static void free_array (array_call *a)
{
  free_tensor (&a->t);
  free_axes (&a->blocks);
  free (a->runs);
}

int builtin_rope_apply (gate *g)
{
  apply_call c = {.o = {TENSOR_OPTION_NAMES, {"pairing", 0}, {"axes", 0}, {"in_place", 0}}};
  if (read_call (g, &c))
    return -1;
  array_call a[2] = {{.runs = NULL}, {.runs = NULL}};
  const char *const names[2] = {c.arrays == 1 ? "X" : "Q", "K"};
  int failed = 0;
  if (c.arrays == 2 && strcmp (g->in[0].class_name, g->in[1].class_name) != 0)
    failed = gate_fail (g, "badClass", "K must have the class of Q, got %s and %s", g->in[1].class_name, g->in[0].class_name);
  /* all arguments are checked before the first result is made */
  for (size_t k = 0; k < c.arrays && !failed; k++)
    failed = read_array (g, &c, &g->in[k], names[k], &a[k]);
  for (size_t k = 0; k < c.arrays && !failed; k++)
    failed = rotate_array (g, k, &c, &a[k]);
  free_array (&a[0]);
  free_array (&a[1]);
  return failed ? -1 : 0;
}
