/* fuzz_pairing.c - rome_pairing_runs on any blocks: every column stands in one pair, read and written once, or the call is
   refused.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#define BLOCKS 6

static void check_runs (const rome_run *runs, size_t nruns, size_t columns)
{
  unsigned char *read = need (columns, 1), *written = need (columns, 1);
  for (size_t n = 0; n < nruns; n++)
    for (size_t k = 0; k < runs[n].count; k++) {
      const size_t in[2] = {runs[n].first + k * runs[n].step, runs[n].second + k * runs[n].step};
      const size_t out[2] = {runs[n].to_first + k * runs[n].to_step, runs[n].to_second + k * runs[n].to_step};
      for (int m = 0; m < 2; m++) {
        fuzz_check (in[m] < columns && out[m] < columns);
        fuzz_check (!read[in[m]]++ && !written[out[m]]++);
      }
    }
  for (size_t d = 0; d < columns; d++)
    fuzz_check (read[d] == 1 && written[d] == 1);
  free (read);
  free (written);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  const rome_pairing pairing = (rome_pairing) take_below (&b, 5);
  const size_t blocks = take_below (&b, BLOCKS + 1);
  size_t dim[BLOCKS] = {0}, columns = 0, nruns = 0;
  for (size_t k = 0; k < blocks; k++)
    columns += dim[k] = take_size (&b, 200);
  rome_run *runs = need (ROME_RUNS_PER_BLOCK * blocks, sizeof *runs);
  if (rome_pairing_runs (pairing, blocks, dim, runs, &nruns) == ROME_OK && columns < 2000) {
    fuzz_check (nruns <= ROME_RUNS_PER_BLOCK * blocks);
    check_runs (runs, nruns, columns);
  }
  free (runs);
  return 0;
}
