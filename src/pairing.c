/* pairing.c - which columns of a head form pairs.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rome.h"

static rome_run block_run (rome_pairing pairing, size_t first, size_t dim)
{
  if (pairing == ROME_HALF)
    return (rome_run) {first, first + dim / 2, 1, dim / 2};
  return (rome_run) {first, first + 1, 2, dim / 2};
}

rome_status rome_pairing_runs (rome_pairing pairing, size_t blocks, const size_t *block_dim, rome_run *runs, size_t *nruns)
{
  size_t first = 0;
  *nruns = 0;
  if (pairing != ROME_INTERLEAVED && pairing != ROME_HALF)
    return ROME_BAD_ARGUMENT;
  for (size_t a = 0; a < blocks; a++) {
    if (block_dim[a] % 2)
      return ROME_BAD_ARGUMENT;
    const rome_run run = block_run (pairing, first, block_dim[a]);
    first += block_dim[a];
    rome_run *last = *nruns > 0 ? &runs[*nruns - 1] : NULL;
    /* interleaved blocks continue each other: one longer run */
    if (last && pairing == ROME_INTERLEAVED)
      last->count += run.count;
    else
      runs[(*nruns)++] = run;
  }
  return ROME_OK;
}
