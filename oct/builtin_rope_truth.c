/* builtin_rope_truth.c - t = rope_truth (positions, dim, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "frequency_options.h"

enum { BASE, OFFSET, AXES, TIER, LEVEL, THREADS, OPTIONS };

static const char *const tiers[] = {"certified", "gsl", NULL}, *const levels[] = {"formula", NULL};

static int make_values (gate *g, const axis_list *axes, const position_list *list, const rome_freqs *freqs, int tier, int threads)
{
  const size_t dims[2] = {list->positions.count, axes->dim / 2}, one[2] = {1, 1};
  if (check_memory (g, 0, 4 * sizeof (double), 2, dims))
    return -1;
  rome_truth_values v = {0};
  double *bound;
  if (!(v.cos_hi = g->array (g, 0, "cos", GATE_DOUBLE, 2, dims)) || !(v.sin_hi = g->array (g, 0, "sin", GATE_DOUBLE, 2, dims))
      || !(v.cos_lo = g->array (g, 0, "cos_lo", GATE_DOUBLE, 2, dims)) || !(v.sin_lo = g->array (g, 0, "sin_lo", GATE_DOUBLE, 2, dims))
      || !(bound = g->array (g, 0, "bound", GATE_DOUBLE, 2, one)) || g->text (g, 0, "tier", tiers[tier]) || g->text (g, 0, "level", levels[0]))
    return gate_check_status (g, ROME_NO_MEMORY);
  *bound = tier == ROME_GSL ? ROME_GSL_BOUND : ROME_CERTIFIED_BOUND;
  if (dims[0] == 0)
    return 0;
  return gate_check_status (g, rome_truth (freqs, &list->positions, (rome_tier) tier, &v, threads, &g->monitor));
}

int builtin_rope_truth (gate *g)
{
  option o[OPTIONS] = {{"base", 0}, {"offset", 0}, {"axes", 0}, {"tier", 0}, {"level", 0}, {"threads", 0}};
  axis_list axes = {0};
  position_list positions = {0};
  rome_freqs *freqs = NULL;
  int tier = 0, level = 0;
  size_t threads = 0;
  if (g->nargin < 2 || g->nargout > 1)
    return gate_usage (g);
  const int failed = find_options (g, 2, o, OPTIONS) || read_dim_and_axes (g, &g->in[1], &o[AXES], &axes)
                     || read_positions (g, &g->in[0], &o[OFFSET], axes.count, &positions) || option_choice (g, &o[TIER], tiers, &tier)
                     || option_choice (g, &o[LEVEL], levels, &level)
                     || (o[THREADS].value && check_integer (g, o[THREADS].value, "THREADS", 1, 1024, &threads))
                     || read_frequencies (g, &axes, &o[BASE], &freqs) || make_values (g, &axes, &positions, freqs, tier, (int) threads);
  free_axes (&axes);
  free_positions (&positions);
  rome_freqs_free (freqs);
  return failed ? -1 : 0;
}
