/* fuzz_frequencies.c - rome_freqs_create on any specification: refused, or finite frequencies and a finite attention factor.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "specs.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  any_spec a;
  rome_freqs *freqs = take_freqs (&b, &a, 1);
  if (!freqs)
    return 0;
  double w[SPEC_LIST];
  const size_t count = rome_freqs_pairs (freqs) * (a.spec.mixed ? rome_freqs_axes (freqs) : 1);
  rome_freqs_round (freqs, w);
  for (size_t k = 0; k < count; k++)
    fuzz_check (fabs (w[k]) < 0x1p60);
  if (a.spec.explicit_freqs && a.spec.level != ROME_FREQ32)
    for (size_t k = 0; k < count; k++)
      fuzz_check (bits_of (w[k] + 0) == bits_of (a.list[k] + 0));
  fuzz_check (isfinite (rome_freqs_attention (freqs)) && rome_freqs_attention (freqs) > 0);
  fuzz_check (isfinite (rome_freqs_softmax (freqs)));
  rome_freqs_free (freqs);
  return 0;
}
