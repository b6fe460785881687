/* fuzz_cache.c - rome_cache in every format: each entry is the rounded truth.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "specs.h"

#include "tensors.h"

static void check_table (rome_format format, const void *table, const double *hi, const double *lo, size_t count)
{
  for (size_t k = 0; k < count; k++)
    if (fabs (hi[k]) > 0x1p-900 || hi[k] == 0)
      fuzz_check (element_same (element_get (format, table, (ptrdiff_t) k), narrow_round (hi[k], lo[k], format)));
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  any_spec a;
  static any_positions p;
  const rome_format format = (rome_format) take_below (&b, 4);
  rome_freqs *freqs = take_freqs (&b, &a, 0);
  if (!freqs)
    return 0;
  take_positions (&b, &p);
  const size_t count = p.positions.count * rome_freqs_pairs (freqs);
  static double hi[2][SPEC_ROWS * SPEC_PAIRS], lo[2][SPEC_ROWS * SPEC_PAIRS];
  void *c = need (count, rome_format_size (format)), *s = need (count, rome_format_size (format));
  const rome_truth_values to = {hi[0], lo[0], hi[1], lo[1]};
  const rome_status status = rome_cache (freqs, &p.positions, format, c, s, 1, NULL);
  /* tables know no rounded angles, and of xPos less in the shorter formats */
  fuzz_check (a.spec.level == ROME_ANGLE || status == ROME_XPOS_RANGE || rome_truth (freqs, &p.positions, ROME_CERTIFIED, &to, 1, NULL) == status);
  if (status == ROME_OK) {
    check_table (format, c, hi[0], lo[0], count);
    check_table (format, s, hi[1], lo[1], count);
  }
  free (c);
  free (s);
  rome_freqs_free (freqs);
  return 0;
}
