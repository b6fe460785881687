/* pairing.c - which columns of a head form pairs.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "rome.h"

static rome_run in_place (size_t first, size_t second, size_t step, size_t count)
{
  return (rome_run) {first, second, step, count, first, second, step};
}

/* Appends the runs of one block. */
static rome_status append_block (rome_pairing pairing, size_t at, size_t dim, rome_run *runs, size_t *nruns)
{
  const size_t half = dim / 2, quarter = dim / 4;
  if (dim % 2 || (pairing == ROME_QUARTER && dim % 4) || dim > SIZE_MAX - at)
    return ROME_BAD_ARGUMENT;
  switch (pairing) {
  case ROME_INTERLEAVED:
    /* neighbouring blocks continue each other: one longer run */
    if (*nruns > 0)
      runs[0].count += half;
    else
      runs[(*nruns)++] = in_place (at, at + 1, 2, half);
    return ROME_OK;
  case ROME_HALF:
    runs[(*nruns)++] = in_place (at, at + half, 1, half);
    return ROME_OK;
  case ROME_QUARTER:
    runs[(*nruns)++] = in_place (at, at + quarter, 1, quarter);
    runs[(*nruns)++] = in_place (at + half, at + half + quarter, 1, quarter);
    return ROME_OK;
  case ROME_INTERLEAVE_HALF:
    runs[(*nruns)++] = (rome_run) {at, at + 1, 2, half, at, at + half, 1};
    return ROME_OK;
  }
  return ROME_BAD_ARGUMENT;
}

rome_status rome_pairing_runs (rome_pairing pairing, size_t blocks, const size_t *block_dim, rome_run *runs, size_t *nruns)
{
  rome_status status = ROME_OK;
  *nruns = 0;
  for (size_t a = 0, at = 0; a < blocks && status == ROME_OK; at += block_dim[a], a++)
    status = append_block (pairing, at, block_dim[a], runs, nruns);
  return status;
}
