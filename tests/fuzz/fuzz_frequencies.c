/* fuzz_frequencies.c - rome_freqs_create on any specification: refused, or finite frequencies and a finite attention factor.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "specs.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  any_spec a;
  rome_freqs *freqs = take_freqs (&b, &a);
  if (!freqs)
    return 0;
  double w[SPEC_PAIRS * SPEC_AXES];
  const size_t count = rome_freqs_pairs (freqs) * (a.spec.mixed && a.spec.explicit_freqs ? rome_freqs_axes (freqs) : 1);
  fuzz_check (rome_freqs_axes (freqs) <= SPEC_AXES);
  rome_freqs_round (freqs, w);
  for (size_t k = 0; k < count; k++)
    fuzz_check (isfinite (w[k]));
  fuzz_check (isfinite (rome_freqs_attention (freqs)) && rome_freqs_attention (freqs) > 0);
  rome_freqs_free (freqs);
  return 0;
}
