/* builtin_rome_probe.c - t = rome_probe ("copy", bytes, ...), t = rome_probe ("loop", x, c, s, ...), old = rome_probe ("allocation", name)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tensor.h"

static int copy (gate *g)
{
  enum { ROUNDS, THREADS, OPTIONS };
  option o[OPTIONS] = {{"rounds", 0}, {"threads", 0}};
  size_t bytes, rounds = 1, threads = 1;
  if (g->nargin < 2)
    return gate_usage (g);
  if (check_integer (g, &g->in[1], "BYTES", 1, 0x1p46, &bytes) || find_options (g, 2, o, OPTIONS)
      || (o[ROUNDS].value && check_integer (g, o[ROUNDS].value, "ROUNDS", 1, 1e6, &rounds))
      || (o[THREADS].value && check_integer (g, o[THREADS].value, "THREADS", 1, 1024, &threads)))
    return -1;
  const size_t dims[2] = {1, rounds}, room[2] = {1, bytes};
  if (check_memory (g, 0, 2, 2, room))
    return -1;
  double *seconds = g->array (g, 0, NULL, GATE_DOUBLE, 2, dims);
  return gate_check_status (g, seconds ? rome_copy_seconds (bytes, (int) threads, rounds, seconds, &g->monitor) : ROME_NO_MEMORY);
}

/* The arrays lie as the plain loop knows them, or it refuses. */
static int time_loop (gate *g, const tensor *t, size_t rounds, int pairing)
{
  const size_t dims[2] = {1, rounds}, dim = t->rotation.extent.dim;
  rome_run runs[ROME_RUNS_PER_BLOCK];
  if (dim % 2 || t->columns != dim / 2)
    return gate_fail (g, "sizeMismatch", "C must be S-by-%zu, got %s", dim / 2, shape_of (&g->in[2]).text);
  if (check_memory (g, 0, rome_format_size (t->rotation.format), t->value->ndims, t->value->dims))
    return -1;
  rome_rotation r = t->rotation;
  r.runs = runs;
  r.x = t->value->data;
  r.y = NULL; /* an array of its own */
  double *seconds = g->array (g, 0, NULL, GATE_DOUBLE, 2, dims);
  if (!seconds)
    return gate_check_status (g, ROME_NO_MEMORY);
  rome_status status = rome_pairing_runs ((rome_pairing) pairing, 1, &dim, runs, &r.nruns);
  if (status == ROME_OK)
    status = rome_plain_seconds (&r, rounds, seconds, &g->monitor);
  return status == ROME_BAD_ARGUMENT
           ? gate_fail (g, "badOption", "X must be double or single, of format \"bshd\" or \"dhsb\", with a row of C for each token: the plain loop knows nothing else")
           : gate_check_status (g, status);
}

static int loop (gate *g)
{
  enum { PAIRING = TENSOR_OPTIONS, ROUNDS, OPTIONS };
  static const char *const pairings[] = {"interleaved", "half", NULL};
  option o[OPTIONS] = {TENSOR_OPTION_NAMES, {"pairing", 0}, {"rounds", 0}};
  tensor t = {.name = "X"};
  size_t rounds = 1;
  int pairing = 0;
  if (g->nargin < 4)
    return gate_usage (g);
  const int failed = find_options (g, 4, o, OPTIONS) || option_choice (g, &o[PAIRING], pairings, &pairing)
                     || (o[ROUNDS].value && check_integer (g, o[ROUNDS].value, "ROUNDS", 1, 1e6, &rounds)) || read_tensor (g, &g->in[1], "X", o, &t)
                     || read_tables (g, &g->in[2], &g->in[3], o, &t) || read_rows (g, o, &t) || time_loop (g, &t, rounds, pairing);
  free_tensor (&t);
  return failed ? -1 : 0;
}

static int allocation (gate *g)
{
  static const char *const names[] = {"huge pages", "plain pages", "cleared", NULL};
  gate_recycling now;
  if (!g->recycling)
    return gate_fail (g, "notSupported", "the memory of results is not ours to choose here");
  g->recycling (g, NULL, &now);
  if (g->text (g, 0, NULL, names[now.allocation]))
    return gate_check_status (g, ROME_NO_MEMORY);
  if (g->nargin == 1)
    return 0;
  const option o = {"allocation", &g->in[1]};
  int chosen = 0;
  if (option_choice (g, &o, names, &chosen))
    return -1;
  now.allocation = (gate_allocation) chosen;
  g->recycling (g, &now, NULL);
  return 0;
}

int builtin_rome_probe (gate *g)
{
  if (g->nargin == 0 || g->in[0].kind != GATE_TEXT) {
    const size_t one[2] = {1, 1};
    double *zero = g->array (g, 0, NULL, GATE_DOUBLE, 2, one);
    if (zero)
      *zero = 0;
    return gate_check_status (g, zero ? ROME_OK : ROME_NO_MEMORY);
  }
  if (g->nargout > 1)
    return gate_usage (g);
  if (strcmp (g->in[0].text, "copy") == 0)
    return copy (g);
  if (strcmp (g->in[0].text, "loop") == 0)
    return loop (g);
  if (strcmp (g->in[0].text, "allocation") == 0 && g->nargin <= 2)
    return allocation (g);
  return gate_fail (g, "badOption", "WHAT must be \"copy\", \"loop\" or \"allocation\", got \"%.40s\"", g->in[0].text);
}
