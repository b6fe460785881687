/* builtin_rope_cache.c - [c, s] = rope_cache (positions, dim, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "frequency_options.h"

enum { BASE, OFFSET, AXES, DTYPE, WIDTH, PAIRING, THREADS, OPTIONS };

typedef struct {
  axis_list axes;
  position_list positions;
  rome_freqs *freqs;
  rome_run *runs;
  size_t nruns;
  int single, full, threads;
  rome_pairing pairing;
} cache_call;

static int read_call (gate *g, cache_call *c)
{
  static const char *const dtypes[] = {"double", "single", NULL}, *const widths[] = {"half", "full", NULL},
                           *const pairings[] = {"interleaved", "half", NULL};
  option o[OPTIONS] = {{"base", 0}, {"offset", 0}, {"axes", 0}, {"dtype", 0}, {"width", 0}, {"pairing", 0}, {"threads", 0}};
  int pairing = 0;
  size_t threads = 0;
  if (find_options (g, 2, o, OPTIONS) || read_dim_and_axes (g, &g->in[1], &o[AXES], &c->axes)
      || read_positions (g, &g->in[0], &o[OFFSET], c->axes.count, &c->positions) || option_choice (g, &o[DTYPE], dtypes, &c->single)
      || option_choice (g, &o[WIDTH], widths, &c->full) || option_choice (g, &o[PAIRING], pairings, &pairing)
      || (o[THREADS].value && check_integer (g, o[THREADS].value, "THREADS", 1, 1024, &threads))
      || read_frequencies (g, &c->axes, &o[BASE], &c->freqs))
    return -1;
  c->pairing = (rome_pairing) pairing;
  c->threads = (int) threads;
  return 0;
}

/* Spreads pair columns 0 .. h-1 over both members of each pair, from the last pair down: a pair's columns never lie before
   its own number, so nothing is overwritten before it is read. */
static int widen (gate *g, const cache_call *c, char *table, size_t column_bytes)
{
  rome_run runs[c->axes.count];
  size_t nruns;
  if (gate_check_status (g, rome_pairing_runs (c->pairing, c->axes.count, c->axes.size, runs, &nruns)))
    return -1;
  size_t pair = c->axes.dim / 2;
  for (size_t n = nruns; n-- > 0;)
    for (size_t k = runs[n].count; k-- > 0;) {
      const char *from = table + --pair * column_bytes;
      memcpy (table + (runs[n].second + k * runs[n].step) * column_bytes, from, column_bytes);
      char *to = table + (runs[n].first + k * runs[n].step) * column_bytes;
      if (to != from)
        memcpy (to, from, column_bytes);
    }
  return 0;
}

static int make_tables (gate *g, const cache_call *c)
{
  const size_t rows = c->positions.positions.count, element = c->single ? sizeof (float) : sizeof (double);
  const size_t dims[2] = {rows, c->full ? c->axes.dim : c->axes.dim / 2};
  const gate_kind kind = c->single ? GATE_SINGLE : GATE_DOUBLE;
  if (check_memory (g, 0, 2 * element, 2, dims))
    return -1;
  void *cos = g->array (g, 0, NULL, kind, 2, dims), *sin = cos ? g->array (g, 1, NULL, kind, 2, dims) : NULL;
  if (!cos || !sin)
    return gate_check_status (g, ROME_NO_MEMORY);
  if (rows == 0)
    return 0;
  if (gate_check_status (g, rome_cache (c->freqs, &c->positions.positions, c->single ? ROME_F32 : ROME_F64, cos, sin, c->threads, &g->monitor)))
    return -1;
  return c->full ? widen (g, c, cos, rows * element) || widen (g, c, sin, rows * element) : 0;
}

int builtin_rope_cache (gate *g)
{
  cache_call c = {0};
  if (g->nargin < 2 || g->nargout > 2)
    return gate_usage (g);
  const int failed = read_call (g, &c) || make_tables (g, &c);
  free_axes (&c.axes);
  free_positions (&c.positions);
  rome_freqs_free (c.freqs);
  return failed ? -1 : 0;
}
