/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set 11: correctly rounded tables in the short formats.  */

#include "formats.h"
#include "sets.h"

enum { ROWS = 64, DIM = 64 };

static void
put_rounded (sheet *s, const number_format *format, int digits,
             mpfr_srcptr c, mpfr_srcptr sine)
{
  sheet_put (s, " %0*llx %0*llx",
             digits, (unsigned long long) format_bits (c, format),
             digits, (unsigned long long) format_bits (sine, format));
}

static void
put_entry (sheet *s, double base, int64_t position, long i)
{
  mpfr_t w, c, sine;
  mpfr_inits2 (exact_bits (), w, c, sine, (mpfr_ptr) 0);
  exact_frequency (w, base, DIM, i);
  exact_rotation (c, sine, w, (double) position);
  sheet_put_number (s, base);
  sheet_put (s, " %d %ld %lld", DIM, i, (long long) position);
  put_rounded (s, &format_f32, 8, c, sine);
  put_rounded (s, &format_f16, 4, c, sine);
  put_rounded (s, &format_bf16, 4, c, sine);
  sheet_end (s);
  mpfr_clears (w, c, sine, (mpfr_ptr) 0);
}

static void
put_table (sheet *s, double base, int64_t offset)
{
  for (int row = 0; row < ROWS; row++)
    for (long i = 0; i < DIM / 2; i++)
      put_entry (s, base, offset + row, i);
}

void
set_tables (void)
{
  sheet s = sheet_open ("11-tables");
  sheet_note (&s, "64 positions by 32 frequencies, correctly rounded to the format");
  sheet_note (&s, "columns: base d i pos cos_f32 sin_f32 cos_f16 sin_f16 cos_bf16 sin_bf16");
  sheet_note (&s, "bit patterns, hexadecimal");
  put_table (&s, 1e4, 0);
  put_table (&s, 5e5, 0);        /* f16 sines below 2^-14 are subnormal here */
  put_table (&s, 5e5, 131008);
  sheet_close (&s);
}
