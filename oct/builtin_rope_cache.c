/* builtin_rope_cache.c - [c, s] = rope_cache (positions, dim, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "frequency_options.h"

enum { OFFSET = FREQUENCY_OPTIONS, DTYPE, WIDTH, PAIRING, THREADS, OPTIONS };

static const gate_kind kinds[] = {[ROME_F64] = GATE_DOUBLE, [ROME_F32] = GATE_SINGLE, [ROME_BF16] = GATE_UINT16, [ROME_F16] = GATE_UINT16};

typedef struct {
  frequency_call f;
  int dtype, full, pairing;
  size_t threads;
} cache_call;

static int read_call (gate *g, cache_call *c)
{
  static const char *const dtypes[] = {"double", "single", "bf16", "f16", NULL}, *const widths[] = {"half", "full", NULL},
                           *const pairings[] = {"interleaved", "half", NULL};
  option o[OPTIONS] = {FREQUENCY_OPTION_NAMES, {"offset", 0}, {"dtype", 0}, {"width", 0}, {"pairing", 0}, {"threads", 0}};
  return find_options (g, 2, o, OPTIONS) || read_frequencies (g, &g->in[0], &o[OFFSET], &g->in[1], o, ROME_FORMULA, &c->f)
         || option_choice (g, &o[DTYPE], dtypes, &c->dtype) || option_choice (g, &o[WIDTH], widths, &c->full)
         || option_choice (g, &o[PAIRING], pairings, &c->pairing)
         || (o[THREADS].value && check_integer (g, o[THREADS].value, "THREADS", 1, 1024, &c->threads));
}

/* Spreads pair columns 0 .. h-1 over both members of each pair, from the last pair down: a pair's columns never lie before
   its own number, so nothing is overwritten before it is read. */
static int widen (gate *g, const cache_call *c, char *table, size_t column_bytes)
{
  /* sections share one list of pairs: the head is one block */
  const int blocks = c->f.axes.kind == ROME_AXES_BLOCKS;
  const size_t count = blocks ? c->f.axes.count : 1, *size = blocks ? c->f.axes.size : &c->f.axes.dim;
  /* not on the stack: there may be a million axes */
  rome_run *runs = malloc (ROME_RUNS_PER_BLOCK * (count + 1) * sizeof *runs);
  size_t nruns;
  if (!runs)
    return gate_check_status (g, ROME_NO_MEMORY);
  if (gate_check_status (g, rome_pairing_runs ((rome_pairing) c->pairing, count, size, runs, &nruns))) {
    free (runs);
    return -1;
  }
  size_t pair = c->f.axes.dim / 2;
  for (size_t n = nruns; n-- > 0;)
    for (size_t k = runs[n].count; k-- > 0;) {
      const char *from = table + --pair * column_bytes;
      memcpy (table + (runs[n].second + k * runs[n].step) * column_bytes, from, column_bytes);
      char *to = table + (runs[n].first + k * runs[n].step) * column_bytes;
      if (to != from)
        memcpy (to, from, column_bytes);
    }
  free (runs);
  return 0;
}

static int make_tables (gate *g, const cache_call *c)
{
  const rome_format format = (rome_format) c->dtype;
  const size_t rows = c->f.list.positions.count, element = rome_format_size (format);
  const size_t dims[2] = {rows, c->full ? c->f.axes.dim : c->f.axes.dim / 2};
  if (check_memory (g, 0, 2 * element, 2, dims))
    return -1;
  void *cos = g->array (g, 0, NULL, kinds[format], 2, dims), *sin = cos ? g->array (g, 1, NULL, kinds[format], 2, dims) : NULL;
  if (!cos || !sin)
    return gate_check_status (g, ROME_NO_MEMORY);
  if (rows == 0)
    return 0;
  if (gate_check_status (g, rome_cache (c->f.freqs, &c->f.list.positions, format, cos, sin, (int) c->threads, &g->monitor)))
    return -1;
  return c->full ? widen (g, c, cos, rows * element) || widen (g, c, sin, rows * element) : 0;
}

int builtin_rope_cache (gate *g)
{
  cache_call c = {.dtype = 0};
  if (g->nargin < 2 || g->nargout > 2)
    return gate_usage (g);
  const int failed = read_call (g, &c) || make_tables (g, &c);
  free_frequencies (&c.f);
  return failed ? -1 : 0;
}
