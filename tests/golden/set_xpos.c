/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set 13: tables with the scale of xPos.  */

#include "random.h"
#include "sets.h"

/* scale = z^((pos - centre) / scale_base), z = (2i + 0.4 d) / (1.4 d); its
   inverse for keys.  */
static void
xpos_scale (mpfr_t scale, long dim, long i, double distance, double scale_base, bool key)
{
  mpfr_t exponent;
  mpfr_init2 (exponent, exact_bits ());
  /* through 1/z, which is a short binary fraction more often than z is */
  mpfr_set_si (scale, 7 * dim, MPFR_RNDN);
  mpfr_div_si (scale, scale, 10 * i + 2 * dim, MPFR_RNDN);
  mpfr_set_d (exponent, key ? distance : -distance, MPFR_RNDN);
  mpfr_div_d (exponent, exponent, scale_base, MPFR_RNDN);
  mpfr_pow (scale, scale, exponent, MPFR_RNDN);
  mpfr_clear (exponent);
}

static void
put_point (sheet *s, long dim, long i, int64_t position, int64_t centre, double scale_base, bool key)
{
  mpfr_t w, c, sine, scale;
  mpfr_inits2 (exact_bits (), w, c, sine, scale, (mpfr_ptr) 0);
  exact_frequency (w, 1e4, dim, i);
  exact_rotation (c, sine, w, (double) position);
  xpos_scale (scale, dim, i, (double) (position - centre), scale_base, key);
  mpfr_mul (c, c, scale, MPFR_RNDN);
  mpfr_mul (sine, sine, scale, MPFR_RNDN);
  sheet_put_number (s, scale_base);
  sheet_put (s, " %lld %d %ld %ld %lld", (long long) centre, key, dim, i, (long long) position);
  sheet_put_cos_sin (s, c, sine);
  sheet_end (s);
  mpfr_clears (w, c, sine, scale, (mpfr_ptr) 0);
}

void
set_xpos (void)
{
  static const long dims[] = { 32, 64, 96 };
  static const int64_t positions[] = { 0, 1, 2, 511, 512, 1023, 4095, 4096, 65535, 100003, -3000 };
  static const int64_t centres[] = { 0, 512, 2048 };
  sheet s = sheet_open ("13-xpos");
  sheet_note (&s, "cosine and sine of pos * 10000^(-2i/d) times z^((pos - centre) / scale_base), z = (2i + 0.4 d) / (1.4 d); divided by it if key is 1");
  sheet_note (&s, "columns: scale_base centre key d i pos cos_hi cos_lo sin_hi sin_lo");
  for (size_t k = 0; k < COUNT (dims); k++)
    for (size_t n = 0; n < COUNT (centres); n++)
      for (size_t p = 0; p < COUNT (positions); p++)
        for (long i = (long) p % 3; i < dims[k] / 2; i += dims[k] / 5)
          put_point (&s, dims[k], i, positions[p], centres[n], n == 1 ? 1024 : 512, (p + n) % 2);
  sheet_close (&s);
}
