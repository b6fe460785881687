/* builtin_rope_freqs.c - [w, a] = rope_freqs (dim, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "frequency_options.h"

enum { BASE, AXES, OPTIONS };

int builtin_rope_freqs (gate *g)
{
  option o[OPTIONS] = {{"base", 0}, {"axes", 0}};
  axis_list axes = {0};
  rome_freqs *freqs = NULL;
  if (g->nargin < 1 || g->nargout > 2)
    return gate_usage (g);
  int failed = find_options (g, 1, o, OPTIONS) || read_dim_and_axes (g, &g->in[0], &o[AXES], &axes)
               || read_frequencies (g, &axes, &o[BASE], &freqs);
  if (!failed) {
    const size_t dims[2] = {1, rome_freqs_pairs (freqs)}, one[2] = {1, 1};
    double *w = g->array (g, 0, NULL, GATE_DOUBLE, 2, dims), *a = w ? g->array (g, 1, NULL, GATE_DOUBLE, 2, one) : NULL;
    if (a) {
      rome_freqs_round (freqs, w);
      *a = 1;
    } else {
      failed = gate_check_status (g, ROME_NO_MEMORY);
    }
  }
  free_axes (&axes);
  rome_freqs_free (freqs);
  return failed ? -1 : 0;
}
