/* fuzz_truth.c - rome_truth at any positions and frequencies: the two tiers agree within their bounds, and cos^2 + sin^2 = a^2
   without xPos.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "specs.h"

typedef struct {
  double c[SPEC_ROWS * SPEC_PAIRS], cl[SPEC_ROWS * SPEC_PAIRS], s[SPEC_ROWS * SPEC_PAIRS], sl[SPEC_ROWS * SPEC_PAIRS];
} values;

static void check_values (const values *certified, const values *gsl, size_t count, double attention)
{
  for (size_t k = 0; k < count; k++) {
    const double c = certified->c[k], s = certified->s[k];
    fuzz_check (fabs (c - gsl->c[k]) <= 2 * ROME_GSL_BOUND * fabs (c) + 0x1p-1074);
    fuzz_check (fabs (s - gsl->s[k]) <= 2 * ROME_GSL_BOUND * fabs (s) + 0x1p-1074);
    fuzz_check (fabs (certified->cl[k]) <= 0x1p-53 * fabs (c) + 0x1p-1074);
    if (attention < 0x1p400 && attention > 0x1p-400)
      fuzz_check (fabs (c / attention * (c / attention) + s / attention * (s / attention) - 1) <= 0x1p-48);
  }
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  any_spec a;
  static any_positions p;
  rome_freqs *freqs = take_freqs (&b, &a, 0);
  if (!freqs)
    return 0;
  take_positions (&b, &p);
  static values certified, gsl;
  const rome_truth_values to = {certified.c, certified.cl, certified.s, certified.sl}, to_gsl = {gsl.c, gsl.cl, gsl.s, gsl.sl};
  if (rome_truth (freqs, &p.positions, ROME_CERTIFIED, &to, 1, NULL) == ROME_OK) {
    fuzz_check (rome_truth (freqs, &p.positions, ROME_GSL, &to_gsl, 1, NULL) == ROME_OK);
    check_values (&certified, &gsl, p.positions.count * rome_freqs_pairs (freqs), a.spec.xpos.scale_base == 0 ? rome_freqs_attention (freqs) : 0);
  }
  rome_freqs_free (freqs);
  return 0;
}
