/* builtin_rome_threads.c - n = rome_threads (), old = rome_threads (n), old = rome_threads ("default")

   SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "check.h"

/* 0 for "default". */
static int read_number (gate *g, size_t *n)
{
  const gate_value *v = &g->in[0];
  *n = 0;
  if (v->kind == GATE_TEXT)
    return strcmp (v->text, "default") == 0 ? 0 : gate_fail (g, "badOption", "N must be an integer or \"default\", got \"%.40s\"", v->text);
  return check_integer (g, v, "N", 1, 1024, n);
}

int builtin_rome_threads (gate *g)
{
  const size_t one[2] = {1, 1};
  size_t n = 0;
  if (g->nargin > 1 || g->nargout > 1)
    return gate_usage (g);
  if (g->nargin == 1 && read_number (g, &n))
    return -1;
  double *old = g->nargin == 0 || g->nargout == 1 ? g->array (g, 0, NULL, GATE_DOUBLE, 2, one) : NULL;
  if (old)
    *old = rome_threads ();
  else if (g->nargin == 0 || g->nargout == 1)
    return gate_check_status (g, ROME_NO_MEMORY);
  return g->nargin == 1 ? gate_check_status (g, rome_set_threads ((int) n)) : 0;
}
