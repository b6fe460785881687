/* builtin_rome_probe.c - t = rome_probe ("copy", bytes, ...), old = rome_probe ("allocation", name)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "check.h"

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
  if (strcmp (g->in[0].text, "allocation") == 0 && g->nargin <= 2)
    return allocation (g);
  return gate_fail (g, "badOption", "WHAT must be \"copy\" or \"allocation\", got \"%.40s\"", g->in[0].text);
}
