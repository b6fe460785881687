/* builtin_rope_freqs.c - [w, a, g] = rope_freqs (dim, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "frequency_options.h"

int builtin_rope_freqs (gate *g)
{
  option o[] = {FREQUENCY_OPTION_NAMES};
  frequency_call f = {.freqs = NULL};
  if (g->nargin < 1 || g->nargout > 3)
    return gate_usage (g);
  int failed = find_options (g, 1, o, FREQUENCY_OPTIONS) || read_frequencies (g, NULL, NULL, &g->in[0], o, ROME_FORMULA, &f);
  if (!failed) {
    const size_t pairs = rome_freqs_pairs (f.freqs), one[2] = {1, 1};
    const size_t list[2] = {1, pairs}, mixed[2] = {pairs, f.axes.count};
    double *w = g->array (g, 0, NULL, GATE_DOUBLE, 2, f.spec.mixed ? mixed : list), *a = w ? g->array (g, 1, NULL, GATE_DOUBLE, 2, one) : NULL;
    double *softmax = a ? g->array (g, 2, NULL, GATE_DOUBLE, 2, one) : NULL;
    if (softmax) {
      rome_freqs_round (f.freqs, w);
      *a = rome_freqs_attention (f.freqs);
      *softmax = rome_freqs_softmax (f.freqs);
    } else {
      failed = gate_check_status (g, ROME_NO_MEMORY);
    }
  }
  free_frequencies (&f);
  return failed ? -1 : 0;
}
