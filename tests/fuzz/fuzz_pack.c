/* fuzz_pack.c - rome_pack and rome_unpack on any bits, against the formats' definition.

   SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include "narrow.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  bytes b = {data, size};
  const rome_format format = take_below (&b, 2) ? ROME_F16 : ROME_BF16, from = take_below (&b, 2) ? ROME_F32 : ROME_F64;
  const size_t element = rome_format_size (from), n = b.left / element;
  void *x = need (n, element);
  take (&b, x, n * element);
  uint16_t *bits = need (n, sizeof *bits);
  float *back = need (n, sizeof *back);
  rome_pack (from, x, n, format, bits);
  rome_unpack (format, bits, n, back);
  for (size_t k = 0; k < n; k++) {
    const double value = from == ROME_F64 ? ((const double *) x)[k] : (double) ((const float *) x)[k];
    if (isnan (value)) {
      fuzz_check (isnan (back[k]));
      continue;
    }
    fuzz_check (bits[k] == narrow_bits (value, format));
    fuzz_check (bits_of ((double) back[k]) == bits_of (narrow_value (bits[k], format)));
  }
  free (x);
  free (bits);
  free (back);
  return 0;
}
