/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set 9: the other levels (frequency or angle given as a double) and
   fractional positions.  */

#include <math.h>

#include "approach.h"
#include "formats.h"
#include "random.h"
#include "sets.h"

/* level x pos cos_hi cos_lo sin_hi sin_lo, the angle is exactly x * pos.  */
static void
put_level (sheet *s, const char *level, double x, int64_t position)
{
  mpfr_t w, c, sine;
  mpfr_inits2 (exact_bits (), w, c, sine, (mpfr_ptr) 0);
  mpfr_set_d (w, x, MPFR_RNDN);
  exact_rotation (c, sine, w, (double) position);
  sheet_put (s, "%s", level);
  sheet_put_word (s, x);
  sheet_put (s, " %lld", (long long) position);
  sheet_put_cos_sin (s, c, sine);
  sheet_end (s);
  mpfr_clears (w, c, sine, (mpfr_ptr) 0);
}

static double
rounded_frequency (double base, long dim, long i, const number_format *format)
{
  mpfr_t w;
  mpfr_init2 (w, exact_bits ());
  exact_frequency (w, base, dim, i);
  double x = format == &format_f32 ? mpfr_get_flt (w, MPFR_RNDN)
                                   : mpfr_get_d (w, MPFR_RNDN);
  mpfr_clear (w);
  return x;
}

/* Real code misses the nearest frequency by a few ulps; so does this.  */
static double
sloppy_frequency (generator *g, const number_format *format)
{
  double base = set_bases[random_below (g, BASES)];
  long dim = set_dims[random_below (g, DIMS)];
  long i = random_below (g, dim / 2);
  double x = rounded_frequency (base, dim, i, format);
  int e;
  frexp (x, &e);
  return x + ldexp ((double) random_between (g, -2, 2), e - format->precision);
}

static int64_t
random_sign (generator *g, int64_t x)
{
  return random_bits (g) & 1 ? -x : x;
}

static void
put_closest_of_double (sheet *s, double w)
{
  approach found[APPROACH_MOST];
  mpfr_t x;
  mpfr_init2 (x, exact_bits ());
  mpfr_set_d (x, w, MPFR_RNDN);
  size_t count = approach_find (found, x);
  mpfr_clear (x);
  for (size_t k = 0; k < count; k++)
    if (found[k].position > 1000)
      put_level (s, "freq64", w, found[k].position);
}

/* COUNT frequencies near real ones, at positions of up to BITS bits.  */
static void
put_sloppy (sheet *s, const char *level, const number_format *format,
            generator *g, int count, int bits)
{
  for (int k = 0; k < count; k++)
    {
      double w = sloppy_frequency (g, format);
      int64_t position = random_octave (g, bits);
      put_level (s, level, w, random_sign (g, position));
    }
}

/* COUNT frequencies of binades FIRST to LAST, at positions of up to BITS bits.  */
static void
put_binades (sheet *s, const char *level, const number_format *format,
             generator *g, int count, int first, int last, int bits)
{
  for (int k = 0; k < count; k++)
    {
      /* one call per statement: C leaves the order of arguments open */
      double w = random_double (g, first, last, format->precision - 1);
      int64_t position = random_octave (g, bits);
      put_level (s, level, w, position);
    }
}

static void
put_freq64 (sheet *s)
{
  generator g = { 964 };
  put_sloppy (s, "freq64", &format_f64, &g, 500, 31);
  put_sloppy (s, "freq64", &format_f64, &g, 150, 53);
  put_binades (s, "freq64", &format_f64, &g, 100, 0, 20, 31);     /* pixels */
  put_binades (s, "freq64", &format_f64, &g, 50, -200, -30, 53);
  for (int i = 1; i < 64; i += 9)
    put_closest_of_double (s, rounded_frequency (1e4, 128, i, &format_f64));
}

static void
put_freq32 (sheet *s)
{
  generator g = { 932 };
  put_sloppy (s, "freq32", &format_f32, &g, 600, 31);
  put_sloppy (s, "freq32", &format_f32, &g, 100, 53);
  put_binades (s, "freq32", &format_f32, &g, 50, 0, 20, 31);
}

/* The double next to k pi/2 times a power of two.  */
static double
quarter_turns (int64_t k, int shift)
{
  mpfr_t x;
  mpfr_init2 (x, exact_bits ());
  mpfr_const_pi (x, MPFR_RNDN);
  mpfr_mul_d (x, x, (double) k, MPFR_RNDN);
  mpfr_mul_2si (x, x, shift - 1, MPFR_RNDN);
  double result = mpfr_get_d (x, MPFR_RNDN);
  mpfr_clear (x);
  return result;
}

static void
put_edge_angles (sheet *s)
{
  /* Thresholds of known implementations: 2^-1074, 2^-27, 1.22e-4, pi/4, 2^31,
     1e22, ...  6381956970095103 * 2^797 is the double closest to a multiple
     of pi/2 of all.  */
  const double edges[] =
    { 0.0, 0x1p-1074, 0x1p-1022, 0x1p-600, 0x1p-538, 0x1p-537, 0x1p-536,
      0x1p-300, 0x1p-100, 0x1p-54, 0x1p-53, 0x1p-52, 0x1p-30, 0x1p-27, 0x1p-26,
      1.22e-4, 0x1p-13, 0x1p-9, 0x1p-8, 0.5, 1.0, 2.0, 3.0, 0x1p20, 0x1p30,
      2147483647.0, 2147483648.0, 2147483649.0, 0x1p32, 0x1p40, 0x1p44, 2.8e14,
      0x1p53, 0x1p54, 0x1p63, 0x1p64, 1e22, 0x1p100, 0x1p300, 0x1p600, 0x1p999,
      0x1p1000, 6381956970095103.0 * 0x1p797 };
  for (size_t k = 0; k < COUNT (edges); k++)
    {
      put_level (s, "angle", edges[k], 1);
      if (edges[k] != 0)
        put_level (s, "angle", -edges[k], 1);
    }
}

static void
put_angles (sheet *s)
{
  generator g = { 90 };
  put_edge_angles (s);
  for (int k = 1; k <= 40; k++)
    put_level (s, "angle", quarter_turns (k, 0), 1);
  for (int k = 0; k < 150; k++)
    put_level (s, "angle", quarter_turns (random_octave (&g, 31), 0), 1);
  for (int k = 0; k < 60; k++)
    put_level (s, "angle", quarter_turns (random_octave (&g, 53), 10 * k), 1);
  for (int k = 0; k < 250; k++)
    put_level (s, "angle", random_double (&g, -20, 43, 52), 1);
  for (int k = 0; k < 150; k++)
    put_level (s, "angle", random_double (&g, 44, 999, 52), 1);
  for (int k = 0; k < 60; k++)
    put_level (s, "angle", random_double (&g, -1022, -21, 52), 1);
  /* what a float pipeline hands to cosf */
  for (int k = 0; k < 200; k++)
    put_level (s, "angle", random_double (&g, -20, 31, 23), 1);
}

void
set_levels (void)
{
  sheet s = sheet_open ("09-levels");
  sheet_note (&s, "cosine and sine of the exact product x * pos");
  sheet_note (&s, "level freq64: x is a frequency as a double;");
  sheet_note (&s, "freq32: x is a float frequency, widened; angle: x is the angle, pos is 1");
  sheet_note (&s, "columns: level x pos cos_hi cos_lo sin_hi sin_lo   (x is a word)");
  put_freq64 (&s);
  put_freq32 (&s);
  put_angles (&s);
  sheet_close (&s);
}

/* ---- fractional positions ---- */

/* base d i pos cos_hi cos_lo sin_hi sin_lo, pos a word.  */
static void
put_fractional (sheet *s, double base, long dim, long i, double position)
{
  mpfr_t w, c, sine;
  mpfr_inits2 (exact_bits (), w, c, sine, (mpfr_ptr) 0);
  exact_frequency (w, base, dim, i);
  exact_rotation (c, sine, w, position);
  sheet_put_number (s, base);
  sheet_put (s, " %ld %ld", dim, i);
  sheet_put_word (s, position);
  sheet_put_cos_sin (s, c, sine);
  sheet_end (s);
  mpfr_clears (w, c, sine, (mpfr_ptr) 0);
}

static void
put_chosen_fractions (sheet *s, double base, long dim, long i)
{
  const double positions[] =
    { 0.1, 1.0 / 3, -1.0 / 3, 0.5, -2.5, 0.75, 1e-3, 1e-10, 0x1p-40, 0x1p-60,
      0x1.921fb54442d18p+1, 99.99, 1023.5, 65535.999, 123456.789, 1048576.25,
      2147483647.5, -33.4, 0x1.fffffffffffffp+30, 4503599627370495.5 };
  for (size_t k = 0; k < COUNT (positions); k++)
    put_fractional (s, base, dim, i, positions[k]);
}

void
set_fractional (void)
{
  generator g = { 99 };
  sheet s = sheet_open ("09-fractional");
  sheet_note (&s, "cosine and sine of pos * base^(-2i/d), pos the exact value of the word");
  sheet_note (&s, "columns: base d i pos cos_hi cos_lo sin_hi sin_lo   (pos is a word)");
  for (int b = 0; b < BASES; b++)
    for (long i = 0; i < 64; i += 21)
      put_chosen_fractions (&s, set_bases[b], 128, i);
  for (int k = 0; k < 400; k++)
    {
      double base = set_bases[random_below (&g, BASES)];
      long dim = set_dims[random_below (&g, DIMS)];
      long i = random_below (&g, dim / 2);
      put_fractional (&s, base, dim, i, random_double (&g, -30, 40, 52));
    }
  sheet_close (&s);
}
