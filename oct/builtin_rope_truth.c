/* builtin_rope_truth.c - t = rope_truth (positions, dim, ...)

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "frequency_options.h"

enum { OFFSET = FREQUENCY_OPTIONS, TIER, LEVEL, THREADS, OPTIONS };

static const char *const tiers[] = {"certified", "gsl", NULL}, *const levels[] = {"formula", "freq64", "freq32", "angle", NULL};

static int make_values (gate *g, const frequency_call *f, int tier, int level, size_t threads)
{
  const rome_positions *positions = &f->list.positions;
  const size_t dims[2] = {positions->count, f->axes.dim / 2}, one[2] = {1, 1};
  if (check_memory (g, 0, 4 * sizeof (double), 2, dims))
    return -1;
  rome_truth_values v = {0};
  double *bound;
  if (!(v.cos_hi = g->array (g, 0, "cos", GATE_DOUBLE, 2, dims)) || !(v.sin_hi = g->array (g, 0, "sin", GATE_DOUBLE, 2, dims))
      || !(v.cos_lo = g->array (g, 0, "cos_lo", GATE_DOUBLE, 2, dims)) || !(v.sin_lo = g->array (g, 0, "sin_lo", GATE_DOUBLE, 2, dims))
      || !(bound = g->array (g, 0, "bound", GATE_DOUBLE, 2, one)) || g->text (g, 0, "tier", tiers[tier]) || g->text (g, 0, "level", levels[level]))
    return gate_check_status (g, ROME_NO_MEMORY);
  *bound = tier == ROME_GSL ? ROME_GSL_BOUND : ROME_CERTIFIED_BOUND;
  if (dims[0] == 0)
    return 0;
  return gate_check_status (g, rome_truth (f->freqs, positions, (rome_tier) tier, &v, (int) threads, &g->monitor));
}

int builtin_rope_truth (gate *g)
{
  option o[OPTIONS] = {FREQUENCY_OPTION_NAMES, {"offset", 0}, {"tier", 0}, {"level", 0}, {"threads", 0}};
  frequency_call f = {.freqs = NULL};
  int tier = 0, level = 0;
  size_t threads = 0;
  if (g->nargin < 2 || g->nargout > 1)
    return gate_usage (g);
  const int failed = find_options (g, 2, o, OPTIONS) || option_choice (g, &o[TIER], tiers, &tier) || option_choice (g, &o[LEVEL], levels, &level)
                     || (o[THREADS].value && check_integer (g, o[THREADS].value, "THREADS", 1, 1024, &threads))
                     || read_frequencies (g, &g->in[0], &o[OFFSET], &g->in[1], o, (rome_level) level, &f) || make_values (g, &f, tier, level, threads);
  free_frequencies (&f);
  return failed ? -1 : 0;
}
