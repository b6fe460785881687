/* builtin_rome_memory.c - now = rome_memory (), old = rome_memory (name, value, ...), old = rome_memory ("release")

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "check.h"

enum { RECYCLE, LIMIT, KEPT, BUFFERS, REUSED, OPTIONS };

static int put (gate *g, const char *field, double value)
{
  const size_t one[2] = {1, 1};
  double *p = g->array (g, 0, field, GATE_DOUBLE, 2, one);
  if (!p)
    return gate_check_status (g, ROME_NO_MEMORY);
  *p = value;
  return 0;
}

static int show (gate *g, const gate_recycling *r)
{
  return put (g, "recycle", r->recycle) || put (g, "limit", r->limit) || put (g, "kept", r->kept) || put (g, "buffers", r->buffers)
         || put (g, "reused", r->reused);
}

/* A struct that an earlier call returned holds figures that only inform. */
static int read_change (gate *g, gate_recycling *change)
{
  option o[OPTIONS] = {{"recycle", 0}, {"limit", 0}, {"kept", 0}, {"buffers", 0}, {"reused", 0}};
  if (find_options (g, 0, o, g->nargin > 0 && g->in[0].kind == GATE_STRUCT ? OPTIONS : KEPT) || option_flag (g, &o[RECYCLE], &change->recycle)
      || option_number (g, &o[LIMIT], &change->limit))
    return -1;
  return change->limit >= 0 ? 0 : gate_fail (g, "badValue", "LIMIT must be a number of bytes, at least 0, got %g", change->limit);
}

int builtin_rome_memory (gate *g)
{
  gate_recycling now, change;
  if (g->nargout > 1)
    return gate_usage (g);
  if (!g->recycling)
    return gate_fail (g, "notSupported", "the memory of results is not ours to recycle here");
  g->recycling (g, NULL, &now);
  change = now;
  if (g->nargin == 1 && g->in[0].kind == GATE_TEXT && strcmp (g->in[0].text, "release") == 0) {
    gate_recycling nothing = now;
    nothing.recycle = 0;
    g->recycling (g, &nothing, NULL);
  } else if (read_change (g, &change))
    return -1;
  if ((g->nargin == 0 || g->nargout == 1) && show (g, &now))
    return -1;
  if (g->nargin > 0)
    g->recycling (g, &change, NULL);
  return 0;
}
